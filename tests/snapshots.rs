//! Snapshots of the trees that the small programs of tests/programs make: every way of making a task, with glibc
//! and with musl, static and dynamic, in a container's cgroup and outside any.
//!
//! Each shows the tasks, the call that made each, and the tag on every line. The snapshots stand in
//! `snapshots/trees` and are read before they are accepted: docs/testing.md.

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use support::cgroup::Cgroup;
use support::normalise::Normaliser;
use support::programs::{Build, program};
use support::skip::{require, require_programs, require_root};
use support::trace::Trace;
use support::tracer::{Process, Tracer};

/// What is shown: what makes and ends tasks, and the calls by which a task makes itself known. Signals are not:
/// a SIGCHLD comes before or after the line of the wait that it ends.
const SHOWN: [&str; 4] = ["-e", "trace=%process,write,getppid", "-e", "signal=none"];

/// The trace of a program as a tree.
fn tree(name: &str, build: Build, cgroup: Option<&Cgroup>) -> String {
    let program = program(name, build);
    let directory = tempfile::tempdir().expect("a directory");
    // Anybody may write the trace, whoever the program becomes.
    fs::set_permissions(directory.path(), PermissionsExt::from_mode(0o755)).expect("chmod");
    let file = directory.path().join("trace");
    let tracer = Tracer::own()
        .args(["-f", "-o"])
        .arg(&file)
        .args(SHOWN)
        .args(["--", &format!("./{name}")])
        .directory(program.parent().expect("a directory"));
    let tracer = match cgroup {
        Some(cgroup) => cgroup.around(tracer),
        None => tracer,
    };
    let finished = tracer.run().success();
    let trace = Trace::parse(&fs::read_to_string(&file).expect("the trace"));
    let mut normaliser = Normaliser::numbered(&trace);
    if let Some(cgroup) = cgroup {
        normaliser = normaliser.word(cgroup.short_id(), "SHORTID");
    }
    format!("{}{}", normaliser.tree(&trace), output(&finished.stdout))
}

/// What the program wrote to its standard output: a tracer must not change that either.
fn output(stdout: &str) -> String {
    stdout.lines().map(|line| format!("stdout: {line}\n")).collect()
}

fn assert_snapshot(name: &str, place: &str, build: Build, tree: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/trees");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("{name}__{}__{place}", build.name()), tree));
}

/// One test per program, build and place, so that each fails by itself.
macro_rules! trees {
    ($($program:ident: $($build:ident = $kind:ident),+;)+) => {$(
        mod $program {
            use super::*;
            $(
                mod $build {
                    use super::*;

                    #[test]
                    fn outside() {
                        require_programs!(Build::$kind.compiler());
                        require!(Process::in_no_container(), "the test itself runs in a container");
                        let tree = tree(stringify!($program), Build::$kind, None);
                        assert_snapshot(stringify!($program), "outside", Build::$kind, &tree);
                    }

                    #[test]
                    fn in_docker() {
                        require_programs!(Build::$kind.compiler());
                        require_root!();
                        let cgroup = Cgroup::docker();
                        require!(cgroup.is_some(), "no cgroup can be made here");
                        let tree = tree(stringify!($program), Build::$kind, cgroup.as_ref());
                        assert_snapshot(stringify!($program), "in_docker", Build::$kind, &tree);
                    }
                }
            )+
        }
    )+};
}

macro_rules! native_trees {
    ($($program:ident),+ $(,)?) => {
        /// The programs of which there are snapshots.
        const PROGRAMS: &[&str] = &[$(stringify!($program)),+];

        trees! {$(
            $program: glibc_dynamic = GlibcDynamic, glibc_static = GlibcStatic,
                musl_dynamic = MuslDynamic, musl_static = MuslStatic;
        )+}
    };
}

native_trees!(fork, vfork, clone, clone3, posix_spawn, system, popen, pthread_create, daemon, exec_from_thread,);

/// A snapshot that no test compares any more says nothing, and looks as if it did.
#[test]
fn there_is_one_snapshot_per_test() {
    let expected: BTreeSet<String> = PROGRAMS
        .iter()
        .flat_map(|program| Build::NATIVE.map(|build| (program, build.name())))
        .flat_map(|(program, build)| ["outside", "in_docker"].map(|place| format!("{program}__{build}__{place}.snap")))
        .collect();
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/trees");
    let names = fs::read_dir(directory).expect("snapshots/trees").flatten().map(|entry| entry.file_name());
    let found: BTreeSet<String> = names.filter_map(|name| name.into_string().ok()).collect();
    let found: BTreeSet<String> = found.into_iter().filter(|name| name.ends_with(".snap")).collect();
    assert_eq!(found, expected);
}
