//! Calls on descriptors that have 64-bit arguments before others.

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;
use crate::types::descriptor::{Advice, FallocateMode, SyncFileRangeFlags, is_separate};
use crate::types::number::{Fd, Hex, Size, Wide, Zero};

pub(super) static ROWS: &[Syscall] = syscalls! {
    sync_file_range(fd: Fd, offset: Wide<offset>, offset_high: Hex where is_separate(offset), nbytes: Wide<nbytes>, nbytes_high: Hex where is_separate(nbytes), flags: SyncFileRangeFlags) -> Zero;
    fallocate(fd: Fd, mode: FallocateMode, offset: Wide<offset>, offset_high: Hex where is_separate(offset), len: Wide<len>) -> Zero;
    fadvise64(fd: Fd, offset: Wide<offset>, offset_high: Hex where is_separate(offset), len: Size, advice: Advice) -> Zero;
    readahead(fd: Fd, offset: Wide<offset>, offset_high: Hex where is_separate(offset), count: Size) -> Zero;
};
