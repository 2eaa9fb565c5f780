//! The execution history of a task.

mod cells;
mod empty;
mod explanation;
mod latest_runs;
mod queries;
mod table;
mod toolbar;
mod trend;

use leptos::prelude::*;

use self::empty::EmptyExecutions;
use self::latest_runs::LatestRuns;
use self::queries::TaskQueries;
use self::table::{CountHint, ExecutionTable};
use self::toolbar::Toolbar;
use super::page_route::use_page_route;
use super::query_view::new_rows::NewRowsButton;
use super::query_view::pager::PagerFor;
use super::query_view::query_error::QueryError;
use super::query_view::recent::record_recent_when;
use super::query_view::total::extent;
use crate::components::fact::CopyableId;
use crate::components::layout::{Crumb, use_page_info};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::route::{Route, TaskRoute};
use crate::query::effect::effect;
use crate::query::table_rows::PendingRows;
use crate::query::use_poll::Polling;
use crate::settings::use_localizer;

/// The page of a task: its name, its latest runs, and the table of its executions.
#[component]
pub fn TaskPage(
    /// The route at which the page was opened. It changes within the page, for example to another filter.
    route: TaskRoute,
) -> impl IntoView {
    let (i18n, page_info) = (use_localizer(), use_page_info());
    let key = route.key.to_string();
    let route = use_page_route(route, |route, first| match route {
        Route::Task(task) if task.key == first.key => Some(task),
        _ => None,
    });
    let queries = TaskQueries::new(route);
    let polling = queries.use_poll();
    record_recent_when(move || queries.exists(), move || Route::Task(route.get()));
    let title = Memo::new(move |_| route.with(|route| title(i18n, route)));
    effect(move || {
        page_info.set(vec![Crumb { word: title.get(), href: None }]);
        let (tone, word) = queries.task_status(i18n);
        page_info.set_status(tone, word);
    });
    view! {
        <div class="rl-title">
            <h1><bdi>{Signal::<String>::from(title)}</bdi></h1>
            <span class="rl-sub"><CopyableId name=i18n.words().task_key value=key /></span>
        </div>
        <LatestRuns route queries />
        <ExecutionLog route queries polling />
    }
}

/// The plan name of the task, or its key where the name is unknown.
fn title(i18n: Localizer, route: &TaskRoute) -> String {
    route.plan_name.clone().unwrap_or_else(|| fill(i18n.words().unnamed_task, &[route.key.as_str()]))
}

/// The table of executions with its toolbar and its pager.
#[component]
fn ExecutionLog(route: Memo<TaskRoute>, queries: TaskQueries, polling: Polling) -> impl IntoView {
    let words = use_localizer().words();
    let query = queries.executions;
    let extent = extent(query);
    let columns = table::columns(queries);
    let pending = PendingRows::new();
    // A manual refresh shows new rows at once; an automatic one holds them back.
    let refresh = Callback::new(move |()| {
        pending.accept_next(query.handle);
        queries.refetch();
    });
    let page_route = move |page| Route::Task(TaskRoute { page, ..route.get() });
    view! {
        <section class="rl-card" aria-label=words.execution_log>
            <Toolbar route queries extent polling columns refresh />
            <QueryError handle=query.handle />
            <NewRowsButton pending />
            <ExecutionTable route query columns pending />
            <CountHint query />
            <EmptyExecutions route queries extent />
            <PagerFor extent page=move || route.get().page route=page_route />
        </section>
    }
}
