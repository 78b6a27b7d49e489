//! What a type sees of the call that it is shown for.

use super::Layout;
use crate::event::Abi;
use crate::snapshot::Memory;
use crate::value::{Descriptor, Value};

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The return value, sign-extended.
    pub value: i64,
    /// Whether it is a negative errno.
    pub failed: bool,
}

/// Knows what file descriptors refer to.
pub trait Descriptors {
    /// What descriptor `number` of the calling thread group refers to, in the words of the text output; `None` if that is
    /// not known or not wanted.
    fn target(&self, number: i32) -> Option<&[u8]>;
}

/// Knows no descriptor.
#[derive(Clone, Copy, Debug)]
pub struct NoDescriptors;

impl Descriptors for NoDescriptors {
    fn target(&self, _: i32) -> Option<&[u8]> {
        None
    }
}

/// A call, as its arguments' types see it.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The ABI of the call.
    pub abi: Abi,
    /// All six arguments, each cut to the ABI's word.
    pub arguments: [u64; 6],
    /// How the call ended; `None` while it runs.
    pub outcome: Option<Outcome>,
    /// Memory copied when the call began.
    pub entry: Memory<'a>,
    /// Memory copied when the call ended.
    pub exit: Memory<'a>,
    /// The one of the two that a layout's own pointers are looked up in.
    pub memory: Memory<'a>,
    /// Bytes of a string to show (`-s`).
    pub limit: usize,
    /// What descriptors refer to.
    pub descriptors: &'a dyn Descriptors,
    /// The name of the task's call that restart_syscall(2) goes on with, if one is known.
    pub interrupted: Option<&'static str>,
    /// The calling task in the tracer's pid namespace, 0 when unknown.
    pub tid: i32,
}

impl<'a> Context<'a> {
    /// The call at its beginning.
    pub fn at_entry(abi: Abi, arguments: [u64; 6], entry: Memory<'a>) -> Context<'a> {
        Context {
            abi,
            arguments: arguments.map(|argument| abi.truncate(argument)),
            outcome: None,
            entry,
            exit: Memory::default(),
            memory: entry,
            limit: usize::MAX,
            descriptors: &NoDescriptors,
            interrupted: None,
            tid: 0,
        }
    }

    /// The same call, seen with the memory that was copied at entry.
    pub fn on_entry_memory(&self) -> Context<'a> {
        Context { memory: self.entry, ..*self }
    }

    /// The same call, seen with the memory that was copied at exit.
    pub fn on_exit_memory(&self) -> Context<'a> {
        Context { memory: self.exit, ..*self }
    }

    /// Whether the call has ended with an error.
    pub fn failed(&self) -> bool {
        self.outcome.is_some_and(|outcome| outcome.failed)
    }

    /// The return value of a call that succeeded, 0 otherwise.
    pub fn returned(&self) -> u64 {
        self.outcome.filter(|outcome| !outcome.failed).map_or(0, |outcome| outcome.value.max(0) as u64)
    }

    /// Descriptor `number` with what it refers to.
    pub fn descriptor(&self, number: i32) -> Value<'a> {
        let target = self.descriptors.target(number);
        Value::Descriptor(Descriptor { number: i64::from(number), target })
    }

    /// The `T` at `address` of the memory in view, if all of it was copied.
    pub fn layout<T: Layout>(&self, address: u64) -> Option<Value<'a>> {
        let bytes = self.memory.get(address, T::SIZE.of(self.abi))?;
        Some(T::show(self, bytes))
    }
}

/// Walks through a structure's bytes, field by field, by the C rules of alignment.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    abi: Abi,
    bytes: &'a [u8],
    offset: usize,
}

impl<'a> Cursor<'a> {
    /// Stands at the first byte.
    pub fn new(abi: Abi, bytes: &'a [u8]) -> Cursor<'a> {
        Cursor { abi, bytes, offset: 0 }
    }

    /// The bytes of the next field, a `T`; `None` where the structure ends before it.
    pub fn take<T: Layout>(&mut self) -> Option<&'a [u8]> {
        let (size, align) = (T::SIZE.of(self.abi), T::ALIGN.of(self.abi).max(1));
        let start = self.offset.next_multiple_of(align);
        let bytes = self.bytes.get(start..start + size)?;
        self.offset = start + size;
        Some(bytes)
    }

    /// The next field, shown; `?` where the structure ends before it.
    pub fn next<T: Layout>(&mut self, context: &Context<'a>) -> Value<'a> {
        self.take::<T>().map_or(Value::Unknown, |bytes| T::show(context, bytes))
    }

    /// The next field as a bare number.
    pub fn number<T: Layout>(&mut self) -> u64 {
        self.take::<T>().map_or(0, number)
    }

    /// The next field as a bare number with a sign.
    pub fn signed<T: Layout>(&mut self) -> i64 {
        super::number::signed(self.number::<T>(), T::SIZE.of(self.abi))
    }
}

/// The unsigned number that `bytes` are, at most eight of them.
pub(crate) fn number(bytes: &[u8]) -> u64 {
    let mut buffer = [0; 8];
    let length = bytes.len().min(8);
    buffer[..length].copy_from_slice(&bytes[..length]);
    u64::from_ne_bytes(buffer)
}
