//! What the live tests share: a tracer under test, programs to trace, places to put them in, and what is
//! true of every trace.
//!
//! Terms: a *tracer* is `ptrace-trace`, or strace where a test compares the two; a *program* is what it
//! traces; a *trace* is the text that it wrote.

#![allow(dead_code, unused_imports, unused_macros, reason = "each test binary uses its own part of this module")]

pub mod cgroup;
pub mod compare;
pub mod docker;
pub mod normalise;
pub mod programs;
pub mod skip;
pub mod trace;
pub mod tracer;
pub mod wait;
pub mod web;
