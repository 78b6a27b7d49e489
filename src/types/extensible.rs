//! Structures that grow with the kernel: the caller says how large it believes them to be, and what is behind the members that
//! are known is shown only if it is not 0 (openat2(2), "Extensibility").

use super::{Context, Layout, Type};
use crate::snapshot::{Block, Count, Grab, Memory, Sizes, Unit, When};
use crate::value::{Field, Text, Value};
use std::marker::PhantomData;

/// The kernel refuses larger ones (`copy_struct_from_user` of a page).
const LARGEST: usize = 4096;

/// Points to a `T` or a larger structure, which the kernel reads; its size in bytes is the argument of this index.
#[derive(Clone, Copy, Debug)]
pub struct ExtensibleIn<T, const SIZE: usize>(PhantomData<T>);

/// The same, which the kernel writes.
#[derive(Clone, Copy, Debug)]
pub struct ExtensibleOut<T, const SIZE: usize>(PhantomData<T>);

const fn block(size: usize) -> Block {
    Block { count: Count::Capped(size, LARGEST), unit: Unit::Bytes(Sizes::same(1)), links: &[] }
}

impl<T: Layout, const SIZE: usize> Type for ExtensibleIn<T, SIZE> {
    const GRAB: Grab = Grab::Block(When::Entry, block(SIZE));
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        extensible::<T>(&context.on_entry_memory(), context.entry, word, context.arguments[SIZE])
    }
}

impl<T: Layout, const SIZE: usize> Type for ExtensibleOut<T, SIZE> {
    const GRAB: Grab = Grab::Block(When::Exit, block(SIZE));
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        extensible::<T>(&context.on_exit_memory(), context.exit, word, context.arguments[SIZE])
    }
}

fn extensible<'a, T: Layout>(context: &Context<'a>, memory: Memory<'a>, address: u64, size: u64) -> Value<'a> {
    let known = T::SIZE.of(context.abi);
    let size = usize::try_from(size).unwrap_or(usize::MAX).min(LARGEST);
    let bytes = memory.up_to(address, size);
    let Some((first, rest)) = bytes.split_at_checked(known) else { return Value::Address(address) };
    let mut value = T::show(context, first);
    if let Value::Struct(fields) = &mut value {
        if bytes.len() < size {
            fields.push(Field::new("", Value::Symbol("???")));
        } else if rest.iter().any(|&byte| byte != 0) {
            let shown = &rest[..rest.len().min(context.limit)];
            let place = Value::Formatted(format!("/* bytes {known}..{} */", size - 1));
            let rest = Value::Binary(Text { bytes: shown, more: shown.len() < rest.len(), path: false });
            fields.push(Field::new("", Value::Joined(" ", vec![place, rest])));
        }
    }
    value
}
