//! Classes of calls, as `-e trace=%class` names them (strace(1), "Filtering").

use super::Entry;
use crate::types::Role;

/// A class that a family's file stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Calls that take a file's name.
    File,
    /// Calls that work on descriptors.
    Descriptor,
    /// Creation, execution, waiting and end of processes.
    Process,
    /// Networking.
    Network,
    /// Signals.
    Signal,
    /// System V and POSIX inter-process communication.
    Ipc,
    /// Memory mappings.
    Memory,
    /// User and group ids, capabilities.
    Credentials,
    /// Clocks, timers and sleeping.
    Clock,
    /// Scheduling, limits and priorities.
    Scheduling,
    /// Everything else.
    Other,
}

/// Who is in a class that a user can name.
enum Members {
    /// Calls with an argument of this role, and these.
    Role(Role, &'static [&'static str]),
    /// Calls of this family, with these added and those taken out.
    Family(Class, &'static [&'static str], &'static [&'static str]),
    /// These calls.
    List(&'static [&'static str]),
}

/// The names that a user can write behind `%`.
const CLASSES: &[(&str, Members)] = &[
    ("file", Members::Role(Role::Path, &["getcwd"])),
    ("desc", Members::Role(Role::Descriptor, DESCRIPTORS)),
    (
        "process",
        Members::Family(
            Class::Process,
            &["kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_send_signal"],
            &[],
        ),
    ),
    ("network", Members::Family(Class::Network, &["sendfile", "sendfile64"], &[])),
    ("net", Members::Family(Class::Network, &["sendfile", "sendfile64"], &[])),
    ("signal", Members::Family(Class::Signal, &["signalfd", "signalfd4", "pidfd_send_signal"], &[])),
    ("ipc", Members::Family(Class::Ipc, &[], &[])),
    ("memory", Members::Family(Class::Memory, &["shmat", "shmdt", "io_destroy", "io_setup"], &[])),
    ("creds", Members::Family(Class::Credentials, &["prctl"], &[])),
    ("clock", Members::List(CLOCK)),
    ("pure", Members::List(PURE)),
    ("stat", Members::List(&["stat", "stat64", "oldstat"])),
    ("lstat", Members::List(&["lstat", "lstat64", "oldlstat"])),
    ("fstat", Members::List(&["fstat", "fstat64", "fstatat64", "newfstatat", "oldfstat"])),
    ("%stat", Members::List(ALL_STAT)),
    ("statfs", Members::List(&["statfs", "statfs64"])),
    ("fstatfs", Members::List(&["fstatfs", "fstatfs64"])),
    ("%statfs", Members::List(&["statfs", "statfs64", "fstatfs", "fstatfs64", "ustat"])),
];

const DESCRIPTORS: &[&str] = &[
    "mmap",
    "mmap2",
    "epoll_create",
    "epoll_create1",
    "eventfd",
    "eventfd2",
    "inotify_init",
    "inotify_init1",
    "fanotify_init",
    "memfd_create",
    "memfd_secret",
    "perf_event_open",
    "pipe",
    "pipe2",
    "poll",
    "ppoll",
    "select",
    "pselect6",
    "_newselect",
    "signalfd",
    "timerfd_create",
    "open_by_handle_at",
    "open",
    "openat",
    "openat2",
    "creat",
    "socket",
    "socketpair",
    "userfaultfd",
    "io_uring_setup",
    "pidfd_open",
    "bpf",
    "mq_open",
    "landlock_create_ruleset",
    "fsopen",
];

const CLOCK: &[&str] = &[
    "adjtimex",
    "clock_adjtime",
    "clock_adjtime64",
    "clock_getres",
    "clock_getres_time64",
    "clock_gettime",
    "clock_gettime64",
    "clock_settime",
    "clock_settime64",
    "gettimeofday",
    "settimeofday",
    "stime",
    "time",
];

const PURE: &[&str] = &[
    "getegid",
    "getegid32",
    "geteuid",
    "geteuid32",
    "getgid",
    "getgid32",
    "getpgrp",
    "getpid",
    "getppid",
    "gettid",
    "getuid",
    "getuid32",
];

const ALL_STAT: &[&str] = &[
    "stat",
    "stat64",
    "oldstat",
    "lstat",
    "lstat64",
    "oldlstat",
    "fstat",
    "fstat64",
    "fstatat64",
    "newfstatat",
    "oldfstat",
    "statx",
];

/// Whether `entry` is in the class that a user calls `name` (without its `%`); `None` if there is no such class.
pub fn is_in(name: &str, entry: &Entry) -> Option<bool> {
    let members = &CLASSES.iter().find(|class| class.0 == name)?.1;
    Some(match members {
        Members::Role(role, added) => {
            let rows = entry.plain.iter().chain(&entry.variants);
            added.contains(&entry.name) || rows.flat_map(|row| row.arguments).any(|argument| argument.role == *role)
        }
        Members::Family(class, added, removed) => {
            let family = entry.family.is_some_and(|family| family.class == *class);
            (family || added.contains(&entry.name)) && !removed.contains(&entry.name)
        }
        Members::List(names) => names.contains(&entry.name),
    })
}

/// The classes that a user can name, without their `%`.
pub fn names() -> impl Iterator<Item = &'static str> {
    CLASSES.iter().map(|class| class.0)
}
