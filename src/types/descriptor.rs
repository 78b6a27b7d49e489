//! What calls on descriptors take beside the descriptor: flags, offsets, huge page sizes.

use super::file::OpenFlags;
use super::number::{Fd, I64, U64};
use super::pointer::{Out, Several};
use super::{Context, Layout, Shown, Type, flags, names, records};
use crate::event::Abi;
use crate::snapshot::{Block, Count, Grab, Unit, When};
use crate::value::{Flags, Value};
use linux_raw_sys::general::*;
use std::marker::PhantomData;

flags! {
    /// preadv2(2)'s and pwritev2(2)'s flags.
    ReadWriteFlags: u32 "RWF_???" {
        RWF_HIPRI, RWF_DSYNC, RWF_SYNC, RWF_NOWAIT, RWF_APPEND, RWF_NOAPPEND = 0x20, RWF_ATOMIC = 0x40,
        RWF_DONTCACHE = 0x80, RWF_NOSIGNAL = 0x100,
    }
    /// close_range(2)'s flags.
    CloseRangeFlags: u32 "CLOSE_RANGE_???" { CLOSE_RANGE_UNSHARE = 2, CLOSE_RANGE_CLOEXEC = 4 }
    /// flock(2)'s operation.
    FlockOperation: u32 "LOCK_???" {
        LOCK_SH, LOCK_EX, LOCK_NB, LOCK_UN, LOCK_MAND, LOCK_RW, LOCK_READ, LOCK_WRITE,
    }
    /// sync_file_range(2)'s flags.
    SyncFileRangeFlags: u32 "SYNC_FILE_RANGE_???" {
        SYNC_FILE_RANGE_WAIT_BEFORE, SYNC_FILE_RANGE_WRITE, SYNC_FILE_RANGE_WAIT_AFTER,
    }
    /// fallocate(2)'s mode.
    FallocateMode: u32 "FALLOC_FL_???" {
        FALLOC_FL_KEEP_SIZE, FALLOC_FL_PUNCH_HOLE, FALLOC_FL_NO_HIDE_STALE, FALLOC_FL_COLLAPSE_RANGE,
        FALLOC_FL_ZERO_RANGE, FALLOC_FL_INSERT_RANGE, FALLOC_FL_UNSHARE_RANGE, FALLOC_FL_WRITE_ZEROES,
    }
    /// splice(2)'s flags.
    SpliceFlags: u32 "SPLICE_F_???" { SPLICE_F_MOVE, SPLICE_F_NONBLOCK, SPLICE_F_MORE, SPLICE_F_GIFT }
    /// memfd_create(2)'s flags without the size of huge pages.
    MemfdBits: u32 "MFD_???" { MFD_CLOEXEC, MFD_ALLOW_SEALING, MFD_HUGETLB, MFD_NOEXEC_SEAL, MFD_EXEC }
    /// memfd_secret(2)'s flags.
    MemfdSecretFlags: u32 "" { O_CLOEXEC }
    /// userfaultfd(2)'s flags.
    UserfaultfdFlags: u32 "UFFD_???" { O_NONBLOCK, O_CLOEXEC, UFFD_USER_MODE_ONLY }
    /// eventfd(2)'s flags.
    EventfdFlags: u32 "EFD_???" { EFD_SEMAPHORE, EFD_CLOEXEC, EFD_NONBLOCK }
    /// signalfd(2)'s flags.
    SignalfdFlags: u32 "SFD_???" { SFD_CLOEXEC = O_CLOEXEC, SFD_NONBLOCK = O_NONBLOCK }
    /// timerfd_create(2)'s and timerfd_settime(2)'s flags.
    TimerfdFlags: u32 "TFD_???" { TFD_TIMER_ABSTIME, TFD_TIMER_CANCEL_ON_SET, TFD_CLOEXEC, TFD_NONBLOCK }
    /// pidfd_open(2)'s flags.
    PidfdFlags: u32 "PIDFD_???" { PIDFD_NONBLOCK = O_NONBLOCK, PIDFD_THREAD = O_EXCL }
    /// pidfd_send_signal(2)'s flags.
    PidfdSignalFlags: u32 "" {
        PIDFD_SIGNAL_THREAD = 1, PIDFD_SIGNAL_THREAD_GROUP = 2, PIDFD_SIGNAL_PROCESS_GROUP = 4,
    }
}

names! {
    /// posix_fadvise(2)'s advice.
    Advice: u32 "POSIX_FADV_???" {
        POSIX_FADV_NORMAL, POSIX_FADV_RANDOM, POSIX_FADV_SEQUENTIAL, POSIX_FADV_WILLNEED, POSIX_FADV_DONTNEED,
        POSIX_FADV_NOREUSE,
    }
}

records! {
    /// `struct cachestat_range` (cachestat(2)).
    CacheRange { off: U64, len: U64 }
    /// `struct cachestat`.
    CacheStatistics { nr_cache: U64, nr_dirty: U64, nr_writeback: U64, nr_evicted: U64, nr_recently_evicted: U64 }
}

/// open(2)'s flags without an access mode, for the calls that take a few of them (dup3(2), pipe2(2)).
#[derive(Clone, Copy, Debug)]
pub struct OpenBits;

impl OpenBits {
    /// The names of the bits.
    pub const FLAGS: &'static Flags =
        &Flags { field: None, rows: OpenFlags::FLAGS.rows, unknown: OpenFlags::FLAGS.unknown };
}

super::macros::register_and_memory!(OpenBits, u32, |word| Value::Flags(OpenBits::FLAGS, word));

/// memfd_create(2)'s flags: the upper six bits are the base-2 logarithm of the size of huge pages.
#[derive(Clone, Copy, Debug)]
pub struct MemfdFlags;

impl Type for MemfdFlags {
    fn show<'a>(_: &Context<'a>, word: u64) -> Value<'a> {
        let word = word as u32;
        let shift = word >> MFD_HUGE_SHIFT & MFD_HUGE_MASK;
        if shift == 0 {
            return Value::Flags(MemfdBits::FLAGS, u64::from(word));
        }
        let size = Value::Formatted(format!("{shift}<<MFD_HUGE_SHIFT"));
        match word & !(MFD_HUGE_MASK << MFD_HUGE_SHIFT) {
            0 => size,
            bits => Value::Joined("|", vec![Value::Flags(MemfdBits::FLAGS, u64::from(bits)), size]),
        }
    }
}

/// Points to the two descriptors that pipe(2) makes.
pub type FdPair = Out<Several<Fd, 2>>;

/// Points to a `T` that the kernel reads. Shown when the call has ended since it stands behind an argument that the kernel writes;
/// as an address if the call failed.
pub type Late<T> = Out<T>;

/// Points to an offset that the kernel reads, and writes if the data moved: `[5] => [25]` (sendfile(2)).
#[derive(Clone, Copy, Debug)]
pub struct OffsetChange<T>(PhantomData<T>);

impl<T: Layout> Type for OffsetChange<T> {
    const GRAB: Grab =
        Grab::Block(When::Both, Block { count: Count::Fixed(1), unit: Unit::Bytes(T::SIZE), links: &[] });
    const SHOWN: Shown = Shown::Growing;
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let cell = |value: Value<'a>| Value::Pointee(Box::new(value));
        let before = context.on_entry_memory().layout::<T>(word);
        let after = context.on_exit_memory().layout::<T>(word);
        match (before, after) {
            (Some(before), Some(after)) if before != after => {
                Value::Change(Box::new(cell(before)), Box::new(cell(after)))
            }
            (Some(before), _) => cell(before),
            (None, _) => Value::Address(word),
        }
    }
}

/// Points to an `off_t` of the ABI.
pub type OffsetIn = super::pointer::InCell<I64>;

/// A 64-bit argument whose upper half is in the register of this index and whose lower half is in the next one (_llseek(2)).
#[derive(Clone, Copy, Debug)]
pub struct WideHighFirst<const INDEX: usize>;

impl<const INDEX: usize> Type for WideHighFirst<INDEX> {
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let low = context.arguments.get(INDEX + 1).copied().unwrap_or(0);
        Value::Int((word << 32 | low & 0xffff_ffff) as i64)
    }
}

/// An unsigned 64-bit argument: one register of a 64-bit ABI, two of i386 (ftruncate(2)).
#[derive(Clone, Copy, Debug)]
pub struct WideLength<const INDEX: usize>;

impl<const INDEX: usize> Type for WideLength<INDEX> {
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let high = context.arguments.get(INDEX + 1).copied().unwrap_or(0);
        Value::Uint(if context.abi == Abi::I386 { word | high << 32 } else { word })
    }
}

/// For a register that holds the other half of the argument before it.
pub fn is_separate(_: u64) -> bool {
    false
}
