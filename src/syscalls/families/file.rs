//! Calls that take a file's name (`%file`), and those that do the same to a descriptor: fstat(2) and stat(2) share their
//! structures, so that one finds them side by side.

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;
use crate::types::attributes::{
    AttributeArguments, AttributeArgumentsOut, AttributeFlags, AttributeIn, AttributeNames, AttributeOut,
    FileAttributes,
};
use crate::types::data::{FilledPath, Path, PathOut, Str};
use crate::types::date::{FileTimespec, FileTimespec64, FileTimeval, Utimbuf};
use crate::types::extensible::{ExtensibleIn, ExtensibleOut};
use crate::types::file::{
    AccessFlags, AccessMode, AtFlags, Mode, OpenFlags, OpenHow, RenameFlags, SwapArgument, WideLength, creates,
};
use crate::types::handle::{HandleFlags, HandleIn, HandleOut};
use crate::types::mount::{
    BinaryOption, ConfigCommand, MakeMountFlags, MountAttributeFlags32, MountAttributes, MountData, MountFlags,
    MountType, MoveMountFlags, OpenFilesystemFlags, OpenTreeFlags, PickFlags, SetAttributesFlags, UmountFlags,
};
use crate::types::mount_status::{ListMountFlags, ListMountRequest, MountStatus, StatMountRequest};
use crate::types::notify::{FanotifyDirFd, FanotifyInit, FanotifyMarkFlags, FanotifyMask, InotifyFlags, InotifyMask};
use crate::types::number::{Address, DirFd, Fd, Hex64, Id, Int, Size, Ulong, Zero};
use crate::types::pointer::{ArrayFilled, In, InCell, Out, OutCell, Several};
use crate::types::quota::{
    self, DiskQuota, NextDiskQuota, QuotaCommand, QuotaFormat, QuotaInfo, QuotaState, XfsDiskQuota, XfsQuotaState,
    XfsQuotaStateV,
};
use crate::types::stat::{Device, FileMode, OldStat, Stat, Stat64, Statx, StatxFlags, StatxMask, is_device};
use crate::types::statfs::{Statfs, Statfs64};
use linux_raw_sys::general::fsconfig_command::{
    FSCONFIG_SET_BINARY, FSCONFIG_SET_FD, FSCONFIG_SET_FLAG, FSCONFIG_SET_PATH, FSCONFIG_SET_PATH_EMPTY,
    FSCONFIG_SET_STRING,
};

#[cfg(test)]
mod tests;

#[rustfmt::skip]
pub(super) static ROWS: &[Syscall] = syscalls! {
    open(pathname: Path, flags: OpenFlags, mode: Mode where creates(flags)) -> Fd;
    openat(dirfd: DirFd, pathname: Path, flags: OpenFlags, mode: Mode where creates(flags)) -> Fd;
    openat2(dirfd: DirFd, pathname: Path, how: ExtensibleIn<OpenHow, size>, size: Size) -> Fd;
    creat(pathname: Path, mode: Mode) -> Fd;
    access(pathname: Path, mode: AccessMode) -> Zero;
    faccessat(dirfd: DirFd, pathname: Path, mode: AccessMode) -> Zero;
    faccessat2(dirfd: DirFd, pathname: Path, mode: AccessMode, flags: AccessFlags) -> Zero;
    readlink(pathname: Path, buf: FilledPath<bufsiz>, bufsiz: Size) -> Size;
    readlinkat(dirfd: DirFd, pathname: Path, buf: FilledPath<bufsiz>, bufsiz: Size) -> Size;
    truncate(path: Path, length: Ulong) -> Zero;
    truncate64(path: Path, length: WideLength<length>) -> Zero;

    stat(pathname: Path, statbuf: Out<Stat>) -> Zero;
    lstat(pathname: Path, statbuf: Out<Stat>) -> Zero;
    fstat(fd: Fd, statbuf: Out<Stat>) -> Zero;
    newfstatat(dirfd: DirFd, pathname: Path, statbuf: Out<Stat>, flags: AtFlags) -> Zero;
    stat64(pathname: Path, statbuf: Out<Stat64>) -> Zero;
    lstat64(pathname: Path, statbuf: Out<Stat64>) -> Zero;
    fstat64(fd: Fd, statbuf: Out<Stat64>) -> Zero;
    fstatat64(dirfd: DirFd, pathname: Path, statbuf: Out<Stat64>, flags: AtFlags) -> Zero;
    oldstat(pathname: Path, statbuf: Out<OldStat>) -> Zero;
    oldlstat(pathname: Path, statbuf: Out<OldStat>) -> Zero;
    oldfstat(fd: Fd, statbuf: Out<OldStat>) -> Zero;
    statx(dirfd: DirFd, pathname: Path, flags: StatxFlags, mask: StatxMask, statxbuf: Out<Statx>) -> Zero;
    statfs(path: Path, buf: Out<Statfs>) -> Zero;
    fstatfs(fd: Fd, buf: Out<Statfs>) -> Zero;
    statfs64(path: Path, size: Size, buf: Statfs64<size>) -> Zero;
    fstatfs64(fd: Fd, size: Size, buf: Statfs64<size>) -> Zero;
    ustat(dev: Device, ubuf: Address) -> Zero;

    chdir(path: Path) -> Zero;
    fchdir(fd: Fd) -> Zero;
    getcwd(buf: PathOut, size: Size) -> Size;
    chroot(path: Path) -> Zero;
    mkdir(pathname: Path, mode: Mode) -> Zero;
    mkdirat(dirfd: DirFd, pathname: Path, mode: Mode) -> Zero;
    rmdir(pathname: Path) -> Zero;
    mknod(pathname: Path, mode: FileMode, dev: Device where is_device(mode)) -> Zero;
    mknodat(dirfd: DirFd, pathname: Path, mode: FileMode, dev: Device where is_device(mode)) -> Zero;
    rename(oldpath: Path, newpath: Path) -> Zero;
    renameat(olddirfd: DirFd, oldpath: Path, newdirfd: DirFd, newpath: Path) -> Zero;
    renameat2(olddirfd: DirFd, oldpath: Path, newdirfd: DirFd, newpath: Path, flags: RenameFlags) -> Zero;
    link(oldpath: Path, newpath: Path) -> Zero;
    linkat(olddirfd: DirFd, oldpath: Path, newdirfd: DirFd, newpath: Path, flags: AtFlags) -> Zero;
    symlink(target: Path, linkpath: Path) -> Zero;
    symlinkat(target: Path, newdirfd: DirFd, linkpath: Path) -> Zero;
    unlink(pathname: Path) -> Zero;
    unlinkat(dirfd: DirFd, pathname: Path, flags: AtFlags) -> Zero;

    chmod(pathname: Path, mode: Mode) -> Zero;
    fchmod(fd: Fd, mode: Mode) -> Zero;
    fchmodat(dirfd: DirFd, pathname: Path, mode: Mode) -> Zero;
    fchmodat2(dirfd: DirFd, pathname: Path, mode: Mode, flags: AtFlags) -> Zero;
    chown(pathname: Path, owner: Id, group: Id) -> Zero;
    lchown(pathname: Path, owner: Id, group: Id) -> Zero;
    fchown(fd: Fd, owner: Id, group: Id) -> Zero;
    chown32(pathname: Path, owner: Id, group: Id) -> Zero;
    lchown32(pathname: Path, owner: Id, group: Id) -> Zero;
    fchown32(fd: Fd, owner: Id, group: Id) -> Zero;
    fchownat(dirfd: DirFd, pathname: Path, owner: Id, group: Id, flags: AtFlags) -> Zero;
    utime(filename: Path, times: In<Utimbuf>) -> Zero;
    utimes(filename: Path, times: In<Several<FileTimeval, 2>>) -> Zero;
    futimesat(dirfd: DirFd, pathname: Path, times: In<Several<FileTimeval, 2>>) -> Zero;
    utimensat(dirfd: DirFd, pathname: Path, times: In<Several<FileTimespec, 2>>, flags: AtFlags) -> Zero;
    utimensat_time64(dirfd: DirFd, pathname: Path, times: In<Several<FileTimespec64, 2>>, flags: AtFlags) -> Zero;
    file_getattr(dirfd: DirFd, pathname: Path, attr: ExtensibleOut<FileAttributes, size>, size: Size, flags: AtFlags) -> Zero;
    file_setattr(dirfd: DirFd, pathname: Path, attr: ExtensibleIn<FileAttributes, size>, size: Size, flags: AtFlags) -> Zero;

    setxattr(path: Path, name: Str, value: AttributeIn<size>, size: Size, flags: AttributeFlags) -> Zero;
    lsetxattr(path: Path, name: Str, value: AttributeIn<size>, size: Size, flags: AttributeFlags) -> Zero;
    fsetxattr(fd: Fd, name: Str, value: AttributeIn<size>, size: Size, flags: AttributeFlags) -> Zero;
    setxattrat(dirfd: DirFd, pathname: Path, at_flags: AtFlags, name: Str, args: In<AttributeArguments>, size: Size) -> Zero;
    getxattr(path: Path, name: Str, value: AttributeOut<size>, size: Size) -> Size;
    lgetxattr(path: Path, name: Str, value: AttributeOut<size>, size: Size) -> Size;
    fgetxattr(fd: Fd, name: Str, value: AttributeOut<size>, size: Size) -> Size;
    getxattrat(dirfd: DirFd, pathname: Path, at_flags: AtFlags, name: Str, args: AttributeArgumentsOut, size: Size) -> Size;
    listxattr(path: Path, list: AttributeNames<size>, size: Size) -> Size;
    llistxattr(path: Path, list: AttributeNames<size>, size: Size) -> Size;
    flistxattr(fd: Fd, list: AttributeNames<size>, size: Size) -> Size;
    listxattrat(dirfd: DirFd, pathname: Path, at_flags: AtFlags, list: AttributeNames<size>, size: Size) -> Size;
    removexattr(path: Path, name: Str) -> Zero;
    lremovexattr(path: Path, name: Str) -> Zero;
    fremovexattr(fd: Fd, name: Str) -> Zero;
    removexattrat(dirfd: DirFd, pathname: Path, at_flags: AtFlags, name: Str) -> Zero;

    mount(source: Path, target: Path, filesystemtype: MountType, mountflags: MountFlags, data: MountData) -> Zero;
    umount(target: Path) -> Zero;
    umount2(target: Path, flags: UmountFlags) -> Zero;
    pivot_root(new_root: Path, put_old: Path) -> Zero;
    fsopen(fsname: Str, flags: OpenFilesystemFlags) -> Fd;
    fsconfig(fd: Fd, cmd: ConfigCommand, key: Address, value: Address, aux: Int) -> Zero;
    fsconfig[cmd = FSCONFIG_SET_FLAG](fd: Fd, cmd: ConfigCommand, key: Str, value: Address, aux: Int) -> Zero;
    fsconfig[cmd = FSCONFIG_SET_STRING](fd: Fd, cmd: ConfigCommand, key: Str, value: Str, aux: Int) -> Zero;
    fsconfig[cmd = FSCONFIG_SET_BINARY](fd: Fd, cmd: ConfigCommand, key: Str, value: BinaryOption<aux>, aux: Int) -> Zero;
    fsconfig[cmd = FSCONFIG_SET_PATH | FSCONFIG_SET_PATH_EMPTY](fd: Fd, cmd: ConfigCommand, key: Str, value: Path, aux: DirFd) -> Zero;
    fsconfig[cmd = FSCONFIG_SET_FD](fd: Fd, cmd: ConfigCommand, key: Str, value: Address, aux: Fd) -> Zero;
    fsmount(fd: Fd, flags: MakeMountFlags, attr_flags: MountAttributeFlags32) -> Fd;
    fspick(dirfd: DirFd, pathname: Path, flags: PickFlags) -> Fd;
    open_tree(dirfd: DirFd, pathname: Path, flags: OpenTreeFlags) -> Fd;
    open_tree_attr(dirfd: DirFd, pathname: Path, flags: OpenTreeFlags, attr: ExtensibleIn<MountAttributes, size>, size: Size) -> Fd;
    move_mount(from_dirfd: DirFd, from_pathname: Path, to_dirfd: DirFd, to_pathname: Path, flags: MoveMountFlags) -> Zero;
    mount_setattr(dirfd: DirFd, pathname: Path, flags: SetAttributesFlags, attr: ExtensibleIn<MountAttributes, size>, size: Size) -> Zero;
    statmount(req: StatMountRequest, buf: MountStatus<bufsize>, bufsize: Size, flags: Hex64) -> Zero;
    listmount(req: ListMountRequest, mnt_ids: ArrayFilled<Hex64, nr_mnt_ids>, nr_mnt_ids: Size, flags: ListMountFlags) -> Size;

    name_to_handle_at(dirfd: DirFd, pathname: Path, handle: HandleOut, mount_id: OutCell<Int>, flags: HandleFlags) -> Zero;
    open_by_handle_at(mount_fd: Fd, handle: HandleIn, flags: OpenFlags) -> Fd;
    inotify_init() -> Fd;
    inotify_init1(flags: InotifyFlags) -> Fd;
    inotify_add_watch(fd: Fd, pathname: Path, mask: InotifyMask) -> Int;
    inotify_rm_watch(fd: Fd, wd: Int) -> Zero;
    fanotify_init(flags: FanotifyInit, event_f_flags: OpenFlags) -> Fd;
    fanotify_mark(fanotify_fd: Fd, flags: FanotifyMarkFlags, mask: FanotifyMask<mask>, dirfd: FanotifyDirFd, pathname: Path) -> Zero;

    acct(filename: Path) -> Zero;
    swapon(path: Path, swapflags: SwapArgument) -> Zero;
    swapoff(path: Path) -> Zero;
    uselib(library: Path) -> Zero;

    quotactl(cmd: QuotaCommand, special: Path, id: Id, addr: Address) -> Zero;
    quotactl[cmd & 0xffffff00 = quota::SYNC | quota::QUOTAOFF | quota::XQUOTASYNC](cmd: QuotaCommand, special: Path) -> Zero;
    quotactl[cmd & 0xffffff00 = quota::QUOTAON](cmd: QuotaCommand, special: Path, id: QuotaFormat, addr: Path) -> Zero;
    quotactl[cmd & 0xffffff00 = quota::GETFMT](cmd: QuotaCommand, special: Path, id: Id where never(cmd), addr: OutCell<QuotaFormat>) -> Zero;
    quotactl[cmd & 0xffffff00 = quota::GETINFO](cmd: QuotaCommand, special: Path, id: Id where never(cmd), addr: Out<QuotaInfo>) -> Zero;
    quotactl[cmd & 0xffffff00 = quota::SETINFO](cmd: QuotaCommand, special: Path, id: Id where never(cmd), addr: In<QuotaInfo>) -> Zero;
    quotactl[cmd & 0xffffff00 = quota::GETQUOTA](cmd: QuotaCommand, special: Path, id: Id, addr: Out<DiskQuota>) -> Zero;
    quotactl[cmd & 0xffffff00 = quota::GETNEXTQUOTA](cmd: QuotaCommand, special: Path, id: Id, addr: Out<NextDiskQuota>) -> Zero;
    quotactl[cmd & 0xffffff00 = quota::SETQUOTA](cmd: QuotaCommand, special: Path, id: Id, addr: In<DiskQuota>) -> Zero;
    quotactl[cmd & 0xffffff00 = quota::XQUOTAON | quota::XQUOTAOFF | quota::XQUOTARM](cmd: QuotaCommand, special: Path, id: Id where never(cmd), addr: InCell<QuotaState>) -> Zero;
    quotactl[cmd & 0xffffff00 = quota::XGETQUOTA | quota::XGETNEXTQUOTA](cmd: QuotaCommand, special: Path, id: Id, addr: Out<XfsDiskQuota>) -> Zero;
    quotactl[cmd & 0xffffff00 = quota::XSETQLIM](cmd: QuotaCommand, special: Path, id: Id, addr: In<XfsDiskQuota>) -> Zero;
    quotactl[cmd & 0xffffff00 = quota::XGETQSTAT](cmd: QuotaCommand, special: Path, id: Id where never(cmd), addr: Out<XfsQuotaState>) -> Zero;
    quotactl[cmd & 0xffffff00 = quota::XGETQSTATV](cmd: QuotaCommand, special: Path, id: Id where never(cmd), addr: Out<XfsQuotaStateV>) -> Zero;
    quotactl_fd(fd: Fd, cmd: QuotaCommand, id: Id, addr: Address) -> Zero;
    quotactl_fd[cmd & 0xffffff00 = quota::SYNC | quota::QUOTAOFF | quota::XQUOTASYNC](fd: Fd, cmd: QuotaCommand) -> Zero;
    quotactl_fd[cmd & 0xffffff00 = quota::QUOTAON](fd: Fd, cmd: QuotaCommand, id: QuotaFormat, addr: Path) -> Zero;
    quotactl_fd[cmd & 0xffffff00 = quota::GETFMT](fd: Fd, cmd: QuotaCommand, id: Id where never(cmd), addr: OutCell<QuotaFormat>) -> Zero;
    quotactl_fd[cmd & 0xffffff00 = quota::GETINFO](fd: Fd, cmd: QuotaCommand, id: Id where never(cmd), addr: Out<QuotaInfo>) -> Zero;
    quotactl_fd[cmd & 0xffffff00 = quota::SETINFO](fd: Fd, cmd: QuotaCommand, id: Id where never(cmd), addr: In<QuotaInfo>) -> Zero;
    quotactl_fd[cmd & 0xffffff00 = quota::GETQUOTA](fd: Fd, cmd: QuotaCommand, id: Id, addr: Out<DiskQuota>) -> Zero;
    quotactl_fd[cmd & 0xffffff00 = quota::GETNEXTQUOTA](fd: Fd, cmd: QuotaCommand, id: Id, addr: Out<NextDiskQuota>) -> Zero;
    quotactl_fd[cmd & 0xffffff00 = quota::SETQUOTA](fd: Fd, cmd: QuotaCommand, id: Id, addr: In<DiskQuota>) -> Zero;
    quotactl_fd[cmd & 0xffffff00 = quota::XQUOTAON | quota::XQUOTAOFF | quota::XQUOTARM](fd: Fd, cmd: QuotaCommand, id: Id where never(cmd), addr: InCell<QuotaState>) -> Zero;
    quotactl_fd[cmd & 0xffffff00 = quota::XGETQUOTA | quota::XGETNEXTQUOTA](fd: Fd, cmd: QuotaCommand, id: Id, addr: Out<XfsDiskQuota>) -> Zero;
    quotactl_fd[cmd & 0xffffff00 = quota::XSETQLIM](fd: Fd, cmd: QuotaCommand, id: Id, addr: In<XfsDiskQuota>) -> Zero;
    quotactl_fd[cmd & 0xffffff00 = quota::XGETQSTAT](fd: Fd, cmd: QuotaCommand, id: Id where never(cmd), addr: Out<XfsQuotaState>) -> Zero;
    quotactl_fd[cmd & 0xffffff00 = quota::XGETQSTATV](fd: Fd, cmd: QuotaCommand, id: Id where never(cmd), addr: Out<XfsQuotaStateV>) -> Zero;
};

/// The argument is there, but this command of the call does not look at it.
fn never(_: u64) -> bool {
    false
}
