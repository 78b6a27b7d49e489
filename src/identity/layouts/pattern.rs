//! The form of one segment, as data: a text before the id, the id's own form, a text behind it, and what must stand
//! above the segment.

use std::borrow::Cow;

/// One form of a segment.
#[derive(Clone, Copy)]
pub(crate) struct Layout {
    /// The text before the id. One `*` stands for any bytes; where several fit, the fewest.
    before: &'static str,
    /// The id's form.
    id: Id,
    /// The text behind the id. A trailing `*` stands for any bytes.
    after: &'static str,
    /// All of these must hold.
    above: &'static [Above],
}

/// What an id looks like.
#[derive(Clone, Copy)]
pub(crate) enum Id {
    /// Nothing at all: the two texts are the whole segment.
    Nothing,
    /// Any bytes, at least one.
    Name,
    /// Exactly so many hexadecimal digits.
    Hexadecimal(usize),
    /// At least 32 and at most 62 hexadecimal digits: a full id that somebody has cut, as opposed to one that is
    /// damaged.
    CutHexadecimal,
    /// Exactly so many lower-case letters and digits (base 36).
    LettersAndDigits(usize),
    /// Hexadecimal digits in groups of these lengths with a `-` between them, which may be written `_`.
    Groups(&'static [usize]),
    /// The first form, directly followed by a text and the second form; together they are the id.
    Pair(&'static Id, &'static str, &'static Id),
    /// Decimal digits.
    Digits,
}

impl Id {
    /// 64 hexadecimal digits.
    pub(crate) const FULL: Id = Id::Hexadecimal(64);
    /// 8-4-4-4-12.
    pub(crate) const UUID: Id = Id::Groups(&[8, 4, 4, 4, 12]);
}

/// A condition on the segments above.
#[derive(Clone, Copy)]
pub(crate) enum Above {
    /// The next one is this text, and belongs to this layout: it is not looked at again.
    Directly(&'static str),
    /// The next one has one of these forms, and belongs to this layout.
    Next(&'static [Layout]),
    /// One of them begins and ends with these texts.
    Somewhere(&'static str, &'static str),
    /// The next one has one of these forms, and its id is the pod's.
    Pod(&'static [Layout]),
}

/// A layout's match.
pub(crate) struct Match<'a> {
    /// The id.
    pub(crate) id: &'a [u8],
    /// The pod's id, where the layout names it.
    pub(crate) pod: Option<&'a [u8]>,
    /// How many segments the layout took.
    pub(crate) segments: usize,
}

impl Layout {
    /// A segment that is `before`, an id and `after`.
    pub(crate) const fn new(before: &'static str, id: Id, after: &'static str) -> Layout {
        Layout { before, id, after, above: &[] }
    }

    /// A segment that is this text.
    pub(crate) const fn exactly(text: &'static str) -> Layout {
        Layout::new(text, Id::Nothing, "")
    }

    /// The same with conditions on the segments above.
    pub(crate) const fn below(self, above: &'static [Above]) -> Layout {
        Layout { above, ..self }
    }

    /// Whether the last of `segments` has this form, and those before it meet the conditions.
    pub(crate) fn matches<'a>(&self, segments: &'a [Cow<'_, [u8]>]) -> Option<Match<'a>> {
        let (segment, above) = segments.split_last()?;
        let id = self.id_in(segment)?;
        let mut found = Match { id, pod: None, segments: 1 };
        for condition in self.above {
            match condition {
                Above::Directly(text) => {
                    if **above.last()? != *text.as_bytes() {
                        return None;
                    }
                    found.segments = 2;
                }
                Above::Somewhere(start, end) => {
                    let fits = |segment: &Cow<'_, [u8]>| {
                        segment.starts_with(start.as_bytes()) && segment.ends_with(end.as_bytes())
                    };
                    if !above.iter().any(fits) {
                        return None;
                    }
                }
                Above::Next(layouts) => {
                    layouts.iter().find_map(|layout| layout.matches(above))?;
                    found.segments = 2;
                }
                Above::Pod(layouts) => {
                    found.pod = Some(layouts.iter().find_map(|layout| layout.matches(above))?.id);
                    found.segments = 2;
                }
            }
        }
        Some(found)
    }

    fn id_in<'a>(&self, segment: &'a [u8]) -> Option<&'a [u8]> {
        let Some((start, anchor)) = self.before.split_once('*') else {
            return self.id_at_start(segment.strip_prefix(self.before.as_bytes())?);
        };
        let rest = segment.strip_prefix(start.as_bytes())?;
        memchr::memmem::find_iter(rest, anchor.as_bytes()).find_map(|at| self.id_at_start(&rest[at + anchor.len()..]))
    }

    fn id_at_start<'a>(&self, rest: &'a [u8]) -> Option<&'a [u8]> {
        let length = self.id.length_at_start(rest, self.after.as_bytes())?;
        let (id, behind) = rest.split_at_checked(length)?;
        let fits = match self.after.strip_suffix('*') {
            Some(start) => behind.starts_with(start.as_bytes()),
            None => behind == self.after.as_bytes(),
        };
        fits.then_some(id)
    }
}

impl Id {
    /// How many bytes of an id `text` begins with; `after` is what must follow a form without an end of its own.
    fn length_at_start(&self, text: &[u8], after: &[u8]) -> Option<usize> {
        let run = |fits: fn(&u8) -> bool| text.iter().take_while(|byte| fits(byte)).count();
        match self {
            Id::Nothing => Some(0),
            Id::Name => {
                let name = text.strip_suffix(after)?;
                (!name.is_empty()).then_some(name.len())
            }
            Id::Hexadecimal(length) => (run(u8::is_ascii_hexdigit) == *length).then_some(*length),
            Id::CutHexadecimal => Some(run(u8::is_ascii_hexdigit)).filter(|length| (32..=62).contains(length)),
            Id::LettersAndDigits(length) => {
                (run(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) == *length).then_some(*length)
            }
            Id::Digits => Some(run(u8::is_ascii_digit)).filter(|length| *length > 0),
            Id::Groups(lengths) => {
                let mut end = 0;
                for (index, length) in lengths.iter().enumerate() {
                    if index > 0 {
                        matches!(text.get(end)?, b'-' | b'_').then_some(())?;
                        end += 1;
                    }
                    let group = text.get(end..end + length)?;
                    group.iter().all(u8::is_ascii_hexdigit).then_some(())?;
                    end += length;
                }
                (!text.get(end).is_some_and(u8::is_ascii_hexdigit)).then_some(end)
            }
            Id::Pair(first, between, second) => {
                let start = first.length_at_start(text, b"")?;
                let rest = text[start..].strip_prefix(between.as_bytes())?;
                Some(start + between.len() + second.length_at_start(rest, after)?)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::segment::split;

    fn id(layout: Layout, path: &str) -> Option<String> {
        let segments = split(path.as_bytes());
        layout.matches(&segments).map(|found| String::from_utf8_lossy(found.id).into_owned())
    }

    #[test]
    fn an_id_of_63_or_65_digits_is_none() {
        let layout = Layout::new("docker-", Id::FULL, ".scope");
        for (length, fits) in [(63, false), (64, true), (65, false)] {
            let path = format!("/docker-{}.scope", "0".repeat(length));
            assert_eq!(id(layout, &path).is_some(), fits, "{length}");
        }
    }

    #[test]
    fn a_star_before_tries_every_place() {
        let layout = Layout::new("*-pod", Id::UUID, ".slice");
        let uid = "eb052b63_ea96_4728_ab4a_64ab3babccd7";
        assert_eq!(id(layout, &format!("/my-pod-x-pod{uid}.slice")).as_deref(), Some(uid));
        assert_eq!(id(layout, &format!("/my-pod{uid}0.slice")), None);
        assert_eq!(id(layout, &format!("/my-pod{uid}.slice.d")), None);
    }

    #[test]
    fn a_star_behind_leaves_the_rest_open() {
        let layout = Layout::new("a-", Id::Digits, ".*");
        assert_eq!(id(layout, "/a-12.x.y").as_deref(), Some("12"));
        assert_eq!(id(layout, "/a-12"), None);
    }

    #[test]
    fn conditions_on_what_is_above_are_all_needed() {
        let layout = Layout::new("", Id::Name, "").below(&[Above::Directly("b"), Above::Somewhere("a", "")]);
        assert_eq!(id(layout, "/a1/b/c").as_deref(), Some("c"));
        assert_eq!(id(layout, "/a1/x/c"), None);
        assert_eq!(id(layout, "/b/c"), None);
        assert_eq!(id(layout, "/c"), None);
    }
}
