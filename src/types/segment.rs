//! x86's segment descriptors: the local descriptor table and a thread's areas (modify_ldt(2), set_thread_area(2)).

use super::{Context, Layout, Type, number_of};
use crate::event::Abi;
use crate::snapshot::{Block, Count, Grab, Sizes, Unit, When};
use crate::value::{Field, Value};

/// `struct user_desc` (arch/x86/include/uapi/asm/ldt.h).
#[derive(Clone, Copy, Debug)]
pub struct SegmentDescriptor;

const SIZE: u64 = 16;

impl Layout for SegmentDescriptor {
    const SIZE: Sizes = Sizes::same(SIZE as u16);
    const ALIGN: Sizes = Sizes::same(4);
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        let word = |index: usize| bytes.get(4 * index..4 * index + 4).map_or(0, number_of);
        let bits = |shift: u32, width: u32| Value::Uint(word(3) >> shift & ((1 << width) - 1));
        let mut fields = vec![
            Field::new("entry_number", Value::Int(i64::from(word(0) as u32 as i32))),
            Field::new("base_addr", Value::Hex(word(1))),
            Field::new("limit", Value::Formatted(format!("{:#08x}", word(2)))),
            Field::new("seg_32bit", bits(0, 1)),
            Field::new("contents", bits(1, 2)),
            Field::new("read_exec_only", bits(3, 1)),
            Field::new("limit_in_pages", bits(4, 1)),
            Field::new("seg_not_present", bits(5, 1)),
            Field::new("useable", bits(6, 1)),
        ];
        if context.abi != Abi::I386 {
            fields.push(Field::new("lm", bits(7, 1)));
        }
        Value::Struct(fields)
    }
}

const fn one(when: When) -> Grab {
    Grab::Block(when, Block { count: Count::Fixed(1), unit: Unit::Bytes(SegmentDescriptor::SIZE), links: &[] })
}

/// Points to a segment descriptor if the argument of this index is its size (modify_ldt(2)).
#[derive(Clone, Copy, Debug)]
pub struct LocalDescriptor<const LENGTH: usize>;

impl<const LENGTH: usize> Type for LocalDescriptor<LENGTH> {
    const GRAB: Grab = one(When::Entry);
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let whole = context.arguments[LENGTH] == SIZE;
        let descriptor = context.on_entry_memory().layout::<SegmentDescriptor>(word).filter(|_| whole);
        descriptor.unwrap_or(Value::Address(word))
    }
}

/// Points to a segment descriptor whose number the caller gives; the rest is what the kernel writes (get_thread_area(2)).
#[derive(Clone, Copy, Debug)]
pub struct ThreadAreaOut;

impl Type for ThreadAreaOut {
    const GRAB: Grab = one(When::Both);
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        if let Some(descriptor) = context.on_exit_memory().layout::<SegmentDescriptor>(word) {
            return descriptor;
        }
        match context.on_entry_memory().layout::<SegmentDescriptor>(word) {
            Some(Value::Struct(mut fields)) => {
                fields.truncate(1);
                fields.push(Field::detail("", Value::Symbol("...")));
                Value::Struct(fields)
            }
            _ => Value::Address(word),
        }
    }
}

/// Points to a segment descriptor that the kernel reads; it writes the number that it chose (set_thread_area(2)).
#[derive(Clone, Copy, Debug)]
pub struct ThreadArea;

impl Type for ThreadArea {
    const GRAB: Grab = one(When::Both);
    const SHOWN: super::Shown = super::Shown::Entry;
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        context.on_entry_memory().layout::<SegmentDescriptor>(word).unwrap_or(Value::Address(word))
    }
}

/// set_thread_area's result: 0, and the number that the kernel chose.
#[derive(Clone, Copy, Debug)]
pub struct ThreadAreaSet;

impl Type for ThreadAreaSet {
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let value = Value::Int(i64::from(word as u32 as i32));
        match context.exit.number(context.arguments[0], 4) {
            Some(number) => Value::Noted {
                value: Box::new(value),
                note: Box::new(Value::Formatted(format!("entry_number={number}"))),
                comment: false,
            },
            None => value,
        }
    }
}
