//! The names of containers: starts the resolver and brings its answers to the outputs.

use crate::cli::Plan;
use crate::decode::Names;
use crate::identity::{Identifier, resolver};
use std::time::Duration;

/// Who finds out where tasks are, and where the outputs learn the containers' names.
pub(super) fn start(plan: &Plan) -> std::io::Result<(Identifier, Option<Names>)> {
    let settings = &plan.identity;
    if !settings.enabled || !settings.look_up {
        return Ok((Identifier::new(settings, None), None));
    }
    let (handle, answers) = resolver::start(settings)?;
    let invoked = plan.invoked.clone();
    let next = move |wait: Duration| {
        let answer = if wait.is_zero() { answers.try_recv().ok() } else { answers.recv_timeout(wait).ok() }?;
        if let Some(warning) = answer.warning {
            eprintln!("{invoked}: {warning}");
        }
        Some((answer.id, answer.identity))
    };
    let names = Names { next: Box::new(next), patience: plan.wait_metadata };
    Ok((Identifier::new(settings, Some(handle)), Some(names)))
}
