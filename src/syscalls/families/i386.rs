//! Rows that hold for i386 alone: arguments of 64 bits take two registers there, and some calls have another form. They
//! replace the common rows of the same name.

use super::Family;
use crate::syscalls::Class;

mod file;

/// The files' rows, by class.
pub(super) static FAMILIES: &[Family] = &[Family { class: Class::File, rows: file::ROWS }];
