//! Disk quotas (quotactl(2), linux/quota.h, linux/dqblk_xfs.h).

use super::number::{Hex16, Int, Padding, Short, U64, Uint, Ushort};
use super::{flags, names, numbers, records};
use crate::snapshot::Sizes;
use crate::value::Value;

names! {
    /// quotactl(2)'s command without the kind of quota, which is in its lowest byte.
    QuotaOperation: u32 "Q_???" {
        Q_SYNC = 0x800001, Q_QUOTAON = 0x800002, Q_QUOTAOFF = 0x800003, Q_GETFMT = 0x800004, Q_GETINFO = 0x800005,
        Q_SETINFO = 0x800006, Q_GETQUOTA = 0x800007, Q_SETQUOTA = 0x800008, Q_GETNEXTQUOTA = 0x800009, Q_XQUOTAON = 0x5801,
        Q_XQUOTAOFF = 0x5802, Q_XGETQUOTA = 0x5803, Q_XSETQLIM = 0x5804, Q_XGETQSTAT = 0x5805, Q_XQUOTARM = 0x5806,
        Q_XQUOTASYNC = 0x5807, Q_XGETQSTATV = 0x5808, Q_XGETNEXTQUOTA = 0x5809,
    }
    /// Whose quota.
    QuotaKind: u32 "???QUOTA" { USRQUOTA = 0, GRPQUOTA = 1, PRJQUOTA = 2 }
    /// The format of a quota file.
    QuotaFormat: u32 "QFMT_VFS_???" { QFMT_VFS_OLD = 1, QFMT_VFS_V0 = 2, QFMT_OCFS2 = 3, QFMT_VFS_V1 = 4, QFMT_SHMEM = 5 }
}

/// Commands as quotactl(2) takes them, above the kind of quota: what rows select by.
macro_rules! commands {
    ($($name:ident = $value:literal,)*) => {
        $(pub(crate) const $name: u32 = $value << 8;)*
    };
}

commands! {
    SYNC = 0x800001, QUOTAON = 0x800002, QUOTAOFF = 0x800003, GETFMT = 0x800004, GETINFO = 0x800005, SETINFO = 0x800006,
    GETQUOTA = 0x800007, SETQUOTA = 0x800008, GETNEXTQUOTA = 0x800009, XQUOTAON = 0x5801, XQUOTAOFF = 0x5802,
    XGETQUOTA = 0x5803, XSETQLIM = 0x5804, XGETQSTAT = 0x5805, XQUOTARM = 0x5806, XQUOTASYNC = 0x5807, XGETQSTATV = 0x5808,
    XGETNEXTQUOTA = 0x5809,
}

flags! {
    /// What `struct if_dqblk` has filled in.
    QuotaValid: u32 "QIF_???" {
        QIF_BLIMITS = 1, QIF_SPACE = 2, QIF_ILIMITS = 4, QIF_INODES = 8, QIF_BTIME = 16, QIF_ITIME = 32,
    }
    /// A quota file's flags.
    QuotaInfoFlags: u32 "DQF_???" { DQF_ROOT_SQUASH = 1, DQF_SYS_FILE = 0x10000 }
    /// What `struct if_dqinfo` has filled in.
    QuotaInfoValid: u32 "IIF_???" { IIF_BGRACE = 1, IIF_IGRACE = 2, IIF_FLAGS = 4 }
    /// XFS: whose quota a record is.
    DiskQuotaFlags: u8 "FS_???_QUOTA" { FS_USER_QUOTA = 1, FS_PROJ_QUOTA = 2, FS_GROUP_QUOTA = 4 }
    /// XFS: which quotas are accounted and enforced.
    QuotaState: u32 "FS_QUOTA_???" {
        FS_QUOTA_UDQ_ACCT = 1, FS_QUOTA_UDQ_ENFD = 2, FS_QUOTA_GDQ_ACCT = 4, FS_QUOTA_GDQ_ENFD = 8, FS_QUOTA_PDQ_ACCT = 16,
        FS_QUOTA_PDQ_ENFD = 32,
    }
}

numbers! {
    /// quotactl(2)'s command: `QCMD(Q_GETQUOTA, USRQUOTA)`.
    QuotaCommand: Sizes::same(4); |_context, word| Value::Macro("QCMD", vec![
        Value::Name(QuotaOperation::NAMES, word >> 8),
        Value::Name(QuotaKind::NAMES, word & 0xff),
    ]);
    /// `signed char`.
    SignedByte: Sizes::same(1); |_context, word| Value::Int(i64::from(word as u8 as i8));
    /// [`QuotaState`] in 16 bits.
    QuotaState16: Sizes::same(2); |_context, word| Value::Flags(QuotaState::FLAGS, word);
}

records! {
    /// `struct if_dqblk`.
    DiskQuota {
        dqb_bhardlimit: U64, dqb_bsoftlimit: U64, dqb_curspace: U64, dqb_ihardlimit: U64, dqb_isoftlimit: U64, dqb_curinodes: U64,
        #[detail] dqb_btime: U64, #[detail] dqb_itime: U64, #[detail] dqb_valid: QuotaValid,
    }
    /// `struct if_dqinfo`.
    QuotaInfo { dqi_bgrace: U64, dqi_igrace: U64, dqi_flags: QuotaInfoFlags, dqi_valid: QuotaInfoValid }
    /// `struct if_nextdqblk`. Without `-v` its last member stands in front of the dots for the others.
    NextDiskQuota {
        dqb_bhardlimit: U64, dqb_bsoftlimit: U64, dqb_curspace: U64, dqb_ihardlimit: U64, dqb_isoftlimit: U64, dqb_curinodes: U64,
        #[detail] dqb_btime: U64, #[detail] dqb_itime: U64, #[detail] dqb_valid: QuotaValid, dqb_id: Uint,
    }
    /// `struct fs_disk_quota` of XFS.
    XfsDiskQuota {
        d_version: SignedByte, d_flags: DiskQuotaFlags, d_fieldmask: Hex16, d_id: Uint, d_blk_hardlimit: U64,
        d_blk_softlimit: U64, d_ino_hardlimit: U64, d_ino_softlimit: U64, d_bcount: U64, d_icount: U64,
        #[detail] d_itimer: Int, #[detail] d_btimer: Int, #[detail] d_iwarns: Ushort, #[detail] d_bwarns: Ushort, _high: Int,
        #[detail] d_rtb_hardlimit: U64, #[detail] d_rtb_softlimit: U64, #[detail] d_rtbcount: U64, #[detail] d_rtbtimer: Int,
        #[detail] d_rtbwarns: Ushort, _padding: Short, _reserved: Padding<8>,
    }
    /// `struct fs_qfilestat` of XFS.
    XfsQuotaFile { qfs_ino: U64, qfs_nblks: U64, qfs_nextents: Uint }
    /// `struct fs_qfilestatv` of XFS.
    XfsQuotaFileV { qfs_ino: U64, qfs_nblks: U64, qfs_nextents: Uint, _padding: Uint }
    /// `struct fs_quota_stat` of XFS.
    XfsQuotaState {
        qs_version: SignedByte, #[detail] qs_flags: QuotaState16, _padding: SignedByte, #[detail] qs_uquota: XfsQuotaFile,
        #[detail] qs_gquota: XfsQuotaFile, #[detail] qs_incoredqs: Uint, #[detail] qs_btimelimit: Int,
        #[detail] qs_itimelimit: Int, #[detail] qs_rtbtimelimit: Int, #[detail] qs_bwarnlimit: Ushort,
        #[detail] qs_iwarnlimit: Ushort,
    }
    /// `struct fs_quota_statv` of XFS.
    XfsQuotaStateV {
        qs_version: SignedByte, #[detail] qs_flags: QuotaState16, #[detail] qs_incoredqs: Uint,
        #[detail] qs_uquota: XfsQuotaFileV, #[detail] qs_gquota: XfsQuotaFileV, #[detail] qs_pquota: XfsQuotaFileV,
        #[detail] qs_btimelimit: Int, #[detail] qs_itimelimit: Int, #[detail] qs_rtbtimelimit: Int,
        #[detail] qs_bwarnlimit: Ushort, #[detail] qs_iwarnlimit: Ushort, _reserved: Padding<64>,
    }
}
