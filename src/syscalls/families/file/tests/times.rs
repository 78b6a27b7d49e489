//! Setting times. The dates behind them are those of the machine's time zone: what they are is tested where they are made,
//! here it is whether there is one.

use super::*;

fn shown(abi: Abi, name: &str, arguments: &[u64], bytes: &[u8]) -> String {
    let space = space();
    space.put(AT, bytes);
    Trial::within(&space, abi, name, arguments).exit(0)
}

#[test]
fn seconds_and_microseconds() {
    let times = |numbers: &[u64]| shown(Abi::X86_64, "utimes", &[F, AT], &longs(numbers));
    assert_eq!(times(&[0, 0, 0, 0]), r#"utimes("f", [{tv_sec=0, tv_usec=0}, {tv_sec=0, tv_usec=0}]) = 0"#);
    assert_eq!(
        times(&[u64::MAX, u64::MAX, 3, 1_000_000]),
        r#"utimes("f", [{tv_sec=-1, tv_usec=18446744073709551615}, {tv_sec=3, tv_usec=1000000}]) = 0"#
    );
    let line = times(&[86_400, 2, 86_400, 0]);
    assert!(line.contains("{tv_sec=86400, tv_usec=2} /* 1970-01-0") && line.contains(".000002"), "{line}");
    assert_eq!(line.matches(" /* ").count(), 2);
    check(
        Abi::X86_64,
        &longs(&[1, 2]),
        &[
            ("utimes", &[F, 0], 0, r#"utimes("f", NULL) = 0"#),
            ("utimes", &[F, AT], 0, r#"utimes("f", 0x8000) = 0"#),
            ("futimesat", &[CWD, F, NOWHERE], 0, r#"futimesat(AT_FDCWD, "f", 0x1) = 0"#),
        ],
    );
    let line = shown(Abi::I386, "utimes", &[F, AT], &words(&[u32::MAX, u32::MAX, 0, 0]));
    assert_eq!(line, r#"utimes("f", [{tv_sec=-1, tv_usec=4294967295}, {tv_sec=0, tv_usec=0}]) = 0"#);
}

#[test]
fn seconds_and_nanoseconds() {
    let (now, omit) = (0x3fff_ffff, 0x3fff_fffe);
    check(
        Abi::X86_64,
        &longs(&[7, now, 0, omit]),
        &[
            ("utimensat", &[3, 0, AT, 0], 0, "utimensat(3, NULL, [UTIME_NOW, UTIME_OMIT], 0) = 0"),
            ("utimensat", &[CWD, F, 0, 0x100], 0, r#"utimensat(AT_FDCWD, "f", NULL, AT_SYMLINK_NOFOLLOW) = 0"#),
        ],
    );
    let line = shown(Abi::X86_64, "utimensat", &[3, 0, AT, 0], &longs(&[86_400, 5, 7, 1_000_000_000]));
    assert!(line.contains(".000000005") && line.ends_with("{tv_sec=7, tv_nsec=1000000000}], 0) = 0"), "{line}");
    let wide = longs(&[u64::MAX, u64::MAX, 0, now]);
    let line = shown(Abi::I386, "utimensat_time64", &[CWD, F, AT, 0], &wide);
    assert_eq!(
        line,
        r#"utimensat_time64(AT_FDCWD, "f", [{tv_sec=-1, tv_nsec=18446744073709551615}, UTIME_NOW], 0) = 0"#
    );
    let line = shown(Abi::I386, "utimensat", &[CWD, F, AT, 0], &words(&[0, 0, 5, omit as u32]));
    assert_eq!(line, r#"utimensat(AT_FDCWD, "f", [{tv_sec=0, tv_nsec=0}, UTIME_OMIT], 0) = 0"#);
}

#[test]
fn whole_seconds() {
    check(
        Abi::X86_64,
        &longs(&[0, 0]),
        &[
            ("utime", &[F, AT], 0, r#"utime("f", {actime=0, modtime=0}) = 0"#),
            ("utime", &[F, 0], 0, r#"utime("f", NULL) = 0"#),
        ],
    );
    let line = shown(Abi::I386, "utime", &[F, AT], &words(&[86_400, u32::MAX]));
    assert!(
        line.starts_with(r#"utime("f", {actime=86400 /* 1970-01-0"#) && line.contains("modtime=-1 /* 19"),
        "{line}"
    );
}
