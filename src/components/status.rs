//! Status labels and tags.

use leptos::prelude::*;

use super::text::name;

/// The meaning of a status; each has its own colour and its own icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Succeeded.
    Good,
    /// Failed.
    Bad,
    /// Running.
    Busy,
    /// Neither, or a status that is not one of these.
    Plain,
    /// Not known any more.
    Unknown,
}

impl Tone {
    /// The value of `data-tone` in style sheets.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Busy => "busy",
            Self::Plain => "plain",
            Self::Unknown => "unknown",
        }
    }
}

/// A status: its icon and its word.
#[component]
pub fn StatusLabel(
    /// The meaning of the status.
    tone: Tone,
    /// The word for the status.
    word: String,
) -> impl IntoView {
    view! { <span class="rl-status" data-tone=tone.name()>{word}</span> }
}

/// The length above which the text of a tag may wrap, in characters: shorter texts fit on a line of a small screen.
const LONG: usize = 32;

/// A short value in a box, such as a version. It does not wrap unless it is very long.
#[component]
pub fn Tag(
    /// The value.
    word: String,
    /// The explanation, shown as a tooltip.
    #[prop(optional_no_strip)]
    title: Option<&'static str>,
    /// The value of `data-tone`, where the tag has a colour.
    #[prop(optional_no_strip)]
    tone: Option<&'static str>,
) -> impl IntoView {
    let is_long = word.chars().nth(LONG).is_some();
    view! { <span class="rl-tag" data-tone=tone data-long=is_long.then_some("true") title=title>{name(word)}</span> }
}
