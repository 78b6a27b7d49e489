//! The vocabulary of arguments: what to copy and how to show it, side by side.
//!
//! A [`Type`] is something in a register, a [`Layout`] something in memory. Numbers, flags and named values are both,
//! made by one line of `names!`, `flags!` or `numbers!`; structures are made by `records!`. Pointers connect the two:
//! `In<Timespec>` is a register that points to a `Timespec` which the kernel reads.
//!
//! One file here is one kind of thing: what several families of calls share stands in the files named after its kind,
//! what one family alone uses in a file named like the family's file in the module `syscalls`.

mod context;
mod macros;

pub mod aio;
pub mod attributes;
pub mod data;
pub mod date;
pub mod descriptor;
pub mod directory;
pub mod extensible;
pub mod fcntl;
pub mod file;
pub mod futex;
pub mod handle;
pub mod io_uring;
pub mod iovec;
pub mod ipc;
pub mod landlock;
pub mod memory;
pub mod mount;
pub mod mount_status;
pub mod network;
pub mod notify;
pub mod number;
pub mod pointer;
pub mod poll;
pub mod process;
pub mod quota;
pub mod restart;
pub mod segment;
pub mod sigevent;
pub mod signal;
pub mod stat;
pub mod statfs;
pub mod system;
pub mod time;

pub use context::{Context, Descriptors, NoDescriptors, Outcome};
pub(crate) use macros::{flags, names, numbers, records};

use crate::snapshot::{Grab, Link, Sizes, When};
use crate::value::Value;

/// Something that stands in an argument register or in the return value.
pub trait Type {
    /// What the capture thread copies, and when.
    const GRAB: Grab = Grab::Register;
    /// At which stop it can be shown.
    const SHOWN: Shown = match Self::GRAB.when() {
        When::Entry => Shown::Entry,
        When::Exit | When::Both | When::ExitAlways | When::BothAlways => Shown::Exit,
    };
    /// What the selection of calls by `%file`, `%desc` and `-P` wants to know of it.
    const ROLE: Role = Role::Plain;

    /// What the decoding thread makes of `word`, the register's content cut to the ABI's word.
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a>;
}

/// Something that stands in memory.
pub trait Layout {
    /// `sizeof`, for each ABI.
    const SIZE: Sizes;
    /// Its alignment, for each ABI.
    const ALIGN: Sizes = Self::SIZE;
    /// Pointers inside it that the capture thread follows.
    const LINKS: &'static [Link] = &[];

    /// What the decoding thread makes of its `bytes`, which are exactly as many as its size.
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a>;
}

/// At which of a call's stops an argument can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As soon as the call begins.
    Entry,
    /// When it has ended.
    Exit,
    /// In part as soon as the call begins, the rest when it has ended: a structure whose answer is shown behind it (clone3(2)). What
    /// is shown at the beginning is a prefix of the whole.
    Growing,
}

/// What an argument means beyond its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing.
    Plain,
    /// A file's path.
    Path,
    /// A file descriptor that the call uses.
    Descriptor,
}

pub use context::Cursor;
pub(crate) use context::number as number_of;
pub(crate) use layout::{align_of_integer, align_of_members, size_of_integer, size_of_members};

mod layout;
