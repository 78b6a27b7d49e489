//! What the tracer knows of each task.

use super::places::Mover;
use crate::event::{IdentityId, Nanoseconds, Origin, Tid};
use crate::snapshot::Registers;
use crate::syscalls::Syscall;
use nix::errno::Errno;

/// A tracee.
#[derive(Debug)]
pub(super) struct Task {
    /// Its thread group.
    pub(super) thread_group: Tid,
    /// How the tracer came by it.
    pub(super) origin: Origin,
    /// Whether its first stop was seen.
    pub(super) started: bool,
    /// Whether it is the stub of a launch, whose calls are not the program's.
    pub(super) hidden: bool,
    /// Whether it was announced although it is hidden now: its execve failed.
    pub(super) shown: bool,
    /// The call that it is in, if that is reported.
    pub(super) call: Option<PendingCall>,
    /// Whether it is in a call, reported or not.
    pub(super) in_call: bool,
    /// What the call that it is in may do to the place of tasks.
    pub(super) mover: Option<Mover>,
    /// Where it is.
    pub(super) identity: IdentityId,
    /// When that was last made sure of.
    pub(super) identified: Nanoseconds,
}

/// A call between its two stops.
#[derive(Debug)]
pub(super) struct PendingCall {
    pub(super) row: Option<&'static Syscall>,
    pub(super) number: u64,
    pub(super) registers: Registers,
    /// Kernel CPU time of the task when the call began.
    pub(super) system_time: Nanoseconds,
}

impl Task {
    /// A task of this thread group of which nothing else is known.
    pub(super) fn new(thread_group: Tid, origin: Origin) -> Task {
        Task {
            thread_group,
            origin,
            started: false,
            hidden: false,
            shown: false,
            call: None,
            in_call: false,
            mover: None,
            identity: IdentityId::HOST,
            identified: 0,
        }
    }
}

/// The name of `tid` (`/proc/TID/comm` without its newline); empty if it cannot be read.
pub(super) fn comm(tid: Tid) -> Vec<u8> {
    let mut comm = std::fs::read(format!("/proc/{tid}/comm")).unwrap_or_default();
    if comm.last() == Some(&b'\n') {
        comm.pop();
    }
    comm
}

/// Whether `tid` is a thread of `group`. Asked of the kernel by a signal that is none, since /proc may not be there.
pub(super) fn is_thread_of(tid: Tid, group: Tid) -> bool {
    // SYS_tgkill finds the thread only within its group; EPERM means that it was found.
    !matches!(crate::ptrace::probe_thread(group, tid), Err(Errno::ESRCH))
}

/// The thread group and the parent of `tid` by `/proc/TID/status`; the task itself and 0 if that cannot be read.
pub(super) fn relations(tid: Tid) -> (Tid, Tid) {
    let status = std::fs::read(format!("/proc/{tid}/status")).unwrap_or_default();
    let field = |name: &[u8]| {
        let line = status.split(|&byte| byte == b'\n').find_map(|line| line.strip_prefix(name))?;
        std::str::from_utf8(line).ok()?.trim().parse().ok()
    };
    (field(b"Tgid:").unwrap_or(tid), field(b"PPid:").unwrap_or(0))
}
