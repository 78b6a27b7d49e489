//! Creation, execution, waiting and end of processes (`%process`).

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;
use crate::types::data::{Environment, Path, Strings};
use crate::types::number::{Int, Never, Pid, Zero};

pub(super) static ROWS: &[Syscall] = syscalls! {
    fork() -> Pid;
    vfork() -> Pid;
    execve(pathname: Path, argv: Strings, envp: Environment) -> Zero;
    exit(status: Int) -> Never;
    exit_group(status: Int) -> Never;
};
