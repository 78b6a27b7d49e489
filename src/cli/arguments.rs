//! The command line as typed. Letters and meanings are strace's; what is new has a long name.

use clap::{ArgAction, Parser};
use std::ffi::OsString;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  ptrace-trace -f -- php-fpm            trace a program and all it starts
  ptrace-trace -f -p 1234               attach to a process and all its threads
  ptrace-trace -f -o trace.txt -e trace=%network -- curl http://localhost/
  ptrace-trace -f -c -- make            count calls, times and errors
  ptrace-trace -f --format json -o trace.jsonl -- sh -c 'ls | wc -l'";

/// Traces system calls of a program and everything it starts, and tags each with its container.
#[derive(Debug, Parser)]
#[command(name = "ptrace-trace", version, about, after_help = EXAMPLES, args_override_self = false)]
#[command(override_usage = "ptrace-trace [OPTIONS] [--] COMMAND [ARGS...]\n       ptrace-trace [OPTIONS] -p PID...")]
#[command(disable_help_flag = true, disable_version_flag = true)]
pub struct Arguments {
    /// The program to start, with its arguments
    #[arg(value_name = "COMMAND", trailing_var_arg = true)]
    pub command: Vec<OsString>,

    /// Follow all children and threads, whatever call makes them
    #[arg(short = 'f', long = "follow-forks", action = ArgAction::Count, help_heading = "Tracing")]
    pub follow: u8,
    /// Attach to these processes (separated by commas or blanks; may be repeated)
    #[arg(short = 'p', long = "attach", value_name = "PID", action = ArgAction::Append, help_heading = "Tracing")]
    pub attach: Vec<String>,
    /// Run the program as this user, with that user's groups alone
    #[arg(short = 'u', long = "user", value_name = "USER", help_heading = "Tracing")]
    pub user: Option<String>,
    /// Set a variable of the program's environment, or remove it (may be repeated)
    #[arg(short = 'E', long = "env", value_name = "VAR[=VALUE]", action = ArgAction::Append, help_heading = "Tracing")]
    pub environment: Vec<OsString>,

    /// What to trace: `trace=SET`, `signal=SET`, `status=SET`, `quiet=SET`, `abbrev=none`; a bare SET is `trace=SET`
    #[arg(short = 'e', value_name = "EXPR", action = ArgAction::Append, help_heading = "Filtering")]
    pub expressions: Vec<String>,
    /// Calls to trace: names, %classes, /regular expressions, `?name` if it exists; `!` for all others
    #[arg(long = "trace", value_name = "SET", action = ArgAction::Append, help_heading = "Filtering")]
    pub trace: Vec<String>,
    /// Signals to show
    #[arg(long = "signal", value_name = "SET", action = ArgAction::Append, help_heading = "Filtering")]
    pub signal: Vec<String>,
    /// Calls to show by how they ended: successful, failed, unfinished, unavailable, detached
    #[arg(long = "status", value_name = "SET", action = ArgAction::Append, help_heading = "Filtering")]
    pub status: Vec<String>,
    /// Show only calls that use this path (may be repeated)
    #[arg(short = 'P', long = "trace-path", value_name = "PATH", action = ArgAction::Append, help_heading = "Filtering")]
    pub paths: Vec<OsString>,
    /// Show only calls that succeeded
    #[arg(short = 'z', long = "successful-only", help_heading = "Filtering")]
    pub successful: bool,
    /// Show only calls that failed
    #[arg(short = 'Z', long = "failed-only", help_heading = "Filtering")]
    pub failed: bool,

    /// Write to this file instead of stderr
    #[arg(short = 'o', long = "output", value_name = "FILE", help_heading = "Output")]
    pub output: Option<OsString>,
    /// Form of the output
    #[arg(long = "format", value_name = "FORMAT", value_enum, default_value = "text", help_heading = "Output")]
    pub format: super::Format,
    /// Which lines carry the container's tag
    #[arg(long = "tag", value_name = "WHEN", value_enum, default_value = "auto", help_heading = "Output")]
    pub tag: super::output::TagChoice,
    /// When to use colours
    #[arg(long = "color", value_name = "WHEN", value_enum, default_value = "auto", help_heading = "Output")]
    pub color: super::output::ColourChoice,
    /// Bytes of a string to show
    #[arg(
        short = 's',
        long = "string-limit",
        value_name = "SIZE",
        default_value_t = 32,
        allow_negative_numbers = true,
        help_heading = "Output"
    )]
    pub string_limit: usize,
    /// Abbreviate nothing
    #[arg(short = 'v', long = "no-abbrev", help_heading = "Output")]
    pub verbose: bool,
    /// Strings with unprintable bytes in hexadecimal; twice: all strings
    #[arg(short = 'x', long = "strings-in-hex", action = ArgAction::Count, help_heading = "Output")]
    pub hex: u8,
    /// Show what descriptors refer to; twice: with addresses of sockets and numbers of devices
    #[arg(short = 'y', long = "decode-fds", action = ArgAction::Count, help_heading = "Output")]
    pub descriptors: u8,
    /// Time of day; twice: with microseconds; three times: as seconds since the epoch
    #[arg(short = 't', long = "absolute-timestamps", action = ArgAction::Count, help_heading = "Output")]
    pub time: u8,
    /// Seconds since the line before
    #[arg(short = 'r', long = "relative-timestamps", help_heading = "Output")]
    pub relative: bool,
    /// Time spent in each call
    #[arg(short = 'T', long = "syscall-times", help_heading = "Output")]
    pub duration: bool,
    /// Say less: no messages of attaching; twice: no exits; three times: nothing but calls
    #[arg(short = 'q', long = "quiet", action = ArgAction::Count, help_heading = "Output")]
    pub quiet: u8,
    /// Column of the return value
    #[arg(short = 'a', long = "columns", value_name = "COLUMN", default_value_t = 40, help_heading = "Output")]
    pub column: usize,

    /// Do not find out which containers tasks are in
    #[arg(long = "no-identity", help_heading = "Containers")]
    pub no_identity: bool,
    /// A socket of docker or podman to ask for names, before the usual ones (may be repeated)
    #[arg(long = "runtime-socket", value_name = "PATH", action = ArgAction::Append, help_heading = "Containers")]
    pub runtime_sockets: Vec<PathBuf>,
    /// Milliseconds that a line waits for the name of its container
    #[arg(long = "wait-metadata", value_name = "MS", default_value_t = 250, help_heading = "Containers")]
    pub wait_metadata: u64,

    /// Count calls, times and errors instead of showing calls
    #[arg(short = 'c', long = "summary-only", help_heading = "Statistics")]
    pub summary_only: bool,
    /// Count them as well as showing calls
    #[arg(short = 'C', help_heading = "Statistics")]
    pub summary: bool,
    /// Count the time between beginning and end of a call instead of its CPU time
    #[arg(short = 'w', long = "summary-wall-clock", help_heading = "Statistics")]
    pub wall_clock: bool,
    /// Sort the counts by: time, calls, errors, name, nothing
    #[arg(
        short = 'S',
        long = "summary-sort-by",
        value_name = "COLUMN",
        default_value = "time",
        help_heading = "Statistics"
    )]
    pub sort: String,

    /// Print help (`-h`: a screen of it)
    #[arg(short = 'h', long = "help", action = ArgAction::Help, help_heading = "Other")]
    pub help: Option<bool>,
    /// Print the version
    #[arg(short = 'V', long = "version", action = ArgAction::Version, help_heading = "Other")]
    pub version: Option<bool>,
}
