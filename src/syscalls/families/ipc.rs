//! System V and POSIX inter-process communication (`%ipc`).

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;

pub(super) static ROWS: &[Syscall] = syscalls! {};
