//! One of a few values, all in sight.

use leptos::prelude::*;

use super::tag::{Child, tag};

/// An option of a [`choice`].
#[derive(Debug, Clone)]
pub struct Choice {
    /// What it says.
    pub word: String,
    /// The address that has this value, so that it can be opened in a new tab as well.
    pub href: String,
    /// Whether it is the present value.
    pub chosen: bool,
}

/// Links side by side, of which one is where the person is.
pub fn choice(label: &'static str, options: Vec<Choice>) -> AnyView {
    let links = options.into_iter().map(|option| {
        tag("a").attr("href", option.href).maybe("aria-current", option.chosen.then_some("true")).with(option.word)
    });
    tag("nav").class("rl-choice").attr("aria-label", label).with(links.collect::<Vec<_>>()).child()
}
