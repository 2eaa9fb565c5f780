//! The content in place of details.

use leptos::prelude::*;

use super::super::query_view::list_state::{ListState, list_state};
use super::super::query_view::total::Extent;
use super::hints::empty_state;
use super::queries::RecordQueries;
use crate::api::wire::Overview;
use crate::components::notice::{EmptyState, Skeleton};
use crate::i18n::fill;
use crate::model::filter::{DetailFilter, Matching};
use crate::model::hint::of_no_details;
use crate::model::route::{RecordRoute, Route};
use crate::navigation::use_navigation;
use crate::query::use_query::QueryHandle;
use crate::settings::use_localizer;

/// The content in place of rows: a skeleton while they are loading, or the reason why there are none.
///
/// It is in an element of its own, which stays on the page: when the link that clears the filters is removed together
/// with its notice, the focus moves to the filter with the same address. The innermost remaining ancestor would
/// otherwise be the focusable section around it, which comes first, see [`crate::components::focus`].
#[component]
pub(super) fn EmptyDetails(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The queries of the page.
    queries: RecordQueries,
    /// The extent of the list.
    extent: Memo<Option<Extent>>,
) -> impl IntoView {
    let state = list_state(queries.details.handle, extent, move || route.with(|route| route.page));
    // The reason depends on both.
    let sources = [queries.info.handle, queries.overview.handle];
    let is_loading = |handle: QueryHandle| handle.with(|status| !status.has_data && status.error.is_none());
    let state = Memo::new(move |_| match state.get() {
        ListState::Empty if sources.into_iter().any(is_loading) => ListState::Loading,
        state => state,
    });
    let content = move || match state.get() {
        ListState::Loading => view! { <Skeleton lines=10 /> }.into_any(),
        ListState::Empty => view! { <NoDetails route queries /> }.into_any(),
        ListState::Failed | ListState::EmptyPage | ListState::Rows => ().into_any(),
    };
    view! { <div class="rl-empty">{move || content()}</div> }
}

/// The reason why the list is empty: the filter, an execution that is still running, details that are not kept, or an
/// execution without details.
#[component]
fn NoDetails(route: Memo<RecordRoute>, queries: RecordQueries) -> impl IntoView {
    let (words, navigation) = (use_localizer().words(), use_navigation());
    let unfiltered = move || {
        let is_filtered = route.with(|route| !route.filter.is_empty());
        is_filtered.then(|| route.with(|route| Route::Record(route.with_filter(DetailFilter::default()))))
    };
    let reason = Memo::new(move |_| {
        let reported = queries.overview.latest().and_then(|cached| cached.data().known().map(Overview::reported));
        queries.with_execution(|execution| of_no_details(execution, reported)).flatten()
    });
    let is_running = Memo::new(move |_| queries.is_running());
    let content = move || match (unfiltered(), reason.get()) {
        (Some(unfiltered), _) => {
            let clear = view! { <a href=navigation.href(&unfiltered) class="rl-button">{words.clear_all}</a> };
            let text = if route.with(|route| has_exact(&route.filter)) {
                fill(words.sentences, &[words.nothing_matches, words.exact_filters])
            } else {
                words.nothing_matches.to_owned()
            };
            view! { <EmptyState text>{clear}</EmptyState> }.into_any()
        }
        (None, Some(reason)) => empty_state(reason),
        (None, None) => {
            let text = if is_running.get() { words.still_running } else { words.no_details };
            view! { <EmptyState text /> }.into_any()
        }
    };
    view! { {move || content()} }
}

/// Whether a filter is set that matches whole values only. A part of a name is the most frequent reason for no results.
fn has_exact(filter: &DetailFilter) -> bool {
    filter.texts().any(|(field, _)| field.matching() == Matching::Exact)
}
