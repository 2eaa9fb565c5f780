//! The error of a query.

use leptos::prelude::*;

use super::super::error_notice::error_notice;
use super::shared_error::retry_failed;
use crate::api::Error;
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
    /// The result of [`failed_alike`](super::shared_error::failed_alike): one notice for all errors of the page leaves only
    /// a line here, in place of missing data. The page then repeats failed requests after a sign-in.
    #[prop(optional)]
    shared: Option<Memo<Option<usize>>>,
) -> impl IntoView {
    let words = use_localizer().words();
    if shared.is_none() {
        retry_failed(vec![handle]);
    }
    let content = move || {
        let QueryStatus { error, updated_at, .. } = handle.status();
        let (error, title) = (error?, title.clone());
        if shared.is_none_or(|shared| shared.get().is_none()) {
            return Some(failure(error, title, updated_at, Callback::new(move |()| handle.refetch())));
        }
        let missing = || match &title {
            Some(title) => fill(words.labelled, &[title, words.not_loaded]),
            None => words.not_loaded.to_owned(),
        };
        updated_at.is_none().then(|| view! { <p class="rl-hint">{missing()}</p> }.into_any())
    };
    view! { {move || content()} }
}

/// The notice of an error. `updated_at` is the time of older data that is still shown, in milliseconds since 1970 UTC.
pub(super) fn failure(error: Error, title: Option<String>, updated_at: Option<f64>, on_retry: Callback<()>) -> AnyView {
    let notice = error_notice(error, title, None, on_retry);
    match updated_at {
        Some(at) => view! { <StaleData at>{notice}</StaleData> }.into_any(),
        None => notice,
    }
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
