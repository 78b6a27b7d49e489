//! Values as strace writes them.

use super::clock::push_date;
use super::quote::{Escapes, push_escaped, push_quoted};
use crate::signal;
use crate::value::{Array, Descriptor, Field, Flags, Piece, Text, Value};
use jiff::tz::TimeZone;

/// How values are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// How strings are escaped (`-x`, `-xx`).
    pub escapes: Escapes,
    /// Whether nothing is abbreviated (`-v`).
    pub verbose: bool,
    /// Members of an array after which the text output gives up unless `verbose` (`-s`).
    pub limit: usize,
}

/// Appends `value`.
pub fn push_value(value: &Value<'_>, style: &Style, out: &mut Vec<u8>) {
    match value {
        Value::Int(number) => push_int(*number, out),
        Value::Uint(number) => push_uint(*number, out),
        Value::Hex(number) => push_hex(*number, out),
        Value::Octal(number) => push_octal(*number, out),
        Value::Address(0) => out.extend(b"NULL"),
        Value::Address(address) => push_hex(*address, out),
        Value::Text(text) => push_text(text, style, out),
        Value::Binary(text) => push_text(text, &Style { escapes: Escapes::Hex, ..*style }, out),
        Value::Date(date) => push_date(date, &TimeZone::system(), out),
        Value::Descriptor(descriptor) => push_descriptor(descriptor, style, out),
        Value::Name(names, number) => match names.name(*number) {
            Some(name) => out.extend(name.as_bytes()),
            None => push_unnamed(*number, names.unknown, out),
        },
        Value::Flags(flags, number) => push_flags(flags, *number, out),
        Value::Symbol(symbol) => out.extend(symbol.as_bytes()),
        Value::Signal(number) => out.extend(signal::name(*number).as_bytes()),
        Value::Struct(fields) => push_struct(fields, style, out),
        Value::Array(array) => push_array(array, style, out),
        Value::Set { members, complement } => {
            out.extend(if *complement { &b"~["[..] } else { b"[" });
            for (index, member) in members.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                match member {
                    Value::Signal(number) => out.extend(signal::name(*number).trim_start_matches("SIG").as_bytes()),
                    member => push_value(member, style, out),
                }
            }
            out.push(b']');
        }
        Value::Pointee(pointee) => {
            out.push(b'[');
            push_value(pointee, style, out);
            out.push(b']');
        }
        Value::Macro(name, arguments) => {
            out.extend(name.as_bytes());
            out.push(b'(');
            push_list(arguments, ", ", style, out);
            out.push(b')');
        }
        Value::Change(before, after) => {
            push_value(before, style, out);
            out.extend(b" => ");
            push_value(after, style, out);
        }
        Value::Noted { value, note, comment } => {
            push_value(value, style, out);
            out.extend(if *comment { &b" /* "[..] } else { b" (" });
            push_value(note, style, out);
            out.extend(if *comment { &b" */"[..] } else { b")" });
        }
        Value::Joined(separator, parts) => push_list(parts, separator, style, out),
        Value::Formatted(words) => out.extend(words.as_bytes()),
        Value::Unknown => out.push(b'?'),
    }
}

/// Appends a signed number.
pub fn push_int(number: i64, out: &mut Vec<u8>) {
    out.extend(itoa::Buffer::new().format(number).as_bytes());
}

/// Appends an unsigned number.
pub fn push_uint(number: u64, out: &mut Vec<u8>) {
    out.extend(itoa::Buffer::new().format(number).as_bytes());
}

/// Appends a number in hexadecimal; 0 has no prefix, as in C's `%#x`.
pub fn push_hex(number: u64, out: &mut Vec<u8>) {
    push_radix(number, 4, b"0x", out);
}

/// Appends permissions: in octal, with three digits at least.
fn push_octal(number: u64, out: &mut Vec<u8>) {
    match number {
        0 => out.extend(b"000"),
        1..=7 => out.extend([b'0', b'0', b'0' + number as u8]),
        _ => push_radix(number, 3, b"0", out),
    }
}

fn push_radix(number: u64, bits: u32, prefix: &[u8], out: &mut Vec<u8>) {
    if number == 0 {
        return out.push(b'0');
    }
    out.extend(prefix);
    let digits = (64 - number.leading_zeros()).div_ceil(bits);
    for position in (0..digits).rev() {
        let digit = number >> (position * bits) & ((1 << bits) - 1);
        out.push(b"0123456789abcdef"[digit as usize]);
    }
}

fn push_unnamed(number: u64, unknown: &str, out: &mut Vec<u8>) {
    push_hex(number, out);
    if !unknown.is_empty() {
        out.extend(b" /* ");
        out.extend(unknown.as_bytes());
        out.extend(b" */");
    }
}

fn push_flags(flags: &Flags, number: u64, out: &mut Vec<u8>) {
    let mut first = true;
    for piece in flags.pieces(number) {
        match piece {
            Piece::Name(name) => {
                if !first {
                    out.push(b'|');
                }
                out.extend(name.as_bytes());
            }
            Piece::Rest(rest) if first => push_unnamed(rest, flags.unknown, out),
            Piece::Rest(rest) => {
                out.push(b'|');
                push_hex(rest, out);
            }
        }
        first = false;
    }
    if first {
        out.push(b'0');
    }
}

fn push_text(text: &Text<'_>, style: &Style, out: &mut Vec<u8>) {
    push_quoted(text.bytes, style.escapes, out);
    if text.more {
        out.extend(b"...");
    }
}

fn push_descriptor(descriptor: &Descriptor<'_>, style: &Style, out: &mut Vec<u8>) {
    if descriptor.number == i64::from(linux_raw_sys::general::AT_FDCWD) && descriptor.target.is_some() {
        out.extend(b"AT_FDCWD");
    } else {
        push_int(descriptor.number, out);
    }
    if let Some(target) = descriptor.target {
        out.push(b'<');
        push_escaped(target, style.escapes, b"<>\\", out);
        out.push(b'>');
    }
}

fn push_struct(fields: &[Field<'_>], style: &Style, out: &mut Vec<u8>) {
    out.push(b'{');
    let mut first = true;
    let mut hidden = false;
    for field in fields {
        if field.detail && !style.verbose {
            hidden = true;
            continue;
        }
        if !std::mem::take(&mut first) {
            out.extend(b", ");
        }
        if !field.name.is_empty() {
            out.extend(field.name.as_bytes());
            out.push(b'=');
        }
        push_value(&field.value, style, out);
    }
    if hidden {
        out.extend(if first { &b"..."[..] } else { b", ..." });
    }
    out.push(b'}');
}

fn push_array(array: &Array<'_>, style: &Style, out: &mut Vec<u8>) {
    if let Some(address) = array.counted_at
        && !style.verbose
    {
        push_hex(address, out);
        out.extend(b" /* ");
        push_uint(array.items.len() as u64, out);
        out.extend(if array.items.len() == 1 { &b" var"[..] } else { b" vars" });
        if array.fault.is_some() {
            out.extend(b", unterminated");
        }
        out.extend(b" */");
        return;
    }
    out.push(b'[');
    let shown = if style.verbose { array.items.len() } else { array.items.len().min(style.limit) };
    push_list(&array.items[..shown], ", ", style, out);
    if shown < array.items.len() || array.more {
        out.extend(if shown == 0 { &b"..."[..] } else { b", ..." });
    } else if let Some(fault) = array.fault {
        out.extend(if shown == 0 { &b"... /* "[..] } else { b", ... /* " });
        push_hex(fault, out);
        out.extend(b" */");
    }
    out.push(b']');
}

fn push_list(values: &[Value<'_>], separator: &str, style: &Style, out: &mut Vec<u8>) {
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            out.extend(separator.as_bytes());
        }
        push_value(value, style, out);
    }
}
