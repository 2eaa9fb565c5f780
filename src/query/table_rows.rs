//! Rows of a table: a refetch renders only the rows that changed, and never moves the rows that the user reads.

use leptos::prelude::*;

use super::effect::effect;
use super::use_query::{Query, QueryHandle};
use crate::api::wire::{Page, Row};
use crate::model::key_index::KeyIndex;
use crate::model::row_merge::{Merged, merge};

/// The rows of the current page. A row with the id of a row before is the same row with new content.
pub struct Rows<T: Send + Sync + 'static> {
    /// The key of each row, in their order.
    pub keys: RwSignal<Vec<String>>,
    entries: StoredValue<Entries<T>>,
}

impl<T: Send + Sync + 'static> Clone for Rows<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Rows<T> {}

/// The rows, and the index of the last one that was read: mostly they are read in their order.
struct Entries<T> {
    rows: Vec<Entry<T>>,
    last: usize,
}

struct Entry<T> {
    key: String,
    row: Row<T>,
    changed: ArcTrigger,
}

/// New rows of a refetch that are not shown yet, because they would move the rows that the user reads.
#[derive(Debug, Clone, Copy)]
pub struct PendingRows {
    count: RwSignal<usize>,
    reveal: Trigger,
    policy: StoredValue<MergePolicy>,
}

/// How the next response is merged into the shown rows.
#[derive(Debug, Clone, Copy, PartialEq)]
enum MergePolicy {
    /// New rows become pending.
    Hold,
    /// The current response is shown with its new rows; later ones are held.
    ApplyCurrent,
    /// The next response, which is not the one of this time, is shown with its new rows; later ones are held.
    ApplyNext(Option<f64>),
}

impl Default for PendingRows {
    fn default() -> Self {
        Self::new()
    }
}

impl PendingRows {
    /// The pending rows of a table that has not been loaded yet; its first response is shown as a whole.
    pub fn new() -> Self {
        let policy = StoredValue::new(MergePolicy::ApplyNext(None));
        Self { count: RwSignal::new(0), reveal: Trigger::new(), policy }
    }

    /// The number of pending rows; tracked.
    pub fn count(self) -> usize {
        self.count.get()
    }

    /// Shows the pending rows.
    pub fn reveal(self) {
        self.policy.set_value(MergePolicy::ApplyCurrent);
        self.reveal.notify();
    }

    /// Shows the next response of a query as a whole, because the user asks for it.
    pub fn accept_next(self, query: QueryHandle) {
        self.policy.set_value(MergePolicy::ApplyNext(query.updated_at_untracked()));
    }

    /// Whether the response of a time is shown as a whole. If so, later ones are held.
    fn accepts(self, updated_at: Option<f64>) -> bool {
        let accepts = match self.policy.get_value() {
            MergePolicy::Hold => false,
            MergePolicy::ApplyCurrent => true,
            MergePolicy::ApplyNext(before) => before != updated_at,
        };
        if accepts && updated_at.is_some() {
            self.policy.set_value(MergePolicy::Hold);
        }
        accepts
    }
}

/// The rows of a query's response. `id` is the id of a row; `page_size` is read untracked.
pub fn use_rows<T: Send + Sync + 'static>(
    query: Query<Page<T>>,
    pending: PendingRows,
    id: fn(&T) -> &str,
    page_size: impl Fn() -> u32 + 'static,
) -> Rows<T> {
    let rows =
        Rows { keys: RwSignal::new(Vec::new()), entries: StoredValue::new(Entries { rows: Vec::new(), last: 0 }) };
    effect(move || {
        let latest = query.latest();
        pending.reveal.track();
        let updated_at = query.handle.with(|status| status.updated_at);
        if updated_at.is_none() {
            // Another key: pending rows belong to the key before, whose rows are shown until the response arrives.
            pending.policy.set_value(MergePolicy::ApplyNext(None));
            if latest.is_some() {
                return;
            }
        }
        let fetched = latest.as_deref().map_or(&[][..], |cached| cached.data().rows());
        let is_full = u32::try_from(fetched.len()).is_ok_and(|count| count >= untrack(&page_size));
        rows.merge(keyed(fetched, id), pending, updated_at, is_full);
    });
    rows
}

/// Each row with a unique key.
fn keyed<T>(rows: &[Row<T>], id: fn(&T) -> &str) -> Vec<(String, Row<T>)> {
    let mut keyed = Vec::<(String, Row<T>)>::with_capacity(rows.len());
    let mut index = KeyIndex::default();
    for (at, row) in rows.iter().enumerate() {
        // Ids are unique on the service; should two rows share one nevertheless, both are shown.
        let mut key = id(row).to_owned();
        while !index.insert(&key, at) {
            key = format!("{key}#{at}");
        }
        keyed.push((key, row.clone()));
    }
    keyed
}

impl<T: Send + Sync + 'static> Rows<T> {
    /// The row of a key; tracked, so it notifies when the content of the row changes.
    pub fn get(self, key: &str) -> Option<Row<T>> {
        self.entries
            .try_update_value(|Entries { rows, last }| {
                let (before, behind) = rows.split_at_checked(*last)?;
                let (at, entry) = (*last..).zip(behind).chain((0..).zip(before)).find(|(_, entry)| entry.key == key)?;
                *last = at;
                entry.changed.track();
                Some(entry.row.clone())
            })
            .flatten()
    }

    /// Merges fetched rows into the shown ones and notifies what changed.
    fn merge(self, fetched: Vec<(String, Row<T>)>, pending: PendingRows, updated_at: Option<f64>, is_full: bool) {
        let Some(before) = self.entries.try_update_value(|entries| std::mem::take(&mut entries.rows)) else { return };
        let fetched_keys: Vec<String> = fetched.iter().map(|(key, _)| key.clone()).collect();
        let merged = if pending.accepts(updated_at) {
            Merged { keys: fetched_keys, new: 0 }
        } else {
            let shown: Vec<String> = before.iter().map(|entry| entry.key.clone()).collect();
            merge(&shown, &fetched_keys, is_full)
        };
        let changed = self.replace(before, fetched, &merged.keys);
        if self.keys.with_untracked(|before| *before != merged.keys) {
            self.keys.set(merged.keys);
        }
        for row in changed {
            row.notify();
        }
        if pending.count.get_untracked() != merged.new {
            pending.count.set(merged.new);
        }
    }

    /// Stores the rows of the keys, in their order; returns the triggers of those whose content changed.
    fn replace(self, before: Vec<Entry<T>>, fetched: Vec<(String, Row<T>)>, keys: &[String]) -> Vec<ArcTrigger> {
        let mut changed = Vec::new();
        let mut rows = Vec::with_capacity(keys.len());
        let fetched_index = KeyIndex::new(fetched.iter().map(|(key, _)| key.as_str()));
        let before_index = KeyIndex::new(before.iter().map(|entry| entry.key.as_str()));
        let mut before: Vec<Option<Entry<T>>> = before.into_iter().map(Some).collect();
        for key in keys {
            let row = fetched_index.position(key).and_then(|at| fetched.get(at)).map(|(_, row)| row.clone());
            let entry = before_index.position(key).and_then(|at| before.get_mut(at)?.take());
            match (entry, row) {
                (Some(mut entry), Some(row)) => {
                    if entry.row != row {
                        entry.row = row;
                        changed.push(entry.changed.clone());
                    }
                    rows.push(entry);
                }
                (Some(entry), None) => rows.push(entry),
                (None, Some(row)) => rows.push(Entry { key: key.clone(), row, changed: ArcTrigger::new() }),
                (None, None) => {}
            }
        }
        self.entries.set_value(Entries { rows, last: 0 });
        changed
    }
}
