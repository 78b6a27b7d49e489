//! What system calls there are: rows that read like man pages, and the kernel's number tables.
//!
//! A *row* is one line of `syscalls!` and describes one call: its arguments with their types, and the type of what
//! it returns. A row with a selector in brackets is a *variant* of a multiplexer: `fcntl[cmd = F_SETLK](…)`; the plain row
//! is what remains. Rows stand in the file of the class that `-e trace=%class` knows them by. Numbers come from the
//! kernel's own tables, one per ABI. A call without a row is shown with six hexadecimal arguments.
//!
//! docs/adding-a-syscall.md walks through an example.

pub mod class;
mod families;
mod macros;
mod numbers;
mod row;
mod table;
#[cfg(test)]
pub(crate) mod testing;

pub use class::Class;
pub use families::{FAMILIES, Family};
pub use row::{Argument, Condition, Selector, Show, Syscall};
pub use table::{Entry, entries, entry, named};
