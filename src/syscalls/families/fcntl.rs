//! fcntl(2), which is called fcntl64 where the ABI has 32-bit file offsets too.

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;
use crate::types::fcntl::*;
use crate::types::file::OpenFlags;
use crate::types::number::{Fd, Hex, Int, Long, Pid, Signal, Zero};
use crate::types::pointer::{In, InCell, Out, OutCell};
use linux_raw_sys::general::*;

const F_GETLK64: u32 = 12;
const F_SETLK64: u32 = 13;
const F_SETLKW64: u32 = 14;

/// The rows of a call of this name; `F_GETLK64` and its like exist for the second name alone.
macro_rules! rows {
    ($fcntl:ident $(, $wide:ident)?) => {
        syscalls! {
            $fcntl(fd: Fd, cmd: FcntlCommand, arg: Hex) -> Long;
            $fcntl[cmd = F_DUPFD | F_DUPFD_CLOEXEC](fd: Fd, cmd: FcntlCommand, arg: Long) -> Fd;
            $fcntl[cmd = F_GETFD](fd: Fd, cmd: FcntlCommand) -> FdFlagsFound;
            $fcntl[cmd = F_SETFD](fd: Fd, cmd: FcntlCommand, arg: FdFlags) -> Zero;
            $fcntl[cmd = F_GETFL](fd: Fd, cmd: FcntlCommand) -> OpenFlagsFound;
            $fcntl[cmd = F_SETFL](fd: Fd, cmd: FcntlCommand, arg: OpenFlags) -> Zero;
            $fcntl[cmd = F_SETLK | F_SETLKW](fd: Fd, cmd: FcntlCommand, lock: In<Flock>) -> Zero;
            $fcntl[cmd = F_GETLK](fd: Fd, cmd: FcntlCommand, lock: Out<FlockHeld>) -> Zero;
            $fcntl[cmd = F_OFD_SETLK | F_OFD_SETLKW](fd: Fd, cmd: FcntlCommand, lock: In<Flock64>) -> Zero;
            $fcntl[cmd = F_OFD_GETLK](fd: Fd, cmd: FcntlCommand, lock: Out<FlockHeld64>) -> Zero;
            $(
                $wide[cmd = F_SETLK64 | F_SETLKW64](fd: Fd, cmd: FcntlCommand, lock: In<Flock64>) -> Zero;
                $wide[cmd = F_GETLK64](fd: Fd, cmd: FcntlCommand, lock: Out<FlockHeld64>) -> Zero;
            )?
            $fcntl[cmd = F_GETOWN](fd: Fd, cmd: FcntlCommand) -> Pid;
            $fcntl[cmd = F_SETOWN](fd: Fd, cmd: FcntlCommand, arg: Pid) -> Zero;
            $fcntl[cmd = F_SETOWN_EX](fd: Fd, cmd: FcntlCommand, arg: In<OwnerEx>) -> Zero;
            $fcntl[cmd = F_GETOWN_EX](fd: Fd, cmd: FcntlCommand, arg: Out<OwnerEx>) -> Zero;
            $fcntl[cmd = F_GETSIG](fd: Fd, cmd: FcntlCommand) -> SignalFound;
            $fcntl[cmd = F_SETSIG](fd: Fd, cmd: FcntlCommand, arg: Signal) -> Zero;
            $fcntl[cmd = F_GETLEASE](fd: Fd, cmd: FcntlCommand) -> LeaseFound;
            $fcntl[cmd = F_SETLEASE](fd: Fd, cmd: FcntlCommand, arg: LeaseType) -> Zero;
            $fcntl[cmd = F_NOTIFY](fd: Fd, cmd: FcntlCommand, arg: DirectoryEvents) -> Zero;
            $fcntl[cmd = F_DUPFD_QUERY](fd: Fd, cmd: FcntlCommand, arg: Fd) -> Int;
            $fcntl[cmd = F_GETPIPE_SZ](fd: Fd, cmd: FcntlCommand) -> Long;
            $fcntl[cmd = F_SETPIPE_SZ](fd: Fd, cmd: FcntlCommand, arg: Long) -> Long;
            $fcntl[cmd = F_GET_SEALS](fd: Fd, cmd: FcntlCommand) -> SealsFound;
            $fcntl[cmd = F_ADD_SEALS](fd: Fd, cmd: FcntlCommand, arg: Seals) -> Zero;
            $fcntl[cmd = F_GET_RW_HINT | F_GET_FILE_RW_HINT](fd: Fd, cmd: FcntlCommand, arg: OutCell<WriteLife>) -> Zero;
            $fcntl[cmd = F_SET_RW_HINT | F_SET_FILE_RW_HINT](fd: Fd, cmd: FcntlCommand, arg: InCell<WriteLife>) -> Zero;
        }
    };
}

pub(super) static FCNTL: &[Syscall] = rows!(fcntl);
pub(super) static FCNTL64: &[Syscall] = rows!(fcntl64, fcntl64);
