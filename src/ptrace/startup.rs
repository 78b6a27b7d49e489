//! What the process looked like before Rust's runtime began: the traced program must inherit that and nothing else.
//!
//! std sets SIGPIPE to be ignored, and opens /dev/null for those of the descriptors 0 to 2 that are closed, before `main` runs.

use std::sync::atomic::{AtomicBool, Ordering};

static PIPE_IGNORED: AtomicBool = AtomicBool::new(false);
static CLOSED: [AtomicBool; 3] = [const { AtomicBool::new(false) }; 3];

/// Runs before `main`, and before std's own start.
extern "C" fn look() {
    for (descriptor, closed) in CLOSED.iter().enumerate() {
        // SAFETY: F_GETFD takes no pointer.
        let flags = unsafe { libc::fcntl(descriptor as i32, libc::F_GETFD) };
        closed.store(flags == -1, Ordering::Relaxed);
    }
    // SAFETY: sigaction is plain data, for which zero is a value; the call only writes to `old`.
    let old = unsafe {
        let mut old: libc::sigaction = std::mem::zeroed();
        libc::sigaction(libc::SIGPIPE, std::ptr::null(), &raw mut old);
        old
    };
    PIPE_IGNORED.store(old.sa_sigaction == libc::SIG_IGN, Ordering::Relaxed);
}

// SAFETY: the section holds pointers to functions that the C runtime calls once before `main`; `look` calls nothing that needs
// std's runtime.
#[used]
#[unsafe(link_section = ".init_array")]
static LOOK: extern "C" fn() = look;

/// Whether SIGPIPE was ignored when the tracer was started.
pub(super) fn pipe_was_ignored() -> bool {
    PIPE_IGNORED.load(Ordering::Relaxed)
}

/// Those of the descriptors 0 to 2 that were closed when the tracer was started.
pub(super) fn closed_descriptors() -> impl Iterator<Item = i32> {
    CLOSED.iter().enumerate().filter(|(_, closed)| closed.load(Ordering::Relaxed)).map(|(number, _)| number as i32)
}
