//! One line per flag, named value, number type or member: the data notations of this module.

/// Number types: how a C integer type is cut to size and shown.
///
/// `numbers! { /// doc; Int: [4, 4, 4] |context, word| Value::Int(word as i32 as i64); }` The sizes are for each ABI in the order of
/// `Abi::ALL`; `word` is the register cut to that size, zero-extended. An optional alignment and role may follow.
macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident : $sizes:expr $(, align $align:expr)? $(, role $role:ident)? ; |$context:ident, $word:ident| $show:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl $crate::types::Type for $name {
            $(const ROLE: $crate::types::Role = $crate::types::Role::$role;)?
            fn show<'a>($context: &$crate::types::Context<'a>, word: u64) -> $crate::value::Value<'a> {
                let bits = 8 * $sizes.of($context.abi) as u32;
                let $word: u64 = if bits >= 64 { word } else { word & ((1 << bits) - 1) };
                $show
            }
        }

        impl $crate::types::Layout for $name {
            const SIZE: $crate::snapshot::Sizes = $sizes;
            $(const ALIGN: $crate::snapshot::Sizes = $align;)?
            fn show<'a>(context: &$crate::types::Context<'a>, bytes: &'a [u8]) -> $crate::value::Value<'a> {
                <$name as $crate::types::Type>::show(context, $crate::types::number_of(bytes))
            }
        }
    )*};
}

/// Named values: `names! { /// doc; Whence: u32 "SEEK_???" { SEEK_SET, SEEK_CUR = 1 } }`. The width is that of the C type; a name
/// without a value is a constant in scope.
macro_rules! names {
    ($($(#[$doc:meta])* $name:ident : $width:ident $unknown:literal { $($row:ident $(= $value:expr)?),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl $name {
            /// The names.
            pub const NAMES: &'static $crate::value::Names = &$crate::value::Names {
                rows: &[$(($crate::types::macros::value!($row $(= $value)?) as $width as u64, stringify!($row))),*],
                unknown: $unknown,
            };
        }

        $crate::types::macros::register_and_memory!($name, $width, |word| $crate::value::Value::Name($name::NAMES, word));
    )*};
}

/// Named bits: `flags! { /// doc; OpenFlags: u32 "O_???" [O_ACCMODE: AccessMode] { O_CREAT, O_EXCL = 0o200 } }`. What stands in brackets is a
/// field of several bits inside the value: its mask and the `names!` type that shows it.
macro_rules! flags {
    ($($(#[$doc:meta])* $name:ident : $width:ident $unknown:literal $([$mask:expr => $field:ident])? { $($row:ident $(= $value:expr)?),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl $name {
            /// The names of the bits.
            pub const FLAGS: &'static $crate::value::Flags = &$crate::value::Flags {
                field: $crate::types::macros::field!($($mask => $field)?),
                rows: &[$(($crate::types::macros::value!($row $(= $value)?) as $width as u64, stringify!($row))),*],
                unknown: $unknown,
            };
        }

        $crate::types::macros::register_and_memory!($name, $width, |word| $crate::value::Value::Flags($name::FLAGS, word));
    )*};
}

/// Structures, by the C rules of alignment for each ABI: `records! { /// doc; Timespec { tv_sec: Long, tv_nsec: Long } }`. A member
/// marked `#[detail]` is shown in text with `-v` only; a member whose name begins with `_` is not shown at all. Members are
/// `Layout`s; `links` after the members names the pointers to follow.
macro_rules! records {
    ($($(#[doc = $doc:literal])* $name:ident { $($(#[$detail:ident])? $member:ident : $type:ty),* $(,)? } $(links $links:expr;)?)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl $crate::types::Layout for $name {
            const SIZE: $crate::snapshot::Sizes = $crate::types::size_of_members(&[$((
                <$type as $crate::types::Layout>::SIZE,
                <$type as $crate::types::Layout>::ALIGN,
            )),*]);
            const ALIGN: $crate::snapshot::Sizes =
                $crate::types::align_of_members(&[$(<$type as $crate::types::Layout>::ALIGN),*]);
            $(const LINKS: &'static [$crate::snapshot::Link] = $links;)?

            fn show<'a>(context: &$crate::types::Context<'a>, bytes: &'a [u8]) -> $crate::value::Value<'a> {
                let mut cursor = $crate::types::Cursor::new(context.abi, bytes);
                let mut fields = Vec::with_capacity([$(stringify!($member)),*].len());
                $(
                    let value = cursor.next::<$type>(context);
                    if !stringify!($member).starts_with('_') {
                        fields.push($crate::value::Field {
                            name: $crate::types::macros::member(stringify!($member)),
                            value,
                            detail: $crate::types::macros::detail!($($detail)?),
                        });
                    }
                )*
                $crate::value::Value::Struct(fields)
            }
        }
    )*};
}

/// The name of a member without Rust's mark for keywords.
pub(crate) const fn member(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

/// Both halves of a type that is a C integer of a fixed width.
macro_rules! register_and_memory {
    ($name:ident, $width:ident, |$word:ident| $show:expr) => {
        impl $crate::types::Type for $name {
            fn show<'a>(_: &$crate::types::Context<'a>, word: u64) -> $crate::value::Value<'a> {
                let $word = word as $width as u64;
                $show
            }
        }

        impl $crate::types::Layout for $name {
            const SIZE: $crate::snapshot::Sizes = $crate::types::size_of_integer(size_of::<$width>());
            const ALIGN: $crate::snapshot::Sizes = $crate::types::align_of_integer(size_of::<$width>());
            fn show<'a>(context: &$crate::types::Context<'a>, bytes: &'a [u8]) -> $crate::value::Value<'a> {
                <$name as $crate::types::Type>::show(context, $crate::types::number_of(bytes))
            }
        }
    };
}

/// The value of a row: its own or the constant of its name.
macro_rules! value {
    ($row:ident) => {
        $row
    };
    ($row:ident = $value:expr) => {
        $value
    };
}

/// The field inside flags.
macro_rules! field {
    () => {
        None
    };
    ($mask:expr => $field:ident) => {
        Some(($mask as u64, $field::NAMES))
    };
}

/// Whether a member is a detail.
macro_rules! detail {
    () => {
        false
    };
    (detail) => {
        true
    };
}

pub(crate) use {detail, field, flags, names, numbers, records, register_and_memory, value};
