//! What the live tests stand on can itself fail: a process left behind is found, a hanging run is ended, a trace is
//! read as it is meant, and what differs from run to run goes while all else stays.

mod support;

use std::time::Duration;

use support::cgroup::Cgroup;
use support::normalise::Normaliser;
use support::skip::{require, require_root};
use support::trace::Trace;
use support::tracer::{Process, Tracer};
use support::wait;

/// A shell whose child outlives it, and writes its pid first.
const LEAVES_A_CHILD: [&str; 2] = ["-c", "sleep 1000 & echo $!"];

fn panics(run: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let panic = std::panic::catch_unwind(run).expect_err("a failure is wanted");
    panic.downcast_ref::<String>().cloned().unwrap_or_default()
}

/// The processes that a failure names: one at least.
fn named(message: &str) -> Vec<i32> {
    let lines = message.lines().filter(|line| line.contains(" state "));
    let pids: Vec<i32> = lines.filter_map(|line| line.split_whitespace().next()?.parse().ok()).collect();
    assert!(!pids.is_empty(), "no process is named: {message}");
    pids
}

/// Whether every process that a failure names is ended.
fn all_gone(message: &str) -> bool {
    named(message).into_iter().all(gone)
}

fn gone(pid: i32) -> bool {
    wait::poll(wait::SHORT, || Process::of(pid).is_none_or(|process| process.state == 'Z').then_some(())).is_some()
}

#[test]
fn a_process_left_behind_fails_the_test_and_is_ended() {
    let message = panics(|| {
        Tracer::of("/bin/sh").args(LEAVES_A_CHILD).run();
    });
    assert!(message.starts_with("left behind"), "{message}");
    assert!(all_gone(&message), "{message}");
}

#[test]
fn one_in_a_session_of_its_own_is_found_by_its_mark() {
    let message = panics(|| {
        Tracer::of("/bin/sh").args(["-c", "setsid sleep 1000 & exit 0"]).run();
    });
    assert!(all_gone(&message), "{message}");
}

#[test]
fn one_without_an_environment_is_found_by_its_group() {
    let message = panics(|| {
        Tracer::of("/bin/sh").args(["-c", "env -i /bin/sleep 1000 & exit 0"]).run();
    });
    assert!(all_gone(&message), "{message}");
}

#[test]
fn one_that_is_stopped_is_found() {
    // In a session of its own: the kernel continues the stopped members of a group whose last parent goes.
    let script = "setsid sh -c 'kill -STOP $$; :' & until grep -q '^State:.T' /proc/$!/status; do :; done";
    let message = panics(|| {
        Tracer::of("/bin/sh").args(["-c", script]).run();
    });
    assert!(message.contains(" state T "), "{message}");
    assert!(all_gone(&message), "{message}");
}

#[test]
fn a_run_that_hangs_is_ended() {
    let message = panics(|| {
        Tracer::of("/bin/sh").args(["-c", "sleep 1000; :"]).limit(Duration::from_millis(200)).run();
    });
    assert!(message.starts_with("not ended"), "{message}");
    assert!(all_gone(&message), "{message}");
}

#[test]
fn waiting_for_what_a_dead_tracer_cannot_do_fails_at_once() {
    let message = panics(|| {
        let mut running = Tracer::of("/bin/sh").args(["-c", "echo broken >&2"]).start();
        running.until("something happens", || None::<()>);
    });
    assert_eq!(message, "ended before something happens:\nbroken\n");
}

#[test]
fn a_run_says_how_it_ended_and_what_it_wrote() {
    let finished = Tracer::of("/bin/sh").args(["-c", "echo out; echo err >&2; exit 3"]).run();
    assert_eq!((finished.code(), finished.stdout.as_str(), finished.stderr.as_str()), (3, "out\n", "err\n"));
    assert_eq!(Tracer::of("/bin/sh").args(["-c", "kill -9 $$"]).run().signal(), 9);
}

#[test]
fn a_cgroup_holds_what_runs_around_it_and_goes() {
    require_root!();
    let cgroup = Cgroup::docker();
    require!(cgroup.is_some(), "no cgroup can be made here");
    let cgroup = cgroup.expect("just looked at");
    let path = format!("/docker/{}", cgroup.id);
    let run = |cgroup: &Cgroup| cgroup.around(Tracer::of("/bin/cat").arg("/proc/self/cgroup")).run().success().stdout;
    assert!(run(&cgroup).lines().any(|line| line.ends_with(&path)));
    drop(cgroup);
    let left = std::fs::read_to_string("/proc/self/cgroup").expect("cgroup");
    assert!(!left.contains(&path));
    for hierarchy in ["/sys/fs/cgroup", "/sys/fs/cgroup/pids", "/sys/fs/cgroup/unified"] {
        assert!(!std::path::Path::new(&format!("{hierarchy}{path}")).exists());
    }
}

const INTERLEAVED: &str = r#"100   execve("./a", ["./a"], 0x7ffd1 /* 4 vars */) = 0
100   vfork( <unfinished ...>
101   getppid()                         = 100
101   exit_group(7)                     = ?
101   +++ exited with 7 +++
100   <... vfork resumed>)              = 101
100   --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=101, si_uid=0, si_status=7, si_utime=0, si_stime=0} ---
100   fork()                            = 102
100   wait4(-1,  <unfinished ...>
102   write(1, "100 bytes", 100)        = 100
102   +++ exited with 0 +++
100   <... wait4 resumed>NULL, 0, NULL) = 102
100   +++ exited with 0 +++
"#;

#[test]
fn a_trace_is_read_into_tasks_with_whole_calls() {
    let trace = Trace::parse(INTERLEAVED);
    let tasks: Vec<(i32, &[usize])> = trace.tasks.iter().map(|task| (task.tid, task.lineage.as_slice())).collect();
    assert_eq!(tasks, [(100, &[0][..]), (101, &[0, 1][..]), (102, &[0, 2][..])]);
    let lines: Vec<&str> = trace.tasks[0].lines.iter().map(|line| line.text.as_str()).collect();
    assert!(lines.contains(&"vfork()                           = 101"), "{lines:#?}");
    assert!(lines.contains(&"wait4(-1, NULL, 0, NULL)          = 102"), "{lines:#?}");
}

#[test]
fn a_tag_is_read_apart_from_the_call() {
    let trace = Trace::parse(
        "100   [shop_1 0123456789ab] close(3) = 0\n101   [0123456789ab] close(3) = 0\n102   close(3) = 0\n",
    );
    let tags: Vec<Option<&str>> = trace.lines().map(|line| line.tag.as_deref()).collect();
    assert_eq!(tags, [Some("shop_1 0123456789ab"), Some("0123456789ab"), None]);
    assert!(trace.lines().all(|line| line.text == "close(3) = 0"));
    // strace's own square brackets are no tag.
    let trace = Trace::parse("100   [ Process PID=100 runs in 32 bit mode. ]\n");
    assert_eq!(trace.tasks[0].lines[0].text, "[ Process PID=100 runs in 32 bit mode. ]");
}

#[test]
fn a_time_is_read_apart_from_the_call() {
    let trace = Trace::parse(
        "100   12:34:56 fork( <unfinished ...>\n\
         101   [0123456789ab] 1763970000.123456 getppid() = 100\n\
         100        0.000123 <... fork resumed>) = 101\n",
    );
    let lines: Vec<(&str, &str)> = trace.lines().map(|line| (line.time.as_str(), line.text.as_str())).collect();
    assert_eq!(
        lines,
        [("12:34:56 ", "fork()                            = 101"), ("1763970000.123456 ", "getppid() = 100")]
    );
    assert_eq!(trace.tasks[1].lineage, [0, 1]);
    assert_eq!(Normaliser::plain(&trace).timed_line(&trace.tasks[0].lines[0]), "00:00:00 fork() = PID");
}

#[test]
fn an_exec_from_a_thread_takes_its_lines_along() {
    let trace = Trace::parse(
        "100   clone(child_stack=NULL, flags=CLONE_VM|CLONE_THREAD) = 101\n\
         100   futex(0x7f, FUTEX_WAIT, 101, NULL <unfinished ...>\n\
         101   execve(\"./a\", [\"./a\"], 0x7f /* 1 var */ <unfinished ...>\n\
         100   <... futex resumed>)              = ?\n\
         100   +++ superseded by execve in pid 101 +++\n\
         100   <... execve resumed>)             = 0\n\
         100   exit_group(0)                     = ?\n\
         100   +++ exited with 0 +++\n",
    );
    let count: Vec<usize> = trace.tasks.iter().map(|task| task.lines.len()).collect();
    assert_eq!(count, [3, 3]);
    assert!(trace.tasks[1].lines[0].text.starts_with("execve(\"./a\""));
    assert_eq!(trace.tasks[1].lines[2].text, "+++ exited with 0 +++");
}

#[test]
fn pids_go_where_a_pid_stands_and_nowhere_else() {
    let trace = Trace::parse(INTERLEAVED);
    let normaliser = Normaliser::numbered(&trace).word("/tmp/abc", "DIR");
    for (line, normal) in [
        ("getppid()                         = 101", "getppid()                         = PID2"),
        ("getppid()                         = 4711", "getppid()                         = OUTSIDE"),
        ("write(1, \"x\", 100)                = 100", "write(1, \"x\", 100)                = 100"),
        ("read(3, \"pid 101\\n\", 64)          = 8", "read(3, \"pid PID2\\n\", 64) = 8"),
        ("kill(102, SIGTERM)                = 0", "kill(PID3, SIGTERM) = 0"),
        ("wait4(-1, NULL, 0, NULL)          = 102", "wait4(-1, NULL, 0, NULL)          = PID3"),
        ("+++ superseded by execve in pid 101 +++", "+++ superseded by execve in pid PID2 +++"),
        ("brk(0x55d0c0de5000)               = 0x55d0c0de5000", "brk(0xADDR) = 0xADDR"),
        ("openat(AT_FDCWD, \"/tmp/abc/f\", O_RDONLY) = 3", "openat(AT_FDCWD, \"DIR/f\", O_RDONLY) = 3"),
        ("mmap(NULL, 4096, PROT_READ, 0x2)  = -1 EINVAL", "mmap(NULL, 4096, PROT_READ, 0x2)  = -1 EINVAL"),
        ("nanosleep({tv_sec=1, tv_nsec=5}, NULL) = 0", "nanosleep({tv_sec=SEC, tv_nsec=NSEC}, NULL) = 0"),
    ] {
        assert_eq!(normaliser.line(line), normal);
    }
}
