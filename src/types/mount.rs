//! Mounts: mount(2), and the calls that make a mount step by step (fsopen(2), fsconfig(2), fsmount(2) and so on).

use super::data::{Str, buffer};
use super::number::U64;
use super::{Context, Type, flags, names, records};
use crate::snapshot::{Block, Count, Grab, Reach, Unit, When};
use crate::value::Value;
use linux_raw_sys::general::fsconfig_command::*;
use linux_raw_sys::general::*;

names! {
    /// What old programs put into the upper half of mount(2)'s flags.
    MountMagic: u64 "" { MS_MGC_VAL = 0xc0ed_0000_u32 }
    /// How a mount propagates to others.
    Propagation: u64 "MS_???" { MS_UNBINDABLE, MS_PRIVATE, MS_SLAVE, MS_SHARED }
    /// fsconfig(2)'s commands.
    ConfigCommand: u32 "FSCONFIG_???" {
        FSCONFIG_SET_FLAG, FSCONFIG_SET_STRING, FSCONFIG_SET_BINARY, FSCONFIG_SET_PATH, FSCONFIG_SET_PATH_EMPTY,
        FSCONFIG_SET_FD, FSCONFIG_CMD_CREATE, FSCONFIG_CMD_RECONFIGURE, FSCONFIG_CMD_CREATE_EXCL,
    }
}

flags! {
    /// mount(2)'s flags.
    MountFlags: u64 "MS_???" [0xffff_0000_u32 => MountMagic] {
        MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_SYNCHRONOUS, MS_REMOUNT, MS_MANDLOCK, MS_DIRSYNC, MS_NOSYMFOLLOW,
        MS_NOATIME, MS_NODIRATIME, MS_BIND, MS_MOVE, MS_REC, MS_SILENT, MS_POSIXACL, MS_UNBINDABLE, MS_PRIVATE, MS_SLAVE,
        MS_SHARED, MS_RELATIME, MS_KERNMOUNT, MS_I_VERSION, MS_STRICTATIME, MS_LAZYTIME, MS_SUBMOUNT, MS_NOREMOTELOCK,
        MS_NOSEC, MS_BORN, MS_ACTIVE, MS_NOUSER,
    }
    /// umount2(2)'s flags.
    UmountFlags: u32 "MNT_???" { MNT_FORCE, MNT_DETACH, MNT_EXPIRE, UMOUNT_NOFOLLOW }
    /// fsopen(2)'s flags.
    OpenFilesystemFlags: u32 "FSOPEN_???" { FSOPEN_CLOEXEC }
    /// fsmount(2)'s flags.
    MakeMountFlags: u32 "FSMOUNT_???" { FSMOUNT_CLOEXEC }
    /// fspick(2)'s flags.
    PickFlags: u32 "FSPICK_???" { FSPICK_CLOEXEC, FSPICK_SYMLINK_NOFOLLOW, FSPICK_NO_AUTOMOUNT, FSPICK_EMPTY_PATH }
    /// move_mount(2)'s flags.
    MoveMountFlags: u32 "MOVE_MOUNT_???" {
        MOVE_MOUNT_F_SYMLINKS, MOVE_MOUNT_F_AUTOMOUNTS, MOVE_MOUNT_F_EMPTY_PATH, MOVE_MOUNT_T_SYMLINKS,
        MOVE_MOUNT_T_AUTOMOUNTS, MOVE_MOUNT_T_EMPTY_PATH, MOVE_MOUNT_SET_GROUP, MOVE_MOUNT_BENEATH,
    }
    /// open_tree(2)'s flags.
    OpenTreeFlags: u32 "OPEN_TREE_???" {
        OPEN_TREE_CLONE, OPEN_TREE_CLOEXEC, AT_SYMLINK_NOFOLLOW, AT_REMOVEDIR, AT_SYMLINK_FOLLOW, AT_NO_AUTOMOUNT,
        AT_EMPTY_PATH, AT_RECURSIVE,
    }
    /// mount_setattr(2)'s flags.
    SetAttributesFlags: u32 "AT_???" { AT_SYMLINK_NOFOLLOW, AT_NO_AUTOMOUNT, AT_EMPTY_PATH, AT_RECURSIVE }
    /// A mount's attributes.
    MountAttributeFlags: u64 "MOUNT_ATTR_???" {
        MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID, MOUNT_ATTR_NODEV, MOUNT_ATTR_NOEXEC, MOUNT_ATTR_NOATIME,
        MOUNT_ATTR_STRICTATIME, MOUNT_ATTR_NODIRATIME, MOUNT_ATTR_IDMAP, MOUNT_ATTR_NOSYMFOLLOW,
    }
}

super::numbers! {
    /// [`MountAttributeFlags`] in an argument of 32 bits (fsmount(2)).
    MountAttributeFlags32: crate::snapshot::Sizes::same(4); |_context, word|
        Value::Flags(MountAttributeFlags::FLAGS, word);
}

records! {
    /// `struct mount_attr` (mount_setattr(2)).
    MountAttributes { attr_set: MountAttributeFlags, attr_clr: MountAttributeFlags, propagation: Propagation, userns_fd: U64 }
}

/// What mount(2) does, which decides whether it looks at its other arguments. The flags are its fourth one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It mounts a file system.
    Mount,
    /// It changes the options of a mount.
    Remount,
    /// It binds, moves or changes the propagation of a mount.
    Other,
}

impl Kind {
    fn of(context: &Context<'_>) -> Kind {
        const OTHER: u32 = MS_BIND | MS_MOVE | MS_UNBINDABLE | MS_PRIVATE | MS_SLAVE | MS_SHARED;
        // The magic number has some of these bits.
        match context.arguments[3] as u32 {
            flags if flags & 0xffff_0000 == 0xc0ed_0000 => Kind::of_flags(flags & 0xffff, OTHER),
            flags => Kind::of_flags(flags, OTHER),
        }
    }

    fn of_flags(flags: u32, other: u32) -> Kind {
        match flags {
            flags if flags & MS_REMOUNT != 0 => Kind::Remount,
            flags if flags & other != 0 => Kind::Other,
            _ => Kind::Mount,
        }
    }
}

/// The type of the file system that mount(2) mounts; an address where the kernel does not look at it.
#[derive(Clone, Copy, Debug)]
pub struct MountType;

/// Options for the file system of mount(2); an address where the kernel does not look at them.
#[derive(Clone, Copy, Debug)]
pub struct MountData;

impl Type for MountType {
    const GRAB: Grab = Grab::Text(When::Entry, Reach::String);
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        if Kind::of(context) == Kind::Mount { Str::show(context, word) } else { Value::Address(word) }
    }
}

impl Type for MountData {
    const GRAB: Grab = Grab::Text(When::Entry, Reach::String);
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        if Kind::of(context) == Kind::Other { Value::Address(word) } else { Str::show(context, word) }
    }
}

/// A binary option of fsconfig(2); its size is the argument of this index.
#[derive(Clone, Copy, Debug)]
pub struct BinaryOption<const SIZE: usize>;

impl<const SIZE: usize> Type for BinaryOption<SIZE> {
    const GRAB: Grab = Grab::Block(When::Entry, Block { count: Count::Argument(SIZE), unit: Unit::Data, links: &[] });
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        /// The kernel refuses larger ones (fs/fsopen.c).
        const LARGEST: u32 = 1 << 20;
        match context.arguments[SIZE] as u32 {
            size @ 0..=LARGEST => match buffer(context.entry, word, u64::from(size), context.limit) {
                Value::Text(text) => Value::Binary(text),
                value => value,
            },
            _ => Value::Address(word),
        }
    }
}
