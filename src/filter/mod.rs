//! Which records reach an output.

use crate::decode::{Call, Record, Returned, Sink, Summary, What};
use crate::types::Role;
use crate::value::Value;
use std::io;

/// How calls may have ended to be let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statuses {
    /// With success.
    pub successful: bool,
    /// With an error.
    pub failed: bool,
    /// Not at all: the task was gone.
    pub unfinished: bool,
    /// With something that could not be learned.
    pub unavailable: bool,
    /// The tracer let go of the task first.
    pub detached: bool,
}

impl Statuses {
    /// Any way.
    pub const ALL: Statuses =
        Statuses { successful: true, failed: true, unfinished: true, unavailable: true, detached: true };
    /// No way.
    pub const NONE: Statuses =
        Statuses { successful: false, failed: false, unfinished: false, unavailable: false, detached: false };
}

/// Lets through what is wanted.
#[derive(Debug)]
pub struct Filtered<S> {
    /// How calls may have ended.
    pub statuses: Statuses,
    /// Paths of which a call must use one; empty for all calls.
    pub paths: Vec<Vec<u8>>,
    /// Where it goes.
    pub to: S,
}

impl<S: Sink> Filtered<S> {
    fn wants_status(&self, what: &What<'_>) -> bool {
        match what {
            What::Exit { call, .. } => match &call.returned {
                Some(Returned::Error(number)) if crate::errno::is_restart(*number) => self.statuses.unfinished,
                Some(Returned::Error(_)) => self.statuses.failed,
                Some(Returned::Success { .. }) => self.statuses.successful,
                Some(Returned::Never) | None => self.statuses.unavailable,
            },
            What::Abandoned { .. } => self.statuses.unfinished,
            _ => true,
        }
    }

    fn wants_path(&self, call: &Call<'_>) -> bool {
        self.paths.is_empty() || call.arguments.iter().any(|argument| self.mentions(&argument.value, argument.role))
    }

    fn mentions(&self, value: &Value<'_>, role: Role) -> bool {
        let is_path = |bytes: &[u8]| self.paths.iter().any(|path| path == bytes);
        match value {
            Value::Text(text) => role == Role::Path && is_path(text.bytes),
            Value::Descriptor(descriptor) => descriptor.target.is_some_and(is_path),
            Value::Array(array) => array.items.iter().any(|item| self.mentions(item, role)),
            Value::Struct(fields) => fields.iter().any(|field| self.mentions(&field.value, role)),
            Value::Pointee(pointee) => self.mentions(pointee, role),
            _ => false,
        }
    }
}

impl<S: Sink> Sink for Filtered<S> {
    fn record(&mut self, record: &Record<'_>) -> io::Result<()> {
        let wanted = match &record.what {
            What::Enter(call) => self.wants_path(call),
            What::Exit { call, .. } | What::Abandoned { call, .. } => {
                self.wants_path(call) && self.wants_status(&record.what)
            }
            _ => true,
        };
        if wanted { self.to.record(record) } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.to.finish(summary)
    }
}
