//! The C rules of sizes and alignments, for each ABI (System V psABI: x86-64 and i386).

use crate::event::Abi;
use crate::snapshot::Sizes;

/// The size of a C integer of `bytes` bytes.
pub(crate) const fn size_of_integer(bytes: usize) -> Sizes {
    Sizes::same(bytes as u16)
}

/// Its alignment: i386 aligns 64-bit numbers to 4 bytes inside structures.
pub(crate) const fn align_of_integer(bytes: usize) -> Sizes {
    if bytes == 8 { Sizes([8, 4, 8]) } else { Sizes::same(bytes as u16) }
}

/// The size of a structure with members of these sizes and alignments.
pub(crate) const fn size_of_members(members: &[(Sizes, Sizes)]) -> Sizes {
    let mut out = [0; 3];
    let mut abi = 0;
    while abi < Abi::ALL.len() {
        let (mut offset, mut widest, mut index) = (0, 1, 0);
        while index < members.len() {
            let (size, align) = (members[index].0.0[abi], members[index].1.0[abi]);
            let align = if align == 0 { 1 } else { align };
            offset = (offset as usize).next_multiple_of(align as usize) as u16 + size;
            widest = if align > widest { align } else { widest };
            index += 1;
        }
        out[abi] = (offset as usize).next_multiple_of(widest as usize) as u16;
        abi += 1;
    }
    Sizes(out)
}

/// The alignment of a structure with members of these alignments.
pub(crate) const fn align_of_members(members: &[Sizes]) -> Sizes {
    let mut out = [1; 3];
    let mut abi = 0;
    while abi < Abi::ALL.len() {
        let mut index = 0;
        while index < members.len() {
            let align = members[index].0[abi];
            out[abi] = if align > out[abi] { align } else { out[abi] };
            index += 1;
        }
        abi += 1;
    }
    Sizes(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Layout;
    use crate::types::number::{Int, Long, U64};

    #[test]
    fn sizes_follow_the_abi() {
        // struct { int a; uint64_t b; int c; } and struct { long a; int b; }
        let int = (Int::SIZE, <Int as Layout>::ALIGN);
        let wide = (U64::SIZE, U64::ALIGN);
        assert_eq!(size_of_members(&[int, wide, int]), Sizes([24, 16, 24]));
        assert_eq!(size_of_members(&[(Long::SIZE, Long::ALIGN), int]), Sizes([16, 8, 16]));
        assert_eq!(align_of_members(&[Int::ALIGN, U64::ALIGN]), Sizes([8, 4, 8]));
    }
}
