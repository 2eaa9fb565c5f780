//! The content in place of executions.

use leptos::prelude::*;

use super::super::query_view::list_state::{ListState, list_state};
use super::super::query_view::total::Extent;
use crate::components::notice::{EmptyState, Skeleton};
use crate::model::route::{Route, TaskRoute};
use crate::navigation::use_navigation;
use crate::query::use_query::QueryHandle;
use crate::settings::use_localizer;

/// The content in place of rows: a skeleton while they are loading, or the reason why there are none.
#[component]
pub(super) fn EmptyExecutions(
    /// The current route.
    route: Memo<TaskRoute>,
    /// The query for the page of executions.
    query: QueryHandle,
    /// The extent of the list.
    extent: Memo<Option<Extent>>,
) -> impl IntoView {
    let words = use_localizer().words();
    let state = list_state(query, extent);
    let is_filtered = Memo::new(move |_| route.with(|route| route.status.is_some()));
    let content = move || match state.get() {
        ListState::Loading => view! { <Skeleton lines=8 /> }.into_any(),
        ListState::Empty if is_filtered.get() => view! { <NoMatch route /> }.into_any(),
        ListState::Empty => view! { <EmptyState text=words.never_ran /> }.into_any(),
        ListState::Failed | ListState::Rows => ().into_any(),
    };
    view! { {move || content()} }
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
