//! inotify and fanotify.

use super::*;

#[test]
fn inotify() {
    check(
        Abi::X86_64,
        &[],
        &[
            ("inotify_init", &[], 3, "inotify_init() = 3"),
            ("inotify_init1", &[0x80800], 3, "inotify_init1(IN_NONBLOCK|IN_CLOEXEC) = 3"),
            ("inotify_init1", &[1], -22, "inotify_init1(0x1 /* IN_??? */) = -1 EINVAL (Invalid argument)"),
            (
                "inotify_add_watch",
                &[3, F, 0x18],
                1,
                r#"inotify_add_watch(3, "f", IN_CLOSE_WRITE|IN_CLOSE_NOWRITE) = 1"#,
            ),
            ("inotify_add_watch", &[3, F, 0x1000], 1, r#"inotify_add_watch(3, "f", 0x1000 /* IN_??? */) = 1"#),
            (
                "inotify_add_watch",
                &[3, F, 0xffff_ffff],
                1,
                "inotify_add_watch(3, \"f\", IN_ACCESS|IN_MODIFY|IN_ATTRIB|IN_CLOSE_WRITE|\
            IN_CLOSE_NOWRITE|IN_OPEN|IN_MOVED_FROM|IN_MOVED_TO|IN_CREATE|IN_DELETE|IN_DELETE_SELF|IN_MOVE_SELF|IN_UNMOUNT|\
            IN_Q_OVERFLOW|IN_IGNORED|IN_ONLYDIR|IN_DONT_FOLLOW|IN_EXCL_UNLINK|IN_MASK_CREATE|IN_MASK_ADD|IN_ISDIR|IN_ONESHOT|\
            0x8ff1000) = 1",
            ),
            ("inotify_rm_watch", &[3, u64::MAX], 0, "inotify_rm_watch(3, -1) = 0"),
        ],
    );
}

#[test]
fn fanotify() {
    check(
        Abi::X86_64,
        &[],
        &[
            ("fanotify_init", &[0, 0], 3, "fanotify_init(FAN_CLASS_NOTIF, O_RDONLY) = 3"),
            ("fanotify_init", &[0xc, 2], 3, "fanotify_init(0xc /* FAN_CLASS_??? */, O_RDWR) = 3"),
            ("fanotify_init", &[0x8, 0x80000], 3, "fanotify_init(FAN_CLASS_PRE_CONTENT, O_RDONLY|O_CLOEXEC) = 3"),
            (
                "fanotify_init",
                &[0x1c00, 0],
                3,
                "fanotify_init(FAN_CLASS_NOTIF|FAN_REPORT_DIR_FID|FAN_REPORT_NAME|FAN_REPORT_TARGET_FID, O_RDONLY) = 3",
            ),
            (
                "fanotify_init",
                &[0x8000_0000, 0],
                3,
                "fanotify_init(FAN_CLASS_NOTIF|0x80000000 /* FAN_??? */, O_RDONLY) = 3",
            ),
            (
                "fanotify_mark",
                &[3, 1, 1, CWD, F],
                0,
                r#"fanotify_mark(3, FAN_MARK_ADD, FAN_ACCESS, AT_FDCWD, "f") = 0"#,
            ),
            (
                "fanotify_mark",
                &[3, 0x11, 0x18, u64::MAX, 0],
                0,
                "fanotify_mark(3, FAN_MARK_ADD|FAN_MARK_MOUNT, FAN_CLOSE_WRITE|FAN_CLOSE_NOWRITE, FAN_NOFD, NULL) = 0",
            ),
            ("fanotify_mark", &[3, 0, 0x80_0000, 5, 1], 0, "fanotify_mark(3, 0, 0x800000 /* FAN_??? */, 5, 0x1) = 0"),
            (
                "fanotify_mark",
                &[3, 1, 0xffff_ffff_fcef_ffff, CWD, F],
                0,
                "fanotify_mark(3, FAN_MARK_ADD, FAN_ACCESS|FAN_MODIFY|\
            FAN_ATTRIB|FAN_CLOSE_WRITE|FAN_CLOSE_NOWRITE|FAN_OPEN|FAN_MOVED_FROM|FAN_MOVED_TO|FAN_CREATE|FAN_DELETE|\
            FAN_DELETE_SELF|FAN_MOVE_SELF|FAN_OPEN_EXEC|FAN_Q_OVERFLOW|FAN_FS_ERROR|FAN_OPEN_PERM|FAN_ACCESS_PERM|\
            FAN_OPEN_EXEC_PERM|FAN_DIR_MODIFY|FAN_ONDIR|FAN_EVENT_ON_CHILD|FAN_RENAME|0xffffffffa4e02000, AT_FDCWD, \"f\") = 0",
            ),
        ],
    );
    check(
        Abi::I386,
        &[],
        &[(
            "fanotify_mark",
            &[3, 1, 0x18, 1, CWD, F],
            0,
            r#"fanotify_mark(3, FAN_MARK_ADD, FAN_CLOSE_WRITE|FAN_CLOSE_NOWRITE|0x100000000, AT_FDCWD, "f") = 0"#,
        )],
    );
}
