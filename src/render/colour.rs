//! Colours on a terminal.

use owo_colors::{AnsiColors, DynColor};

/// Whether colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colours {
    /// No.
    #[default]
    Off,
    /// Yes.
    On,
}

/// What is painted. Never the only sign of anything: a failed call says so in words too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// A container's tag.
    Tag,
    /// A call's name.
    Name,
    /// What a call returned.
    Result,
    /// What a failed call returned.
    Error,
    /// A line that is not a call's.
    Remark,
}

impl Paint {
    fn colour(self) -> Option<AnsiColors> {
        match self {
            Paint::Tag => Some(AnsiColors::Cyan),
            Paint::Name => Some(AnsiColors::Blue),
            Paint::Result => None,
            Paint::Error => Some(AnsiColors::Red),
            Paint::Remark => Some(AnsiColors::Yellow),
        }
    }
}

/// Formats as the escape sequence that begins a colour.
struct Begin(AnsiColors);

impl std::fmt::Display for Begin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt_ansi_fg(formatter)
    }
}

impl Colours {
    /// Begins a colour.
    pub fn begin(self, paint: Paint, out: &mut Vec<u8>) {
        if let (Colours::On, Some(colour)) = (self, paint.colour()) {
            out.extend(Begin(colour).to_string().as_bytes());
        }
    }

    /// Ends it.
    pub fn end(self, paint: Paint, out: &mut Vec<u8>) {
        if self == Colours::On && paint.colour().is_some() {
            out.extend(b"\x1b[39m");
        }
    }
}
