//! What happened: the first of the two narrow waists.
//!
//! An [`Event`] is owned bytes and numbers with no process behind it. The tracer, a capture file and a
//! test produce the same type; nothing that consumes it may touch a process.
//!
//! Terms: a *task* is what the kernel schedules, named by its tid; a *thread group* is a process, named
//! by the tid of its leader (the pid of user space). All ids are those of the tracer's pid namespace.
//!
//! Events travel in a [`Batch`]: a vector of fixed-size events and one arena of bytes that they point
//! into by [`Span`]. Nothing is allocated per event once the two vectors have grown, and both come back
//! to the tracer for reuse.

mod abi;
mod identity;
mod queue;

pub use abi::Abi;
pub use identity::{Container, Identity, IdentityId, Metadata, Place, Pod, Proof};
pub use queue::{Closed, Consumer, Producer, queue};

/// A task's id in the tracer's pid namespace (`pid_t`).
pub type Tid = i32;

/// A range of [`Batch::bytes`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Number of bytes.
    pub length: u32,
}

/// Nanoseconds of `CLOCK_MONOTONIC` (clock_gettime(2)).
pub type Nanoseconds = u64;

/// One thing that happened to one task.
#[derive(Clone, Debug)]
pub struct Event {
    /// When the tracer saw it.
    pub time: Nanoseconds,
    /// The task that it happened to.
    pub tid: Tid,
    /// What happened.
    pub kind: Kind,
}

/// What can happen.
#[derive(Clone, Debug)]
pub enum Kind {
    /// The tracer met a task.
    Task(Task),
    /// A system call began (syscall-enter-stop).
    Enter(Enter),
    /// A system call ended (syscall-exit-stop).
    Exit(Exit),
    /// The task made another one.
    Born(Born),
    /// The task runs a new program.
    Exec(Exec),
    /// A signal is about to be delivered (signal-delivery-stop).
    Signal(Signal),
    /// The task takes part in a group-stop, by this signal.
    Stopped(i32),
    /// The task is no longer traced.
    Gone(Gone),
    /// What a file descriptor of the task refers to.
    Descriptor(Descriptor),
    /// The task is, from here on, in the container that this id stands for.
    Placed(IdentityId),
    /// What an identity id stands for, announced before its first use, and again when more is known.
    Identity(IdentityId, Box<Identity>),
    /// So many events of the task were dropped on the user's demand.
    Lost(u64),
}

/// A task is met for the first time.
#[derive(Clone, Copy, Debug)]
pub struct Task {
    /// The thread group that it belongs to.
    pub thread_group: Tid,
    /// The task that made it, 0 when unknown.
    pub parent: Tid,
    /// Its name (`/proc/TID/comm`, without the newline); empty when it has its parent's.
    pub comm: Span,
    /// How the tracer came by it.
    pub origin: Origin,
}

/// How the tracer came by a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The tracer started the program.
    Launched,
    /// It existed and was attached to.
    Attached,
    /// A traced task made it; it was traced from its first instruction.
    Born,
}

/// A system call begins.
#[derive(Clone, Copy, Debug)]
pub struct Enter {
    /// Which table `number` belongs to.
    pub abi: Abi,
    /// The system call's number; x32's marker bit is already taken off.
    pub number: u64,
    /// The six argument registers.
    pub arguments: [u64; 6],
    /// Address of the instruction behind the call.
    pub instruction_pointer: u64,
    /// Memory copied at entry, in the form that the module `snapshot` defines.
    pub memory: Span,
}

/// A system call ends.
#[derive(Clone, Copy, Debug)]
pub struct Exit {
    /// The return value register, sign-extended: a negative errno when `failed`.
    pub value: i64,
    /// The kernel's own word on whether `value` is an error.
    pub failed: bool,
    /// Memory copied at exit, in the form that the module `snapshot` defines.
    pub memory: Span,
    /// CPU time that the task spent in the kernel since the call began, where it was asked for.
    pub system_time: Nanoseconds,
    /// The call's number and arguments, if the tracer did not see it begin and could still tell
    /// (attached in the middle of the call).
    pub number: Option<u64>,
}

/// A task made another one (ptrace event FORK, VFORK or CLONE).
#[derive(Clone, Copy, Debug)]
pub struct Born {
    /// The new task.
    pub child: Tid,
    /// The new task's thread group: another one than the parent's for a process.
    pub thread_group: Tid,
    /// Which of ptrace's three events reported it.
    pub how: Creation,
}

/// ptrace's three events of creation. They follow the clone flags and not the call: a `clone3` with
/// `SIGCHLD` and no `CLONE_THREAD` reports `Fork` (kernel/fork.c, kernel_clone).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Creation {
    /// `PTRACE_EVENT_FORK`.
    Fork,
    /// `PTRACE_EVENT_VFORK`.
    Vfork,
    /// `PTRACE_EVENT_CLONE`.
    Clone,
}

/// A task runs a new program (`PTRACE_EVENT_EXEC`).
#[derive(Clone, Copy, Debug)]
pub struct Exec {
    /// The tid that the task had before: another one when a thread that is not the leader called exec.
    pub former: Tid,
    /// Its new name (`/proc/TID/comm`).
    pub comm: Span,
}

/// A signal is about to be delivered.
#[derive(Clone, Copy, Debug)]
pub struct Signal {
    /// The signal's number.
    pub signal: i32,
    /// The kernel's `siginfo_t` as the tracer read it, 128 bytes; empty when it could not be read.
    pub information: Span,
}

/// Why a task is no longer traced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It ended by itself with this status.
    Exited(i32),
    /// A signal ended it.
    Killed {
        /// The signal's number.
        signal: i32,
        /// Whether the kernel wrote a core.
        core: bool,
    },
    /// Another thread of its group called exec and took over its tid, or ended it.
    Superseded {
        /// The tid that the other thread had.
        by: Tid,
    },
    /// The tracer let go of it.
    Detached,
}

/// What a file descriptor refers to, as the tracer saw it at this moment.
#[derive(Clone, Copy, Debug)]
pub struct Descriptor {
    /// The descriptor's number.
    pub number: i32,
    /// The link text of `/proc/TID/fd/N`; empty when the descriptor is not open.
    pub target: Span,
    /// What is known beyond the link text (a socket's addresses, a device's numbers), in strace's words.
    pub detail: Span,
}

/// Events on their way from one thread to another, with the bytes that they point into.
#[derive(Debug, Default)]
pub struct Batch {
    /// The events, in the order in which the tracer saw them.
    pub events: Vec<Event>,
    /// The arena that all spans point into.
    pub bytes: Vec<u8>,
    /// `CLOCK_REALTIME` minus `CLOCK_MONOTONIC` in nanoseconds, when the batch was begun.
    pub wall_clock_offset: i64,
}

impl Batch {
    /// The bytes of `span`; empty if it does not lie within the arena.
    pub fn get(&self, span: Span) -> &[u8] {
        let start = span.start as usize;
        self.bytes.get(start..start + span.length as usize).unwrap_or_default()
    }

    /// Copies `bytes` into the arena.
    pub fn put(&mut self, bytes: &[u8]) -> Span {
        let start = self.bytes.len() as u32;
        self.bytes.extend_from_slice(bytes);
        Span { start, length: bytes.len() as u32 }
    }

    /// Empties the batch and keeps its memory.
    pub fn clear(&mut self) {
        self.events.clear();
        self.bytes.clear();
    }
}
