//! Strings, paths and buffers.

use super::{Context, Role, Type};
use crate::snapshot::{Block, Count, Grab, Memory, PATH_MAX, Reach, Unit, When};
use crate::value::{Array, Text, Value};

/// A path that the kernel reads.
#[derive(Clone, Copy, Debug)]
pub struct Path;

impl Type for Path {
    const GRAB: Grab = Grab::Text(When::Entry, Reach::Path);
    const ROLE: Role = Role::Path;
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        text(context.entry, word, context.limit, true)
    }
}

/// A NUL-terminated path that the kernel writes (getcwd(2)).
#[derive(Clone, Copy, Debug)]
pub struct PathOut;

impl Type for PathOut {
    const GRAB: Grab = Grab::Text(When::Exit, Reach::Path);
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        text(context.exit, word, context.limit, true)
    }
}

/// A NUL-terminated string that the kernel reads.
#[derive(Clone, Copy, Debug)]
pub struct Str;

impl Type for Str {
    const GRAB: Grab = Grab::Text(When::Entry, Reach::String);
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        text(context.entry, word, context.limit, false)
    }
}

/// A NUL-terminated string that the kernel writes.
#[derive(Clone, Copy, Debug)]
pub struct StrOut;

impl Type for StrOut {
    const GRAB: Grab = Grab::Text(When::Exit, Reach::String);
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        text(context.exit, word, context.limit, false)
    }
}

/// A buffer that the kernel reads; its length in bytes is the argument of this index.
#[derive(Clone, Copy, Debug)]
pub struct Bytes<const LENGTH: usize>;

impl<const LENGTH: usize> Type for Bytes<LENGTH> {
    const GRAB: Grab = Grab::Block(When::Entry, Block { count: Count::Argument(LENGTH), unit: Unit::Data, links: &[] });
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        buffer(context.entry, word, context.arguments[LENGTH], context.limit)
    }
}

/// A buffer that the kernel fills with as many bytes as the call returns; its size is the argument of this index.
#[derive(Clone, Copy, Debug)]
pub struct Filled<const SIZE: usize>;

impl<const SIZE: usize> Type for Filled<SIZE> {
    const GRAB: Grab = Grab::Block(When::Exit, Block { count: Count::Filled(SIZE), unit: Unit::Data, links: &[] });
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        if context.failed() || context.outcome.is_none() {
            return Value::Address(word);
        }
        buffer(context.exit, word, context.returned().min(context.arguments[SIZE]), context.limit)
    }
}

/// A path that the kernel fills in without a NUL, of as many bytes as the call returns (readlink(2)).
#[derive(Clone, Copy, Debug)]
pub struct FilledPath<const SIZE: usize>;

impl<const SIZE: usize> Type for FilledPath<SIZE> {
    const GRAB: Grab = Grab::Block(When::Exit, Block { count: Count::Filled(SIZE), unit: Unit::Data, links: &[] });
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        Filled::<SIZE>::show(context, word)
    }
}

/// A NULL-terminated vector of strings: an argument vector.
#[derive(Clone, Copy, Debug)]
pub struct Strings;

impl Type for Strings {
    const GRAB: Grab = Grab::Texts(When::Entry, false);
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        strings(context, word, false)
    }
}

/// A NULL-terminated vector of strings of which text shows the number only: an environment.
#[derive(Clone, Copy, Debug)]
pub struct Environment;

impl Type for Environment {
    const GRAB: Grab = Grab::Texts(When::Entry, true);
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        strings(context, word, true)
    }
}

/// The NUL-terminated text at `address`, or the address if it was not copied up to its end or up to where strings are cut.
pub fn text(memory: Memory<'_>, address: u64, limit: usize, path: bool) -> Value<'_> {
    match memory.text(address).filter(|_| address != 0) {
        Some((bytes, whole)) if path && (whole || bytes.len() >= PATH_MAX) => {
            Value::Text(Text { bytes: &bytes[..bytes.len().min(PATH_MAX - 1)], more: !whole, path })
        }
        Some((_, false)) if path => Value::Address(address),
        // Copying ends before the NUL where memory ends, which is at a page's edge; a string that was cut may end there too, but
        // is longer than what is shown.
        Some((bytes, false)) if bytes.len() <= limit && ends_page(address, bytes.len()) => Value::Address(address),
        Some((bytes, whole)) => {
            let cut = &bytes[..bytes.len().min(limit)];
            Value::Text(Text { bytes: cut, more: !whole || cut.len() < bytes.len(), path })
        }
        None => Value::Address(address),
    }
}

/// Whether the byte behind the `length` bytes at `address` is the first one of a page.
fn ends_page(address: u64, length: usize) -> bool {
    address.wrapping_add(length as u64).is_multiple_of(4096)
}

/// The `length` bytes at `address`, of which `limit` are shown, or the address if they were not copied.
pub fn buffer(memory: Memory<'_>, address: u64, length: u64, limit: usize) -> Value<'_> {
    let shown = length.min(limit as u64) as usize;
    let bytes = memory.up_to(address, shown.min(crate::snapshot::MAX_BYTES));
    if address == 0 || (bytes.len() < shown && bytes.len() < crate::snapshot::MAX_BYTES) {
        return Value::Address(address);
    }
    Value::Text(Text { bytes, more: (bytes.len() as u64) < length, path: false })
}

fn strings<'a>(context: &Context<'a>, address: u64, counted: bool) -> Value<'a> {
    let word = context.abi.word() as u64;
    let mut array = Array { counted_at: counted.then_some(address), ..Array::default() };
    let mut at = address;
    if address == 0 || context.entry.pointer(address, context.abi).is_none() {
        return Value::Address(address);
    }
    loop {
        match context.entry.pointer(at, context.abi) {
            Some(0) => return Value::Array(array),
            Some(pointer) => array.items.push(text(context.entry, pointer, context.limit, false)),
            None => {
                array.fault = Some(at);
                return Value::Array(array);
            }
        }
        let Some(next) = at.checked_add(word) else { return Value::Array(array) };
        at = next;
    }
}
