//! The command `ptrace-trace`.

fn main() {
    ptrace_trace::session::end(ptrace_trace::session::run(std::env::args_os().collect()))
}
