//! Being told what happens to files: inotify(7) and fanotify(7).

use super::number::DirFd;
use super::{Context, Type, flags, names, numbers};
use crate::event::Abi;
use crate::snapshot::Sizes;
use crate::value::Value;
use linux_raw_sys::general::*;

names! {
    /// When a group is told, inside fanotify_init(2)'s flags.
    FanotifyClass: u32 "FAN_CLASS_???" { FAN_CLASS_NOTIF = 0, FAN_CLASS_CONTENT = 4, FAN_CLASS_PRE_CONTENT = 8 }
}

flags! {
    /// inotify_init1(2)'s flags.
    InotifyFlags: u32 "IN_???" { IN_NONBLOCK, IN_CLOEXEC }
    /// Events and options of inotify_add_watch(2).
    InotifyMask: u32 "IN_???" {
        IN_ACCESS, IN_MODIFY, IN_ATTRIB, IN_CLOSE_WRITE, IN_CLOSE_NOWRITE, IN_OPEN, IN_MOVED_FROM, IN_MOVED_TO, IN_CREATE,
        IN_DELETE, IN_DELETE_SELF, IN_MOVE_SELF, IN_UNMOUNT, IN_Q_OVERFLOW, IN_IGNORED, IN_ONLYDIR, IN_DONT_FOLLOW,
        IN_EXCL_UNLINK, IN_MASK_CREATE, IN_MASK_ADD, IN_ISDIR, IN_ONESHOT,
    }
    /// fanotify_init(2)'s flags without the class (linux/fanotify.h).
    FanotifyInitFlags: u32 "FAN_???" {
        FAN_CLOEXEC = 0x1, FAN_NONBLOCK = 0x2, FAN_UNLIMITED_QUEUE = 0x10, FAN_UNLIMITED_MARKS = 0x20,
        FAN_ENABLE_AUDIT = 0x40, FAN_REPORT_PIDFD = 0x80, FAN_REPORT_TID = 0x100, FAN_REPORT_FID = 0x200,
        FAN_REPORT_DIR_FID = 0x400, FAN_REPORT_NAME = 0x800, FAN_REPORT_TARGET_FID = 0x1000, FAN_REPORT_FD_ERROR = 0x2000,
        FAN_REPORT_MNT = 0x4000,
    }
    /// fanotify_mark(2)'s flags.
    FanotifyMarkFlags: u32 "FAN_MARK_???" {
        FAN_MARK_ADD = 0x1, FAN_MARK_REMOVE = 0x2, FAN_MARK_DONT_FOLLOW = 0x4, FAN_MARK_ONLYDIR = 0x8, FAN_MARK_MOUNT = 0x10,
        FAN_MARK_IGNORED_MASK = 0x20, FAN_MARK_IGNORED_SURV_MODIFY = 0x40, FAN_MARK_FLUSH = 0x80,
        FAN_MARK_FILESYSTEM = 0x100, FAN_MARK_EVICTABLE = 0x200, FAN_MARK_IGNORE = 0x400,
    }
    /// Events of fanotify_mark(2).
    FanotifyEvents: u64 "FAN_???" {
        FAN_ACCESS = 0x1, FAN_MODIFY = 0x2, FAN_ATTRIB = 0x4, FAN_CLOSE_WRITE = 0x8, FAN_CLOSE_NOWRITE = 0x10, FAN_OPEN = 0x20,
        FAN_MOVED_FROM = 0x40, FAN_MOVED_TO = 0x80, FAN_CREATE = 0x100, FAN_DELETE = 0x200, FAN_DELETE_SELF = 0x400,
        FAN_MOVE_SELF = 0x800, FAN_OPEN_EXEC = 0x1000, FAN_Q_OVERFLOW = 0x4000, FAN_FS_ERROR = 0x8000,
        FAN_OPEN_PERM = 0x10000, FAN_ACCESS_PERM = 0x20000, FAN_OPEN_EXEC_PERM = 0x40000, FAN_DIR_MODIFY = 0x80000,
        FAN_PRE_ACCESS = 0x100000, FAN_MNT_ATTACH = 0x1000000, FAN_MNT_DETACH = 0x2000000, FAN_ONDIR = 0x40000000,
        FAN_EVENT_ON_CHILD = 0x8000000, FAN_RENAME = 0x10000000,
    }
}

numbers! {
    /// fanotify_init(2)'s flags: the class, always, and others if there are any.
    FanotifyInit: Sizes::same(4); |_context, word| fanotify_init(word);
    /// The directory of fanotify_mark(2), or -1 where there is none.
    FanotifyDirFd: Sizes::same(4), role Descriptor; |context, word| match word as u32 {
        u32::MAX => Value::Symbol("FAN_NOFD"),
        _ => <DirFd as Type>::show(context, word),
    };
}

/// A mask of [`FanotifyEvents`]: one register of a 64-bit ABI; on i386 the register of this index holds the lower half and the
/// next one the upper.
#[derive(Clone, Copy, Debug)]
pub struct FanotifyMask<const INDEX: usize>;

impl<const INDEX: usize> Type for FanotifyMask<INDEX> {
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let upper = match context.abi {
            Abi::I386 => context.arguments.get(INDEX + 1).copied().unwrap_or(0) << 32,
            Abi::X86_64 | Abi::X32 => 0,
        };
        Value::Flags(FanotifyEvents::FLAGS, word | upper)
    }
}

fn fanotify_init<'a>(word: u64) -> Value<'a> {
    /// `FAN_ALL_CLASS_BITS` (linux/fanotify.h).
    const CLASS: u64 = 0xc;
    let class = Value::Name(FanotifyClass::NAMES, word & CLASS);
    match word & !CLASS {
        0 => class,
        flags => Value::Joined("|", vec![class, Value::Flags(FanotifyInitFlags::FLAGS, flags)]),
    }
}
