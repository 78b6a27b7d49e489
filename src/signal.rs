//! Signal numbers and their names (signal(7), arch/x86/include/uapi/asm/signal.h).

/// The names of the standard signals, the first being number 1.
const NAMES: [&str; 31] = [
    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
    "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO",
    "PWR", "SYS",
];

/// The kernel's first real-time signal; libc's SIGRTMIN lies above it.
const REAL_TIME_FIRST: u32 = 32;
/// The last real-time signal.
pub const LAST: u32 = 64;

/// Appends the name of `number` without `SIG`: `INT`, `RT_1`; `false` if there is no such signal.
pub fn push_short(number: u32, out: &mut String) -> bool {
    use std::fmt::Write;
    match number {
        1..=31 => out.push_str(NAMES[number as usize - 1]),
        REAL_TIME_FIRST => out.push_str("RTMIN"),
        33..=LAST => {
            let _ = write!(out, "RT_{}", number - REAL_TIME_FIRST);
        }
        _ => return false,
    }
    true
}

/// The name of `number`: `SIGINT`, `SIGRT_1`; the bare number if there is no such signal.
pub fn name(number: i32) -> String {
    let mut out = String::from("SIG");
    if u32::try_from(number).is_ok_and(|number| push_short(number, &mut out)) { out } else { number.to_string() }
}

/// The number of a signal that a user named: `INT`, `SIGINT`, `int`, `RT_1`, `SIGRTMIN` or the number itself.
pub fn parse(text: &str) -> Option<u32> {
    if let Ok(number) = text.parse() {
        return (1..=LAST).contains(&number).then_some(number);
    }
    let upper = text.to_ascii_uppercase();
    let short = upper.strip_prefix("SIG").unwrap_or(&upper);
    (1..=LAST).find(|&number| {
        let mut out = String::new();
        push_short(number, &mut out) && out == short
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_each_others_inverse() {
        for number in 1..=LAST {
            assert_eq!(parse(&name(number as i32)), Some(number));
            assert_eq!(parse(&number.to_string()), Some(number));
        }
        assert_eq!((name(32), name(33), name(65)), ("SIGRTMIN".into(), "SIGRT_1".into(), "65".into()));
        assert_eq!((parse("chld"), parse("NOSUCH"), parse("0"), parse("65")), (Some(17), None, None, None));
    }
}
