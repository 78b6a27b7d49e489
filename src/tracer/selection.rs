//! Which calls are reported.

use crate::event::Abi;

/// A set of system calls, for each ABI by their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// For each ABI, a bit per number, 64 of them in a word.
    bits: [Vec<u64>; 3],
    /// Whether numbers beyond the bits are in the set: calls that no table knows.
    unknown: bool,
}

/// Numbers that have bits of their own: more than any table has.
const NUMBERS: usize = 1024;

impl Selection {
    /// Every call, known or not.
    pub fn all() -> Selection {
        Selection { bits: std::array::from_fn(|_| vec![u64::MAX; NUMBERS / 64]), unknown: true }
    }

    /// No call.
    pub fn none() -> Selection {
        Selection { bits: std::array::from_fn(|_| vec![0; NUMBERS / 64]), unknown: false }
    }

    /// Puts a call in or takes it out.
    pub fn set(&mut self, abi: Abi, number: u64, wanted: bool) {
        let Ok(number) = usize::try_from(number) else { return };
        if let Some(word) = self.bits[abi as usize].get_mut(number / 64) {
            let bit = 1 << (number % 64);
            *word = if wanted { *word | bit } else { *word & !bit };
        }
    }

    /// Whether a call is in the set.
    pub fn contains(&self, abi: Abi, number: u64) -> bool {
        let word = usize::try_from(number / 64).ok().and_then(|index| self.bits[abi as usize].get(index));
        word.map_or(self.unknown, |word| word & (1 << (number % 64)) != 0)
    }

    /// The set of all other calls.
    pub fn complement(mut self) -> Selection {
        self.bits.iter_mut().flatten().for_each(|word| *word = !*word);
        self.unknown = !self.unknown;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_was_put_in() {
        let mut set = Selection::none();
        set.set(Abi::X86_64, 257, true);
        assert!(set.contains(Abi::X86_64, 257));
        assert!(!set.contains(Abi::I386, 257) && !set.contains(Abi::X86_64, 1 << 40));
        let others = set.complement();
        assert!(!others.contains(Abi::X86_64, 257));
        assert!(others.contains(Abi::X86_64, u64::MAX) && others.contains(Abi::X32, 0));
    }
}
