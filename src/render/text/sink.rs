//! The text output: lines that begin when a call begins and end when it ends.

use super::call::{arguments, returned};
use super::clock::{Clock, push_time};
use super::value::{Style, push_int, push_value};
use crate::decode::{Call, Record, Sink, Summary, What};
use crate::event::{Gone, Identity, Nanoseconds, Origin, Place, Tid};
use crate::render::Tag;
use crate::render::colour::{Colours, Paint};
use crate::signal;
use rustc_hash::FxHashMap;
use std::io::{self, Write};

/// How the text output looks.
#[derive(Clone, Debug)]
pub struct Look {
    /// How values are written.
    pub style: Style,
    /// Column of the equals sign (`-a`).
    pub column: usize,
    /// How the task is named at the beginning of a line.
    pub tasks: TaskColumn,
    /// Which lines carry where their task is.
    pub tag: Tag,
    /// The clock in front of each line (`-t`, `-r`).
    pub clock: Option<Clock>,
    /// Whether the time spent in each call is shown (`-T`), and with how many digits behind the point.
    pub duration: Option<usize>,
    /// What is said beside the calls.
    pub messages: Messages,
    /// Colours, if the output is a terminal that has them.
    pub colours: Colours,
    /// Whether the beginnings of calls are written before they end; not if it is decided by their ends whether they are shown.
    pub beginnings: bool,
}

/// How the task is named at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskColumn {
    /// Not at all.
    None,
    /// `[pid N]`, while there is more than one task (on a terminal and stderr).
    WhenSeveral,
    /// The bare number on every line (in a file).
    Always,
}

/// What is said beside the calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Messages {
    /// The program's name as invoked, with which messages begin.
    pub program: String,
    /// `Process N attached` and `detached`, on stderr.
    pub attach: bool,
    /// `+++ exited with N +++`.
    pub exit: bool,
    /// `+++ superseded by execve in pid N +++`.
    pub superseded: bool,
    /// `+++ moved from [A] to [B] +++`.
    pub moved: bool,
}

/// Writes lines to `W`, which needs no buffer of its own.
#[derive(Debug)]
pub struct TextSink<W> {
    to: W,
    look: Look,
    /// What was not given to `to` yet.
    buffer: Vec<u8>,
    /// Where in `buffer` the open line begins, or went on after a flush, and how many columns were flushed of it before.
    line: Line,
    /// The task whose line is open.
    open: Option<Tid>,
    /// For each task in a call that was begun: the arguments written so far.
    begun: FxHashMap<Tid, Vec<u8>>,
    spare: Vec<Vec<u8>>,
    scratch: Vec<u8>,
    last: Option<Nanoseconds>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Line {
    start: usize,
    /// Columns of the line that are no longer in the buffer, less bytes of the line that take no column (colours).
    before: isize,
}

impl<W: Write> TextSink<W> {
    /// An output to `to`.
    pub fn new(to: W, look: Look) -> TextSink<W> {
        TextSink {
            to,
            look,
            buffer: Vec::with_capacity(64 << 10),
            line: Line::default(),
            open: None,
            begun: FxHashMap::default(),
            spare: Vec::new(),
            scratch: Vec::new(),
            last: None,
        }
    }

    /// Begins a line of `record`'s task: ends the open one, and writes the columns in front.
    fn leader(&mut self, record: &Record<'_>, time: Nanoseconds) {
        if self.open.take().is_some() {
            self.buffer.extend(b" <unfinished ...>\n");
        }
        self.line = Line { start: self.buffer.len(), before: 0 };
        let tid = i64::from(record.task.tid);
        match self.look.tasks {
            TaskColumn::Always => {
                let start = self.buffer.len();
                push_int(tid, &mut self.buffer);
                while self.buffer.len() < start + 5 {
                    self.buffer.push(b' ');
                }
                self.buffer.push(b' ');
            }
            TaskColumn::WhenSeveral if record.model.count() > 1 => {
                self.buffer.extend(b"[pid ");
                self.scratch.clear();
                push_int(tid, &mut self.scratch);
                self.buffer.extend(std::iter::repeat_n(b' ', 5usize.saturating_sub(self.scratch.len())));
                self.buffer.extend(&self.scratch);
                self.buffer.extend(b"] ");
            }
            TaskColumn::WhenSeveral | TaskColumn::None => {}
        }
        if self.look.tag.shows(record.identity) {
            self.paint(Paint::Tag, |buffer| {
                push_tag(record.identity, buffer);
            });
            self.buffer.push(b' ');
        }
        if let Some(clock) = &self.look.clock {
            push_time(clock, time, record.wall_clock_offset, self.last, &mut self.buffer);
            self.last = Some(time);
        }
    }

    /// Writes what `push` writes in a colour, which takes no columns.
    fn paint(&mut self, paint: Paint, push: impl FnOnce(&mut Vec<u8>)) {
        let before = self.buffer.len();
        self.look.colours.begin(paint, &mut self.buffer);
        let inside = self.buffer.len();
        push(&mut self.buffer);
        let behind = self.buffer.len();
        self.look.colours.end(paint, &mut self.buffer);
        self.line.before -= (inside - before + self.buffer.len() - behind) as isize;
    }

    fn column(&self) -> usize {
        usize::try_from((self.buffer.len() - self.line.start) as isize + self.line.before).unwrap_or(0)
    }

    /// Pads the line up to the column of the equals sign.
    fn align(&mut self) {
        let missing = self.look.column.saturating_sub(self.column());
        self.buffer.extend(std::iter::repeat_n(b' ', missing));
    }

    fn end_line(&mut self) {
        self.buffer.push(b'\n');
        self.open = None;
    }

    fn name(&mut self, call: &Call<'_>) {
        self.paint(Paint::Name, |buffer| buffer.extend(call.name.as_bytes()));
    }

    fn enter(&mut self, record: &Record<'_>, call: &Call<'_>) {
        self.leader(record, record.time);
        self.name(call);
        self.buffer.push(b'(');
        let mut written = self.spare.pop().unwrap_or_default();
        arguments(call, &self.look.style, &mut written);
        self.buffer.extend(&written);
        self.begun.insert(record.task.tid, written);
        self.open = Some(record.task.tid);
    }

    /// Goes on with the line of a call that was begun, or begins it now, and writes the arguments up to the closing parenthesis,
    /// which `unfinished` words may precede.
    fn finish_arguments(&mut self, record: &Record<'_>, call: &Call<'_>, entered: Option<Nanoseconds>) {
        let tid = record.task.tid;
        let begun = self.begun.remove(&tid);
        let time = entered.unwrap_or(record.time);
        if begun.is_none() && entered.is_some() {
            self.leader(record, time);
            self.name(call);
            self.buffer.push(b'(');
        } else if self.open != Some(tid) {
            self.leader(record, record.time);
            self.buffer.extend(b"<... ");
            self.name(call);
            self.buffer.extend(b" resumed>");
        }
        self.scratch.clear();
        if entered.is_some() {
            arguments(call, &self.look.style, &mut self.scratch);
        }
        let skip = begun.as_ref().map_or(0, |begun| common_prefix(begun, &self.scratch));
        self.buffer.extend(&self.scratch[skip..]);
        if let Some(mut begun) = begun {
            begun.clear();
            self.spare.push(begun);
        }
    }

    fn exit(&mut self, record: &Record<'_>, call: &Call<'_>, entered: Option<Nanoseconds>) {
        self.finish_arguments(record, call, entered);
        self.buffer.extend(b") ");
        self.align();
        if let Some(outcome) = &call.returned {
            let paint = if outcome.is_error() { Paint::Error } else { Paint::Result };
            let style = self.look.style;
            self.paint(paint, |buffer| returned(outcome, &style, buffer));
        }
        if let (Some(digits), Some(entered)) = (self.look.duration, entered) {
            let spent = record.time.saturating_sub(entered);
            self.buffer.extend(b" <");
            super::clock::push_seconds(spent, digits, 0, &mut self.buffer);
            self.buffer.push(b'>');
        }
        self.end_line();
    }

    /// The task is gone in the middle of `call`.
    fn abandoned(&mut self, record: &Record<'_>, call: &Call<'_>, entered: Nanoseconds) {
        self.finish_arguments(record, call, Some(entered));
        if !call.complete {
            self.buffer.extend(b" <unfinished ...>");
        }
        self.buffer.extend(b") ");
        self.align();
        self.buffer.extend(b"= ?");
        self.end_line();
    }

    /// A line that is not a call's.
    fn remark(&mut self, record: &Record<'_>, words: impl FnOnce(&mut Vec<u8>)) {
        self.leader(record, record.time);
        self.paint(Paint::Remark, words);
        self.end_line();
    }

    /// A message on stderr, which comes behind what is in the line so far if the output is stderr too.
    fn message(&mut self, words: std::fmt::Arguments<'_>) -> io::Result<()> {
        self.write_out()?;
        eprintln!("{}: {words}", self.look.messages.program);
        Ok(())
    }

    fn write_out(&mut self) -> io::Result<()> {
        self.line.before = self.column() as isize;
        self.line.start = 0;
        let result = self.to.write_all(&self.buffer);
        self.buffer.clear();
        result?;
        self.to.flush()
    }
}

impl<W: Write> Sink for TextSink<W> {
    fn record(&mut self, record: &Record<'_>) -> io::Result<()> {
        let messages = &self.look.messages;
        match &record.what {
            What::Enter(call) => {
                if self.look.beginnings {
                    self.enter(record, call);
                }
            }
            What::Exit { call, entered, .. } => self.exit(record, call, *entered),
            What::Abandoned { call, entered, .. } => self.abandoned(record, call, *entered),
            What::Signal { signal, information } => {
                let (name, style) = (signal::name(*signal), self.look.style);
                self.remark(record, |buffer| {
                    buffer.extend(b"--- ");
                    buffer.extend(name.as_bytes());
                    if let Some(information) = information {
                        buffer.push(b' ');
                        push_value(information, &style, buffer);
                    }
                    buffer.extend(b" ---");
                });
            }
            What::Stopped(signal) => {
                let name = signal::name(*signal);
                self.remark(record, |buffer| {
                    let _ = write!(buffer, "--- stopped by {name} ---");
                });
            }
            What::Gone(how) => self.gone(record, *how)?,
            What::Met(Origin::Attached | Origin::Born) if messages.attach => {
                self.message(format_args!("Process {} attached", record.task.tid))?;
            }
            What::Moved { from } if messages.moved => {
                let mut words = b"+++ moved from ".to_vec();
                push_tag(from, &mut words);
                words.extend(b" to ");
                push_tag(record.identity, &mut words);
                words.extend(b" +++");
                self.remark(record, |buffer| buffer.extend(words));
            }
            What::Lost(count) => self.remark(record, |buffer| {
                let _ = write!(buffer, "+++ {count} events lost +++");
            }),
            What::Met(_) | What::Moved { .. } | What::Born { .. } | What::Exec { .. } | What::Identified(..) => {}
        }
        if self.buffer.len() >= 64 << 10 {
            self.write_out()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() { Ok(()) } else { self.write_out() }
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        if self.open.take().is_some() {
            self.buffer.extend(b" <unfinished ...>\n");
        }
        self.flush()
    }
}

impl<W: Write> TextSink<W> {
    fn gone(&mut self, record: &Record<'_>, how: Gone) -> io::Result<()> {
        let messages = &self.look.messages;
        match how {
            Gone::Exited(status) if messages.exit => self.remark(record, |buffer| {
                let _ = write!(buffer, "+++ exited with {status} +++");
            }),
            Gone::Killed { signal, core } if messages.exit => {
                let name = signal::name(signal);
                self.remark(record, |buffer| {
                    let _ = write!(buffer, "+++ killed by {name}{} +++", if core { " (core dumped)" } else { "" });
                });
            }
            Gone::Superseded { by } if messages.superseded => self.remark(record, |buffer| {
                let _ = write!(buffer, "+++ superseded by execve in pid {by} +++");
            }),
            Gone::Detached => {
                if self.open == Some(record.task.tid) {
                    self.buffer.extend(b" <detached ...>\n");
                    self.open = None;
                }
                if messages.attach {
                    self.message(format_args!("Process {} detached", record.task.tid))?;
                }
            }
            Gone::Exited(_) | Gone::Killed { .. } | Gone::Superseded { .. } => {}
        }
        if let Some(mut begun) = self.begun.remove(&record.task.tid) {
            begun.clear();
            self.spare.push(begun);
        }
        Ok(())
    }
}

/// Appends where a task is: `[NAME SHORTID]`, `[SHORTID]`, `[host]`, `[unknown PATH]`.
pub fn push_tag(identity: &Identity, out: &mut Vec<u8>) {
    out.push(b'[');
    match &identity.place {
        Place::Host => out.extend(b"host"),
        Place::Container(container) => {
            if let Some(name) = &container.metadata.name {
                super::quote::push_escaped(name.as_bytes(), super::Escapes::Octal, b"[]\\", out);
                out.push(b' ');
            }
            super::quote::push_escaped(container.short_id().as_bytes(), super::Escapes::Octal, b"[]\\", out);
        }
        Place::Unknown { path } => {
            out.extend(b"unknown ");
            super::quote::push_escaped(path, super::Escapes::Octal, b"[]\\", out);
        }
    }
    out.push(b']');
}

/// Bytes that both begin with. All of `begun`, unless a value looks different at the end of the call.
fn common_prefix(begun: &[u8], whole: &[u8]) -> usize {
    begun.iter().zip(whole).take_while(|(one, other)| one == other).count()
}
