//! Taking over tasks that exist already.

use super::Tracer;
use super::tasks::Task;
use crate::event::{Closed, Origin, Tid};
use crate::ptrace::{self, Fault};
use nix::errno::Errno;

/// A process could not be taken over.
#[derive(Debug, thiserror::Error)]
pub enum AttachError {
    /// There is no such process.
    #[error("no such process")]
    Missing,
    /// The kernel refused, for the first task that was tried.
    #[error("{}", .0.desc())]
    Refused(Errno),
    /// The output ended meanwhile.
    #[error(transparent)]
    Closed(#[from] Closed),
}

/// Passes over a process's threads before one gives up on a process that makes threads faster than they can be taken.
const MAX_PASSES: usize = 1000;
/// Passes without a new thread after which all are taken: one that was not yet taken may have made another one behind the
/// reading of the directory.
const QUIET_PASSES: usize = 3;

impl Tracer {
    /// Takes over `pid`: with following, all of its threads; otherwise the one task. Returns the number of tasks taken.
    ///
    /// # Errors
    /// If not a single task could be taken.
    pub fn attach(&mut self, pid: Tid) -> Result<usize, AttachError> {
        if !self.settings.follow {
            return match self.seize(pid, pid)? {
                Ok(()) => Ok(1),
                Err(Fault::Vanished) => Err(AttachError::Missing),
                Err(Fault::Errno(errno)) => Err(AttachError::Refused(errno)),
            };
        }
        let (mut taken, mut quiet, mut refused) = (0, 0, None);
        for _ in 0..MAX_PASSES {
            let mut found = false;
            for tid in threads(pid) {
                if self.tasks.contains_key(&tid) {
                    continue;
                }
                match self.seize(tid, pid)? {
                    Ok(()) => (found, taken) = (true, taken + 1),
                    // A zombie leader, a thread on its way out, or one of io_uring's workers: the others are taken all the same.
                    Err(Fault::Errno(errno)) => refused = refused.or(Some(errno)),
                    Err(Fault::Vanished) => {}
                }
            }
            quiet = if found { 0 } else { quiet + 1 };
            if quiet == QUIET_PASSES || taken == 0 {
                break;
            }
        }
        match (taken, refused) {
            (0, Some(errno)) => Err(AttachError::Refused(errno)),
            (0, None) => match self.seize(pid, pid)? {
                // Without /proc there is no list of threads.
                Ok(()) => Ok(1),
                Err(Fault::Vanished) => Err(AttachError::Missing),
                Err(Fault::Errno(errno)) => Err(AttachError::Refused(errno)),
            },
            (taken, _) => Ok(taken),
        }
    }

    fn seize(&mut self, tid: Tid, thread_group: Tid) -> Result<Result<(), Fault>, Closed> {
        if let Err(fault) = ptrace::seize(tid, self.settings.options()) {
            return Ok(Err(fault));
        }
        self.tasks.insert(tid, Task::new(thread_group, Origin::Attached));
        self.announce(tid, thread_group, 0, Origin::Attached)?;
        let _ = ptrace::interrupt(tid);
        Ok(Ok(()))
    }
}

/// The threads of `pid` as `/proc/PID/task` lists them now.
fn threads(pid: Tid) -> Vec<Tid> {
    let Ok(directory) = std::fs::read_dir(format!("/proc/{pid}/task")) else { return Vec::new() };
    directory.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
}
