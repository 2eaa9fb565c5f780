//! One notice for all requests of a page that fail for the same reason.

use leptos::prelude::*;

use super::query_error::failure;
use crate::navigation::use_navigation;
use crate::query::use_query::QueryHandle;

/// The index of the first failed query of a page, if several have failed and all for the same reason; tracked. One
/// [`SharedError`] then stands for all of them.
pub fn failed_alike(shown: &[QueryHandle]) -> Option<usize> {
    let mut failed = shown.iter().enumerate().filter_map(|(index, handle)| Some((index, handle.error_kind()?)));
    let (first, kind) = failed.next()?;
    let mut others = failed.peekable();
    (others.peek().is_some() && others.all(|(_, other)| other == kind)).then_some(first)
}

/// Sends the requests of queries again with each [`Navigation::retry`](crate::navigation::Navigation::retry), if they have
/// failed and are not being sent already.
pub fn retry_failed(handles: Vec<QueryHandle>) {
    use_navigation().on_retry(move || {
        let has_failed = |handle: &&QueryHandle| handle.with(|status| status.error.is_some() && !status.is_fetching);
        handles.iter().filter(has_failed).for_each(|handle| handle.refetch());
    });
}

/// The notice for all queries of a page, at its top. Its button repeats everything that has failed.
#[component]
pub fn SharedError(
    /// The queries, all of them or some of them failed.
    shown: Vec<QueryHandle>,
) -> impl IntoView {
    let navigation = use_navigation();
    let content = move || {
        let error = shown.iter().find_map(|handle| handle.status().error)?;
        let failed = shown.iter().filter(|handle| handle.error_kind().is_some());
        let oldest = failed.filter_map(|handle| handle.status().updated_at).reduce(f64::min);
        Some(failure(error, None, oldest, Callback::new(move |()| navigation.retry())))
    };
    view! { {move || content()} }
}
