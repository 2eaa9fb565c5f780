//! The executions of a task before a given one.

use leptos::prelude::*;

use crate::api::endpoint::Endpoint;
use crate::api::wire::{Record, Row};
use crate::model::id::Id;
use crate::model::zone::Zone;
use crate::query::bulk_fetch::{Batch, BulkFetch, SinkFuture, Stage};
use crate::query::service::Service;

/// The most runs that are offered as a baseline.
const MAX_RUNS: usize = 30;

/// The runs before an execution, latest first, as far as they have been found.
#[derive(Clone, Copy)]
pub(super) struct EarlierRuns {
    /// Each run with the zone of its times.
    pub(super) runs: RwSignal<Vec<(Row<Record>, Zone)>>,
    pub(super) fetch: BulkFetch,
}

impl EarlierRuns {
    /// Reads the history of a task, which is sorted by time in descending order, and takes the runs after `id` in it.
    pub(super) fn read(service: Service, task: Id, id: Id) -> Self {
        let earlier = Self { runs: RwSignal::new(Vec::new()), fetch: BulkFetch::new() };
        let mut is_earlier = false;
        let take = move |batch: Batch<Record>| {
            let mut found = Vec::new();
            for row in batch.rows {
                // An execution without a readable id cannot be compared with.
                match row.id.as_deref() {
                    Some(_) if is_earlier => found.push((row, batch.zone.clone())),
                    other => is_earlier |= other == Some(id.as_str()),
                }
            }
            let is_enough = earlier.runs.try_update(|runs| {
                runs.extend(found);
                runs.truncate(MAX_RUNS);
                runs.len() == MAX_RUNS
            });
            if is_enough == Some(true) {
                earlier.fetch.stop();
            }
            Box::pin(std::future::ready(Ok(()))) as SinkFuture
        };
        let endpoint = move |page| Endpoint::RecordPage { key: task.clone(), page, status: None };
        earlier.fetch.begin(service, endpoint, |record: &Record| record.id.as_received(), take);
        earlier
    }

    /// The stage of the search; tracked.
    pub(super) fn stage(self) -> Stage {
        self.fetch.progress().stage
    }
}
