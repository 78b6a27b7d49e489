//! Signals (`%signal`).

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;

pub(super) static ROWS: &[Syscall] = syscalls! {};
