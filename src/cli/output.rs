//! Forms, tags, colours and clocks.

use super::{Arguments, UsageError};
use crate::render::Tag;
use crate::render::colour::Colours;
use crate::render::text::{Clock, Escapes, Style};
use clap::ValueEnum;
use jiff::tz::TimeZone;

/// The form of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// strace's dialect.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// `--tag`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TagChoice {
    /// Lines of tasks in a container.
    Auto,
    /// All lines.
    Always,
    /// No line: strace's pure dialect.
    Never,
}

/// `--color`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColourChoice {
    /// On a terminal that has colours.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl From<TagChoice> for Tag {
    fn from(choice: TagChoice) -> Tag {
        match choice {
            TagChoice::Auto => Tag::Auto,
            TagChoice::Always => Tag::Always,
            TagChoice::Never => Tag::Never,
        }
    }
}

/// Whether colours are used: by the option, else by the environment's word, else on a terminal that has them.
pub(super) fn colours(choice: ColourChoice, terminal: bool, variable: impl Fn(&str) -> Option<String>) -> Colours {
    let set = |name| variable(name).is_some_and(|value| !value.is_empty());
    let forced = variable("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
    let on = match choice {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto if set("NO_COLOR") => false,
        ColourChoice::Auto if forced => true,
        ColourChoice::Auto => terminal && variable("TERM").is_none_or(|term| term != "dumb"),
    };
    if on { Colours::On } else { Colours::Off }
}

/// How values are written.
pub(super) fn style(arguments: &Arguments) -> Style {
    let escapes = match arguments.hex {
        0 => Escapes::Octal,
        1 => Escapes::HexWhereNeeded,
        _ => Escapes::Hex,
    };
    Style { escapes, verbose: arguments.verbose, limit: arguments.string_limit }
}

/// The clock in front of each line.
pub(super) fn clock(arguments: &Arguments) -> Result<Option<Clock>, UsageError> {
    if arguments.relative {
        if arguments.time > 0 {
            return Err(UsageError("-t and -r cannot both be in front of a line; leave one of them out".to_owned()));
        }
        return Ok(Some(Clock::Relative(6)));
    }
    Ok(match arguments.time {
        0 => None,
        1 => Some(Clock::Wall(0, TimeZone::system())),
        2 => Some(Clock::Wall(6, TimeZone::system())),
        _ => Some(Clock::Epoch(6)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_follow_option_environment_and_terminal_in_this_order() {
        let none = |_: &str| None;
        let with = |wanted: &'static str| move |name: &str| (name == wanted).then(|| "1".to_owned());
        let dumb = |name: &str| (name == "TERM").then(|| "dumb".to_owned());
        assert_eq!(colours(ColourChoice::Auto, true, none), Colours::On);
        assert_eq!(colours(ColourChoice::Auto, false, none), Colours::Off);
        assert_eq!(colours(ColourChoice::Auto, true, with("NO_COLOR")), Colours::Off);
        assert_eq!(colours(ColourChoice::Auto, false, with("CLICOLOR_FORCE")), Colours::On);
        assert_eq!(colours(ColourChoice::Auto, true, dumb), Colours::Off);
        assert_eq!(colours(ColourChoice::Always, false, with("NO_COLOR")), Colours::On);
        assert_eq!(colours(ColourChoice::Never, true, with("CLICOLOR_FORCE")), Colours::Off);
    }
}
