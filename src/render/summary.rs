//! Counts of calls, times and errors (`-c`, `-C`).

use crate::decode::{Record, Sink, Summary, What};
use crate::event::Nanoseconds;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::io::{self, Write};

/// What is counted, and in which order it is shown.
#[derive(Clone, Copy, Debug)]
pub struct SummaryLook {
    /// Count the time between beginning and end instead of the CPU time in the kernel (`-w`).
    pub wall_clock: bool,
    /// The order.
    pub sort: Column,
}

/// What lines are sorted by (`-S`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Most time first.
    Time,
    /// Most calls first.
    Calls,
    /// Most errors first.
    Errors,
    /// By name.
    Name,
    /// As they came.
    Nothing,
}

impl Column {
    /// The words that [`Column::parse`] knows.
    pub const NAMES: &[&str] = &["time", "calls", "errors", "name", "nothing"];

    /// What a user calls a column; strace's synonyms are known.
    pub fn parse(word: &str) -> Option<Column> {
        Some(match word {
            "time" | "time-percent" | "time_percent" | "total-time" | "total_time" | "time-total" => Column::Time,
            "calls" | "count" => Column::Calls,
            "errors" | "error" => Column::Errors,
            "name" | "syscall" | "syscall-name" => Column::Name,
            "nothing" | "none" => Column::Nothing,
            _ => return None,
        })
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    order: usize,
    calls: u64,
    errors: u64,
    time: Nanoseconds,
}

/// Counts, and writes the table at the end.
#[derive(Debug)]
pub struct SummarySink<W> {
    to: W,
    look: SummaryLook,
    counts: FxHashMap<Cow<'static, str>, Count>,
}

impl<W: Write> SummarySink<W> {
    /// A table on `to`.
    pub fn new(to: W, look: SummaryLook) -> SummarySink<W> {
        SummarySink { to, look, counts: FxHashMap::default() }
    }

    fn table(&self) -> String {
        let mut rows: Vec<_> = self.counts.iter().collect();
        rows.sort_by(|(name, one), (other_name, other)| {
            let order = match self.look.sort {
                Column::Time => other.time.cmp(&one.time),
                Column::Calls => other.calls.cmp(&one.calls),
                Column::Errors => other.errors.cmp(&one.errors),
                Column::Name => name.cmp(other_name),
                Column::Nothing => one.order.cmp(&other.order),
            };
            order.then_with(|| other.calls.cmp(&one.calls)).then_with(|| name.cmp(other_name))
        });
        let total = rows.iter().fold(Count::default(), |total, (_, count)| Count {
            order: 0,
            calls: total.calls + count.calls,
            errors: total.errors + count.errors,
            time: total.time + count.time,
        });
        let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0).max(16);
        let rule = format!(
            "{} {} {} {} {} {}\n",
            "-".repeat(6),
            "-".repeat(11),
            "-".repeat(11),
            "-".repeat(9),
            "-".repeat(9),
            "-".repeat(width)
        );
        let mut out = String::from("% time     seconds  usecs/call     calls    errors syscall\n");
        out.push_str(&rule);
        for (name, count) in &rows {
            let share = if total.time == 0 { 0.0 } else { count.time as f64 * 100.0 / total.time as f64 };
            out.push_str(&count.row(name, share));
        }
        out.push_str(&rule);
        out.push_str(&total.row("total", 100.0));
        out
    }
}

impl Count {
    fn row(&self, name: &str, share: f64) -> String {
        let errors = if self.errors == 0 { String::new() } else { self.errors.to_string() };
        let each = (self.time / 1000).checked_div(self.calls).unwrap_or(0);
        let seconds = self.time as f64 / 1e9;
        format!("{share:6.2} {seconds:11.6} {each:11} {:9} {errors:>9} {name}\n", self.calls)
    }
}

impl<W: Write> Sink for SummarySink<W> {
    fn record(&mut self, record: &Record<'_>) -> io::Result<()> {
        let (call, time) = match &record.what {
            What::Exit { call, entered: Some(entered), system_time, .. } => {
                let time = if self.look.wall_clock { record.time.saturating_sub(*entered) } else { *system_time };
                (call, time)
            }
            What::Abandoned { call, entered, .. } => {
                (call, if self.look.wall_clock { record.time.saturating_sub(*entered) } else { 0 })
            }
            _ => return Ok(()),
        };
        let order = self.counts.len();
        let count = self.counts.entry(call.name.clone()).or_insert(Count { order, ..Count::default() });
        count.calls += 1;
        count.errors += u64::from(call.returned.as_ref().is_some_and(|returned| returned.is_error()));
        count.time += time;
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        if self.counts.is_empty() {
            return Ok(());
        }
        self.to.write_all(self.table().as_bytes())?;
        self.to.flush()
    }
}
