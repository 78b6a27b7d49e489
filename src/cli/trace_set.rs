//! `-e trace=SET`: which calls.

use super::UsageError;
use crate::event::Abi;
use crate::syscalls::{self, Entry, class};
use crate::tracer::Selection;
use regex::Regex;

/// What `set` selects: names, `%classes`, `/regular expressions`, numbers, `?` in front of what need not exist, `@64` and `@32` behind
/// what is meant of one ABI only, `!` in front of the whole for everything else.
pub(super) fn parse(set: &str) -> Result<Selection, UsageError> {
    let (negated, members) = match set.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, set),
    };
    let mut selection = Selection::none();
    for member in members.split(',') {
        match member {
            "all" => selection = Selection::all(),
            "none" => {}
            member => add(member, &mut selection)?,
        }
    }
    Ok(if negated { selection.complement() } else { selection })
}

fn add(member: &str, selection: &mut Selection) -> Result<(), UsageError> {
    let (optional, member) = match member.strip_prefix('?') {
        Some(rest) => (true, rest),
        None => (false, member),
    };
    let (name, abis) = split_abi(member)?;
    let mut found = false;
    if let Some(pattern) = name.strip_prefix('/') {
        let regex = Regex::new(pattern)
            .map_err(|error| UsageError(format!("invalid regular expression '/{pattern}': {}", last_line(&error))))?;
        found = select(selection, abis, |entry| regex.is_match(entry.name));
    } else if let Some(class) = name.strip_prefix('%') {
        if !class::names().any(|name| name == class) {
            return optional.then_some(()).ok_or_else(|| unknown("class", "%", class, class::names()));
        }
        found = select(selection, abis, |entry| class::is_in(class, entry) == Some(true));
    } else if let Ok(number) = name.parse::<u32>() {
        for &abi in abis {
            if syscalls::entry(abi, u64::from(number)).is_some() {
                selection.set(abi, u64::from(number), true);
                found = true;
            }
        }
    } else {
        found = select(selection, abis, |entry| entry.name == name);
        // strace's old names of classes, without the sign.
        if !found && class::names().any(|class| class == name) {
            found = select(selection, abis, |entry| class::is_in(name, entry) == Some(true));
        }
    }
    if found || optional {
        return Ok(());
    }
    let names = Abi::ALL.into_iter().flat_map(syscalls::entries).map(|entry| entry.name);
    Err(unknown("system call", "", name, names))
}

fn select(selection: &mut Selection, abis: &[Abi], wanted: impl Fn(&Entry) -> bool) -> bool {
    let mut found = false;
    for &abi in abis {
        for entry in syscalls::entries(abi).iter().filter(|entry| wanted(entry)) {
            selection.set(abi, u64::from(entry.number), true);
            found = true;
        }
    }
    found
}

fn split_abi(member: &str) -> Result<(&str, &'static [Abi]), UsageError> {
    const ALL: &[Abi] = &Abi::ALL;
    Ok(match member.rsplit_once('@') {
        None => (member, ALL),
        Some((name, "64")) => (name, &ALL[..1]),
        Some((name, "32")) => (name, &ALL[1..2]),
        Some((name, "x32")) => (name, &ALL[2..]),
        Some((_, abi)) => {
            return Err(UsageError(format!("unknown ABI '@{abi}' in '{member}': there are @64, @32 and @x32")));
        }
    })
}

/// What is wrong with a regular expression, without the picture of it.
fn last_line(error: &regex::Error) -> String {
    let text = error.to_string();
    text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

/// The error for a word that is not known, with the word that was probably meant.
pub(super) fn unknown<'a>(what: &str, sign: &str, word: &str, known: impl Iterator<Item = &'a str>) -> UsageError {
    let nearest = known
        .map(|name| (strsim::damerau_levenshtein(word, name), name))
        .filter(|&(distance, name)| distance <= 1 + name.len().min(word.len()) / 3)
        .min_by_key(|&(distance, _)| distance);
    UsageError(match nearest {
        Some((_, name)) => format!("unknown {what} '{sign}{word}'; did you mean '{sign}{name}'?"),
        None => format!("unknown {what} '{sign}{word}'"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(set: &str) -> Vec<&'static str> {
        let selection = parse(set).unwrap();
        let entries = syscalls::entries(Abi::X86_64).iter();
        entries.filter(|entry| selection.contains(Abi::X86_64, entry.number.into())).map(|entry| entry.name).collect()
    }

    #[test]
    fn sets_of_every_form() {
        assert_eq!(names("openat,read"), ["read", "openat"]);
        assert_eq!(names("/^get[pt]id$"), ["getpid", "gettid"]);
        assert_eq!(names("?nosuch,close"), ["close"]);
        assert_eq!(names("1,39"), ["write", "getpid"]);
        assert_eq!(names("none"), [""; 0]);
        assert_eq!(names("read@32"), [""; 0]);
        assert!(!names("!close").contains(&"close") && names("!close").contains(&"read"));
        assert!(names("%file").contains(&"openat") && !names("%file").contains(&"read"));
        assert!(parse("all").unwrap().contains(Abi::I386, 999_999));
    }

    #[test]
    fn mistakes_are_told_with_what_was_meant() {
        let message = |set| parse(set).unwrap_err().0;
        assert_eq!(message("opennat"), "unknown system call 'opennat'; did you mean 'openat'?");
        assert_eq!(message("%fiel"), "unknown class '%fiel'; did you mean '%file'?");
        assert_eq!(message("zzzzzzzz"), "unknown system call 'zzzzzzzz'");
        assert!(message("/(").starts_with("invalid regular expression '/('"));
        assert!(message("read@65").contains("@64"));
    }
}
