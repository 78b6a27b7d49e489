//! Memory mappings (`%memory`).

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;
use crate::types::memory::{MapFlags, Protection};
use crate::types::number::{Address, Fd, Hex, Size, Zero};

pub(super) static ROWS: &[Syscall] = syscalls! {
    brk(addr: Address) -> Address;
    mmap(addr: Address, length: Size, prot: Protection, flags: MapFlags, fd: Fd, offset: Hex) -> Address;
    munmap(addr: Address, length: Size) -> Zero;
    mprotect(addr: Address, len: Size, prot: Protection) -> Zero;
};
