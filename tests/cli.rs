//! The command line from outside: bad input gives one clear line and the right exit status, the tracer ends as its
//! command ended, and nothing is left running or stopped.
//!
//! That nothing is left is checked by [`support::tracer`] after every run.

mod support;

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use nix::sys::signal::Signal;
use tempfile::TempDir;

use support::skip::{require, require_programs, require_root};
use support::tracer::{Finished, PATH, Process, Tracer};
use support::wait;

/// The name that the tracer is called by: its messages begin with it.
const NAME: &str = "traced-by-name";

/// The tracer's own error.
const OWN_ERROR: i32 = 1;
/// A mistake on the command line.
const USAGE: i32 = 2;
/// The command cannot be executed.
const NOT_EXECUTABLE: i32 = 126;
/// The command was not found.
const NOT_FOUND: i32 = 127;

fn tracer() -> Tracer {
    Tracer::own().called(NAME)
}

fn directory() -> TempDir {
    tempfile::tempdir().expect("a directory")
}

/// Fails unless the run ended with `status` and said exactly one line, which begins with the tracer's name and
/// contains each of `words`.
#[track_caller]
fn assert_refused(finished: &Finished, status: i32, words: &[&str]) {
    assert_eq!(finished.code(), status, "{finished:#?}");
    assert_one_line(finished, NAME, words);
}

#[track_caller]
fn assert_one_line(finished: &Finished, name: &str, words: &[&str]) {
    assert_eq!(finished.stderr.lines().count(), 1, "one line is wanted: {finished:#?}");
    assert!(finished.stderr.starts_with(&format!("{name}: ")), "{finished:#?}");
    for word in words {
        assert!(finished.stderr.contains(word), "{word:?} is wanted: {finished:#?}");
    }
}

/// A process that sleeps until it is dropped.
struct Sleeper(Child);

impl Sleeper {
    fn new() -> Sleeper {
        Sleeper(Command::new("/bin/sleep").arg("1000").stdin(Stdio::null()).spawn().expect("sleep"))
    }

    fn pid(&self) -> i32 {
        self.0.id().cast_signed()
    }
}

impl Drop for Sleeper {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

mod command {
    use super::*;

    #[test]
    fn not_found_in_path() {
        assert_refused(&tracer().args(["--", "no-such-command"]).run(), NOT_FOUND, &["no-such-command"]);
    }

    #[test]
    fn not_found_at_a_path() {
        assert_refused(&tracer().args(["--", "/no/such/command"]).run(), NOT_FOUND, &["/no/such/command"]);
    }

    #[test]
    fn not_executable() {
        let directory = directory();
        let file = directory.path().join("file");
        fs::write(&file, "#!/bin/sh\n").expect("write");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("chmod");
        let finished = tracer().arg("--").arg(&file).run();
        assert_refused(&finished, NOT_EXECUTABLE, &[file.to_str().expect("a path of ours"), "executable"]);
    }

    #[test]
    fn a_directory() {
        let directory = directory();
        let path = directory.path().to_str().expect("a path of ours").to_owned();
        assert_refused(&tracer().args(["--", &path]).run(), NOT_EXECUTABLE, &[&path]);
    }

    #[test]
    fn of_no_known_format() {
        let directory = directory();
        let file = directory.path().join("file");
        fs::write(&file, "\x7fELF").expect("write");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("chmod");
        let finished = tracer().args(["-o", "/dev/null", "--"]).arg(&file).run();
        assert_refused(&finished, NOT_EXECUTABLE, &[file.to_str().expect("a path of ours")]);
    }

    #[test]
    fn missing() {
        let finished = tracer().run();
        assert_eq!(finished.code(), USAGE, "{finished:#?}");
        assert!(finished.stderr.starts_with(&format!("{NAME}: ")), "{finished:#?}");
    }
}

mod attach {
    use super::*;

    #[test]
    fn to_no_process() {
        // A pid that was just in use, and is not any more.
        let mut child = Command::new("/bin/true").spawn().expect("true");
        let pid = child.id().to_string();
        child.wait().expect("wait");
        assert_refused(&tracer().args(["-p", &pid]).run(), OWN_ERROR, &[&pid, "o such process"]);
    }

    #[test]
    fn to_what_is_no_pid() {
        for pid in ["0", "-1", "12x", "99999999999"] {
            let finished = tracer().arg(format!("--attach={pid}")).run();
            assert_refused(&finished, USAGE, &[pid]);
        }
    }

    #[test]
    fn to_a_zombie() {
        let mut child = Command::new("/bin/true").spawn().expect("true");
        let pid = child.id().cast_signed();
        wait::until("the child is a zombie", wait::SHORT, || (Process::of(pid)?.state == 'Z').then_some(()));
        let finished = tracer().args(["-p", &pid.to_string()]).run();
        child.wait().expect("wait");
        assert_refused(&finished, OWN_ERROR, &[&pid.to_string(), "zombie"]);
    }

    #[test]
    fn to_a_kernel_thread() {
        require_root!();
        // kthreadd, which makes all others; in a pid namespace of its own it cannot be seen.
        let kthreadd = Process::of(2).is_some_and(|process| process.name == "kthreadd");
        require!(kthreadd, "no kernel thread is visible");
        assert_refused(&tracer().args(["-p", "2"]).run(), OWN_ERROR, &["2", "kernel thread"]);
    }

    #[test]
    fn to_what_is_already_traced_names_the_tracer() {
        require_programs!("strace");
        let sleeper = Sleeper::new();
        let pid = sleeper.pid();
        let mut other = Tracer::strace().args(["-o", "/dev/null", "-p", &pid.to_string()]).start();
        other.until_attached(pid);
        let finished = tracer().args(["-p", &pid.to_string()]).run();
        assert_eq!(Process::tracer(pid), Some(other.pid()), "the other tracer is undisturbed");
        other.signal(Signal::SIGINT);
        other.finish();
        let (pid, other_pid) = (pid.to_string(), finished_pid(&finished));
        assert_refused(&finished, OWN_ERROR, &[&pid, "traced", "strace"]);
        assert!(other_pid, "the tracer's pid is wanted: {finished:#?}");

        fn finished_pid(finished: &Finished) -> bool {
            // Besides the target's pid there is one more number.
            finished.stderr.split(|c: char| !c.is_ascii_digit()).filter(|word| !word.is_empty()).count() >= 2
        }
    }

    #[test]
    fn to_itself_is_refused() {
        let finished = Tracer::of("/bin/sh").args(["-c", "exec \"$0\" -p $$"]).arg(support::tracer::binary()).run();
        assert_eq!(finished.code(), USAGE, "{finished:#?}");
        assert_eq!(finished.stderr.lines().count(), 1, "{finished:#?}");
    }

    #[test]
    fn to_another_users_process_names_the_way_out() {
        require_root!();
        require_programs!("setpriv");
        let sleeper = Sleeper::new();
        let directory = directory();
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o755)).expect("chmod");
        // Where nobody may look, nobody can start it.
        let copy: PathBuf = directory.path().join("tracer");
        fs::copy(support::tracer::binary(), &copy).expect("copy");
        let pid = sleeper.pid().to_string();
        let finished = Tracer::of(&copy)
            .args(["-p", &pid])
            .under(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"])
            .run();
        assert_eq!(finished.code(), OWN_ERROR, "{finished:#?}");
        assert_one_line(&finished, copy.to_str().expect("a path of ours"), &[&pid, "sudo"]);
    }

    #[test]
    fn and_leave_as_it_was() {
        let sleeper = Sleeper::new();
        let pid = sleeper.pid();
        for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
            let mut running = tracer().args(["-o", "/dev/null", "-p", &pid.to_string()]).start();
            running.until_attached(pid);
            running.signal(signal);
            let finished = running.finish();
            assert_eq!(finished.signal(), signal as i32, "{finished:#?}");
            assert_eq!(Process::tracer(pid), Some(0));
            let state = wait::until("the target sleeps", wait::SHORT, || {
                Process::of(pid).map(|process| process.state).filter(|&state| state == 'S')
            });
            assert_eq!(state, 'S');
        }
    }
}

mod option {
    use super::*;

    /// The command does not run when an option is wrong.
    #[track_caller]
    fn assert_usage(arguments: &[&str], words: &[&str]) {
        let directory = directory();
        let marker = directory.path().join("marker");
        let finished = tracer().args(arguments).args(["--", "/bin/touch"]).arg(&marker).run();
        assert_refused(&finished, USAGE, words);
        assert!(!marker.exists(), "the command ran");
    }

    #[test]
    fn of_an_unknown_call_is_answered_with_a_suggestion() {
        assert_usage(&["-e", "trace=opennat"], &["opennat", "openat"]);
        assert_usage(&["-e", "trace=read,sendtoo"], &["sendtoo", "sendto"]);
        assert_usage(&["-e", "conect"], &["conect", "connect"]);
    }

    #[test]
    fn of_an_unknown_class() {
        assert_usage(&["-e", "trace=%nosuchclass"], &["%nosuchclass"]);
    }

    #[test]
    fn of_an_invalid_pattern() {
        assert_usage(&["-e", "trace=/("], &["/("]);
    }

    #[test]
    fn of_an_unknown_signal() {
        assert_usage(&["-e", "signal=SIGNOSUCH"], &["SIGNOSUCH"]);
    }

    #[test]
    fn of_an_unknown_status() {
        assert_usage(&["-e", "status=nosuch"], &["nosuch"]);
    }

    #[test]
    fn of_a_wrong_number() {
        assert_usage(&["-s", "many"], &["many"]);
        assert_usage(&["-s", "-1"], &["-1"]);
    }

    #[test]
    fn of_an_unknown_value() {
        assert_usage(&["--tag=sometimes"], &["sometimes"]);
        assert_usage(&["--format=xml"], &["xml"]);
    }

    #[test]
    fn that_is_unknown() {
        assert_usage(&["--no-such-option"], &["--no-such-option"]);
    }

    #[test]
    fn of_an_unknown_user() {
        assert_usage(&["-u", "no-such-user"], &["no-such-user"]);
    }
}

mod output {
    use super::*;

    /// A shell command that leaves a file behind and has a status of its own.
    const COMMAND: [&str; 4] = ["--", "/bin/sh", "-c", "echo begun; : >marker; exit 7"];

    #[test]
    fn to_a_place_that_does_not_exist() {
        let directory = directory();
        let finished = tracer().args(["-o", "/no/such/directory/file"]).args(COMMAND).directory(directory.path()).run();
        assert_refused(&finished, OWN_ERROR, &["/no/such/directory/file", "o such file or directory"]);
        assert!(!directory.path().join("marker").exists(), "the command ran");
    }

    #[test]
    fn to_a_directory() {
        let directory = directory();
        let finished = tracer().args(["-o", "/"]).args(COMMAND).directory(directory.path()).run();
        assert_refused(&finished, OWN_ERROR, &["/"]);
        assert!(!directory.path().join("marker").exists(), "the command ran");
    }

    #[test]
    fn to_a_full_disc_is_said_once_and_the_command_runs_to_its_end() {
        let directory = directory();
        let finished = tracer().args(["-f", "-o", "/dev/full"]).args(COMMAND).directory(directory.path()).run();
        assert_refused(&finished, OWN_ERROR, &["/dev/full", "o space left on device"]);
        assert_eq!(finished.stdout, "begun\n");
        assert!(directory.path().join("marker").exists(), "the command did not run to its end");
    }

    #[test]
    fn to_a_closed_pipe_is_no_error() {
        let directory = directory();
        let (reader, writer) = std::io::pipe().expect("pipe");
        drop(reader);
        let finished = tracer().arg("-f").args(COMMAND).directory(directory.path()).stderr_to(writer).run();
        assert_eq!(finished.code(), 7, "the command's own status: {finished:#?}");
        assert_eq!(finished.stdout, "begun\n");
        assert!(directory.path().join("marker").exists(), "the command did not run to its end");
    }

    #[test]
    fn to_a_pipe_that_closes_in_the_middle_is_no_error() {
        let directory = directory();
        let (reader, writer) = std::io::pipe().expect("pipe");
        let (program_reads, mut gate) = std::io::pipe().expect("pipe");
        let running = tracer()
            .args(["-f", "--", "/bin/sh", "-c", "read line; /bin/true; : >marker; exit 7"])
            .directory(directory.path())
            .stdin_from(program_reads)
            .stderr_to(writer)
            .start();
        // The trace has begun when something can be read from it.
        let mut first = [0; 1];
        std::io::Read::read_exact(&mut (&reader), &mut first).expect("the trace's first byte");
        drop(reader);
        gate.write_all(b"go\n").expect("write");
        let finished = running.finish();
        assert_eq!(finished.code(), 7, "the command's own status: {finished:#?}");
        assert!(directory.path().join("marker").exists(), "the command did not run to its end");
    }

    #[test]
    fn of_the_program_is_its_own() {
        let finished = tracer().args(["-f", "-o", "/dev/null", "--", "/bin/sh", "-c", "echo out; echo err >&2"]).run();
        assert_eq!((finished.stdout.as_str(), finished.stderr.as_str()), ("out\n", "err\n"));
    }
}

mod end {
    use super::*;

    /// The program may write a core, and the tracer may: which of them did is the question.
    fn with_cores(shell: &str) -> Finished {
        let directory = directory();
        tracer()
            .args(["-f", "-o", "/dev/null", "--", "/bin/sh", "-c", shell])
            .under(["prlimit", "--core=unlimited:unlimited", "--"])
            .directory(directory.path())
            .run()
    }

    #[test]
    fn with_the_exit_status_of_the_command() {
        for status in [0, 1, 2, 42, 126, 127, 255] {
            let shell = format!("exit {status}");
            let finished = tracer().args(["-f", "-o", "/dev/null", "--", "/bin/sh", "-c", &shell]).run();
            assert_eq!(finished.code(), status, "{finished:#?}");
            assert_eq!(finished.stderr, "");
        }
    }

    #[test]
    fn by_the_signal_of_the_command_without_a_core() {
        require_programs!("prlimit");
        // Standard signals, ones that the runtime of Rust has handlers for, and real-time ones.
        for signal in [1, 2, 3, 4, 6, 7, 8, 9, 11, 13, 14, 15, 24, 25, 31, 34, 35, 64] {
            let finished = with_cores(&format!("kill -{signal} $$"));
            assert_eq!(finished.signal(), signal, "{finished:#?}");
            assert!(!std::os::unix::process::ExitStatusExt::core_dumped(&finished.status), "{finished:#?}");
        }
    }

    #[test]
    fn of_the_command_and_not_of_a_child() {
        let finished = tracer()
            .args([
                "-f",
                "-o",
                "/dev/null",
                "--",
                "/bin/sh",
                "-c",
                "(exit 9); (kill -9 $(exec sh -c 'echo $PPID')) ; exit 3",
            ])
            .run();
        assert_eq!(finished.code(), 3, "{finished:#?}");
    }

    #[test]
    fn comes_after_the_last_child() {
        // The command ends first; what it left in the background ends by itself, and the tracer after that.
        let directory = directory();
        let finished = tracer()
            .args(["-f", "-o", "/dev/null", "--", "/bin/sh", "-c"])
            .arg("(while [ -d /proc/$$ ]; do :; done; echo late >late) & exit 5")
            .directory(directory.path())
            .run();
        assert_eq!(finished.code(), 5, "{finished:#?}");
        assert_eq!(fs::read_to_string(directory.path().join("late")).expect("the late file"), "late\n");
    }
}

/// What a traced program sees of its world is what it would see without a tracer.
mod world {
    use super::*;

    /// The same shell command, with and without a tracer.
    #[track_caller]
    fn assert_untouched(shell: &str) {
        let alone = Tracer::of("/bin/sh").args(["-c", shell]).run();
        let traced = tracer().args(["-f", "-o", "/dev/null", "--", "/bin/sh", "-c", shell]).run();
        assert_eq!(traced.stdout, alone.stdout);
        assert_eq!(traced.stderr, alone.stderr);
        assert_eq!(traced.status.code(), alone.status.code());
    }

    #[test]
    fn signals_descriptors_and_limits() {
        assert_untouched(
            "grep -E '^(Sig[PBIC]|Shd|NoNewPrivs|Seccomp:|Umask|Groups|Cap)' /proc/self/status; ls /proc/self/fd; ulimit -a",
        );
    }

    #[test]
    fn environment_and_directory() {
        assert_untouched("env | grep -v PTRACE_TRACE_TEST_RUN; pwd; umask; nice");
    }

    #[test]
    fn real_time_signals_and_group_stops() {
        require_programs!("gcc");
        for name in ["realtime_signals", "group_stop"] {
            let program = support::programs::program(name, support::programs::Build::GlibcDynamic);
            let alone = Tracer::of(&program).run().success();
            let traced = tracer().args(["-f", "-o", "/dev/null", "--"]).arg(&program).run().success();
            assert_eq!(traced.stdout, alone.stdout);
        }
    }

    #[test]
    fn with_a_broken_pipe() {
        // Rust ignores SIGPIPE; the program must not inherit that.
        let shell = "yes | head -n 1; trap - PIPE; (yes; echo $? >&2) | true";
        assert!(Command::new("/bin/sh").args(["-c", shell]).env("PATH", PATH).output().is_ok());
        assert_untouched(shell);
    }
}
