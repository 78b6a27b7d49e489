//! The machine as a whole: its names, its load, its modules, its end.

use super::number::{Address, Int, Long, Size, Uint, Ulong, Ushort};
use super::pointer::Several;
use super::{Context, Layout, Type, flags, names, numbers, records};
use crate::snapshot::{Block, Count, Grab, Sizes, Unit, When};
use crate::value::{Text, Value};
use linux_raw_sys::general::{O_NONBLOCK, O_TRUNC};

flags! {
    /// getrandom(2)'s flags.
    RandomFlags: u32 "GRND_???" { GRND_NONBLOCK = 1, GRND_RANDOM = 2, GRND_INSECURE = 4 }
    /// finit_module(2)'s flags.
    ModuleFlags: u32 "MODULE_INIT_???" {
        MODULE_INIT_IGNORE_MODVERSIONS = 1, MODULE_INIT_IGNORE_VERMAGIC = 2, MODULE_INIT_COMPRESSED_FILE = 4,
    }
    /// delete_module(2)'s flags.
    ModuleDeleteFlags: u32 "O_???" { O_NONBLOCK, O_TRUNC }
    /// kexec_load(2)'s flags without the architecture.
    KexecBits: u32 "KEXEC_???" {
        KEXEC_ON_CRASH = 1, KEXEC_PRESERVE_CONTEXT = 2,
    }
    /// kexec_file_load(2)'s flags.
    KexecFileFlags: u64 "KEXEC_FILE_???" {
        KEXEC_FILE_UNLOAD = 1, KEXEC_FILE_ON_CRASH = 2, KEXEC_FILE_NO_INITRAMFS = 4, KEXEC_FILE_DEBUG = 8,
    }
}

names! {
    /// The architecture in kexec_load(2)'s flags.
    KexecArchitecture: u32 "KEXEC_ARCH_???" {
        KEXEC_ARCH_DEFAULT = 0, KEXEC_ARCH_386 = 3 << 16, KEXEC_ARCH_68K = 4 << 16, KEXEC_ARCH_PARISC = 15 << 16,
        KEXEC_ARCH_X86_64 = 62 << 16, KEXEC_ARCH_PPC = 20 << 16, KEXEC_ARCH_PPC64 = 21 << 16,
        KEXEC_ARCH_IA_64 = 50 << 16, KEXEC_ARCH_ARM = 40 << 16, KEXEC_ARCH_S390 = 22 << 16, KEXEC_ARCH_SH = 42 << 16,
        KEXEC_ARCH_MIPS_LE = 10 << 16, KEXEC_ARCH_MIPS = 8 << 16, KEXEC_ARCH_AARCH64 = 183 << 16,
        KEXEC_ARCH_RISCV = 243 << 16, KEXEC_ARCH_LOONGARCH = 258 << 16,
    }
    /// reboot(2)'s first magic number.
    RebootMagic: u32 "LINUX_REBOOT_MAGIC_???" { LINUX_REBOOT_MAGIC1 = 0xfee1_dead }
    /// reboot(2)'s second magic number.
    RebootMagic2: u32 "LINUX_REBOOT_MAGIC_???" {
        LINUX_REBOOT_MAGIC2 = 672_274_793, LINUX_REBOOT_MAGIC2A = 85_072_278, LINUX_REBOOT_MAGIC2B = 369_367_448,
        LINUX_REBOOT_MAGIC2C = 537_993_216,
    }
    /// What reboot(2) is to do.
    RebootCommand: u32 "LINUX_REBOOT_CMD_???" {
        LINUX_REBOOT_CMD_CAD_OFF = 0, LINUX_REBOOT_CMD_RESTART = 0x0123_4567, LINUX_REBOOT_CMD_HALT = 0xcdef_0123,
        LINUX_REBOOT_CMD_CAD_ON = 0x89ab_cdef, LINUX_REBOOT_CMD_POWER_OFF = 0x4321_fedc,
        LINUX_REBOOT_CMD_RESTART2 = 0xa1b2_c3d4, LINUX_REBOOT_CMD_SW_SUSPEND = 0xd000_fce2,
        LINUX_REBOOT_CMD_KEXEC = 0x4558_4543,
    }
    /// syslog(2)'s actions.
    LogActionName: u32 "SYSLOG_ACTION_???" {
        SYSLOG_ACTION_CLOSE = 0, SYSLOG_ACTION_OPEN = 1, SYSLOG_ACTION_READ = 2, SYSLOG_ACTION_READ_ALL = 3,
        SYSLOG_ACTION_READ_CLEAR = 4, SYSLOG_ACTION_CLEAR = 5, SYSLOG_ACTION_CONSOLE_OFF = 6,
        SYSLOG_ACTION_CONSOLE_ON = 7, SYSLOG_ACTION_CONSOLE_LEVEL = 8, SYSLOG_ACTION_SIZE_UNREAD = 9,
        SYSLOG_ACTION_SIZE_BUFFER = 10,
    }
    /// The kernel's log levels (include/linux/kern_levels.h).
    LogLevelName: u32 "LOGLEVEL_???" {
        LOGLEVEL_EMERG = 0, LOGLEVEL_ALERT = 1, LOGLEVEL_CRIT = 2, LOGLEVEL_ERR = 3, LOGLEVEL_WARNING = 4,
        LOGLEVEL_NOTICE = 5, LOGLEVEL_INFO = 6, LOGLEVEL_DEBUG = 7,
    }
}

records! {
    /// `struct new_utsname` (uname(2)).
    Names {
        sysname: Characters<65>, nodename: Characters<65>, #[detail] release: Characters<65>,
        #[detail] version: Characters<65>, #[detail] machine: Characters<65>, #[detail] domainname: Characters<65>,
    }
    /// `struct sysinfo` (sysinfo(2)).
    Load {
        uptime: Long, loads: Several<Ulong, 3>, totalram: Ulong, freeram: Ulong, sharedram: Ulong, bufferram: Ulong,
        totalswap: Ulong, freeswap: Ulong, procs: Ushort, _pad: Ushort, totalhigh: Ulong, freehigh: Ulong, mem_unit: Uint,
    }
    /// `struct kexec_segment` (kexec_load(2)).
    KexecSegment { buf: Address, bufsz: Size, mem: Address, memsz: Size }
    /// `struct __sysctl_args` (sysctl(2)).
    SysctlArguments { name: Address, nlen: Int, oldval: Address, oldlenp: Address, newval: Address, newlen: Ulong }
}

numbers! {
    /// syslog(2)'s action, a number with its name behind it.
    LogAction: Sizes::same(4); |_context, word| numbered(word, LogActionName::NAMES);
    /// A log level, a number with its name behind it.
    LogLevel: Sizes::same(4); |_context, word| numbered(word, LogLevelName::NAMES);
    /// kexec_load(2)'s flags and architecture.
    KexecFlags: Sizes::LONG; |_context, word| kexec_flags(word);
}

fn numbered<'a>(word: u64, names: &'static crate::value::Names) -> Value<'a> {
    Value::Noted {
        value: Box::new(Value::Int(i64::from(word as u32 as i32))),
        note: Box::new(Value::Symbol(names.name(word).unwrap_or(names.unknown))),
        comment: true,
    }
}

fn kexec_flags<'a>(word: u64) -> Value<'a> {
    let architecture = Value::Name(KexecArchitecture::NAMES, word & 0xffff_0000);
    match word & !0xffff_0000 {
        0 => architecture,
        bits => Value::Joined("|", vec![architecture, Value::Flags(KexecBits::FLAGS, bits)]),
    }
}

/// A `char` array of which a NUL ends the text.
#[derive(Clone, Copy, Debug)]
pub struct Characters<const LENGTH: usize>;

impl<const LENGTH: usize> Layout for Characters<LENGTH> {
    const SIZE: Sizes = Sizes::same(LENGTH as u16);
    const ALIGN: Sizes = Sizes::same(1);
    fn show<'a>(_: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        let end = memchr::memchr(0, bytes);
        let text = &bytes[..end.unwrap_or(bytes.len())];
        Value::Text(Text { bytes: text, more: end.is_none(), path: false })
    }
}

/// A buffer that the kernel fills with random bytes (getrandom(2)).
#[derive(Clone, Copy, Debug)]
pub struct RandomBytes<const SIZE: usize>;

impl<const SIZE: usize> Type for RandomBytes<SIZE> {
    const GRAB: Grab = Grab::Block(When::Exit, Block { count: Count::Filled(SIZE), unit: Unit::Data, links: &[] });
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        match super::data::Filled::<SIZE>::show(context, word) {
            Value::Text(text) => Value::Binary(text),
            value => value,
        }
    }
}

/// Points to as many segments of a new kernel as the argument of this index says.
#[derive(Clone, Copy, Debug)]
pub struct KexecSegments<const COUNT: usize>;

/// The most that the kernel takes (`KEXEC_SEGMENT_MAX`, include/uapi/linux/kexec.h).
const SEGMENTS: usize = 16;

impl<const COUNT: usize> Type for KexecSegments<COUNT> {
    const GRAB: Grab = Grab::Block(
        When::Entry,
        Block { count: Count::Capped(COUNT, SEGMENTS), unit: Unit::Bytes(KexecSegment::SIZE), links: &[] },
    );
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        match context.arguments[COUNT] {
            count if count > SEGMENTS as u64 => Value::Address(word),
            count => super::pointer::array::<KexecSegment>(&context.on_entry_memory(), context.entry, word, count),
        }
    }
}
