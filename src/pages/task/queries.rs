//! The queries of the page of a task.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::labels;
use super::super::query_view::poll_hint::{can_recover, combine, has_transient_error, poll_hint};
use super::super::query_view::shared_error::{failed_alike, retry_failed};
use crate::api::endpoint::Endpoint;
use crate::api::error::ErrorKind;
use crate::api::wire::{Page, Record, RecordInfo, TaskSummary};
use crate::components::status::Tone;
use crate::i18n::localizer::Localizer;
use crate::model::enums::Status;
use crate::model::history::{EmptyReason, ReplicationMode, is_sole_run};
use crate::model::id::Id;
use crate::model::pagination::Pagination;
use crate::model::poll::CONTINUOUS_INTERVAL_MS;
use crate::model::route::TaskRoute;
use crate::model::time::Time;
use crate::model::zone::Zone;
use crate::query::use_poll::{PollHint, Polling, use_poll};
use crate::query::use_query::{Cached, Query, QueryHandle, use_query};

/// The number of runs in the strip.
const LATEST: u32 = 60;

/// The queries of the page. They are independent: each can fail while the others succeed.
#[derive(Clone, Copy)]
pub(super) struct TaskQueries {
    /// The page of executions that the table shows.
    pub(super) executions: Query<Page<Record>>,
    /// The latest runs for the strip, whatever page and filter the table shows.
    pub(super) latest_runs: Query<Page<Record>>,
    /// The result of [`failed_alike`] for both.
    pub(super) shared_error: Memo<Option<usize>>,
    /// The only execution while it is running: it has the type of the task, which the lists do not have.
    sole_run: Query<RecordInfo>,
    /// The task: its name and its settings, and whether there is such a task, since an unknown key has an empty history as
    /// well. Not every service reports it.
    pub(super) task: Query<TaskSummary>,
    /// How the task replicates.
    pub(super) mode: Memo<ReplicationMode>,
    /// Whether the history is empty, whatever the filter.
    pub(super) is_empty: Memo<bool>,
}

impl TaskQueries {
    /// Sends the requests for a task, and the one for the table again when its page or filter changes.
    pub(super) fn new(route: Memo<TaskRoute>) -> Self {
        let key = route.with_untracked(|route| route.key.clone());
        let task = Endpoint::TaskInfo(key.clone());
        let executions = use_query::<Page<Record>>(move || {
            let TaskRoute { key, page, status, .. } = route.get();
            Some(Endpoint::RecordPage { key, page, status })
        });
        let latest = Endpoint::RecordPage { key, page: Pagination::first(LATEST), status: None };
        let latest_runs = use_query::<Page<Record>>(move || Some(latest.clone()));
        // The first page of the whole history that arrives.
        let history = move || {
            let unfiltered = || executions.data().filter(|_| route.with(|route| route.status.is_none()));
            latest_runs.latest().or_else(unfiltered)
        };
        let is_empty = Memo::new(move |_| history().is_some_and(|history: History| history.data().total() == 0));
        let sole_id = Memo::new(move |_| sole_run_id(history()?.data()));
        let sole_run = use_query::<RecordInfo>(move || Some(Endpoint::Record(Id::parse(&sole_id.get()?).ok()?)));
        let mode = Memo::new(move |_| {
            let (info, has_failed) = (sole_run.latest(), sole_run.handle.with(|status| status.error.is_some()));
            let replica_type = info.as_ref().and_then(|info| info.data().replica_type.known());
            ReplicationMode::new(sole_id.with(Option::is_some), has_failed || info.is_some(), replica_type)
        });
        let task: Query<TaskSummary> = use_query(move || Some(task.clone()));
        retry_failed(vec![executions.handle, latest_runs.handle, sole_run.handle, task.handle]);
        let shared_error = Memo::new(move |_| failed_alike(&[executions.handle, latest_runs.handle]));
        Self { executions, latest_runs, shared_error, sole_run, task, mode, is_empty }
    }

    /// The queries of the page that a refetch repeats, whose errors are shown.
    pub(super) fn handles(self) -> [QueryHandle; 2] {
        [self.executions.handle, self.latest_runs.handle]
    }

    /// Refetches the executions, and the others only if they have failed: their data does not change. A service without
    /// the endpoint of tasks is requested again only where its response explains an empty history.
    pub(super) fn refetch(self) {
        let has_failed = |handle: QueryHandle| untrack(|| handle.with(|status| status.error.is_some()));
        let (sole_run, task) = (self.sole_run.handle, self.task.handle);
        let explains = self.is_empty.get_untracked() && has_failed(task);
        let again = [has_failed(sole_run).then_some(sole_run), (explains || can_recover(task)).then_some(task)];
        for handle in self.handles().into_iter().chain(again.into_iter().flatten()) {
            handle.refetch();
        }
    }

    /// Refetches while an execution is running, or after a transient error.
    pub(super) fn use_poll(self) -> Polling {
        use_poll(
            move || self.has_running() || self.handles().into_iter().any(has_transient_error),
            move || self.poll_hint(),
            move || self.refetch(),
            // The newest execution, whose status is in the title.
            move || self.is_newest_running().then_some(self.latest_runs.handle),
        )
    }

    /// The poll hint of both lists. Without one until it is known whether the task is continuous.
    fn poll_hint(self) -> Option<PollHint> {
        let hint = self.handles().into_iter().map(poll_hint).reduce(combine).flatten()?;
        let min_interval_ms = match self.mode.get() {
            ReplicationMode::Executions => hint.min_interval_ms,
            ReplicationMode::Undetermined => return None,
            ReplicationMode::Continuous => hint.min_interval_ms.max(CONTINUOUS_INTERVAL_MS),
        };
        Some(PollHint { min_interval_ms, ..hint })
    }

    /// Whether one of the executions on this page or of the latest runs is running; tracked.
    fn has_running(self) -> bool {
        let has_running = |cached: History| cached.data().rows().iter().any(|row| row.is_running());
        self.executions.data().is_some_and(has_running) || self.latest_runs.latest().is_some_and(has_running)
    }

    /// Whether the newest execution is running, of a task whose executions end; tracked.
    fn is_newest_running(self) -> bool {
        let is_running = |cached: History| {
            cached.data().rows().first().is_some_and(|newest| newest.status.known() == Some(&Status::Running))
        };
        self.mode.get() == ReplicationMode::Executions && self.latest_runs.latest().is_some_and(is_running)
    }

    /// The status of the task, which is that of its newest execution, as far as it is known; tracked.
    pub(super) fn task_status(self, i18n: Localizer) -> (Tone, String) {
        let has_failed = self.latest_runs.handle.error_kind().is_some();
        if has_failed && (self.is_newest_running() || self.mode.get() == ReplicationMode::Continuous) {
            return (Tone::Unknown, i18n.words().status_unknown.to_owned());
        }
        let latest_runs = self.latest_runs.latest();
        let newest = latest_runs.as_ref().and_then(|cached| cached.data().rows().first());
        match (self.mode.get(), newest) {
            (ReplicationMode::Continuous, _) => (Tone::Plain, i18n.words().continuous.to_owned()),
            (ReplicationMode::Executions, Some(newest)) => labels::received_status(i18n, &newest.status),
            _ => (Tone::Plain, String::new()),
        }
    }

    /// The start of the only execution, and its zone; tracked.
    pub(super) fn sole_start(self) -> Option<(Time, Zone)> {
        let cached = self.sole_run.latest()?;
        Some((cached.data().record.start_time.cloned()?, cached.zone().clone()))
    }

    /// Whether there is such a task: it has executions, or the service knows it; tracked.
    pub(super) fn exists(self) -> bool {
        let has_rows = |cached: History| cached.data().total() > 0;
        self.executions.data().is_some_and(has_rows)
            || self.latest_runs.latest().is_some_and(has_rows)
            || self.task.data().is_some()
    }

    /// Why the history is empty; `None` until the response to the request for the task; tracked.
    pub(super) fn empty_reason(self) -> Option<EmptyReason> {
        if let Some(task) = self.task.data() {
            return Some(EmptyReason::new(Ok(!task.data().last_execution_time.is_missing())));
        }
        let error = self.task.handle.status().error?;
        Some(EmptyReason::new(Err(error.kind() == ErrorKind::NotFound)))
    }
}

/// A page of the history.
type History = Arc<Cached<Page<Record>>>;

/// The id of the only execution of a history while it is running.
fn sole_run_id(history: &Page<Record>) -> Option<String> {
    let newest = history.rows().first()?;
    let is_sole_run = is_sole_run(history.total(), newest.status.known());
    newest.id.cloned().filter(|id| is_sole_run && Id::parse(id).is_ok())
}
