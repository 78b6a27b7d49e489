//! Mounts.

use super::*;

#[test]
fn mount_shows_what_the_kernel_looks_at() {
    let space = space();
    space.put(AT, &[b'a'; 40]);
    let case = |flags: u64, kind: &str, named: &str, data: &str| {
        let line = format!(r#"mount("f", "g", {kind}, {named}, {data}) = 0"#);
        space.check(Abi::X86_64, &[("mount", &[F, G, F, flags, G], 0, &line)]);
    };
    case(0, r#""f""#, "0", r#""g""#);
    case(1, r#""f""#, "MS_RDONLY", r#""g""#);
    case(0xc0ed_0000, r#""f""#, "MS_MGC_VAL", r#""g""#);
    case(0xc0ed_0001, r#""f""#, "MS_MGC_VAL|MS_RDONLY", r#""g""#);
    case(0x21, "0x100", "MS_RDONLY|MS_REMOUNT", r#""g""#);
    case(0x1000, "0x100", "MS_BIND", "0x110");
    case(0x1020, "0x100", "MS_REMOUNT|MS_BIND", r#""g""#);
    case(0x2000, "0x100", "MS_MOVE", "0x110");
    case(0x20000, "0x100", "MS_UNBINDABLE", "0x110");
    case(0x44000, "0x100", "MS_REC|MS_PRIVATE", "0x110");
    case(0x80000, "0x100", "MS_SLAVE", "0x110");
    case(0x10_0000, "0x100", "MS_SHARED", "0x110");
    let every = "MS_RDONLY|MS_NOSUID|MS_NODEV|MS_NOEXEC|MS_SYNCHRONOUS|MS_REMOUNT|MS_MANDLOCK|MS_DIRSYNC|MS_NOSYMFOLLOW|MS_NOATIME|\
        MS_NODIRATIME|MS_BIND|MS_MOVE|MS_REC|MS_SILENT|MS_POSIXACL|MS_UNBINDABLE|MS_PRIVATE|MS_SLAVE|MS_SHARED|MS_RELATIME|\
        MS_KERNMOUNT|MS_I_VERSION|MS_STRICTATIME|MS_LAZYTIME|MS_SUBMOUNT|MS_NOREMOTELOCK|MS_NOSEC|MS_BORN|MS_ACTIVE|MS_NOUSER|\
        0xffffffff00000200";
    case(u64::MAX, "0x100", every, r#""g""#);
    let long = format!(r#"mount(NULL, "g", "{0}"..., 0, "{0}"...) = 0"#, "a".repeat(32));
    space.check(
        Abi::X86_64,
        &[
            ("mount", &[0, G, AT, 0, AT], 0, &long),
            ("mount", &[1, 1, 1, 1, 1], -14, "mount(0x1, 0x1, 0x1, MS_RDONLY, 0x1) = -1 EFAULT (Bad address)"),
            ("mount", &[F, G, 0, 0, EDGE], 0, r#"mount("f", "g", NULL, 0, 0x4ffe) = 0"#),
            ("umount2", &[G, 2], 0, r#"umount2("g", MNT_DETACH) = 0"#),
            (
                "umount2",
                &[G, 0xffff_ffff],
                0,
                r#"umount2("g", MNT_FORCE|MNT_DETACH|MNT_EXPIRE|UMOUNT_NOFOLLOW|0xfffffff0) = 0"#,
            ),
            ("pivot_root", &[F, G], 0, r#"pivot_root("f", "g") = 0"#),
        ],
    );
    space.check(Abi::I386, &[("umount", &[G], 0, r#"umount("g") = 0"#)]);
}

#[test]
fn mounts_step_by_step() {
    check(
        Abi::X86_64,
        &[],
        &[
            ("fsopen", &[F, 1], 3, r#"fsopen("f", FSOPEN_CLOEXEC) = 3"#),
            ("fsopen", &[F, 2], 3, r#"fsopen("f", 0x2 /* FSOPEN_??? */) = 3"#),
            ("fsmount", &[3, 1, 0x30], 4, "fsmount(3, FSMOUNT_CLOEXEC, MOUNT_ATTR_NOATIME|MOUNT_ATTR_STRICTATIME) = 4"),
            ("fsmount", &[3, 2, 0x40], 4, "fsmount(3, 0x2 /* FSMOUNT_??? */, 0x40 /* MOUNT_ATTR_??? */) = 4"),
            (
                "fspick",
                &[CWD, F, 0xffff_ffff],
                4,
                r#"fspick(AT_FDCWD, "f", FSPICK_CLOEXEC|FSPICK_SYMLINK_NOFOLLOW|FSPICK_NO_AUTOMOUNT|FSPICK_EMPTY_PATH|0xfffffff0) = 4"#,
            ),
            (
                "move_mount",
                &[3, F, CWD, G, 0xffff_fdff],
                0,
                "move_mount(3, \"f\", AT_FDCWD, \"g\", MOVE_MOUNT_F_SYMLINKS|\
            MOVE_MOUNT_F_AUTOMOUNTS|MOVE_MOUNT_F_EMPTY_PATH|MOVE_MOUNT_T_SYMLINKS|MOVE_MOUNT_T_AUTOMOUNTS|\
            MOVE_MOUNT_T_EMPTY_PATH|MOVE_MOUNT_SET_GROUP|0xfffffc88) = 0",
            ),
            (
                "move_mount",
                &[3, F, CWD, G, 0x1000],
                0,
                r#"move_mount(3, "f", AT_FDCWD, "g", 0x1000 /* MOVE_MOUNT_??? */) = 0"#,
            ),
            (
                "open_tree",
                &[CWD, F, 0x8_8001],
                3,
                r#"open_tree(AT_FDCWD, "f", OPEN_TREE_CLONE|OPEN_TREE_CLOEXEC|AT_RECURSIVE) = 3"#,
            ),
            ("open_tree", &[CWD, F, 0x3], 3, r#"open_tree(AT_FDCWD, "f", OPEN_TREE_CLONE|0x2) = 3"#),
        ],
    );
}

#[test]
fn options_of_file_systems() {
    let space = space();
    space.put(AT, &[0, 1, 2, 3]);
    space.put(0x9000, &[b'a'; 40]);
    let long = format!(r#"fsconfig(3, FSCONFIG_SET_BINARY, "f", "{}"..., 40) = 0"#, "\\x61".repeat(32));
    space.check(
        Abi::X86_64,
        &[
            ("fsconfig", &[3, 0, F, G, 1], 0, r#"fsconfig(3, FSCONFIG_SET_FLAG, "f", 0x110, 1) = 0"#),
            ("fsconfig", &[3, 1, F, G, 0], 0, r#"fsconfig(3, FSCONFIG_SET_STRING, "f", "g", 0) = 0"#),
            ("fsconfig", &[3, 2, F, AT, 4], 0, r#"fsconfig(3, FSCONFIG_SET_BINARY, "f", "\x00\x01\x02\x03", 4) = 0"#),
            ("fsconfig", &[3, 2, F, AT, 0], 0, r#"fsconfig(3, FSCONFIG_SET_BINARY, "f", "", 0) = 0"#),
            ("fsconfig", &[3, 2, F, AT, 5], 0, r#"fsconfig(3, FSCONFIG_SET_BINARY, "f", 0x8000, 5) = 0"#),
            ("fsconfig", &[3, 2, F, AT, u64::MAX], 0, r#"fsconfig(3, FSCONFIG_SET_BINARY, "f", 0x8000, -1) = 0"#),
            (
                "fsconfig",
                &[3, 2, F, 0x9000, 1 << 20 | 1],
                0,
                r#"fsconfig(3, FSCONFIG_SET_BINARY, "f", 0x9000, 1048577) = 0"#,
            ),
            ("fsconfig", &[3, 2, F, 0x9000, 40], 0, &long),
            ("fsconfig", &[3, 3, F, G, CWD], 0, r#"fsconfig(3, FSCONFIG_SET_PATH, "f", "g", AT_FDCWD) = 0"#),
            ("fsconfig", &[3, 4, F, G, 5], 0, r#"fsconfig(3, FSCONFIG_SET_PATH_EMPTY, "f", "g", 5) = 0"#),
            ("fsconfig", &[3, 5, F, G, 5], 0, r#"fsconfig(3, FSCONFIG_SET_FD, "f", 0x110, 5) = 0"#),
            ("fsconfig", &[3, 6, 0, 0, 0], 0, "fsconfig(3, FSCONFIG_CMD_CREATE, NULL, NULL, 0) = 0"),
            ("fsconfig", &[3, 7, F, G, 1], 0, "fsconfig(3, FSCONFIG_CMD_RECONFIGURE, 0x100, 0x110, 1) = 0"),
            ("fsconfig", &[3, 9, F, G, 1], 0, "fsconfig(3, 0x9 /* FSCONFIG_??? */, 0x100, 0x110, 1) = 0"),
        ],
    );
}

#[test]
fn attributes_of_mounts() {
    let line = |bytes: &[u8], flags: u64, size: u64, expected: &str| {
        let expected = format!(r#"mount_setattr(AT_FDCWD, "f", {expected}) = 0"#);
        for abi in Abi::ALL {
            check(abi, bytes, &[("mount_setattr", &[CWD, F, flags, AT, size], 0, &expected)]);
        }
    };
    line(
        &longs(&[1, 0, 0, 0]),
        0x8000,
        32,
        "AT_RECURSIVE, {attr_set=MOUNT_ATTR_RDONLY, attr_clr=0, propagation=0 /* MS_??? */, userns_fd=0}, 32",
    );
    line(
        &longs(&[0x30, 0x70, 0x40000, 5]),
        0x1900,
        32,
        "AT_SYMLINK_NOFOLLOW|AT_NO_AUTOMOUNT|AT_EMPTY_PATH, {attr_set=MOUNT_ATTR_NOATIME|MOUNT_ATTR_STRICTATIME, \
         attr_clr=MOUNT_ATTR_NOATIME|MOUNT_ATTR_STRICTATIME|0x40, propagation=MS_PRIVATE, userns_fd=5}, 32",
    );
    line(
        &[&longs(&[0x10_0000, 0x20_0000, 0x20000, u64::MAX])[..], &[1, 0]].concat(),
        1,
        34,
        r#"0x1 /* AT_??? */, {attr_set=MOUNT_ATTR_IDMAP, attr_clr=MOUNT_ATTR_NOSYMFOLLOW, propagation=MS_UNBINDABLE, userns_fd=18446744073709551615, /* bytes 32..33 */ "\x01\x00"}, 34"#,
    );
    line(&longs(&[0; 4]), 0, 31, "0, 0x8000, 31");
}

/// Not known to strace 6.1.
#[test]
fn lists_of_mounts() {
    let space = space();
    space.put(AT, &[words(&[32, 0]), longs(&[u64::MAX, 7, 4])].concat());
    space.put(0x9000, &longs(&[0x8000_0017, 0x8000_0018]));
    space.put(0xa000, &[words(&[24, 0]), longs(&[5, 3])].concat());
    space.check(Abi::X86_64, &[
        ("listmount", &[AT, 0x9000, 5, 1], 2,
            "listmount({size=32, mnt_id=LSMT_ROOT, param=0x7, mnt_ns_id=0x4}, [0x80000017, 0x80000018], 5, LISTMOUNT_REVERSE) = 2"),
        ("listmount", &[0xa000, 0x9000, 5, 2], -22,
            "listmount({size=24, mnt_id=0x5, param=0x3}, 0x9000, 5, 0x2 /* LISTMOUNT_??? */) = -1 EINVAL (Invalid argument)"),
        ("listmount", &[EDGE, 0, 0, 0], 0, "listmount(0x4ffe, NULL, 0, 0) = 0"),
        ("open_tree_attr", &[CWD, F, 1, NOWHERE, 32], 3, r#"open_tree_attr(AT_FDCWD, "f", OPEN_TREE_CLONE, 0x1, 32) = 3"#),
    ]);
}

/// Not known to strace 6.1.
#[test]
fn the_status_of_a_mount() {
    let strings = b"/\0/mnt\0tmpfs\0mode=600\0size=1\0";
    let mut bytes = words(&[541, 0]);
    // The file system's basics, root, mount point, type and array of options, and the namespace.
    bytes.extend(longs(&[0x1 | 0x8 | 0x10 | 0x20 | 0x40 | 0x400]));
    bytes.extend(words(&[0, 21]));
    bytes.extend(longs(&[0x0102_1994]));
    bytes.extend(words(&[1, 7]));
    bytes.extend(longs(&[0; 8]));
    bytes.extend(words(&[0, 2]));
    bytes.extend(longs(&[4]));
    bytes.extend(words(&[0, 0, 2, 13]));
    bytes.resize(512, 0);
    bytes.extend(strings);
    let shown = "{size=541, mask=STATMOUNT_SB_BASIC|STATMOUNT_MNT_ROOT|STATMOUNT_MNT_POINT|STATMOUNT_FS_TYPE|STATMOUNT_MNT_NS_ID|\
        STATMOUNT_OPT_ARRAY, sb_dev_major=0, sb_dev_minor=21, sb_magic=TMPFS_MAGIC, sb_flags=MS_RDONLY, fs_type=\"tmpfs\", \
        mnt_root=\"/\", mnt_point=\"/mnt\", mnt_ns_id=0x4, opt_array=[\"mode=600\", \"size=1\"]}";
    for abi in Abi::ALL {
        let space = space();
        space.put(AT, &bytes);
        space.put(0x9000, &[words(&[24, 0]), longs(&[5, 3])].concat());
        space.check(abi, &[
            ("statmount", &[0x9000, AT, 541, 0], 0, &format!(
                "statmount({{size=24, mnt_id=0x5, param=STATMOUNT_SB_BASIC|STATMOUNT_MNT_BASIC}}, {shown}, 541, 0) = 0")),
            ("statmount", &[0, AT, 100, 0], 0, "statmount(NULL, 0x8000, 100, 0) = 0"),
            ("statmount", &[0, AT, 541, 0], ENOENT, "statmount(NULL, 0x8000, 541, 0) = -1 ENOENT (No such file or directory)"),
        ]);
    }
}
