//! The decoded tree that all outputs share.
//!
//! A [`Value`] says what a thing *is* (a set of flags, a path, a descriptor), not how it looks: the text output prints
//! flags as strace does, JSON as one string. It borrows the bytes of the event that it was decoded from. Everything that
//! was captured is in it; what a form of output leaves out (`-v`) is that output's business, for which structures mark
//! their details.

/// A decoded argument, field or result.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// A signed number.
    Int(i64),
    /// An unsigned number.
    Uint(u64),
    /// A number that people read in hexadecimal.
    Hex(u64),
    /// A number that people read in octal, as permissions are.
    Octal(u64),
    /// An address in the tracee; 0 is NULL.
    Address(u64),
    /// Bytes of the tracee, shown as a string.
    Text(Text<'a>),
    /// Bytes of the tracee that are no text, shown as a string of hexadecimal escapes.
    Binary(Text<'a>),
    /// A moment, shown as a date in local time.
    Date(Date),
    /// A file descriptor.
    Descriptor(Descriptor<'a>),
    /// One of several named values.
    Name(&'static Names, u64),
    /// A combination of named bits.
    Flags(&'static Flags, u64),
    /// A word that stands for itself (`AT_FDCWD`, `SIG_DFL`).
    Symbol(&'static str),
    /// A signal's number.
    Signal(i32),
    /// Named members.
    Struct(Vec<Field<'a>>),
    /// Like things in a row.
    Array(Array<'a>),
    /// A set of small things, or of all but these.
    Set {
        /// The members named.
        members: Vec<Value<'a>>,
        /// Whether the set is everything but the members.
        complement: bool,
    },
    /// What a pointer points to, where the pointer as such matters: `[16]`.
    Pointee(Box<Value<'a>>),
    /// A value in the notation of the C macro that makes it: `htons(80)`, `makedev(0x8, 0x1)`.
    Macro(&'static str, Vec<Value<'a>>),
    /// What the kernel found and what it left: `[16 => 28]` inside a pointee.
    Change(Box<Value<'a>>, Box<Value<'a>>),
    /// A value and what is said about it behind: in text `value (note)`, or `value /* note */` where `comment` is set.
    Noted {
        /// The value itself.
        value: Box<Value<'a>>,
        /// What is said of it.
        note: Box<Value<'a>>,
        /// Whether the note is a comment.
        comment: bool,
    },
    /// Alternatives of which several parts are joined by this word: `SOCK_STREAM|0x10`, `S_IFREG|0644`.
    Joined(&'static str, Vec<Value<'a>>),
    /// Words of our own for what occurs once only.
    Formatted(String),
    /// Nothing is known: `?`.
    Unknown,
}

/// Bytes shown as a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    /// The bytes that were copied, without a terminating NUL.
    pub bytes: &'a [u8],
    /// Whether the tracee's data goes on behind them.
    pub more: bool,
    /// Whether it is a path, which is never cut for display.
    pub path: bool,
}

/// A moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// Seconds since the epoch.
    pub seconds: i64,
    /// Nanoseconds behind them.
    pub nanoseconds: u32,
    /// How many digits behind the point the clock has (0, 6, 9); none are shown where they are all 0.
    pub digits: u8,
}

/// A file descriptor, with what it refers to if that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Descriptor<'a> {
    /// The number; negative for none.
    pub number: i64,
    /// What it refers to (`-y`), already in the words of the text output.
    pub target: Option<&'a [u8]>,
}

/// A member of a structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Field<'a> {
    /// The member's name in the kernel's header.
    pub name: &'static str,
    /// Its value.
    pub value: Value<'a>,
    /// Whether the text output leaves it out unless asked by `-v`.
    pub detail: bool,
}

impl<'a> Field<'a> {
    /// A member that is always shown.
    pub const fn new(name: &'static str, value: Value<'a>) -> Field<'a> {
        Field { name, value, detail: false }
    }

    /// A member that the text output shows with `-v` only.
    pub const fn detail(name: &'static str, value: Value<'a>) -> Field<'a> {
        Field { name, value, detail: true }
    }
}

/// Like things in a row.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Array<'a> {
    /// Those that were copied.
    pub items: Vec<Value<'a>>,
    /// Whether the tracee's data goes on behind them.
    pub more: bool,
    /// The address, where the text output shows it with a count in place of the members unless asked by `-v`
    /// (environments).
    pub counted_at: Option<u64>,
    /// Where the copying met unreadable memory.
    pub fault: Option<u64>,
}

/// Named values of which one holds.
#[derive(Debug, PartialEq, Eq)]
pub struct Names {
    /// Value and name.
    pub rows: &'static [(u64, &'static str)],
    /// What the text output says of a value without a name: `SEEK_???`.
    pub unknown: &'static str,
}

impl Names {
    /// The name of `value`.
    pub fn name(&self, value: u64) -> Option<&'static str> {
        self.rows.iter().find(|row| row.0 == value).map(|row| row.1)
    }
}

/// Named bits, of which several may be set, and at most one field of several bits.
#[derive(Debug, PartialEq, Eq)]
pub struct Flags {
    /// A field inside the value: its mask and its names. Shown first.
    pub field: Option<(u64, &'static Names)>,
    /// Bits and their names, in the order in which they are shown. A row of several bits stands before its parts.
    pub rows: &'static [(u64, &'static str)],
    /// What the text output says of a value that has no named bit: `O_???`.
    pub unknown: &'static str,
}

/// A piece of a value of [`Flags`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A name.
    Name(&'static str),
    /// Bits without a name.
    Rest(u64),
}

impl Flags {
    /// The pieces of `value`, named ones first; none at all for 0 without a name.
    pub fn pieces(&self, value: u64) -> impl Iterator<Item = Piece> {
        let mut rest = value;
        let mut field = self.field;
        let mut rows = self.rows.iter();
        std::iter::from_fn(move || {
            if let Some((mask, names)) = field.take()
                && let Some(name) = names.name(rest & mask)
            {
                rest &= !mask;
                return Some(Piece::Name(name));
            }
            for &(bits, name) in rows.by_ref() {
                if (bits != 0 && rest & bits == bits) || (bits == 0 && value == 0) {
                    rest &= !bits;
                    return Some(Piece::Name(name));
                }
            }
            (rest != 0).then(|| Piece::Rest(std::mem::take(&mut rest)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static MODES: Names = Names { rows: &[(0, "O_RDONLY"), (1, "O_WRONLY")], unknown: "O_???" };
    static OPEN: Flags =
        Flags { field: Some((3, &MODES)), rows: &[(0x101000, "O_SYNC"), (0x1000, "O_DSYNC")], unknown: "O_???" };
    static PROT: Flags = Flags { field: None, rows: &[(0, "PROT_NONE"), (1, "PROT_READ")], unknown: "PROT_???" };

    fn pieces(flags: &Flags, value: u64) -> Vec<Piece> {
        flags.pieces(value).collect()
    }

    #[test]
    fn flags_come_apart_into_names_and_a_rest() {
        use Piece::{Name, Rest};
        assert_eq!(pieces(&OPEN, 0), [Name("O_RDONLY")]);
        assert_eq!(pieces(&OPEN, 0x101001), [Name("O_WRONLY"), Name("O_SYNC")]);
        assert_eq!(pieces(&OPEN, 0x1003), [Name("O_DSYNC"), Rest(3)]);
        assert_eq!(pieces(&PROT, 0), [Name("PROT_NONE")]);
        assert_eq!(pieces(&PROT, 0x11), [Name("PROT_READ"), Rest(0x10)]);
        assert_eq!(pieces(&PROT, 0x10), [Rest(0x10)]);
    }
}
