//! The queries of the page of an execution.

use leptos::prelude::*;

use super::super::query_view::poll_hint::{can_recover, combine, has_transient_error, poll_hint};
use super::super::query_view::shared_error::{failed_alike, retry_failed};
use super::counted::Counted;
use crate::api::clock::{now, service_time};
use crate::api::endpoint::Endpoint;
use crate::api::field::Field;
use crate::api::wire::{Detail, Overview, Page, RecordInfo, Row, TaskSummary};
use crate::i18n::localizer::instant;
use crate::model::enums::{ReplicaType, Status};
use crate::model::hint::{Execution, mixes_executions};
use crate::model::id::Id;
use crate::model::poll::CONTINUOUS_INTERVAL_MS;
use crate::model::route::RecordRoute;
use crate::model::stuck::is_suspect;
use crate::model::time::Time;
use crate::query::clock::use_clock;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::query::use_poll::{PollHint, Polling, use_poll};
use crate::query::use_query::{Cached, Query, QueryHandle, use_query};

/// The age up to which an execution is recent, in milliseconds: a day.
const RECENT_MS: i64 = 86_400_000;

/// The queries of the page. They are independent: each can fail while the others succeed.
#[derive(Clone, Copy)]
pub(super) struct RecordQueries {
    /// The execution and the kind of its task.
    pub(super) info: Query<RecordInfo>,
    /// The counts of the execution, if the service has any.
    pub(super) overview: Query<Field<Overview>>,
    /// The key of the task of the execution.
    pub(super) task_key: Memo<Option<String>>,
    /// The task of the execution, which not every service reports.
    pub(super) task: Query<TaskSummary>,
    /// The page of details that the table shows.
    pub(super) details: Query<Page<Detail>>,
    /// The totals, and the queries that count details where the overview is missing or wrong.
    pub(super) counted: Counted,
    /// The index of the failed query of the totals whose error is shown, among [`Counted::sources`].
    pub(super) failed_total: Memo<Option<usize>>,
    /// The result of [`failed_alike`] for the queries whose errors are shown.
    pub(super) shared_error: Memo<Option<usize>>,
    /// Whether the task replicates continuously, in this one execution.
    pub(super) is_continuous: Memo<bool>,
    /// Whether the execution has been running for so long that it may be stuck.
    pub(super) is_suspect: Memo<bool>,
    /// Whether a detail of the older format has been seen.
    pub(super) has_historical: Memo<bool>,
    /// Whether details of another execution have been seen in the same record.
    pub(super) mixes_executions: Memo<bool>,
}

impl RecordQueries {
    /// Sends the requests for an execution, and the one for the details again when their page or filter changes.
    pub(super) fn new(route: Memo<RecordRoute>) -> Self {
        let id = route.with_untracked(|route| route.id.clone());
        let (record, totals) = (Endpoint::Record(id.clone()), Endpoint::Overview(id));
        let info: Query<RecordInfo> = use_query(move || Some(record.clone()));
        let task_key = Memo::new(move |_| info.latest()?.data().record.task_key.cloned());
        let task: Query<TaskSummary> = use_query(move || Some(Endpoint::TaskInfo(Id::parse(&task_key.get()?).ok()?)));
        let overview = use_query(move || Some(totals.clone()));
        let details: Query<Page<Detail>> = use_query(move || {
            let RecordRoute { id, page, filter, .. } = route.get();
            Some(Endpoint::DetailPage { id, page, filter })
        });
        let clock = use_clock();
        let is_suspect = Memo::new(move |_| {
            unsubscribe_on_cleanup();
            let running_for = |cached: &Cached<RecordInfo>| {
                running_for(cached, service_time(info.handle.known_until(clock.minute())))
            };
            info.latest().is_some_and(|cached| is_suspect(cached.data().replica_type.known(), running_for(&cached)))
        });
        let is_continuous = Memo::new(move |_| {
            info.latest()
                .is_some_and(|cached| cached.data().replica_type.known().is_some_and(ReplicaType::is_continuous))
        });
        // Pages differ in both; once seen, it holds for the execution.
        let has_historical = Memo::new(move |before| {
            before == Some(&true)
                || details.latest().is_some_and(|cached| cached.data().rows().iter().any(|row| row.is_historical()))
        });
        let mixes_executions =
            Memo::new(move |before| before == Some(&true) || mixes(info, details).unwrap_or_default());
        let counted = Counted::new(route, info, overview, details, is_suspect);
        let sources = counted.sources(overview.handle);
        // One error is enough: those of the other queries have the same reason. The same one as long as it has failed, so
        // that a screen reader announces it once.
        let failed_total = Memo::new(move |before: Option<&Option<usize>>| {
            let has_failed = |index: &usize| sources.get(*index)?.error_kind();
            let before = before.copied().flatten().filter(|index| has_failed(index).is_some());
            before.or_else(|| (0..sources.len()).find(|index| has_failed(index).is_some()))
        });
        retry_failed([info.handle, details.handle, task.handle].into_iter().chain(sources).collect());
        let shared_error = Memo::new(move |_| {
            let totals = failed_total.get().and_then(|index| sources.get(index).copied());
            failed_alike(&[info.handle, totals.unwrap_or(overview.handle), details.handle])
        });
        Self {
            info,
            task_key,
            task,
            overview,
            details,
            counted,
            failed_total,
            shared_error,
            is_continuous,
            is_suspect,
            has_historical,
            mixes_executions,
        }
    }

    /// The queries that are in use; tracked.
    fn handles(self) -> impl Iterator<Item = QueryHandle> {
        [self.info.handle, self.overview.handle, self.details.handle].into_iter().chain(self.counted.handles())
    }

    /// The failed query of the totals whose error is shown; tracked.
    pub(super) fn failed_total(self) -> Option<QueryHandle> {
        self.counted.sources(self.overview.handle).get(self.failed_total.get()?).copied()
    }

    /// The queries whose errors are shown; tracked.
    pub(super) fn shown(self) -> Vec<QueryHandle> {
        let totals = self.failed_total().unwrap_or(self.overview.handle);
        vec![self.info.handle, totals, self.details.handle]
    }

    /// Refetches all of them.
    pub(super) fn refetch(self) {
        untrack(|| self.handles().for_each(QueryHandle::refetch));
        if can_recover(self.task.handle) {
            self.task.handle.refetch();
        }
    }

    /// Refetches while the execution is running, or after a transient error. A task that replicates continuously is
    /// polled slowly, because nobody waits for its end.
    pub(super) fn use_poll(self) -> Polling {
        let hint = move || {
            let hint = self.handles().map(poll_hint).reduce(combine).flatten()?;
            let slowest = if self.is_continuous.get() { CONTINUOUS_INTERVAL_MS } else { 0 };
            Some(PollHint { min_interval_ms: hint.min_interval_ms.max(slowest), ..hint })
        };
        let is_wanted = move || self.is_running() || self.handles().any(has_transient_error);
        // The one whose end is awaited; the title shows nothing of the others.
        let while_hidden = move || (self.has_not_ended() && !self.is_continuous.get()).then_some(self.info.handle);
        use_poll(is_wanted, hint, move || self.refetch(), while_hidden)
    }

    /// Whether the execution is running; tracked.
    pub(super) fn has_not_ended(self) -> bool {
        self.info.data().is_some_and(|cached| cached.data().record.is_running())
    }

    /// Whether the execution or one of its details on this page is running; tracked.
    pub(super) fn is_running(self) -> bool {
        let is_running = |detail: &Row<Detail>| detail.status.known() == Some(&Status::Running);
        self.has_not_ended() || self.details.data().is_some_and(|cached| cached.data().rows().iter().any(is_running))
    }
}

impl RecordQueries {
    /// Whether the execution is one of a federation; tracked.
    pub(super) fn is_federation(self) -> bool {
        self.info.latest().is_some_and(|cached| cached.data().replica_type.known() == Some(&ReplicaType::Federation))
    }

    /// Reads the properties that explain what the execution lacks; `None` until it is loaded. Tracked.
    pub(super) fn with_execution<R>(self, read: impl FnOnce(Execution<'_>) -> R) -> Option<R> {
        let cached = self.info.latest()?;
        let RecordInfo { replica_type, record, .. } = cached.data();
        let last = record.end_time.known().or(record.start_time.known());
        let age = last.and_then(|last| time_since(last, &cached, service_time(now())));
        Some(read(Execution {
            replica_type: replica_type.known(),
            status: record.status.known(),
            is_recent: age.is_some_and(|age| age < RECENT_MS),
            has_historical: self.has_historical.get(),
        }))
    }
}

/// The time since the start of a running execution, in milliseconds.
pub(super) fn running_for(cached: &Cached<RecordInfo>, now: f64) -> Option<i64> {
    let record = &cached.data().record;
    let start = record.start_time.known().filter(|_| record.is_running())?;
    time_since(start, cached, now)
}

/// The time since a time of a response, in milliseconds; `None` where the zone is unknown.
pub(super) fn time_since<T>(time: &Time, cached: &Cached<T>, now: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit")]
    let now = now as i64;
    Some(now.saturating_sub(instant(time, cached.zone())?.timestamp_millis()))
}

/// Whether details on this page are from another execution than the record says.
fn mixes(info: Query<RecordInfo>, details: Query<Page<Detail>>) -> Option<bool> {
    let (info, details) = (info.latest()?, details.latest()?);
    // After another choice of the zone one of them arrives first.
    (info.zone() == details.zone()).then_some(())?;
    let RecordInfo { replica_type, record, .. } = info.data();
    let [start, end] = [&record.start_time, &record.end_time].map(|time| time.known().and_then(Time::local));
    let starts = details.data().rows().iter().filter_map(|row| row.start_time.known()?.local());
    Some(mixes_executions(replica_type.known(), (start, end), starts))
}
