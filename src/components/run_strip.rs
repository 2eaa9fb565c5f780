//! A strip of executions: one bar each, with the duration as its height and the status as its colour and pattern.

use leptos::html;
use leptos::prelude::*;

use super::resize::ResizeObservation;
use super::status::Tone;
use crate::query::effect::effect;

/// The least width of a bar in CSS pixels: the size that WCAG 2.5.8 asks of a target for the pointer. The style sheet has
/// it as well.
const BAR_WIDTH: i32 = 24;

/// How many bars fit into the width of an element; 0 until it is measured.
pub fn fitting_bars(frame: NodeRef<html::Div>) -> ReadSignal<usize> {
    let (count, set_count) = signal(0);
    let running = StoredValue::new_local(None::<ResizeObservation>);
    on_cleanup(move || drop(running.try_update_value(Option::take)));
    effect(move || {
        let Some(frame) = frame.get() else { return };
        let measured = frame.clone();
        let measure = move || {
            let fitting = usize::try_from(measured.client_width() / BAR_WIDTH).unwrap_or_default();
            set_count.maybe_update(|count| std::mem::replace(count, fitting) != fitting);
        };
        running.set_value(ResizeObservation::start(&[&frame], Box::new(measure)));
    });
    count
}

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

/// The bars, oldest first, with a line at the median.
#[component]
pub fn RunStrip(
    /// The accessible name of the list.
    label: &'static str,
    /// The bars, oldest first.
    bars: Vec<RunBar>,
    /// The height of the median line in per cent.
    median: Option<u8>,
) -> impl IntoView {
    let median = median.map(|median| view! { <hr aria-hidden="true" style:bottom=format!("{median}%") /> });
    view! {
        <div class="rl-strip">
            <ol aria-label=label>
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
