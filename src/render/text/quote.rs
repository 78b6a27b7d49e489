//! Strings as C literals.

/// Which bytes are written as hexadecimal escapes (`-x`, `-xx`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Escapes {
    /// None: octal where a character cannot stand for itself.
    #[default]
    Octal,
    /// All bytes of a string that has one which is not printable ASCII.
    HexWhereNeeded,
    /// All bytes of every string.
    Hex,
}

/// Appends `bytes` as a C literal in quotes.
pub fn push_quoted(bytes: &[u8], escapes: Escapes, out: &mut Vec<u8>) {
    out.push(b'"');
    push_escaped(bytes, escapes, b"\"\\", out);
    out.push(b'"');
}

/// Appends `bytes` with C escapes; those in `special` get a backslash.
pub fn push_escaped(bytes: &[u8], escapes: Escapes, special: &[u8], out: &mut Vec<u8>) {
    let hex = match escapes {
        Escapes::Octal => false,
        Escapes::HexWhereNeeded => bytes.iter().any(|&byte| !is_plain(byte)),
        Escapes::Hex => true,
    };
    if hex {
        for byte in bytes {
            out.extend([b'\\', b'x', digit(byte >> 4), digit(byte & 15)]);
        }
        return;
    }
    for (index, &byte) in bytes.iter().enumerate() {
        match byte {
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            0x0b => out.extend(b"\\v"),
            0x0c => out.extend(b"\\f"),
            b'\r' => out.extend(b"\\r"),
            _ if special.contains(&byte) => out.extend([b'\\', byte]),
            b' '..=b'~' => out.push(byte),
            _ => push_octal(byte, bytes.get(index + 1).copied(), out),
        }
    }
}

/// As few octal digits as the byte behind allows.
fn push_octal(byte: u8, next: Option<u8>, out: &mut Vec<u8>) {
    let all = next.is_some_and(|next| next.is_ascii_digit());
    out.push(b'\\');
    if all || byte >= 0o100 {
        out.push(b'0' + (byte >> 6));
    }
    if all || byte >= 0o10 {
        out.push(b'0' + (byte >> 3 & 7));
    }
    out.push(b'0' + (byte & 7));
}

/// What `-x` leaves as it is: printable ASCII and white space.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\t' | b'\n' | 0x0b | 0x0c | b'\r')
}

fn digit(nibble: u8) -> u8 {
    char::from_digit(u32::from(nibble), 16).map_or(b'?', |digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(bytes: &[u8], escapes: Escapes) -> String {
        let mut out = Vec::new();
        push_quoted(bytes, escapes, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn octal_is_as_short_as_the_next_character_allows() {
        assert_eq!(quoted(b"a\0b\x001\x7f\x1b\"\\\n", Escapes::Octal), r#""a\0b\0001\177\33\"\\\n""#);
    }

    #[test]
    fn hexadecimal_where_asked() {
        assert_eq!(quoted(b"a\n", Escapes::HexWhereNeeded), r#""a\n""#);
        assert_eq!(quoted(b"a\x01", Escapes::HexWhereNeeded), r#""\x61\x01""#);
        assert_eq!(quoted(b"a", Escapes::Hex), r#""\x61""#);
    }
}
