//! A group of links of which one is the current one: a filter or a view that is part of the address.

use leptos::prelude::*;

/// One link of a [`LinkGroup`].
#[derive(Debug, Clone)]
pub struct LinkOption {
    /// The text of the link.
    pub label: String,
    /// The address, so that the option can be opened in a new tab as well.
    pub href: String,
    /// Whether this is the current option.
    pub is_current: bool,
}

/// Links side by side, with `aria-current` on the current one.
#[component]
pub fn LinkGroup(
    /// The accessible name of the group.
    label: &'static str,
    /// The links, in their order.
    options: Vec<LinkOption>,
) -> impl IntoView {
    let links = options.into_iter().map(|option| {
        let current = option.is_current.then_some("true");
        view! { <a href=option.href aria-current=current>{option.label}</a> }
    });
    view! {
        <nav class="rl-choice" aria-label=label>
            {links.collect_view()}
        </nav>
    }
}
