//! A system call with names and values: the second narrow waist.

use crate::event::Abi;
use crate::snapshot::When;
use crate::syscalls::{self, Argument, Syscall};
use crate::types::{Context, Role, Shown};
use crate::value::Value;
use std::borrow::Cow;

/// A system call, or the part of it that is known when it begins.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    /// The ABI that it was made by.
    pub abi: Abi,
    /// Its number in that ABI.
    pub number: u64,
    /// Its name; `syscall_0x1f4` for a number that no call has.
    pub name: Cow<'static, str>,
    /// Its row, if it has one.
    pub row: Option<&'static Syscall>,
    /// The arguments in the order of showing. While the call runs: those before the first one that only the end of the call tells.
    pub arguments: Vec<Named<'a>>,
    /// Whether `arguments` has all of them.
    pub complete: bool,
    /// Whether the last of an incomplete list of arguments has only its beginning yet.
    pub growing: bool,
    /// How the call ended; `None` while it runs.
    pub returned: Option<Returned<'a>>,
}

/// An argument with its name.
#[derive(Clone, Debug)]
pub struct Named<'a> {
    /// The name in the man page; `arg0` and so on for a call without a row.
    pub name: &'static str,
    /// The value.
    pub value: Value<'a>,
    /// What it means to the selection of calls.
    pub role: Role,
}

/// How a call ended.
#[derive(Clone, Debug)]
pub enum Returned<'a> {
    /// It succeeded.
    Success {
        /// The return value register.
        raw: i64,
        /// What it means.
        value: Value<'a>,
    },
    /// It failed with this error number, or is to be restarted (`ERESTARTSYS` and the like).
    Error(u32),
    /// The task ended inside the call, or the call does not return.
    Never,
}

impl Returned<'_> {
    /// Whether the call failed; a restart is no failure.
    pub fn is_error(&self) -> bool {
        matches!(self, Returned::Error(number) if !crate::errno::is_restart(*number))
    }
}

/// The names of arguments that have none.
const BARE: [&str; 6] = ["arg0", "arg1", "arg2", "arg3", "arg4", "arg5"];

impl<'a> Call<'a> {
    /// Decodes call `number` as far as `context` knows it.
    pub fn decode(number: u64, context: &Context<'a>) -> Call<'a> {
        let entry = syscalls::entry(context.abi, number);
        let row = entry.and_then(|entry| entry.select(&context.arguments));
        let name = entry.map_or_else(|| Cow::Owned(format!("syscall_{number:#x}")), |entry| Cow::Borrowed(entry.name));
        let mut call = Call {
            abi: context.abi,
            number,
            name,
            row,
            arguments: Vec::new(),
            complete: true,
            growing: false,
            returned: None,
        };
        match row {
            Some(row) => call.decode_arguments(row, context),
            None => {
                let bare = context.arguments.iter().zip(BARE);
                call.arguments =
                    bare.map(|(&word, name)| Named { name, value: Value::Hex(word), role: Role::Plain }).collect();
            }
        }
        if let Some(outcome) = context.outcome {
            call.returned = Some(if outcome.failed {
                Returned::Error(outcome.value.unsigned_abs() as u32)
            } else {
                let word = context.abi.truncate(outcome.value as u64);
                let value = row.map_or(Value::Int(outcome.value), |row| (row.result)(context, word));
                match value {
                    Value::Unknown => Returned::Never,
                    value => Returned::Success { raw: outcome.value, value },
                }
            });
        }
        call
    }

    fn decode_arguments(&mut self, row: &Syscall, context: &Context<'a>) {
        self.arguments.reserve(row.arguments.len());
        for index in row.order() {
            let Some(argument) = row.arguments.get(index) else { continue };
            if !argument.exists(&context.arguments) {
                continue;
            }
            if argument.shown == Shown::Exit && context.outcome.is_none() {
                self.complete = false;
                return;
            }
            let value = shown(argument, index, context);
            if matches!(value, Value::Absent) {
                continue;
            }
            self.arguments.push(Named { name: argument.name, value, role: argument.role });
            if argument.shown == Shown::Growing && context.outcome.is_none() {
                self.complete = false;
                self.growing = true;
                return;
            }
        }
    }
}

/// The value of one argument; an address where the kernel wrote nothing since the call failed.
fn shown<'a>(argument: &Argument, index: usize, context: &Context<'a>) -> Value<'a> {
    let word = context.arguments[index];
    if context.failed() && argument.grab.when() == When::Exit {
        return Value::Address(word);
    }
    (argument.show)(context, word)
}
