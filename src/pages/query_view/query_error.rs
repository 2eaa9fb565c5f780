//! The error of a query.

use leptos::prelude::*;

use super::super::error_notice::ErrorNotice;
use crate::i18n::fill;
use crate::query::clock::use_clock;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::query::use_query::{QueryHandle, QueryStatus};
use crate::settings::use_localizer;

/// The error of a query's last request, with a retry. If older data is still shown, its age is given as well.
#[component]
pub fn QueryError(
    /// The query.
    handle: QueryHandle,
    /// The part of the page that the error concerns; comes first in the headline.
    #[prop(optional, into)]
    title: Option<String>,
) -> impl IntoView {
    let content = move || {
        let QueryStatus { error, updated_at, .. } = handle.status();
        let retry = move || handle.refetch();
        let notice = match (error?, title.clone()) {
            (error, Some(title)) => view! { <ErrorNotice error title on_retry=retry /> }.into_any(),
            (error, None) => view! { <ErrorNotice error on_retry=retry /> }.into_any(),
        };
        Some(match updated_at {
            Some(at) => view! { <StaleData at>{notice}</StaleData> }.into_any(),
            None => notice,
        })
    };
    view! { {move || content()} }
}

/// The age of data whose refetch failed, above the error.
#[component]
fn StaleData(
    /// When the data was received, in milliseconds since 1970 UTC.
    at: f64,
    /// The error.
    children: Children,
) -> impl IntoView {
    let (i18n, clock) = (use_localizer(), use_clock());
    let age = Signal::derive(move || {
        unsubscribe_on_cleanup();
        fill(i18n.words().stale, &[&i18n.relative(at, clock.second())])
    });
    view! {
        <div class="rl-stale">
            <p>{age}</p>
            {children()}
        </div>
    }
}
