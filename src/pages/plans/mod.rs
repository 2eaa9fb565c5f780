//! Plans: the list of a project's plans, the settings of one plan, and its latest execution.

mod cells;
mod empty;
mod filters;
pub mod latest;
pub mod name;
mod schedule;
pub mod settings;
mod table;
mod toolbar;

use leptos::prelude::*;

use self::empty::EmptyPlans;
use self::filters::PlanFilters;
use self::table::PlanTable;
use self::toolbar::Toolbar;
use super::page_route::use_page_route;
use super::query_view::new_rows::NewRowsButton;
use super::query_view::pager::PagerFor;
use super::query_view::poll_hint::{has_transient_error, poll_hint};
use super::query_view::query_error::QueryError;
use super::query_view::recent::record_recent;
use super::query_view::total::extent;
use crate::api::endpoint::Endpoint;
use crate::api::wire::{Page, TaskInfo};
use crate::components::layout::{Crumb, use_page_info};
use crate::components::lazy::lazy;
use crate::components::text::Name;
use crate::i18n::fill;
use crate::model::poll::CONTINUOUS_INTERVAL_MS;
use crate::model::route::{PlansRoute, Route};
use crate::query::table_rows::PendingRows;
use crate::query::use_poll::{PollHint, Polling, use_poll};
use crate::query::use_query::{Query, use_query};
use crate::settings::columns::ColumnSettings;
use crate::settings::use_localizer;

lazy! {
    /// The page of a project's plans. Most visits follow a link to an execution, so its code is loaded on demand.
    pub fn plans_page(route: PlansRoute) in pages {
        let i18n = use_localizer();
        let title = fill(i18n.plans().plans_of, &[route.project_id.as_str()]);
        use_page_info().set(vec![Crumb { word: title.clone(), href: None }]);
        view! {
            <div class="rl-title"><h1><Name text=title /></h1></div>
            <PlanList route />
        }
    }
}

lazy! {
    /// The plans of the configured project, as a part of the first page.
    pub fn plans_of_project(route: PlansRoute) in pages {
        view! {
            <h2><Name text=fill(use_localizer().plans().plans_of, &[route.project_id.as_str()]) /></h2>
            <PlanList route />
        }
    }
}

/// The plans of a project: filters, table, pager.
#[component]
fn PlanList(
    /// The route at which the list was opened. It changes within the page, for example to another filter.
    route: PlansRoute,
) -> impl IntoView {
    let i18n = use_localizer();
    let route = use_page_route(route, |route, first| match route {
        Route::Plans(plans) if plans.project_id == first.project_id => Some(plans),
        _ => None,
    });
    let query = use_query::<Page<TaskInfo>>(move || {
        let PlansRoute { project_id, filter, sort, page } = route.get();
        Some(Endpoint::TaskPage { project_id, page, filter, sort })
    });
    let polling = poll_while_running(query);
    // An unknown project has an empty list as well.
    let has_plans = move || query.data().is_some_and(|cached| cached.data().total() > 0);
    record_recent(move || has_plans().then(|| Route::Plans(route.get_untracked())));
    let page = move || route.with(|route| route.page);
    let extent = extent(query, page, move |plan| route.with(|route| plan.matches(&route.filter)));
    let columns = ColumnSettings::load("plans", table::COLUMNS);
    let pending = PendingRows::new();
    let refresh = Callback::new(move |()| {
        pending.accept_next(query.handle);
        query.handle.refetch();
    });
    let page_route = move |page| Route::Plans(route.get().with_page(page));
    view! {
        <section class="rl-card" aria-label=fill(i18n.plans().plans_of, &[route.get_untracked().project_id.as_str()])>
            <PlanFilters route />
            <Toolbar route query extent polling columns refresh />
            <QueryError handle=query.handle />
            <NewRowsButton pending />
            <PlanTable route query columns pending />
            <EmptyPlans route query extent />
            <PagerFor handle=query.handle extent page route=page_route />
        </section>
    }
}

/// Refetches while a plan on the page is running, or after a transient error; slowly where the only running plans
/// replicate continuously, because nobody waits for their end.
fn poll_while_running(query: Query<Page<TaskInfo>>) -> Polling {
    let has = move |condition: fn(&TaskInfo) -> bool| {
        query.data().is_some_and(|cached| cached.data().rows().iter().any(|plan| condition(plan)))
    };
    let hint = move || {
        let hint = poll_hint(query.handle)?;
        let slowest = if has(TaskInfo::is_running) { 0 } else { CONTINUOUS_INTERVAL_MS };
        Some(PollHint { min_interval_ms: hint.min_interval_ms.max(slowest), ..hint })
    };
    let is_wanted =
        move || has(TaskInfo::is_running) || has(TaskInfo::is_continuous) || has_transient_error(query.handle);
    use_poll(is_wanted, hint, move || query.handle.refetch(), || None)
}
