//! Shows calls whose memory is the test's own, without ptrace: a row is tested by making the call in the test and
//! comparing the text with what strace 6.1 prints for the same.

use crate::decode::Call;
use crate::event::Abi;
use crate::render::text::{self, Style};
use crate::snapshot::{Limits, Memory, Recorder, Registers, Side, Source};
use crate::syscalls;
use crate::types::{Context, Outcome};
use nix::sys::uio::{RemoteIoVec, process_vm_readv};
use std::io::IoSliceMut;

mod space;

pub(crate) use space::{Case, Space, longs, words};

/// The test's own memory, read as the tracer reads a tracee's.
struct OwnMemory;

impl Source for OwnMemory {
    fn read(&mut self, ranges: &[(u64, usize)], into: &mut [u8]) -> usize {
        let remote: Vec<_> = ranges.iter().map(|&(base, len)| RemoteIoVec { base: base as usize, len }).collect();
        process_vm_readv(nix::unistd::getpid(), &mut [IoSliceMut::new(into)], &remote).unwrap_or(0)
    }
}

/// A call in two steps: the arguments are captured by [`Trial::enter`], as at the syscall-enter-stop; what the kernel would
/// write is done by the test in between; [`Trial::exit`] shows the whole line.
pub(crate) struct Trial {
    abi: Abi,
    number: u64,
    arguments: [u64; 6],
    entry: Vec<u8>,
    verbose: bool,
    space: Option<Space>,
}

const LIMITS: Limits = Limits { string: 32, verbose: true };

impl Trial {
    /// The call `name` of x86_64 with these registers; its memory is that of the test.
    pub(crate) fn enter(name: &str, arguments: &[u64]) -> Trial {
        Trial::begin(Abi::X86_64, None, name, arguments)
    }

    /// The call `name` of `abi` with these registers; its memory is `space`, as it is at each of the two stops.
    pub(crate) fn within(space: &Space, abi: Abi, name: &str, arguments: &[u64]) -> Trial {
        Trial::begin(abi, Some(space.clone()), name, arguments)
    }

    fn begin(abi: Abi, space: Option<Space>, name: &str, arguments: &[u64]) -> Trial {
        let entry = syscalls::named(abi, name).unwrap_or_else(|| panic!("no call {name}"));
        let mut registers = [0; 6];
        registers[..arguments.len()].copy_from_slice(arguments);
        let mut trial = Trial {
            abi,
            number: u64::from(entry.number),
            arguments: registers.map(|argument| abi.truncate(argument)),
            entry: Vec::new(),
            verbose: false,
            space,
        };
        trial.entry = trial.record(Side::Entry, 0);
        trial
    }

    /// Shows details too, as `-v` does.
    pub(crate) fn verbose(mut self) -> Trial {
        self.verbose = true;
        self
    }

    /// What is shown while the call runs, in strace's words `name(arguments <unfinished ...>`.
    pub(crate) fn unfinished(&self) -> String {
        self.show(&[], None)
    }

    /// The whole line, without the padding in front of the result. A negative `value` is an errno.
    pub(crate) fn exit(&self, value: i64) -> String {
        let failed = (-4095..0).contains(&value);
        let side = if failed { Side::Failure } else { Side::Success };
        self.show(&self.record(side, value), Some(Outcome { value, failed }))
    }

    fn record(&self, side: Side, value: i64) -> Vec<u8> {
        let mut out = Vec::new();
        let row = syscalls::entry(self.abi, self.number).and_then(|entry| entry.select(&self.arguments));
        let registers = Registers { abi: self.abi, arguments: self.arguments, value };
        if let Some(row) = row {
            let grabs = row.grabs(&self.arguments);
            let source: &mut dyn Source = match &self.space {
                Some(space) => &mut space.clone(),
                None => &mut OwnMemory,
            };
            Recorder::default().record(grabs, &registers, side, &LIMITS, source, &mut out);
        }
        out
    }

    fn show(&self, exit: &[u8], outcome: Option<Outcome>) -> String {
        let style = Style { verbose: self.verbose, limit: LIMITS.string, ..Style::default() };
        let mut context = Context::at_entry(self.abi, self.arguments, Memory::new(&self.entry));
        context.limit = LIMITS.string;
        context.exit = Memory::new(exit);
        context.outcome = outcome;
        let call = Call::decode(self.number, &context);
        let mut out = format!("{}(", call.name).into_bytes();
        text::arguments(&call, &style, &mut out);
        match &call.returned {
            Some(returned) => {
                out.extend(b") ");
                text::returned(returned, &style, &mut out);
            }
            None => out.extend(b" <unfinished ...>"),
        }
        String::from_utf8(out).expect("the dialect is ASCII")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_shown_in_both_states() {
        let path = c"/etc/hosts";
        let open = Trial::enter("openat", &[-100i64 as u64, path.as_ptr() as u64, 0o2000101, 0o644]);
        assert_eq!(open.exit(3), r#"openat(AT_FDCWD, "/etc/hosts", O_WRONLY|O_CREAT|O_CLOEXEC, 0644) = 3"#);
        assert_eq!(
            open.exit(-2),
            r#"openat(AT_FDCWD, "/etc/hosts", O_WRONLY|O_CREAT|O_CLOEXEC, 0644) = -1 ENOENT (No such file or directory)"#
        );
        let mut buffer = [0u8; 64];
        let read = Trial::enter("read", &[0, buffer.as_mut_ptr() as u64, 64]);
        assert_eq!(read.unfinished(), "read(0,  <unfinished ...>");
        buffer[..40].fill(b'x');
        assert_eq!(read.exit(40), format!("read(0, \"{}\"..., 64) = 40", "x".repeat(32)));
        assert_eq!(Trial::enter("close", &[3]).unfinished(), "close(3 <unfinished ...>");
    }
}
