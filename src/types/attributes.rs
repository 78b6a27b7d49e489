//! Extended attributes (xattr(7)) and a file's own attributes (file_getattr(2)).

use super::data::buffer;
use super::number::{U64, Uint};
use super::{Context, Cursor, Layout, Type, flags, records};
use crate::snapshot::{Block, Count, Grab, Link, LinkCount, Sizes, Unit, When};
use crate::value::{Field, Value};
use linux_raw_sys::general::*;

flags! {
    /// setxattr(2)'s flags.
    AttributeFlags: u32 "XATTR_???" { XATTR_CREATE, XATTR_REPLACE }
    /// A file's attributes (linux/fs.h).
    FileAttributeFlags: u64 "FS_XFLAG_???" {
        FS_XFLAG_REALTIME, FS_XFLAG_PREALLOC, FS_XFLAG_IMMUTABLE, FS_XFLAG_APPEND, FS_XFLAG_SYNC, FS_XFLAG_NOATIME,
        FS_XFLAG_NODUMP, FS_XFLAG_RTINHERIT, FS_XFLAG_PROJINHERIT, FS_XFLAG_NOSYMLINKS, FS_XFLAG_EXTSIZE,
        FS_XFLAG_EXTSZINHERIT, FS_XFLAG_NODEFRAG, FS_XFLAG_FILESTREAM, FS_XFLAG_DAX, FS_XFLAG_COWEXTSIZE,
        FS_XFLAG_HASATTR,
    }
}

records! {
    /// `struct file_attr`.
    FileAttributes {
        fa_xflags: FileAttributeFlags, fa_extsize: Uint, fa_nextents: Uint, fa_projid: Uint, fa_cowextsize: Uint,
    }
}

/// `XATTR_SIZE_MAX` (linux/limits.h).
const LARGEST: u64 = 65536;

/// Points to an attribute's value, which the kernel reads; its size is the argument of this index.
#[derive(Clone, Copy, Debug)]
pub struct AttributeIn<const SIZE: usize>;

/// Points to where the kernel writes an attribute's value, of as many bytes as the call returns.
#[derive(Clone, Copy, Debug)]
pub struct AttributeOut<const SIZE: usize>;

/// Points to where the kernel writes the names of attributes, each with its NUL, of as many bytes as the call returns.
#[derive(Clone, Copy, Debug)]
pub struct AttributeNames<const SIZE: usize>;

impl<const SIZE: usize> Type for AttributeIn<SIZE> {
    const GRAB: Grab = Grab::Block(When::Entry, Block { count: Count::Argument(SIZE), unit: Unit::Data, links: &[] });
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        match context.arguments[SIZE] {
            size if size <= LARGEST => without_last_nul(buffer(context.entry, word, size, context.limit)),
            _ => Value::Address(word),
        }
    }
}

impl<const SIZE: usize> Type for AttributeOut<SIZE> {
    const GRAB: Grab = Grab::Block(When::Exit, Block { count: Count::Filled(SIZE), unit: Unit::Data, links: &[] });
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        without_last_nul(filled(context, word, context.arguments[SIZE]))
    }
}

impl<const SIZE: usize> Type for AttributeNames<SIZE> {
    const GRAB: Grab = Grab::Block(When::Exit, Block { count: Count::Filled(SIZE), unit: Unit::Data, links: &[] });
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        filled(context, word, context.arguments[SIZE])
    }
}

/// What the call put at `address`, where there is room for `size` bytes. Where there is none, the call only said how much it
/// needs.
fn filled<'a>(context: &Context<'a>, address: u64, size: u64) -> Value<'a> {
    match context.returned() {
        length if length <= size => buffer(context.exit, address, length, context.limit),
        _ => Value::Address(address),
    }
}

/// Values are mostly strings, of which some have a NUL at their end; it is left out, also where it is only the last byte that is
/// shown.
fn without_last_nul(value: Value<'_>) -> Value<'_> {
    match value {
        Value::Text(mut text) if text.bytes.last() == Some(&0) => {
            text.bytes = &text.bytes[..text.bytes.len() - 1];
            text.more = false;
            Value::Text(text)
        }
        value => value,
    }
}

/// `struct xattr_args` of setxattrat(2): the value, its size and flags.
#[derive(Clone, Copy, Debug)]
pub struct AttributeArguments;

/// Points to a `struct xattr_args`, at whose value the kernel writes as many bytes as the call returns (getxattrat(2)).
#[derive(Clone, Copy, Debug)]
pub struct AttributeArgumentsOut;

const ARGUMENTS: Sizes = Sizes::same(16);
/// The address is kept in 64 bits on every ABI, of which the lower ones stand first.
const VALUE: &[Link] = &[Link {
    pointer: Sizes::same(0),
    count: LinkCount::Field(Sizes::same(8), Sizes::same(4)),
    unit: Unit::Data,
    links: &[],
}];

impl Layout for AttributeArguments {
    const SIZE: Sizes = ARGUMENTS;
    const ALIGN: Sizes = U64::ALIGN;
    const LINKS: &'static [Link] = VALUE;
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        arguments(context, bytes, |address, size| match size {
            0..=LARGEST => without_last_nul(buffer(context.memory, address, size, context.limit)),
            _ => Value::Address(address),
        })
    }
}

impl Type for AttributeArgumentsOut {
    const GRAB: Grab =
        Grab::Block(When::Exit, Block { count: Count::Fixed(1), unit: Unit::Bytes(ARGUMENTS), links: VALUE });
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        match context.exit.get(word, ARGUMENTS.of(context.abi)) {
            Some(bytes) => arguments(context, bytes, |address, size| without_last_nul(filled(context, address, size))),
            None => Value::Address(word),
        }
    }
}

fn arguments<'a>(context: &Context<'a>, bytes: &'a [u8], value: impl Fn(u64, u64) -> Value<'a>) -> Value<'a> {
    let mut at = Cursor::new(context.abi, bytes);
    let (address, size) = (at.number::<U64>(), at.number::<Uint>());
    Value::Struct(vec![
        Field::new("value", value(address, size)),
        Field::new("size", Value::Uint(size)),
        Field::new("flags", at.next::<AttributeFlags>(context)),
    ])
}
