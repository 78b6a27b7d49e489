//! Opening, looking up, making, moving and removing.

use super::*;

#[test]
fn open_and_its_flags() {
    check(
        Abi::X86_64,
        &[],
        &[
            ("open", &[F, 0x410000, 0], 0, r#"open("f", O_RDONLY|O_TMPFILE, 000) = 0"#),
            ("open", &[F, 0x400000, 0o644], 0, r#"open("f", O_RDONLY|__O_TMPFILE, 0644) = 0"#),
            ("open", &[F, 0x101000], 0, r#"open("f", O_RDONLY|O_SYNC) = 0"#),
            ("open", &[F, 0x1000], 0, r#"open("f", O_RDONLY|O_DSYNC) = 0"#),
            ("open", &[F, 0x100000], 0, r#"open("f", O_RDONLY|__O_SYNC) = 0"#),
            ("openat", &[CWD, F, 0x42, 0o644], 3, r#"openat(AT_FDCWD, "f", O_RDWR|O_CREAT, 0644) = 3"#),
            (
                "openat",
                &[3, F, 0x40, 0],
                ENOENT,
                r#"openat(3, "f", O_RDONLY|O_CREAT, 000) = -1 ENOENT (No such file or directory)"#,
            ),
            ("openat", &[u64::MAX, 0, 3, 0], 0, "openat(-1, NULL, O_ACCMODE) = 0"),
            (
                "openat",
                &[u64::MAX, NOWHERE, 0xffff_ffff, 7],
                0,
                "openat(-1, 0x1, O_ACCMODE|O_CREAT|O_EXCL|O_NOCTTY|O_TRUNC|\
            O_APPEND|O_NONBLOCK|O_SYNC|O_DIRECT|O_LARGEFILE|O_NOFOLLOW|O_NOATIME|O_CLOEXEC|O_PATH|O_TMPFILE|FASYNC|\
            0xff80003c, 007) = 0",
            ),
            ("creat", &[F, 0], 0, r#"creat("f", 000) = 0"#),
            ("creat", &[F, 0o4755], 0, r#"creat("f", 04755) = 0"#),
            ("creat", &[F, 0xffff_ffff], 0, r#"creat("f", 0177777) = 0"#),
            ("creat", &[EDGE, 0], 0, "creat(0x4ffe, 000) = 0"),
        ],
    );
}

#[test]
fn paths_end_where_the_kernel_stops_reading() {
    let space = Space::default();
    let (whole, long) = ("a".repeat(4095), "a".repeat(9000));
    space.put(AT, &[whole.as_bytes(), b"\0"].concat());
    space.put(0x20_0000, long.as_bytes());
    space.check(
        Abi::X86_64,
        &[
            ("rmdir", &[AT], 0, &format!(r#"rmdir("{whole}") = 0"#)),
            ("rmdir", &[0x20_0000], -36, &format!(r#"rmdir("{whole}"...) = -1 ENAMETOOLONG (File name too long)"#)),
        ],
    );
}

#[test]
fn openat2_and_later_kernels_members() {
    let how = |flags, mode, resolve, rest: &[u8]| [&longs(&[flags, mode, resolve])[..], rest].concat();
    let line = |how: &[u8], size: u64, expected: &str| {
        let expected = format!(r#"openat2(AT_FDCWD, "f", {expected}) = 0"#);
        check(Abi::X86_64, how, &[("openat2", &[CWD, F, AT, size], 0, &expected)]);
        check(Abi::I386, how, &[("openat2", &[CWD, F, AT, size], 0, &expected)]);
    };
    line(&how(0x42, 0, 0, &[]), 24, "{flags=O_RDWR|O_CREAT, mode=000, resolve=0}, 24");
    line(&how(0x42, 0o644, 8, &[]), 24, "{flags=O_RDWR|O_CREAT, mode=0644, resolve=RESOLVE_BENEATH}, 24");
    line(&how(0, 0o644, 0x10000, &[]), 24, "{flags=O_RDONLY, mode=0644, resolve=0x10000 /* RESOLVE_??? */}, 24");
    line(&how(0, 0, 0, &[1, 0, 0, 0]), 28, r#"{flags=O_RDONLY, resolve=0, /* bytes 24..27 */ "\x01\x00\x00\x00"}, 28"#);
    line(&how(0, 0, 0, &[0; 4]), 28, "{flags=O_RDONLY, resolve=0}, 28");
    line(&how(0, 0, 0, &[]), 25, "{flags=O_RDONLY, resolve=0, ???}, 25");
    line(&how(0, 0, 0, &[0; 5000]), 4097, "{flags=O_RDONLY, resolve=0}, 4097");
    line(&how(0, 0, 0, &[0; 5000]), 0xffff_ffff, "{flags=O_RDONLY, resolve=0}, 4294967295");
    line(&how(0, 0, 0, &[]), 23, "0x8000, 23");
    line(&[0; 8], 24, "0x8000, 24");
    let long = format!(r#"{{flags=O_RDONLY, resolve=0, /* bytes 24..69 */ "{}"...}}, 70"#, "\\x01".repeat(32));
    line(&how(0, 0, 0, &[1; 46]), 70, &long);
}

#[test]
fn access() {
    check(
        Abi::X86_64,
        &[],
        &[
            ("access", &[F, 0], 0, r#"access("f", F_OK) = 0"#),
            ("access", &[F, 0xff], 0, r#"access("f", R_OK|W_OK|X_OK|0xf8) = 0"#),
            ("access", &[F, 0xf8], 0, r#"access("f", 0xf8 /* ?_OK */) = 0"#),
            ("faccessat", &[CWD, F, 4], 0, r#"faccessat(AT_FDCWD, "f", R_OK) = 0"#),
            ("faccessat2", &[CWD, F, 4, 0], 0, r#"faccessat2(AT_FDCWD, "f", R_OK, 0) = 0"#),
            ("faccessat2", &[CWD, F, 4, 8], 0, r#"faccessat2(AT_FDCWD, "f", R_OK, 0x8 /* AT_??? */) = 0"#),
            (
                "faccessat2",
                &[CWD, F, 4, 0xffff_ffff],
                0,
                r#"faccessat2(AT_FDCWD, "f", R_OK, AT_SYMLINK_NOFOLLOW|AT_EACCESS|AT_EMPTY_PATH|0xffffecff) = 0"#,
            ),
        ],
    );
}

#[test]
fn making_moving_and_removing() {
    check(
        Abi::X86_64,
        b"\0",
        &[
            ("mkdir", &[F, 0o755], 0, r#"mkdir("f", 0755) = 0"#),
            ("mkdirat", &[CWD, F, 0o1777], 0, r#"mkdirat(AT_FDCWD, "f", 01777) = 0"#),
            ("rmdir", &[F], 0, r#"rmdir("f") = 0"#),
            ("unlink", &[F], ENOENT, r#"unlink("f") = -1 ENOENT (No such file or directory)"#),
            ("unlinkat", &[CWD, F, 0x200], 0, r#"unlinkat(AT_FDCWD, "f", AT_REMOVEDIR) = 0"#),
            (
                "unlinkat",
                &[CWD, F, 0xffff_ffff],
                0,
                "unlinkat(AT_FDCWD, \"f\", AT_SYMLINK_NOFOLLOW|AT_REMOVEDIR|\
            AT_SYMLINK_FOLLOW|AT_NO_AUTOMOUNT|AT_EMPTY_PATH|AT_RECURSIVE|0xffff60ff) = 0",
            ),
            ("link", &[F, G], 0, r#"link("f", "g") = 0"#),
            ("linkat", &[CWD, F, 5, G, 0x400], 0, r#"linkat(AT_FDCWD, "f", 5, "g", AT_SYMLINK_FOLLOW) = 0"#),
            ("symlink", &[F, G], 0, r#"symlink("f", "g") = 0"#),
            ("symlinkat", &[F, CWD, G], 0, r#"symlinkat("f", AT_FDCWD, "g") = 0"#),
            ("rename", &[F, G], 0, r#"rename("f", "g") = 0"#),
            ("renameat", &[CWD, F, 5, G], 0, r#"renameat(AT_FDCWD, "f", 5, "g") = 0"#),
            (
                "renameat2",
                &[CWD, F, 5, G, 0xffff_ffff],
                0,
                r#"renameat2(AT_FDCWD, "f", 5, "g", RENAME_NOREPLACE|RENAME_EXCHANGE|RENAME_WHITEOUT|0xfffffff8) = 0"#,
            ),
            ("renameat2", &[CWD, F, 5, G, 8], 0, r#"renameat2(AT_FDCWD, "f", 5, "g", 0x8 /* RENAME_?? */) = 0"#),
            ("chroot", &[F], 0, r#"chroot("f") = 0"#),
            ("chdir", &[AT], 0, r#"chdir("") = 0"#),
            ("fchdir", &[3], 0, "fchdir(3) = 0"),
            ("uselib", &[F], 0, r#"uselib("f") = 0"#),
            ("acct", &[0], 0, "acct(NULL) = 0"),
        ],
    );
}

#[test]
fn nodes_have_a_device_only_where_they_are_one() {
    check(
        Abi::X86_64,
        &[],
        &[
            ("mknod", &[F, 0o100644, 0], 0, r#"mknod("f", S_IFREG|0644) = 0"#),
            ("mknod", &[F, 0o20644, 0x103], 0, r#"mknod("f", S_IFCHR|0644, makedev(0x1, 0x3)) = 0"#),
            ("mknod", &[F, 0o60644, 0x1234_5678], 0, r#"mknod("f", S_IFBLK|0644, makedev(0x456, 0x12378)) = 0"#),
            ("mknod", &[F, 0o10644, 5], 0, r#"mknod("f", S_IFIFO|0644) = 0"#),
            ("mknod", &[F, 0o140644, 5], 0, r#"mknod("f", S_IFSOCK|0644) = 0"#),
            ("mknod", &[F, 0o644, 5], 0, r#"mknod("f", 0644) = 0"#),
            ("mknod", &[F, 0o4644, 5], 0, r#"mknod("f", S_ISUID|0644) = 0"#),
            ("mknod", &[F, 0o107777, 5], 0, r#"mknod("f", S_IFREG|S_ISUID|S_ISGID|S_ISVTX|0777) = 0"#),
            ("mknod", &[F, 0, 5], 0, r#"mknod("f", 000) = 0"#),
            ("mknod", &[F, 0o177777, 5], 0, r#"mknod("f", 0177777) = 0"#),
            ("mknod", &[F, 0x81a4_ffff, 5], 0, r#"mknod("f", 0177777) = 0"#),
            (
                "mknodat",
                &[CWD, F, 0o20644, 0x1122_3344_5566_7788],
                0,
                r#"mknodat(AT_FDCWD, "f", S_IFCHR|0644, makedev(0x677, 0x55688)) = 0"#,
            ),
        ],
    );
}

#[test]
fn answers_in_buffers() {
    check(
        Abi::X86_64,
        b"/tmp/fx/cwd\0more",
        &[
            ("getcwd", &[AT, 100], 12, r#"getcwd("/tmp/fx/cwd", 100) = 12"#),
            ("getcwd", &[AT, 1], -34, "getcwd(0x8000, 1) = -1 ERANGE (Numerical result out of range)"),
            ("getcwd", &[0, 100], -14, "getcwd(NULL, 100) = -1 EFAULT (Bad address)"),
            ("readlink", &[F, AT, 3], 3, r#"readlink("f", "/tm", 3) = 3"#),
            ("readlink", &[F, AT, 64], 0, r#"readlink("f", "", 64) = 0"#),
            (
                "readlink",
                &[F, AT, u64::MAX],
                -22,
                r#"readlink("f", 0x8000, 18446744073709551615) = -1 EINVAL (Invalid argument)"#,
            ),
            ("readlinkat", &[CWD, F, AT, 64], 11, r#"readlinkat(AT_FDCWD, "f", "/tmp/fx/cwd", 64) = 11"#),
        ],
    );
    let trial = Trial::within(&space(), Abi::X86_64, "readlinkat", &[CWD, F, AT, 64]);
    assert_eq!(trial.unfinished(), r#"readlinkat(AT_FDCWD, "f",  <unfinished ...>"#);
}

#[test]
fn lengths_have_no_sign() {
    check(
        Abi::X86_64,
        &[],
        &[
            ("truncate", &[F, u64::MAX], 0, r#"truncate("f", 18446744073709551615) = 0"#),
            ("truncate", &[F, 0x1_2345_6789], 0, r#"truncate("f", 4886718345) = 0"#),
        ],
    );
    check(
        Abi::I386,
        &[],
        &[
            ("truncate", &[F, u64::MAX], 0, r#"truncate("f", 4294967295) = 0"#),
            ("truncate64", &[F, 5, 6], 0, r#"truncate64("f", 25769803781) = 0"#),
            ("truncate64", &[F, 0, u64::MAX], 0, r#"truncate64("f", 18446744069414584320) = 0"#),
        ],
    );
}

#[test]
fn owners_and_permissions() {
    check(
        Abi::X86_64,
        &[],
        &[
            ("chmod", &[F, 0o7777], 0, r#"chmod("f", 07777) = 0"#),
            ("chmod", &[F, 0xffff_ffff], 0, r#"chmod("f", 0177777) = 0"#),
            ("fchmod", &[3, 0o644], 0, "fchmod(3, 0644) = 0"),
            ("fchmodat", &[CWD, F, 0o644], 0, r#"fchmodat(AT_FDCWD, "f", 0644) = 0"#),
            // Not known to strace 6.1.
            ("fchmodat2", &[CWD, F, 0o644, 0x100], 0, r#"fchmodat2(AT_FDCWD, "f", 0644, AT_SYMLINK_NOFOLLOW) = 0"#),
            ("chown", &[F, 0, u64::MAX], 0, r#"chown("f", 0, -1) = 0"#),
            ("lchown", &[F, 0xffff_ffff, 65535], 0, r#"lchown("f", -1, 65535) = 0"#),
            ("fchown", &[3, 1, -2i64 as u64], 0, "fchown(3, 1, 4294967294) = 0"),
            ("fchownat", &[CWD, F, 1, 2, 0x1000], 0, r#"fchownat(AT_FDCWD, "f", 1, 2, AT_EMPTY_PATH) = 0"#),
        ],
    );
    check(
        Abi::I386,
        &[],
        &[
            ("chown", &[F, 65535, u64::MAX], 0, r#"chown("f", -1, -1) = 0"#),
            ("lchown", &[F, 1, 65535], 0, r#"lchown("f", 1, -1) = 0"#),
            ("fchown", &[3, 65534, 0x12345], 0, "fchown(3, 65534, 9029) = 0"),
            ("chown32", &[F, u64::MAX, -2i64 as u64], 0, r#"chown32("f", -1, 4294967294) = 0"#),
            ("fchown32", &[4, u64::MAX, 65535], 0, "fchown32(4, -1, 65535) = 0"),
        ],
    );
}

#[test]
fn swap_files_have_a_priority() {
    check(
        Abi::X86_64,
        &[],
        &[
            ("swapon", &[F, 0], 0, r#"swapon("f", 0) = 0"#),
            ("swapon", &[F, 5], 0, r#"swapon("f", 5) = 0"#),
            ("swapon", &[F, 0x8005], 0, r#"swapon("f", SWAP_FLAG_PREFER|5) = 0"#),
            ("swapon", &[F, 0x80000], 0, r#"swapon("f", 0x80000 /* SWAP_FLAG_??? */|0) = 0"#),
            (
                "swapon",
                &[F, 0xffff_ffff],
                0,
                "swapon(\"f\", SWAP_FLAG_PREFER|SWAP_FLAG_DISCARD|SWAP_FLAG_DISCARD_ONCE|\
            SWAP_FLAG_DISCARD_PAGES|0xfff80000|32767) = 0",
            ),
            ("swapoff", &[F], 0, r#"swapoff("f") = 0"#),
        ],
    );
}

#[test]
fn handles() {
    let handle = |size: u32, kind: i32, bytes: &[u8]| [&words(&[size, kind as u32])[..], bytes].concat();
    let given = handle(8, 1, b"ABCDEFGH");
    check(
        Abi::X86_64,
        &given,
        &[
            (
                "open_by_handle_at",
                &[CWD, AT, 0x80000],
                3,
                r#"open_by_handle_at(-100, {handle_bytes=8, handle_type=1, f_handle="\x41\x42\x43\x44\x45\x46\x47\x48"}, O_RDONLY|O_CLOEXEC) = 3"#,
            ),
            (
                "open_by_handle_at",
                &[5, 0, 0],
                ENOENT,
                "open_by_handle_at(5, NULL, O_RDONLY) = -1 ENOENT (No such file or directory)",
            ),
        ],
    );
    check(
        Abi::X86_64,
        &handle(8, 255, b"ABCD"),
        &[(
            "open_by_handle_at",
            &[5, AT, 0],
            3,
            "open_by_handle_at(5, {handle_bytes=8, handle_type=255, f_handle=???}, O_RDONLY) = 3",
        )],
    );
    let large = format!(
        r#"open_by_handle_at(5, {{handle_bytes=129, handle_type=-1, f_handle="{}"...}}, O_RDONLY) = 3"#,
        "\\x00".repeat(128)
    );
    check(Abi::X86_64, &handle(129, -1, &[0; 200]), &[("open_by_handle_at", &[5, AT, 0], 3, &large)]);
    check(Abi::X86_64, &[8, 0], &[("open_by_handle_at", &[5, AT, 0], 3, "open_by_handle_at(5, 0x8000, O_RDONLY) = 3")]);
}

#[test]
fn a_handles_size_is_told_even_if_it_does_not_fit() {
    let space = space();
    space.put(AT, &words(&[128, 0]));
    space.put(0x9000, &words(&[27]));
    let trial = |arguments: &[u64]| {
        space.put(AT, &words(&[128, 0]));
        Trial::within(&space, Abi::X86_64, "name_to_handle_at", arguments)
    };
    let call = trial(&[CWD, F, AT, 0x9000, 0x1400]);
    assert_eq!(call.unfinished(), r#"name_to_handle_at(AT_FDCWD, "f", {handle_bytes=128 <unfinished ...>"#);
    assert_eq!(
        call.exit(ENOENT),
        r#"name_to_handle_at(AT_FDCWD, "f", {handle_bytes=128}, 0x9000, AT_SYMLINK_FOLLOW|AT_EMPTY_PATH) = -1 ENOENT (No such file or directory)"#
    );
    space.put(AT, &[&words(&[8, 1])[..], &[0x13, 0, 0, 0, 0, 0, 0, 0]].concat());
    assert_eq!(
        call.exit(0),
        r#"name_to_handle_at(AT_FDCWD, "f", {handle_bytes=128 => 8, handle_type=1, f_handle="\x13\x00\x00\x00\x00\x00\x00\x00"}, [27], AT_SYMLINK_FOLLOW|AT_EMPTY_PATH) = 0"#
    );
    assert_eq!(
        call.exit(-75),
        r#"name_to_handle_at(AT_FDCWD, "f", {handle_bytes=128 => 8}, 0x9000, AT_SYMLINK_FOLLOW|AT_EMPTY_PATH) = -1 EOVERFLOW (Value too large for defined data type)"#
    );
    let unreadable = trial(&[CWD, F, EDGE, 0x9000, 0]);
    assert_eq!(
        unreadable.exit(-14),
        r#"name_to_handle_at(AT_FDCWD, "f", 0x4ffe, 0x9000, 0) = -1 EFAULT (Bad address)"#
    );
}
