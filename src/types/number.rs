//! Plain numbers, by their C types.

use super::numbers;
use crate::snapshot::Sizes;
use crate::value::Value;

numbers! {
    /// `int`.
    Int: Sizes::same(4); |_context, word| Value::Int(i64::from(word as u32 as i32));
    /// `unsigned int`.
    Uint: Sizes::same(4); |_context, word| Value::Uint(word);
    /// `unsigned int`, in hexadecimal.
    Hex32: Sizes::same(4); |_context, word| Value::Hex(word);
    /// `short`.
    Short: Sizes::same(2); |_context, word| Value::Int(i64::from(word as u16 as i16));
    /// `unsigned short`.
    Ushort: Sizes::same(2); |_context, word| Value::Uint(word);
    /// `unsigned short`, in hexadecimal.
    Hex16: Sizes::same(2); |_context, word| Value::Hex(word);
    /// `unsigned char`.
    Byte: Sizes::same(1); |_context, word| Value::Uint(word);
    /// `unsigned char`, in hexadecimal.
    Hex8: Sizes::same(1); |_context, word| Value::Hex(word);
    /// `long`.
    Long: Sizes::LONG; |context, word| Value::Int(signed(word, Sizes::LONG.of(context.abi)));
    /// `unsigned long`.
    Ulong: Sizes::LONG; |_context, word| Value::Uint(word);
    /// `unsigned long`, in hexadecimal: an argument without a meaning of its own.
    Hex: Sizes::LONG; |_context, word| Value::Hex(word);
    /// `size_t`; as a return value, a `ssize_t` of a call that succeeded.
    Size: Sizes::WORD; |_context, word| Value::Uint(word);
    /// `ssize_t`.
    SignedSize: Sizes::WORD; |context, word| Value::Int(signed(word, context.abi.word()));
    /// `int64_t`.
    I64: Sizes::same(8), align Sizes([8, 4, 8]); |_context, word| Value::Int(word as i64);
    /// `uint64_t`.
    U64: Sizes::same(8), align Sizes([8, 4, 8]); |_context, word| Value::Uint(word);
    /// `uint64_t`, in hexadecimal.
    Hex64: Sizes::same(8), align Sizes([8, 4, 8]); |_context, word| Value::Hex(word);
    /// `void *`.
    Address: Sizes::WORD; |_context, word| Value::Address(word);
    /// `void *` that is kept in a `uint64_t`.
    Address64: Sizes::same(8), align Sizes([8, 4, 8]); |_context, word| Value::Address(word);
    /// A return value that is 0 when the call succeeded.
    Zero: Sizes::LONG; |context, word| Value::Int(signed(word, Sizes::LONG.of(context.abi)));
    /// `pid_t`: a task, thread group or process group.
    Pid: Sizes::same(4); |_context, word| Value::Int(i64::from(word as u32 as i32));
    /// `uid_t` or `gid_t`; -1 stands for "unchanged".
    Id: Sizes::same(4); |_context, word| if word == 0xffff_ffff { Value::Int(-1) } else { Value::Uint(word) };
    /// A file descriptor.
    Fd: Sizes::same(4), role Descriptor; |context, word| context.descriptor(word as i32);
    /// The descriptor of a directory that a relative path starts from.
    DirFd: Sizes::same(4), role Descriptor; |context, word| match word as i32 {
        linux_raw_sys::general::AT_FDCWD => match context.descriptors.target(linux_raw_sys::general::AT_FDCWD) {
            Some(target) => Value::Descriptor(crate::value::Descriptor {
                number: i64::from(linux_raw_sys::general::AT_FDCWD),
                target: Some(target),
            }),
            None => Value::Symbol("AT_FDCWD"),
        },
        number => context.descriptor(number),
    };
    /// A signal's number; 0 is shown as such.
    Signal: Sizes::same(4); |_context, word| if word == 0 { Value::Int(0) } else { Value::Signal(word as i32) };
    /// A register that this form of the call does not look at.
    Unused: Sizes::LONG; |_context, _word| Value::Absent;
    /// A return value of a call that does not return.
    Never: Sizes::LONG; |_context, _word| Value::Unknown;
}

/// `word` of `size` bytes, sign-extended.
pub fn signed(word: u64, size: usize) -> i64 {
    let unused = 64 - 8 * size.clamp(1, 8) as u32;
    (word << unused) as i64 >> unused
}

/// An `int64_t` argument: one register of a 64-bit ABI; on i386 the register of this index holds the lower half and the
/// next one the upper.
#[derive(Clone, Copy, Debug)]
pub struct Wide<const INDEX: usize>;

impl<const INDEX: usize> super::Type for Wide<INDEX> {
    fn show<'a>(context: &super::Context<'a>, word: u64) -> Value<'a> {
        Value::Int(match context.abi {
            crate::event::Abi::I386 => (word | context.arguments.get(INDEX + 1).copied().unwrap_or(0) << 32) as i64,
            _ => word as i64,
        })
    }
}

/// Bytes of a structure that mean nothing.
#[derive(Clone, Copy, Debug)]
pub struct Padding<const BYTES: usize>;

impl<const BYTES: usize> super::Layout for Padding<BYTES> {
    const SIZE: Sizes = Sizes::same(BYTES as u16);
    const ALIGN: Sizes = Sizes::same(1);
    fn show<'a>(_: &super::Context<'a>, _: &'a [u8]) -> Value<'a> {
        Value::Unknown
    }
}
