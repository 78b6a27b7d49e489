//! Calls that belong to no class.

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;

pub(super) static ROWS: &[Syscall] = syscalls! {};

#[cfg(test)]
mod tests;
