//! Landlock's rules (landlock(7), include/uapi/linux/landlock.h) and the security modules' attributes (linux/lsm.h).

use super::number::{Fd, Hex64, U64};
use super::{Context, Layout, Type, flags, names, records};
use crate::snapshot::{Block, Count, Grab, Sizes, Unit, When};
use crate::value::{Field, Value};

flags! {
    /// What is done to files.
    FileAccess: u64 "LANDLOCK_ACCESS_FS_???" {
        LANDLOCK_ACCESS_FS_EXECUTE = 1 << 0, LANDLOCK_ACCESS_FS_WRITE_FILE = 1 << 1, LANDLOCK_ACCESS_FS_READ_FILE = 1 << 2,
        LANDLOCK_ACCESS_FS_READ_DIR = 1 << 3, LANDLOCK_ACCESS_FS_REMOVE_DIR = 1 << 4,
        LANDLOCK_ACCESS_FS_REMOVE_FILE = 1 << 5, LANDLOCK_ACCESS_FS_MAKE_CHAR = 1 << 6,
        LANDLOCK_ACCESS_FS_MAKE_DIR = 1 << 7, LANDLOCK_ACCESS_FS_MAKE_REG = 1 << 8, LANDLOCK_ACCESS_FS_MAKE_SOCK = 1 << 9,
        LANDLOCK_ACCESS_FS_MAKE_FIFO = 1 << 10, LANDLOCK_ACCESS_FS_MAKE_BLOCK = 1 << 11,
        LANDLOCK_ACCESS_FS_MAKE_SYM = 1 << 12, LANDLOCK_ACCESS_FS_REFER = 1 << 13, LANDLOCK_ACCESS_FS_TRUNCATE = 1 << 14,
        LANDLOCK_ACCESS_FS_IOCTL_DEV = 1 << 15,
    }
    /// What is done to sockets.
    NetworkAccess: u64 "LANDLOCK_ACCESS_NET_???" {
        LANDLOCK_ACCESS_NET_BIND_TCP = 1 << 0, LANDLOCK_ACCESS_NET_CONNECT_TCP = 1 << 1,
    }
    /// What does not leave the domain.
    Scope: u64 "LANDLOCK_SCOPE_???" {
        LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET = 1 << 0, LANDLOCK_SCOPE_SIGNAL = 1 << 1,
    }
    /// landlock_create_ruleset(2)'s flags.
    RulesetFlags: u32 "LANDLOCK_CREATE_RULESET_???" {
        LANDLOCK_CREATE_RULESET_VERSION = 1, LANDLOCK_CREATE_RULESET_ERRATA = 2,
    }
}

names! {
    /// Kinds of rules.
    RuleKind: u32 "LANDLOCK_RULE_???" { LANDLOCK_RULE_PATH_BENEATH = 1 }
    /// Attributes of security modules (linux/lsm.h).
    SecurityAttribute: u32 "LSM_ATTR_???" {
        LSM_ATTR_UNDEF = 0, LSM_ATTR_CURRENT = 100, LSM_ATTR_EXEC = 101, LSM_ATTR_FSCREATE = 102,
        LSM_ATTR_KEYCREATE = 103, LSM_ATTR_PREV = 104, LSM_ATTR_SOCKCREATE = 105,
    }
}

records! {
    /// `struct landlock_path_beneath_attr`, which is packed.
    PathRule { allowed_access: FileAccess, parent_fd: Fd }
    /// `struct landlock_net_port_attr`.
    PortRule { allowed_access: NetworkAccess, port: U64 }
    /// `struct lsm_ctx` without the attribute's text (linux/lsm.h).
    SecurityContext { id: U64, flags: Hex64, len: U64, ctx_len: U64 }
}

/// Points to a `struct landlock_path_beneath_attr`, of 12 bytes since it is packed.
#[derive(Clone, Copy, Debug)]
pub struct PathRuleIn;

const PACKED: usize = 12;

impl Type for PathRuleIn {
    const GRAB: Grab = Grab::Block(
        When::Entry,
        Block { count: Count::Fixed(1), unit: Unit::Bytes(Sizes::same(PACKED as u16)), links: &[] },
    );
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        match context.entry.get(word, PACKED).filter(|_| word != 0) {
            Some(bytes) => PathRule::show(context, bytes),
            None => Value::Address(word),
        }
    }
}

/// Points to a `struct landlock_ruleset_attr` of as many bytes as the argument of this index says: later kernels have
/// longer ones.
#[derive(Clone, Copy, Debug)]
pub struct RulesetIn<const SIZE: usize>;

/// How a member of 8 bytes is shown.
type ShowMember = fn(u64) -> Value<'static>;

/// What each kernel has added to the structure, all of 8 bytes.
const MEMBERS: &[(&str, ShowMember)] = &[
    ("handled_access_fs", |word| Value::Flags(FileAccess::FLAGS, word)),
    ("handled_access_net", |word| Value::Flags(NetworkAccess::FLAGS, word)),
    ("scoped", |word| Value::Flags(Scope::FLAGS, word)),
];

impl<const SIZE: usize> Type for RulesetIn<SIZE> {
    const GRAB: Grab = Grab::Block(
        When::Entry,
        Block { count: Count::Capped(SIZE, 8 * MEMBERS.len()), unit: Unit::Bytes(Sizes::same(1)), links: &[] },
    );
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let size = context.arguments[SIZE];
        let fields: Vec<_> = (0..MEMBERS.len().min((size / 8) as usize))
            .map_while(|index| {
                let (name, show) = MEMBERS[index];
                let value = show(context.entry.number(word.checked_add(8 * index as u64)?, 8)?);
                Some(Field { name, value, detail: index > 0 })
            })
            .collect();
        if fields.is_empty() || word == 0 { Value::Address(word) } else { Value::Struct(fields) }
    }
}
