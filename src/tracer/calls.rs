//! The two stops of a system call: what is copied and sent.

use super::tasks::PendingCall;
use super::{Tracer, now, places};
use crate::event::{Abi, Closed, Enter, Event, Exit, Kind, Nanoseconds, Origin, Span, Tid};
use crate::identity::Moment;
use crate::ptrace::{self, SyscallInformation, SyscallPhase};
use crate::snapshot::{Registers, Side, Source};
use crate::syscalls::{self, Syscall};

/// A stopped tracee's memory.
pub(super) struct Remote(pub(super) Tid);

impl Source for Remote {
    fn read(&mut self, ranges: &[(u64, usize)], into: &mut [u8]) -> usize {
        ptrace::read_memory(self.0, ranges, into)
    }
}

impl Tracer {
    /// A task is at one of a call's two stops, as the kernel says: never by counting stops, which goes wrong after an attach, an exec,
    /// or a stop that was skipped.
    pub(super) fn call(
        &mut self,
        tid: Tid,
        system_time: Nanoseconds,
        information: &SyscallInformation,
    ) -> Result<(), Closed> {
        match information.phase {
            SyscallPhase::Entry { number, arguments } => self.enter(tid, system_time, information, number, &arguments),
            SyscallPhase::Exit { value, failed } => self.exit(tid, system_time, value, failed),
            SyscallPhase::None => Ok(()),
        }
    }

    fn enter(
        &mut self,
        tid: Tid,
        system_time: Nanoseconds,
        information: &SyscallInformation,
        number: u64,
        arguments: &[u64; 6],
    ) -> Result<(), Closed> {
        let abi = information.abi;
        let Some(task) = self.tasks.get_mut(&tid) else { return Ok(()) };
        if task.hidden {
            if task.shown || !is_exec(abi, number) {
                return Ok(());
            }
            (task.hidden, task.shown) = (false, true);
            let thread_group = task.thread_group;
            self.announce(tid, thread_group, 0, Origin::Launched)?;
            self.identify(tid, Moment::Launched)?;
        }
        let time = now();
        self.recheck(tid, time)?;
        let Some(task) = self.tasks.get_mut(&tid) else { return Ok(()) };
        (task.in_call, task.call) = (true, None);
        task.mover = places::Mover::of(abi, number, arguments);
        if !self.settings.calls.contains(abi, number) {
            return Ok(());
        }
        let registers = Registers { abi, arguments: Syscall::words(abi, *arguments), value: 0 };
        let row = syscalls::entry(abi, number).and_then(|entry| entry.select(&registers.arguments));
        task.call = Some(PendingCall { row, number, registers, system_time });
        let instruction_pointer = information.instruction_pointer;
        let (recorder, limits) = (&mut self.recorder, &self.settings.limits);
        self.producer.push(|batch| {
            let start = batch.bytes.len();
            if let Some(row) = row {
                let grabs = row.grabs(&registers.arguments);
                recorder.record(grabs, &registers, Side::Entry, limits, &mut Remote(tid), &mut batch.bytes);
            }
            let memory = span(start, &batch.bytes);
            let enter = Enter { abi, number, arguments: registers.arguments, instruction_pointer, memory };
            batch.events.push(Event { time, tid, kind: Kind::Enter(enter) });
        })
    }

    fn exit(&mut self, tid: Tid, system_time: Nanoseconds, value: i64, failed: bool) -> Result<(), Closed> {
        let Some(task) = self.tasks.get_mut(&tid) else { return Ok(()) };
        let entered = std::mem::take(&mut task.in_call);
        let call = task.call.take();
        if let Some(mover) = task.mover.take().filter(|_| !failed) {
            // Told before the end of the call that did it: the next call of whoever was moved is the first elsewhere.
            self.moved(tid, &mover)?;
        }
        let Some(task) = self.tasks.get_mut(&tid) else { return Ok(()) };
        if task.hidden || (entered && call.is_none()) {
            return Ok(());
        }
        let number = if call.is_some() { None } else { ptrace::interrupted_call(tid) };
        if call.is_none() && !number.is_none_or(|number| self.settings.calls.contains(Abi::X86_64, number)) {
            return Ok(());
        }
        // The stub of a launch whose execve failed has nothing more to say.
        task.hidden =
            task.shown && failed && call.as_ref().is_some_and(|call| is_exec(call.registers.abi, call.number));
        let time = now();
        let (recorder, limits) = (&mut self.recorder, &self.settings.limits);
        self.producer.push(|batch| {
            let start = batch.bytes.len();
            if let Some(row) = call.as_ref().and_then(|call| call.row)
                && let Some(PendingCall { mut registers, .. }) = call
            {
                registers.value = value;
                let side = if failed { Side::Failure } else { Side::Success };
                let grabs = row.grabs(&registers.arguments);
                recorder.record(grabs, &registers, side, limits, &mut Remote(tid), &mut batch.bytes);
            }
            let memory = span(start, &batch.bytes);
            let system_time = call.as_ref().map_or(0, |call| system_time.saturating_sub(call.system_time));
            let exit = Exit { value, failed, memory, system_time, number };
            batch.events.push(Event { time, tid, kind: Kind::Exit(exit) });
        })
    }
}

/// What was appended to `bytes` since it had `start` bytes.
fn span(start: usize, bytes: &[u8]) -> Span {
    Span { start: start as u32, length: (bytes.len() - start) as u32 }
}

/// Whether a call is the one by which the launched stub becomes the program.
fn is_exec(abi: Abi, number: u64) -> bool {
    abi == Abi::X86_64 && number == libc::SYS_execve as u64
}
