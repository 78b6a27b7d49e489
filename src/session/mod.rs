//! Wiring: a source, the queue, the outputs, and the end.

mod denial;
mod names;
mod outputs;
mod pump;

use crate::cli::{self, Arguments, Plan, PlanError, Target};
use crate::event::{Gone, Tid, queue};
use crate::ptrace::{self, Interruption};
use crate::tracer::{self, AttachError, End, Tracer};
use anyhow::Context;
use clap::Parser;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::Path;

/// How the tracer itself ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With this exit status.
    Status(u8),
    /// By this signal.
    Signal(i32),
}

/// Exit status for an error of the tracer's own.
const OWN_ERROR: u8 = 1;
/// Exit status for a wrong command line.
const USAGE: u8 = 2;

/// Runs the command line `arguments`, the first of which is the program's own name, and says how to end.
pub fn run(arguments: Vec<OsString>) -> Ending {
    let invoked =
        arguments.first().map_or_else(|| "ptrace-trace".to_owned(), |name| name.to_string_lossy().into_owned());
    let parsed = match Arguments::try_parse_from(&arguments) {
        Ok(parsed) => parsed,
        Err(error) => {
            if !error.use_stderr() {
                let _ = error.print();
                return Ending::Status(0);
            }
            eprintln!("{invoked}: {}; see {invoked} -h", one_line(&error));
            return Ending::Status(USAGE);
        }
    };
    let plan = match Plan::new(parsed, invoked.clone(), std::io::stderr().is_terminal()) {
        Ok(plan) => plan,
        Err(error) => {
            eprintln!("{invoked}: {error}");
            return Ending::Status(match error {
                PlanError::Usage(_) => USAGE,
                PlanError::Program(error) => error.status as u8,
            });
        }
    };
    match trace(plan) {
        Ok(ending) => ending,
        Err(error) => {
            eprintln!("{invoked}: {error:#}");
            Ending::Status(OWN_ERROR)
        }
    }
}

/// What clap has to say, without its frame and on one line.
fn one_line(error: &clap::Error) -> String {
    let text = error.render().to_string();
    let usage = text.lines().position(|line| line.starts_with("Usage:")).unwrap_or(usize::MAX);
    let words: Vec<&str> =
        text.lines().take(usage).map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("tip:")).collect();
    words.join(" ").trim_start_matches("error: ").replace("For more information, try '--help'.", "").trim().to_owned()
}

/// Carries out `plan`.
fn trace(plan: Plan) -> anyhow::Result<Ending> {
    let Plan { invoked, target, settings, .. } = &plan;
    let mut sink = outputs::open(&plan)?;
    // The program is started first: a process with one thread only can fork without a care.
    let launched = match target {
        Target::Launch(command) => Some(
            tracer::launch(command, settings)
                .with_context(|| format!("failed to start '{}'", command.program.display()))?,
        ),
        Target::Attach(_) => None,
    };
    ptrace::reset_child_signal();
    // A program that writes its trace to a file decides alone when it ends: signals of the terminal reach it as well.
    let interruption = if plan.output.is_some() && launched.is_some() {
        ptrace::block_termination().context("failed to block signals")?;
        Interruption::never()
    } else {
        Interruption::watch().context("failed to watch for signals")?
    };
    let pid = launched.as_ref().map(|launched| launched.pid);
    let (identifier, names) = names::start(&plan).context("failed to start a thread")?;
    let (producer, consumer) = queue();
    let limit = settings.limits.string;
    let output = std::thread::Builder::new()
        .name("output".to_owned())
        .spawn(move || pump::run(consumer, limit, names, sink.as_mut()))
        .context("failed to start a thread")?;
    let mut tracer = Tracer::new(settings.clone(), producer, identifier);
    if let Some(launched) = launched {
        tracer.adopt(launched);
    }
    let mut refused = None;
    if let Target::Attach(pids) = target {
        let mut taken = 0;
        for &pid in pids {
            match tracer.attach(pid) {
                Ok(count) => taken += count,
                Err(AttachError::Closed(_)) => break,
                Err(error) => {
                    eprintln!("{invoked}: {}", denial::explain(pid, &error));
                    refused = Some(());
                }
            }
        }
        if taken == 0 && refused.is_some() {
            drop(tracer);
            let _ = output.join();
            return Ok(Ending::Status(OWN_ERROR));
        }
    }
    let end = tracer.run(&interruption);
    let failure = tracer.launch_failure();
    // The outputs end when nobody can send any more.
    drop(tracer);
    let written = output.join().unwrap_or_else(|_| Err(std::io::Error::other("the output thread panicked")));
    if let (Some((exec, errno)), Target::Launch(command)) = (failure, target) {
        return Ok(launch_failed(invoked, &command.program, exec, errno));
    }
    let end = match end {
        End::OutputClosed => End::Complete(pid.and_then(wait_untraced)),
        end => end,
    };
    if let Err(error) = written
        && error.kind() != std::io::ErrorKind::BrokenPipe
    {
        let place = plan.output.as_deref().unwrap_or(Path::new("stderr")).display().to_string();
        eprintln!(
            "{invoked}: failed to write to {place}: {error}; tracing ended there, and the program went on untraced"
        );
        return Ok(Ending::Status(OWN_ERROR));
    }
    Ok(match end {
        End::Complete(Some(Gone::Exited(status))) => Ending::Status(status as u8),
        End::Complete(Some(Gone::Killed { signal, .. })) => Ending::Signal(signal),
        End::Complete(_) | End::OutputClosed => Ending::Status(0),
        End::Interrupted(signal) => {
            if let Some(pid) = pid {
                pass_on(pid, signal);
            }
            Ending::Signal(signal)
        }
    })
}

fn launch_failed(invoked: &str, program: &Path, exec: bool, errno: nix::errno::Errno) -> Ending {
    if !exec {
        eprintln!("{invoked}: failed to change to the user that -u names: {}", errno.desc());
        return Ending::Status(OWN_ERROR);
    }
    let error = cli::exec_failure(program, errno);
    eprintln!("{invoked}: {error}");
    Ending::Status(error.status as u8)
}

/// Waits for a launched program that is no longer traced.
fn wait_untraced(pid: Tid) -> Option<Gone> {
    use nix::sys::wait::{WaitStatus, waitpid};
    loop {
        match waitpid(nix::unistd::Pid::from_raw(pid), None) {
            Ok(WaitStatus::Exited(_, status)) => return Some(Gone::Exited(status)),
            Ok(WaitStatus::Signaled(_, signal, core)) => return Some(Gone::Killed { signal: signal as i32, core }),
            Ok(_) | Err(nix::errno::Errno::EINTR) => {}
            Err(_) => return None,
        }
    }
}

/// Gives the signal that ended the trace to the program that it was about.
fn pass_on(pid: Tid, signal: i32) {
    use nix::sys::signal::{Signal, kill};
    let pid = nix::unistd::Pid::from_raw(pid);
    let _ = kill(pid, Signal::SIGCONT);
    if let Ok(signal) = Signal::try_from(signal) {
        let _ = kill(pid, signal);
    }
}

/// Ends this process so.
pub fn end(ending: Ending) -> ! {
    match ending {
        Ending::Status(status) => std::process::exit(i32::from(status)),
        Ending::Signal(signal) => ptrace::die_by(signal),
    }
}
