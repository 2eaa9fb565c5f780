//! Status labels and tags.

use leptos::prelude::*;

/// The meaning of a status; each has its own colour and its own icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Succeeded.
    Good,
    /// Failed.
    Bad,
    /// Running.
    Busy,
    /// Neither, or unknown.
    Plain,
}

impl Tone {
    /// The value of `data-tone` in style sheets.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Busy => "busy",
            Self::Plain => "plain",
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

/// A short value in a box, such as a version.
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
    view! { <span class="rl-tag" data-tone=tone title=title>{word}</span> }
}
