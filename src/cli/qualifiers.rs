//! `-e signal=`, `-e status=`, `-e quiet=`, and the splitting of `-e` expressions.

use super::{UsageError, trace_set};
use crate::filter::Statuses;
use crate::signal;

/// What is not said (`-e quiet=`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Quiet {
    pub(super) attach: bool,
    pub(super) exit: bool,
    pub(super) thread_execve: bool,
}

/// An `-e` expression: a qualifier and its set.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Expression<'a> {
    Trace(&'a str),
    Signal(&'a str),
    Status(&'a str),
    Quiet(&'a str),
    Verbose,
}

/// What qualifiers strace has that are not supported.
const UNSUPPORTED: &[&str] =
    &["abbrev", "verbose", "raw", "read", "write", "fault", "inject", "kvm", "decode-fds", "decode-pids", "namespace"];

/// Splits `-e EXPR`.
pub(super) fn split(expression: &str) -> Result<Expression<'_>, UsageError> {
    let Some((qualifier, set)) = expression.split_once('=') else { return Ok(Expression::Trace(expression)) };
    Ok(match qualifier {
        "trace" | "t" => Expression::Trace(set),
        "signal" | "signals" | "s" => Expression::Signal(set),
        "status" => Expression::Status(set),
        "quiet" | "silent" | "silence" | "q" => Expression::Quiet(set),
        "abbrev" | "a" if set == "none" => Expression::Verbose,
        _ if UNSUPPORTED.contains(&qualifier) || matches!(qualifier, "a" | "v" | "x" | "r" | "w") => {
            return Err(UsageError(format!("-e {qualifier}= is not supported; see --help for what is")));
        }
        _ => {
            let known = ["trace", "signal", "status", "quiet", "abbrev"];
            return Err(trace_set::unknown("qualifier", "-e ", qualifier, known.into_iter()));
        }
    })
}

/// A set of words, each of which `put` knows or not; `!` in front means all others, where `all` and `none` are known too.
fn words<T: Copy>(
    set: &str,
    (none, all): (T, T),
    mut put: impl FnMut(&mut T, &str, bool) -> Result<(), UsageError>,
) -> Result<T, UsageError> {
    let (negated, members) = match set.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, set),
    };
    let mut value = if negated { all } else { none };
    for member in members.split(',') {
        match member {
            "all" => value = if negated { none } else { all },
            "none" => {}
            member => put(&mut value, member, !negated)?,
        }
    }
    Ok(value)
}

/// `-e signal=SET`, as bits of which bit 0 is signal 1.
pub(super) fn signals(set: &str) -> Result<u64, UsageError> {
    words(set, (0, u64::MAX), |bits, word, on| {
        let number = signal::parse(word).ok_or_else(|| {
            let names: Vec<_> =
                (1..=31).map(|number| signal::name(number).trim_start_matches("SIG").to_owned()).collect();
            trace_set::unknown("signal", "", word, names.iter().map(String::as_str))
        })?;
        let bit = 1 << (number - 1);
        *bits = if on { *bits | bit } else { *bits & !bit };
        Ok(())
    })
}

/// `-e status=SET`.
pub(super) fn statuses(set: &str) -> Result<Statuses, UsageError> {
    words(set, (Statuses::NONE, Statuses::ALL), |statuses, word, on| {
        let status = match word {
            "successful" => &mut statuses.successful,
            "failed" => &mut statuses.failed,
            "unfinished" => &mut statuses.unfinished,
            "unavailable" => &mut statuses.unavailable,
            "detached" => &mut statuses.detached,
            _ => {
                let known = ["successful", "failed", "unfinished", "unavailable", "detached"];
                return Err(trace_set::unknown("status", "", word, known.into_iter()));
            }
        };
        *status = on;
        Ok(())
    })
}

/// `-e quiet=SET`.
pub(super) fn quiet(set: &str) -> Result<Quiet, UsageError> {
    let all = Quiet { attach: true, exit: true, thread_execve: true };
    words(set, (Quiet::default(), all), |quiet, word, on| {
        match word {
            "attach" => quiet.attach = on,
            "exit" | "exits" => quiet.exit = on,
            "thread-execve" | "superseded" => quiet.thread_execve = on,
            // Nothing is said of these anyway.
            "path-resolution" | "path-resolve" | "personality" => {}
            _ => {
                let known = ["attach", "exit", "path-resolution", "personality", "thread-execve"];
                return Err(trace_set::unknown("message", "", word, known.into_iter()));
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_words() {
        assert_eq!(signals("INT,SIGHUP").unwrap(), 0b11);
        assert_eq!(signals("!INT").unwrap(), !0b10);
        assert_eq!((signals("none").unwrap(), signals("!none").unwrap(), signals("!all").unwrap()), (0, u64::MAX, 0));
        assert_eq!(statuses("failed").unwrap(), Statuses { failed: true, ..Statuses::NONE });
        assert_eq!(statuses("!failed").unwrap(), Statuses { failed: false, ..Statuses::ALL });
        assert!(quiet("exit").unwrap().exit);
    }

    #[test]
    fn mistakes_are_told() {
        assert_eq!(signals("CHDL").unwrap_err().0, "unknown signal 'CHDL'; did you mean 'CHLD'?");
        assert_eq!(statuses("fialed").unwrap_err().0, "unknown status 'fialed'; did you mean 'failed'?");
        assert_eq!(split("trac=open").unwrap_err().0, "unknown qualifier '-e trac'; did you mean '-e trace'?");
        assert!(split("inject=open:error=EIO").unwrap_err().0.contains("not supported"));
        assert_eq!(split("open,close"), Ok(Expression::Trace("open,close")));
    }
}
