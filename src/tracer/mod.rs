//! The loop: launch or seize, follow, keep the table of tasks, tag, and send events.
//!
//! Following uses ptrace's events and their message, never a system call's number or return value: fork, vfork, clone, clone3,
//! posix_spawn, threads and 32-bit children all take the same path through the module `stops`. A new task enters the table by whichever comes
//! first, its parent's event or its own first stop.

mod attach;
mod calls;
mod detach;
mod places;
mod selection;
mod settings;
mod stops;
mod tasks;

pub use attach::AttachError;
pub use selection::Selection;
pub use settings::{DescriptorDetail, Settings};

use crate::event::{Closed, Event, Gone, Kind, Nanoseconds, Origin, Producer, Span, Tid};
use crate::identity::Identifier;
use crate::ptrace::{self, Command, Interruption, LaunchError, Launched, Report, Status, Waited};
use crate::snapshot::Recorder;
use nix::time::{ClockId, clock_gettime};
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use tasks::Task;

/// What a trace came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Every tracee has ended or was let go. How the launched program's first process ended, if there was one.
    Complete(Option<Gone>),
    /// This signal to the tracer ended the trace; all tracees were let go.
    Interrupted(i32),
    /// Nobody takes the output any more; all tracees were let go.
    OutputClosed,
}

/// The tracer: owns all tracees of this thread.
pub struct Tracer {
    settings: Settings,
    producer: Producer,
    tasks: FxHashMap<Tid, Task>,
    /// Reports that were fetched and not handled yet.
    pending: VecDeque<Report>,
    recorder: Recorder,
    identifier: Identifier,
    launched: Option<Launched>,
    /// How the launched program's first process ended.
    ended: Option<Gone>,
}

impl Tracer {
    /// A tracer without tracees.
    pub fn new(settings: Settings, producer: Producer, identifier: Identifier) -> Tracer {
        Tracer {
            settings,
            producer,
            tasks: FxHashMap::default(),
            pending: VecDeque::new(),
            recorder: Recorder::default(),
            identifier,
            launched: None,
            ended: None,
        }
    }

    /// Takes over a program that was started under this thread's trace; its calls are shown from its execve on.
    pub fn adopt(&mut self, launched: Launched) {
        let pid = launched.pid;
        self.tasks.insert(pid, Task { hidden: true, started: true, ..Task::new(pid, Origin::Launched) });
        self.launched = Some(launched);
    }

    /// Why the launched program was not executed, once its process has ended: whether execve itself failed, and how.
    pub fn launch_failure(&self) -> Option<(bool, nix::errno::Errno)> {
        self.launched.as_ref()?.failure()
    }

    /// Traces until every tracee has ended, or a signal or a closed output ends it.
    pub fn run(&mut self, interruption: &Interruption) -> End {
        loop {
            if let Some(signal) = interruption.signal() {
                interruption.acknowledge();
                self.detach_all();
                return End::Interrupted(signal);
            }
            let report = match self.next() {
                Waited::Report(report) => report,
                Waited::Nothing | Waited::Interrupted => continue,
                Waited::NoChildren => return End::Complete(self.ended),
            };
            if self.handle(report) == Err(Closed) {
                self.detach_all();
                return End::OutputClosed;
            }
        }
    }

    /// The next report. Yields once before it blocks, which saves a wake-up where the tracee runs on the same CPU; and takes all that is
    /// pending before any of it is handled, since the kernel reports children in the order of its list and a busy first
    /// one would starve the others.
    fn next(&mut self) -> Waited {
        if let Some(report) = self.pending.pop_front() {
            return Waited::Report(report);
        }
        let mut waited = ptrace::wait(false);
        if matches!(waited, Waited::Nothing) {
            let _ = nix::sched::sched_yield();
            waited = ptrace::wait(false);
            if matches!(waited, Waited::Nothing) {
                waited = ptrace::wait(true);
            }
        }
        if self.tasks.len() > 1 && matches!(waited, Waited::Report(_)) {
            while let Waited::Report(report) = ptrace::wait(false) {
                self.pending.push_back(report);
            }
        }
        waited
    }

    fn handle(&mut self, report: Report) -> Result<(), Closed> {
        let Report { tid, system_time, status } = report;
        match status {
            Status::Stopped(stop) => self.stopped(tid, system_time, stop),
            Status::Exited(status) => self.gone(tid, Gone::Exited(status)),
            Status::Killed { signal, core } => self.gone(tid, Gone::Killed { signal, core }),
            Status::Continued => Ok(()),
        }
    }

    /// A task's end. Children that are not tracees (inherited by an exec of the tracer, or reparented to it) are reaped by the wait
    /// itself and are nobody's business.
    fn gone(&mut self, tid: Tid, how: Gone) -> Result<(), Closed> {
        let Some(task) = self.tasks.remove(&tid) else { return Ok(()) };
        if self.launched.as_ref().is_some_and(|launched| launched.pid == tid) {
            self.ended = Some(how);
        }
        if task.hidden && !task.shown {
            return Ok(());
        }
        self.send(tid, Kind::Gone(how))
    }

    fn send(&self, tid: Tid, kind: Kind) -> Result<(), Closed> {
        let time = now();
        self.producer.push(|batch| batch.events.push(Event { time, tid, kind }))
    }

    /// Announces a task, with its name if it does not simply have its parent's.
    fn announce(&mut self, tid: Tid, thread_group: Tid, parent: Tid, origin: Origin) -> Result<(), Closed> {
        let time = now();
        let known_parent = origin == Origin::Born && parent != 0;
        let comm = if known_parent { Vec::new() } else { tasks::comm(tid) };
        self.producer.push(|batch| {
            let comm = if known_parent { Span::default() } else { batch.put(&comm) };
            let task = crate::event::Task { thread_group, parent, comm, origin };
            batch.events.push(Event { time, tid, kind: Kind::Task(task) });
        })
    }
}

/// Starts `command` for [`Tracer::adopt`]. To be called while the process has one thread.
///
/// # Errors
/// Those of [`Launched::start`].
pub fn launch(command: &Command, settings: &Settings) -> Result<Launched, LaunchError> {
    Launched::start(command, settings.options())
}

/// Now, by the clock of events.
pub(crate) fn now() -> Nanoseconds {
    clock_gettime(ClockId::CLOCK_MONOTONIC)
        .map_or(0, |time| time.tv_sec() as u64 * 1_000_000_000 + time.tv_nsec() as u64)
}
