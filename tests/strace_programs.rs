//! The small programs of tests/programs under strace 6.1 and under ptrace-trace: every way of making a task, signals,
//! stops, and both ABIs, line by line.
//!
//! Differences stand in the list of tests/strace.rs, under the name `program NAME BUILD`.

mod support;

use support::compare::{Order, assert_same};
use support::programs::{Build, program};
use support::skip::require_programs;

fn compare(name: &str, build: Build) {
    require_programs!("strace", build.compiler());
    let path = program(name, build);
    assert_same(&format!("program {name} {}", build.name()), Order::PerTask, |tracer, place| {
        // Under the same short path in every checkout: arguments are cut after 32 bytes.
        std::fs::copy(&path, place.path().join(name)).expect("copy");
        tracer.args(["--", &format!("./{name}")]).run().success();
    });
}

/// One test per program and build.
macro_rules! programs {
    ($($program:ident: $($build:ident = $kind:ident),+;)+) => {$(
        mod $program {
            use super::*;
            $(
                #[test]
                fn $build() {
                    compare(stringify!($program), Build::$kind);
                }
            )+
        }
    )+};
}

programs! {
    fork: glibc_dynamic = GlibcDynamic, musl_dynamic = MuslDynamic, glibc_32 = Glibc32;
    vfork: glibc_dynamic = GlibcDynamic, musl_static = MuslStatic, glibc_32 = Glibc32;
    clone3: glibc_static = GlibcStatic, glibc_32 = Glibc32;
    posix_spawn: glibc_dynamic = GlibcDynamic, musl_dynamic = MuslDynamic, glibc_32 = Glibc32;
    system: glibc_dynamic = GlibcDynamic, musl_static = MuslStatic, glibc_32 = Glibc32;
    popen: glibc_dynamic = GlibcDynamic, musl_static = MuslStatic, glibc_32 = Glibc32;
    pthread_create: glibc_dynamic = GlibcDynamic, musl_dynamic = MuslDynamic, glibc_32 = Glibc32;
    daemon: glibc_dynamic = GlibcDynamic, musl_static = MuslStatic;
    exec_from_thread: glibc_dynamic = GlibcDynamic, musl_dynamic = MuslDynamic, glibc_32 = Glibc32;
    realtime_signals: glibc_dynamic = GlibcDynamic, musl_static = MuslStatic, glibc_32 = Glibc32;
    group_stop: glibc_dynamic = GlibcDynamic, musl_static = MuslStatic, glibc_32 = Glibc32;
    int80: glibc_dynamic = GlibcDynamic, musl_static = MuslStatic;
}
