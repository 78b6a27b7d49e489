//! Files by name: how they are opened, looked up and renamed.

use super::number::U64;
use super::{Context, Cursor, Layout, Type, flags, names, numbers};
use crate::snapshot::Sizes;
use crate::value::{Field, Value};
use linux_raw_sys::general::*;

names! {
    /// The access mode inside open's flags (open(2)).
    OpenMode: u32 "O_???" { O_RDONLY, O_WRONLY, O_RDWR, O_ACCMODE = 3 }
    /// Where an offset counts from (lseek(2)).
    Whence: u32 "SEEK_???" { SEEK_SET, SEEK_CUR, SEEK_END, SEEK_DATA, SEEK_HOLE }
}

flags! {
    /// open(2)'s flags, with the kernel's values: glibc's `O_LARGEFILE` is 0 on x86_64.
    OpenFlags: u32 "O_???" [O_ACCMODE => OpenMode] {
        O_CREAT, O_EXCL, O_NOCTTY, O_TRUNC, O_APPEND, O_NONBLOCK, O_SYNC, __O_SYNC, O_DSYNC, O_DIRECT, O_LARGEFILE, O_NOFOLLOW,
        O_NOATIME, O_CLOEXEC, O_PATH, O_TMPFILE, O_DIRECTORY, __O_TMPFILE, FASYNC,
    }
    /// How openat2(2) resolves a path.
    ResolveFlags: u64 "RESOLVE_???" {
        RESOLVE_NO_XDEV, RESOLVE_NO_MAGICLINKS, RESOLVE_NO_SYMLINKS, RESOLVE_BENEATH, RESOLVE_IN_ROOT, RESOLVE_CACHED,
    }
    /// access(2)'s mode.
    AccessMode: u32 "?_OK" { F_OK, R_OK = 4, W_OK = 2, X_OK = 1 }
    /// faccessat2(2)'s flags.
    AccessFlags: u32 "AT_???" { AT_SYMLINK_NOFOLLOW, AT_EACCESS, AT_EMPTY_PATH }
    /// The `AT_*` flags of calls that take a directory's descriptor.
    AtFlags: u32 "AT_???" {
        AT_SYMLINK_NOFOLLOW, AT_REMOVEDIR, AT_SYMLINK_FOLLOW, AT_NO_AUTOMOUNT, AT_EMPTY_PATH, AT_RECURSIVE,
    }
    /// renameat2(2)'s flags.
    RenameFlags: u32 "RENAME_??" { RENAME_NOREPLACE, RENAME_EXCHANGE, RENAME_WHITEOUT }
    /// swapon(2)'s flags, without the priority.
    SwapFlags: u32 "SWAP_FLAG_???" {
        SWAP_FLAG_PREFER = 0x8000, SWAP_FLAG_DISCARD = 0x10000, SWAP_FLAG_DISCARD_ONCE = 0x20000,
        SWAP_FLAG_DISCARD_PAGES = 0x40000,
    }
}

numbers! {
    /// Permissions of a file, in octal (`umode_t`).
    Mode: Sizes::same(2); |_context, word| Value::Octal(word);
    /// `uid_t` or `gid_t` of the calls of i386 that have 16 bits for it; -1 stands for "unchanged".
    Id16: Sizes::same(2); |_context, word| if word == 0xffff { Value::Int(-1) } else { Value::Uint(word) };
    /// swapon(2)'s flags and, in the lower 15 bits, the priority.
    SwapArgument: Sizes::same(4); |_context, word| swap(word);
}

/// A length of 64 bits without a sign: one register of a 64-bit ABI; on i386 the register of this index holds the lower half
/// and the next one the upper.
#[derive(Clone, Copy, Debug)]
pub struct WideLength<const INDEX: usize>;

impl<const INDEX: usize> Type for WideLength<INDEX> {
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        match super::number::Wide::<INDEX>::show(context, word) {
            Value::Int(number) => Value::Uint(number as u64),
            value => value,
        }
    }
}

/// `struct open_how` (openat2(2)).
#[derive(Clone, Copy, Debug)]
pub struct OpenHow;

impl Layout for OpenHow {
    const SIZE: Sizes = Sizes::same(24);
    const ALIGN: Sizes = U64::ALIGN;
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        let mut at = Cursor::new(context.abi, bytes);
        let (flags, mode) = (at.number::<U64>(), at.number::<U64>());
        let mut fields = vec![Field::new("flags", Value::Flags(OpenFlags::FLAGS, flags))];
        // It must be 0 where nothing is made.
        if mode != 0 || creates(flags) {
            fields.push(Field::new("mode", Value::Octal(mode)));
        }
        fields.push(Field::new("resolve", at.next::<ResolveFlags>(context)));
        Value::Struct(fields)
    }
}

/// Whether open's flags make it take a mode (open(2): `O_CREAT` or `O_TMPFILE`).
pub fn creates(flags: u64) -> bool {
    flags & u64::from(O_CREAT | __O_TMPFILE) != 0
}

fn swap<'a>(word: u64) -> Value<'a> {
    /// `SWAP_FLAG_PRIO_MASK` (linux/swap.h).
    const PRIORITY: u64 = 0x7fff;
    let priority = Value::Uint(word & PRIORITY);
    match word & !PRIORITY {
        0 => priority,
        flags => Value::Joined("|", vec![Value::Flags(SwapFlags::FLAGS, flags), priority]),
    }
}
