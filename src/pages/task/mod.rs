//! The execution history of a task.

mod cells;
mod latest_runs;
mod placeholder;
mod table;
mod toolbar;
mod trend;

use std::sync::Arc;

use leptos::prelude::*;

use self::latest_runs::{LatestRuns, use_latest_runs};
use self::placeholder::Placeholder;
use self::table::ExecutionTable;
use self::toolbar::Toolbar;
use super::labels;
use super::query_view::extent;
use super::query_view::new_rows::NewRowsButton;
use super::query_view::pager::PagerFor;
use super::query_view::poll_hint::{combine, has_transient_error, poll_hint};
use super::query_view::query_error::QueryError;
use super::query_view::recent::record_recent;
use crate::api::endpoint::Endpoint;
use crate::api::wire::{Page, Record};
use crate::components::fact::CopyableId;
use crate::components::layout::{Crumb, use_page_info};
use crate::components::status::Tone;
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::route::{Route, TaskRoute};
use crate::navigation::use_navigation;
use crate::query::table_rows::PendingRows;
use crate::query::use_poll::{Polling, use_poll};
use crate::query::use_query::{Cached, Query, use_query};
use crate::settings::use_localizer;

/// The queries of the page. Each may fail without the other.
#[derive(Clone, Copy)]
struct Queries {
    /// The page of executions that the table shows.
    executions: Query<Page<Record>>,
    /// The latest runs, for the strip.
    latest_runs: Query<Page<Record>>,
}

impl Queries {
    fn new(route: Memo<TaskRoute>) -> Self {
        let executions = use_query(move || {
            let TaskRoute { key, page, status, .. } = route.get();
            Some(Endpoint::RecordPage { key, page, status })
        });
        Self { executions, latest_runs: use_latest_runs(route) }
    }

    fn refetch(self) {
        self.executions.handle.refetch();
        self.latest_runs.handle.refetch();
    }

    /// Refetches while an execution is running, or after a transient error.
    fn use_poll(self) -> Polling {
        let (executions, latest_runs) = (self.executions.handle, self.latest_runs.handle);
        use_poll(
            move || self.has_running() || has_transient_error(executions) || has_transient_error(latest_runs),
            move || combine(poll_hint(executions), poll_hint(latest_runs)),
            move || self.refetch(),
        )
    }

    fn has_running(self) -> bool {
        let has_running = |cached: Arc<Cached<Page<Record>>>| cached.data().rows().iter().any(|row| row.is_running());
        self.executions.data().is_some_and(has_running) || self.latest_runs.latest().is_some_and(has_running)
    }

    /// The status of the task, which is that of its newest execution.
    fn task_status(self, i18n: Localizer) -> (Tone, String) {
        let latest_runs = self.latest_runs.latest();
        let newest = latest_runs.as_ref().and_then(|cached| cached.data().rows().first());
        newest.map_or((Tone::Plain, String::new()), |newest| labels::status(i18n, newest.status.known()))
    }
}

/// The page of a task: its name, its latest runs, and the table of its executions.
#[component]
pub fn TaskPage(
    /// The route at which the page was opened. It changes within the page, for example to another filter.
    route: TaskRoute,
) -> impl IntoView {
    let (i18n, page_info) = (use_localizer(), use_page_info());
    let key = route.key.to_string();
    let route = use_task_route(route);
    let queries = Queries::new(route);
    let polling = queries.use_poll();
    record_recent(queries.executions.handle, move || Route::Task(route.get()));
    let title = Memo::new(move |_| route.with(|route| title(i18n, route)));
    Effect::new(move |_| {
        page_info.set(vec![Crumb { word: title.get(), href: None }]);
        let (tone, word) = queries.task_status(i18n);
        page_info.set_status(tone, word);
    });
    view! {
        <div class="rl-title">
            <h1><bdi>{move || title.get()}</bdi></h1>
            <span class="rl-sub"><CopyableId name=i18n.words().task_key value=key /></span>
        </div>
        <LatestRuns route query=queries.latest_runs />
        <ExecutionLog route queries polling />
    }
}

/// The current route within the page of this task. It keeps its last value while another page replaces this one.
fn use_task_route(first: TaskRoute) -> Memo<TaskRoute> {
    let navigation = use_navigation();
    Memo::new(move |before: Option<&TaskRoute>| match navigation.route() {
        Route::Task(task) if task.key == first.key => task,
        _ => before.cloned().unwrap_or_else(|| first.clone()),
    })
}

/// The plan name of the task, or its key where the name is unknown.
fn title(i18n: Localizer, route: &TaskRoute) -> String {
    route.plan_name.clone().unwrap_or_else(|| fill(i18n.words().unnamed_task, &[route.key.as_str()]))
}

/// The table of executions with its toolbar and its pager.
#[component]
fn ExecutionLog(route: Memo<TaskRoute>, queries: Queries, polling: Polling) -> impl IntoView {
    let words = use_localizer().words();
    let query = queries.executions;
    let extent = extent(query);
    let columns = table::columns();
    let pending = PendingRows::new();
    // A manual refresh shows new rows at once; an automatic one holds them back.
    let refresh = Callback::new(move |()| {
        pending.accept_next(query.handle);
        queries.refetch();
    });
    let page_route = move |page| Route::Task(TaskRoute { page, ..route.get() });
    view! {
        <section class="rl-card" aria-label=words.execution_log>
            <Toolbar route query extent polling columns refresh />
            <QueryError handle=query.handle />
            <NewRowsButton pending />
            <ExecutionTable route query columns pending />
            <Placeholder route query=query.handle extent />
            <PagerFor extent page=move || route.get().page route=page_route />
        </section>
    }
}
