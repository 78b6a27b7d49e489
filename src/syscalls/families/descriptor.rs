//! Calls that work on descriptors (`%desc`).

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;
use crate::types::data::{Bytes, Filled};
use crate::types::file::Whence;
use crate::types::number::{Fd, Size, Wide, Zero};

pub(super) static ROWS: &[Syscall] = syscalls! {
    read(fd: Fd, buf: Filled<count>, count: Size) -> Size;
    write(fd: Fd, buf: Bytes<count>, count: Size) -> Size;
    pread64(fd: Fd, buf: Filled<count>, count: Size, offset: Wide<offset>) -> Size;
    pwrite64(fd: Fd, buf: Bytes<count>, count: Size, offset: Wide<offset>) -> Size;
    close(fd: Fd) -> Zero;
    lseek(fd: Fd, offset: Wide<offset>, whence: Whence) -> Wide<0>;
    dup(oldfd: Fd) -> Fd;
    dup2(oldfd: Fd, newfd: Fd) -> Fd;
};
