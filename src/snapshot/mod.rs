//! Copies declared memory of a stopped task into an event.
//!
//! What to copy is data: each argument of a system call declares a [`Grab`], and one generic [`Recorder`]
//! carries it out, in *rounds*. The first round reads everything that the registers alone point to, with one
//! process_vm_readv(2) for all of it; what was read may hold pointers to more (an iovec, argv), which is the
//! next round. Most calls need one round, since the price of a read is per call and not per byte.
//!
//! Every length, count and pointer comes from the tracee and may be hostile: [`MAX_BYTES`], [`MAX_RANGES`]
//! and [`MAX_ROUNDS`] bound what one stop can cost.

mod grab;
mod memory;
mod recorder;

pub use grab::{Block, Count, Grab, Link, LinkCount, Reach, Sizes, Unit, When};
pub use memory::Memory;
pub use recorder::{Limits, Recorder, Registers, Side, Source};

/// Most bytes copied at one stop.
pub const MAX_BYTES: usize = 1 << 20;
/// Most ranges read in one round (`IOV_MAX`, limits.h).
pub const MAX_RANGES: usize = 1024;
/// Most rounds at one stop.
pub const MAX_ROUNDS: usize = 64;
/// A page of the smallest size that the architectures have; texts are read no further at a time, since the next page may
/// not be there.
pub const PAGE: u64 = 4096;
/// Longest path that the kernel takes, with its NUL (`PATH_MAX`, limits.h).
pub const PATH_MAX: usize = 4096;
