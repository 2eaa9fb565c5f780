//! How something stands, in a colour, a shape and a word.

use leptos::prelude::*;

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
pub fn status(tone: Tone, word: String) -> AnyView {
    view! { <span class="rl-status" data-tone=tone.name()>{word}</span> }.into_any()
}

/// A value that stands apart from the text around it.
pub fn tag(word: String, why: Option<&'static str>, tone: Option<&'static str>) -> AnyView {
    view! { <span class="rl-tag" data-tone=tone title=why>{word}</span> }.into_any()
}
