//! Rows that hold for i386 alone: arguments of 64 bits take two registers there, and some calls have another form. They
//! replace the common rows of the same name.

use super::Family;
use crate::syscalls::Class;

mod descriptor;
mod file;
mod memory;

/// The files' rows, by class.
pub(super) static FAMILIES: &[Family] = &[
    Family { class: Class::Descriptor, rows: descriptor::ROWS },
    Family { class: Class::File, rows: file::ROWS },
    Family { class: Class::Memory, rows: memory::ROWS },
];
