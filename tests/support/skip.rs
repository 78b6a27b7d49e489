//! Tests that cannot run on this machine.
//!
//! The test runner of Rust knows no test that finds out by itself that it cannot run: one that returns is one
//! that passed. So a skip is written to a file that `tests/run` reads out at its end, and where nobody reads
//! such a file, or in continuous integration, it is a failure.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

/// Returns from the test with a report unless `condition` holds.
///
/// `reason` says what is missing, as it is read after the test's name.
macro_rules! require {
    ($condition:expr, $($reason:tt)+) => {
        if !$condition {
            $crate::support::skip::report(&format!($($reason)+));
            return;
        }
    };
}
pub(crate) use require;

/// Returns from the test with a report unless all these programs can be run.
macro_rules! require_programs {
    ($($name:expr),+ $(,)?) => {
        $($crate::support::skip::require!(
            $crate::support::skip::has_program($name), "the program {} is not installed", $name
        );)+
    };
}
pub(crate) use require_programs;

/// Returns from the test with a report unless it runs as root.
macro_rules! require_root {
    () => {
        $crate::support::skip::require!(nix::unistd::geteuid().is_root(), "it needs root")
    };
}
pub(crate) use require_root;

/// Reports that the calling test cannot run, or fails it where nobody would read the report.
///
/// The test's name is that of its thread, as the runner names it.
pub fn report(reason: &str) {
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    if std::env::var_os("CI").is_some() {
        panic!("{test} cannot run, and may not be skipped in continuous integration: {reason}");
    }
    let Some(file) = std::env::var_os("PTRACE_TRACE_SKIPPED") else {
        panic!("{test} cannot run: {reason}; tests/run reports this as skipped");
    };
    let mut file = OpenOptions::new().append(true).create(true).open(file).expect("the list of skipped tests");
    // One write, so that tests that run at the same time do not mix their lines.
    file.write_all(format!("{test}: {reason}\n").as_bytes()).expect("write to the list of skipped tests");
}

/// Whether a program of that name stands in one of the directories of [`super::tracer::PATH`].
pub fn has_program(name: &str) -> bool {
    super::tracer::PATH.split(':').any(|directory| Path::new(directory).join(name).exists())
}
