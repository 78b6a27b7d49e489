//! The clock in front of each line, and dates inside of them.

use crate::event::Nanoseconds;
use crate::value::Date;
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

/// Seconds of 400 years, after which the calendar repeats itself.
const CYCLE: i64 = 146_097 * 86_400;

/// Appends `date` in the local time of `zone` as ISO 8601 has it: `2023-11-14T22:13:20.000000005+0000`. Years have no leading
/// zeros. The year of a moment that `struct tm` cannot hold is anybody's guess.
pub fn push_date(date: &Date, zone: &TimeZone, out: &mut Vec<u8>) {
    // jiff knows the years from -9999 to 9999: others are looked up in a year of the same calendar, on the same side.
    let (low, high) = (Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    let known = match date.seconds {
        seconds if seconds < low => seconds.rem_euclid(CYCLE) - 20 * CYCLE,
        seconds if seconds > high => seconds.rem_euclid(CYCLE) + 15 * CYCLE,
        seconds => seconds,
    };
    let Ok(stamp) = Timestamp::from_second(known) else { return };
    let (at, offset) = (zone.to_datetime(stamp), zone.to_offset(stamp).seconds());
    let year = i64::from(at.year()) + (date.seconds - known) / CYCLE * 400;
    let _ = write!(out, "{year}-{:02}-{:02}T", at.month(), at.day());
    let _ = write!(out, "{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second());
    if date.nanoseconds != 0 {
        push_fraction(u64::from(date.nanoseconds), usize::from(date.digits), out);
    }
    let minutes = offset.abs() / 60;
    let _ = write!(out, "{}{:02}{:02}", if offset < 0 { '-' } else { '+' }, minutes / 60, minutes % 60);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(seconds: i64, nanoseconds: u32, digits: u8, zone: &str) -> String {
        let mut out = Vec::new();
        push_date(&Date { seconds, nanoseconds, digits }, &TimeZone::get(zone).unwrap(), &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn dates_are_in_local_time() {
        assert_eq!(shown(1_700_000_000, 5, 9, "UTC"), "2023-11-14T22:13:20.000000005+0000");
        assert_eq!(shown(1_700_000_000, 2_000, 6, "America/New_York"), "2023-11-14T17:13:20.000002-0500");
        assert_eq!(shown(-1, 0, 9, "UTC"), "1969-12-31T23:59:59+0000");
        assert_eq!(shown(-58_979_923_200, 0, 9, "Asia/Kathmandu"), "101-01-01T05:41:16+0541");
        assert_eq!(shown(-62_135_596_801, 0, 9, "America/St_Johns"), "0-12-31T20:29:07-0330");
    }

    #[test]
    fn years_that_no_file_has_are_shown_too() {
        assert_eq!(shown(253_402_300_799, 999_999_999, 9, "UTC"), "9999-12-31T23:59:59.999999999+0000");
        assert_eq!(shown(253_402_300_800, 0, 9, "Asia/Kathmandu"), "10000-01-01T05:45:00+0545");
        assert_eq!(shown(-99_999_999_999_999, 3, 9, "UTC"), "-3166904-02-24T14:13:21.000000003+0000");
        assert_eq!(shown(67_767_976_233_532_799, 0, 9, "UTC"), "2147483647-12-31T23:59:59+0000");
        assert!(!shown(i64::MAX, u32::MAX, u8::MAX, "UTC").is_empty() && !shown(i64::MIN, 1, 9, "UTC").is_empty());
    }
}
