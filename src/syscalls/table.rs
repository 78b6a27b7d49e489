//! Look-up: from an ABI and a number to the rows of the call.

use super::families::{FAMILIES, Family, I386};
use super::{Syscall, numbers};
use crate::event::Abi;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A system call of one ABI with all of its rows.
#[derive(Debug)]
pub struct Entry {
    /// Its number.
    pub number: u32,
    /// Its name.
    pub name: &'static str,
    /// The family whose file it stands in, if it has a row.
    pub family: Option<&'static Family>,
    /// The row without a selector.
    pub plain: Option<&'static Syscall>,
    /// The rows with one.
    pub variants: Vec<&'static Syscall>,
}

impl Entry {
    /// The row for `arguments`, which are cut to words already.
    pub fn select(&self, arguments: &[u64; 6]) -> Option<&'static Syscall> {
        self.variants.iter().copied().find(|row| row.selected(arguments)).or(self.plain)
    }
}

/// The call `number` of `abi`.
pub fn entry(abi: Abi, number: u64) -> Option<&'static Entry> {
    let table = table(abi);
    let index = *table.by_number.get(usize::try_from(number).ok()?)?;
    table.entries.get(usize::from(index))
}

/// The call of this name.
pub fn named(abi: Abi, name: &str) -> Option<&'static Entry> {
    entries(abi).iter().find(|entry| entry.name == name)
}

/// All calls of `abi`, ascending by number.
pub fn entries(abi: Abi) -> &'static [Entry] {
    &table(abi).entries
}

struct Table {
    entries: Vec<Entry>,
    /// Index into `entries`; beyond its end for a number without a call.
    by_number: Vec<u16>,
}

/// The table of `abi`, put together at first use.
fn table(abi: Abi) -> &'static Table {
    static TABLES: [OnceLock<Table>; 3] = [const { OnceLock::new() }; 3];
    TABLES[abi as usize].get_or_init(|| {
        let mut rows: FxHashMap<&str, (Option<&Family>, Vec<&Syscall>)> = FxHashMap::default();
        let own = if abi == Abi::I386 { I386 } else { &[] };
        for family in own {
            for row in family.rows {
                rows.entry(row.name).or_insert((Some(family), Vec::new())).1.push(row);
            }
        }
        let replaced: Vec<&str> = rows.keys().copied().collect();
        for family in FAMILIES {
            for row in family.rows.iter().filter(|row| !replaced.contains(&row.name)) {
                rows.entry(row.name).or_insert((Some(family), Vec::new())).1.push(row);
            }
        }
        let numbers = numbers::of(abi);
        let length = numbers.last().map_or(0, |row| row.0 as usize + 1);
        let mut table = Table { entries: Vec::with_capacity(numbers.len()), by_number: vec![u16::MAX; length] };
        for &(number, name) in numbers {
            table.by_number[number as usize] = table.entries.len() as u16;
            let (family, rows) = rows.remove(name).unwrap_or_default();
            let (plain, variants): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.selectors.is_empty());
            table.entries.push(Entry { number, name, family, plain: plain.first().copied(), variants });
        }
        table
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_number_somewhere() {
        for family in FAMILIES.iter().chain(I386) {
            for row in family.rows {
                let known = Abi::ALL.iter().any(|&abi| named(abi, row.name).is_some());
                assert!(known, "{} of {:?} is in no number table", row.name, family.class);
            }
        }
    }

    #[test]
    fn a_call_has_one_plain_row_and_stands_in_one_family() {
        for families in [FAMILIES, I386] {
            let mut seen: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
            for (index, family) in families.iter().enumerate() {
                for row in family.rows {
                    let (first, plain) = seen.entry(row.name).or_insert((index, 0));
                    assert_eq!(*first, index, "{} stands in two families", row.name);
                    *plain += usize::from(row.selectors.is_empty());
                    assert!(*plain <= 1, "{} has two plain rows", row.name);
                }
            }
            for (name, (_, plain)) in seen {
                assert_eq!(plain, 1, "{name} has variants but no plain row");
            }
        }
    }

    #[test]
    fn arguments_have_different_names() {
        for row in FAMILIES.iter().chain(I386).flat_map(|family| family.rows) {
            for (index, argument) in row.arguments.iter().enumerate() {
                let twice = row.arguments[..index].iter().any(|other| other.name == argument.name);
                assert!(!twice, "{}: {} twice", row.name, argument.name);
            }
        }
    }

    #[test]
    fn numbers_lead_to_names() {
        assert_eq!(entry(Abi::X86_64, 257).map(|entry| entry.name), Some("openat"));
        assert_eq!(entry(Abi::I386, 295).map(|entry| entry.name), Some("openat"));
        assert!(entry(Abi::X86_64, 400).is_none() && entry(Abi::X86_64, u64::MAX).is_none());
    }
}
