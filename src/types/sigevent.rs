//! `struct sigevent`: how a program wants to be told that something has happened (sigevent(7)).

use super::number::{Address, Int, Signal};
use super::{Context, Cursor, Layout, names};
use crate::snapshot::Sizes;
use crate::value::{Field, Value};

names! {
    /// The way of telling (asm-generic/siginfo.h).
    Notification: u32 "SIGEV_???" { SIGEV_SIGNAL = 0, SIGEV_NONE = 1, SIGEV_THREAD = 2, SIGEV_THREAD_ID = 4 }
}

/// `struct sigevent`: a value, a signal, a way of telling, and what belongs to that way; 64 bytes in all.
#[derive(Clone, Copy, Debug)]
pub struct Sigevent;

impl Layout for Sigevent {
    const SIZE: Sizes = Sizes::same(64);
    const ALIGN: Sizes = Sizes::WORD;
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        let mut cursor = Cursor::new(context.abi, bytes);
        let value = cursor.number::<Address>();
        let signal = cursor.number::<Int>();
        let notification = cursor.number::<Notification>();
        let mut fields = Vec::with_capacity(5);
        if value != 0 {
            let parts = vec![
                Field::new("sival_int", Value::Int(i64::from(value as u32 as i32))),
                Field::new("sival_ptr", Value::Address(value)),
            ];
            fields.push(Field::new("sigev_value", Value::Struct(parts)));
        }
        let named = Notification::NAMES.name(notification).is_some_and(|name| name != "SIGEV_NONE");
        let signal = if named { <Signal as super::Type>::show(context, signal) } else { Value::Uint(signal) };
        fields.push(Field::new("sigev_signo", signal));
        fields.push(Field::new("sigev_notify", Value::Name(Notification::NAMES, notification)));
        match Notification::NAMES.name(notification) {
            Some("SIGEV_THREAD_ID") => fields.push(Field::new("sigev_notify_thread_id", cursor.next::<Int>(context))),
            Some("SIGEV_THREAD") => {
                fields.push(Field::new("sigev_notify_function", cursor.next::<Address>(context)));
                fields.push(Field::new("sigev_notify_attributes", cursor.next::<Address>(context)));
            }
            _ => {}
        }
        Value::Struct(fields)
    }
}
