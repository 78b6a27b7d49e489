//! One segment of a cgroup path: what the kernel and systemd write between two slashes.
//!
//! Terms: a *unit* is a segment that systemd named (`NAME.service`, `.scope`, `.slice` …); systemd writes bytes
//! that it does not allow in unit names as `\xHH` (systemd.unit(5), "String escaping").

use std::borrow::Cow;

/// The segments of a path without its empty ones, units unescaped.
pub(crate) fn split(path: &[u8]) -> Vec<Cow<'_, [u8]>> {
    path.split(|byte| *byte == b'/').filter(|segment| !segment.is_empty()).map(unescape).collect()
}

/// Undoes systemd's `\xHH` in a unit's name; other segments, and escapes that are none, stay as they are.
fn unescape(segment: &[u8]) -> Cow<'_, [u8]> {
    if !is_unit(segment) || memchr::memchr(b'\\', segment).is_none() {
        return Cow::Borrowed(segment);
    }
    let mut plain = Vec::with_capacity(segment.len());
    let mut rest = segment;
    while let Some((first, behind)) = rest.split_first() {
        match rest {
            [b'\\', b'x', high, low, after @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                plain.push(digit(*high) << 4 | digit(*low));
                rest = after;
            }
            _ => {
                plain.push(*first);
                rest = behind;
            }
        }
    }
    Cow::Owned(plain)
}

fn digit(hexadecimal: u8) -> u8 {
    match hexadecimal {
        b'0'..=b'9' => hexadecimal - b'0',
        _ => (hexadecimal | 0x20) - b'a' + 10,
    }
}

/// Whether systemd named the segment.
pub(crate) fn is_unit(segment: &[u8]) -> bool {
    const SUFFIXES: [&[u8]; 6] = [b".slice", b".service", b".scope", b".mount", b".socket", b".swap"];
    SUFFIXES.iter().any(|suffix| segment.len() > suffix.len() && segment.ends_with(suffix))
}

/// The bytes as text. Bytes that are no UTF-8 become `\xHH`, so that two names that differ stay different.
pub(crate) fn exact(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(&format!("\\x{byte:02x}"));
        }
    }
    text
}

/// Whether a container's id or a namespace may stand in a file's path as one component: a hostile cgroup name can
/// hold `..` or, by an escape, a slash.
pub(crate) fn is_component(name: &str) -> bool {
    !name.is_empty() && name != "." && name != ".." && name.len() <= 255 && !name.contains(['/', '\0'])
}

/// Whether the text is a full container id as docker, podman and CRI write it: 64 hexadecimal digits.
pub(crate) fn is_full_id(text: &[u8]) -> bool {
    text.len() == 64 && text.iter().all(u8::is_ascii_hexdigit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_unescaped_and_nothing_else_is() {
        assert_eq!(&*unescape(br"machine-a\x2db.scope"), b"machine-a-b.scope");
        assert_eq!(&*unescape(br"machine-a\x2Fb\xzz\x.scope"), br"machine-a/b\xzz\x.scope");
        assert_eq!(&*unescape(br"a\x2db"), br"a\x2db");
    }

    #[test]
    fn bytes_that_are_no_utf8_stay_apart() {
        assert_eq!(exact(b"a\xffb\xc3\xa9"), "a\\xffbé");
        assert_ne!(exact(b"\xff"), exact(b"\xfe"));
    }

    #[test]
    fn path_components_cannot_climb() {
        assert!(is_component("web.1"));
        for hostile in ["", ".", "..", "a/b", "a\0"] {
            assert!(!is_component(hostile), "{hostile:?}");
        }
    }
}
