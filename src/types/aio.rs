//! Asynchronous input and output: `struct iocb` and `struct io_event` (io_submit(2), io_getevents(2)).

use super::data::buffer;
use super::descriptor::ReadWriteFlags;
use super::iovec;
use super::number::{Hex64, I64, Uint, Ushort};
use super::poll::PollEvents;
use super::{Context, Cursor, Type, flags, names, records};
use crate::snapshot::{Block, Count, Grab, Link, LinkCount, Sizes, Unit, When};
use crate::value::{Array, Field, Value};

const PREAD: u64 = 0;
const PWRITE: u64 = 1;
const POLL: u64 = 5;
const PREADV: u64 = 7;
const PWRITEV: u64 = 8;

const RESFD: u64 = 1;
const IOPRIO: u64 = 2;

names! {
    /// What an iocb asks for.
    IocbCommand: u16 "IOCB_CMD_???" {
        IOCB_CMD_PREAD = PREAD, IOCB_CMD_PWRITE = PWRITE, IOCB_CMD_FSYNC = 2, IOCB_CMD_FDSYNC = 3, IOCB_CMD_PREADX = 4,
        IOCB_CMD_POLL = POLL, IOCB_CMD_NOOP = 6, IOCB_CMD_PREADV = PREADV, IOCB_CMD_PWRITEV = PWRITEV,
    }
    /// The class of a priority (ioprio_set(2)).
    PriorityClass: u32 "IOPRIO_CLASS_???" {
        IOPRIO_CLASS_NONE = 0, IOPRIO_CLASS_RT = 1, IOPRIO_CLASS_BE = 2, IOPRIO_CLASS_IDLE = 3,
    }
}

flags! {
    /// What else an iocb has.
    IocbFlags: u32 "IOCB_FLAG_???" { IOCB_FLAG_RESFD = RESFD, IOCB_FLAG_IOPRIO = IOPRIO }
}

records! {
    /// `struct io_event`.
    IoEvent { data: Hex64, obj: Hex64, res: I64, res2: I64 }
}

/// `struct iocb`.
const IOCB: Sizes = Sizes::same(64);

/// Vectors of an iocb of which the buffers are copied: the field of its size counts bytes or vectors.
const VECTORS: usize = 8;

/// From an iocb to its data, and to its vectors: which of the two it has is told by the command beside.
const LINKS: &[Link] = &[
    Link {
        pointer: Sizes::same(24),
        count: LinkCount::Field(Sizes::same(32), Sizes::same(8)),
        unit: Unit::Data,
        links: &[],
    },
    Link {
        pointer: Sizes::same(24),
        count: LinkCount::Fixed(VECTORS),
        unit: Unit::Bytes(iovec::SIZE),
        links: &[iovec::BUFFER],
    },
];

/// Points to as many pointers to iocbs as the argument of this index says.
#[derive(Clone, Copy, Debug)]
pub struct IocbPointers<const COUNT: usize>;

/// Points to an iocb, of which only the head is shown (io_cancel(2)).
#[derive(Clone, Copy, Debug)]
pub struct IocbHead;

impl<const COUNT: usize> Type for IocbPointers<COUNT> {
    const GRAB: Grab = Grab::Block(
        When::Entry,
        Block {
            count: Count::Argument(COUNT),
            unit: Unit::Bytes(Sizes::WORD),
            links: &[Link {
                pointer: Sizes::same(0),
                count: LinkCount::Fixed(1),
                unit: Unit::Bytes(IOCB),
                links: LINKS,
            }],
        },
    );
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let (size, count) = (context.abi.word(), context.arguments[COUNT]);
        if word == 0 || count.checked_mul(size as u64).and_then(|length| word.checked_add(length)).is_none() {
            return Value::Address(word);
        }
        let pointers = context.entry.up_to(word, usize::try_from(count).unwrap_or(usize::MAX).saturating_mul(size));
        if pointers.len() < size && count > 0 {
            return Value::Address(word);
        }
        let shown = |address: u64| match context.entry.get(address, IOCB.of(context.abi)).filter(|_| address != 0) {
            Some(bytes) => Value::Struct(iocb(context, bytes, true)),
            None => Value::Address(address),
        };
        let items: Vec<_> = pointers.chunks_exact(size).map(|bytes| shown(super::number_of(bytes))).collect();
        let fault = ((items.len() as u64) < count).then(|| word.saturating_add((items.len() * size) as u64));
        Value::Array(Array { items, fault, ..Array::default() })
    }
}

impl Type for IocbHead {
    const GRAB: Grab = Grab::Block(When::Entry, Block { count: Count::Fixed(1), unit: Unit::Bytes(IOCB), links: &[] });
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        match context.entry.get(word, IOCB.of(context.abi)).filter(|_| word != 0) {
            Some(bytes) => Value::Struct(iocb(context, bytes, false)),
            None => Value::Address(word),
        }
    }
}

/// The fields of an iocb that mean something to its command; of its head alone if it is not `whole`.
fn iocb<'a>(context: &Context<'a>, bytes: &'a [u8], whole: bool) -> Vec<Field<'a>> {
    let mut cursor = Cursor::new(context.abi, bytes);
    let (data, key, rw_flags) = (cursor.number::<Hex64>(), cursor.number::<Uint>(), cursor.number::<Uint>());
    let (command, priority) = (cursor.number::<Ushort>(), cursor.number::<Ushort>());
    let (descriptor, address) = (cursor.number::<Uint>(), cursor.number::<Hex64>());
    let (length, offset, _) = (cursor.number::<Hex64>(), cursor.number::<Hex64>(), cursor.number::<Hex64>());
    let (flags, answers_to) = (cursor.number::<Uint>(), cursor.number::<Uint>());

    let mut fields = vec![Field::new("aio_data", Value::Hex(data))];
    if key != 0 {
        fields.push(Field::new("aio_key", Value::Uint(key)));
    }
    if rw_flags != 0 {
        fields.push(Field::new("aio_rw_flags", Value::Flags(ReadWriteFlags::FLAGS, rw_flags)));
    }
    fields.push(Field::new("aio_lio_opcode", Value::decimal(IocbCommand::NAMES, command)));
    if flags & IOPRIO != 0 {
        fields.push(Field::new("aio_reqprio", priority_value(priority)));
    } else if priority != 0 {
        fields.push(Field::new("aio_reqprio", Value::Int(i64::from(priority as u16 as i16))));
    }
    fields.push(Field::new("aio_fildes", context.descriptor(descriptor as i32)));
    if !whole {
        return fields;
    }
    let data = match command {
        PREAD => Value::Hex(address),
        PWRITE => buffer(context.entry, address, length, context.limit),
        PREADV | PWRITEV => vectors(context, address, length, command == PWRITEV),
        POLL => Value::Flags(PollEvents::FLAGS, address),
        _ => return fields,
    };
    fields.push(Field::new("aio_buf", data));
    if matches!(command, PREAD | PWRITE) {
        fields.push(Field::new("aio_nbytes", Value::Uint(length)));
    }
    if command != POLL {
        fields.push(Field::new("aio_offset", Value::Int(offset as i64)));
    }
    if flags != 0 {
        fields.push(Field::new("aio_flags", Value::Flags(IocbFlags::FLAGS, flags)));
    }
    if flags & RESFD != 0 {
        fields.push(Field::new("aio_resfd", context.descriptor(answers_to as i32)));
    }
    fields
}

/// A priority as its macro makes it: the upper three bits are the class (ioprio_set(2)).
fn priority_value<'a>(priority: u64) -> Value<'a> {
    let (class, level) = (Value::Name(PriorityClass::NAMES, priority >> 13), Value::Uint(priority & 0x1fff));
    Value::Macro("IOPRIO_PRIO_VALUE", vec![class, level])
}

/// The vectors of an iocb, with their data if it is to be written.
fn vectors<'a>(context: &Context<'a>, address: u64, count: u64, written: bool) -> Value<'a> {
    if address == 0 {
        return Value::Address(0);
    }
    let copied = count.min(VECTORS as u64);
    let shown = if written {
        iovec::iovecs(context, context.entry, address, copied, u64::MAX)
    } else {
        iovec::addresses(context, context.entry, address, copied)
    };
    match shown {
        Value::Array(array) => Value::Array(Array { more: copied < count, ..array }),
        value => value,
    }
}
