//! Times of files: the structures of utime(2) and its successors, with the date behind each time.

use super::number::{I64, Int, Long, Uint};
use super::{Context, Cursor, Layout, records};
use crate::snapshot::Sizes;
use crate::value::{Date, Field, Value};

/// The years that `struct tm` can hold, in seconds since the epoch (its `tm_year` is an `int`).
const YEARS: std::ops::RangeInclusive<i64> = -67_768_040_609_740_800..=67_768_036_191_676_799;

/// `value`, which is the time `seconds` and `nanoseconds`, with the date in a comment behind it. The epoch itself stands for "no
/// time" and has no date, nor has what is no time: more than a second's nanoseconds, or a year beyond all bounds.
pub fn dated<'a>(value: Value<'a>, seconds: i64, nanoseconds: u64, digits: u8) -> Value<'a> {
    let within = u32::try_from(nanoseconds).ok().filter(|&nanoseconds| nanoseconds < 1_000_000_000);
    match within {
        Some(nanoseconds) if (seconds, nanoseconds) != (0, 0) && YEARS.contains(&seconds) => Value::Noted {
            value: Box::new(value),
            note: Box::new(Value::Date(Date { seconds, nanoseconds, digits })),
            comment: true,
        },
        _ => value,
    }
}

/// `long`: seconds since the epoch.
#[derive(Clone, Copy, Debug)]
pub struct Seconds;

impl Layout for Seconds {
    const SIZE: Sizes = Sizes::LONG;
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        let seconds = Cursor::new(context.abi, bytes).signed::<Long>();
        dated(Value::Int(seconds), seconds, 0, 0)
    }
}

records! {
    /// `struct utimbuf` (utime(2)).
    Utimbuf { actime: Seconds, modtime: Seconds }
}

/// `struct timeval` of a file's time (utimes(2)).
#[derive(Clone, Copy, Debug)]
pub struct FileTimeval;

impl Layout for FileTimeval {
    const SIZE: Sizes = Sizes([16, 8, 16]);
    const ALIGN: Sizes = Sizes::LONG;
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        let mut cursor = Cursor::new(context.abi, bytes);
        let (seconds, microseconds) = (cursor.signed::<Long>(), cursor.number::<Long>());
        let value = pair(seconds, "tv_usec", microseconds);
        dated(value, seconds, microseconds.saturating_mul(1000), 6)
    }
}

/// `struct timespec` of a file's time, with the ABI's own `long` (utimensat(2)).
#[derive(Clone, Copy, Debug)]
pub struct FileTimespec;

impl Layout for FileTimespec {
    const SIZE: Sizes = Sizes([16, 8, 16]);
    const ALIGN: Sizes = Sizes::LONG;
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        let mut cursor = Cursor::new(context.abi, bytes);
        settable(cursor.signed::<Long>(), cursor.number::<Long>())
    }
}

/// `struct __kernel_timespec` of a file's time (utimensat_time64).
#[derive(Clone, Copy, Debug)]
pub struct FileTimespec64;

impl Layout for FileTimespec64 {
    const SIZE: Sizes = Sizes::same(16);
    const ALIGN: Sizes = I64::ALIGN;
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        let mut cursor = Cursor::new(context.abi, bytes);
        settable(cursor.signed::<I64>(), cursor.number::<I64>())
    }
}

/// `struct statx_timestamp` (linux/stat.h).
#[derive(Clone, Copy, Debug)]
pub struct StatxTimestamp;

impl Layout for StatxTimestamp {
    const SIZE: Sizes = Sizes::same(16);
    const ALIGN: Sizes = I64::ALIGN;
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        let mut cursor = Cursor::new(context.abi, bytes);
        let (seconds, nanoseconds) = (cursor.signed::<I64>(), cursor.number::<Uint>());
        cursor.take::<Int>();
        dated(pair(seconds, "tv_nsec", nanoseconds), seconds, nanoseconds, 9)
    }
}

/// A time that utimensat(2) sets, or the word for what it does instead.
fn settable<'a>(seconds: i64, nanoseconds: u64) -> Value<'a> {
    use linux_raw_sys::general::{UTIME_NOW, UTIME_OMIT};
    match nanoseconds {
        now if now == u64::from(UTIME_NOW) => Value::Symbol("UTIME_NOW"),
        omit if omit == u64::from(UTIME_OMIT) => Value::Symbol("UTIME_OMIT"),
        _ => dated(pair(seconds, "tv_nsec", nanoseconds), seconds, nanoseconds, 9),
    }
}

/// `{tv_sec=…, tv_nsec=…}` or with whatever unit the second member has. It has no sign, as strace shows it.
fn pair<'a>(seconds: i64, unit: &'static str, parts: u64) -> Value<'a> {
    let fields = vec![Field::new("tv_sec", Value::Int(seconds)), Field::new(unit, Value::Uint(parts))];
    Value::Struct(fields)
}
