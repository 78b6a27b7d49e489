//! What restart_syscall(2) goes on with.

use super::{Context, Type};
use crate::value::Value;

/// The call that a signal interrupted. The registers do not tell it: it is the call of this task that ended with
/// `ERESTART_RESTARTBLOCK`.
#[derive(Clone, Copy, Debug)]
pub struct Interrupted;

impl Type for Interrupted {
    fn show<'a>(context: &Context<'a>, _: u64) -> Value<'a> {
        let name = context.interrupted.unwrap_or("system call");
        Value::Formatted(format!("<... resuming interrupted {name} ...>"))
    }
}
