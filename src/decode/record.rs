//! What outputs are given.

use super::Call;
use crate::event::{Creation, Gone, Identity, IdentityId, Nanoseconds, Origin, Tid};
use crate::model::{Model, Task};
use crate::value::Value;
use std::io;

/// Something that happened, with names.
#[derive(Debug)]
pub struct Record<'a> {
    /// When, by the monotonic clock.
    pub time: Nanoseconds,
    /// What to add to get the time of day (`CLOCK_REALTIME`).
    pub wall_clock_offset: i64,
    /// The task that it happened to.
    pub task: &'a Task,
    /// Where that task is.
    pub identity: &'a Identity,
    /// Everybody else.
    pub model: &'a Model,
    /// What happened.
    pub what: What<'a>,
}

impl Record<'_> {
    /// Nanoseconds since the epoch.
    pub fn wall_clock(&self) -> i64 {
        self.time as i64 + self.wall_clock_offset
    }
}

/// What can happen.
#[derive(Debug)]
pub enum What<'a> {
    /// The task is met for the first time.
    Met(Origin),
    /// A call began, and is known not to have ended at once.
    Enter(&'a Call<'a>),
    /// A call ended.
    Exit {
        /// The whole call.
        call: &'a Call<'a>,
        /// When it began; `None` if the tracer did not see that.
        entered: Option<Nanoseconds>,
        /// Whether an `Enter` was given for it.
        announced: bool,
        /// CPU time that it took in the kernel.
        system_time: Nanoseconds,
    },
    /// A call that will not end, since its task is gone or was let go; the task's end follows.
    Abandoned {
        /// What is known of it.
        call: &'a Call<'a>,
        /// When it began.
        entered: Nanoseconds,
        /// Whether an `Enter` was given for it.
        announced: bool,
    },
    /// The task made another one.
    Born {
        /// The new task.
        child: Tid,
        /// Its thread group.
        thread_group: Tid,
        /// ptrace's event.
        how: Creation,
        /// The name of the call that made it, if that is known.
        call: Option<&'a str>,
    },
    /// The task runs a new program; the tid that it had before.
    Exec {
        /// That tid.
        former: Tid,
    },
    /// A signal is about to be delivered.
    Signal {
        /// Its number.
        signal: i32,
        /// The kernel's `siginfo_t`, decoded; `None` if it could not be read.
        information: Option<Value<'a>>,
    },
    /// The task takes part in a group-stop.
    Stopped(i32),
    /// The task is no longer traced.
    Gone(Gone),
    /// The task is in another container than before.
    Moved {
        /// Where it was.
        from: &'a Identity,
    },
    /// An identity is announced, or more is known of it.
    Identified(IdentityId, &'a Identity),
    /// Events of the task were dropped.
    Lost(u64),
}

/// An output, or a stage in front of one.
pub trait Sink {
    /// Takes one record.
    ///
    /// # Errors
    /// Those of writing.
    fn record(&mut self, record: &Record<'_>) -> io::Result<()>;

    /// Makes visible what was taken so far: nothing more is there at the moment.
    ///
    /// # Errors
    /// Those of writing.
    fn flush(&mut self) -> io::Result<()>;

    /// The trace is over.
    ///
    /// # Errors
    /// Those of writing.
    fn finish(&mut self, summary: &Summary) -> io::Result<()>;
}

/// What a trace came to, for the last words of an output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Tasks seen.
    pub tasks: u64,
    /// Calls that began.
    pub calls: u64,
    /// Tasks that were let go.
    pub detached: u64,
    /// Events dropped.
    pub lost: u64,
}

impl<S: Sink + ?Sized> Sink for Box<S> {
    fn record(&mut self, record: &Record<'_>) -> io::Result<()> {
        (**self).record(record)
    }

    fn flush(&mut self) -> io::Result<()> {
        (**self).flush()
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        (**self).finish(summary)
    }
}
