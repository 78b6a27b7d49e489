//! Which container a task is in, and what that container is called.
pub mod cgroup;
pub(crate) mod layouts;
pub(crate) mod segment;
pub(crate) mod system;
