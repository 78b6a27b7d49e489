//! File handles (name_to_handle_at(2)): `struct file_handle`, a header of two numbers and as many bytes as the first one says.

use super::{Context, Shown, Type, flags};
use crate::snapshot::{Block, Count, Grab, Memory, Sizes, Unit, When};
use crate::value::{Field, Text, Value};
use linux_raw_sys::general::*;

flags! {
    /// name_to_handle_at(2)'s flags.
    HandleFlags: u32 "AT_???" {
        AT_SYMLINK_FOLLOW, AT_EMPTY_PATH, AT_HANDLE_FID, AT_HANDLE_MNT_ID_UNIQUE, AT_HANDLE_CONNECTABLE,
    }
}

/// Bytes in front of the handle itself.
const HEADER: usize = 8;
/// `MAX_HANDLE_SZ` (linux/exportfs.h).
const LARGEST: usize = 128;

const BLOCK: Block = Block { count: Count::Fixed(HEADER + LARGEST), unit: Unit::Bytes(Sizes::same(1)), links: &[] };

/// Points to a handle that the kernel reads.
#[derive(Clone, Copy, Debug)]
pub struct HandleIn;

/// Points to a handle that the kernel fills in; its size is the caller's at first and the kernel's then, which it says even
/// if the handle does not fit.
#[derive(Clone, Copy, Debug)]
pub struct HandleOut;

impl Type for HandleIn {
    const GRAB: Grab = Grab::Block(When::Entry, BLOCK);
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let memory = context.entry;
        match (memory.number(word, 4), memory.get(word, HEADER)) {
            (Some(size), Some(_)) => {
                let mut fields = vec![Field::new("handle_bytes", Value::Uint(size))];
                fields.extend(contents(memory, word, size));
                Value::Struct(fields)
            }
            _ => Value::Address(word),
        }
    }
}

impl Type for HandleOut {
    const GRAB: Grab = Grab::Block(When::BothAlways, BLOCK);
    const SHOWN: Shown = Shown::Growing;
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let Some(before) = context.entry.number(word, 4) else { return Value::Address(word) };
        let Some(outcome) = context.outcome else { return Value::Formatted(format!("{{handle_bytes={before}")) };
        let after = context.exit.number(word, 4).unwrap_or(before);
        let mut size = Value::Uint(before);
        if after != before {
            size = Value::Change(Box::new(size), Box::new(Value::Uint(after)));
        }
        let mut fields = vec![Field::new("handle_bytes", size)];
        if !outcome.failed {
            fields.extend(contents(context.exit, word, after));
        }
        Value::Struct(fields)
    }
}

/// The members behind the size, which is this one.
fn contents<'a>(memory: Memory<'a>, address: u64, size: u64) -> [Field<'a>; 2] {
    let at = |offset: usize| address.checked_add(offset as u64);
    let kind = at(4).and_then(|at| memory.number(at, 4));
    let kind = kind.map_or(Value::Unknown, |kind| Value::Int(i64::from(kind as u32 as i32)));
    let shown = usize::try_from(size).unwrap_or(usize::MAX).min(LARGEST);
    let bytes = at(HEADER).map_or(&[][..], |at| memory.up_to(at, shown));
    let handle = if bytes.len() < shown {
        Value::Symbol("???")
    } else {
        Value::Binary(Text { bytes, more: size > LARGEST as u64, path: false })
    };
    [Field::new("handle_type", kind), Field::new("f_handle", handle)]
}
