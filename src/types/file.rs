//! Files: modes, open flags, structures of the stat family.

use super::{flags, names};
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
        O_CREAT, O_EXCL, O_NOCTTY, O_TRUNC, O_APPEND, O_NONBLOCK, O_SYNC, O_DSYNC, O_DIRECT, O_LARGEFILE, O_NOFOLLOW,
        O_NOATIME, O_CLOEXEC, O_PATH, O_TMPFILE, O_DIRECTORY, __O_TMPFILE, FASYNC,
    }
    /// access(2)'s mode.
    AccessMode: u32 "?_OK" { F_OK, R_OK = 4, W_OK = 2, X_OK = 1 }
    /// The `AT_*` flags of calls that take a directory's descriptor.
    AtFlags: u32 "AT_???" { AT_SYMLINK_NOFOLLOW, AT_REMOVEDIR, AT_SYMLINK_FOLLOW, AT_NO_AUTOMOUNT, AT_EMPTY_PATH }
}

super::numbers! {
    /// Permissions of a new file, in octal.
    Mode: crate::snapshot::Sizes::same(4); |_context, word| crate::value::Value::Octal(word);
}
