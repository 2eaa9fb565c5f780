//! The content in place of executions.

use leptos::prelude::*;

use super::super::query_view::list_state::{ListState, list_state};
use super::super::query_view::total::Extent;
use super::explanation::empty_history;
use super::queries::TaskQueries;
use crate::components::notice::{EmptyState, Skeleton};
use crate::model::route::{Route, TaskRoute};
use crate::navigation::use_navigation;
use crate::settings::use_localizer;

/// The content in place of rows: a skeleton while they are loading, or the reason why there are none.
#[component]
pub(super) fn EmptyExecutions(
    /// The current route.
    route: Memo<TaskRoute>,
    /// The queries of the page.
    queries: TaskQueries,
    /// The extent of the list.
    extent: Memo<Option<Extent>>,
) -> impl IntoView {
    let state = list_state(queries.executions.handle, extent, move || route.with(|route| route.page));
    let content = move || match state.get() {
        ListState::Loading => view! { <Skeleton lines=8 /> }.into_any(),
        ListState::Empty if queries.is_empty.get() => empty_history(queries),
        ListState::Empty => view! { <NoMatch route /> }.into_any(),
        ListState::Failed | ListState::EmptyPage | ListState::Rows => ().into_any(),
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
