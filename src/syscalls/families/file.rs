//! Calls that take a file's name (`%file`).

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;
use crate::types::data::{FilledPath, Path, PathOut};
use crate::types::file::{AccessMode, AtFlags, Mode, OpenFlags};
use crate::types::number::{DirFd, Fd, Size, Zero};

pub(super) static ROWS: &[Syscall] = syscalls! {
    open(pathname: Path, flags: OpenFlags, mode: Mode where creates(flags)) -> Fd;
    openat(dirfd: DirFd, pathname: Path, flags: OpenFlags, mode: Mode where creates(flags)) -> Fd;
    creat(pathname: Path, mode: Mode) -> Fd;
    access(pathname: Path, mode: AccessMode) -> Zero;
    faccessat(dirfd: DirFd, pathname: Path, mode: AccessMode) -> Zero;
    faccessat2(dirfd: DirFd, pathname: Path, mode: AccessMode, flags: AtFlags) -> Zero;
    readlink(pathname: Path, buf: FilledPath<bufsiz>, bufsiz: Size) -> Size;
    readlinkat(dirfd: DirFd, pathname: Path, buf: FilledPath<bufsiz>, bufsiz: Size) -> Size;
    getcwd(buf: PathOut, size: Size) -> Size;
    chdir(path: Path) -> Zero;
    unlink(pathname: Path) -> Zero;
    unlinkat(dirfd: DirFd, pathname: Path, flags: AtFlags) -> Zero;
};

/// Whether open's flags make it take a mode (open(2): `O_CREAT` or `O_TMPFILE`).
fn creates(flags: u64) -> bool {
    use linux_raw_sys::general::{__O_TMPFILE, O_CREAT};
    flags & u64::from(O_CREAT | __O_TMPFILE) != 0
}
