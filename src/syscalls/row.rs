//! One system call, as data.

use crate::event::Abi;
use crate::snapshot::Grab;
use crate::types::{Context, Role, Shown, Type};
use crate::value::Value;

/// How an argument or a result becomes a value.
pub type Show = for<'a> fn(&Context<'a>, u64) -> Value<'a>;

/// A row: a system call, or one variant of it.
#[derive(Clone, Copy, Debug)]
pub struct Syscall {
    /// The kernel's name of the call.
    pub name: &'static str,
    /// What must hold for this variant; empty for the plain row.
    pub selectors: &'static [Selector],
    /// The arguments in the order of the registers.
    pub arguments: &'static [Argument],
    /// What the call returns when it succeeds.
    pub result: Show,
    /// Where text shows arguments with their names: the indices in the order of showing (clone(2)).
    pub named: Option<&'static [usize]>,
}

/// An argument of a system call.
#[derive(Clone, Copy, Debug)]
pub struct Argument {
    /// Its name in the man page.
    pub name: &'static str,
    /// What memory it needs.
    pub grab: Grab,
    /// When it can be shown.
    pub shown: Shown,
    /// What it means to the selection of calls.
    pub role: Role,
    /// How it becomes a value.
    pub show: Show,
    /// When it exists at all.
    pub condition: Option<Condition>,
}

/// An argument exists only if a predicate holds for another one: open's mode for `O_CREAT`.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// Index of the argument that decides.
    pub argument: usize,
    /// Whether its value makes this one exist.
    pub holds: fn(u64) -> bool,
}

/// A variant holds if an argument, masked, is one of these values.
#[derive(Clone, Copy, Debug)]
pub struct Selector {
    /// Index of the argument.
    pub argument: usize,
    /// The bits of it that select.
    pub mask: u64,
    /// The values that it may have.
    pub values: &'static [u64],
}

impl Argument {
    /// The argument `name` of type `T`.
    pub const fn new<T: Type>(name: &'static str, condition: Option<Condition>) -> Argument {
        Argument { name: plain(name), grab: T::GRAB, shown: T::SHOWN, role: T::ROLE, show: T::show, condition }
    }

    /// Whether it exists, given all arguments.
    pub fn exists(&self, arguments: &[u64; 6]) -> bool {
        self.condition.is_none_or(|condition| (condition.holds)(arguments[condition.argument]))
    }
}

impl Syscall {
    /// Whether this variant is the one for `arguments`.
    pub fn selected(&self, arguments: &[u64; 6]) -> bool {
        self.selectors.iter().all(|selector| {
            // Commands and operations are C ints: the upper half of the register does not count.
            let value = arguments[selector.argument] & 0xffff_ffff & selector.mask;
            selector.values.contains(&value)
        })
    }

    /// The indices of the arguments in the order in which text shows them.
    pub fn order(&self) -> impl Iterator<Item = usize> + use<> {
        let (named, count) = (self.named, self.arguments.len());
        (0..named.map_or(count, <[usize]>::len)).map(move |position| named.map_or(position, |named| named[position]))
    }

    /// The grabs of those arguments that exist.
    pub fn grabs(&self, arguments: &[u64; 6]) -> impl Iterator<Item = (usize, Grab)> {
        let arguments = *arguments;
        let exists =
            move |(index, argument): (usize, &Argument)| argument.exists(&arguments).then_some((index, argument.grab));
        self.arguments.iter().enumerate().filter_map(exists)
    }

    /// `arguments` cut to words of `abi`.
    pub fn words(abi: Abi, arguments: [u64; 6]) -> [u64; 6] {
        arguments.map(|argument| abi.truncate(argument))
    }
}

/// An identifier without Rust's mark for keywords.
const fn plain(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}
