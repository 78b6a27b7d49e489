//! Calls as strace writes them: the argument list and the result.

use super::value::{Style, push_int, push_value};
use crate::decode::{Call, Returned};
use crate::errno;
use crate::value::Value;

/// Appends the arguments of `call`. Where the list is not complete, this is a prefix of what the complete list will be: with the
/// separator that awaits a further argument, except where the last one may still grow or the arguments have labels.
pub fn arguments(call: &Call<'_>, style: &Style, out: &mut Vec<u8>) {
    let labelled = call.row.is_some_and(|row| row.named.is_some());
    for (index, argument) in call.arguments.iter().enumerate() {
        if index > 0 {
            out.extend(b", ");
        }
        if labelled {
            out.extend(argument.name.as_bytes());
            out.push(b'=');
        }
        push_value(&argument.value, style, out);
    }
    if !call.complete && !call.growing && !labelled && !call.arguments.is_empty() {
        out.extend(b", ");
    }
}

/// Appends what `call` returned, from the equals sign on.
pub fn returned(returned: &Returned<'_>, style: &Style, out: &mut Vec<u8>) {
    out.extend(b"= ");
    match returned {
        Returned::Success { value, .. } => match value {
            Value::Address(0) => out.push(b'0'),
            value => push_value(value, style, out),
        },
        Returned::Never => out.push(b'?'),
        Returned::Error(number) => {
            let restart = errno::is_restart(*number);
            out.extend(if restart { &b"? "[..] } else { b"-1 " });
            match errno::describe(*number) {
                Some((name, description)) => {
                    out.extend(name.as_bytes());
                    out.extend(b" (");
                    out.extend(description.as_bytes());
                    out.push(b')');
                }
                None => {
                    out.extend(b"(errno ");
                    push_int(i64::from(*number), out);
                    out.push(b')');
                }
            }
        }
    }
}
