//! How something stands, in a colour, a shape and a word.

use super::tag::{Tag, tag as element};

/// What a state means to a person; each has a colour and a shape of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It went well.
    Good,
    /// It went wrong.
    Bad,
    /// It is going on.
    Busy,
    /// It is as it is.
    Plain,
}

impl Tone {
    /// The name that style sheets know it by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Busy => "busy",
            Self::Plain => "plain",
        }
    }
}

/// A state: its sign and its word.
pub fn status(tone: Tone, word: String) -> Tag {
    element("span").class("rl-status").attr("data-tone", tone.name()).with(word)
}

/// A value that stands apart from the text around it.
pub fn tag(word: String, why: Option<&'static str>, tone: Option<&'static str>) -> Tag {
    element("span").class("rl-tag").maybe("data-tone", tone).maybe("title", why).with(word)
}
