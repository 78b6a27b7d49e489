//! Compares the traces that two tracers wrote of the same program, against a list of the differences that are
//! known.
//!
//! Two runs of one program under one tracer differ already: what is read from a pipe comes in other pieces, a
//! server's timer fires or does not. So each tracer runs several times, and a *difference* is a normalised line
//! that one tracer wrote in each of its runs and the other in none. Where the program is deterministic, the
//! order of the lines in each task is compared, too; a line that is not the same in all runs (random bytes, times
//! in a buffer) counts there by its call's name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::normalise::Normaliser;
use super::trace::{Task, Trace};
use super::tracer::Tracer;

/// The list, from the package's root.
const LIST: &str = "tests/data/strace-differences.txt";

/// How often each tracer runs at most.
const RUNS: usize = 4;

/// How many lines of one call, by one tracer, a failure shows.
const SHOWN_OF_A_CALL: usize = 3;

/// What of the order of lines is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// That of each task's calls: for a program in which every task does the same each time.
    PerTask,
    /// None: for one whose tasks depend on time.
    Any,
}

/// Which of the two tracers wrote a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Only strace wrote it.
    Strace,
    /// Only ptrace-trace wrote it.
    Own,
}

impl Side {
    fn name(self) -> &'static str {
        match self {
            Side::Strace => "strace",
            Side::Own => "ptrace-trace",
        }
    }
}

/// A known difference.
#[derive(Clone, Debug)]
pub struct Known {
    /// The program: a test of tests/strace.rs.
    pub program: String,
    /// Who wrote the line.
    pub side: Side,
    /// The normalised line.
    pub line: String,
    /// Why it is so.
    pub reason: String,
}

/// The list of known differences: `PROGRAM<TAB>TRACER<TAB>LINE<TAB>REASON`, `#` begins a comment.
#[track_caller]
pub fn known() -> Vec<Known> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(LIST)).expect(LIST);
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let &[program, tracer, line, reason] = &fields[..] else {
                panic!("{LIST}: four fields are needed: {line:?}");
            };
            let side = match tracer {
                "strace" => Side::Strace,
                "ptrace-trace" => Side::Own,
                _ => panic!("{LIST}: {tracer:?} is neither strace nor ptrace-trace"),
            };
            assert!(!reason.trim().is_empty(), "{LIST}: a reason is missing: {line:?}");
            Known { program: program.to_owned(), side, line: line.to_owned(), reason: reason.to_owned() }
        })
        .collect()
}

/// Where a program runs: the same path for both tracers and every run, and empty at first.
pub struct Place {
    directory: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        // Short: a string is cut after 32 bytes, and what is left must be the same each time.
        let directory = tempfile::Builder::new().prefix("pt.").tempdir().expect("a directory");
        let readable: fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(directory.path(), readable).expect("chmod");
        Place { directory }
    }

    /// The path.
    pub fn path(&self) -> std::path::PathBuf {
        self.directory.path().join("w")
    }

    /// A file in it.
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).expect("write");
    }

    fn renew(&self) {
        let _ = fs::remove_dir_all(self.path());
        fs::create_dir(self.path()).expect("mkdir");
    }

    fn trace(&self) -> std::path::PathBuf {
        self.directory.path().join("t")
    }
}

/// One run's lines: by task, in order.
type Lines = BTreeMap<Vec<usize>, Vec<String>>;

/// Runs `program` under strace and under the tracer under test, and fails unless the differences are those of the
/// list. `program` is given a tracer to add its command to and to run, and the directory to do it in.
#[track_caller]
pub fn assert_same(name: &str, order: Order, program: impl Fn(Tracer, &Place)) {
    let place = Place::new();
    let known: Vec<Known> = known().into_iter().filter(|known| known.program == name).collect();
    let (mut strace, mut own) = (Vec::new(), Vec::new());
    let mut failure = String::new();
    for run in 1..=RUNS {
        strace.push(lines(&place, Tracer::strace(), &program));
        own.push(lines(&place, Tracer::own(), &program));
        failure = report(name, &known, &strace, &own);
        if order == Order::PerTask && failure.is_empty() {
            failure = order_report(&known, &strace, &own);
        }
        if failure.is_empty() && run > 1 {
            return;
        }
    }
    panic!("{name}: after {RUNS} runs of each tracer:\n{failure}");
}

fn lines(place: &Place, tracer: Tracer, program: &impl Fn(Tracer, &Place)) -> Lines {
    place.renew();
    let tracer = tracer.args(["-f", "-o"]).arg(place.trace()).under(["setarch", "-R"]).directory(place.path());
    program(tracer, place);
    let text = fs::read(place.trace()).expect("the trace");
    let trace = Trace::parse(&String::from_utf8_lossy(&text));
    let path = place.path().display().to_string();
    let normaliser = Normaliser::plain(&trace).word(path, "DIR").with_addresses();
    let normal = |task: &Task| task.lines.iter().map(|line| normaliser.timed_line(line)).collect();
    trace.tasks.iter().map(|task| (task.lineage.clone(), normal(task))).collect()
}

/// The lines of all tasks, each once.
fn distinct(run: &Lines) -> BTreeSet<&str> {
    run.values().flatten().map(String::as_str).collect()
}

fn in_all(runs: &[Lines]) -> BTreeSet<&str> {
    let sets = runs.iter().map(distinct);
    sets.reduce(|left, right| left.intersection(&right).copied().collect()).unwrap_or_default()
}

fn in_any(runs: &[Lines]) -> BTreeSet<&str> {
    runs.iter().flat_map(distinct).collect()
}

/// What is wrong with the sets of lines; empty when nothing is. In the form of the list, call by call, of each call
/// only the first lines.
fn report(name: &str, known: &[Known], strace: &[Lines], own: &[Lines]) -> String {
    let mut by_call: BTreeMap<String, BTreeMap<Side, Vec<String>>> = BTreeMap::new();
    for (side, these, others) in [(Side::Strace, strace, own), (Side::Own, own, strace)] {
        let (always, ever, never) = (in_all(these), in_any(these), in_any(others));
        let listed: BTreeSet<&str> =
            known.iter().filter(|known| known.side == side).map(|known| known.line.as_str()).collect();
        let new = always.difference(&never).filter(|line| !listed.contains(*line));
        let new = new.map(|line| (*line, "(not in the list)"));
        let old = listed.iter().filter(|line| !ever.contains(*line) || never.contains(*line));
        let old = old.map(|line| (*line, "(no longer so: delete it from the list)"));
        for (line, what) in new.chain(old) {
            let lines = by_call.entry(call_name(line).to_owned()).or_default().entry(side).or_default();
            lines.push(format!("{name}\t{}\t{line}\t{what}\n", side.name()));
        }
    }
    let mut report = String::new();
    for (call, sides) in by_call {
        for (side, lines) in sides {
            report.extend(lines.iter().take(SHOWN_OF_A_CALL).map(String::as_str));
            if let Some(more @ 1..) = lines.len().checked_sub(SHOWN_OF_A_CALL) {
                report += &format!("    and {more} more of {call} by {} only\n", side.name());
            }
        }
    }
    report
}

/// The name of the call that a line shows, or its beginning where it shows none.
fn call_name(line: &str) -> &str {
    line.split('(').next().unwrap_or(line)
}

/// Where the order differs in the two runs that go together furthest; empty where two runs are the same.
fn order_report(known: &[Known], strace: &[Lines], own: &[Lines]) -> String {
    let always: BTreeSet<&str> = in_all(strace).intersection(&in_all(own)).copied().collect();
    let mut furthest = None;
    for left in strace {
        for right in own {
            let left = comparable(left, known, &always);
            let right = comparable(right, known, &always);
            let difference = first_difference(&left, &right);
            if difference.is_none() {
                return String::new();
            }
            furthest = furthest.max(difference);
        }
    }
    furthest.map_or_else(String::new, |(_, report)| report)
}

/// A run's lines but for known differences, which are on one side only, and for signals, which come when they come.
/// What is not `always` the same (random bytes, times in a buffer) is the call's name alone.
fn comparable<'a>(run: &'a Lines, known: &[Known], always: &BTreeSet<&str>) -> BTreeMap<&'a [usize], Vec<&'a str>> {
    let shape = |line: &'a str| match always.contains(line) {
        true => line,
        false => call_name(line),
    };
    run.iter()
        .map(|(task, lines)| {
            let lines = lines.iter().map(String::as_str);
            let lines = lines.filter(|line| !line.starts_with("---") && !known.iter().any(|known| known.line == *line));
            (task.as_slice(), lines.map(shape).collect())
        })
        .collect()
}

/// The first difference: how many lines are the same before it, and what it is.
fn first_difference(
    strace: &BTreeMap<&[usize], Vec<&str>>,
    own: &BTreeMap<&[usize], Vec<&str>>,
) -> Option<(usize, String)> {
    let tasks: BTreeSet<&[usize]> = strace.keys().chain(own.keys()).copied().collect();
    let mut same = 0;
    for task in tasks {
        let (Some(left), Some(right)) = (strace.get(task), own.get(task)) else {
            let by = if strace.contains_key(task) { Side::Strace } else { Side::Own };
            return Some((same, format!("task {task:?} is in the trace of {} only\n", by.name())));
        };
        let length = left.len().max(right.len());
        if let Some(at) = (0..length).find(|&at| left.get(at) != right.get(at)) {
            let show = |lines: &[&str]| {
                let start = at.saturating_sub(3).min(lines.len());
                lines[start..lines.len().min(at + 4)].iter().map(|line| format!("    {line}\n")).collect::<String>()
            };
            let (left, right) = (show(left), show(right));
            return Some((same + at, format!("task {task:?}, line {at}:\n  strace\n{left}  ptrace-trace\n{right}")));
        }
        same += length;
    }
    None
}
