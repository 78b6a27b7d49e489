//! Runs a tracer, and makes sure that it leaves nothing behind.
//!
//! Every run gets an environment variable of its own ([`MARK`]) and a process group of its own. What carries
//! either belongs to the run: it is killed, by pid, when the time is up or the test fails, and it must be
//! gone when the tracer has ended.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::wait;

/// Where programs are looked for: those of Debian, not what a developer has put in front of them.
pub const PATH: &str = "/usr/sbin:/usr/bin:/sbin:/bin";

/// The environment variable that every process of a run inherits.
const MARK: &str = "PTRACE_TRACE_TEST_RUN";

/// Ends a run that hangs. Shorter than the runner's own limit (.config/nextest.toml), which would leave the
/// run's process group behind.
const LIMIT: Duration = Duration::from_secs(60);

/// How long what belonged to a run may need to go after the tracer has.
const GRACE: Duration = Duration::from_secs(3);

/// A tracer that is going to be run.
pub struct Tracer {
    command: Command,
    stdout: Option<Stdio>,
    stderr: Option<Stdio>,
    mark: String,
    limit: Duration,
    may_leave: bool,
}

/// A tracer that runs.
pub struct Running {
    child: Child,
    stdout: File,
    stderr: File,
    mark: String,
    limit: Duration,
    may_leave: bool,
    ended: bool,
}

/// A tracer that has ended.
#[derive(Debug)]
pub struct Finished {
    /// How it ended.
    pub status: ExitStatus,
    /// What it and the program wrote to standard output.
    pub stdout: String,
    /// What it and the program wrote to standard error.
    pub stderr: String,
}

impl Finished {
    /// The exit status; fails the test where a signal ended the tracer.
    #[track_caller]
    pub fn code(&self) -> i32 {
        self.status.code().unwrap_or_else(|| panic!("ended by a signal: {self:#?}"))
    }

    /// The signal that ended the tracer; fails the test where it exited.
    #[track_caller]
    pub fn signal(&self) -> i32 {
        self.status.signal().unwrap_or_else(|| panic!("not ended by a signal: {self:#?}"))
    }

    /// Fails the test unless the tracer ended with 0.
    #[track_caller]
    pub fn success(self) -> Finished {
        assert!(self.status.success(), "{self:#?}");
        self
    }
}

/// The path of the `ptrace-trace` under test. `PTRACE_TRACE_UNDER_TEST` names another one: strace, to see
/// what the tests think of it.
pub fn binary() -> PathBuf {
    std::env::var_os("PTRACE_TRACE_UNDER_TEST")
        .map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_ptrace-trace")), PathBuf::from)
}

impl Tracer {
    /// The tracer under test.
    pub fn own() -> Tracer {
        Tracer::of(binary())
    }

    /// strace.
    pub fn strace() -> Tracer {
        Tracer::of("/usr/bin/strace")
    }

    /// Any program: run with the same care, but not necessarily a tracer.
    pub fn of(program: impl AsRef<OsStr>) -> Tracer {
        static RUNS: AtomicU32 = AtomicU32::new(0);
        // Of fixed width: its length moves the addresses on the program's first stack page.
        let mark = format!("{:010}.{:06}", std::process::id(), RUNS.fetch_add(1, Ordering::Relaxed));
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", PATH)
            .env("LC_ALL", "C")
            .env("TZ", "UTC")
            .env(MARK, &mark)
            .stdin(Stdio::null())
            .process_group(0);
        Tracer { command, stdout: None, stderr: None, mark, limit: LIMIT, may_leave: false }
    }

    /// Adds one argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Tracer {
        self.command.arg(argument);
        self
    }

    /// Adds arguments.
    pub fn args(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Tracer {
        self.command.args(arguments);
        self
    }

    /// The name that it is called by (argv\[0\]).
    pub fn called(mut self, name: &str) -> Tracer {
        self.command.arg0(name);
        self
    }

    /// The working directory.
    pub fn directory(mut self, directory: impl AsRef<Path>) -> Tracer {
        self.command.current_dir(directory);
        self
    }

    /// One more environment variable.
    pub fn environment(mut self, name: &str, value: impl AsRef<OsStr>) -> Tracer {
        self.command.env(name, value);
        self
    }

    /// Standard output goes there instead of being captured.
    pub fn stdout_to(mut self, stdout: impl Into<Stdio>) -> Tracer {
        self.stdout = Some(stdout.into());
        self
    }

    /// Standard error goes there instead of being captured.
    pub fn stderr_to(mut self, stderr: impl Into<Stdio>) -> Tracer {
        self.stderr = Some(stderr.into());
        self
    }

    /// Standard input comes from there instead of from nowhere.
    pub fn stdin_from(mut self, stdin: impl Into<Stdio>) -> Tracer {
        self.command.stdin(stdin);
        self
    }

    /// Ends it after that time instead of the usual limit.
    pub fn limit(mut self, limit: Duration) -> Tracer {
        self.limit = limit;
        self
    }

    /// Its program may still run when it has ended: it is one that outlives a detach. The test's end kills it.
    pub fn may_leave(mut self) -> Tracer {
        self.may_leave = true;
        self
    }

    /// Runs it inside other programs: `around` and its arguments come first, as in `prlimit --core=0 TRACER …`.
    pub fn under(self, around: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Tracer {
        let mut words: Vec<OsString> = around.into_iter().map(|word| word.as_ref().to_owned()).collect();
        words.push(self.command.get_program().to_owned());
        words.extend(self.command.get_args().map(OsStr::to_owned));
        let mut outer = Tracer::of(&words[0]).args(&words[1..]).limit(self.limit);
        for (name, value) in self.command.get_envs() {
            if let (Some(value), true) = (value, name != MARK) {
                outer.command.env(name, value);
            }
        }
        if let Some(directory) = self.command.get_current_dir() {
            outer.command.current_dir(directory);
        }
        Tracer { stdout: self.stdout, stderr: self.stderr, may_leave: self.may_leave, ..outer }
    }

    /// Starts it.
    #[track_caller]
    pub fn start(mut self) -> Running {
        // Files instead of pipes: a pipe's end would wait for whatever was left behind.
        let stdout = tempfile::tempfile().expect("a temporary file for stdout");
        let stderr = tempfile::tempfile().expect("a temporary file for stderr");
        self.command.stdout(self.stdout.unwrap_or_else(|| stdout.try_clone().expect("dup").into()));
        self.command.stderr(self.stderr.unwrap_or_else(|| stderr.try_clone().expect("dup").into()));
        let child = match self.command.spawn() {
            Ok(child) => child,
            Err(error) => panic!("{:?} cannot be started: {error}", self.command),
        };
        Running { child, stdout, stderr, mark: self.mark, limit: self.limit, may_leave: self.may_leave, ended: false }
    }

    /// Runs it to its end.
    #[track_caller]
    pub fn run(self) -> Finished {
        self.start().finish()
    }
}

impl Running {
    /// The tracer's pid.
    pub fn pid(&self) -> i32 {
        self.child.id().cast_signed()
    }

    /// Sends a signal to the tracer alone.
    #[track_caller]
    pub fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.pid()), signal).expect("kill");
    }

    /// What it and the program have written to standard error by now.
    pub fn stderr(&self) -> String {
        text(&self.stderr)
    }

    /// Whether it runs still.
    pub fn runs(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Waits until `condition` gives a value; fails the test when the tracer ends before that, or time is up. `what`
    /// completes "waited in vain until".
    #[track_caller]
    pub fn until<T>(&mut self, what: &str, mut condition: impl FnMut() -> Option<T>) -> T {
        let found = wait::poll(self.limit.min(wait::SHORT * 2), || {
            let value = condition();
            // A condition that became true in the end counts.
            if value.is_none() && !self.runs() { Some(condition()) } else { value.map(Some) }
        });
        match found {
            Some(Some(value)) => value,
            Some(None) => panic!("ended before {what}:\n{}", self.stderr()),
            None => panic!("waited in vain until {what}; stderr:\n{}", self.stderr()),
        }
    }

    /// Waits until it traces that process.
    #[track_caller]
    pub fn until_attached(&mut self, pid: i32) {
        let tracer = self.pid();
        self.until("the tracer has come", || (Process::tracer(pid)? == tracer).then_some(()));
    }

    /// Waits for its end, and for everything that belongs to it to be gone.
    #[track_caller]
    pub fn finish(mut self) -> Finished {
        let limit = self.limit;
        let status = wait::poll(limit, || self.child.try_wait().expect("wait"));
        let Some(status) = status else {
            let left = self.left();
            panic!("not ended after {limit:?}; running:\n{}\nstderr:\n{}", describe(&left), self.stderr());
        };
        self.ended = true;
        if !self.may_leave {
            // What the tracer has killed needs a moment to go.
            let gone = wait::poll(GRACE, || self.left().is_empty().then_some(()));
            if gone.is_none() {
                panic!("left behind:\n{}\nstderr:\n{}", describe(&self.left()), self.stderr());
            }
        }
        Finished { status, stdout: text(&self.stdout), stderr: self.stderr() }
    }

    /// The processes that belong to this run, but for zombies, which somebody else has to wait for.
    fn left(&self) -> Vec<Process> {
        let group = self.pid();
        let mark = format!("{MARK}={}", self.mark);
        Process::all().into_iter().filter(|process| process.state != 'Z' && process.belongs(group, &mark)).collect()
    }
}

impl Drop for Running {
    /// Ends what has not ended, by pid, the tracer first: a tracee dies when it may.
    fn drop(&mut self) {
        if !self.ended {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
        let gone = wait::poll(wait::SHORT, || {
            let left = self.left();
            for process in &left {
                let _ = kill(Pid::from_raw(process.pid), Signal::SIGKILL);
            }
            left.is_empty().then_some(())
        });
        if gone.is_none() {
            eprintln!("cannot be killed:\n{}", describe(&self.left()));
        }
    }
}

/// A process as /proc shows it.
pub struct Process {
    /// Its pid.
    pub pid: i32,
    /// Its name (comm).
    pub name: String,
    /// Its state, a letter of proc(5).
    pub state: char,
    /// Its process group.
    pub group: i32,
}

impl Process {
    /// The process of that pid; `None` where there is none.
    pub fn of(pid: i32) -> Option<Process> {
        let stat = std::fs::read(format!("/proc/{pid}/stat")).ok()?;
        let stat = String::from_utf8_lossy(&stat);
        // The name may contain spaces and parentheses: it ends at the last one.
        let (head, tail) = stat.rsplit_once(')')?;
        let name = head.split_once('(')?.1.to_owned();
        let mut fields = tail.split_whitespace();
        let state = fields.next()?.chars().next()?;
        let group = fields.nth(1)?.parse().ok()?;
        Some(Process { pid, name, state, group })
    }

    /// Every process.
    pub fn all() -> Vec<Process> {
        let entries = std::fs::read_dir("/proc").expect("/proc");
        entries.flatten().filter_map(|entry| Process::of(entry.file_name().to_str()?.parse().ok()?)).collect()
    }

    /// The pid of the process that traces it, 0 for none; `None` where it is gone.
    pub fn tracer(pid: i32) -> Option<i32> {
        let status = std::fs::read(format!("/proc/{pid}/status")).ok()?;
        let status = String::from_utf8_lossy(&status);
        status.lines().find_map(|line| line.strip_prefix("TracerPid:"))?.trim().parse().ok()
    }

    /// Whether the test itself runs outside of every container: then what it starts has no tag.
    pub fn in_no_container() -> bool {
        let cgroup = std::fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
        ["docker", "libpod", "kubepods", "lxc", "containerd"].iter().all(|runtime| !cgroup.contains(runtime))
    }

    fn belongs(&self, group: i32, mark: &str) -> bool {
        self.group == group
            || std::fs::read(format!("/proc/{}/environ", self.pid))
                .is_ok_and(|environment| environment.split(|&byte| byte == 0).any(|word| word == mark.as_bytes()))
    }
}

fn describe(processes: &[Process]) -> String {
    processes
        .iter()
        .map(|process| {
            let tracer = Process::tracer(process.pid).unwrap_or(0);
            format!("  {} {} state {} traced by {tracer}\n", process.pid, process.name, process.state)
        })
        .collect()
}

/// Everything in a file, without moving the offset that it shares with those who write to it.
fn text(file: &File) -> String {
    let mut bytes = vec![0; file.metadata().map_or(0, |metadata| metadata.len() as usize)];
    let length = file.read_at(&mut bytes, 0).unwrap_or(0);
    String::from_utf8_lossy(&bytes[..length]).into_owned()
}
