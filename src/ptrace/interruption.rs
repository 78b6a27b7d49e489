//! Signals to the tracer itself.
//!
//! The signals that end a tracer are blocked in every thread and taken by one thread that does nothing else. It remembers the signal and
//! wakes the tracing thread out of its wait, again and again until that has noticed: a single wake-up could fall between the look at
//! the flag and the wait.

use nix::sys::pthread::{Pthread, pthread_kill, pthread_self};
use nix::sys::signal::{SaFlags, SigAction, SigHandler, SigSet, SigmaskHow, Signal, sigaction, signal};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::time::Duration;

/// The signals that end a tracer in an orderly way.
const ENDING: [Signal; 4] = [Signal::SIGHUP, Signal::SIGINT, Signal::SIGQUIT, Signal::SIGTERM];

/// Wakes the tracing thread; ignored by default, so nobody misses it.
const WAKE: Signal = Signal::SIGURG;

/// Notices signals that ask the tracer to end.
#[derive(Clone, Debug)]
pub struct Interruption(Arc<AtomicI32>);

impl Interruption {
    /// Blocks the ending signals, starts the thread that takes them, and lets it interrupt the calling thread's waits.
    ///
    /// # Errors
    /// If the thread cannot be started.
    pub fn watch() -> std::io::Result<Interruption> {
        extern "C" fn nothing(_: libc::c_int) {}
        let tracing = pthread_self();
        let action = SigAction::new(SigHandler::Handler(nothing), SaFlags::empty(), SigSet::empty());
        // SAFETY: the handler does nothing, which is safe at any point.
        unsafe { sigaction(WAKE, &action) }?;
        let set = block_termination()?;
        let seen = Arc::new(AtomicI32::new(0));
        let noticed = Interruption(Arc::clone(&seen));
        std::thread::Builder::new().name("signals".to_owned()).spawn(move || take(&set, &seen, tracing))?;
        Ok(noticed)
    }

    /// Never interrupts: for a program that decides by itself when the tracing ends.
    pub fn never() -> Interruption {
        Interruption(Arc::new(AtomicI32::new(0)))
    }

    /// The signal that asks to end, if one came.
    pub fn signal(&self) -> Option<i32> {
        let signal = self.0.load(Ordering::Acquire).abs();
        (signal != 0).then_some(signal)
    }

    /// Says that the signal was noticed, which ends the waking.
    pub fn acknowledge(&self) {
        let _ = self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, |signal| Some(-signal.abs()));
    }
}

fn take(set: &SigSet, seen: &AtomicI32, tracing: Pthread) {
    /// How long the tracing thread has to notice before it is woken again.
    const PATIENCE: Duration = Duration::from_millis(10);
    while let Ok(signal) = set.wait() {
        if seen.load(Ordering::Acquire) != 0 {
            // A second one changes nothing: the tracer is on its way out already, and bounded in time.
            continue;
        }
        seen.store(signal as i32, Ordering::Release);
        while seen.load(Ordering::Acquire) > 0 {
            if pthread_kill(tracing, WAKE).is_err() {
                return;
            }
            std::thread::sleep(PATIENCE);
        }
    }
}

/// Blocks the ending signals in this thread and those that it starts, and ignores those by which a terminal stops a background
/// job that writes.
///
/// # Errors
/// Those of sigprocmask(2).
pub fn block_termination() -> nix::Result<SigSet> {
    let mut set = SigSet::empty();
    ENDING.into_iter().for_each(|signal| set.add(signal));
    nix::sys::signal::sigprocmask(SigmaskHow::SIG_BLOCK, Some(&set), None)?;
    for ignored in [Signal::SIGTTIN, Signal::SIGTTOU] {
        // SAFETY: SIG_IGN installs no handler.
        unsafe { signal(ignored, SigHandler::SigIgn) }?;
    }
    Ok(set)
}

/// Makes sure that children can be waited for, should the tracer have been started with SIGCHLD ignored.
pub fn reset_child_signal() {
    // SAFETY: the default disposition installs no handler.
    let _ = unsafe { signal(Signal::SIGCHLD, SigHandler::SigDfl) };
}

/// Ends this process by `number`, without a core; by the exit status 128 + `number` if the signal does not end it.
pub fn die_by(number: i32) -> ! {
    let _ = nix::sys::resource::setrlimit(nix::sys::resource::Resource::RLIMIT_CORE, 0, 0);
    // SAFETY: these calls take plain data; sigset_t is initialised by sigemptyset before use.
    unsafe {
        libc::signal(number, libc::SIG_DFL);
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut set);
        libc::sigaddset(&raw mut set, number);
        libc::pthread_sigmask(libc::SIG_UNBLOCK, &raw const set, std::ptr::null_mut());
        libc::raise(number);
    }
    std::process::exit(128 + number)
}
