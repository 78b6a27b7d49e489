//! User and group ids, capabilities (`%creds`).

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;

pub(super) static ROWS: &[Syscall] = syscalls! {};
