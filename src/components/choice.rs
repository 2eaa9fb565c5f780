//! One of a few values, all in sight.

use leptos::prelude::*;

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
        let current = option.chosen.then_some("true");
        view! { <a href=option.href aria-current=current>{option.word}</a> }
    });
    view! { <nav class="rl-choice" aria-label=label>{links.collect_view()}</nav> }.into_any()
}
