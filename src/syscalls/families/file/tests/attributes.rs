//! Extended attributes and file attributes.

use super::*;

#[test]
fn values_that_are_set() {
    let space = space();
    space.put(AT, &[&b"hello"[..], &[0; 70_000]].concat());
    space.put(0x3_0000, &[b'a'; 33]);
    space.put(0x4_0000, b"A\0B\0\0");
    let a = |size: u64, shown: &str| format!(r#"setxattr("f", "g", {shown}, {size}, 0) = 0"#);
    let zeros = format!(r#""hello{}""#, "\\0".repeat(26));
    let long = format!(r#""{}"..."#, "a".repeat(32));
    space.check(
        Abi::X86_64,
        &[
            ("setxattr", &[F, G, AT, 5, 0], 0, &a(5, r#""hello""#)),
            ("setxattr", &[F, G, AT, 6, 0], 0, &a(6, r#""hello""#)),
            ("setxattr", &[F, G, AT, 3, 0], 0, &a(3, r#""hel""#)),
            ("setxattr", &[F, G, AT, 33, 0], 0, &a(33, &zeros)),
            ("setxattr", &[F, G, AT, 65536, 0], 0, &a(65536, &zeros)),
            ("setxattr", &[F, G, AT, 65537, 0], 0, &a(65537, "0x8000")),
            ("setxattr", &[F, G, AT, u64::MAX, 0], 0, &a(u64::MAX, "0x8000")),
            ("setxattr", &[F, G, 0x3_0000, 33, 0], 0, &a(33, &long)),
            ("setxattr", &[F, G, 0x4_0000, 5, 0], 0, &a(5, r#""A\0B\0""#)),
            ("setxattr", &[F, G, EDGE, 3, 0], 0, &a(3, "0x4ffe")),
            ("setxattr", &[F, G, 0, 0, 0], 0, &a(0, "NULL")),
            ("setxattr", &[F, G, NOWHERE, 0, 0], 0, &a(0, r#""""#)),
            ("setxattr", &[F, EDGE, 0, 0, 1], 0, r#"setxattr("f", 0x4ffe, NULL, 0, XATTR_CREATE) = 0"#),
            (
                "lsetxattr",
                &[F, G, AT, 1, 0xffff_ffff],
                0,
                r#"lsetxattr("f", "g", "h", 1, XATTR_CREATE|XATTR_REPLACE|0xfffffffc) = 0"#,
            ),
            (
                "fsetxattr",
                &[3, G, AT, 1, 4],
                -95,
                r#"fsetxattr(3, "g", "h", 1, 0x4 /* XATTR_??? */) = -1 EOPNOTSUPP (Operation not supported)"#,
            ),
            ("removexattr", &[F, G], 0, r#"removexattr("f", "g") = 0"#),
            ("fremovexattr", &[3, G], 0, r#"fremovexattr(3, "g") = 0"#),
        ],
    );
}

#[test]
fn values_and_names_that_are_got() {
    check(
        Abi::X86_64,
        b"hello\0w\0",
        &[
            ("getxattr", &[F, G, AT, 100], 7, r#"getxattr("f", "g", "hello\0w", 100) = 7"#),
            ("getxattr", &[F, G, AT, 100], 6, r#"getxattr("f", "g", "hello", 100) = 6"#),
            ("getxattr", &[F, G, AT, 100], 0, r#"getxattr("f", "g", "", 100) = 0"#),
            (
                "lgetxattr",
                &[F, G, AT, 3],
                -34,
                r#"lgetxattr("f", "g", 0x8000, 3) = -1 ERANGE (Numerical result out of range)"#,
            ),
            ("fgetxattr", &[3, G, 0, 0], 7, r#"fgetxattr(3, "g", NULL, 0) = 7"#),
            // strace shows what happens to be in the buffer, which the call did not fill.
            ("fgetxattr", &[3, G, AT, 0], 7, r#"fgetxattr(3, "g", 0x8000, 0) = 7"#),
            ("listxattr", &[F, AT, 100], 8, r#"listxattr("f", "hello\0w\0", 100) = 8"#),
            ("llistxattr", &[F, AT, 0], 8, r#"llistxattr("f", 0x8000, 0) = 8"#),
            ("flistxattr", &[3, AT, 5], -34, "flistxattr(3, 0x8000, 5) = -1 ERANGE (Numerical result out of range)"),
        ],
    );
}

/// These calls are not known to strace 6.1.
#[test]
fn attributes_relative_to_a_directory() {
    let arguments = |address: u64, size: u32, flags: u32| [longs(&[address]), words(&[size, flags])].concat();
    for abi in Abi::ALL {
        let space = space();
        space.put(AT, &arguments(0x9000, 5, 1));
        space.put(0x9000, b"hello");
        space.put(0xa000, &arguments(0x9000, 0, 0));
        space.check(abi, &[
            ("setxattrat", &[CWD, F, 0x100, G, AT, 16], 0,
                r#"setxattrat(AT_FDCWD, "f", AT_SYMLINK_NOFOLLOW, "g", {value="hello", size=5, flags=XATTR_CREATE}, 16) = 0"#),
            ("getxattrat", &[CWD, F, 0, G, AT, 16], 2,
                r#"getxattrat(AT_FDCWD, "f", 0, "g", {value="he", size=5, flags=XATTR_CREATE}, 16) = 2"#),
            ("getxattrat", &[CWD, F, 0, G, 0xa000, 16], 2,
                r#"getxattrat(AT_FDCWD, "f", 0, "g", {value=0x9000, size=0, flags=0}, 16) = 2"#),
            ("getxattrat", &[CWD, F, 0, G, AT, 16], ENOENT,
                r#"getxattrat(AT_FDCWD, "f", 0, "g", 0x8000, 16) = -1 ENOENT (No such file or directory)"#),
            ("listxattrat", &[CWD, F, 0, 0x9000, 9], 5, r#"listxattrat(AT_FDCWD, "f", 0, "hello", 9) = 5"#),
            ("removexattrat", &[CWD, F, 0, G], 0, r#"removexattrat(AT_FDCWD, "f", 0, "g") = 0"#),
        ]);
    }
}

/// These calls are not known to strace 6.1.
#[test]
fn file_attributes() {
    let bytes = [longs(&[0x8000_0001]), words(&[1, 2, 3, 4])].concat();
    let shown =
        "{fa_xflags=FS_XFLAG_REALTIME|FS_XFLAG_HASATTR, fa_extsize=1, fa_nextents=2, fa_projid=3, fa_cowextsize=4}";
    check(
        Abi::X86_64,
        &bytes,
        &[
            (
                "file_setattr",
                &[CWD, F, AT, 24, 0x100],
                0,
                &format!(r#"file_setattr(AT_FDCWD, "f", {shown}, 24, AT_SYMLINK_NOFOLLOW) = 0"#),
            ),
            ("file_getattr", &[CWD, F, AT, 24, 0], 0, &format!(r#"file_getattr(AT_FDCWD, "f", {shown}, 24, 0) = 0"#)),
            (
                "file_getattr",
                &[CWD, F, AT, 24, 0],
                ENOENT,
                r#"file_getattr(AT_FDCWD, "f", 0x8000, 24, 0) = -1 ENOENT (No such file or directory)"#,
            ),
        ],
    );
}
