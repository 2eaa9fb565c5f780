//! The placeholder of a table of executions without rows.

use leptos::prelude::*;

use super::super::query_view::total::Extent;
use crate::components::notice::{EmptyState, Skeleton};
use crate::model::route::{Route, TaskRoute};
use crate::navigation::use_navigation;
use crate::query::use_query::QueryHandle;
use crate::settings::use_localizer;

/// The reason why the table has no rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// The rows are loading.
    Loading,
    /// No execution matches the filter.
    NoMatch,
    /// The task has never run.
    NeverRan,
}

/// The content in place of rows; nothing if there are rows, or if an error notice explains why there are none.
#[component]
pub(super) fn Placeholder(
    /// The route of the page.
    route: Memo<TaskRoute>,
    /// The query for the page of executions.
    query: QueryHandle,
    /// The extent of the table.
    extent: Memo<Option<Extent>>,
) -> impl IntoView {
    let words = use_localizer().words();
    let reason = Memo::new(move |_| reason(route, query, extent.get()));
    move || {
        Some(match reason.get()? {
            Reason::Loading => view! { <Skeleton lines=8 /> }.into_any(),
            Reason::NoMatch => view! { <NoMatch route /> }.into_any(),
            Reason::NeverRan => view! { <EmptyState text=words.never_ran /> }.into_any(),
        })
    }
}

fn reason(route: Memo<TaskRoute>, query: QueryHandle, extent: Option<Extent>) -> Option<Reason> {
    let is_loading = || query.with(|status| status.error.is_none()).then_some(Reason::Loading);
    match extent {
        None => is_loading(),
        // The empty result belongs to the previous filter; this one is still loading.
        Some(Extent { total: 0, is_present: false, .. }) => is_loading(),
        Some(Extent { total: 0, .. }) if route.with(|route| route.status.is_some()) => Some(Reason::NoMatch),
        Some(Extent { total: 0, .. }) => Some(Reason::NeverRan),
        // A page beyond the end: the pager is redirecting to the last page.
        Some(Extent { is_empty: true, .. }) => Some(Reason::Loading),
        Some(_) => None,
    }
}

/// "Nothing matches", with a link that clears the filter.
#[component]
fn NoMatch(route: Memo<TaskRoute>) -> impl IntoView {
    let (words, navigation) = (use_localizer().words(), use_navigation());
    let unfiltered = move || {
        let route = route.get();
        navigation.href(&Route::Task(TaskRoute { status: None, page: route.page.at(1), ..route }))
    };
    view! {
        <EmptyState text=words.nothing_matches>
            <a class="rl-button" href=unfiltered>{words.clear_all}</a>
        </EmptyState>
    }
}
