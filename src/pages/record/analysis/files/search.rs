//! The search for files among the details of an execution, which are read page by page.

use leptos::prelude::*;

use super::super::read_while_running::ReadWhileRunning;
use crate::api::endpoint::Endpoint;
use crate::api::field::Field;
use crate::api::wire::Detail;
use crate::api::yielder::Yielder;
use crate::model::enums::ConflictStrategy;
use crate::model::file_check::{Completeness, DetailRow, FileCheck, MAX_FILES, WantedFile, parse_list};
use crate::model::filter::DetailFilter;
use crate::model::id::Id;
use crate::model::time::Time;
use crate::pages::record::queries::RecordQueries;
use crate::query::bulk_fetch::{Batch, BulkFetch, Progress, SinkFuture, Stage};
use crate::query::service::Service;

/// The number of rows that are compared between two checks of the clock.
const CHUNK: usize = 50;

/// The search. Details are not kept, so that other files are searched by reading them again.
#[derive(Clone, Copy)]
pub(super) struct FileSearch {
    /// The files that were chosen on the device. The address does not have them: nothing about them leaves the device.
    chosen: RwSignal<Vec<WantedFile>>,
    /// The files to search: those that were chosen, and those of the list in the address. At most one more than
    /// [`MAX_FILES`], which says that there were too many.
    pub(super) files: Memo<Vec<WantedFile>>,
    check: StoredValue<FileCheck>,
    /// The number of fetches, to tell the rows of one from those of another.
    generation: StoredValue<u32>,
    /// The reading of the details.
    pub(super) fetch: BulkFetch,
    /// Whether the details were read while the execution was running.
    pub(super) running: ReadWhileRunning,
}

impl FileSearch {
    /// A search for files that will be chosen, and for those of the list in the address; it is not started.
    pub(super) fn new(listed: Memo<String>, queries: RecordQueries) -> Self {
        let chosen = RwSignal::new(Vec::<WantedFile>::new());
        let files = Memo::new(move |_| {
            let mut files = chosen.get();
            files.extend(parse_list(&listed.get()).files);
            files.truncate(MAX_FILES.saturating_add(1));
            files
        });
        Self {
            chosen,
            files,
            check: StoredValue::new(FileCheck::default()),
            generation: StoredValue::new(0),
            fetch: BulkFetch::new(),
            running: ReadWhileRunning::new(queries),
        }
    }

    /// Adds files to those that were chosen.
    pub(super) fn add(self, files: Vec<WantedFile>) {
        if !files.is_empty() {
            self.chosen.update(|chosen| chosen.extend(files));
        }
    }

    /// Reads all details from the beginning, if there are files to search.
    pub(super) fn read(self, service: Service, id: Id) {
        let generation = self.generation.get_value().wrapping_add(1);
        self.generation.set_value(generation);
        let (check, is_empty) = self.files.with_untracked(|files| (FileCheck::new(files), files.is_empty()));
        self.check.set_value(check);
        self.running.begin();
        if is_empty {
            self.fetch.reset();
            return;
        }
        let filter = DetailFilter::default();
        let endpoint = move |page| Endpoint::DetailPage { id: id.clone(), page, filter: filter.clone() };
        let take = move |batch: Batch<Detail>| Box::pin(self.compare(batch, generation)) as SinkFuture;
        self.fetch.begin(service, endpoint, |detail: &Detail| detail.id.as_received(), take);
    }

    /// Forgets the files that were chosen.
    pub(super) fn forget_chosen(self) {
        self.chosen.set(Vec::new());
    }

    /// Compares rows, and stops when a later fetch has begun.
    async fn compare(self, Batch { rows, .. }: Batch<Detail>, generation: u32) -> Result<(), String> {
        let mut yielder = Yielder::new();
        for rows in rows.chunks(CHUNK) {
            if self.generation.try_get_value() != Some(generation) {
                break;
            }
            self.check.try_update_value(|check| rows.iter().for_each(|row| check.add(&detail_row(row))));
            yielder.maybe_yield().await;
        }
        Ok(())
    }

    /// Reads the comparison. It is updated in place, so the observer is notified through the progress of the fetch.
    pub(super) fn with<R: Default>(self, read: impl FnOnce(&FileCheck) -> R) -> R {
        self.fetch.progress();
        self.check.try_with_value(read).unwrap_or_default()
    }

    /// How much of the execution has been compared; tracked.
    pub(super) fn completeness(self) -> Completeness {
        let is_all_read = self.is_complete();
        let completeness = self.check.try_with_value(|check| check.completeness(is_all_read));
        completeness.unwrap_or(Completeness::Partial)
    }

    /// Whether all details have been compared; tracked. Those of a running execution have not: more of them will appear.
    pub(super) fn is_complete(self) -> bool {
        let progress: Progress = self.fetch.progress();
        progress.stage == Stage::Done && !progress.has_count_mismatch() && !self.running.get()
    }
}

/// A text, or the JSON of an odd value; `None` for a missing one.
fn received(field: &Field<String>) -> Option<&str> {
    (!field.is_missing()).then(|| field.as_received())
}

fn detail_row(detail: &Detail) -> DetailRow<'_> {
    DetailRow {
        name: received(&detail.artifact_name),
        version: received(&detail.version),
        repository: received(&detail.local_repo_name),
        cluster: received(&detail.remote_cluster),
        status: detail.status.known(),
        digest: received(&detail.sha256),
        is_skipped: detail.conflict_strategy.known() == Some(&ConflictStrategy::Skip),
        start: detail.start_time.known().and_then(Time::local).map(|start| start.and_utc().timestamp_millis()),
    }
}
