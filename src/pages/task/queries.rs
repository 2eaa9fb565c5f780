//! The queries of the page of a task.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::labels;
use super::super::query_view::poll_hint::{combine, has_transient_error, poll_hint};
use crate::api::endpoint::Endpoint;
use crate::api::wire::{Page, Record};
use crate::components::status::Tone;
use crate::i18n::localizer::Localizer;
use crate::model::pagination::Pagination;
use crate::model::route::TaskRoute;
use crate::query::use_poll::{Polling, use_poll};
use crate::query::use_query::{Cached, Query, QueryHandle, use_query};

/// The number of runs in the strip.
const LATEST: u32 = 60;

/// The queries of the page. They are independent: each can fail while the other succeeds.
#[derive(Clone, Copy)]
pub(super) struct TaskQueries {
    /// The page of executions that the table shows.
    pub(super) executions: Query<Page<Record>>,
    /// The latest runs for the strip, whatever page and filter the table shows.
    pub(super) latest_runs: Query<Page<Record>>,
}

impl TaskQueries {
    /// Sends the requests for a task, and the one for the table again when its page or filter changes.
    pub(super) fn new(route: Memo<TaskRoute>) -> Self {
        let executions = move || {
            let TaskRoute { key, page, status, .. } = route.get();
            Endpoint::RecordPage { key, page, status }
        };
        let latest_runs = move || {
            let key = route.with(|route| route.key.clone());
            Endpoint::RecordPage { key, page: Pagination::first(LATEST), status: None }
        };
        Self { executions: use_query(move || Some(executions())), latest_runs: use_query(move || Some(latest_runs())) }
    }

    fn handles(self) -> [QueryHandle; 2] {
        [self.executions.handle, self.latest_runs.handle]
    }

    /// Refetches both of them.
    pub(super) fn refetch(self) {
        for handle in self.handles() {
            handle.refetch();
        }
    }

    /// Refetches while an execution is running, or after a transient error.
    pub(super) fn use_poll(self) -> Polling {
        use_poll(
            move || self.has_running() || self.handles().into_iter().any(has_transient_error),
            move || self.handles().into_iter().map(poll_hint).reduce(combine).flatten(),
            move || self.refetch(),
        )
    }

    /// Whether one of the executions on this page or of the latest runs is running; tracked.
    fn has_running(self) -> bool {
        let has_running = |cached: Arc<Cached<Page<Record>>>| cached.data().rows().iter().any(|row| row.is_running());
        self.executions.data().is_some_and(has_running) || self.latest_runs.latest().is_some_and(has_running)
    }

    /// The status of the task, which is that of its newest execution; tracked.
    pub(super) fn task_status(self, i18n: Localizer) -> (Tone, String) {
        let latest_runs = self.latest_runs.latest();
        let newest = latest_runs.as_ref().and_then(|cached| cached.data().rows().first());
        newest.map_or((Tone::Plain, String::new()), |newest| labels::status(i18n, newest.status.known()))
    }
}
