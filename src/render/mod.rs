//! Outputs for people and programs. One file or folder is one form of output; none knows any system call.

use crate::event::{Identity, Place};

pub mod colour;
pub mod summary;
pub mod text;

/// Which lines carry where their task is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tag {
    /// Those of tasks that are not on the host.
    #[default]
    Auto,
    /// All.
    Always,
    /// None: the pure dialect.
    Never,
}

impl Tag {
    /// Whether the line of a task that is here carries the tag.
    pub fn shows(self, identity: &Identity) -> bool {
        match self {
            Tag::Auto => identity.place != Place::Host,
            Tag::Always => true,
            Tag::Never => false,
        }
    }
}
