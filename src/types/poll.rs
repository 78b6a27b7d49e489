//! Waiting for descriptors: poll(2), select(2), epoll(7).
//!
//! What the kernel found is told in a note behind the result, since it stands in the memory that the arguments came from.

use super::pointer::array;
use super::signal::{SIGSET_BYTES, set_at};
use super::{Context, Cursor, Layout, Shown, Type, flags, names};
use crate::snapshot::{Block, Count, Grab, Link, LinkCount, Sizes, Unit, When};
use crate::value::{Array, Field, Value};
use linux_raw_sys::general::*;
use std::marker::PhantomData;

flags! {
    /// Events of poll(2).
    PollEvents: u16 "POLL???" {
        POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL, POLLRDNORM, POLLRDBAND, POLLWRNORM, POLLWRBAND, POLLMSG,
        POLLREMOVE, POLLRDHUP, POLL_BUSY_LOOP = 0x8000,
    }
    /// Events and flags of epoll_ctl(2).
    EpollEvents: u32 "EPOLL???" {
        EPOLLIN, EPOLLPRI, EPOLLOUT, EPOLLERR, EPOLLHUP, EPOLLNVAL, EPOLLRDNORM, EPOLLRDBAND, EPOLLWRNORM, EPOLLWRBAND,
        EPOLLMSG, EPOLLRDHUP, EPOLL_URING_WAKE = 1 << 27, EPOLLEXCLUSIVE, EPOLLWAKEUP, EPOLLONESHOT, EPOLLET,
    }
    /// epoll_create1(2)'s flags.
    EpollFlags: u32 "EPOLL_???" { EPOLL_CLOEXEC }
}

names! {
    /// epoll_ctl(2)'s operations.
    EpollOperation: u32 "EPOLL_CTL_???" { EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CTL_MOD }
}

/// Points to as many `struct pollfd` as the argument of this index says.
#[derive(Clone, Copy, Debug)]
pub struct PollFds<const COUNT: usize>;

/// `struct pollfd` as the caller fills it.
struct Asked;
/// `struct pollfd` as the kernel answers it.
struct Answered;

const POLLFD: Sizes = Sizes::same(8);

impl Layout for Asked {
    const SIZE: Sizes = POLLFD;
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        pollfd(context, bytes, "events", 4)
    }
}

impl Layout for Answered {
    const SIZE: Sizes = POLLFD;
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        pollfd(context, bytes, "revents", 6)
    }
}

/// A descriptor and the events at this offset. The kernel does not look at those of a negative descriptor.
fn pollfd<'a>(context: &Context<'a>, bytes: &'a [u8], name: &'static str, offset: usize) -> Value<'a> {
    let descriptor = super::number_of(bytes.get(..4).unwrap_or_default()) as i32;
    let mut fields = vec![Field::new("fd", context.descriptor(descriptor))];
    if descriptor >= 0 {
        let events = super::number_of(bytes.get(offset..offset + 2).unwrap_or_default());
        fields.push(Field::new(name, Value::Flags(PollEvents::FLAGS, events)));
    }
    Value::Struct(fields)
}

impl<const COUNT: usize> Type for PollFds<COUNT> {
    const GRAB: Grab =
        Grab::Block(When::Both, Block { count: Count::Argument(COUNT), unit: Unit::Bytes(POLLFD), links: &[] });
    const SHOWN: Shown = Shown::Entry;
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        // nfds is an unsigned int to the kernel.
        let count = context.arguments[COUNT] & 0xffff_ffff;
        array::<Asked>(&context.on_entry_memory(), context.entry, word, count)
    }
}

/// Points to a time limit that the kernel reads; what it leaves of it is told behind the result.
#[derive(Clone, Copy, Debug)]
pub struct TimeLimit<T>(PhantomData<T>);

impl<T: Layout> Type for TimeLimit<T> {
    const GRAB: Grab =
        Grab::Block(When::Both, Block { count: Count::Fixed(1), unit: Unit::Bytes(T::SIZE), links: &[] });
    const SHOWN: Shown = Shown::Entry;
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        context.on_entry_memory().layout::<T>(word).unwrap_or(Value::Address(word))
    }
}

/// The result of poll(2), whose arguments are an array and its length.
#[derive(Clone, Copy, Debug)]
pub struct Polled;

/// The result of ppoll(2), whose third argument is a limit of type `T`.
#[derive(Clone, Copy, Debug)]
pub struct PolledWithin<T>(PhantomData<T>);

/// The result of select(2), whose arguments are a number, three sets and a limit of type `T`.
#[derive(Clone, Copy, Debug)]
pub struct Selected<T>(PhantomData<T>);

impl Type for Polled {
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        noted(word, || vec![answered(context)])
    }
}

impl<T: Layout> Type for PolledWithin<T> {
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        noted(word, || [answered(context)].into_iter().chain(left::<T>(context, context.arguments[2])).collect())
    }
}

impl<T: Layout> Type for Selected<T> {
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        noted(word, || {
            let sets = [("in", context.arguments[1]), ("out", context.arguments[2]), ("except", context.arguments[3])];
            let found = sets.into_iter().filter_map(|(name, address)| {
                let members = members(context, context.exit.get(address, set_size(context)).filter(|_| address != 0)?);
                let set = Value::Set { members, complement: false };
                let any = matches!(&set, Value::Set { members, .. } if !members.is_empty());
                any.then(|| Value::Joined(" ", vec![Value::Symbol(name), set]))
            });
            found.chain(left::<T>(context, context.arguments[4])).collect()
        })
    }
}

/// How many descriptors are ready, with the parts of the note; or that the time is over.
fn noted<'a>(word: u64, parts: impl FnOnce() -> Vec<Value<'a>>) -> Value<'a> {
    let note = if word == 0 { Value::Symbol("Timeout") } else { Value::Joined(", ", parts()) };
    Value::Noted { value: Box::new(Value::Int(word as i64)), note: Box::new(note), comment: false }
}

/// Those of poll's descriptors that something happened to.
fn answered<'a>(context: &Context<'a>) -> Value<'a> {
    let (address, size) = (context.arguments[0], POLLFD.of(context.abi));
    let count = usize::try_from(context.arguments[1] & 0xffff_ffff).unwrap_or(usize::MAX);
    let bytes = context.exit.up_to(address, count.saturating_mul(size));
    let happened = bytes.chunks_exact(size).filter(|bytes| bytes[6..] != [0, 0]);
    let items = happened.map(|bytes| Answered::show(context, bytes)).collect();
    Value::Array(Array { items, ..Array::default() })
}

/// What is left of the limit at `address`.
fn left<'a, T: Layout>(context: &Context<'a>, address: u64) -> Option<Value<'a>> {
    let time = context.on_exit_memory().layout::<T>(address).filter(|_| address != 0)?;
    Some(Value::Joined(" ", vec![Value::Symbol("left"), time]))
}

/// Points to a set of as many descriptors as the first argument of select(2) says.
#[derive(Clone, Copy, Debug)]
pub struct FdSet<const COUNT: usize>;

/// Most descriptors of which a set is looked at, as many as the recorder copies.
const MOST: u64 = 1 << 16;

/// Bytes of a set: whole words of the ABI, as many as the number of descriptors takes.
fn set_size(context: &Context<'_>) -> usize {
    let word = context.abi.word();
    let count = u64::from(context.arguments[0] as u32).min(MOST);
    (count as usize).div_ceil(8 * word) * word
}

/// The descriptors whose bits are set, of those below the number that select(2) is told.
fn members<'a>(context: &Context<'a>, bytes: &[u8]) -> Vec<Value<'a>> {
    let count = context.arguments[0] as u32 as usize;
    let set = (0..count.min(8 * bytes.len())).filter(|&number| bytes[number / 8] & 1 << (number % 8) != 0);
    set.map(|number| context.descriptor(number as i32)).collect()
}

impl<const COUNT: usize> Type for FdSet<COUNT> {
    const GRAB: Grab =
        Grab::Block(When::Both, Block { count: Count::Bits(COUNT), unit: Unit::Bytes(Sizes::WORD), links: &[] });
    const SHOWN: Shown = Shown::Entry;
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        if context.arguments[COUNT] as i32 <= 0 || word == 0 {
            return Value::Address(word);
        }
        match context.entry.get(word, set_size(context)) {
            Some(bytes) => Value::Set { members: members(context, bytes), complement: false },
            None => Value::Address(word),
        }
    }
}

/// Points to a pair of a pointer to a signal set and the set's size, the sixth argument of pselect6(2).
#[derive(Clone, Copy, Debug)]
pub struct SigsetPair;

/// The same, shown when the call has ended; as an address if it failed (io_pgetevents(2)).
#[derive(Clone, Copy, Debug)]
pub struct SigsetPairLate;

const PAIR: Block = Block {
    count: Count::Fixed(1),
    unit: Unit::Bytes(Sizes([16, 8, 8])),
    links: &[Link {
        pointer: Sizes::same(0),
        count: LinkCount::Fixed(1),
        unit: Unit::Bytes(Sizes::same(SIGSET_BYTES as u16)),
        links: &[],
    }],
};

impl Type for SigsetPair {
    const GRAB: Grab = Grab::Block(When::Entry, PAIR);
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        pair(&context.on_entry_memory(), word)
    }
}

impl Type for SigsetPairLate {
    const GRAB: Grab = Grab::Block(When::Exit, PAIR);
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        pair(&context.on_exit_memory(), word)
    }
}

fn pair<'a>(context: &Context<'a>, address: u64) -> Value<'a> {
    let size = 2 * context.abi.word();
    let Some(bytes) = context.memory.get(address, size).filter(|_| address != 0) else {
        return Value::Address(address);
    };
    let mut cursor = Cursor::new(context.abi, bytes);
    let (set, length) = (cursor.number::<super::number::Address>(), cursor.number::<super::number::Size>());
    let mask = set_at(context.memory, set, length);
    Value::Struct(vec![Field::new("sigmask", mask), Field::new("sigsetsize", Value::Uint(length))])
}

/// `struct epoll_event`, which is packed to 12 bytes on every x86 ABI.
#[derive(Clone, Copy, Debug)]
pub struct EpollEvent;

impl Layout for EpollEvent {
    const SIZE: Sizes = Sizes::same(12);
    const ALIGN: Sizes = Sizes::same(4);
    fn show<'a>(_: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        let events = super::number_of(bytes.get(..4).unwrap_or_default());
        let data = super::number_of(bytes.get(4..12).unwrap_or_default());
        let both = vec![Field::new("u32", Value::Uint(data & 0xffff_ffff)), Field::new("u64", Value::Uint(data))];
        Value::Struct(vec![
            Field::new("events", Value::Flags(EpollEvents::FLAGS, events)),
            Field::new("data", Value::Struct(both)),
        ])
    }
}
