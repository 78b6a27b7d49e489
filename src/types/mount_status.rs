//! What statmount(2) and listmount(2) tell of mounts (linux/mount.h).

use super::mount::{MountAttributeFlags, MountFlags, Propagation};
use super::number::{Hex64, U64, Uint};
use super::statfs::FilesystemType;
use super::{Context, Cursor, Type, flags};
use crate::snapshot::{Block, Count, Grab, Sizes, Unit, When};
use crate::value::{Array, Field, Text, Value};
use linux_raw_sys::general::*;

flags! {
    /// What of a mount is wanted or told.
    MountStatusMask: u64 "STATMOUNT_???" {
        STATMOUNT_SB_BASIC, STATMOUNT_MNT_BASIC, STATMOUNT_PROPAGATE_FROM, STATMOUNT_MNT_ROOT, STATMOUNT_MNT_POINT,
        STATMOUNT_FS_TYPE, STATMOUNT_MNT_NS_ID, STATMOUNT_MNT_OPTS, STATMOUNT_FS_SUBTYPE, STATMOUNT_SB_SOURCE,
        STATMOUNT_OPT_ARRAY, STATMOUNT_OPT_SEC_ARRAY, STATMOUNT_SUPPORTED_MASK, STATMOUNT_MNT_UIDMAP,
        STATMOUNT_MNT_GIDMAP,
    }
    /// listmount(2)'s flags.
    ListMountFlags: u32 "LISTMOUNT_???" { LISTMOUNT_REVERSE }
}

/// Points to the `struct mnt_id_req` of statmount(2).
#[derive(Clone, Copy, Debug)]
pub struct StatMountRequest;

/// Points to the `struct mnt_id_req` of listmount(2).
#[derive(Clone, Copy, Debug)]
pub struct ListMountRequest;

/// `MNT_ID_REQ_SIZE_VER0` and `VER1`: its sizes without and with a namespace.
const REQUESTS: [u64; 2] = [24, 32];

const REQUEST: Block =
    Block { count: Count::Fixed(REQUESTS[1] as usize), unit: Unit::Bytes(Sizes::same(1)), links: &[] };

impl Type for StatMountRequest {
    const GRAB: Grab = Grab::Block(When::Entry, REQUEST);
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        request(context, word, |parameter| Value::Flags(MountStatusMask::FLAGS, parameter))
    }
}

impl Type for ListMountRequest {
    const GRAB: Grab = Grab::Block(When::Entry, REQUEST);
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        request(context, word, Value::Hex)
    }
}

fn request<'a>(context: &Context<'a>, address: u64, parameter: impl Fn(u64) -> Value<'a>) -> Value<'a> {
    let bytes = context.entry.up_to(address, REQUESTS[1] as usize);
    if bytes.len() < REQUESTS[0] as usize {
        return Value::Address(address);
    }
    let mut at = Cursor::new(context.abi, bytes);
    let size = at.number::<Uint>();
    let mut fields = vec![Field::new("size", Value::Uint(size))];
    at.take::<Uint>();
    let mount = match at.number::<U64>() {
        // `LSMT_ROOT`: the root of the namespace.
        u64::MAX => Value::Symbol("LSMT_ROOT"),
        mount => Value::Hex(mount),
    };
    fields.push(Field::new("mnt_id", mount));
    fields.push(Field::new("param", parameter(at.number::<U64>())));
    if size >= REQUESTS[1] {
        fields.push(Field::new("mnt_ns_id", at.next::<Hex64>(context)));
    }
    Value::Struct(fields)
}

/// Points to where the kernel writes a `struct statmount` and the strings behind it; the size of all that is the argument of this
/// index.
#[derive(Clone, Copy, Debug)]
pub struct MountStatus<const SIZE: usize>;

/// Bytes of `struct statmount` in front of its strings.
const FIXED: usize = 512;
/// As much as is copied of structure and strings.
const LARGEST: usize = 65536;

impl<const SIZE: usize> Type for MountStatus<SIZE> {
    const GRAB: Grab = Grab::Block(
        When::Exit,
        Block { count: Count::Capped(SIZE, LARGEST), unit: Unit::Bytes(Sizes::same(1)), links: &[] },
    );
    fn show<'a>(context: &Context<'a>, word: u64) -> Value<'a> {
        let size = usize::try_from(context.arguments[SIZE]).unwrap_or(usize::MAX).min(LARGEST);
        match context.exit.up_to(word, size).split_at_checked(FIXED) {
            Some((bytes, strings)) => Status::new(context, bytes, strings).show(context),
            None => Value::Address(word),
        }
    }
}

/// A `struct statmount` while it is read.
struct Status<'a> {
    at: Cursor<'a>,
    strings: &'a [u8],
    mask: u64,
    fields: Vec<Field<'a>>,
}

impl<'a> Status<'a> {
    fn new(context: &Context<'a>, bytes: &'a [u8], strings: &'a [u8]) -> Status<'a> {
        let at = Cursor::new(context.abi, bytes);
        let mut ahead = at;
        ahead.take::<U64>();
        Status { at, strings, mask: ahead.number::<U64>(), fields: Vec::new() }
    }

    fn show(mut self, context: &Context<'a>) -> Value<'a> {
        self.push(0, "size", |at| at.next::<Uint>(context));
        self.string(STATMOUNT_MNT_OPTS, "mnt_opts");
        self.push(0, "mask", |at| at.next::<MountStatusMask>(context));
        self.push(STATMOUNT_SB_BASIC, "sb_dev_major", |at| at.next::<Uint>(context));
        self.push(STATMOUNT_SB_BASIC, "sb_dev_minor", |at| at.next::<Uint>(context));
        self.push(STATMOUNT_SB_BASIC, "sb_magic", |at| at.next::<FilesystemType>(context));
        self.push(STATMOUNT_SB_BASIC, "sb_flags", |at| Value::Flags(MountFlags::FLAGS, at.number::<Uint>()));
        self.string(STATMOUNT_FS_TYPE, "fs_type");
        self.push(STATMOUNT_MNT_BASIC, "mnt_id", |at| at.next::<Hex64>(context));
        self.push(STATMOUNT_MNT_BASIC, "mnt_parent_id", |at| at.next::<Hex64>(context));
        self.push(STATMOUNT_MNT_BASIC, "mnt_id_old", |at| at.next::<Uint>(context));
        self.push(STATMOUNT_MNT_BASIC, "mnt_parent_id_old", |at| at.next::<Uint>(context));
        self.push(STATMOUNT_MNT_BASIC, "mnt_attr", |at| at.next::<MountAttributeFlags>(context));
        self.push(STATMOUNT_MNT_BASIC, "mnt_propagation", |at| at.next::<Propagation>(context));
        self.push(STATMOUNT_MNT_BASIC, "mnt_peer_group", |at| at.next::<U64>(context));
        self.push(STATMOUNT_MNT_BASIC, "mnt_master", |at| at.next::<U64>(context));
        self.push(STATMOUNT_PROPAGATE_FROM, "propagate_from", |at| at.next::<U64>(context));
        self.string(STATMOUNT_MNT_ROOT, "mnt_root");
        self.string(STATMOUNT_MNT_POINT, "mnt_point");
        self.push(STATMOUNT_MNT_NS_ID, "mnt_ns_id", |at| at.next::<Hex64>(context));
        self.string(STATMOUNT_FS_SUBTYPE, "fs_subtype");
        self.string(STATMOUNT_SB_SOURCE, "sb_source");
        self.strings(STATMOUNT_OPT_ARRAY, "opt_array");
        self.strings(STATMOUNT_OPT_SEC_ARRAY, "opt_sec_array");
        self.push(STATMOUNT_SUPPORTED_MASK, "supported_mask", |at| at.next::<MountStatusMask>(context));
        self.strings(STATMOUNT_MNT_UIDMAP, "mnt_uidmap");
        self.strings(STATMOUNT_MNT_GIDMAP, "mnt_gidmap");
        Value::Struct(self.fields)
    }

    /// Takes a member, and shows it if the kernel says that it filled it in.
    fn push(&mut self, bit: u32, name: &'static str, next: impl Fn(&mut Cursor<'a>) -> Value<'a>) {
        let value = next(&mut self.at);
        if bit == 0 || self.mask & u64::from(bit) != 0 {
            self.fields.push(Field::new(name, value));
        }
    }

    /// A string, of which the structure has the offset behind itself.
    fn string(&mut self, bit: u32, name: &'static str) {
        let strings = self.strings;
        self.push(bit, name, |at| split(strings, at.number::<Uint>()).0);
    }

    /// As many strings as the structure says, one behind the other.
    fn strings(&mut self, bit: u32, name: &'static str) {
        let strings = self.strings;
        self.push(bit, name, |at| {
            let (count, mut offset) = (at.number::<Uint>(), at.number::<Uint>());
            let mut array = Array::default();
            while (array.items.len() as u64) < count && (offset as usize) < strings.len() {
                let (text, next) = split(strings, offset);
                array.items.push(text);
                offset = next;
            }
            array.more = (array.items.len() as u64) < count;
            Value::Array(array)
        });
    }
}

/// The string at `offset` and where the next one begins.
fn split(strings: &[u8], offset: u64) -> (Value<'_>, u64) {
    let rest = usize::try_from(offset).ok().and_then(|offset| strings.get(offset..)).unwrap_or_default();
    let end = memchr::memchr(0, rest);
    let bytes = &rest[..end.unwrap_or(rest.len())];
    (Value::Text(Text { bytes, more: end.is_none(), path: true }), offset + bytes.len() as u64 + 1)
}
