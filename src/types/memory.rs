//! Memory mappings: protections, flags, advice, policies of NUMA nodes.

use super::number::U64;
use super::pointer::array;
use super::{Context, Layout, Type, flags, names, numbers, records};
use crate::errno;
use crate::snapshot::{Block, Count, Grab, Sizes, Unit, When};
use crate::value::Value;
use linux_raw_sys::general::*;

flags! {
    /// What a mapping's pages can be used for (mmap(2)).
    Protection: u64 "PROT_???" {
        PROT_NONE = 0, PROT_READ, PROT_WRITE, PROT_EXEC, PROT_SEM = 8, PROT_GROWSDOWN, PROT_GROWSUP,
    }
    /// mremap(2)'s flags.
    RemapFlags: u64 "MREMAP_???" { MREMAP_MAYMOVE, MREMAP_FIXED, MREMAP_DONTUNMAP }
    /// msync(2)'s flags.
    SyncFlags: u32 "MS_???" { MS_ASYNC, MS_INVALIDATE, MS_SYNC }
    /// mlock2(2)'s flags.
    LockFlags: u32 "MLOCK_???" { MLOCK_ONFAULT }
    /// mlockall(2)'s flags.
    LockAllFlags: u32 "MCL_???" { MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT }
    /// mbind(2)'s and move_pages(2)'s flags (linux/mempolicy.h).
    MoveFlags: u32 "MPOL_???" { MPOL_MF_STRICT = 1, MPOL_MF_MOVE = 2, MPOL_MF_MOVE_ALL = 4 }
    /// get_mempolicy(2)'s flags (linux/mempolicy.h).
    PolicyQuery: u64 "MPOL_???" { MPOL_F_NODE = 1, MPOL_F_ADDR = 2, MPOL_F_MEMS_ALLOWED = 4 }
    /// pkey_alloc(2)'s access rights.
    KeyRights: u64 "PKEY_???" { PKEY_DISABLE_ACCESS, PKEY_DISABLE_WRITE }
    /// map_shadow_stack(2)'s flags (arch/x86/include/uapi/asm/mman.h).
    ShadowStackFlags: u32 "SHADOW_STACK_???" { SHADOW_STACK_SET_TOKEN = 1, SHADOW_STACK_SET_MARKER = 2 }
    /// The modifiers in a policy's mode (linux/mempolicy.h).
    PolicyModifiers: u32 "" {
        MPOL_F_STATIC_NODES = 1 << 15, MPOL_F_RELATIVE_NODES = 1 << 14, MPOL_F_NUMA_BALANCING = 1 << 13,
    }
    /// mmap(2)'s flags without the kind of mapping and without the size of huge pages.
    MappingFlags: u64 "" {
        MAP_FIXED, MAP_ANONYMOUS, MAP_32BIT, MAP_NORESERVE, MAP_POPULATE, MAP_NONBLOCK, MAP_GROWSDOWN, MAP_DENYWRITE,
        MAP_EXECUTABLE, MAP_LOCKED, MAP_STACK, MAP_HUGETLB, MAP_SYNC, MAP_UNINITIALIZED, MAP_FIXED_NOREPLACE,
    }
}

names! {
    /// The kind of a mapping, a field in mmap(2)'s flags.
    MappingKind: u64 "MAP_???" { MAP_FILE, MAP_SHARED, MAP_PRIVATE, MAP_SHARED_VALIDATE, MAP_DROPPABLE = 8 }
    /// madvise(2)'s advice.
    Advice: u32 "MADV_???" {
        MADV_NORMAL, MADV_RANDOM, MADV_SEQUENTIAL, MADV_WILLNEED, MADV_DONTNEED, MADV_FREE, MADV_REMOVE, MADV_DONTFORK,
        MADV_DOFORK, MADV_MERGEABLE, MADV_UNMERGEABLE, MADV_HUGEPAGE, MADV_NOHUGEPAGE, MADV_DONTDUMP, MADV_DODUMP,
        MADV_WIPEONFORK, MADV_KEEPONFORK, MADV_COLD, MADV_PAGEOUT, MADV_POPULATE_READ, MADV_POPULATE_WRITE,
        MADV_DONTNEED_LOCKED, MADV_COLLAPSE, MADV_HWPOISON, MADV_SOFT_OFFLINE, MADV_GUARD_INSTALL = 102,
        MADV_GUARD_REMOVE = 103,
    }
    /// A policy's mode without its modifiers (linux/mempolicy.h).
    PolicyKind: u32 "MPOL_???" {
        MPOL_DEFAULT = 0, MPOL_PREFERRED = 1, MPOL_BIND = 2, MPOL_INTERLEAVE = 3, MPOL_LOCAL = 4,
        MPOL_PREFERRED_MANY = 5, MPOL_WEIGHTED_INTERLEAVE = 6,
    }
}

records! {
    /// `struct cachestat_range` (cachestat(2), linux/mman.h).
    CacheRange { off: U64, len: U64 }
    /// `struct cachestat` (linux/mman.h).
    CacheStatistics { nr_cache: U64, nr_dirty: U64, nr_writeback: U64, nr_evicted: U64, nr_recently_evicted: U64 }
}

numbers! {
    /// A policy's mode: its kind and its modifiers.
    PolicyMode: Sizes::same(4); |_context, word| policy_mode(word);
    /// The same in a register of its own width (mbind(2)).
    PolicyModeWord: Sizes::LONG; |_context, word| policy_mode(word);
    /// What mmap(2) makes, how, and with pages of which size.
    MapFlags: Sizes::same(4); |_context, word| map_flags(word);
    /// Where a page is, or the negative errno that says why that is not known (move_pages(2)).
    PageStatus: Sizes::same(4); |_context, word| page_status(word as u32 as i32);
    /// Whether a page is resident: bit 0 (mincore(2)).
    Residency: Sizes::same(1); |_context, word| Value::Uint(word & 1);
    /// A word of a bitmap, in hexadecimal with all its digits.
    BitmapWord: Sizes::LONG; |context, word| bitmap_word(word, 2 * Sizes::LONG.of(context.abi));
}

const HUGE_MASK: u64 = (MAP_HUGE_MASK as u64) << MAP_HUGE_SHIFT;

fn map_flags<'a>(word: u64) -> Value<'a> {
    let kind = word & u64::from(MAP_TYPE);
    let flags = word & !u64::from(MAP_TYPE) & !HUGE_MASK;
    let mut parts = vec![Value::Name(MappingKind::NAMES, kind)];
    if flags != 0 {
        parts.push(Value::Flags(MappingFlags::FLAGS, flags));
    }
    if word & HUGE_MASK != 0 {
        parts.push(Value::Formatted(format!("{}<<MAP_HUGE_SHIFT", (word & HUGE_MASK) >> MAP_HUGE_SHIFT)));
    }
    Value::Joined("|", parts)
}

fn policy_mode<'a>(word: u64) -> Value<'a> {
    let modifiers = PolicyModifiers::FLAGS.rows.iter().fold(0, |bits, row| bits | row.0);
    let kind = Value::Name(PolicyKind::NAMES, word & !modifiers);
    match word & modifiers {
        0 => kind,
        _ if PolicyKind::NAMES.name(word & !modifiers).is_none() => Value::Flags(PolicyModifiers::FLAGS, word),
        modifiers => Value::Joined("|", vec![kind, Value::Flags(PolicyModifiers::FLAGS, modifiers)]),
    }
}

/// C's `%#0*lx` with as many columns as `digits`: the prefix counts, and 0 has none.
fn bitmap_word<'a>(word: u64, digits: usize) -> Value<'a> {
    Value::Formatted(match word {
        0 => "0".repeat(digits),
        word => format!("{word:#0digits$x}"),
    })
}

fn page_status<'a>(status: i32) -> Value<'a> {
    match errno::name(status.unsigned_abs()).filter(|_| status < 0) {
        Some(name) => Value::Formatted(format!("-{name}")),
        None => Value::Int(i64::from(status)),
    }
}

/// Points to a bitmap of NUMA nodes that the kernel reads; one more than its number of bits is the argument of this index.
#[derive(Clone, Copy, Debug)]
pub struct NodesIn<const BITS: usize>;

/// Points to a bitmap of NUMA nodes that the kernel writes.
#[derive(Clone, Copy, Debug)]
pub struct NodesOut<const BITS: usize>;

const fn nodes(bits: usize) -> Block {
    Block { count: Count::Bits(bits), unit: Unit::Bytes(Sizes::LONG), links: &[] }
}

impl<const BITS: usize> Type for NodesIn<BITS> {
    const GRAB: Grab = Grab::Block(When::Entry, nodes(BITS));
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        show_nodes(&context.on_entry_memory(), word, context.arguments[BITS])
    }
}

impl<const BITS: usize> Type for NodesOut<BITS> {
    const GRAB: Grab = Grab::Block(When::Exit, nodes(BITS));
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        show_nodes(&context.on_exit_memory(), word, context.arguments[BITS])
    }
}

/// The kernel takes `maxnode - 1` bits (mm/mempolicy.c, get_nodes).
fn show_nodes<'a>(context: &Context<'a>, address: u64, maxnode: u64) -> Value<'a> {
    let bits = 8 * Sizes::LONG.of(context.abi) as u64;
    let Some(rounded) = context.abi.truncate(maxnode.wrapping_add(bits - 2)).checked_div(bits) else {
        return Value::Address(address);
    };
    if rounded < maxnode / bits || (maxnode != 0 && rounded == 0) {
        return Value::Address(address);
    }
    array::<BitmapWord>(context, context.memory, address, rounded)
}

/// Points to a byte for each page of as many bytes as the argument of this index says, which the kernel writes
/// (mincore(2)).
#[derive(Clone, Copy, Debug)]
pub struct Residencies<const LENGTH: usize>;

impl<const LENGTH: usize> Type for Residencies<LENGTH> {
    const GRAB: Grab =
        Grab::Block(When::Exit, Block { count: Count::Pages(LENGTH), unit: Unit::Bytes(Residency::SIZE), links: &[] });
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let pages = context.arguments[LENGTH].div_ceil(crate::snapshot::PAGE);
        array::<Residency>(&context.on_exit_memory(), context.exit, word, pages)
    }
}

/// Points to as many addresses of pages as the argument of this index says (move_pages(2)).
pub type Pages<const COUNT: usize> = super::pointer::ArrayIn<super::number::Address, COUNT>;

/// Points to a policy's mode that the kernel writes (get_mempolicy(2)).
pub type PolicyKindOut = super::pointer::OutCell<PolicyKind>;

numbers! {
    /// mmap2(2)'s offset, which the kernel counts in units of 4096 bytes; shown in bytes.
    PagedOffset: Sizes::WORD; |_context, word| Value::Hex(word << 12);
}

/// i386's old mmap takes its six arguments in memory (arch/x86/kernel/sys_ia32.c, `struct mmap_arg_struct32`).
#[derive(Clone, Copy, Debug)]
pub struct MapArguments;

impl Layout for MapArguments {
    const SIZE: Sizes = Sizes::same(24);
    const ALIGN: Sizes = Sizes::same(4);
    fn show<'a>(context: &Context<'a>, bytes: &'a [u8]) -> Value<'a> {
        let word = |index: usize| bytes.get(4 * index..4 * index + 4).map_or(0, super::number_of);
        let arguments = vec![
            Value::Address(word(0)),
            Value::Uint(word(1)),
            <Protection as Type>::show(context, word(2)),
            <MapFlags as Type>::show(context, word(3)),
            <super::number::Fd as Type>::show(context, word(4)),
            Value::Hex(word(5)),
        ];
        Value::Joined(", ", arguments)
    }
}
