//! The execution history of a task.

mod cells;
mod empty;
mod explanation;
mod latest_runs;
mod queries;
mod selection;
mod table;
mod toolbar;
mod trend;

use leptos::prelude::*;

use self::empty::EmptyExecutions;
use self::latest_runs::LatestRuns;
use self::queries::TaskQueries;
use self::selection::{SelectedRuns, Selection};
use self::table::{CountHint, ExecutionTable};
use self::toolbar::Toolbar;
use super::page_route::use_page_route;
use super::plans::name::{plan_name, project_crumb, unnamed};
use super::plans::settings::{PlanSettings, retention};
use super::query_view::new_rows::NewRowsButton;
use super::query_view::pager::PagerFor;
use super::query_view::query_error::QueryError;
use super::query_view::recent::record_recent;
use super::query_view::shared_error::SharedError;
use super::query_view::total::extent;
use crate::api::wire::Record;
use crate::components::fact::CopyableId;
use crate::components::layout::{Crumb, use_page_info};
use crate::components::lazy::lazy;
use crate::components::text::Name;
use crate::model::history::ReplicationMode;
use crate::model::route::{Route, TaskRoute};
use crate::query::effect::effect;
use crate::query::table_rows::PendingRows;
use crate::query::use_poll::Polling;
use crate::settings::use_localizer;

lazy! {
    /// The page of a task at the route at which it was opened. The route changes within the page, for example to another
    /// filter. The pages of executions do not have its code, so it is loaded on demand; on a first visit `boot.js` fetches
    /// it, and sends its requests, beside the wasm.
    pub fn task_page(route: TaskRoute) in pages {
        let route = use_page_route(route, |route, first| match route {
            Route::Task(task) if task.key == first.key => Some(task),
            _ => None,
        });
        view! { <TaskContent route queries=TaskQueries::new(route) /> }
    }
}

/// The content of the page: its name, its latest runs, and the table of its executions.
#[component]
fn TaskContent(route: Memo<TaskRoute>, queries: TaskQueries) -> impl IntoView {
    let (i18n, page_info) = (use_localizer(), use_page_info());
    let key = route.with_untracked(|route| route.key.to_string());
    let task_key = Memo::new(move |_| Some(route.with(|route| route.key.to_string())));
    let polling = queries.use_poll();
    let shared_error =
        move || queries.shared_error.get().map(|_| view! { <SharedError shown=queries.handles().to_vec() /> });
    let plan_name = Memo::new(move |_| plan_name(queries.task, route.with(|route| route.plan_name.clone())));
    record_recent(move || {
        let plan_name = plan_name.get();
        queries.exists().then(|| Route::Task(TaskRoute { plan_name, ..route.get_untracked() }))
    });
    let title = Memo::new(move |_| plan_name.get().unwrap_or_else(|| unnamed(i18n, &route.get_untracked().key)));
    let is_unnamed = move || plan_name.with(Option::is_none).then_some("");
    effect(move || {
        let current = Crumb { word: title.get(), href: None };
        page_info.set(project_crumb(queries.task).into_iter().chain([current]).collect());
        let (tone, word) = queries.task_status(i18n);
        page_info.set_status(tone, word);
    });
    view! {
        {move || shared_error()}
        <div class="rl-page-head">
            <div class="rl-title">
                <h1 data-unnamed=is_unnamed>{move || view! { <Name text=title.get() /> }}</h1>
                <span class="rl-sub"><CopyableId name=i18n.words().task_key value=key /></span>
            </div>
            <PlanSettings key=task_key summary=queries.task />
        </div>
        <LatestRuns route queries />
        <ExecutionLog route queries polling />
    }
}

/// The table of executions with its toolbar and its pager.
#[component]
fn ExecutionLog(route: Memo<TaskRoute>, queries: TaskQueries, polling: Polling) -> impl IntoView {
    let words = use_localizer().words();
    let query = queries.executions;
    let page = move || route.with(|route| route.page);
    let has_status = move |record: &Record| {
        route.with(|route| route.status.as_ref().is_none_or(|status| record.status.known() == Some(status)))
    };
    let extent = extent(query, page, has_status);
    let columns = table::columns(queries);
    let pending = PendingRows::new();
    let selection = Selection::new(route);
    // A manual refresh shows new rows at once; an automatic one holds them back.
    let refresh = Callback::new(move |()| {
        pending.accept_next(query.handle);
        queries.refetch();
    });
    // The only execution of a continuous task is kept.
    let has_retention = Memo::new(move |_| {
        queries.mode.get() == ReplicationMode::Executions
            && queries.task.latest().is_some_and(|cached| cached.data().record_reserve_days.known().is_some())
    });
    let retention_hint = move || has_retention.get().then(|| retention(queries.task));
    let page_route = move |page| Route::Task(TaskRoute { page, ..route.get() });
    view! {
        <section class="rl-card" aria-label=words.execution_log>
            <Toolbar route queries extent polling columns refresh />
            <QueryError handle=query.handle shared=queries.shared_error />
            <NewRowsButton pending />
            <SelectedRuns selection />
            <ExecutionTable route queries columns pending selection />
            <CountHint query />
            <EmptyExecutions route queries extent />
            <PagerFor handle=query.handle extent page route=page_route />
        </section>
        {move || retention_hint()}
    }
}
