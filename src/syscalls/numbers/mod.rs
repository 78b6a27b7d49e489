//! The kernel's own tables, one file per ABI, one line per call.

mod i386;
mod x32;
mod x86_64;

use crate::event::Abi;

/// Numbers and names of `abi`, ascending by number.
pub(super) const fn of(abi: Abi) -> &'static [(u32, &'static str)] {
    match abi {
        Abi::X86_64 => x86_64::NUMBERS,
        Abi::I386 => i386::NUMBERS,
        Abi::X32 => x32::NUMBERS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_ascend_and_name_each_call_once() {
        for abi in Abi::ALL {
            let table = of(abi);
            assert!(table.windows(2).all(|pair| pair[0].0 < pair[1].0), "{abi:?}");
            let mut names: Vec<_> = table.iter().map(|row| row.1).collect();
            names.sort_unstable();
            assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{abi:?}");
        }
    }

    #[test]
    fn the_native_table_agrees_with_another_source() {
        for &(number, name) in of(Abi::X86_64) {
            // Newer calls may be missing there, but none may differ.
            if let Some(other) = syscalls::x86_64::Sysno::new(number as usize) {
                assert_eq!(other.name(), name, "number {number}");
            }
        }
    }
}
