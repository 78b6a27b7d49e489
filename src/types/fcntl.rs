//! fcntl(2): commands, locks, owners, and what its results mean.

use super::file::OpenFlags;
use super::number::{I64, Id, Int, Long, Pid};
use super::{Context, Type, flags, names, records};
use crate::value::Value;
use linux_raw_sys::general::*;

names! {
    /// fcntl(2)'s commands.
    FcntlCommand: u32 "F_???" {
        F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETLK, F_SETLK, F_SETLKW, F_SETOWN, F_GETOWN, F_SETSIG, F_GETSIG,
        F_GETLK64 = 12, F_SETLK64 = 13, F_SETLKW64 = 14, F_SETOWN_EX, F_GETOWN_EX, F_GETOWNER_UIDS, F_OFD_GETLK,
        F_OFD_SETLK, F_OFD_SETLKW, F_SETLEASE, F_GETLEASE, F_NOTIFY, F_DUPFD_QUERY, F_CREATED_QUERY, F_CANCELLK,
        F_DUPFD_CLOEXEC, F_SETPIPE_SZ, F_GETPIPE_SZ, F_ADD_SEALS, F_GET_SEALS, F_GET_RW_HINT, F_SET_RW_HINT,
        F_GET_FILE_RW_HINT, F_SET_FILE_RW_HINT,
    }
    /// What a lock or a lease is (fcntl(2)).
    LockType: u16 "F_???" { F_RDLCK, F_WRLCK, F_UNLCK, F_EXLCK, F_SHLCK }
    /// The same in a register.
    LeaseType: u32 "F_???" { F_RDLCK, F_WRLCK, F_UNLCK, F_EXLCK, F_SHLCK }
    /// Where a lock's offset counts from.
    LockWhence: u16 "SEEK_???" { SEEK_SET, SEEK_CUR, SEEK_END, SEEK_DATA, SEEK_HOLE }
    /// What an owner is.
    OwnerType: u32 "F_OWNER_???" { F_OWNER_TID, F_OWNER_PID, F_OWNER_PGRP }
    /// How long data written is expected to live.
    WriteLife: u64 "RWH_???" {
        RWH_WRITE_LIFE_NOT_SET, RWH_WRITE_LIFE_NONE, RWH_WRITE_LIFE_SHORT, RWH_WRITE_LIFE_MEDIUM, RWH_WRITE_LIFE_LONG,
        RWH_WRITE_LIFE_EXTREME,
    }
}

flags! {
    /// A descriptor's own flags.
    FdFlags: u32 "FD_???" { FD_CLOEXEC }
    /// What happens in a directory (`F_NOTIFY`).
    DirectoryEvents: u32 "DN_???" { DN_ACCESS, DN_MODIFY, DN_CREATE, DN_DELETE, DN_RENAME, DN_ATTRIB, DN_MULTISHOT }
    /// What may no longer be done with a file (`F_ADD_SEALS`).
    Seals: u32 "F_SEAL_???" { F_SEAL_SEAL, F_SEAL_SHRINK, F_SEAL_GROW, F_SEAL_WRITE, F_SEAL_FUTURE_WRITE, F_SEAL_EXEC }
}

records! {
    /// `struct flock` of a lock that is to be set: `l_pid` means nothing then.
    Flock { l_type: LockType, l_whence: LockWhence, l_start: Long, l_len: Long, _l_pid: Pid }
    /// `struct flock` as the kernel answers it.
    FlockHeld { l_type: LockType, l_whence: LockWhence, l_start: Long, l_len: Long, l_pid: Pid }
    /// `struct flock64` of a lock that is to be set.
    Flock64 { l_type: LockType, l_whence: LockWhence, l_start: I64, l_len: I64, _l_pid: Pid }
    /// `struct flock64` as the kernel answers it.
    FlockHeld64 { l_type: LockType, l_whence: LockWhence, l_start: I64, l_len: I64, l_pid: Pid }
    /// `struct f_owner_ex`.
    OwnerEx { r#type: OwnerType, pid: Int }
}

/// `uid_t[2]`: the real and the effective user of the owner.
pub type OwnerUsers = super::pointer::Several<Id, 2>;

/// `value` with a remark that it is a set of flags.
fn noted<'a>(value: u64, remark: &'static str, meaning: Value<'a>) -> Value<'a> {
    let note = Value::Joined(" ", vec![Value::Symbol(remark), meaning]);
    Value::Noted { value: Box::new(Value::Hex(value)), note: Box::new(note), comment: false }
}

/// The result of `F_GETFD`.
#[derive(Clone, Copy, Debug)]
pub struct FdFlagsFound;

impl Type for FdFlagsFound {
    fn show<'a>(_: &Context<'a>, word: u64) -> Value<'a> {
        match word {
            0 => Value::Int(0),
            word => noted(word, "flags", Value::Flags(FdFlags::FLAGS, word)),
        }
    }
}

/// The result of `F_GETFL`.
#[derive(Clone, Copy, Debug)]
pub struct OpenFlagsFound;

impl Type for OpenFlagsFound {
    fn show<'a>(_: &Context<'a>, word: u64) -> Value<'a> {
        noted(word, "flags", Value::Flags(OpenFlags::FLAGS, word))
    }
}

/// The result of `F_GET_SEALS`.
#[derive(Clone, Copy, Debug)]
pub struct SealsFound;

impl Type for SealsFound {
    fn show<'a>(_: &Context<'a>, word: u64) -> Value<'a> {
        match word {
            0 => Value::Int(0),
            word => noted(word, "seals", Value::Flags(Seals::FLAGS, word)),
        }
    }
}

/// The result of `F_GETLEASE`.
#[derive(Clone, Copy, Debug)]
pub struct LeaseFound;

impl Type for LeaseFound {
    fn show<'a>(_: &Context<'a>, word: u64) -> Value<'a> {
        let note = Value::Name(LeaseType::NAMES, word);
        Value::Noted { value: Box::new(Value::Hex(word)), note: Box::new(note), comment: false }
    }
}

/// The result of `F_GETSIG`.
#[derive(Clone, Copy, Debug)]
pub struct SignalFound;

impl Type for SignalFound {
    fn show<'a>(_: &Context<'a>, word: u64) -> Value<'a> {
        match word as i32 {
            0 => Value::Int(0),
            number => Value::Noted {
                value: Box::new(Value::Int(i64::from(number))),
                note: Box::new(Value::Signal(number)),
                comment: false,
            },
        }
    }
}
