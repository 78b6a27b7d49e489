//! Why a process could not be attached to: the one true cause, and the next step.

use crate::event::Tid;
use crate::tracer::AttachError;

/// One line for a user.
pub(super) fn explain(pid: Tid, error: &AttachError) -> String {
    format!("failed to attach to process {pid}: {error}")
}
