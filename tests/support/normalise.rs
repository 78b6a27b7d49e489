//! The one place where what differs from run to run is taken out of a trace: pids, addresses, times, inode
//! numbers, random bytes, ports, temporary paths.
//!
//! Pids are numbered in the order of the trace's tasks (parents first): `PID1`, `PID2`; a pid that is no task
//! of the trace is `OUTSIDE`. They are replaced only where a pid can stand, so that a size that happens to be
//! the same number stays what it is.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::trace::{Line, Task, Trace};

/// Takes out of lines what differs from run to run.
pub struct Normaliser {
    pids: HashMap<i32, String>,
    words: Vec<(String, String)>,
    addresses: bool,
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

/// Where a pid stands: group 1 is what goes before it, group 2 the pid.
static PIDS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"^((?:clone|clone3|fork|vfork|getpid|gettid|getppid|getpgrp|getpgid|getsid|setsid|set_tid_address|wait4|waitpid|rt_sigreturn)\(.*= )([0-9]+)",
        r"^((?:kill|tkill|tgkill|wait4|waitpid|getpgid|setpgid|getsid|prlimit64|sched_[a-z]+|pidfd_open|rt_sigqueueinfo|rt_tgsigqueueinfo)\()([0-9]+)",
        r"^((?:tgkill|setpgid|rt_tgsigqueueinfo)\([A-Z0-9]+, )([0-9]+)",
        r"^(waitid\(P_PID, )([0-9]+)",
        r"^(futex\(.*FUTEX_WAIT[A-Z_|]*, )([0-9]+)",
        r"((?:si_pid|l_pid|[ {]pid|stack_ptr_pid)=)([0-9]+)",
        r"((?:parent_tid|parent_tidptr|child_tid)=(?:0x[0-9a-f]+ => )?\[)([0-9]+)",
        r"(TIOC[SG]PGRP, \[)([0-9]+)",
        r"(/proc/)([0-9]+)",
        r"(\+\+\+ superseded by execve in pid )([0-9]+)",
        r"(<pid changed to )([0-9]+)",
    ]
    .iter()
    .map(|text| pattern(text))
    .collect()
});

static STRING: LazyLock<Regex> = LazyLock::new(|| pattern(r#""(?:[^"\\]|\\.)*""#));
static DIGITS: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]+"));

/// Five digits and more: flags and small numbers stay. Sizes in hexadecimal go, too.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| pattern(r"0x[0-9a-f]{5,}"));

/// What is replaced wherever it stands.
static RULES: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    [
        // What -T puts behind a line.
        (r" <[0-9]\.[0-9]{6}>$", " <DURATION>"),
        (r"tv_sec=[0-9]+", "tv_sec=SEC"),
        (r"tv_nsec=[0-9]+", "tv_nsec=NSEC"),
        (r"tv_usec=[0-9]+", "tv_usec=USEC"),
        (r" /\* [0-9]{4}-[0-9]{2}-[0-9]{2}T[^*]* \*/", " /* DATE */"),
        (r"(st_[amc]time)=[0-9]+", "$1=SEC"),
        (r"(st_[amc]time_nsec)=[0-9]+", "$1=NSEC"),
        (r"(st_ino|d_ino|d_off|st_blocks)=[0-9]+", "$1=NUMBER"),
        (r"(st_dev|st_rdev)=makedev\([^)]*\)", "$1=DEVICE"),
        (r"(si_[us]time)=[0-9]+", "$1=TICKS"),
        (r"(socket|pipe|anon_inode|eventpoll):\[[0-9]+\]", "$1:[INODE]"),
        (r#"^getrandom\("[^"]*"(\.\.\.)?"#, r#"getrandom("RANDOM""#),
        (r"^(times\(.*= )[0-9]+", "${1}TICKS"),
        (r"^times\(\{.*\}\)", "times({TIMES})"),
        (r"^((?:time|gettimeofday)\(.*= )[0-9]{6,}", "${1}SEC"),
        (r"htons\((3[3-9][0-9]{3}|[456][0-9]{4})\)", "htons(PORT)"),
        // The names that mkstemp(3) and its like make: gcc's, git's, mktemp's.
        (r"/cc[A-Za-z0-9]{6}", "/ccRANDOM"),
        (r"/\.git/t[A-Za-z0-9]{6}", "/.git/tRANDOM"),
        (r"tmp_(obj|pack|idx)_[A-Za-z0-9]{6}", "tmp_${1}_RANDOM"),
        (r"named\.[A-Za-z0-9]{6}", "named.RANDOM"),
        (r"(f_bfree|f_bavail|f_ffree|f_files|f_blocks)=[0-9]+", "$1=NUMBER"),
        (r"^(sysinfo\()\{.*\}", "${1}{SYSINFO}"),
    ]
    .iter()
    .map(|&(text, with)| (pattern(text), with))
    .collect()
});

impl Normaliser {
    /// For a trace whose tasks keep apart: `PID1`, `PID2` …
    pub fn numbered(trace: &Trace) -> Normaliser {
        let mut pids = HashMap::new();
        for task in &trace.tasks {
            let number = pids.len() + 1;
            pids.entry(task.tid).or_insert_with(|| format!("PID{number}"));
        }
        Normaliser { pids, words: Vec::new(), addresses: false }
    }

    /// For a trace in which the order of making differs from run to run: every task is `PID`.
    pub fn plain(trace: &Trace) -> Normaliser {
        let pids = trace.tasks.iter().map(|task| (task.tid, "PID".to_owned())).collect();
        Normaliser { pids, words: Vec::new(), addresses: false }
    }

    /// Also replaces `text` by `name`: a temporary path, a container's id, a port.
    pub fn word(mut self, text: impl Into<String>, name: impl Into<String>) -> Normaliser {
        self.words.push((text.into(), name.into()));
        self
    }

    /// Also names a pid that is no task of the trace.
    pub fn pid(mut self, pid: i32, name: &str) -> Normaliser {
        self.pids.insert(pid, name.to_owned());
        self
    }

    /// Leaves addresses as they are: the programs run without address space layout randomisation.
    pub fn with_addresses(mut self) -> Normaliser {
        self.addresses = true;
        self
    }

    /// The line without what differs from run to run.
    ///
    /// The padding before the result stays where nothing before it was replaced: it is part of the dialect.
    pub fn line(&self, line: &str) -> String {
        let normal = self.replace(line);
        let (Some((call, result)), Some((original, _))) = (normal.rsplit_once(" = "), line.rsplit_once(" = ")) else {
            return normal;
        };
        if call == original { normal } else { format!("{} = {result}", call.trim_end()) }
    }

    /// The line with its time, as a form of digits: `00:00:00.000000`. With a time, its padding goes, too: a call whose
    /// halves were joined has none of its own.
    pub fn timed_line(&self, line: &Line) -> String {
        if line.time.is_empty() {
            return self.line(&line.text);
        }
        let form: String = line.time.chars().map(|char| if char.is_ascii_digit() { '0' } else { char }).collect();
        format!("{form}{}", unpadded(&self.line(&line.text)))
    }

    fn replace(&self, line: &str) -> String {
        let mut line = line.to_owned();
        for (text, name) in &self.words {
            line = line.replace(text, name);
        }
        for place in PIDS.iter() {
            line = place
                .replace_all(&line, |parts: &Captures| {
                    let pid = parts[2].parse().unwrap_or(0);
                    let name = self.pids.get(&pid).map_or_else(|| outside(&parts[0], &parts[2]), String::clone);
                    format!("{}{name}", &parts[1])
                })
                .into_owned();
        }
        line = STRING
            .replace_all(&line, |string: &Captures| {
                DIGITS
                    .replace_all(&string[0], |number: &Captures| {
                        let known = number[0].parse().ok().and_then(|number: i32| self.pids.get(&number));
                        known.cloned().unwrap_or_else(|| number[0].to_owned())
                    })
                    .into_owned()
            })
            .into_owned();
        if !self.addresses {
            line = ADDRESS.replace_all(&line, "0xADDR").into_owned();
        }
        for (rule, with) in RULES.iter() {
            line = rule.replace_all(&line, *with).into_owned();
        }
        line
    }

    /// The trace as a tree: each task with the call that made it, its lines below it with their tag, its
    /// children below these.
    pub fn tree(&self, trace: &Trace) -> String {
        let mut tree = String::new();
        for task in &trace.tasks {
            let indent = "    ".repeat(task.lineage.len() - 1);
            let name = self.pids.get(&task.tid).map_or("?", String::as_str);
            let by = maker(trace, task).map_or_else(String::new, |call| format!(", made by {call}"));
            let _ = writeln!(tree, "{indent}{name}{by}");
            for line in &task.lines {
                let tag = line.tag.as_ref().map_or_else(String::new, |tag| format!("[{}] ", self.replace(tag)));
                let _ = writeln!(tree, "{indent}  {tag}{}", unpadded(&self.line(&line.text)));
            }
        }
        tree
    }
}

/// What stands for a pid that is no task of the trace: 0 and 1 have a meaning of their own, and a number that is
/// no pid (a futex's value) stays.
fn outside(place: &str, number: &str) -> String {
    if place.starts_with("futex") || number.len() < 2 { number.to_owned() } else { "OUTSIDE".to_owned() }
}

/// A line without the padding before its result: behind a tag it depends on the tag's length.
fn unpadded(line: &str) -> String {
    match line.rsplit_once(" = ") {
        Some((call, result)) => format!("{} = {result}", call.trim_end()),
        None => line.to_owned(),
    }
}

/// The name of the call that made a task.
fn maker<'a>(trace: &'a Trace, task: &Task) -> Option<&'a str> {
    let (_, parent) = task.lineage.split_last()?;
    let parent = trace.tasks.iter().find(|other| other.lineage == parent)?;
    let result = format!(" = {}", task.tid);
    let call = parent.lines.iter().find(|line| line.text.ends_with(&result))?;
    call.text.split('(').next()
}
