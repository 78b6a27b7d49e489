//! Waiting for any tracee.

use super::Stop;
use crate::event::{Nanoseconds, Tid};
use nix::errno::Errno;
use std::ptr;

/// What waiting brought.
#[derive(Debug)]
pub enum Waited {
    /// A child has something to report.
    Report(Report),
    /// Nothing is pending (only if asked not to block).
    Nothing,
    /// A signal of the tracer's own interrupted the waiting.
    Interrupted,
    /// There is nothing left to wait for.
    NoChildren,
}

/// A report about one child.
#[derive(Debug)]
pub struct Report {
    /// Whose.
    pub tid: Tid,
    /// CPU time that the task has spent in the kernel so far.
    pub system_time: Nanoseconds,
    /// What it is.
    pub status: Status,
}

/// What a child reports.
#[derive(Debug)]
pub enum Status {
    /// It ended by itself.
    Exited(i32),
    /// A signal ended it.
    Killed {
        /// The signal.
        signal: i32,
        /// Whether the kernel wrote a core.
        core: bool,
    },
    /// It is stopped.
    Stopped(Stop),
    /// It was continued: not asked for, and nothing to do.
    Continued,
}

/// Waits for any child, threads included (`__WALL`).
pub fn wait(block: bool) -> Waited {
    let mut status = 0;
    // SAFETY: the structure is plain integers, for which zero is a value.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    let options = libc::__WALL | if block { 0 } else { libc::WNOHANG };
    // SAFETY: the kernel writes to `status` and `usage` only, which outlive the call.
    let tid = unsafe { libc::wait4(-1, ptr::from_mut(&mut status), options, ptr::from_mut(&mut usage)) };
    match tid {
        0 => Waited::Nothing,
        -1 if Errno::last() == Errno::EINTR => Waited::Interrupted,
        -1 => Waited::NoChildren,
        tid => {
            let time = usage.ru_stime;
            let system_time = time.tv_sec as u64 * 1_000_000_000 + time.tv_usec as u64 * 1000;
            Waited::Report(Report { tid, system_time, status: Status::of(tid, status) })
        }
    }
}

impl Status {
    fn of(tid: Tid, status: i32) -> Status {
        if libc::WIFEXITED(status) {
            Status::Exited(libc::WEXITSTATUS(status))
        } else if libc::WIFSIGNALED(status) {
            Status::Killed { signal: libc::WTERMSIG(status), core: libc::WCOREDUMP(status) }
        } else if libc::WIFSTOPPED(status) {
            Status::Stopped(Stop::of(tid, status))
        } else {
            Status::Continued
        }
    }
}
