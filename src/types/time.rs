//! Times, as pairs of seconds and parts of a second, and the clocks and timers that they belong to.

use super::number::{I64, Int, Long, U64, Ulong};
use super::{Context, Layout, Type, flags, names, numbers, records};
use crate::errno;
use crate::snapshot::{Block, Count, Grab, Sizes, Unit, When};
use crate::value::{Date, Value};
use linux_raw_sys::general::*;
use std::marker::PhantomData;

records! {
    /// `struct timespec` with the ABI's own `long` (time_types.h, `__kernel_old_timespec`).
    Timespec { tv_sec: Long, tv_nsec: Ulong }
    /// `struct __kernel_timespec`: 64 bits on every ABI, for the calls that end in `_time64`.
    Timespec64 { tv_sec: I64, tv_nsec: U64 }
    /// `struct timeval` (`__kernel_old_timeval`).
    Timeval { tv_sec: Long, tv_usec: Ulong }
    /// `struct itimerspec`.
    Itimerspec { it_interval: Timespec, it_value: Timespec }
    /// `struct __kernel_itimerspec`.
    Itimerspec64 { it_interval: Timespec64, it_value: Timespec64 }
    /// `struct itimerval`.
    Itimerval { it_interval: Timeval, it_value: Timeval }
    /// `struct timezone` (gettimeofday(2)).
    Timezone { tz_minuteswest: Int, tz_dsttime: Int }
    /// `struct __kernel_old_timex` (adjtimex(2)).
    Timex {
        modes: AdjustModes, offset: Long, freq: Long, maxerror: Long, esterror: Long, status: ClockStatus, constant: Long,
        precision: Long, tolerance: Long, time: Timeval, tick: Long, ppsfreq: Long, jitter: Long, shift: Int,
        stabil: Long, jitcnt: Long, calcnt: Long, errcnt: Long, stbcnt: Long, tai: Int, _padding: super::number::Padding<44>,
    }
    /// `struct __kernel_timex_timeval`.
    Timeval64 { tv_sec: I64, tv_usec: U64 }
    /// `struct __kernel_timex`: 64 bits on every ABI (clock_adjtime64).
    Timex64 {
        modes: AdjustModes, _after_modes: Int, offset: I64, freq: I64, maxerror: I64, esterror: I64, status: ClockStatus,
        _after_status: Int, constant: I64, precision: I64, tolerance: I64, time: Timeval64, tick: I64, ppsfreq: I64,
        jitter: I64, shift: Int, _after_shift: Int, stabil: I64, jitcnt: I64, calcnt: I64, errcnt: I64, stbcnt: I64,
        tai: Int, _padding: super::number::Padding<44>,
    }
}

flags! {
    /// clock_nanosleep(2)'s and timer_settime(2)'s flags.
    TimerFlags: u32 "TIMER_???" { TIMER_ABSTIME }
    /// What adjtimex(2) is to set. Two of them contain bits of others.
    AdjustModes: u32 "ADJ_???" {
        ADJ_OFFSET_SS_READ = 0xa001, ADJ_OFFSET_SINGLESHOT = 0x8001, ADJ_OFFSET = 1, ADJ_FREQUENCY = 2,
        ADJ_MAXERROR = 4, ADJ_ESTERROR = 8, ADJ_STATUS = 0x10, ADJ_TIMECONST = 0x20, ADJ_TAI = 0x80,
        ADJ_SETOFFSET = 0x100, ADJ_MICRO = 0x1000, ADJ_NANO = 0x2000, ADJ_TICK = 0x4000,
    }
    /// The clock's status (adjtimex(2)).
    ClockStatus: u32 "STA_???" {
        STA_PLL = 1, STA_PPSFREQ = 2, STA_PPSTIME = 4, STA_FLL = 8, STA_INS = 0x10, STA_DEL = 0x20, STA_UNSYNC = 0x40,
        STA_FREQHOLD = 0x80, STA_PPSSIGNAL = 0x100, STA_PPSJITTER = 0x200, STA_PPSWANDER = 0x400, STA_PPSERROR = 0x800,
        STA_CLOCKERR = 0x1000, STA_NANO = 0x2000, STA_MODE = 0x4000, STA_CLK = 0x8000,
    }
}

names! {
    /// Clocks (clock_gettime(2)). Those that are made of a descriptor or of a task have no names.
    Clock: u32 "CLOCK_???" {
        CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID, CLOCK_MONOTONIC_RAW,
        CLOCK_REALTIME_COARSE, CLOCK_MONOTONIC_COARSE, CLOCK_BOOTTIME, CLOCK_REALTIME_ALARM, CLOCK_BOOTTIME_ALARM,
        CLOCK_SGI_CYCLE, CLOCK_TAI,
    }
    /// Interval timers (setitimer(2)).
    IntervalTimer: u32 "ITIMER_???" { ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF }
    /// The state of the clock that adjtimex(2) returns.
    ClockStateName: u32 "TIME_???" { TIME_OK = 0, TIME_INS = 1, TIME_DEL = 2, TIME_OOP = 3, TIME_WAIT = 4, TIME_ERROR = 5 }
}

numbers! {
    /// A point in time in seconds, which the text output explains (time(2)).
    Timestamp: Sizes::LONG; |context, word| timestamp(super::number::signed(word, Sizes::LONG.of(context.abi)), true);
    /// The same as a return value.
    TimestampReturned: Sizes::LONG; |context, word| timestamp(super::number::signed(word, Sizes::LONG.of(context.abi)), false);
    /// The clock's state as a return value.
    ClockState: Sizes::same(4); |_context, word| clock_state(word);
}

fn clock_state<'a>(word: u64) -> Value<'a> {
    let value = Value::Int(word as i64);
    match ClockStateName::NAMES.name(word) {
        Some(name) => Value::Noted { value: Box::new(value), note: Box::new(Value::Symbol(name)), comment: false },
        None => value,
    }
}

/// `seconds` since 1970, with the date behind it.
fn timestamp<'a>(seconds: i64, comment: bool) -> Value<'a> {
    let date = Date { seconds, nanoseconds: 0, digits: 0 };
    let value = Box::new(Value::Int(seconds));
    match seconds {
        0 => Value::Int(0),
        _ => Value::Noted { value, note: Box::new(Value::Date(date)), comment },
    }
}

/// Points to what a sleep that was interrupted has left (nanosleep(2)); an address in every other case.
#[derive(Clone, Copy, Debug)]
pub struct Remaining<T>(PhantomData<T>);

/// The same for a call that takes flags (clock_nanosleep(2)): with any of them nothing is left.
#[derive(Clone, Copy, Debug)]
pub struct RemainingUnless<T, const FLAGS: usize>(PhantomData<T>);

const fn remaining<T: Layout>() -> Grab {
    let block = Block { count: Count::Fixed(1), unit: Unit::Bytes(T::SIZE), links: &[] };
    Grab::Block(When::ExitAlways, block)
}

impl<T: Layout> Type for Remaining<T> {
    const GRAB: Grab = remaining::<T>();
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        // The kernel writes it before it returns EINTR to the program, which the tracer sees as a restart.
        let interrupted = context.outcome.is_some_and(|outcome| {
            outcome.failed && u32::try_from(outcome.value.unsigned_abs()).is_ok_and(errno::is_restart)
        });
        let left = context.on_exit_memory().layout::<T>(word).filter(|_| interrupted);
        left.unwrap_or(Value::Address(word))
    }
}

impl<T: Layout, const FLAGS: usize> Type for RemainingUnless<T, FLAGS> {
    const GRAB: Grab = remaining::<T>();
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        match context.arguments[FLAGS] as u32 {
            0 => Remaining::<T>::show(context, word),
            _ => Value::Address(word),
        }
    }
}
