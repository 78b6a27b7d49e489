//! Moves between cgroups: which tasks a write to a cgroup's control file moves (cgroups(7)).

use crate::event::Tid;

/// What a write to a control file moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The task, as numbered in the *writer's* pid namespace; `None` for the writer itself, which writes 0.
    pub tid: Option<Tid>,
    /// Whether its whole thread group moves: so by `cgroup.procs`; `tasks` (version 1) and `cgroup.threads` (version 2)
    /// move one thread.
    pub thread_group: bool,
}

/// Which tasks a successful write of `data` to the file at `path` has moved to another cgroup; `None` if the file is none
/// that moves tasks, or the data no number that the kernel takes. One write names one task: the kernel reads one
/// number, in any of C's notations, between white space (kernel/cgroup/cgroup.c, cgroup_procs_write_start).
pub fn pids_written(path: &[u8], data: &[u8]) -> Option<Written> {
    let name = path.rsplit(|byte| *byte == b'/').next()?;
    let thread_group = match name {
        b"cgroup.procs" => true,
        b"tasks" | b"cgroup.threads" => false,
        _ => return None,
    };
    let tid = number(data)?;
    Some(Written { tid: (tid != 0).then_some(tid), thread_group })
}

/// A number as kstrtoint(9) reads it with base 0. What lies behind a NUL is not read.
fn number(data: &[u8]) -> Option<Tid> {
    let data = data.split(|byte| *byte == 0).next()?;
    // The kernel's white space is wider than ASCII's by the vertical tab.
    let text = std::str::from_utf8(data).ok()?.trim_matches([' ', '\t', '\n', '\r', '\x0b', '\x0c']);
    let text = text.strip_prefix('+').unwrap_or(text);
    let hexadecimal = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let (digits, base) = match (hexadecimal, text.strip_prefix('0')) {
        (Some(digits), _) => (digits, 16),
        (None, Some(digits)) if !digits.is_empty() => (digits, 8),
        _ => (text, 10),
    };
    if !digits.starts_with(|first: char| first.is_ascii_hexdigit()) {
        return None; // A second sign.
    }
    Tid::from_str_radix(digits, base).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tid(data: &[u8]) -> Option<Option<Tid>> {
        pids_written(b"/sys/fs/cgroup/x/cgroup.procs", data).map(|written| written.tid)
    }

    #[test]
    fn the_three_files_differ_in_what_they_move() {
        for (path, expected) in [
            ("/sys/fs/cgroup/x/cgroup.procs", Some(true)),
            ("/sys/fs/cgroup/x/cgroup.threads", Some(false)),
            ("/sys/fs/cgroup/cpu/x/tasks", Some(false)),
            ("tasks", Some(false)),
            ("/sys/fs/cgroup/x/cgroup.freeze", None),
            ("/sys/fs/cgroup/x/my-tasks", None),
            ("", None),
        ] {
            let written = pids_written(path.as_bytes(), b"12\n");
            assert_eq!(written.map(|written| written.thread_group), expected, "{path}");
        }
    }

    #[test]
    fn numbers_are_read_as_the_kernel_does() {
        for (data, expected) in [
            (&b"12"[..], Some(Some(12))),
            (b" 12\n", Some(Some(12))),
            (b"12\0garbage", Some(Some(12))),
            (b"0", Some(None)),
            (b"0\n", Some(None)),
            (b"0x1F", Some(Some(31))),
            (b"010", Some(Some(8))),
            (b"+7", Some(Some(7))),
            (b"++7", None),
            (b"0x-7", None),
            (b"1 2", None),
            (b"12\n13\n", None),
            (b"", None),
            (b"\n", None),
            (b"9999999999", None),
            (b"\xff", None),
        ] {
            assert_eq!(tid(data), expected, "{data:?}");
        }
    }
}
