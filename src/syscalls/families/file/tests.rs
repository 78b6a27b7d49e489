//! The lines are those of strace 6.1 for the same registers and memory, except where it says that strace does not know a thing.

mod attributes;
mod mounts;
mod notify;
mod open;
mod quotas;
mod stat;
mod times;

use crate::event::Abi;
use crate::syscalls::testing::{Case, Space, Trial, longs, words};

/// An address that nothing is put at.
const NOWHERE: u64 = 1;
/// `AT_FDCWD` in a register.
const CWD: u64 = -100i64 as u64;
const ENOENT: i64 = -2;

/// An address space with the texts "f" and "g" at [`F`] and [`G`], and two bytes at the end of a page.
fn space() -> Space {
    let space = Space::default();
    space.put(F, b"f\0");
    space.put(G, b"g\0");
    space.put(EDGE, b"ab");
    space
}

const F: u64 = 0x100;
const G: u64 = 0x110;
/// Two bytes without a NUL, behind which memory ends.
const EDGE: u64 = 0x4ffe;
/// Where tests put what they need.
const AT: u64 = 0x8000;

/// Compares calls with `bytes` at [`AT`].
#[track_caller]
fn check(abi: Abi, bytes: &[u8], cases: &[Case<'_>]) {
    let space = space();
    space.put(AT, bytes);
    space.check(abi, cases);
}

/// The same as `-v` shows them.
#[track_caller]
fn check_verbose(abi: Abi, bytes: &[u8], cases: &[Case<'_>]) {
    let space = space();
    space.put(AT, bytes);
    space.check_verbose(abi, cases);
}

#[test]
fn hostile_arguments_do_no_harm() {
    let hostile =
        [0, 1, 0x7fff_ffff, 0x8000_0000, u64::from(u32::MAX), i64::MAX as u64, u64::MAX - 7, u64::MAX, AT, EDGE];
    let space = space();
    space.put(AT, &[0xff; 4096]);
    space.put(u64::MAX - 0xfff, &[0xff; 4095]);
    for abi in Abi::ALL {
        let rows =
            super::ROWS.iter().chain(if abi == Abi::I386 { crate::syscalls::families::I386[0].rows } else { &[] });
        for row in rows.filter(|row| crate::syscalls::named(abi, row.name).is_some()) {
            for (index, first) in hostile.iter().enumerate() {
                let mut arguments = [*first; 6];
                arguments.rotate_left(index % 6);
                for (argument, value) in arguments.iter_mut().zip(hostile.iter().cycle().skip(index * 3)) {
                    *argument = *value;
                }
                let selectors = row.selectors.iter();
                selectors.for_each(|selector| arguments[selector.argument] = selector.values[0]);
                for verbose in [false, true] {
                    let trial = Trial::within(&space, abi, row.name, &arguments);
                    let trial = if verbose { trial.verbose() } else { trial };
                    trial.unfinished();
                    for value in [0, -2, 1, i64::MAX, i64::MIN] {
                        trial.exit(value);
                    }
                }
            }
        }
    }
}
