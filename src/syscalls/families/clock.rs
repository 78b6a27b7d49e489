//! Clocks, timers and sleeping (`%clock` and others).

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;

pub(super) static ROWS: &[Syscall] = syscalls! {};
