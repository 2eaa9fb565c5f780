//! Explanations in place of a history: why it is empty, and why a continuous task has none.

use leptos::prelude::*;

use super::queries::TaskQueries;
use crate::components::fact::Fact;
use crate::components::lazy::lazy;
use crate::components::notice::{EmptyState, Skeleton};
use crate::components::timestamp::Timestamp;
use crate::model::history::EmptyReason;
use crate::model::route::Route;
use crate::navigation::use_navigation;
use crate::settings::use_localizer;

lazy! {
    /// The reason why a history is empty; a skeleton until it is known.
    pub(super) fn empty_history(queries: TaskQueries) in analysis {
        let reason = Memo::new(move |_| queries.empty_reason());
        let content = move || match reason.get() {
            None => view! { <Skeleton lines=8 /> }.into_any(),
            Some(reason) => view! { <EmptyHistory reason /> }.into_any(),
        };
        view! { {move || content()} }
    }
}

/// The reason in words; without a task, a link to look up another id.
#[component]
fn EmptyHistory(reason: EmptyReason) -> impl IntoView {
    let (words, terms) = (use_localizer().words(), use_localizer().analysis());
    let text = match reason {
        EmptyReason::UnknownTask => terms.unknown_task,
        EmptyReason::NotExecuted => terms.not_executed,
        EmptyReason::NotKept => terms.not_kept,
        EmptyReason::Unknown => terms.empty_history,
    };
    let home = use_navigation().href(&Route::Home);
    let link = matches!(reason, EmptyReason::UnknownTask | EmptyReason::Unknown);
    let link = link.then(|| view! { <a class="rl-button" href=home>{words.to_home}</a> });
    view! { <EmptyState text>{link}</EmptyState> }
}

/// The start of a continuous task, and why it has neither a strip nor a trend.
#[component]
pub(super) fn ContinuousTask(
    /// The queries of the page.
    queries: TaskQueries,
) -> impl IntoView {
    let (words, terms) = (use_localizer().words(), use_localizer().analysis());
    let start = Memo::new(move |_| queries.sole_start());
    let since = move || {
        let (time, zone) = start.get()?;
        Some(view! { <Timestamp time=Some(time) zone /> })
    };
    view! {
        <dl class="rl-facts"><Fact name=words.continuous_since>{move || since()}</Fact></dl>
        <p class="rl-hint">{terms.continuous_why}</p>
    }
}
