//! The command `ptrace-trace`.

fn main() {}
