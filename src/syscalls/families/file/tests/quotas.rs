//! Quotas.

use super::*;

/// A command for the quotas of users, or of groups for those of XFS.
fn command(operation: u64) -> u64 {
    operation << 8 | u64::from(operation < 0x80_0000)
}

#[test]
fn quotas_of_the_vfs() {
    let quota = [longs(&[1, 2, 3, 4, 5, 6, 7, 8]), words(&[0x3f, 0])].concat();
    let limits =
        "dqb_bhardlimit=1, dqb_bsoftlimit=2, dqb_curspace=3, dqb_ihardlimit=4, dqb_isoftlimit=5, dqb_curinodes=6";
    let valid = "dqb_valid=QIF_BLIMITS|QIF_SPACE|QIF_ILIMITS|QIF_INODES|QIF_BTIME|QIF_ITIME";
    check(
        Abi::X86_64,
        &quota,
        &[
            (
                "quotactl",
                &[command(0x800007), F, 2, AT],
                0,
                &format!(r#"quotactl(QCMD(Q_GETQUOTA, USRQUOTA), "f", 2, {{{limits}, ...}}) = 0"#),
            ),
            (
                "quotactl",
                &[command(0x800007), F, 2, AT],
                ENOENT,
                r#"quotactl(QCMD(Q_GETQUOTA, USRQUOTA), "f", 2, 0x8000) = -1 ENOENT (No such file or directory)"#,
            ),
            (
                "quotactl",
                &[command(0x800008) | 2, F, u64::MAX, AT],
                ENOENT,
                &format!(
                    r#"quotactl(QCMD(Q_SETQUOTA, PRJQUOTA), "f", -1, {{{limits}, ...}}) = -1 ENOENT (No such file or directory)"#
                ),
            ),
            (
                "quotactl",
                &[command(0x800007) | 3, 0, 1, EDGE],
                0,
                "quotactl(QCMD(Q_GETQUOTA, 0x3 /* ???QUOTA */), NULL, 1, 0x4ffe) = 0",
            ),
            (
                "quotactl_fd",
                &[5, command(0x800007), 1, AT],
                0,
                &format!("quotactl_fd(5, QCMD(Q_GETQUOTA, USRQUOTA), 1, {{{limits}, ...}}) = 0"),
            ),
        ],
    );
    for abi in [Abi::X86_64, Abi::I386] {
        check_verbose(
            abi,
            &quota,
            &[(
                "quotactl",
                &[command(0x800007), F, 2, AT],
                0,
                &format!(
                    r#"quotactl(QCMD(Q_GETQUOTA, USRQUOTA), "f", 2, {{{limits}, dqb_btime=7, dqb_itime=8, {valid}}}) = 0"#
                ),
            )],
        );
    }
    let next = [longs(&[1, 2, 3, 4, 5, 6, 7, 8]), words(&[0x3f, 1000])].concat();
    check(
        Abi::X86_64,
        &next,
        &[(
            "quotactl",
            &[command(0x800009), F, 2, AT],
            0,
            &format!(r#"quotactl(QCMD(Q_GETNEXTQUOTA, USRQUOTA), "f", 2, {{{limits}, dqb_id=1000, ...}}) = 0"#),
        )],
    );
}

#[test]
fn commands_without_an_id_do_not_show_it() {
    let info = [longs(&[604_800, 86_400]), words(&[0x3_0003, 0x1f])].concat();
    let shown = "{dqi_bgrace=604800, dqi_igrace=86400, dqi_flags=DQF_ROOT_SQUASH|DQF_SYS_FILE|0x20002, \
        dqi_valid=IIF_BGRACE|IIF_IGRACE|IIF_FLAGS|0x18}";
    check(
        Abi::X86_64,
        &info,
        &[
            (
                "quotactl",
                &[command(0x800005), F, 77, AT],
                0,
                &format!(r#"quotactl(QCMD(Q_GETINFO, USRQUOTA), "f", {shown}) = 0"#),
            ),
            (
                "quotactl",
                &[command(0x800006), F, 77, AT],
                0,
                &format!(r#"quotactl(QCMD(Q_SETINFO, USRQUOTA), "f", {shown}) = 0"#),
            ),
            ("quotactl", &[command(0x800001), F, 77, AT], 0, r#"quotactl(QCMD(Q_SYNC, USRQUOTA), "f") = 0"#),
            ("quotactl", &[command(0x800003), F, 77, AT], 0, r#"quotactl(QCMD(Q_QUOTAOFF, USRQUOTA), "f") = 0"#),
            (
                "quotactl",
                &[command(0x800002), F, 4, G],
                0,
                r#"quotactl(QCMD(Q_QUOTAON, USRQUOTA), "f", QFMT_VFS_V1, "g") = 0"#,
            ),
            (
                "quotactl",
                &[command(0x800002), F, 77, G],
                0,
                r#"quotactl(QCMD(Q_QUOTAON, USRQUOTA), "f", 0x4d /* QFMT_VFS_??? */, "g") = 0"#,
            ),
            ("quotactl", &[0, F, 5, 6], 0, r#"quotactl(QCMD(0 /* Q_??? */, USRQUOTA), "f", 5, 0x6) = 0"#),
            (
                "quotactl",
                &[0xffff_ffff, F, 5, 6],
                0,
                r#"quotactl(QCMD(0xffffff /* Q_??? */, 0xff /* ???QUOTA */), "f", 5, 0x6) = 0"#,
            ),
            ("quotactl_fd", &[5, command(0x800001), 1, 1], 0, "quotactl_fd(5, QCMD(Q_SYNC, USRQUOTA)) = 0"),
        ],
    );
    check(
        Abi::X86_64,
        &words(&[2]),
        &[
            (
                "quotactl",
                &[command(0x800004), F, 77, AT],
                0,
                r#"quotactl(QCMD(Q_GETFMT, USRQUOTA), "f", [QFMT_VFS_V0]) = 0"#,
            ),
            (
                "quotactl",
                &[command(0x5801), F, 77, AT],
                0,
                r#"quotactl(QCMD(Q_XQUOTAON, GRPQUOTA), "f", [FS_QUOTA_UDQ_ENFD]) = 0"#,
            ),
            ("quotactl", &[command(0x5807), F, 77, AT], 0, r#"quotactl(QCMD(Q_XQUOTASYNC, GRPQUOTA), "f") = 0"#),
        ],
    );
    check(
        Abi::X86_64,
        &words(&[0x8000]),
        &[(
            "quotactl",
            &[command(0x5802), F, 77, AT],
            0,
            r#"quotactl(QCMD(Q_XQUOTAOFF, GRPQUOTA), "f", [0x8000 /* FS_QUOTA_??? */]) = 0"#,
        )],
    );
}

#[test]
fn quotas_of_xfs() {
    let mut quota = vec![0xff, 0xff, 0xff, 0xff];
    quota.extend(words(&[u32::MAX]));
    quota.extend(longs(&[4, 5, 6, 7, 8, 9]));
    quota.extend(words(&[-1i32 as u32, -2i32 as u32, 65535 | 65534 << 16, 0]));
    quota.extend(longs(&[16, 17, 18]));
    quota.extend(words(&[-19i32 as u32, 20, 0, 0]));
    let short = "d_version=-1, d_flags=FS_USER_QUOTA|FS_PROJ_QUOTA|FS_GROUP_QUOTA|0xf8, d_fieldmask=0xffff, d_id=4294967295, \
        d_blk_hardlimit=4, d_blk_softlimit=5, d_ino_hardlimit=6, d_ino_softlimit=7, d_bcount=8, d_icount=9";
    let call = (command(0x5803), r#"quotactl(QCMD(Q_XGETQUOTA, GRPQUOTA), "f", 1"#);
    for abi in Abi::ALL {
        check(abi, &quota, &[("quotactl", &[call.0, F, 1, AT], 0, &format!("{}, {{{short}, ...}}) = 0", call.1))]);
        check_verbose(
            abi,
            &quota,
            &[(
                "quotactl",
                &[call.0, F, 1, AT],
                0,
                &format!(
                    "{}, {{{short}, d_itimer=-1, d_btimer=-2, d_iwarns=65535, d_bwarns=65534, d_rtb_hardlimit=16, d_rtb_softlimit=17, \
             d_rtbcount=18, d_rtbtimer=-19, d_rtbwarns=20}}) = 0",
                    call.1
                ),
            )],
        );
    }
}

#[test]
fn states_of_xfs() {
    let tail = "qs_btimelimit=-1, qs_itimelimit=32, qs_rtbtimelimit=33, qs_bwarnlimit=34, qs_iwarnlimit=35";
    let limits = words(&[-1i32 as u32, 32, 33, 34 | 35 << 16]);
    let file = |padded: bool, ino: u64| {
        let mut bytes = longs(&[ino, ino + 1]);
        bytes.extend(words(if padded { &[12, 0] } else { &[12] }));
        bytes
    };
    let shown = |ino: u64| format!("{{qfs_ino={ino}, qfs_nblks={}, qfs_nextents=12}}", ino + 1);
    // i386 packs the older structure.
    for (abi, padded) in [(Abi::X86_64, true), (Abi::I386, false)] {
        let head = [0xfd, 0, 3, 0, 1, 0, 0, 0];
        // Four bytes of alignment end the structure of x86_64.
        let state = [&head[..], &file(padded, 10), &file(padded, 20), &words(&[30]), &limits, &words(&[0])].concat();
        check_verbose(
            abi,
            &state,
            &[(
                "quotactl",
                &[command(0x5805), F, 1, AT],
                0,
                &format!(
                    "quotactl(QCMD(Q_XGETQSTAT, GRPQUOTA), \"f\", {{qs_version=-3, qs_flags=FS_QUOTA_UDQ_ACCT|FS_QUOTA_UDQ_ENFD, \
             qs_uquota={}, qs_gquota={}, qs_incoredqs=30, {tail}}}) = 0",
                    shown(10),
                    shown(20)
                ),
            )],
        );
        check(
            abi,
            &state,
            &[(
                "quotactl",
                &[command(0x5805), F, 1, AT],
                0,
                r#"quotactl(QCMD(Q_XGETQSTAT, GRPQUOTA), "f", {qs_version=-3, ...}) = 0"#,
            )],
        );
        let head = [1, 0, 3, 0, 30, 0, 0, 0];
        let state = [&head[..], &file(true, 10), &file(true, 20), &file(true, 40), &limits, &longs(&[0; 8])].concat();
        check_verbose(
            abi,
            &state,
            &[(
                "quotactl",
                &[command(0x5808), F, 1, AT],
                0,
                &format!(
                    "quotactl(QCMD(Q_XGETQSTATV, GRPQUOTA), \"f\", {{qs_version=1, qs_flags=FS_QUOTA_UDQ_ACCT|FS_QUOTA_UDQ_ENFD, \
             qs_incoredqs=30, qs_uquota={}, qs_gquota={}, qs_pquota={}, {tail}}}) = 0",
                    shown(10),
                    shown(20),
                    shown(40)
                ),
            )],
        );
    }
}
