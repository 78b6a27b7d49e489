//! Directory entries: `struct linux_dirent` and `struct linux_dirent64` (getdents(2)).

use super::{Context, Type, names, number_of};
use crate::snapshot::{Block, Count, Grab, MAX_BYTES, Sizes, Unit, When};
use crate::value::{Array, Counted, Field, Text, Value};
use linux_raw_sys::general::*;

names! {
    /// A file's kind in a directory entry.
    EntryType: u8 "DT_???" { DT_UNKNOWN, DT_FIFO, DT_CHR, DT_DIR, DT_BLK, DT_REG, DT_LNK, DT_SOCK, DT_WHT = 14 }
}

/// A buffer of as many bytes as the argument of this index says, which getdents64(2) fills with entries.
#[derive(Clone, Copy, Debug)]
pub struct Entries64<const SIZE: usize>;

/// The same of getdents(2), whose numbers are `long`s of the ABI.
#[derive(Clone, Copy, Debug)]
pub struct Entries<const SIZE: usize>;

const fn filled(size: usize) -> Grab {
    let block = Block { count: Count::Filled(size), unit: Unit::Bytes(Sizes::same(1)), links: &[] };
    Grab::Block(When::Exit, block)
}

impl<const SIZE: usize> Type for Entries64<SIZE> {
    const GRAB: Grab = filled(SIZE);
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        entries(context, word, 16, |bytes| {
            let name = cut(bytes.get(19..)?);
            Some(vec![
                Field::new("d_ino", Value::Uint(number_of(bytes.get(..8)?))),
                Field::new("d_off", Value::Int(number_of(bytes.get(8..16)?) as i64)),
                Field::new("d_reclen", Value::Uint(bytes.len() as u64)),
                Field::new("d_type", Value::Name(EntryType::NAMES, number_of(bytes.get(18..19)?))),
                Field::new("d_name", name),
            ])
        })
    }
}

impl<const SIZE: usize> Type for Entries<SIZE> {
    const GRAB: Grab = filled(SIZE);
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let long = Sizes::WORD.of(context.abi);
        entries(context, word, 2 * long, |bytes| {
            // The type is the last byte of the entry.
            let (kind, front) = bytes.split_last()?;
            let name = cut(front.get(2 * long + 2..)?);
            Some(vec![
                Field::new("d_ino", Value::Uint(number_of(bytes.get(..long)?))),
                Field::new("d_off", Value::Uint(number_of(bytes.get(long..2 * long)?))),
                Field::new("d_reclen", Value::Uint(bytes.len() as u64)),
                Field::new("d_name", name),
                Field::new("d_type", Value::Name(EntryType::NAMES, u64::from(*kind))),
            ])
        })
    }
}

/// The entries in the buffer at `address`, each made by `show` from its own bytes, whose length stands at offset `length_at`.
fn entries<'a>(
    context: &Context<'a>,
    address: u64,
    length_at: usize,
    show: impl Fn(&'a [u8]) -> Option<Vec<Field<'a>>>,
) -> Value<'a> {
    let filled = context.returned().min(MAX_BYTES as u64) as usize;
    let mut rest = context.exit.up_to(address, filled);
    if address == 0 || context.failed() || context.outcome.is_none() || rest.len() < filled {
        return Value::Address(address);
    }
    let mut array = Array { counted_at: Some(address), counted: Counted::Entries, ..Array::default() };
    while let Some(length) = rest.get(length_at..length_at + 2).map(number_of) {
        let entry = rest.split_at_checked(length as usize).filter(|_| length > 0);
        let Some((fields, behind)) = entry.and_then(|(entry, behind)| Some((show(entry)?, behind))) else { break };
        array.items.push(Value::Struct(fields));
        rest = behind;
    }
    Value::Array(array)
}

/// The name that `bytes` begin with. It is a path's part, and so never cut for display.
fn cut(bytes: &[u8]) -> Value<'_> {
    let length = memchr::memchr(0, bytes).unwrap_or(bytes.len());
    Value::Text(Text { bytes: &bytes[..length], more: false, path: true })
}
