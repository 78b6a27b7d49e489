//! The vocabulary in which an argument declares what memory it needs.

use crate::event::Abi;

/// What the capture thread copies for one argument, and when.
#[derive(Clone, Copy, Debug)]
pub enum Grab {
    /// The register says it all.
    Register,
    /// A NUL-terminated text.
    Text(When, Reach),
    /// A NULL-terminated vector of pointers to texts; the flag says that without `-v` the pointers alone suffice
    /// (an environment, of which only the number of variables is shown).
    Texts(When, bool),
    /// Units of memory at the address in the register.
    Block(When, Block),
}

impl Grab {
    /// When the memory is copied; [`When::Entry`] for a plain register.
    pub const fn when(self) -> When {
        match self {
            Grab::Register => When::Entry,
            Grab::Text(when, _) | Grab::Texts(when, _) | Grab::Block(when, _) => when,
        }
    }
}

/// At which of a call's two stops memory is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// At the syscall-enter-stop: the caller's data.
    Entry,
    /// At the syscall-exit-stop, unless the call failed: the kernel's answer.
    Exit,
    /// At both: a structure that the kernel changes.
    Both,
    /// At the syscall-exit-stop, even if the call failed.
    ExitAlways,
    /// At both, even if the call failed: a structure in which the kernel says what was wrong.
    BothAlways,
}

/// How far a text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// As far as the kernel would read a path.
    Path,
    /// As far as strings are shown (`-s`).
    String,
}

/// A number of units at one address.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// How many units.
    pub count: Count,
    /// What one unit is.
    pub unit: Unit,
    /// Pointers inside each unit that are followed in the next round.
    pub links: &'static [Link],
}

/// How many units a block has.
#[derive(Clone, Copy, Debug)]
pub enum Count {
    /// Exactly this many.
    Fixed(usize),
    /// As many as the argument of this index says.
    Argument(usize),
    /// As many as the argument of this index says, but at most so many: a structure of which later kernels may know more.
    Capped(usize, usize),
    /// As many as the return value says, but at most the argument of this index: a truncated datagram returns
    /// more than the buffer holds (recv(2), MSG_TRUNC).
    Filled(usize),
    /// As many as the `u32` says that the argument of this index points to (accept(2), addrlen).
    Pointed(usize),
    /// As many units as hold this many bits, from the argument of this index: sets of select(2).
    Bits(usize),
}

/// What one unit of a block is.
#[derive(Clone, Copy, Debug)]
pub enum Unit {
    /// A byte of data, shown as a string and therefore cut by `-s`.
    Data,
    /// A thing of this many bytes.
    Bytes(Sizes),
}

/// A size or an offset in bytes for each ABI, in the order of [`Abi::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes(pub [u16; 3]);

impl Sizes {
    /// The same for every ABI.
    pub const fn same(size: u16) -> Sizes {
        Sizes([size; 3])
    }

    /// `long` of the kernel's structures: x32 has 64-bit ones (`__kernel_long_t`).
    pub const LONG: Sizes = Sizes([8, 4, 8]);
    /// Pointers and `size_t`.
    pub const WORD: Sizes = Sizes([8, 4, 4]);

    /// The size for `abi`.
    pub const fn of(self, abi: Abi) -> usize {
        self.0[abi as usize] as usize
    }
}

/// A pointer inside a unit, to be followed.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// Where in the unit the pointer stands.
    pub pointer: Sizes,
    /// How much it points to.
    pub count: LinkCount,
    /// What one unit of that is.
    pub unit: Unit,
    /// Pointers inside those units.
    pub links: &'static [Link],
}

/// How many units a link points to.
#[derive(Clone, Copy, Debug)]
pub enum LinkCount {
    /// Exactly this many.
    Fixed(usize),
    /// A NUL-terminated text; the unit is ignored.
    Text(Reach),
    /// As many as the unsigned number at this offset of the unit says, which is this many bytes wide.
    Field(Sizes, Sizes),
}
