//! Vectors of buffers: `struct iovec` (readv(2)).

use super::data::buffer;
use super::{Context, Layout, Type};
use crate::snapshot::{Block, Count, Grab, Link, LinkCount, Memory, Sizes, Unit, When};
use crate::value::{Array, Field, Value};

/// `struct iovec`, as a link's unit: an address and a length.
pub const SIZE: Sizes = Sizes([16, 8, 8]);

/// From a `struct iovec` to its buffer.
pub const BUFFER: Link =
    Link { pointer: Sizes::same(0), count: LinkCount::Field(Sizes::WORD, Sizes::WORD), unit: Unit::Data, links: &[] };

/// Points to as many `struct iovec` as the argument of this index says, whose buffers the call only names.
#[derive(Clone, Copy, Debug)]
pub struct IovecAddresses<const COUNT: usize>;

impl<const COUNT: usize> Type for IovecAddresses<COUNT> {
    const GRAB: Grab =
        Grab::Block(When::Entry, Block { count: Count::Argument(COUNT), unit: Unit::Bytes(SIZE), links: &[] });
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        addresses(context, context.entry, word, context.arguments[COUNT])
    }
}

/// Points to as many `struct iovec` as the argument of this index says; the kernel reads the buffers.
#[derive(Clone, Copy, Debug)]
pub struct IovecIn<const COUNT: usize>;

/// Points to as many `struct iovec` as the argument of this index says; the kernel fills the buffers with as many bytes as
/// the call returns.
#[derive(Clone, Copy, Debug)]
pub struct IovecOut<const COUNT: usize>;

impl<const COUNT: usize> Type for IovecIn<COUNT> {
    const GRAB: Grab =
        Grab::Block(When::Entry, Block { count: Count::Argument(COUNT), unit: Unit::Bytes(SIZE), links: &[BUFFER] });
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        iovecs(context, context.entry, word, context.arguments[COUNT], u64::MAX)
    }
}

impl<const COUNT: usize> Type for IovecOut<COUNT> {
    const GRAB: Grab = Grab::Block(
        When::ExitAlways,
        Block { count: Count::Argument(COUNT), unit: Unit::Bytes(SIZE), links: &[BUFFER] },
    );
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        if context.failed() {
            return addresses(context, context.exit, word, context.arguments[COUNT]);
        }
        iovecs(context, context.exit, word, context.arguments[COUNT], context.returned())
    }
}

/// `count` vectors at `address` of which, all together, `bytes` hold data.
pub fn iovecs<'a>(context: &Context<'a>, memory: Memory<'a>, address: u64, count: u64, bytes: u64) -> Value<'a> {
    let mut left = bytes;
    vectors(context, memory, address, count, |base, length| {
        let filled = length.min(left);
        left -= filled;
        buffer(memory, base, filled, context.limit)
    })
}

/// `count` vectors at `address` whose buffers mean nothing.
pub fn addresses<'a>(context: &Context<'a>, memory: Memory<'a>, address: u64, count: u64) -> Value<'a> {
    vectors(context, memory, address, count, |base, _| Value::Address(base))
}

/// `count` vectors at `address`, each of whose addresses and lengths `show` turns into a value.
fn vectors<'a>(
    context: &Context<'a>,
    memory: Memory<'a>,
    address: u64,
    count: u64,
    mut show: impl FnMut(u64, u64) -> Value<'a>,
) -> Value<'a> {
    let size = SIZE.of(context.abi);
    // A vector that does not fit into the address space is none.
    let end = count.checked_mul(size as u64).and_then(|length| address.checked_add(length));
    if address == 0 || end.is_none() {
        return Value::Address(address);
    }
    let table = memory.up_to(address, usize::try_from(count).unwrap_or(usize::MAX).saturating_mul(size));
    let mut items = Vec::with_capacity(table.len() / size);
    for vector in table.chunks_exact(size) {
        let mut cursor = super::Cursor::new(context.abi, vector);
        let base = cursor.number::<super::number::Address>();
        let length = cursor.number::<super::number::Size>();
        let base = show(base, length);
        items.push(Value::Struct(vec![Field::new("iov_base", base), Field::new("iov_len", Value::Uint(length))]));
    }
    if items.is_empty() && count > 0 {
        return Value::Address(address);
    }
    let fault = ((items.len() as u64) < count).then(|| address + (items.len() * size) as u64);
    Value::Array(Array { items, fault, ..Array::default() })
}

/// `struct iovec` itself, without its buffer.
#[derive(Clone, Copy, Debug)]
pub struct Iovec;

impl Layout for Iovec {
    const SIZE: Sizes = SIZE;
    const ALIGN: Sizes = Sizes::WORD;
    const LINKS: &'static [Link] = &[BUFFER];
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        let mut cursor = super::Cursor::new(context.abi, bytes);
        let base = cursor.number::<super::number::Address>();
        let length = cursor.number::<super::number::Size>();
        let base = buffer(context.memory, base, length, context.limit);
        Value::Struct(vec![Field::new("iov_base", base), Field::new("iov_len", Value::Uint(length))])
    }
}
