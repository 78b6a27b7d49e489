//! The form in which copied memory travels in an event, and how it is read.
//!
//! A span of memory is a sequence of rounds. A round is a native-endian `u32` number of ranges, then for each
//! range its address (`u64`) and length (`u32`), then all their bytes without gaps.

use crate::event::Abi;

/// Bytes of one range's entry in the table of a round.
pub(super) const ENTRY: usize = 12;

/// Memory of a tracee as it was at one stop.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory<'a>(&'a [u8]);

impl<'a> Memory<'a> {
    /// Reads `encoded`, the bytes of an event's memory span. Anything that is not well formed ends the reading early.
    pub const fn new(encoded: &'a [u8]) -> Memory<'a> {
        Memory(encoded)
    }

    /// The ranges with their addresses, in the order in which they were copied.
    pub fn ranges(self) -> impl Iterator<Item = (u64, &'a [u8])> {
        let mut rest = self.0;
        let mut table: &[u8] = &[];
        std::iter::from_fn(move || {
            while table.is_empty() {
                let (count, after) = rest.split_first_chunk::<4>()?;
                let (entries, data) =
                    after.split_at_checked((u32::from_ne_bytes(*count) as usize).checked_mul(ENTRY)?)?;
                (table, rest) = (entries, data);
            }
            let (address, after) = table.split_first_chunk::<8>()?;
            let (length, after) = after.split_first_chunk::<4>()?;
            let (bytes, data) = rest.split_at_checked(u32::from_ne_bytes(*length) as usize)?;
            (table, rest) = (after, data);
            Some((u64::from_ne_bytes(*address), bytes))
        })
    }

    /// The `length` bytes at `address`, if all of them were copied.
    pub fn get(self, address: u64, length: usize) -> Option<&'a [u8]> {
        if length == 0 {
            return Some(&[]);
        }
        self.from(address).find_map(|bytes| bytes.get(..length))
    }

    /// As many bytes at `address` as were copied, at most `length`.
    pub fn up_to(self, address: u64, length: usize) -> &'a [u8] {
        let longest = self.from(address).max_by_key(|bytes| bytes.len()).unwrap_or_default();
        &longest[..longest.len().min(length)]
    }

    /// The text at `address` without its NUL, and whether the NUL was reached.
    pub fn text(self, address: u64) -> Option<(&'a [u8], bool)> {
        let longest = self.from(address).max_by_key(|bytes| bytes.len())?;
        Some(match memchr::memchr(0, longest) {
            Some(end) => (&longest[..end], true),
            None => (longest, false),
        })
    }

    /// The unsigned number of `size` bytes (1, 2, 4 or 8) at `address`.
    pub fn number(self, address: u64, size: usize) -> Option<u64> {
        self.get(address, size).map(number)
    }

    /// The pointer at `address`.
    pub fn pointer(self, address: u64, abi: Abi) -> Option<u64> {
        self.number(address, abi.word())
    }

    fn from(self, address: u64) -> impl Iterator<Item = &'a [u8]> {
        self.ranges().filter_map(move |(start, bytes)| {
            let offset = usize::try_from(address.checked_sub(start)?).ok()?;
            bytes.get(offset..).filter(|rest| !rest.is_empty())
        })
    }
}

/// The unsigned number that `bytes` are, at most eight, in the machine's order.
pub(super) fn number(bytes: &[u8]) -> u64 {
    let mut buffer = [0; 8];
    buffer[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(buffer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encode(ranges: &[(u64, &[u8])]) -> Vec<u8> {
        let mut out = (ranges.len() as u32).to_ne_bytes().to_vec();
        for (address, bytes) in ranges {
            out.extend(address.to_ne_bytes());
            out.extend((bytes.len() as u32).to_ne_bytes());
        }
        ranges.iter().for_each(|(_, bytes)| out.extend(*bytes));
        out
    }

    #[test]
    fn finds_bytes_of_any_round() {
        let mut encoded = encode(&[(100, b"abcd"), (200, b"")]);
        encoded.extend(encode(&[(300, b"ef\0g")]));
        let memory = Memory::new(&encoded);
        assert_eq!(memory.get(101, 2), Some(&b"bc"[..]));
        assert_eq!(memory.get(101, 4), None);
        assert_eq!(memory.up_to(101, 10), b"bcd");
        assert_eq!(memory.text(300), Some((&b"ef"[..], true)));
        assert_eq!(memory.text(100), Some((&b"abcd"[..], false)));
        assert_eq!(memory.text(200), None);
        assert_eq!(memory.number(100, 2), Some(u64::from(u16::from_le_bytes(*b"ab"))));
    }

    #[test]
    fn cut_encodings_end_the_reading() {
        let encoded = encode(&[(100, b"abcd"), (200, b"ef")]);
        for cut in 0..encoded.len() {
            assert!(Memory::new(&encoded[..cut]).ranges().count() < 2, "cut at {cut}");
        }
    }

    #[test]
    fn a_text_read_twice_is_the_longer_one() {
        let mut encoded = encode(&[(100, b"ab")]);
        encoded.extend(encode(&[(100, b"abcd\0")]));
        assert_eq!(Memory::new(&encoded).text(100), Some((&b"abcd"[..], true)));
    }
}
