//! Mappings and their flags.

use super::{flags, names};
use linux_raw_sys::general::*;

names! {
    /// The kind of a mapping, inside mmap's flags (mmap(2)).
    MapKind: u32 "MAP_???" { MAP_SHARED, MAP_PRIVATE, MAP_SHARED_VALIDATE }
}

flags! {
    /// What may be done with a mapping (mmap(2)).
    Protection: u32 "PROT_???" { PROT_NONE, PROT_READ, PROT_WRITE, PROT_EXEC }
    /// mmap(2)'s flags.
    MapFlags: u32 "MAP_???" [MAP_TYPE => MapKind] {
        MAP_FIXED, MAP_ANONYMOUS, MAP_NORESERVE, MAP_POPULATE, MAP_NONBLOCK, MAP_GROWSDOWN, MAP_DENYWRITE,
        MAP_EXECUTABLE, MAP_LOCKED, MAP_STACK, MAP_HUGETLB, MAP_FIXED_NOREPLACE,
    }
}
