//! Registers that point to something in memory, and arrays.

use super::{Context, Layout, Type};
use crate::snapshot::{Block, Count, Grab, Link, Memory, Sizes, Unit, When};
use crate::value::{Array, Value};
use std::marker::PhantomData;

/// Points to a `T` that the kernel reads.
#[derive(Clone, Copy, Debug)]
pub struct In<T>(PhantomData<T>);

/// Points to a `T` that the kernel writes.
#[derive(Clone, Copy, Debug)]
pub struct Out<T>(PhantomData<T>);

/// Points to a `T` that the kernel reads, and that it may change; shown as it was left.
#[derive(Clone, Copy, Debug)]
pub struct InOut<T>(PhantomData<T>);

/// Points to a `T` that the kernel reads; shown in brackets, as text shows a number behind a pointer.
#[derive(Clone, Copy, Debug)]
pub struct InCell<T>(PhantomData<T>);

/// Points to a `T` that the kernel writes; shown in brackets.
#[derive(Clone, Copy, Debug)]
pub struct OutCell<T>(PhantomData<T>);

/// Points to a number that the kernel reads and changes: `[16 => 28]`, or `[16]` where it stayed the same.
#[derive(Clone, Copy, Debug)]
pub struct ChangeCell<T>(PhantomData<T>);

/// Points to as many `T` as the argument of this index says, which the kernel reads.
#[derive(Clone, Copy, Debug)]
pub struct ArrayIn<T, const COUNT: usize>(PhantomData<T>);

/// Points to as many `T` as the argument of this index says, which the kernel writes.
#[derive(Clone, Copy, Debug)]
pub struct ArrayOut<T, const COUNT: usize>(PhantomData<T>);

/// Points to as many `T` as the call returns, at most the argument of this index, which the kernel writes.
#[derive(Clone, Copy, Debug)]
pub struct ArrayFilled<T, const COUNT: usize>(PhantomData<T>);

/// `COUNT` things in a row in memory: a C array.
#[derive(Clone, Copy, Debug)]
pub struct Several<T, const COUNT: usize>(PhantomData<T>);

const fn one<T: Layout>() -> Block {
    Block { count: Count::Fixed(1), unit: Unit::Bytes(T::SIZE), links: T::LINKS }
}

const fn many<T: Layout>(count: Count) -> Block {
    Block { count, unit: Unit::Bytes(T::SIZE), links: T::LINKS }
}

impl<T: Layout> Type for In<T> {
    const GRAB: Grab = Grab::Block(When::Entry, one::<T>());
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        context.on_entry_memory().layout::<T>(word).unwrap_or(Value::Address(word))
    }
}

impl<T: Layout> Type for Out<T> {
    const GRAB: Grab = Grab::Block(When::Exit, one::<T>());
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        context.on_exit_memory().layout::<T>(word).unwrap_or(Value::Address(word))
    }
}

impl<T: Layout> Type for InOut<T> {
    const GRAB: Grab = Grab::Block(When::Both, one::<T>());
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let after = context.on_exit_memory().layout::<T>(word);
        after.or_else(|| context.on_entry_memory().layout::<T>(word)).unwrap_or(Value::Address(word))
    }
}

fn cell<'a>(value: Option<Value<'a>>, word: u64) -> Value<'a> {
    value.map_or(Value::Address(word), |value| Value::Pointee(Box::new(value)))
}

impl<T: Layout> Type for InCell<T> {
    const GRAB: Grab = Grab::Block(When::Entry, one::<T>());
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        cell(context.on_entry_memory().layout::<T>(word), word)
    }
}

impl<T: Layout> Type for OutCell<T> {
    const GRAB: Grab = Grab::Block(When::Exit, one::<T>());
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        cell(context.on_exit_memory().layout::<T>(word), word)
    }
}

impl<T: Layout> Type for ChangeCell<T> {
    const GRAB: Grab = Grab::Block(When::Both, one::<T>());
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let before = context.on_entry_memory().layout::<T>(word);
        let after = context.on_exit_memory().layout::<T>(word);
        match (before, after) {
            (Some(before), Some(after)) if before != after => {
                Value::Pointee(Box::new(Value::Change(Box::new(before), Box::new(after))))
            }
            (before, after) => cell(before.or(after), word),
        }
    }
}

impl<T: Layout, const COUNT: usize> Type for ArrayIn<T, COUNT> {
    const GRAB: Grab = Grab::Block(When::Entry, many::<T>(Count::Argument(COUNT)));
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        array::<T>(&context.on_entry_memory(), context.entry, word, context.arguments[COUNT])
    }
}

impl<T: Layout, const COUNT: usize> Type for ArrayOut<T, COUNT> {
    const GRAB: Grab = Grab::Block(When::Exit, many::<T>(Count::Argument(COUNT)));
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        if context.failed() {
            return Value::Address(word);
        }
        array::<T>(&context.on_exit_memory(), context.exit, word, context.arguments[COUNT])
    }
}

impl<T: Layout, const COUNT: usize> Type for ArrayFilled<T, COUNT> {
    const GRAB: Grab = Grab::Block(When::Exit, many::<T>(Count::Filled(COUNT)));
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        if context.failed() {
            return Value::Address(word);
        }
        array::<T>(&context.on_exit_memory(), context.exit, word, context.returned().min(context.arguments[COUNT]))
    }
}

/// `count` things at `address`; its address where the first one was not copied.
pub fn array<'a, T: Layout>(context: &Context<'a>, memory: Memory<'a>, address: u64, count: u64) -> Value<'a> {
    if address == 0 {
        return Value::Address(0);
    }
    let size = T::SIZE.of(context.abi);
    // An array that does not fit into the address space is none.
    if count.checked_mul(size as u64).and_then(|length| address.checked_add(length)).is_none() {
        return Value::Address(address);
    }
    let bytes = memory.up_to(address, usize::try_from(count).unwrap_or(usize::MAX).saturating_mul(size));
    let items: Vec<_> = bytes.chunks_exact(size.max(1)).map(|bytes| T::show(context, bytes)).collect();
    if items.is_empty() && count > 0 {
        return Value::Address(address);
    }
    let copied = items.len() as u64;
    let fault = (copied < count).then(|| address + copied * size as u64);
    Value::Array(Array { items, fault, ..Array::default() })
}

impl<T: Layout, const COUNT: usize> Layout for Several<T, COUNT> {
    const SIZE: Sizes = {
        let Sizes(sizes) = T::SIZE;
        Sizes([sizes[0] * COUNT as u16, sizes[1] * COUNT as u16, sizes[2] * COUNT as u16])
    };
    const ALIGN: Sizes = T::ALIGN;
    const LINKS: &'static [Link] = &[];
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        let items = bytes.chunks_exact(T::SIZE.of(context.abi).max(1)).map(|bytes| T::show(context, bytes)).collect();
        Value::Array(Array { items, ..Array::default() })
    }
}
