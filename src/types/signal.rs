//! Signals: sets, actions, siginfo.

use super::{Context, Type};
use crate::signal;
use crate::snapshot::{Block, Count, Grab, Memory, Sizes, Unit, When};
use crate::value::Value;

/// Points to a signal set that the kernel reads; its size in bytes is the argument of this index.
#[derive(Clone, Copy, Debug)]
pub struct SigsetIn<const SIZE: usize>;

/// Points to a signal set that the kernel writes.
#[derive(Clone, Copy, Debug)]
pub struct SigsetOut<const SIZE: usize>;

/// A signal set of the size that the kernel wants, 64 signals.
pub const SIGSET_BYTES: usize = 8;

impl<const SIZE: usize> Type for SigsetIn<SIZE> {
    const GRAB: Grab =
        Grab::Block(When::Entry, Block { count: Count::Fixed(1), unit: Unit::Bytes(Sizes::same(8)), links: &[] });
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        set_at(context.entry, word, context.arguments[SIZE])
    }
}

impl<const SIZE: usize> Type for SigsetOut<SIZE> {
    const GRAB: Grab =
        Grab::Block(When::Exit, Block { count: Count::Fixed(1), unit: Unit::Bytes(Sizes::same(8)), links: &[] });
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        set_at(context.exit, word, context.arguments[SIZE])
    }
}

/// The set of `size` bytes at `address`; the address if the kernel does not take that size.
pub fn set_at(memory: Memory<'_>, address: u64, size: u64) -> Value<'_> {
    match memory.get(address, SIGSET_BYTES).filter(|_| address != 0 && size == SIGSET_BYTES as u64) {
        Some(bytes) => set(super::number_of(bytes)),
        None => Value::Address(address),
    }
}

/// The set whose bit 0 is signal 1. Shown as its complement where more than half of the signals are in it.
pub fn set<'a>(bits: u64) -> Value<'a> {
    let complement = bits.count_ones() >= 2 * signal::LAST / 3;
    let shown = if complement { !bits } else { bits };
    let members = (1..=signal::LAST).filter(|number| shown & 1 << (number - 1) != 0);
    Value::Set { members: members.map(|number| Value::Signal(number as i32)).collect(), complement }
}
