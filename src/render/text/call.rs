//! Calls as strace writes them: the argument list and the result.

use super::value::{Style, push_int, push_value};
use crate::decode::{Call, Returned};
use crate::errno;
use crate::value::Value;

/// Appends those arguments of `call` that come behind the first `skip`, with their separators; the separator that awaits a
/// further argument is appended too where the list is not complete.
pub fn arguments(call: &Call<'_>, skip: usize, style: &Style, out: &mut Vec<u8>) {
    let labelled = call.row.is_some_and(|row| row.named.is_some());
    for (index, argument) in call.arguments.iter().enumerate().skip(skip) {
        // The separator behind the arguments that were written before was written with them.
        if index > skip {
            out.extend(b", ");
        }
        if labelled {
            out.extend(argument.name.as_bytes());
            out.push(b'=');
        }
        push_value(&argument.value, style, out);
    }
    if !call.complete && !call.arguments.is_empty() {
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
