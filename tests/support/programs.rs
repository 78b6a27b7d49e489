//! Builds the small C programs of tests/programs, with glibc and with musl, static and dynamic, and as 32-bit.
//!
//! Each is built once, into a directory below `target/` that is named after a hash of the source and the
//! command: a change makes a new one. It is built under a name of its own and renamed, so that tests that
//! build the same at the same time are in each other's way no more than they must.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// How a program is built: the C library and how it is linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// glibc as a shared object.
    GlibcDynamic,
    /// glibc in the program.
    GlibcStatic,
    /// musl as a shared object.
    MuslDynamic,
    /// musl in the program.
    MuslStatic,
    /// glibc as a shared object, for the 32-bit ABI.
    Glibc32,
}

impl Build {
    /// The four that programs of this machine's own ABI come in.
    pub const NATIVE: [Build; 4] = [Build::GlibcDynamic, Build::GlibcStatic, Build::MuslDynamic, Build::MuslStatic];

    /// Its name in a snapshot's name.
    pub fn name(self) -> &'static str {
        match self {
            Build::GlibcDynamic => "glibc_dynamic",
            Build::GlibcStatic => "glibc_static",
            Build::MuslDynamic => "musl_dynamic",
            Build::MuslStatic => "musl_static",
            Build::Glibc32 => "glibc_32",
        }
    }

    /// The compiler, and its arguments before the source.
    fn command(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Build::GlibcDynamic => ("gcc", &["-pthread"]),
            Build::GlibcStatic => ("gcc", &["-pthread", "-static"]),
            Build::MuslDynamic => ("musl-gcc", &["-pthread"]),
            Build::MuslStatic => ("musl-gcc", &["-pthread", "-static"]),
            Build::Glibc32 => ("gcc", &["-pthread", "-m32"]),
        }
    }

    /// The compiler that it needs.
    pub fn compiler(self) -> &'static str {
        self.command().0
    }
}

/// The directory of the sources.
fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs")
}

/// The path of the program `name`, built.
#[track_caller]
pub fn program(name: &str, build: Build) -> PathBuf {
    let source = sources().join(format!("{name}.c"));
    let text = fs::read(&source).unwrap_or_else(|error| panic!("{}: {error}", source.display()));
    let (compiler, options) = build.command();
    let mut hasher = DefaultHasher::new();
    (&text, compiler, options).hash(&mut hasher);
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs").join(format!("{:016x}", hasher.finish()));
    let program = directory.join(name);
    if program.exists() {
        return program;
    }
    fs::create_dir_all(&directory).expect("a directory for programs");
    static BUILDS: AtomicU32 = AtomicU32::new(0);
    let build = BUILDS.fetch_add(1, Ordering::Relaxed);
    let fresh = directory.join(format!("{name}.{}.{build}", std::process::id()));
    let output = Command::new(compiler)
        .args(["-O1", "-Wall", "-Wextra", "-Werror", "-std=gnu11"])
        .args(options)
        .arg(&source)
        .arg("-o")
        .arg(&fresh)
        .env("PATH", super::tracer::PATH)
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{compiler} cannot be started: {error}"));
    assert!(output.status.success(), "{compiler} {name}.c:\n{}", String::from_utf8_lossy(&output.stderr));
    fs::rename(&fresh, &program).expect("rename");
    program
}
