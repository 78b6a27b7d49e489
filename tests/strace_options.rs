//! strace's options mean what they mean in strace: one program under strace 6.1 and under ptrace-trace, once for each.
//!
//! Differences stand in the list of tests/strace.rs, under the name `option OPTIONS`.

mod support;

use std::collections::BTreeMap;

use support::compare::{Order, Place, assert_same};
use support::skip::require_programs;
use support::tracer::{Finished, Tracer};

/// Does a little of everything that an option changes: files, a socket, a child, a signal, failures, strings that are
/// long or not printable.
const PROGRAM: &str = "import os, signal, socket\n\
    file = os.open('file', os.O_RDWR | os.O_CREAT, 0o644)\n\
    os.write(file, b'a long line of plain text, longer than thirty-two bytes\\n')\n\
    os.write(file, bytes(range(256)))\n\
    os.write(file, 'h\\u00e9\\t\"quoted\\\\\\n'.encode())\n\
    os.stat('file')\n\
    os.access('nothing', os.R_OK)\n\
    left, right = socket.socketpair()\n\
    left.send(b'\\x00\\x01\\x02')\n\
    right.recv(10)\n\
    server = socket.socket(); server.bind(('127.0.0.1', 0)); server.listen(1); server.close()\n\
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)\n\
    signal.signal(signal.SIGUSR2, lambda *_: None)\n\
    os.kill(os.getpid(), signal.SIGUSR2)\n\
    pid = os.fork()\n\
    if pid == 0: os._exit(3)\n\
    os.waitpid(pid, 0)\n\
    os.execv('/bin/true', ['true', 'one', 'two'])\n";

/// Runs [`PROGRAM`] without what an interpreter does before it.
fn run(tracer: Tracer, place: &Place, options: &[&str]) {
    place.write("program.py", PROGRAM);
    tracer
        .environment("PYTHONHASHSEED", "0")
        .environment("PYTHONDONTWRITEBYTECODE", "1")
        .args(options)
        .args(["--", "/usr/bin/python3", "-I", "-S", "program.py"])
        .run()
        .success();
}

fn compare(options: &[&str]) {
    require_programs!("strace", "python3");
    assert_same(&format!("option {}", options.join(" ")), Order::PerTask, |tracer, place| run(tracer, place, options));
}

/// One test for each use of options.
macro_rules! options {
    ($($name:ident: $($option:literal),+;)+) => {$(
        #[test]
        fn $name() {
            compare(&[$($option),+]);
        }
    )+};
}

options! {
    strings_of_five_bytes: "-s", "5";
    strings_of_no_bytes: "-s", "0";
    long_strings: "-s", "500";
    verbose: "-v";
    hexadecimal_where_not_printable: "-x";
    hexadecimal: "-xx";
    descriptors_with_paths: "-y";
    descriptors_with_details: "-yy";
    time_of_day: "-t";
    time_with_microseconds: "-tt";
    time_in_seconds: "-ttt";
    relative_time: "-r";
    duration: "-T";
    quiet: "-q";
    quieter: "-qq";
    quietest: "-qqq";
    column: "-a", "60";
    narrow_column: "-a", "0";
    only_successful: "-z";
    only_failed: "-Z";
    status_failed: "-e", "status=failed";
    one_path: "-P", "file";
    no_signals: "-e", "signal=none";
    one_signal: "-e", "signal=USR2,CHLD";
    not_one_signal: "-e", "signal=!SIGCHLD";
    one_call: "-e", "trace=openat";
    calls_without_trace: "-e", "openat,close";
    not_calls: "-e", "trace=!mmap,munmap,read";
    a_pattern: "-e", "trace=/^f?stat|at$";
    an_unknown_call_asked_for_politely: "-e", "trace=?nosuchcall,close";
    no_calls: "-e", "trace=none";
    raw: "-e", "raw=openat,write";
    abbreviated_nothing: "-e", "abbrev=none";
    decode_descriptors: "-e", "decode-fds=path,socket";
    class_file: "-e", "trace=%file";
    class_process: "-e", "trace=%process";
    class_network: "-e", "trace=%network";
    class_signal: "-e", "trace=%signal";
    class_ipc: "-e", "trace=%ipc";
    class_desc: "-e", "trace=%desc";
    class_memory: "-e", "trace=%memory";
    class_creds: "-e", "trace=%creds";
    class_clock: "-e", "trace=%clock";
    class_pure: "-e", "trace=%pure";
    class_stat: "-e", "trace=%stat";
    class_lstat: "-e", "trace=%lstat";
    class_fstat: "-e", "trace=%fstat";
    class_all_stat: "-e", "trace=%%stat";
    class_statfs: "-e", "trace=%statfs";
    together: "-tt", "-T", "-y", "-v", "-s", "64";
}

/// The rows of a `-c` table that do not depend on time: calls and errors by name.
fn counts(finished: &Finished) -> BTreeMap<String, (u64, u64)> {
    let rows = finished.stderr.lines().filter_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let number = |field: &str| field.parse::<u64>().ok();
        match fields[..] {
            [share, _, _, calls, name] if share.parse::<f64>().is_ok() => Some((name.to_owned(), (number(calls)?, 0))),
            [share, _, _, calls, errors, name] if share.parse::<f64>().is_ok() => {
                Some((name.to_owned(), (number(calls)?, number(errors)?)))
            }
            _ => None,
        }
    });
    rows.collect()
}

#[test]
fn summary() {
    require_programs!("strace");
    let table = |tracer: Tracer, options: &[&str]| {
        tracer.args(["-f", "-c"]).args(options).args(["--", "/bin/sh", "-c", "cat /nothing; ls / | wc -l; true"]).run()
    };
    let (strace, own) = (table(Tracer::strace(), &[]), table(Tracer::own(), &[]));
    // How often a shell is interrupted in a wait depends on time.
    let steady = |finished: &Finished| {
        let mut counts = counts(finished);
        for name in ["wait4", "rt_sigreturn", "total"] {
            counts.remove(name);
        }
        counts
    };
    assert!(counts(&strace).len() > 10, "{strace:#?}");
    assert_eq!(steady(&own), steady(&strace));
    let heads = |finished: &Finished| -> Vec<String> {
        finished
            .stderr
            .lines()
            .filter(|line| line.starts_with("% time") || line.starts_with("---"))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(heads(&own), heads(&strace));
}

/// The lines of a trace on standard error, where nothing is known about the order of tasks, normalised.
fn on_stderr(tracer: Tracer, options: &[&str], command: &str) -> Vec<String> {
    let finished = tracer.called("tracer").args(options).args(["--", "/bin/sh", "-c", command]).run();
    let text = finished.stderr;
    // Before the program does something of its own, its loader does what differs from run to run.
    let digits = regex::Regex::new(r"(pid|Process) +[0-9]+").expect("a pattern");
    let mut lines: Vec<String> = text.lines().map(|line| digits.replace_all(line, "$1 PID").into_owned()).collect();
    lines.retain(|line| !line.contains("SIGCHLD"));
    lines
}

#[test]
fn on_standard_error_a_single_task_has_no_prefix() {
    require_programs!("strace");
    let options = ["-f", "-e", "trace=getppid,exit_group,write"];
    let shown = |tracer: Tracer| {
        let lines = on_stderr(tracer, &options, "echo one; exit 4");
        let own = regex::Regex::new("getppid\\(\\) += [0-9]+").expect("a pattern");
        lines.iter().map(|line| own.replace(line, "getppid() = PID").into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(shown(Tracer::own()), shown(Tracer::strace()));
}

#[test]
fn on_standard_error_tasks_come_and_go_as_strace_says_it() {
    require_programs!("strace");
    let options = ["-f", "-e", "trace=exit_group", "-e", "signal=none"];
    let shown = |tracer: Tracer| on_stderr(tracer, &options, "(exit 3); (exit 5); exit 4");
    let strace = shown(Tracer::strace());
    assert!(strace.iter().any(|line| line == "tracer: Process PID attached"), "{strace:#?}");
    assert_eq!(shown(Tracer::own()), strace);
}
