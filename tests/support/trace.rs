//! Reads a trace written with `-f -o FILE` into tasks, without understanding any system call but those that
//! make a task.
//!
//! Halves of a call (`<unfinished ...>`, `<... name resumed>`) are joined, and every task is named by its
//! *lineage*: `0` is the first one, `0.2` the second that it made. Lines of different tasks interleave as the
//! scheduler has it; the lines of one lineage do not.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

/// The width that a call is padded to before ` = `: strace's column 40 without the pid column and the space.
const CALL_WIDTH: usize = 33;

/// A line of a trace without its pid column and tag, its halves joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The task that it is about.
    pub tid: i32,
    /// The container that the task was in, as shown: `NAME SHORTID` or `SHORTID`.
    pub tag: Option<String>,
    /// What -t, -tt, -ttt or -r put before the call; of the first half, where there were two. Empty without them.
    pub time: String,
    /// The rest.
    pub text: String,
}

/// A task and what it did.
#[derive(Clone, Debug)]
pub struct Task {
    /// Its name in this trace: see the module.
    pub lineage: Vec<usize>,
    /// Its id when it was born.
    pub tid: i32,
    /// Its lines, in order.
    pub lines: Vec<Line>,
}

/// A trace.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The tasks, parents before children, siblings in the order of their making.
    pub tasks: Vec<Task>,
}

static CREATED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:clone|clone3|fork|vfork)\(.* = ([0-9]+)(?: <[^>]*>)?$").expect("a pattern"));
static PREFIX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([0-9]+) +(?:\[([^ \]][^\]]*)\] )? *([0-9]{2}:[0-9:.]+ |[0-9]+\.[0-9]{6} )?(.*)$").expect("a pattern")
});
static RESUMED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^<\.\.\. ([a-z0-9_?]+) resumed>(.*)$").expect("a pattern"));

impl Line {
    /// Reads a line: pid column, tag, text. `None` for what is none.
    pub fn parse(line: &str) -> Option<Line> {
        let parts = PREFIX.captures(line)?;
        let tag = parts.get(2).map(|tag| tag.as_str().to_owned());
        let time = parts.get(3).map_or_else(String::new, |time| time.as_str().to_owned());
        Some(Line { tid: parts[1].parse().ok()?, tag, time, text: parts[4].to_owned() })
    }
}

impl Trace {
    /// Reads a trace.
    ///
    /// # Panics
    ///
    /// Where a line has no pid column, or a half of a call has no other half and its task did not end.
    #[track_caller]
    pub fn parse(text: &str) -> Trace {
        let mut tasks: Vec<Task> = Vec::new();
        // Where the lines of a tid go at present, and the first half of its call.
        let mut of_tid: HashMap<i32, usize> = HashMap::new();
        let mut halves: HashMap<i32, Line> = HashMap::new();
        // The creating call may be shown after the child's first line.
        let mut parents: HashMap<usize, usize> = HashMap::new();
        for line in text.lines() {
            let line = Line::parse(line).unwrap_or_else(|| panic!("no line of a trace: {line:?}"));
            let tid = line.tid;
            let index = *of_tid.entry(tid).or_insert_with(|| {
                tasks.push(Task { lineage: Vec::new(), tid, lines: Vec::new() });
                tasks.len() - 1
            });
            if let Some(start) = first_half(&line.text) {
                halves.insert(tid, Line { text: start.to_owned(), ..line });
                continue;
            }
            let line = match RESUMED.captures(&line.text) {
                Some(parts) => match halves.remove(&tid) {
                    Some(half) => Line { text: join(&half.text, &parts[2]), ..half },
                    None => line,
                },
                None => line,
            };
            if let Some(parts) = CREATED.captures(&line.text) {
                let child: i32 = parts[1].parse().expect("a pid");
                // A child of vfork has often ended before its parent's call returns.
                let met =
                    (index + 1..tasks.len()).find(|other| tasks[*other].tid == child && !parents.contains_key(other));
                let child = met.unwrap_or_else(|| {
                    tasks.push(Task { lineage: Vec::new(), tid: child, lines: Vec::new() });
                    of_tid.insert(child, tasks.len() - 1);
                    tasks.len() - 1
                });
                parents.insert(child, index);
            }
            let superseded = line.text.starts_with("+++ superseded by execve in pid ");
            let gone = ["+++ exited with ", "+++ killed by "].iter().any(|end| line.text.starts_with(end));
            tasks[index].lines.push(line);
            if gone {
                of_tid.remove(&tid);
            }
            if superseded {
                // The thread that called execve goes on under this tid.
                let former = tasks[index].lines.last().and_then(|line| {
                    let words = line.text.split_whitespace();
                    words.filter_map(|word| word.parse::<i32>().ok()).next()
                });
                if let Some(former) = former {
                    if let Some(other) = of_tid.remove(&former) {
                        of_tid.insert(tid, other);
                    }
                    if let Some(half) = halves.remove(&former) {
                        halves.insert(tid, half);
                    }
                }
            }
        }
        for (tid, half) in halves {
            // A call that its task never came back from.
            if let Some(&index) = of_tid.get(&tid) {
                tasks[index].lines.push(Line { text: format!("{} <unfinished ...>", half.text), ..half });
            }
        }
        Trace { tasks: with_lineage(tasks, &parents) }
    }

    /// Every line, task after task.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.tasks.iter().flat_map(|task| &task.lines)
    }
}

/// The two halves of a call as one line, the result at strace's column.
fn join(start: &str, end: &str) -> String {
    let (arguments, result) =
        end.rsplit_once(" = ").map_or((end, None), |(left, right)| (left.trim_end(), Some(right)));
    let call = format!("{start}{arguments}");
    match result {
        Some(result) => format!("{call:<width$} = {result}", width = CALL_WIDTH),
        None => call,
    }
}

fn with_lineage(mut tasks: Vec<Task>, parents: &HashMap<usize, usize>) -> Vec<Task> {
    // The order of making is that of the creating calls in the parent's lines.
    let mut order: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut roots = Vec::new();
    for index in 0..tasks.len() {
        match parents.get(&index) {
            Some(&parent) => order.entry(parent).or_default().push(index),
            None => roots.push(index),
        }
    }
    for (&parent, children) in &mut order {
        let position = |child: usize| {
            let tid = tasks[child].tid;
            tasks[parent]
                .lines
                .iter()
                .position(|line| CREATED.captures(&line.text).is_some_and(|parts| parts[1].parse() == Ok(tid)))
        };
        children.sort_by_cached_key(|&child| position(child));
    }
    let mut visit: Vec<(usize, Vec<usize>)> =
        roots.iter().enumerate().rev().map(|(number, &index)| (index, vec![number])).collect();
    let mut sorted = Vec::new();
    while let Some((index, lineage)) = visit.pop() {
        for (number, &child) in order.get(&index).map_or(&[][..], Vec::as_slice).iter().enumerate().rev() {
            let mut of_child = lineage.clone();
            of_child.push(number + 1);
            visit.push((child, of_child));
        }
        tasks[index].lineage = lineage;
        sorted.push(tasks[index].clone());
    }
    sorted
}

/// The call of a line that is a first half. `<pid changed to N ...>` stands where the line was cut by an execve
/// that changed the task's tid and nothing came between.
fn first_half(text: &str) -> Option<&str> {
    text.strip_suffix(" <unfinished ...>").or_else(|| {
        let (call, rest) = text.rsplit_once(" <pid changed to ")?;
        rest.ends_with(" ...>").then_some(call)
    })
}
