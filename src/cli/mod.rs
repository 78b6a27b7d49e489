//! Options as typed, and what they mean.
//!
//! [`Arguments`] is what the command line says, in strace's letters; [`Plan`] is what is to be done. What one option means stands in the
//! file named after it.

mod arguments;
mod output;
mod plan;
mod program;
mod qualifiers;
mod trace_set;

pub use arguments::Arguments;
pub use output::Format;
pub use plan::{Plan, PlanError, Target};
pub(crate) use program::exec_failure;

/// The command line is wrong: exit status 2.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UsageError(pub String);

/// The program to start cannot be found or executed: exit status 127 or 126.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct ProgramError {
    /// What is wrong, and the next step.
    pub message: String,
    /// The exit status that shells use for it.
    pub status: i32,
}
