//! User and group ids, capabilities (`%creds`).

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;
use crate::types::number::Id;

pub(super) static ROWS: &[Syscall] = syscalls! {
    getuid() -> Id;
    geteuid() -> Id;
    getgid() -> Id;
    getegid() -> Id;
};
