//! Stops as values: one type per kind, each consumed by resuming it.

use super::request::{self, Fault, SIGNAL_INFORMATION, plain};
use crate::event::{Creation, Tid};
use linux_raw_sys::ptrace as raw;
use nix::errno::Errno;
use std::marker::PhantomData;

/// Makes a type not `Send`: only the thread that seized a tracee may drive it.
type OwnThread = PhantomData<*const ()>;

/// A task that stands still until it is resumed.
#[derive(Debug)]
pub enum Stop {
    /// syscall-enter-stop or syscall-exit-stop.
    Syscall(SyscallStop),
    /// signal-delivery-stop.
    Signal(SignalStop),
    /// group-stop.
    Group(GroupStop),
    /// A stop that an event of ptrace brought, to be resumed without a signal.
    Event(Event, TrapStop),
}

/// What brought a [`TrapStop`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The task makes another one, whose tid in the tracer's namespace this is. `None` if the task vanished meanwhile; the new task
    /// then is known by its own first stop alone.
    Creation(Creation, Option<Tid>),
    /// The task runs a new program; the tid that it had before.
    Exec(Option<Tid>),
    /// The first stop of a seized or new task, the answer to an interrupt, or the end of a group-stop.
    Trap,
    /// Another event of ptrace, by its number.
    Other(i32),
}

/// How a task goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// To the next stop of any kind.
    ToSyscall,
    /// To the next stop that is no system call's.
    Freely,
}

impl How {
    fn request(self) -> u32 {
        match self {
            How::ToSyscall => raw::PTRACE_SYSCALL,
            How::Freely => raw::PTRACE_CONT,
        }
    }
}

/// syscall-enter-stop or syscall-exit-stop.
#[derive(Debug)]
pub struct SyscallStop(Tid, OwnThread);

/// signal-delivery-stop.
#[derive(Debug)]
pub struct SignalStop {
    tid: Tid,
    signal: i32,
    thread: OwnThread,
}

/// group-stop.
#[derive(Debug)]
pub struct GroupStop {
    tid: Tid,
    signal: i32,
    thread: OwnThread,
}

/// A stop that is resumed without a signal.
#[derive(Debug)]
pub struct TrapStop(Tid, OwnThread);

impl Stop {
    /// What wait status `status` of `tid` means (ptrace(2), "Stopped states").
    pub(super) fn of(tid: Tid, status: i32) -> Stop {
        let signal = libc::WSTOPSIG(status);
        let event = status >> 16;
        let trap = TrapStop(tid, PhantomData);
        match event as u32 {
            0 if signal == libc::SIGTRAP | 0x80 => Stop::Syscall(SyscallStop(tid, PhantomData)),
            0 => Stop::Signal(SignalStop { tid, signal, thread: PhantomData }),
            raw::PTRACE_EVENT_STOP if signal != libc::SIGTRAP => {
                Stop::Group(GroupStop { tid, signal, thread: PhantomData })
            }
            raw::PTRACE_EVENT_STOP => Stop::Event(Event::Trap, trap),
            raw::PTRACE_EVENT_FORK => Stop::Event(Event::Creation(Creation::Fork, trap.task()), trap),
            raw::PTRACE_EVENT_VFORK => Stop::Event(Event::Creation(Creation::Vfork, trap.task()), trap),
            raw::PTRACE_EVENT_CLONE => Stop::Event(Event::Creation(Creation::Clone, trap.task()), trap),
            raw::PTRACE_EVENT_EXEC => Stop::Event(Event::Exec(trap.task()), trap),
            _ => Stop::Event(Event::Other(event), trap),
        }
    }

    /// Lets go of the task; a signal that was about to be delivered is delivered, and a stopped group stays stopped.
    pub fn detach(self) -> Result<(), Fault> {
        match self {
            Stop::Syscall(stop) => plain(raw::PTRACE_DETACH, stop.0, 0, 0),
            Stop::Signal(stop) => plain(raw::PTRACE_DETACH, stop.tid, 0, stop.signal as usize),
            // The kernel puts a seized task that is detached from a group-stop back into it by itself.
            Stop::Group(stop) => plain(raw::PTRACE_DETACH, stop.tid, 0, 0),
            Stop::Event(_, stop) => plain(raw::PTRACE_DETACH, stop.0, 0, 0),
        }
    }
}

impl SyscallStop {
    /// The task.
    pub fn tid(&self) -> Tid {
        self.0
    }

    /// Lets the task go on.
    pub fn resume(self, how: How) -> Result<(), Fault> {
        plain(how.request(), self.0, 0, 0)
    }
}

impl SignalStop {
    /// The signal.
    pub fn signal(&self) -> i32 {
        self.signal
    }

    /// The kernel's `siginfo_t`.
    pub fn information(&self) -> Result<[u8; SIGNAL_INFORMATION], Fault> {
        request::signal_information(self.tid)
    }

    /// Delivers the signal, unchanged.
    pub fn resume(self, how: How) -> Result<(), Fault> {
        plain(how.request(), self.tid, 0, self.signal as usize)
    }
}

impl GroupStop {
    /// The signal that stopped the group.
    pub fn signal(&self) -> i32 {
        self.signal
    }

    /// Leaves the task stopped, as it would be without a tracer; a report comes when the group goes on.
    pub fn listen(self) -> Result<(), Fault> {
        match plain(raw::PTRACE_LISTEN, self.tid, 0, 0) {
            // A SIGKILL took the task out of its group-stop meanwhile.
            Err(Fault::Errno(Errno::EIO)) => Err(Fault::Vanished),
            result => result,
        }
    }
}

impl TrapStop {
    /// Lets the task go on.
    pub fn resume(self, how: How) -> Result<(), Fault> {
        plain(how.request(), self.0, 0, 0)
    }

    /// The tid that belongs to the event.
    fn task(&self) -> Option<Tid> {
        request::event_message(self.0).ok().and_then(|message| Tid::try_from(message).ok())
    }
}
