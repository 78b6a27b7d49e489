//! Futexes: operations, bits, vectors (futex(2), include/uapi/linux/futex.h).

use super::number::{Address64, Hex64, Int};
use super::{flags, names, numbers, records};
use crate::snapshot::Sizes;
use crate::value::Value;

names! {
    /// The operation without its modifiers.
    FutexCommand: u32 "FUTEX_???" {
        FUTEX_WAIT = 0, FUTEX_WAKE = 1, FUTEX_FD = 2, FUTEX_REQUEUE = 3, FUTEX_CMP_REQUEUE = 4, FUTEX_WAKE_OP = 5,
        FUTEX_LOCK_PI = 6, FUTEX_UNLOCK_PI = 7, FUTEX_TRYLOCK_PI = 8, FUTEX_WAIT_BITSET = 9, FUTEX_WAKE_BITSET = 10,
        FUTEX_WAIT_REQUEUE_PI = 11, FUTEX_CMP_REQUEUE_PI = 12, FUTEX_LOCK_PI2 = 13,
    }
    /// The same for a futex that one process alone uses: with `FUTEX_PRIVATE_FLAG`.
    FutexCommandPrivate: u32 "FUTEX_???" {
        FUTEX_WAIT_PRIVATE = 0, FUTEX_WAKE_PRIVATE = 1, FUTEX_FD_PRIVATE = 2, FUTEX_REQUEUE_PRIVATE = 3,
        FUTEX_CMP_REQUEUE_PRIVATE = 4, FUTEX_WAKE_OP_PRIVATE = 5, FUTEX_LOCK_PI_PRIVATE = 6, FUTEX_UNLOCK_PI_PRIVATE = 7,
        FUTEX_TRYLOCK_PI_PRIVATE = 8, FUTEX_WAIT_BITSET_PRIVATE = 9, FUTEX_WAKE_BITSET_PRIVATE = 10,
        FUTEX_WAIT_REQUEUE_PI_PRIVATE = 11, FUTEX_CMP_REQUEUE_PI_PRIVATE = 12, FUTEX_LOCK_PI2_PRIVATE = 13,
    }
    /// Which waiters: a bit mask of which only one value has a name.
    FutexBits: u32 "" { FUTEX_BITSET_MATCH_ANY = 0xffff_ffff }
    /// What FUTEX_WAKE_OP does to the second word.
    WakeOperationName: u32 "FUTEX_OP_???" {
        FUTEX_OP_SET = 0, FUTEX_OP_ADD = 1, FUTEX_OP_OR = 2, FUTEX_OP_ANDN = 3, FUTEX_OP_XOR = 4,
    }
    /// How FUTEX_WAKE_OP compares the second word's former value.
    WakeComparison: u32 "FUTEX_OP_CMP_???" {
        FUTEX_OP_CMP_EQ = 0, FUTEX_OP_CMP_NE = 1, FUTEX_OP_CMP_LT = 2, FUTEX_OP_CMP_LE = 3, FUTEX_OP_CMP_GT = 4,
        FUTEX_OP_CMP_GE = 5,
    }
}

flags! {
    /// The flags of one futex of a vector (futex_waitv(2)).
    WaiterFlags: u32 "FUTEX_???" { FUTEX_32 = 2, FUTEX_PRIVATE_FLAG = 0x80 }
    /// The flags of futex_wait(2), futex_wake(2) and futex_requeue(2).
    Futex2Flags: u32 "FUTEX2_???" [3 => Futex2Size] { FUTEX2_NUMA = 4, FUTEX2_MPOL = 8, FUTEX2_PRIVATE = 0x80 }
}

names! {
    /// The size of a futex.
    Futex2Size: u32 "FUTEX2_???" { FUTEX2_SIZE_U8 = 0, FUTEX2_SIZE_U16 = 1, FUTEX2_SIZE_U32 = 2, FUTEX2_SIZE_U64 = 3 }
}

records! {
    /// `struct futex_waitv`.
    Waiter { val: Hex64, uaddr: Address64, flags: WaiterFlags, _reserved: Int }
}

numbers! {
    /// The operation.
    FutexOperation: Sizes::same(4); |_context, word| operation(word);
    /// What FUTEX_WAKE_OP does, packed into one word.
    WakeOperation: Sizes::same(4); |_context, word| wake_operation(word);
}

const PRIVATE: u64 = 0x80;
const REALTIME: u64 = 0x100;

fn operation<'a>(word: u64) -> Value<'a> {
    let names = if word & PRIVATE == 0 { FutexCommand::NAMES } else { FutexCommandPrivate::NAMES };
    match names.name(word & !(PRIVATE | REALTIME)) {
        Some(name) if word & REALTIME == 0 => Value::Symbol(name),
        Some(name) => Value::Joined("|", vec![Value::Symbol(name), Value::Symbol("FUTEX_CLOCK_REALTIME")]),
        None => Value::Name(FutexCommand::NAMES, word),
    }
}

fn wake_operation<'a>(word: u64) -> Value<'a> {
    let shifted = |names: &'static crate::value::Names, value: u64, shift: u32| match names.name(value) {
        Some(name) => Value::Formatted(format!("{name}<<{shift}")),
        None => Value::Noted {
            value: Box::new(Value::Formatted(format!("{value:#x}<<{shift}"))),
            note: Box::new(Value::Symbol(names.unknown)),
            comment: true,
        },
    };
    let mut parts = Vec::with_capacity(5);
    if word >> 28 & 8 != 0 {
        parts.push(Value::Symbol("FUTEX_OP_OPARG_SHIFT<<28"));
    }
    parts.push(shifted(WakeOperationName::NAMES, word >> 28 & 7, 28));
    parts.push(match word >> 12 & 0xfff {
        0 => Value::Symbol("0<<12"),
        argument => Value::Formatted(format!("{argument:#x}<<12")),
    });
    parts.push(shifted(WakeComparison::NAMES, word >> 24 & 0xf, 24));
    parts.push(Value::Hex(word & 0xfff));
    Value::Joined("|", parts)
}
