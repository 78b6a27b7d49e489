//! What a trace is to do.

use super::Selection;
use crate::ptrace::Options;
use crate::snapshot::Limits;

/// What a trace is to do.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Follow every task that a tracee makes.
    pub follow: bool,
    /// The calls to report.
    pub calls: Selection,
    /// The signals to report, bit 0 being signal 1.
    pub signals: u64,
    /// How much memory is copied.
    pub limits: Limits,
    /// What is told of descriptors.
    pub descriptors: DescriptorDetail,
    /// Kill the tracees when the tracer ends.
    pub kill_on_exit: bool,
}

/// What is told of the descriptors that calls use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum DescriptorDetail {
    /// Nothing.
    #[default]
    None,
    /// Their paths (`-y`).
    Paths,
    /// Their paths, and what sockets and devices they are (`-yy`).
    Full,
}

impl Settings {
    /// ptrace's options for it.
    pub fn options(&self) -> Options {
        Options { follow: self.follow, kill_on_exit: self.kill_on_exit }
    }
}
