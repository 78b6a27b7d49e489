//! What is known of a file: `struct stat` in its historical forms, and `struct statx`.

use super::date::{StatxTimestamp, dated};
use super::number::{Id, Int, Long, Short, U64, Uint, Ulong, Ushort};
use super::{Context, Cursor, Layout, flags, names, numbers};
use crate::event::Abi;
use crate::snapshot::Sizes;
use crate::value::{Field, Value};
use linux_raw_sys::general::*;

names! {
    /// The type of a file, inside its mode (inode(7)).
    FileType: u32 "" { S_IFREG, S_IFSOCK, S_IFIFO, S_IFLNK, S_IFBLK, S_IFDIR, S_IFCHR }
    /// How fresh statx(2)'s answer is to be, inside its flags.
    StatxSync: u32 "AT_STATX_???" {
        AT_STATX_SYNC_AS_STAT, AT_STATX_FORCE_SYNC, AT_STATX_DONT_SYNC,
    }
}

flags! {
    /// statx(2)'s flags.
    StatxFlags: u32 "AT_???" [AT_STATX_SYNC_TYPE => StatxSync] {
        AT_STATX_FORCE_SYNC, AT_STATX_DONT_SYNC, AT_SYMLINK_NOFOLLOW, AT_REMOVEDIR, AT_SYMLINK_FOLLOW, AT_NO_AUTOMOUNT,
        AT_EMPTY_PATH, AT_RECURSIVE,
    }
    /// Members of `struct statx` that are wanted or filled.
    StatxMask: u32 "STATX_???" {
        STATX_ALL, STATX_BASIC_STATS, STATX_TYPE, STATX_MODE, STATX_NLINK, STATX_UID, STATX_GID, STATX_ATIME, STATX_MTIME,
        STATX_CTIME, STATX_INO, STATX_SIZE, STATX_BLOCKS, STATX_BTIME, STATX_MNT_ID, STATX_DIOALIGN, STATX_MNT_ID_UNIQUE,
        STATX_SUBVOL, STATX_WRITE_ATOMIC, STATX_DIO_READ_ALIGN,
    }
    /// statx(2)'s attributes of a file.
    StatxAttributes: u64 "STATX_ATTR_???" {
        STATX_ATTR_COMPRESSED, STATX_ATTR_IMMUTABLE, STATX_ATTR_APPEND, STATX_ATTR_NODUMP, STATX_ATTR_ENCRYPTED,
        STATX_ATTR_AUTOMOUNT, STATX_ATTR_MOUNT_ROOT, STATX_ATTR_VERITY, STATX_ATTR_DAX, STATX_ATTR_WRITE_ATOMIC,
    }
}

numbers! {
    /// A file's type and permissions, as mknod(2) takes them: 16 bits (`umode_t`).
    FileMode: Sizes::same(2); |_context, word| file_mode(word as u32);
    /// A device's number in 32 bits, of mknod(2).
    Device: Sizes::same(4); |_context, word| device(word);
}

/// `struct stat`: on i386 the one of 32-bit sizes.
#[derive(Clone, Copy, Debug)]
pub struct Stat;

/// `struct stat64` of i386.
#[derive(Clone, Copy, Debug)]
pub struct Stat64;

/// `struct __old_kernel_stat` of i386: no nanoseconds, 16-bit numbers.
#[derive(Clone, Copy, Debug)]
pub struct OldStat;

/// `struct statx`.
#[derive(Clone, Copy, Debug)]
pub struct Statx;

impl Layout for Stat {
    const SIZE: Sizes = Sizes([144, 64, 144]);
    const ALIGN: Sizes = Sizes::LONG;
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        let mut cursor = Cursor::new(context.abi, bytes);
        let at = &mut cursor;
        if context.abi != Abi::I386 {
            let (dev, ino, nlink) = (at.number::<Ulong>(), at.number::<Ulong>(), at.number::<Ulong>());
            let (mode, uid, gid) = (at.number::<Uint>() as u32, at.number::<Uint>(), at.number::<Uint>());
            at.take::<Int>();
            let (rdev, size) = (at.number::<Ulong>(), at.number::<Ulong>());
            let (blksize, blocks) = (at.number::<Ulong>(), at.number::<Ulong>());
            let times = [(); 3].map(|()| Time::with_nanoseconds(at));
            return File { dev, ino, mode, nlink, uid, gid, rdev, size, blksize, blocks, times }.show();
        }
        let (dev, ino, mode) = (at.number::<Ulong>(), at.number::<Ulong>(), at.number::<Ushort>() as u32);
        let (nlink, uid, gid) = (at.number::<Ushort>(), at.number::<Ushort>(), at.number::<Ushort>());
        let (rdev, size) = (at.number::<Ulong>(), at.number::<Ulong>());
        let (blksize, blocks) = (at.number::<Ulong>(), at.number::<Ulong>());
        let times = [(); 3].map(|()| Time::with_nanoseconds(at));
        File { dev, ino, mode, nlink, uid, gid, rdev, size, blksize, blocks, times }.show()
    }
}

impl Layout for Stat64 {
    const SIZE: Sizes = Sizes::same(96);
    const ALIGN: Sizes = Sizes::same(4);
    fn show<'a>(_: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        // Only i386 has it, packed by its rule that 64-bit numbers are aligned to 4 bytes.
        let mut cursor = Cursor::new(Abi::I386, bytes);
        let at = &mut cursor;
        let dev = at.number::<U64>();
        // Padding, and the inode in 32 bits.
        at.take::<U64>();
        let (mode, nlink) = (at.number::<Uint>() as u32, at.number::<Uint>());
        let (uid, gid, rdev) = (at.number::<Uint>(), at.number::<Uint>(), at.number::<U64>());
        at.take::<Int>();
        let (size, blksize, blocks) = (at.number::<U64>(), at.number::<Ulong>(), at.number::<U64>());
        let times = [(); 3].map(|()| Time::with_nanoseconds(at));
        let ino = at.number::<U64>();
        File { dev, ino, mode, nlink, uid, gid, rdev, size, blksize, blocks, times }.show()
    }
}

impl Layout for OldStat {
    const SIZE: Sizes = Sizes::same(32);
    const ALIGN: Sizes = Sizes::same(4);
    fn show<'a>(_: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        let mut cursor = Cursor::new(Abi::I386, bytes);
        let at = &mut cursor;
        let (dev, ino, mode) = (at.number::<Ushort>(), at.number::<Ushort>(), at.number::<Ushort>() as u32);
        let (nlink, uid, gid) = (at.number::<Ushort>(), at.number::<Ushort>(), at.number::<Ushort>());
        let (rdev, size) = (at.number::<Ushort>(), at.number::<Ulong>());
        let times = [(); 3].map(|()| Time { seconds: at.signed::<Long>(), nanoseconds: None });
        File { dev, ino, mode, nlink, uid, gid, rdev, size, blksize: 0, blocks: 0, times }.show()
    }
}

/// The contents of any `struct stat`, each member zero-extended.
struct File {
    dev: u64,
    ino: u64,
    mode: u32,
    nlink: u64,
    uid: u64,
    gid: u64,
    rdev: u64,
    size: u64,
    blksize: u64,
    blocks: u64,
    /// Of the last access, modification and change.
    times: [Time; 3],
}

struct Time {
    seconds: i64,
    nanoseconds: Option<u64>,
}

impl Time {
    fn with_nanoseconds(cursor: &mut Cursor<'_>) -> Time {
        Time { seconds: cursor.signed::<Long>(), nanoseconds: Some(cursor.number::<Ulong>()) }
    }
}

impl File {
    fn show<'a>(self) -> Value<'a> {
        // Devices have a number and no size.
        let last = match self.mode & S_IFMT {
            S_IFCHR | S_IFBLK => Field::new("st_rdev", device(self.rdev)),
            _ => Field::new("st_size", Value::Uint(self.size)),
        };
        let mut fields = Vec::with_capacity(15);
        fields.extend([
            Field::detail("st_dev", device(self.dev)),
            Field::detail("st_ino", Value::Uint(self.ino)),
            Field::new("st_mode", file_mode(self.mode)),
            Field::detail("st_nlink", Value::Uint(self.nlink)),
            Field::detail("st_uid", Value::Uint(self.uid)),
            Field::detail("st_gid", Value::Uint(self.gid)),
            Field::detail("st_blksize", Value::Uint(self.blksize)),
            Field::detail("st_blocks", Value::Uint(self.blocks)),
            last,
        ]);
        let names = [("st_atime", "st_atime_nsec"), ("st_mtime", "st_mtime_nsec"), ("st_ctime", "st_ctime_nsec")];
        for (time, (name, unit)) in self.times.into_iter().zip(names) {
            let value = Value::Int(time.seconds);
            fields.push(Field::detail(name, dated(value, time.seconds, time.nanoseconds.unwrap_or(0), 9)));
            fields.extend(time.nanoseconds.map(|nanoseconds| Field::detail(unit, Value::Uint(nanoseconds))));
        }
        Value::Struct(fields)
    }
}

impl Layout for Statx {
    const SIZE: Sizes = Sizes::same(256);
    const ALIGN: Sizes = U64::ALIGN;
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        let mut at = Cursor::new(context.abi, bytes);
        let mask = at.number::<Uint>() as u32;
        let mut out =
            Filled { mask, fields: vec![Field::new("stx_mask", Value::Flags(StatxMask::FLAGS, u64::from(mask)))] };
        out.fields.push(Field::detail("stx_blksize", at.next::<Uint>(context)));
        out.fields.push(Field::new("stx_attributes", at.next::<StatxAttributes>(context)));
        out.detail(STATX_NLINK, "stx_nlink", at.next::<Uint>(context));
        out.detail(STATX_UID, "stx_uid", at.next::<Id>(context));
        out.detail(STATX_GID, "stx_gid", at.next::<Id>(context));
        out.always(STATX_TYPE | STATX_MODE, "stx_mode", at.next::<FileMode>(context));
        at.take::<Short>();
        out.detail(STATX_INO, "stx_ino", at.next::<U64>(context));
        out.always(STATX_SIZE, "stx_size", at.next::<U64>(context));
        out.detail(STATX_BLOCKS, "stx_blocks", at.next::<U64>(context));
        out.fields.push(Field::detail("stx_attributes_mask", at.next::<StatxAttributes>(context)));
        out.detail(STATX_ATIME, "stx_atime", at.next::<StatxTimestamp>(context));
        out.detail(STATX_BTIME, "stx_btime", at.next::<StatxTimestamp>(context));
        out.detail(STATX_CTIME, "stx_ctime", at.next::<StatxTimestamp>(context));
        out.detail(STATX_MTIME, "stx_mtime", at.next::<StatxTimestamp>(context));
        for name in ["stx_rdev_major", "stx_rdev_minor", "stx_dev_major", "stx_dev_minor"] {
            out.fields.push(Field::detail(name, at.next::<Uint>(context)));
        }
        out.detail(STATX_MNT_ID | STATX_MNT_ID_UNIQUE, "stx_mnt_id", Value::Hex(at.number::<U64>()));
        out.detail(STATX_DIOALIGN, "stx_dio_mem_align", at.next::<Uint>(context));
        out.detail(STATX_DIOALIGN, "stx_dio_offset_align", at.next::<Uint>(context));
        out.detail(STATX_SUBVOL, "stx_subvol", at.next::<U64>(context));
        out.detail(STATX_WRITE_ATOMIC, "stx_atomic_write_unit_min", at.next::<Uint>(context));
        out.detail(STATX_WRITE_ATOMIC, "stx_atomic_write_unit_max", at.next::<Uint>(context));
        out.detail(STATX_WRITE_ATOMIC, "stx_atomic_write_segments_max", at.next::<Uint>(context));
        out.detail(STATX_DIO_READ_ALIGN, "stx_dio_read_offset_align", at.next::<Uint>(context));
        out.detail(STATX_WRITE_ATOMIC, "stx_atomic_write_unit_max_opt", at.next::<Uint>(context));
        Value::Struct(out.fields)
    }
}

/// Members of `struct statx`, of which only those count that its mask says are filled.
struct Filled<'a> {
    mask: u32,
    fields: Vec<Field<'a>>,
}

impl<'a> Filled<'a> {
    fn always(&mut self, bits: u32, name: &'static str, value: Value<'a>) {
        if self.mask & bits != 0 {
            self.fields.push(Field::new(name, value));
        }
    }

    fn detail(&mut self, bits: u32, name: &'static str, value: Value<'a>) {
        if self.mask & bits != 0 {
            self.fields.push(Field::detail(name, value));
        }
    }
}

/// A file's type and permissions: `S_IFREG|0644`. Where the type has no name, all of it is in octal.
pub fn file_mode<'a>(mode: u32) -> Value<'a> {
    let kind = mode & S_IFMT;
    let name = FileType::NAMES.name(u64::from(kind));
    if name.is_none() && kind != 0 {
        return Value::Octal(u64::from(mode));
    }
    let mut parts = Vec::with_capacity(4);
    parts.extend(name.map(Value::Symbol));
    for (bit, name) in [(S_ISUID, "S_ISUID"), (S_ISGID, "S_ISGID"), (S_ISVTX, "S_ISVTX")] {
        if mode & bit != 0 {
            parts.push(Value::Symbol(name));
        }
    }
    parts.push(Value::Octal(u64::from(mode & !(S_IFMT | S_ISUID | S_ISGID | S_ISVTX))));
    Value::Joined("|", parts)
}

/// A device's number by its parts (makedev(3)): `makedev(0x8, 0x1)`.
pub fn device<'a>(number: u64) -> Value<'a> {
    let major = (number >> 8 & 0xfff) | (number >> 32 & 0xffff_f000);
    let minor = (number & 0xff) | (number >> 12 & 0xffff_ff00);
    Value::Macro("makedev", vec![Value::Hex(major), Value::Hex(minor)])
}

/// Whether a mode makes mknod(2) take a device's number.
pub fn is_device(mode: u64) -> bool {
    matches!(mode as u32 & S_IFMT, S_IFCHR | S_IFBLK)
}
