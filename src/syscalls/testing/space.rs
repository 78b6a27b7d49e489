//! A made-up address space: the lines of a test do not depend on where its memory lies, and calls of 32-bit ABIs have
//! addresses below 4 GiB.

use super::Trial;
use crate::event::Abi;
use crate::snapshot::Source;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Memory by address; everything else is unreadable. Clones are the same memory.
#[derive(Clone, Default)]
pub(crate) struct Space(Rc<RefCell<BTreeMap<u64, Vec<u8>>>>);

/// A call and what is shown of it: its name, the registers, the return value, the line.
pub(crate) type Case<'a> = (&'a str, &'a [u64], i64, &'a str);

impl Space {
    /// Makes `bytes` what is at `address`. Nothing is readable in front of or behind them.
    pub(crate) fn put(&self, address: u64, bytes: &[u8]) -> u64 {
        self.0.borrow_mut().insert(address, bytes.to_vec());
        address
    }

    /// Compares each call of `abi`, with the same memory at both stops, with its line.
    #[track_caller]
    pub(crate) fn check(&self, abi: Abi, cases: &[Case<'_>]) {
        self.compare(abi, cases, false);
    }

    /// The same with details, as `-v` shows them.
    #[track_caller]
    pub(crate) fn check_verbose(&self, abi: Abi, cases: &[Case<'_>]) {
        self.compare(abi, cases, true);
    }

    #[track_caller]
    fn compare(&self, abi: Abi, cases: &[Case<'_>], verbose: bool) {
        let shown: Vec<_> = cases
            .iter()
            .map(|&(name, arguments, value, _)| {
                let trial = Trial::within(self, abi, name, arguments);
                if verbose { trial.verbose().exit(value) } else { trial.exit(value) }
            })
            .collect();
        let expected: Vec<_> = cases.iter().map(|case| case.3).collect();
        assert_eq!(shown.join("\n"), expected.join("\n"));
    }
}

impl Source for Space {
    fn read(&mut self, ranges: &[(u64, usize)], into: &mut [u8]) -> usize {
        let space = self.0.borrow();
        let mut done = 0;
        for &(address, length) in ranges {
            let mapping = space.range(..=address).next_back();
            let bytes = mapping.and_then(|(start, bytes)| bytes.get((address - start) as usize..)).unwrap_or_default();
            let available = bytes.len().min(length);
            into[done..done + available].copy_from_slice(&bytes[..available]);
            done += available;
            if available < length {
                return done;
            }
        }
        done
    }
}

/// The bytes of 64-bit numbers.
pub(crate) fn longs(numbers: &[u64]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_ne_bytes()).collect()
}

/// The bytes of 32-bit numbers.
pub(crate) fn words(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_ne_bytes()).collect()
}
