//! The application binary interfaces through which a task can call the kernel.

/// A system call ABI. It belongs to the single call and not to the task: a 64-bit program may use
/// `int 0x80`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Abi {
    /// `AUDIT_ARCH_X86_64`, without the x32 bit.
    X86_64,
    /// `AUDIT_ARCH_I386`: 32-bit programs and `int 0x80`.
    I386,
    /// `AUDIT_ARCH_X86_64` with `__X32_SYSCALL_BIT` set.
    X32,
}

impl Abi {
    /// Every ABI, in the order of their discriminants.
    pub const ALL: [Abi; 3] = [Abi::X86_64, Abi::I386, Abi::X32];

    /// Bytes in a pointer, a `long` and a `size_t` of this ABI.
    pub const fn word(self) -> usize {
        match self {
            Abi::X86_64 => 8,
            Abi::I386 | Abi::X32 => 4,
        }
    }

    /// Bits in a word, as strace's `name@64` has them.
    pub const fn name(self) -> &'static str {
        match self {
            Abi::X86_64 => "64",
            Abi::I386 => "32",
            Abi::X32 => "x32",
        }
    }

    /// `value` cut to a word: the upper half of a register is not part of a 32-bit argument.
    pub const fn truncate(self, value: u64) -> u64 {
        match self {
            Abi::X86_64 => value,
            Abi::I386 | Abi::X32 => value & 0xffff_ffff,
        }
    }
}
