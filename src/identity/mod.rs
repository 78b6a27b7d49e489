//! Which container a task is in, and what that container is called.
//!
//! Two halves that never meet on one thread. [`Identifier`] lives with the tracer: it reads `/proc/TID/cgroup`, and where
//! that says nothing the task's namespaces, and turns them into an identity. [`resolver`] finds out the names of the
//! containers so found, in files and at sockets, and answers whoever prints them.
//!
//! Terms: a *runtime* is what made a container (docker, podman, containerd …), a *layout* is one of the forms in which it
//! writes the container into a cgroup's path, a *monitor* is the runtime's process that waits for one container, and a
//! *text* is the content of a `cgroup` file of proc.

pub mod cgroup;
mod identifier;
mod layouts;
mod metadata;
mod monitor;
pub mod mountinfo;
pub mod moves;
mod procfs;
pub mod resolver;
mod segment;
mod settings;
mod system;

pub use identifier::{Identifier, Moment, Tally};
pub use layouts::UNKNOWN_RUNTIME;
pub use settings::Settings;
