//! The failed details of one execution, read page by page into a [`Triage`].

use leptos::prelude::*;

use crate::api::clock::now;
use crate::api::endpoint::Endpoint;
use crate::api::field::Field;
use crate::api::wire::Detail;
use crate::api::yielder::Yielder;
use crate::i18n::fill;
use crate::i18n::localizer::{Localizer, shown};
use crate::model::enums::Status;
use crate::model::filter::DetailFilter;
use crate::model::id::Id;
use crate::model::triage::{FailureRow, Triage};
use crate::model::zone::Zone;
use crate::query::bulk_fetch::{Batch, BulkFetch, Progress, SinkFuture, Stage};
use crate::query::service::Service;

/// The number of rows that are analysed between two checks of the clock.
const CHUNK: usize = 25;

/// The failed details of an execution, as far as they have been read.
///
/// The details of the last fetch are kept until the first page of the next one has arrived, so that a refetch does not
/// make the page jump.
#[derive(Clone, Copy)]
pub(super) struct FailedDetails {
    triage: StoredValue<Triage>,
    /// The number of fetches that have delivered rows, to tell the rows of one from those of another.
    generation: StoredValue<u32>,
    /// The execution and the zone of the current fetch.
    source: StoredValue<Option<(Id, String)>>,
    /// The progress of the last fetch from the same source, while it is still shown.
    previous: StoredValue<Progress>,
    /// The time of the last page.
    read_at: StoredValue<f64>,
    fetch: BulkFetch,
}

impl FailedDetails {
    pub(super) fn new() -> Self {
        Self {
            triage: StoredValue::new(Triage::default()),
            generation: StoredValue::new(0),
            source: StoredValue::new(None),
            previous: StoredValue::default(),
            read_at: StoredValue::new(0.0),
            fetch: BulkFetch::new(),
        }
    }

    /// Reads all failed details of an execution from the beginning.
    pub(super) fn read(self, service: Service, id: Id) {
        let source = Some((id.clone(), untrack(|| service.zone())));
        let is_refetch = self.source.with_value(|before| *before == source);
        self.previous.set_value(if is_refetch { untrack(|| self.progress()) } else { Progress::default() });
        self.source.set_value(source);
        let filter = DetailFilter::default().with_status(Some(Status::Failed));
        let endpoint = move |page| Endpoint::DetailPage { id: id.clone(), page, filter: filter.clone() };
        let mut is_first = true;
        let take = move |batch: Batch<Detail>| {
            if std::mem::take(&mut is_first) {
                self.triage.set_value(Triage::default());
                self.previous.set_value(Progress::default());
                self.generation.update_value(|generation| *generation = generation.wrapping_add(1));
            }
            self.read_at.set_value(now());
            Box::pin(self.add(batch, self.generation.get_value())) as SinkFuture
        };
        self.fetch.begin(service, endpoint, |detail: &Detail| detail.id.as_received(), take);
    }

    /// Analyses rows. It yields to the browser, because stack traces are long, and stops when a later fetch has begun.
    async fn add(self, Batch { rows, zone, .. }: Batch<Detail>, generation: u32) -> Result<(), String> {
        let mut yielder = Yielder::new();
        for rows in rows.chunks(CHUNK) {
            if self.generation.try_get_value() != Some(generation) {
                break;
            }
            self.triage.try_update_value(|triage| {
                for row in rows {
                    // The service or a gateway can ignore the filter by status.
                    match row.status.known() {
                        Some(Status::Failed) => triage.add(&failure_row(row, &zone)),
                        _ => triage.leave_out(),
                    }
                }
            });
            yielder.maybe_yield().await;
        }
        Ok(())
    }

    /// Forgets the fetch.
    pub(super) fn reset(self) {
        self.fetch.reset();
    }

    /// The fetch, for its controls.
    pub(super) const fn fetch(self) -> BulkFetch {
        self.fetch
    }

    /// The time of the last page that was read; `None` before the first one.
    pub(super) fn read_at(self) -> Option<f64> {
        self.read_at.try_get_value().filter(|at| *at > 0.0)
    }

    /// The stage of the current fetch.
    pub(super) fn stage(self) -> Stage {
        self.fetch.progress().stage
    }

    /// The progress of the fetch whose rows are shown: the previous one, until the first page of the current one has
    /// arrived.
    pub(super) fn progress(self) -> Progress {
        let current = self.fetch.progress();
        let previous = self.previous.try_get_value().unwrap_or_default();
        if current.expected_total.is_none() && previous.expected_total.is_some() { previous } else { current }
    }

    /// The progress in failed details: without the rows that have another status.
    pub(super) fn failed_progress(self) -> Progress {
        let (progress, left_out) = (self.progress(), self.left_out());
        let failed = |rows: u64| rows.saturating_sub(left_out);
        Progress { read: failed(progress.read), expected_total: progress.expected_total.map(failed), ..progress }
    }

    /// The number of rows that are left out, because they have not failed.
    pub(super) fn left_out(self) -> u64 {
        self.with(Triage::left_out).unwrap_or_default()
    }

    /// The time of the shown rows, if the fetch that was to replace them has ended without a page.
    pub(super) fn stale_since(self) -> Option<f64> {
        let current = self.fetch.progress();
        (current.stage != Stage::Reading && current != self.progress()).then(|| self.read_at.get_value())
    }

    /// Reads the analysis. It is updated in place, so the observer is notified through the progress of the fetch.
    pub(super) fn with<R>(self, read: impl FnOnce(&Triage) -> R) -> Option<R> {
        let Progress { stage, expected_total, .. } = self.progress();
        if expected_total.is_none() && stage != Stage::Reading {
            // The number of rows is unknown, so the rows of an earlier source must not be shown.
            return Some(read(&Triage::default()));
        }
        self.triage.try_with_value(read)
    }

    /// List keys for indexes of members or groups; they differ between fetches.
    pub(super) fn keys(self, indexes: &[u32]) -> Vec<String> {
        let generation = self.generation.try_get_value().unwrap_or_default();
        indexes.iter().map(|index| format!("{generation}.{index}")).collect()
    }

    /// The index of a list key.
    pub(super) fn index_of(key: &str) -> Option<u32> {
        key.split_once('.')?.1.parse().ok()
    }
}

/// A text, or the JSON of an odd value; `None` for a missing one.
fn received(field: &Field<String>) -> Option<&str> {
    (!field.is_missing()).then(|| field.as_received())
}

fn failure_row<'a>(detail: &'a Detail, zone: &Zone) -> FailureRow<'a> {
    FailureRow {
        name: received(&detail.artifact_name),
        version: received(&detail.version),
        repository: received(&detail.local_repo_name),
        repository_type: received(&detail.repo_type),
        cluster: received(&detail.remote_cluster),
        at: detail.start_time.known().and_then(|start| shown(start, zone).0.local()),
        error: received(&detail.error_reason),
    }
}

/// "Over 500 of 4,151 failed artifacts"; empty while the total is unknown.
pub(super) fn progress_text(i18n: Localizer, progress: &Progress) -> String {
    let terms = i18n.analysis();
    match progress.expected_total {
        Some(0) if progress.stage == Stage::Done => terms.triage_none.to_owned(),
        Some(total) => {
            let form = i18n.form(&terms.triage_over, i64::try_from(total).unwrap_or(i64::MAX));
            fill(form, &[&i18n.count(progress.read), &i18n.count(total)])
        }
        None => String::new(),
    }
}
