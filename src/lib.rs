//! ptrace-trace: an strace-like tracer that follows every child, whatever call made it, and tags every
//! system call with the container that the calling thread is in at that moment.
//!
//! Data moves from left to right only, through two narrow waists, [`event::Event`] and `decode`'s `Call`;
//! docs/architecture.md has the picture and tests/architecture.rs holds it.

pub mod cli;
pub mod decode;
pub mod errno;
pub mod event;
pub mod filter;
pub mod identity;
pub mod model;
pub mod ptrace;
pub mod render;
pub mod session;
pub mod signal;
pub mod snapshot;
pub mod syscalls;
pub mod tracer;
pub mod types;
pub mod value;
