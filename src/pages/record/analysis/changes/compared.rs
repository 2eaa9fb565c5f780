//! The details of two executions, read page by page into a comparison.

use leptos::prelude::*;

use crate::api::endpoint::Endpoint;
use crate::api::field::Field;
use crate::api::wire::Detail;
use crate::api::yielder::Yielder;
use crate::i18n::localizer::elapsed;
use crate::model::changes::{Changes, Counts, DetailRow, Execution, ReadCounts};
use crate::model::filter::DetailFilter;
use crate::model::id::Id;
use crate::model::time::Time;
use crate::model::zone::Zone;
use crate::query::bulk_fetch::{Batch, BulkFetch, Progress, SinkFuture, Stage};
use crate::query::service::Service;
use crate::query::unsubscribe::unsubscribe_on_cleanup;

/// The number of rows that are compared between two checks of the clock.
const CHUNK: usize = 100;

/// The comparison of two executions, as far as their details have been read. Both are read side by side, so that rows
/// meet early.
#[derive(Clone, Copy)]
pub(super) struct Compared {
    changes: StoredValue<Changes>,
    this: Reading,
    other: Reading,
    /// The other execution.
    other_id: RwSignal<Option<Id>>,
}

/// The reading of one execution.
#[derive(Clone, Copy)]
struct Reading {
    fetch: BulkFetch,
    /// The number of fetches, to tell the rows of one from those of another.
    generation: StoredValue<u32>,
}

impl Reading {
    fn new() -> Self {
        Self { fetch: BulkFetch::new(), generation: StoredValue::new(0) }
    }
}

impl Compared {
    pub(super) fn new() -> Self {
        Self {
            changes: StoredValue::new(Changes::default()),
            this: Reading::new(),
            other: Reading::new(),
            other_id: RwSignal::new(None),
        }
    }

    fn reading(self, execution: Execution) -> Reading {
        match execution {
            Execution::This => self.this,
            Execution::Other => self.other,
        }
    }

    /// Reads all details of an execution from the beginning, in place of those of the same side before.
    pub(super) fn read(self, service: Service, execution: Execution, id: Id) {
        let Reading { fetch, generation } = self.reading(execution);
        self.forget(execution);
        if execution == Execution::Other {
            self.other_id.set(Some(id.clone()));
        }
        let current = generation.get_value();
        let endpoint = move |page| Endpoint::DetailPage { id: id.clone(), page, filter: DetailFilter::default() };
        let take = move |batch| Box::pin(self.add(batch, execution, current)) as SinkFuture;
        fetch.begin(service, endpoint, |detail: &Detail| detail.id.as_received(), take);
    }

    /// The execution that is compared with.
    pub(super) const fn other_id(self) -> RwSignal<Option<Id>> {
        self.other_id
    }

    /// Forgets the details of an execution.
    pub(super) fn forget(self, execution: Execution) {
        let Reading { fetch, generation } = self.reading(execution);
        generation.update_value(|generation| *generation = generation.wrapping_add(1));
        self.changes.update_value(|changes| changes.clear(execution));
        fetch.reset();
    }

    /// Adds rows. It yields to the browser, and stops when a later fetch has begun.
    async fn add(
        self,
        Batch { rows, zone, total }: Batch<Detail>,
        execution: Execution,
        generation: u32,
    ) -> Result<(), String> {
        let mut yielder = Yielder::new();
        for rows in rows.chunks(CHUNK) {
            if self.reading(execution).generation.try_get_value() != Some(generation) {
                break;
            }
            self.changes.try_update_value(|changes| {
                changes.expect_rows(execution, total);
                rows.iter().for_each(|row| changes.add(execution, &detail_row(row, &zone)));
            });
            yielder.maybe_yield().await;
        }
        Ok(())
    }

    /// The fetch of an execution, for its controls.
    pub(super) fn fetch(self, execution: Execution) -> BulkFetch {
        self.reading(execution).fetch
    }

    /// The progress of an execution; tracked.
    pub(super) fn progress(self, execution: Execution) -> Progress {
        self.fetch(execution).progress()
    }

    /// Whether all pages of both executions have been read; tracked.
    pub(super) fn is_done(self) -> bool {
        let is_done = |execution| self.progress(execution).stage == Stage::Done;
        is_done(Execution::This) & is_done(Execution::Other)
    }

    /// Whether all details of both executions have been read; tracked. The pages can have fewer than the service
    /// counts.
    pub(super) fn is_complete(self) -> bool {
        let has_mismatch = |execution| self.progress(execution).has_count_mismatch();
        self.is_done() && !(has_mismatch(Execution::This) | has_mismatch(Execution::Other))
    }

    /// Whether rows are being read; tracked.
    pub(super) fn is_reading(self) -> bool {
        let is_reading = |execution| self.progress(execution).stage == Stage::Reading;
        is_reading(Execution::This) | is_reading(Execution::Other)
    }

    /// Whether an execution has no details at all, so that a comparison would mean nothing; tracked.
    pub(super) fn lacks_details(self) -> bool {
        let is_empty = |execution| {
            let Progress { stage, read, .. } = self.progress(execution);
            stage == Stage::Done && read == 0
        };
        is_empty(Execution::This) | is_empty(Execution::Other)
    }

    /// Whether no row of an execution has an artifact name, so that nothing can be compared; tracked.
    pub(super) fn lacks_names(self) -> bool {
        self.track();
        let lacks_names = |changes: &Changes| {
            [Execution::This, Execution::Other].into_iter().any(|execution| changes.read(execution).lacks_names())
        };
        self.with(lacks_names).unwrap_or_default()
    }

    /// Whether rows of both executions have been read; tracked.
    pub(super) fn has_rows(self) -> bool {
        let has_rows = |execution| self.progress(execution).read > 0;
        has_rows(Execution::This) & has_rows(Execution::Other)
    }

    /// Tracks the reading of both executions.
    pub(super) fn track(self) {
        drop((self.progress(Execution::This), self.progress(Execution::Other)));
    }

    /// The numbers of artifacts; tracked through the progress of the fetches, because the comparison is updated in place.
    pub(super) fn counts(self) -> Counts {
        self.track();
        self.with(|changes| *changes.counts()).unwrap_or_default()
    }

    /// A number of rows of the other execution and of this one; `None` if both are 0.
    pub(super) fn count_in_both(self, count: fn(ReadCounts) -> u32) -> Memo<Option<[u32; 2]>> {
        Memo::new(move |_| {
            unsubscribe_on_cleanup();
            self.track();
            let counts =
                |changes: &Changes| [Execution::Other, Execution::This].map(|execution| count(changes.read(execution)));
            self.with(counts).filter(|counts| *counts != [0, 0])
        })
    }

    /// The numbers of the fetches of both executions; one that differs means that its rows have been replaced. `None`
    /// after the panel has been closed.
    pub(super) fn generations(self) -> [Option<u32>; 2] {
        [self.this, self.other].map(|reading| reading.generation.try_get_value())
    }

    /// Reads the comparison, untracked.
    pub(super) fn with<R>(self, read: impl FnOnce(&Changes) -> R) -> Option<R> {
        self.changes.try_with_value(read)
    }
}

/// A row as input of the comparison. Odd values are compared as received, and odd numbers not at all.
fn detail_row<'a>(detail: &'a Detail, zone: &Zone) -> DetailRow<'a> {
    let (start, end) = (detail.start_time.known(), detail.end_time.known());
    DetailRow {
        name: detail.artifact_name.as_received(),
        version: detail.version.as_received(),
        repository: detail.local_repo_name.as_received(),
        cluster: detail.remote_cluster.as_received(),
        digest: detail.sha256.as_received(),
        status: known_or_odd(&detail.status, |status| status.as_str()),
        conflict: known_or_odd(&detail.conflict_strategy, |strategy| strategy.as_str()),
        size: detail.size.copied(),
        duration: start.zip(end).and_then(|(start, end)| elapsed(start, end, zone)),
        start: start.and_then(Time::local).map(|start| start.and_utc().timestamp_millis()),
    }
}

fn known_or_odd<T>(field: &Field<T>, text: fn(&T) -> &str) -> &str {
    field.known().map(text).or_else(|| field.odd()).unwrap_or_default()
}
