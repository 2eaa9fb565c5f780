//! A strip of executions: one bar each, with the duration as its height and the status as its colour and pattern.

use leptos::html;
use leptos::prelude::*;

use super::status::Tone;

/// A bar of a [`RunStrip`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunBar {
    /// The address of the execution.
    pub href: String,
    /// The status.
    pub tone: Tone,
    /// The height in per cent of the strip.
    pub height: u8,
    /// Start, status and duration in words, for the tooltip and for screen readers.
    pub label: String,
}

/// The bars, oldest first, with a line at the median. A strip that is wider than the page is scrolled to the newest.
#[component]
pub fn RunStrip(
    /// The accessible name of the list.
    label: &'static str,
    /// The bars, oldest first.
    bars: Vec<RunBar>,
    /// The height of the median line in per cent.
    median: Option<u8>,
) -> impl IntoView {
    let list = NodeRef::<html::Ol>::new();
    list.on_load(|list| list.set_scroll_left(list.scroll_width()));
    let median = median.map(|median| view! { <hr aria-hidden="true" style:bottom=format!("{median}%") /> });
    view! {
        <div class="rl-strip">
            <ol aria-label=label node_ref=list>
                {bars.into_iter().map(|bar| view! { <StripBar bar /> }).collect_view()}
            </ol>
            {median}
        </div>
    }
}

/// One bar: a link to its execution.
#[component]
fn StripBar(
    /// The bar.
    bar: RunBar,
) -> impl IntoView {
    let RunBar { href, tone, height, label } = bar;
    view! {
        <li>
            <a href=href data-tone=tone.name() title=label.clone() aria-label=label>
                <i style:height=format!("{height}%")></i>
            </a>
        </li>
    }
}
