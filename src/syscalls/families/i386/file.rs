//! Calls that take a file's name, in the form that i386 has: users and groups of 16 bits, masks in two registers.

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;
use crate::types::data::Path;
use crate::types::file::Id16;
use crate::types::notify::{FanotifyDirFd, FanotifyMarkFlags, FanotifyMask};
use crate::types::number::{Fd, Hex, Zero};

#[rustfmt::skip]
pub(super) static ROWS: &[Syscall] = syscalls! {
    chown(pathname: Path, owner: Id16, group: Id16) -> Zero;
    lchown(pathname: Path, owner: Id16, group: Id16) -> Zero;
    fchown(fd: Fd, owner: Id16, group: Id16) -> Zero;
    fanotify_mark(fanotify_fd: Fd, flags: FanotifyMarkFlags, mask: FanotifyMask<mask>, upper: Hex where shown_before(mask), dirfd: FanotifyDirFd, pathname: Path) -> Zero;
};

/// The upper half of a number is shown with the lower one.
fn shown_before(_: u64) -> bool {
    false
}
