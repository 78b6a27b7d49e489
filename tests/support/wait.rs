//! Waiting for a condition, with a limit: what the tests do instead of sleeping for a time that is hoped to
//! be long enough.

use std::thread::sleep;
use std::time::{Duration, Instant};

/// The pause between two looks at a condition.
const PAUSE: Duration = Duration::from_millis(2);

/// How long what takes no time at all may take on a busy machine.
pub const SHORT: Duration = Duration::from_secs(10);

/// Calls `condition` until it gives a value, and returns that; `None` when `limit` has passed.
pub fn poll<T>(limit: Duration, mut condition: impl FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + limit;
    loop {
        if let Some(value) = condition() {
            return Some(value);
        }
        if Instant::now() >= end {
            return None;
        }
        sleep(PAUSE);
    }
}

/// Like [`poll`], but fails the test when `limit` has passed. `what` completes "waited in vain until".
#[track_caller]
pub fn until<T>(what: &str, limit: Duration, condition: impl FnMut() -> Option<T>) -> T {
    match poll(limit, condition) {
        Some(value) => value,
        None => panic!("waited in vain until {what} ({limit:?})"),
    }
}
