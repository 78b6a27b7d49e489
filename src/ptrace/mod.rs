//! ptrace(2) and its surroundings with types: the only module with `unsafe`.
//!
//! A *stop* is a value that is consumed by resuming it: [`Stop`] has one variant per kind of stop, each with only the
//! operations that are legal for it. A stop is not `Send`, since only the thread that seized a tracee may drive it.
//!
//! A tracee can vanish at any moment: SIGKILL, the exit_group of a sibling, the exec of a sibling. Every request
//! therefore may answer [`Fault::Vanished`], which is never an error: that step is dropped, and the death report comes by
//! itself.
//!
//! nix cannot represent real-time signals in a wait status, so waiting and resuming are our own over libc.

#![allow(unsafe_code)]

mod interruption;
mod launch;
mod memory;
mod request;
mod startup;
mod stop;
mod wait;

pub use interruption::{Interruption, block_termination, die_by, reset_child_signal};
pub use launch::{Command, LaunchError, Launched, Ownership};
pub use memory::read_memory;
pub use request::{
    Fault, Options, SyscallInformation, SyscallPhase, interrupt, interrupted_call, probe_thread, seize, system_call,
};
pub use stop::{Event, GroupStop, How, SignalStop, Stop, SyscallStop, TrapStop};
pub use wait::{Report, Status, Waited, wait};
