//! What is known of a file system: `struct statfs`, and what its type's number means.

use super::number::{Hex32, Long, U64, Ulong};
use super::pointer::Several;
use super::{Context, Cursor, Layout, Type, flags, names};
use crate::snapshot::{Block, Count, Grab, Sizes, Unit, When};
use crate::value::{Field, Value};
use linux_raw_sys::general::*;

names! {
    /// A file system's type (linux/magic.h and statfs(2)). Where several have one number, the oldest is named.
    FilesystemType: u64 "" {
        AAFS_MAGIC, ADFS_SUPER_MAGIC, AFFS_SUPER_MAGIC, AFS_FS_MAGIC, AFS_SUPER_MAGIC, ANON_INODE_FS_MAGIC,
        AUFS_SUPER_MAGIC = 0x6175_6673, AUTOFS_SUPER_MAGIC, BALLOON_KVM_MAGIC = 0x1366_1366, BCACHEFS_SUPER_MAGIC, BDEVFS_MAGIC,
        BEFS_SUPER_MAGIC = 0x4246_5331, BINDERFS_SUPER_MAGIC, BINFMTFS_MAGIC, BPF_FS_MAGIC, BTRFS_SUPER_MAGIC, BTRFS_TEST_MAGIC,
        CEPH_SUPER_MAGIC, CGROUP2_SUPER_MAGIC, CGROUP_SUPER_MAGIC, CIFS_SUPER_MAGIC, CODA_SUPER_MAGIC,
        COH_SUPER_MAGIC = 0x012f_f7b7, CONFIGFS_MAGIC = 0x6265_6570, CRAMFS_MAGIC, CRAMFS_MAGIC_WEND, DAXFS_MAGIC,
        DEBUGFS_MAGIC, DEVFS_SUPER_MAGIC = 0x1373, DEVMEM_MAGIC, DEVPTS_SUPER_MAGIC, DMA_BUF_MAGIC, ECRYPTFS_SUPER_MAGIC,
        EFIVARFS_MAGIC, EFS_SUPER_MAGIC, EROFS_SUPER_MAGIC_V1, EXFAT_SUPER_MAGIC, EXOFS_SUPER_MAGIC = 0x5df5,
        EXT2_OLD_SUPER_MAGIC = 0xef51, EXT2_SUPER_MAGIC, EXT_SUPER_MAGIC = 0x137d, F2FS_SUPER_MAGIC,
        FUSE_CTL_SUPER_MAGIC = 0x6573_5543, FUSE_SUPER_MAGIC, FUTEXFS_SUPER_MAGIC, GFS2_MAGIC = 0x0116_1970,
        GPFS_SUPER_MAGIC = 0x4750_4653, HFSPLUS_SUPER_MAGIC = 0x482b, HFS_SUPER_MAGIC = 0x4244, HOSTFS_SUPER_MAGIC,
        HPFS_SUPER_MAGIC, HUGETLBFS_MAGIC, ISOFS_SUPER_MAGIC, JFFS2_SUPER_MAGIC, JFS_SUPER_MAGIC = 0x3153_464a,
        LOGFS_MAGIC = 0xc97e_8168, MINIX2_SUPER_MAGIC, MINIX2_SUPER_MAGIC2, MINIX3_SUPER_MAGIC, MINIX_SUPER_MAGIC,
        MINIX_SUPER_MAGIC2, MSDOS_SUPER_MAGIC, MTD_INODE_FS_MAGIC, NCP_SUPER_MAGIC, NFS_SUPER_MAGIC, NILFS_SUPER_MAGIC,
        NSFS_MAGIC, NTFS_SB_MAGIC = 0x5346_544e, OCFS2_SUPER_MAGIC, OPENPROM_SUPER_MAGIC, OVERLAYFS_SUPER_MAGIC, PID_FS_MAGIC,
        PIPEFS_MAGIC, PPC_CMM_MAGIC = 0xc757_1590, PROC_SUPER_MAGIC, PSTOREFS_MAGIC, QNX4_SUPER_MAGIC, QNX6_SUPER_MAGIC,
        RAMFS_MAGIC, RDTGROUP_SUPER_MAGIC, REISERFS_SUPER_MAGIC, ROMFS_MAGIC = 0x7275, SECRETMEM_MAGIC, SECURITYFS_MAGIC,
        SELINUX_MAGIC, SMACK_MAGIC, SMB2_SUPER_MAGIC, SMB_SUPER_MAGIC, SOCKFS_MAGIC, SQUASHFS_MAGIC, STACK_END_MAGIC,
        SYSFS_MAGIC, SYSV2_SUPER_MAGIC = 0x012f_f7b6, SYSV4_SUPER_MAGIC = 0x012f_f7b5, TMPFS_MAGIC, TRACEFS_MAGIC,
        UBIFS_SUPER_MAGIC = 0x2405_1905, UDF_SUPER_MAGIC, UFS_MAGIC = 0x0001_1954, USBDEVICE_SUPER_MAGIC, V9FS_MAGIC,
        VXFS_SUPER_MAGIC = 0xa501_fcf5, VZFS_SUPER_MAGIC = 0x565a_4653, XENFS_SUPER_MAGIC, XENIX_SUPER_MAGIC = 0x012f_f7b4,
        XFS_SUPER_MAGIC, XIAFS_SUPER_MAGIC = 0x012f_d16d, Z3FOLD_MAGIC = 0x33, ZONEFS_MAGIC, ZSMALLOC_MAGIC = 0x5829_5829,
    }
}

flags! {
    /// How a file system is mounted (statfs(2)); the kernel marks a valid answer.
    StatfsFlags: u64 "ST_???" {
        ST_VALID = 0x20, ST_RDONLY = 0x1, ST_NOSUID = 0x2, ST_NODEV = 0x4, ST_NOEXEC = 0x8, ST_SYNCHRONOUS = 0x10,
        ST_MANDLOCK = 0x40, ST_NOATIME = 0x400, ST_NODIRATIME = 0x800, ST_RELATIME = 0x1000, ST_NOSYMFOLLOW = 0x2000,
    }
}

/// `ST_VALID` (linux/statfs.h): the flags are filled in.
const VALID: u64 = 0x20;

/// `struct statfs`.
#[derive(Clone, Copy, Debug)]
pub struct Statfs;

/// Points to a `struct statfs64` of i386, whose size is the argument of this index. The kernel refuses another size.
#[derive(Clone, Copy, Debug)]
pub struct Statfs64<const SIZE: usize>;

/// `sizeof(struct statfs64)`, which is packed on i386.
const STATFS64: usize = 84;

impl Layout for Statfs {
    const SIZE: Sizes = Sizes([120, 64, 120]);
    const ALIGN: Sizes = Sizes::LONG;
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        statfs::<Long>(context, bytes)
    }
}

impl<const SIZE: usize> Type for Statfs64<SIZE> {
    const GRAB: Grab = Grab::Block(
        When::Exit,
        Block { count: Count::Fixed(1), unit: Unit::Bytes(Sizes::same(STATFS64 as u16)), links: &[] },
    );
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        match context.exit.get(word, STATFS64) {
            Some(bytes) if context.arguments[SIZE] == STATFS64 as u64 => statfs::<U64>(context, bytes),
            _ => Value::Address(word),
        }
    }
}

/// Either structure; they differ in the width of what is counted.
fn statfs<'a, Blocks: Layout>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
    let mut at = Cursor::new(context.abi, bytes);
    let mut fields = Vec::with_capacity(11);
    fields.push(Field::new("f_type", Value::Name(FilesystemType::NAMES, at.number::<Ulong>())));
    fields.push(Field::new("f_bsize", at.next::<Ulong>(context)));
    for name in ["f_blocks", "f_bfree", "f_bavail", "f_files", "f_ffree"] {
        fields.push(Field::new(name, Value::Uint(at.number::<Blocks>())));
    }
    let identifier = at.next::<Several<Hex32, 2>>(context);
    fields.push(Field::new("f_fsid", Value::Struct(vec![Field::new("val", identifier)])));
    fields.push(Field::new("f_namelen", at.next::<Ulong>(context)));
    fields.push(Field::new("f_frsize", at.next::<Ulong>(context)));
    let flags = at.number::<Ulong>();
    if flags & VALID != 0 {
        fields.push(Field::new("f_flags", Value::Flags(StatfsFlags::FLAGS, flags)));
    }
    Value::Struct(fields)
}
