//! The clock in front of each line.

use crate::event::Nanoseconds;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::io::Write;

/// What the clock shows.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The time of day (`-t`), with so many digits behind the point (0, 3, 6, 9).
    Wall(usize, TimeZone),
    /// Seconds since the epoch (`-ttt`), with so many digits behind the point.
    Epoch(usize),
    /// Seconds since the line before (`-r`), with so many digits behind the point.
    Relative(usize),
}

/// Appends the time and a blank. `last` is the time of the line before.
pub fn push_time(
    clock: &Clock,
    time: Nanoseconds,
    wall_clock_offset: i64,
    last: Option<Nanoseconds>,
    out: &mut Vec<u8>,
) {
    let wall = time as i64 + wall_clock_offset;
    match clock {
        Clock::Wall(digits, zone) => {
            if let Ok(stamp) = Timestamp::from_nanosecond(i128::from(wall)) {
                let at = zone.to_datetime(stamp);
                let _ = write!(out, "{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second());
                push_fraction(wall.unsigned_abs() % 1_000_000_000, *digits, out);
            }
        }
        Clock::Epoch(digits) => push_seconds(wall.unsigned_abs(), *digits, 0, out),
        Clock::Relative(digits) => push_seconds(last.map_or(0, |last| time.saturating_sub(last)), *digits, 6, out),
    }
    out.push(b' ');
}

/// Appends seconds in at least `width` columns and so many digits behind the point.
pub fn push_seconds(time: Nanoseconds, digits: usize, width: usize, out: &mut Vec<u8>) {
    let _ = write!(out, "{:width$}", time / 1_000_000_000);
    push_fraction(time % 1_000_000_000, digits, out);
}

fn push_fraction(nanoseconds: u64, digits: usize, out: &mut Vec<u8>) {
    if digits > 0 {
        let _ = write!(out, ".{:0digits$}", nanoseconds / 10u64.pow(9 - digits.min(9) as u32));
    }
}
