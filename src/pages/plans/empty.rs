//! The content in place of plans.

use leptos::prelude::*;

use super::super::query_view::list_state::{ListState, list_state};
use super::super::query_view::total::Extent;
use crate::api::wire::{Page, TaskInfo};
use crate::components::notice::{EmptyState, Notice, Severity, Skeleton};
use crate::model::plans::PlanFilter;
use crate::model::route::{PlansRoute, Route};
use crate::navigation::use_navigation;
use crate::query::use_query::Query;
use crate::settings::use_localizer;

/// The content in place of rows: a skeleton while they are loading, or the reason why there are none.
#[component]
pub(super) fn EmptyPlans(
    /// The current route.
    route: Memo<PlansRoute>,
    /// The query for the page of plans.
    query: Query<Page<TaskInfo>>,
    /// The extent of the list.
    extent: Memo<Option<Extent>>,
) -> impl IntoView {
    let state = list_state(query.handle, extent, move || route.with(|route| route.page));
    let is_filtered = Memo::new(move |_| route.with(|route| !route.filter.is_empty()));
    let content = move || match state.get() {
        ListState::Loading => view! { <Skeleton lines=10 /> }.into_any(),
        ListState::Empty if is_filtered.get() => view! { <NoMatch route /> }.into_any(),
        ListState::Empty => view! { <NoPlans /> }.into_any(),
        ListState::Failed | ListState::EmptyPage | ListState::Rows => ().into_any(),
    };
    view! { <div class="rl-empty">{move || content()}</div> }
}

/// "Nothing matches", with a link that clears the filters.
#[component]
fn NoMatch(route: Memo<PlansRoute>) -> impl IntoView {
    let (words, navigation) = (use_localizer().words(), use_navigation());
    let unfiltered =
        move || navigation.href(&Route::Plans(route.with(|route| route.with_filter(PlanFilter::default()))));
    view! {
        <EmptyState text=words.nothing_matches>
            <a class="rl-button" href=unfiltered>{words.clear_all}</a>
        </EmptyState>
    }
}

/// A project without plans. The service returns the same for a project that does not exist.
#[component]
fn NoPlans() -> impl IntoView {
    let (words, terms) = (use_localizer().words(), use_localizer().plans());
    let home = use_navigation().href(&Route::Home);
    let more = view! { <p>{terms.no_plans_why}</p> }.into_any();
    view! {
        <Notice severity=Severity::Neutral headline=terms.no_plans more>
            <a class="rl-button" href=home>{words.to_home}</a>
        </Notice>
    }
}
