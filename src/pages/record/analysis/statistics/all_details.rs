//! All details of one execution, read page by page into [`DetailStatistics`].

use leptos::prelude::*;

use crate::api::clock::now;
use crate::api::endpoint::Endpoint;
use crate::api::field::Field;
use crate::api::wire::{Detail, HistoricalCounts};
use crate::api::yielder::Yielder;
use crate::i18n::localizer::{elapsed, instant};
use crate::model::enums::ConflictStrategy;
use crate::model::filter::DetailFilter;
use crate::model::id::Id;
use crate::model::statistics::{DetailStatistics, StatisticsRow};
use crate::model::time::Time;
use crate::model::zone::Zone;
use crate::query::bulk_fetch::{Batch, BulkFetch, Progress, SinkFuture, Stage};
use crate::query::effect::effect;
use crate::query::service::Service;

/// The number of rows that are added between two checks of the clock.
const CHUNK: usize = 50;

/// The statistics of the details of an execution, as far as they have been read.
///
/// Views do not follow every page, because a table of many nodes and repositories takes long to update: a first fetch is
/// published whenever the number of rows has doubled, and when it ends. A refetch is published once it has as many rows
/// as the one before, so that the numbers on the page never fall because of it.
#[derive(Clone, Copy)]
pub(super) struct AllDetails {
    published: StoredValue<DetailStatistics>,
    /// The statistics of a refetch that are not published yet.
    unpublished: StoredValue<Option<DetailStatistics>>,
    /// The progress at the last publication; it notifies the views.
    progress: RwSignal<Progress>,
    /// The number of the fetch, to tell the rows of one from those of another.
    generation: StoredValue<u32>,
    /// The execution and the zone of the current fetch.
    source: StoredValue<Option<(Id, String)>>,
    /// Whether the execution has been running since the current fetch began.
    was_running: StoredValue<bool>,
    /// The same of the fetch of the published statistics.
    published_was_running: RwSignal<bool>,
    /// The time of the last publication.
    published_at: StoredValue<f64>,
    /// The zone of the times of the last response.
    zone: StoredValue<Zone>,
    fetch: BulkFetch,
}

impl AllDetails {
    pub(super) fn new() -> Self {
        let details = Self {
            published: StoredValue::default(),
            unpublished: StoredValue::new(None),
            progress: RwSignal::default(),
            generation: StoredValue::new(0),
            source: StoredValue::new(None),
            was_running: StoredValue::new(false),
            published_was_running: RwSignal::new(false),
            published_at: StoredValue::new(0.0),
            zone: StoredValue::new(Zone::Unknown),
            fetch: BulkFetch::new(),
        };
        effect(move || details.follow(details.fetch.progress()));
        details
    }

    /// Reads all details of an execution, which may be running, from the beginning.
    pub(super) fn read(self, service: Service, id: Id, is_running: bool) {
        let source = Some((id.clone(), untrack(|| service.zone())));
        let is_refetch = self.source.with_value(|before| *before == source)
            && self.published.with_value(|statistics| statistics.total().details > 0);
        self.source.set_value(source);
        self.generation.update_value(|generation| *generation = generation.wrapping_add(1));
        self.unpublished.set_value(is_refetch.then(DetailStatistics::default));
        self.was_running.set_value(is_running);
        if !is_refetch {
            self.published_was_running.set(is_running);
            self.published.set_value(DetailStatistics::default());
            self.progress.set(Progress::default());
        }
        let generation = self.generation.get_value();
        let endpoint = move |page| Endpoint::DetailPage { id: id.clone(), page, filter: DetailFilter::default() };
        let take = move |batch: Batch<Detail>| Box::pin(self.add(batch, generation)) as SinkFuture;
        self.fetch.begin(service, endpoint, |detail: &Detail| detail.id.as_received(), take);
    }

    /// Adds rows. It yields to the browser, and stops when a later fetch has begun.
    async fn add(self, Batch { rows, zone, .. }: Batch<Detail>, generation: u32) -> Result<(), String> {
        self.zone.try_set_value(zone.clone());
        let mut yielder = Yielder::new();
        for rows in rows.chunks(CHUNK) {
            if self.generation.try_get_value() != Some(generation) {
                break;
            }
            let add = |statistics: &mut DetailStatistics| {
                rows.iter().for_each(|row| statistics.add(&statistics_row(row, &zone)));
            };
            let is_added = self.unpublished.try_update_value(|refetch| refetch.as_mut().map(add).is_some());
            if is_added == Some(false) {
                self.published.try_update_value(add);
            }
            yielder.maybe_yield().await;
        }
        Ok(())
    }

    /// Notes that the execution is running. It was running as well when each of the fetches so far began.
    pub(super) fn note_running(self) {
        self.was_running.set_value(true);
        self.published_was_running.set(true);
    }

    /// Whether the execution was running when the published statistics were read, so that they lack later details.
    /// Tracked.
    pub(super) fn was_running(self) -> bool {
        self.published_was_running.get()
    }

    /// Publishes what a first fetch has read, before a view or a file is made of it: rows are added in place, and the
    /// number of them on the page must be that of the view and of the file.
    pub(super) fn publish(self) {
        let details = self.published.with_value(|statistics| statistics.total().details);
        if self.is_refetch() || details <= self.progress.with_untracked(|progress| progress.read) {
            return;
        }
        self.published_at.set_value(now());
        self.progress.set(Progress { read: details, ..self.fetch.progress_untracked() });
    }

    /// Publishes what has been read, if it is time.
    fn follow(self, current: Progress) {
        let has_ended = !matches!(current.stage, Stage::Idle | Stage::Reading);
        let before = self.progress.with_untracked(|progress| progress.read);
        let is_due = if self.is_refetch() {
            let read = self.unpublished.with_value(|refetch| refetch.as_ref().map_or(0, |new| new.total().details));
            current.stage == Stage::Done || read > 0 && read >= self.published.with_value(|old| old.total().details)
        } else {
            has_ended || current.read > before.saturating_mul(2)
        };
        if !is_due {
            return;
        }
        if let Some(refetch) = self.unpublished.try_update_value(Option::take).flatten() {
            self.published.set_value(refetch);
            self.published_was_running.set(self.was_running.get_value());
        }
        if current.read > 0 {
            self.published_at.set_value(now());
        }
        self.progress.set(current);
    }

    fn is_refetch(self) -> bool {
        self.unpublished.with_value(Option::is_some)
    }

    /// The fetch, for its controls.
    pub(super) const fn fetch(self) -> BulkFetch {
        self.fetch
    }

    /// The stage of the current fetch; tracked.
    pub(super) fn stage(self) -> Stage {
        self.fetch.progress().stage
    }

    /// The progress of the fetch at the time of the published statistics; tracked.
    pub(super) fn progress(self) -> Progress {
        self.progress.get()
    }

    /// Whether the published statistics cover only a part of the details: of those on the pages, or of those that the
    /// service counts. Tracked.
    pub(super) fn is_partial(self) -> bool {
        let progress = self.progress();
        progress.stage != Stage::Done || progress.has_count_mismatch()
    }

    /// The time of the published statistics, if a refetch has ended without replacing them; tracked.
    pub(super) fn stale_since(self) -> Option<f64> {
        self.progress.track();
        let has_broken_off = !matches!(self.stage(), Stage::Idle | Stage::Reading | Stage::Done);
        (has_broken_off && self.is_refetch()).then(|| self.published_at.get_value())
    }

    /// The zone of the times; not tracked, because it is that of the published statistics.
    pub(super) fn zone(self) -> Zone {
        self.zone.get_value()
    }

    /// Reads the published statistics; tracked.
    pub(super) fn with<R>(self, read: impl FnOnce(&DetailStatistics) -> R) -> R {
        self.progress.track();
        self.published.with_value(read)
    }
}

/// A detail as input of the statistics.
fn statistics_row<'a>(detail: &'a Detail, zone: &Zone) -> StatisticsRow<'a> {
    let historical = if detail.is_historical() { detail.progress.known() } else { None };
    let historical_size = |counts: &HistoricalCounts| counts.total_size.copied();
    StatisticsRow {
        node: detail.remote_cluster.as_received(),
        repository: detail.local_repo_name.as_received(),
        status: detail.status.known(),
        has_conflict: !detail.conflict_strategy.is_missing(),
        is_skipped: detail.conflict_strategy.known() == Some(&ConflictStrategy::Skip),
        size: detail.size.copied().or_else(|| historical.and_then(historical_size)),
        is_historical: detail.is_historical(),
        name: received(&detail.artifact_name),
        version: received(&detail.version),
        span: detail.start_time.known().zip(detail.end_time.known()).and_then(|(start, end)| span(start, end, zone)),
    }
}

/// A text, or the JSON of an odd value; `None` for a missing one.
fn received(field: &Field<String>) -> Option<&str> {
    (!field.is_missing()).then(|| field.as_received())
}

/// The start and the end in milliseconds since 1970, or in local time if the zone is unknown.
fn span(start: &Time, end: &Time, zone: &Zone) -> Option<(i64, i64)> {
    let duration = elapsed(start, end, zone)?;
    let from = instant(start, zone).or_else(|| start.local().map(|local| local.and_utc()))?.timestamp_millis();
    Some((from, from.saturating_add(duration)))
}
