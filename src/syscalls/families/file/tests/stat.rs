//! What is known of files and file systems.

use super::*;

/// `struct stat` of x86_64.
fn stat(mode: u32, rdev: u64, size: i64, times: [i64; 6]) -> Vec<u8> {
    let mut bytes = longs(&[0x803, 1234, 2]);
    bytes.extend(words(&[mode, 1000, 2000, 0]));
    bytes.extend(longs(&[rdev, size as u64, 4096, 8]));
    bytes.extend(longs(&times.map(|time| time as u64)));
    bytes.extend(longs(&[0; 3]));
    bytes
}

const TIMES: [i64; 6] = [1_700_000_000, 5, -1, 999_999_999, 1 << 40, 2_000_000_000];

#[test]
fn the_short_form_shows_type_and_size() {
    let short = |mode, rdev, size, expected: &str| {
        let expected = format!("fstat(3, {{{expected}, ...}}) = 0");
        check(Abi::X86_64, &stat(mode, rdev, size, TIMES), &[("fstat", &[3, AT], 0, &expected)]);
    };
    short(0o100644, 0, 123, "st_mode=S_IFREG|0644, st_size=123");
    short(0o20620, 0x8800, 5, "st_mode=S_IFCHR|0620, st_rdev=makedev(0x88, 0)");
    short(0o60660, 0x1122_3344_5566_7788, 5, "st_mode=S_IFBLK|0660, st_rdev=makedev(0x11223677, 0x34455688)");
    short(0o40755, 1, -1, "st_mode=S_IFDIR|0755, st_size=18446744073709551615");
    short(0o104755, 1, 0, "st_mode=S_IFREG|S_ISUID|0755, st_size=0");
    short(0o100644 | 0x10000, 1, 0, "st_mode=S_IFREG|0200644, st_size=0");
    short(0o30000, 5, 5, "st_mode=030000, st_size=5");
    short(0, 5, 0, "st_mode=000, st_size=0");
    short(u32::MAX, 5, 0, "st_mode=037777777777, st_size=0");
    let space = space();
    space.put(AT, &stat(0o100644, 0, 1, TIMES));
    space.check(Abi::X86_64, &[
        ("stat", &[F, AT], ENOENT, r#"stat("f", 0x8000) = -1 ENOENT (No such file or directory)"#),
        ("lstat", &[F, 0], 0, r#"lstat("f", NULL) = 0"#),
        ("stat", &[F, EDGE], 0, r#"stat("f", 0x4ffe) = 0"#),
        ("newfstatat", &[CWD, F, AT, 0x1100], 0,
            r#"newfstatat(AT_FDCWD, "f", {st_mode=S_IFREG|0644, st_size=1, ...}, AT_SYMLINK_NOFOLLOW|AT_EMPTY_PATH) = 0"#),
    ]);
    let trial = Trial::within(&space, Abi::X86_64, "newfstatat", &[CWD, F, AT, 0x1100]);
    assert_eq!(trial.unfinished(), r#"newfstatat(AT_FDCWD, "f",  <unfinished ...>"#);
}

/// Dates depend on the time zone of the machine: they are compared elsewhere.
fn without_dates(line: &str) -> String {
    let mut parts = line.split(" /* ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |line, part| line + part.split_once(" */").map_or("", |part| part.1))
}

#[track_caller]
fn long(abi: Abi, name: &str, bytes: &[u8], dates: usize, expected: &str) {
    let space = space();
    space.put(AT, bytes);
    let line = Trial::within(&space, abi, name, &[3, AT]).verbose().exit(0);
    assert_eq!(line.matches("/* ").count(), dates, "{line}");
    assert_eq!(without_dates(&line), format!("{name}(3, {{{expected}}}) = 0"));
}

#[test]
fn the_long_form_shows_all() {
    long(
        Abi::X86_64,
        "fstat",
        &stat(0o100644, 0, 123, TIMES),
        2,
        "st_dev=makedev(0x8, 0x3), st_ino=1234, st_mode=S_IFREG|0644, st_nlink=2, st_uid=1000, st_gid=2000, st_blksize=4096, \
         st_blocks=8, st_size=123, st_atime=1700000000, st_atime_nsec=5, st_mtime=-1, st_mtime_nsec=999999999, \
         st_ctime=1099511627776, st_ctime_nsec=2000000000",
    );
    // The epoch is no date, unless it has nanoseconds; nor is a year that no calendar has.
    long(
        Abi::X86_64,
        "fstat",
        &stat(0o20620, 0x8800, 123, [0, 0, 0, 7, i64::MIN, 0]),
        1,
        "st_dev=makedev(0x8, 0x3), st_ino=1234, st_mode=S_IFCHR|0620, st_nlink=2, st_uid=1000, st_gid=2000, st_blksize=4096, \
         st_blocks=8, st_rdev=makedev(0x88, 0), st_atime=0, st_atime_nsec=0, st_mtime=0, st_mtime_nsec=7, \
         st_ctime=-9223372036854775808, st_ctime_nsec=0",
    );
}

#[test]
fn the_structures_of_i386() {
    let halves = |numbers: &[u16]| numbers.iter().flat_map(|number| number.to_ne_bytes()).collect::<Vec<_>>();
    let mut short = words(&[0x803, u32::MAX]);
    short.extend(halves(&[0o100644, 2, 1000, 65535]));
    short.extend(words(&[0, u32::MAX, 4096, 8, 1, 2, -1i32 as u32, 4, 5, 6, 0, 0]));
    long(
        Abi::I386,
        "fstat",
        &short,
        3,
        "st_dev=makedev(0x8, 0x3), st_ino=4294967295, st_mode=S_IFREG|0644, st_nlink=2, st_uid=1000, st_gid=65535, \
         st_blksize=4096, st_blocks=8, st_size=4294967295, st_atime=1, st_atime_nsec=2, st_mtime=-1, st_mtime_nsec=4, \
         st_ctime=5, st_ctime_nsec=6",
    );
    let mut wide = longs(&[0x803]);
    wide.extend(words(&[0, 99, 0o20620, 2, u32::MAX, 2000]));
    wide.extend(longs(&[0x8800]));
    wide.extend(words(&[0]));
    wide.extend(longs(&[123]));
    wide.extend(words(&[4096]));
    wide.extend(longs(&[8]));
    wide.extend(words(&[1, 2, 3, 4, 5, 6]));
    wide.extend(longs(&[1_234_567_890_123]));
    long(
        Abi::I386,
        "fstat64",
        &wide,
        3,
        "st_dev=makedev(0x8, 0x3), st_ino=1234567890123, st_mode=S_IFCHR|0620, st_nlink=2, st_uid=4294967295, st_gid=2000, \
         st_blksize=4096, st_blocks=8, st_rdev=makedev(0x88, 0), st_atime=1, st_atime_nsec=2, st_mtime=3, st_mtime_nsec=4, \
         st_ctime=5, st_ctime_nsec=6",
    );
    let mut old = halves(&[0x803, 1234, 0o100644, 2, 1000, 2000, 0, 0]);
    old.extend(words(&[123, 1, 2, 3]));
    long(
        Abi::I386,
        "oldfstat",
        &old,
        3,
        "st_dev=makedev(0x8, 0x3), st_ino=1234, st_mode=S_IFREG|0644, st_nlink=2, st_uid=1000, st_gid=2000, st_blksize=0, \
         st_blocks=0, st_size=123, st_atime=1, st_mtime=2, st_ctime=3",
    );
}

/// `struct statx` with this mask and these attributes.
fn statx(mask: u32, attributes: u64) -> Vec<u8> {
    let mut bytes = words(&[mask, 4096]);
    bytes.extend(longs(&[attributes]));
    bytes.extend(words(&[2, 10, u32::MAX, 0o100644]));
    bytes.extend(longs(&[99, 1234, 8, 0x30]));
    (0..4).for_each(|time| bytes.extend([longs(&[time]), words(&[0, 0])].concat()));
    bytes.extend(words(&[1, 3, 8, 1]));
    bytes.extend(longs(&[77]));
    bytes.extend(words(&[512, 4096]));
    bytes.extend(longs(&[5]));
    bytes.extend(words(&[6, 7, 8, 9]));
    bytes.resize(256, 1);
    bytes
}

#[test]
fn statx_shows_what_is_filled() {
    let call: &[u64] = &[CWD, F, 0x1100, 0x7ff, AT];
    let start = r#"statx(AT_FDCWD, "f", AT_STATX_SYNC_AS_STAT|AT_SYMLINK_NOFOLLOW|AT_EMPTY_PATH, STATX_BASIC_STATS, "#;
    for abi in Abi::ALL {
        check(
            abi,
            &statx(0xfff, 4),
            &[(
                "statx",
                call,
                0,
                &format!(
                    "{start}{{stx_mask=STATX_ALL, stx_attributes=STATX_ATTR_COMPRESSED, stx_mode=S_IFREG|0644, stx_size=1234, ...}}) = 0",
                ),
            )],
        );
    }
    check(
        Abi::X86_64,
        &statx(0, 0x80_0000),
        &[
            (
                "statx",
                call,
                0,
                &format!("{start}{{stx_mask=0, stx_attributes=0x800000 /* STATX_ATTR_??? */, ...}}) = 0"),
            ),
            ("statx", call, ENOENT, &format!("{start}0x8000) = -1 ENOENT (No such file or directory)")),
            (
                "statx",
                &[CWD, F, 0x6000, 1 << 31, 0],
                0,
                r#"statx(AT_FDCWD, "f", AT_STATX_FORCE_SYNC|AT_STATX_DONT_SYNC, 0x80000000 /* STATX_??? */, NULL) = 0"#,
            ),
        ],
    );
    let space = space();
    space.put(AT, &statx(0x3fff, 0));
    let line = Trial::within(&space, Abi::X86_64, "statx", call).verbose().exit(0);
    assert_eq!(
        without_dates(&line),
        format!(
            "{start}{{stx_mask=STATX_ALL|STATX_MNT_ID|STATX_DIOALIGN, stx_blksize=4096, stx_attributes=0, stx_nlink=2, stx_uid=10, \
         stx_gid=-1, stx_mode=S_IFREG|0644, stx_ino=99, stx_size=1234, stx_blocks=8, \
         stx_attributes_mask=STATX_ATTR_IMMUTABLE|STATX_ATTR_APPEND, stx_atime={{tv_sec=0, tv_nsec=0}}, \
         stx_btime={{tv_sec=1, tv_nsec=0}}, stx_ctime={{tv_sec=2, tv_nsec=0}}, stx_mtime={{tv_sec=3, tv_nsec=0}}, \
         stx_rdev_major=1, stx_rdev_minor=3, stx_dev_major=8, stx_dev_minor=1, stx_mnt_id=0x4d, stx_dio_mem_align=512, \
         stx_dio_offset_align=4096}}) = 0",
        )
    );
    // Members that strace 6.1 does not know.
    space.put(AT, &statx(0x18000, 0));
    space.check_verbose(Abi::X86_64, &[("statx", call, 0, &format!(
        "{start}{{stx_mask=STATX_SUBVOL|STATX_WRITE_ATOMIC, stx_blksize=4096, stx_attributes=0, \
         stx_attributes_mask=STATX_ATTR_IMMUTABLE|STATX_ATTR_APPEND, stx_rdev_major=1, stx_rdev_minor=3, stx_dev_major=8, \
         stx_dev_minor=1, stx_subvol=5, stx_atomic_write_unit_min=6, stx_atomic_write_unit_max=7, \
         stx_atomic_write_segments_max=8, stx_atomic_write_unit_max_opt=16843009}}) = 0",
    ))]);
}

#[test]
fn file_systems() {
    let bytes = |kind: u64, flags: u64| {
        let mut bytes = longs(&[kind, 4096, 100, 50, 40, 1000, 900]);
        bytes.extend(words(&[0xfc7d_1234, 2]));
        bytes.extend(longs(&[255, 4096, flags, 0, 0, 0, 0]));
        bytes
    };
    let counts = "f_bsize=4096, f_blocks=100, f_bfree=50, f_bavail=40, f_files=1000, f_ffree=900, \
        f_fsid={val=[0xfc7d1234, 0x2]}, f_namelen=255, f_frsize=4096";
    let known = format!(r#"statfs("f", {{f_type=EXT2_SUPER_MAGIC, {counts}, f_flags=ST_VALID|ST_RELATIME}}) = 0"#);
    check(
        Abi::X86_64,
        &bytes(0xef53, 0x1020),
        &[
            ("statfs", &[F, AT], 0, &known),
            ("statfs", &[F, AT], ENOENT, r#"statfs("f", 0x8000) = -1 ENOENT (No such file or directory)"#),
            ("fstatfs", &[3, 0], 0, "fstatfs(3, NULL) = 0"),
            ("ustat", &[0x803, AT], 0, "ustat(makedev(0x8, 0x3), 0x8000) = 0"),
        ],
    );
    let unknown = format!("fstatfs(3, {{f_type=0xff534d42ffffffff, {counts}}}) = 0");
    check(Abi::X86_64, &bytes(0xff53_4d42_ffff_ffff, 0x1000), &[("fstatfs", &[3, AT], 0, &unknown)]);
    let mut wide = words(&[0x0102_1994, 4096]);
    wide.extend(longs(&[100, 50, 40, 1000, 900]));
    wide.extend(words(&[0xfc7d_1234, 2, 255, 4096, 0x26, 0, 0, 0, 0]));
    let tmpfs =
        format!(r#"statfs64("f", 84, {{f_type=TMPFS_MAGIC, {counts}, f_flags=ST_VALID|ST_NOSUID|ST_NODEV}}) = 0"#);
    check(
        Abi::I386,
        &wide,
        &[
            ("statfs64", &[F, 84, AT], 0, &tmpfs),
            ("statfs64", &[F, 88, AT], 0, r#"statfs64("f", 88, 0x8000) = 0"#),
            ("fstatfs64", &[3, 84, AT], -9, "fstatfs64(3, 84, 0x8000) = -1 EBADF (Bad file descriptor)"),
        ],
    );
    let short = words(&[0x0102_1994, 4096, 100, 50, 40, 1000, 900, 0xfc7d_1234, 2, 255, 4096, 0x20, 0, 0, 0, 0]);
    let tmpfs = format!(r#"statfs("f", {{f_type=TMPFS_MAGIC, {counts}, f_flags=ST_VALID}}) = 0"#);
    check(Abi::I386, &short, &[("statfs", &[F, AT], 0, &tmpfs)]);
}
