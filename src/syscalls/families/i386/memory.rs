//! Mappings: the offset in pages, and the old call with its arguments in memory.

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;
use crate::types::memory::{MapArguments, MapFlags, PagedOffset, Protection};
use crate::types::number::{Address, Fd, Size};
use crate::types::pointer::In;

pub(super) static ROWS: &[Syscall] = syscalls! {
    mmap(arg: In<MapArguments>) -> Address;
    mmap2(addr: Address, length: Size, prot: Protection, flags: MapFlags, fd: Fd, pgoffset: PagedOffset) -> Address;
};
