//! Classes of calls, as `-e trace=%class` names them.

/// A class. Each family's file stands for one; some classes are unions or lists (strace(1), "Filtering").
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
