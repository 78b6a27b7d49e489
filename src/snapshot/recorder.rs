//! Carries out grabs: plans ranges, reads them in one go, follows what was found.

use super::memory::{self, ENTRY};
use super::{Block, Count, Grab, Link, LinkCount, MAX_BYTES, MAX_RANGES, MAX_ROUNDS, PATH_MAX, Reach, Unit, When};
use crate::event::Abi;

/// Where memory is read from: a stopped tracee, or a test's own address space.
pub trait Source {
    /// Reads `ranges` (address, length) one behind the other into `into`, which has exactly their total length,
    /// and returns how many bytes were read before the first one that could not be.
    fn read(&mut self, ranges: &[(u64, usize)], into: &mut [u8]) -> usize;
}

/// How much is copied where the tracee's data sets no bound.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of a string that will be shown (`-s`).
    pub string: usize,
    /// Whether environments are copied in full (`-v`, JSON, captures).
    pub verbose: bool,
}

/// The registers at a stop, each argument already cut to the ABI's word.
#[derive(Clone, Copy, Debug)]
pub struct Registers {
    /// The call's ABI.
    pub abi: Abi,
    /// The six argument registers.
    pub arguments: [u64; 6],
    /// The return value; 0 at entry.
    pub value: i64,
}

/// Which stop is being recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The syscall-enter-stop.
    Entry,
    /// The syscall-exit-stop of a call that succeeded.
    Success,
    /// The syscall-exit-stop of a call that failed.
    Failure,
}

impl Side {
    fn includes(self, when: When) -> bool {
        matches!(
            (self, when),
            (Side::Entry, When::Entry | When::Both | When::BothAlways)
                | (Side::Success, When::Exit | When::Both | When::ExitAlways | When::BothAlways)
                | (Side::Failure, When::ExitAlways | When::BothAlways)
        )
    }
}

/// Something that is to be read in the coming round.
#[derive(Clone, Copy, Debug)]
struct Want {
    address: u64,
    length: usize,
    then: Then,
}

/// What is done with it once it was read.
#[derive(Clone, Copy, Debug)]
enum Then {
    Nothing,
    /// Go on if there is no NUL and less than `limit` bytes were read.
    Text {
        limit: usize,
    },
    /// Follow the pointers up to NULL.
    Texts {
        limit: usize,
        follow: bool,
    },
    /// It is the number of units of `block` at `address`.
    Pointed {
        address: u64,
        block: Block,
    },
    /// Follow the links in each unit of `size` bytes.
    Links {
        size: usize,
        links: &'static [Link],
    },
}

/// Records memory; keeps its work lists between stops so that nothing is allocated in the steady state.
#[derive(Debug, Default)]
pub struct Recorder {
    wants: Vec<Want>,
    next: Vec<Want>,
    ranges: Vec<(u64, usize)>,
}

/// A page of the smallest size that the architectures have; texts are read no further at a time, since the next
/// page may not be there.
const PAGE: u64 = 4096;

impl Recorder {
    /// Copies what `grabs` (argument index and grab) declare for `side` behind the end of `out`. Memory that cannot be read
    /// is left out: what is missing then shows as its address.
    pub fn record(
        &mut self,
        grabs: impl Iterator<Item = (usize, Grab)>,
        registers: &Registers,
        side: Side,
        limits: &Limits,
        source: &mut dyn Source,
        out: &mut Vec<u8>,
    ) {
        self.wants.clear();
        for (index, grab) in grabs {
            if side.includes(grab.when()) {
                self.want(registers.arguments[index], grab, registers, limits);
            }
        }
        let mut budget = MAX_BYTES;
        for _ in 0..MAX_ROUNDS {
            if self.wants.is_empty() || budget == 0 {
                return;
            }
            self.round(registers, limits, source, out, &mut budget);
            std::mem::swap(&mut self.wants, &mut self.next);
            self.next.clear();
        }
    }

    fn want(&mut self, address: u64, grab: Grab, registers: &Registers, limits: &Limits) {
        if address == 0 {
            return;
        }
        match grab {
            Grab::Register => {}
            Grab::Text(_, reach) => self.wants.push(text(address, reach, limits, 256)),
            Grab::Texts(_, pointers_suffice) => {
                let limit = limits.string.saturating_add(1);
                let follow = limits.verbose || !pointers_suffice;
                self.wants.push(texts(address, limit, follow));
            }
            Grab::Block(_, block) => {
                let count = match block.count {
                    Count::Fixed(count) => count as u64,
                    Count::Argument(index) => registers.arguments[index],
                    Count::Capped(index, most) => registers.arguments[index].min(most as u64),
                    Count::Filled(index) => registers.arguments[index].min(registers.value.max(0) as u64),
                    Count::Bits(index) => {
                        let bits = (registers.arguments[index] as u32 as u64).min(1 << 16);
                        bits.div_ceil(8 * registers.abi.word() as u64)
                    }
                    Count::Pointed(index) => {
                        let (pointer, then) = (registers.arguments[index], Then::Pointed { address, block });
                        if pointer != 0 {
                            self.wants.push(Want { address: pointer, length: 4, then });
                        }
                        return;
                    }
                };
                self.wants.extend(units(address, count, block.unit, block.links, registers.abi, limits));
            }
        }
    }

    fn round(
        &mut self,
        registers: &Registers,
        limits: &Limits,
        source: &mut dyn Source,
        out: &mut Vec<u8>,
        budget: &mut usize,
    ) {
        self.wants.truncate(MAX_RANGES);
        self.ranges.clear();
        for want in &mut self.wants {
            want.length = want.length.min(*budget).min((u64::MAX - want.address) as usize);
            *budget -= want.length;
            self.ranges.push((want.address, want.length));
        }
        let table = out.len();
        out.extend((self.ranges.len() as u32).to_ne_bytes());
        out.resize(table + 4 + self.ranges.len() * ENTRY, 0);
        let data = out.len();
        self.read(source, out);
        let mut entry = table + 4;
        let mut start = data;
        for (index, &(address, length)) in self.ranges.iter().enumerate() {
            out[entry..entry + 8].copy_from_slice(&address.to_ne_bytes());
            out[entry + 8..entry + ENTRY].copy_from_slice(&(length as u32).to_ne_bytes());
            entry += ENTRY;
            follow(&self.wants[index], &out[start..start + length], registers, limits, &mut self.next);
            start += length;
        }
    }

    /// Reads all ranges behind the end of `out` and cuts their lengths to what could be read.
    fn read(&mut self, source: &mut dyn Source, out: &mut Vec<u8>) {
        let mut first = 0;
        while first < self.ranges.len() {
            let start = out.len();
            let total = self.ranges[first..].iter().map(|range| range.1).sum::<usize>();
            out.resize(start + total, 0);
            let mut read = source.read(&self.ranges[first..], &mut out[start..]).min(total);
            out.truncate(start + read);
            // Those before the fault are whole, the faulty one is cut, the others are tried again.
            while first < self.ranges.len() && read >= self.ranges[first].1 {
                read -= self.ranges[first].1;
                first += 1;
            }
            if first < self.ranges.len() {
                self.ranges[first].1 = read;
                first += 1;
            }
        }
    }
}

/// Adds what `bytes`, read for `want`, point to.
fn follow(want: &Want, bytes: &[u8], registers: &Registers, limits: &Limits, next: &mut Vec<Want>) {
    let word = registers.abi.word();
    match want.then {
        Then::Nothing => {}
        Then::Text { limit } => {
            // The whole text again, further: texts that reach over a page are rare, and one range stays one slice.
            if bytes.len() == want.length && bytes.len() < limit && memchr::memchr(0, bytes).is_none() {
                next.push(text_of(want.address, limit, bytes.len() + PAGE as usize));
            }
        }
        Then::Texts { limit, follow } => {
            for pointer in bytes.chunks_exact(word).map(memory::number) {
                if pointer == 0 {
                    return;
                }
                if follow {
                    next.push(text_of(pointer, limit, 256));
                }
            }
            if bytes.len() == want.length
                && let Some(address) = want.address.checked_add(bytes.len() as u64)
            {
                next.push(texts(address, limit, follow));
            }
        }
        Then::Pointed { address, block } => {
            if bytes.len() == 4 {
                next.extend(units(address, memory::number(bytes), block.unit, block.links, registers.abi, limits));
            }
        }
        Then::Links { size, links } => {
            for unit in bytes.chunks_exact(size) {
                for link in links {
                    next.extend(linked(unit, link, registers.abi, limits));
                    if next.len() >= MAX_RANGES {
                        return;
                    }
                }
            }
        }
    }
}

/// What `link` of one unit points to.
fn linked(unit: &[u8], link: &Link, abi: Abi, limits: &Limits) -> Option<Want> {
    let field = |offset: usize, width: usize| unit.get(offset..offset + width).map(memory::number);
    let address = field(link.pointer.of(abi), abi.word()).filter(|&address| address != 0)?;
    let count = match link.count {
        LinkCount::Text(reach) => return Some(text(address, reach, limits, 256)),
        LinkCount::Fixed(count) => count as u64,
        LinkCount::Field(offset, width) => field(offset.of(abi), width.of(abi))?,
    };
    units(address, count, link.unit, link.links, abi, limits)
}

fn units(address: u64, count: u64, unit: Unit, links: &'static [Link], abi: Abi, limits: &Limits) -> Option<Want> {
    let (length, then) = match unit {
        Unit::Data => (count.min(limits.string as u64), Then::Nothing),
        Unit::Bytes(size) if links.is_empty() => (count.saturating_mul(size.of(abi) as u64), Then::Nothing),
        Unit::Bytes(size) => (count.saturating_mul(size.of(abi) as u64), Then::Links { size: size.of(abi), links }),
    };
    let length = length.min(MAX_BYTES as u64) as usize;
    (length > 0 && address != 0).then_some(Want { address, length, then })
}

fn text(address: u64, reach: Reach, limits: &Limits, first: usize) -> Want {
    let limit = match reach {
        Reach::Path => PATH_MAX,
        Reach::String => limits.string.saturating_add(1),
    };
    text_of(address, limit, first)
}

/// At most `limit` bytes of text, of which about `first` are read at once, never into a further page.
fn text_of(address: u64, limit: usize, first: usize) -> Want {
    let end = address.saturating_add(first as u64);
    let edge = (end & !(PAGE - 1)).max(address);
    // The text may end in the last page before `end`: reading stops at that page's edge, or at `end` within the
    // first page.
    let length = if edge > address { (edge - address) as usize } else { first };
    Want { address, length: length.min(limit), then: Then::Text { limit } }
}

fn texts(address: u64, limit: usize, follow: bool) -> Want {
    let to_edge = PAGE - (address & (PAGE - 1));
    // At least one whole pointer, should the vector be unaligned at a page's edge.
    let length = to_edge.clamp(8, 512) as usize & !7;
    Want { address, length, then: Then::Texts { limit, follow } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::{Memory, Sizes};

    /// A made-up address space: one mapping.
    struct Mapping(u64, Vec<u8>, usize);

    impl Source for Mapping {
        fn read(&mut self, ranges: &[(u64, usize)], into: &mut [u8]) -> usize {
            self.2 += 1;
            let mut done = 0;
            for &(address, length) in ranges {
                let Some(start) = address.checked_sub(self.0).map(|start| start as usize) else { return done };
                let available = self.1.len().saturating_sub(start).min(length);
                if available == 0 && length > 0 {
                    return done;
                }
                into[done..done + available].copy_from_slice(self.1.get(start..start + available).unwrap_or_default());
                done += available;
                if available < length {
                    return done;
                }
            }
            done
        }
    }

    const LIMITS: Limits = Limits { string: 32, verbose: true };

    fn record(source: &mut Mapping, grabs: &[(usize, Grab)], arguments: [u64; 6], value: i64, side: Side) -> Vec<u8> {
        let mut out = Vec::new();
        let registers = Registers { abi: Abi::X86_64, arguments, value };
        Recorder::default().record(grabs.iter().copied(), &registers, side, &LIMITS, source, &mut out);
        out
    }

    #[test]
    fn one_read_serves_all_arguments() {
        let mut source = Mapping(0x1000, b"/etc/hosts\0and more of it than one needs".to_vec(), 0);
        source.1.resize(4096, 0);
        let block = Block { count: Count::Argument(2), unit: Unit::Data, links: &[] };
        let grabs = [(0, Grab::Text(When::Entry, Reach::Path)), (1, Grab::Block(When::Entry, block))];
        let out = record(&mut source, &grabs, [0x1000, 0x100b, 8, 0, 0, 0], 0, Side::Entry);
        assert_eq!(Memory::new(&out).text(0x1000), Some((&b"/etc/hosts"[..], true)));
        assert_eq!(Memory::new(&out).get(0x100b, 8), Some(&b"and more"[..]));
        assert_eq!(source.2, 1);
    }

    #[test]
    fn a_text_reaches_over_pages_and_ends_at_the_last() {
        let mut source = Mapping(0x1000, vec![b'x'; 0x2000], 0);
        let grabs = [(0, Grab::Text(When::Entry, Reach::Path))];
        let out = record(&mut source, &grabs, [0x1ff0, 0, 0, 0, 0, 0], 0, Side::Entry);
        let (text, whole) = Memory::new(&out).text(0x1ff0).unwrap();
        assert_eq!((text.len(), whole), (PATH_MAX, false));
        let out = record(&mut source, &grabs, [0x2ff0, 0, 0, 0, 0, 0], 0, Side::Entry);
        assert_eq!(Memory::new(&out).text(0x2ff0).unwrap(), (&[b'x'; 16][..], false));
    }

    #[test]
    fn a_fault_costs_only_its_own_range() {
        let mut source = Mapping(0x1000, b"good\0".to_vec(), 0);
        let block = Block { count: Count::Fixed(1), unit: Unit::Bytes(Sizes::same(8)), links: &[] };
        let grabs = [(0, Grab::Block(When::Entry, block)), (1, Grab::Text(When::Entry, Reach::Path))];
        let out = record(&mut source, &grabs, [0x10, 0x1000, 0, 0, 0, 0], 0, Side::Entry);
        assert_eq!(Memory::new(&out).get(0x10, 1), None);
        assert_eq!(Memory::new(&out).text(0x1000), Some((&b"good"[..], true)));
    }

    #[test]
    fn links_are_a_second_round() {
        const DATA: Link = Link {
            pointer: Sizes::same(0),
            count: LinkCount::Field(Sizes::same(8), Sizes::same(8)),
            unit: Unit::Data,
            links: &[],
        };
        let mut bytes = Vec::new();
        for (address, length) in [(0x1020u64, 3u64), (0x1030, u64::MAX)] {
            bytes.extend(address.to_ne_bytes());
            bytes.extend(length.to_ne_bytes());
        }
        bytes.extend(b"abcdefghijklmnopABCDEFGHIJKLMNOP");
        let mut source = Mapping(0x1000, bytes, 0);
        let unit = Unit::Bytes(Sizes::same(16));
        let block = Block { count: Count::Argument(1), unit, links: &[DATA] };
        let out = record(&mut source, &[(0, Grab::Block(When::Entry, block))], [0x1000, 2, 0, 0, 0, 0], 0, Side::Entry);
        assert_eq!(Memory::new(&out).up_to(0x1020, 99), b"abc");
        assert_eq!(Memory::new(&out).up_to(0x1030, 99), b"ABCDEFGHIJKLMNOP");
    }

    #[test]
    fn what_was_filled_is_bounded_by_both_counts() {
        let mut source = Mapping(0x1000, vec![b'y'; 64], 0);
        let block = Block { count: Count::Filled(1), unit: Unit::Data, links: &[] };
        let grabs = [(0, Grab::Block(When::Exit, block))];
        for (size, value, expected) in [(10, 4, 4), (10, 40, 10), (99, 99, 32), (10, 0, 0)] {
            let out = record(&mut source, &grabs, [0x1000, size, 0, 0, 0, 0], value, Side::Success);
            assert_eq!(Memory::new(&out).up_to(0x1000, 99).len(), expected);
        }
        assert!(record(&mut source, &grabs, [0x1000, 10, 0, 0, 0, 0], -14, Side::Failure).is_empty());
    }

    #[test]
    fn hostile_counts_are_bounded() {
        let mut source = Mapping(0x1000, vec![0xff; 1 << 21], 0);
        let unit = Unit::Bytes(Sizes::same(u16::MAX));
        let block = Block { count: Count::Argument(1), unit, links: &[] };
        let grabs = [(0, Grab::Block(When::Entry, block)), (2, Grab::Texts(When::Entry, false))];
        let out = record(&mut source, &grabs, [0x1000, u64::MAX, u64::MAX - 3, 0, 0, 0], 0, Side::Entry);
        assert!(out.len() <= MAX_BYTES + 1000);
    }
}
