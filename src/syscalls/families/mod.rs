//! The rows, one file per class of calls.

use super::{Class, Syscall};

mod clock;
mod credentials;
mod descriptor;
mod fcntl;
mod file;
mod i386;
mod ipc;
mod memory;
mod network;
mod other;
mod process;
mod scheduling;
mod signal;

/// The rows of one file.
#[derive(Debug)]
pub struct Family {
    /// The class that the file stands for.
    pub class: Class,
    /// Its rows.
    pub rows: &'static [Syscall],
}

/// Every file of rows.
pub static FAMILIES: &[Family] = &[
    Family { class: Class::File, rows: file::ROWS },
    Family { class: Class::Descriptor, rows: descriptor::ROWS },
    Family { class: Class::Descriptor, rows: fcntl::FCNTL },
    Family { class: Class::Descriptor, rows: fcntl::FCNTL64 },
    Family { class: Class::Process, rows: process::ROWS },
    Family { class: Class::Credentials, rows: credentials::ROWS },
    Family { class: Class::Clock, rows: clock::ROWS },
    Family { class: Class::Ipc, rows: ipc::ROWS },
    Family { class: Class::Memory, rows: memory::ROWS },
    Family { class: Class::Network, rows: network::ROWS },
    Family { class: Class::Other, rows: other::ROWS },
    Family { class: Class::Scheduling, rows: scheduling::ROWS },
    Family { class: Class::Signal, rows: signal::ROWS },
];

/// Rows that hold for i386 alone, where arguments of 64 bits take two registers or a call has another form; they replace
/// the common rows of the same name.
pub static I386: &[Family] = i386::FAMILIES;
