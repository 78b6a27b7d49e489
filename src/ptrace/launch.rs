//! Starting a program under trace without a mark on it.
//!
//! The child blocks in a read from a pipe until the tracer has seized and interrupted it; then it calls execve, and tracing begins at
//! that call. No SIGSTOP, no change of its signal mask or dispositions, no descriptor left open: the program finds what it would have
//! found if the shell had started it.

use super::{Fault, Options, Status, Waited, interrupt, seize, startup};
use crate::event::Tid;
use nix::errno::Errno;
use nix::fcntl::OFlag;
use nix::sys::signal::{SigHandler, Signal};
use nix::unistd::{ForkResult, Gid, Uid, fork, pipe2};
use std::ffi::{CString, OsString};
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

/// A program to be started.
#[derive(Debug)]
pub struct Command {
    /// The file to execute, found already.
    pub program: PathBuf,
    /// Its arguments, the first being its name.
    pub arguments: Vec<OsString>,
    /// Its environment as `NAME=VALUE`.
    pub environment: Vec<OsString>,
    /// Whom it runs as, if not as the tracer does.
    pub ownership: Option<Ownership>,
}

/// Whom a program runs as (`-u`).
#[derive(Clone, Debug)]
pub struct Ownership {
    /// Its user.
    pub uid: Uid,
    /// Its group.
    pub gid: Gid,
    /// Its supplementary groups; all others are dropped.
    pub groups: Vec<Gid>,
}

/// A program could not be started.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    /// A name or an argument has a NUL byte inside.
    #[error("an argument has a NUL byte inside")]
    Nul(#[from] std::ffi::NulError),
    /// The pipes or the process could not be made.
    #[error("failed to start a process: {}", .0.desc())]
    Process(#[from] Errno),
    /// The process could not be traced.
    #[error("failed to trace the new process: {0}")]
    Trace(#[from] Fault),
    /// It ended before it could execute the program.
    #[error("the new process was ended before it could execute the program")]
    Ended,
}

/// A program that is about to call execve, stopped and seized.
#[derive(Debug)]
pub struct Launched {
    /// Its pid.
    pub pid: Tid,
    gate: OwnedFd,
    failure: OwnedFd,
}

/// The steps of the child that can fail.
#[derive(Clone, Copy)]
enum Step {
    Identity = 1,
    Exec = 2,
}

impl Launched {
    /// Starts `command` up to its execve, seized with `options`. The tracer must be single-threaded still.
    ///
    /// # Errors
    /// When the process could not be made or traced. That execve failed is learned by [`Launched::failure`], after the process ended.
    pub fn start(command: &Command, options: Options) -> Result<Launched, LaunchError> {
        let text = |text: &OsString| CString::new(text.clone().into_vec());
        let program = CString::new(command.program.clone().into_os_string().into_vec())?;
        let arguments = command.arguments.iter().map(text).collect::<Result<Vec<_>, _>>()?;
        let environment = command.environment.iter().map(text).collect::<Result<Vec<_>, _>>()?;
        let (gate_read, gate) = pipe2(OFlag::O_CLOEXEC)?;
        let (failure, failure_write) = pipe2(OFlag::O_CLOEXEC | OFlag::O_NONBLOCK)?;
        // SAFETY: this process has one thread, so the child may call anything.
        match unsafe { fork() }? {
            ForkResult::Child => {
                drop(gate);
                let step = become_program(&gate_read, command.ownership.as_ref(), || {
                    nix::unistd::execve(&program, &arguments, &environment)
                });
                let (step, errno) = step;
                let mut report = [0; 5];
                report[0] = step as u8;
                report[1..].copy_from_slice(&(errno as i32).to_ne_bytes());
                let _ = std::fs::File::from(failure_write).write_all(&report);
                // SAFETY: _exit takes no pointer and does not return.
                unsafe { libc::_exit(if errno == Errno::ENOENT { 127 } else { 126 }) }
            }
            ForkResult::Parent { child } => {
                let launched = Launched { pid: child.as_raw(), gate, failure };
                launched.hold(options).inspect_err(|_| launched.abandon())?;
                Ok(launched)
            }
        }
    }

    /// Seizes the child and waits until it stands in its read.
    fn hold(&self, options: Options) -> Result<(), LaunchError> {
        seize(self.pid, options)?;
        interrupt(self.pid)?;
        loop {
            match super::wait(true) {
                // Children that are not ours to trace may have been inherited by an exec of the tracer.
                Waited::Report(report) if report.tid != self.pid => {}
                Waited::Report(report) => match report.status {
                    Status::Stopped(stop) => {
                        Write::write_all(
                            &mut &std::fs::File::from(self.gate.try_clone().map_err(|_| Errno::EMFILE)?),
                            b"!",
                        )
                        .map_err(|_| LaunchError::Ended)?;
                        return Ok(resume(stop)?);
                    }
                    _ => return Err(LaunchError::Ended),
                },
                Waited::NoChildren => return Err(LaunchError::Ended),
                Waited::Nothing | Waited::Interrupted => {}
            }
        }
    }

    /// Ends a child that could not be traced: it has not executed anything yet.
    fn abandon(&self) {
        let pid = nix::unistd::Pid::from_raw(self.pid);
        let _ = nix::sys::signal::kill(pid, Signal::SIGKILL);
        let _ = nix::sys::wait::waitpid(pid, None);
    }

    /// Why the program was not executed, after its process has ended; `None` if it was.
    pub fn failure(&self) -> Option<(bool, Errno)> {
        let mut report = [0; 5];
        let mut file = std::fs::File::from(self.failure.try_clone().ok()?);
        file.read_exact(&mut report).ok()?;
        let [step, errno @ ..] = report;
        Some((step == Step::Exec as u8, Errno::from_raw(i32::from_ne_bytes(errno))))
    }
}

fn resume(stop: super::Stop) -> Result<(), Fault> {
    match stop {
        super::Stop::Syscall(stop) => stop.resume(super::How::ToSyscall),
        super::Stop::Signal(stop) => stop.resume(super::How::ToSyscall),
        super::Stop::Group(stop) => stop.listen(),
        super::Stop::Event(_, stop) => stop.resume(super::How::ToSyscall),
    }
}

/// The child's life until execve; returns only if something failed.
fn become_program(
    gate: &OwnedFd,
    ownership: Option<&Ownership>,
    exec: impl FnOnce() -> nix::Result<std::convert::Infallible>,
) -> (Step, Errno) {
    if !startup::pipe_was_ignored() {
        // SAFETY: the default disposition installs no handler.
        let _ = unsafe { nix::sys::signal::signal(Signal::SIGPIPE, SigHandler::SigDfl) };
    }
    let mut byte = [0];
    while let Err(Errno::EINTR) = nix::unistd::read(gate, &mut byte) {}
    if let Some(Ownership { uid, gid, groups }) = ownership {
        let changed = nix::unistd::setgroups(groups)
            .and_then(|()| nix::unistd::setresgid(*gid, *gid, *gid))
            .and_then(|()| nix::unistd::setresuid(*uid, *uid, *uid));
        if let Err(errno) = changed {
            return (Step::Identity, errno);
        }
    }
    for descriptor in startup::closed_descriptors() {
        // SAFETY: std opened this descriptor on /dev/null for itself; nothing in the child uses it any more.
        unsafe { libc::close(descriptor) };
    }
    let Err(errno) = exec();
    (Step::Exec, errno)
}
