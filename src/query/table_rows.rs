//! The rows of a table, kept apart from each other, so that a refresh touches only those that changed, and never
//! pushes what a person reads.

use leptos::prelude::*;

use super::effect::watch;
use super::use_query::Query;
use crate::api::wire::{Page, Row};
use crate::model::key_index::Index;
use crate::model::row_merge::{Merged, merge};

/// The rows of the shown page. A row with an id that was there before is the same row, with its new content.
pub struct Rows<T: Send + Sync + 'static> {
    /// What tells the rows from each other, in their order.
    pub keys: RwSignal<Vec<String>>,
    /// What a refresh brought and holds back.
    pub news: PendingRows,
    kept: StoredValue<List<T>>,
}

impl<T: Send + Sync + 'static> Clone for Rows<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Rows<T> {}

/// The rows, and where the last one was that was asked for: mostly they are asked for in their order.
struct List<T> {
    rows: Vec<Kept<T>>,
    last: usize,
}

struct Kept<T> {
    key: String,
    row: Row<T>,
    changed: ArcTrigger,
}

/// Rows that a refresh brought and that are not shown yet, since they would push what one reads.
#[derive(Debug, Clone, Copy)]
pub struct PendingRows {
    held: RwSignal<usize>,
    show: Trigger,
    /// Whether the next answer is shown as it is.
    whole: StoredValue<Whole>,
}

/// What is shown as it is, new rows included.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Whole {
    /// Nothing: new rows are held back.
    Nothing,
    /// The answer that is there, and from then on nothing.
    This,
    /// The next answer, which is another than that of this time.
    After(Option<f64>),
}

impl PendingRows {
    /// PendingRows of a table that has none yet.
    pub fn none() -> Self {
        Self { held: RwSignal::new(0), show: Trigger::new(), whole: StoredValue::new(Whole::After(None)) }
    }

    /// How many rows are held back.
    pub fn count(self) -> usize {
        self.held.get()
    }

    /// Shows them.
    pub fn show(self) {
        self.whole.set_value(Whole::This);
        self.show.notify();
    }

    /// The next answer is what a person asks for: it is shown whole.
    pub fn expect<T: Send + Sync + 'static>(self, asked: Query<T>) {
        self.whole.set_value(Whole::After(asked.handle.updated_at_untracked()));
    }
}

impl<T: Send + Sync + 'static> Rows<T> {
    /// A row as it is now; wakes its watcher when the row says something else.
    pub fn get(self, key: &str) -> Option<Row<T>> {
        self.kept
            .try_update_value(|List { rows, last }| {
                let (before, behind) = rows.split_at_checked(*last)?;
                let (at, kept) = (*last..).zip(behind).chain((0..).zip(before)).find(|(_, kept)| kept.key == key)?;
                *last = at;
                kept.changed.track();
                Some(kept.row.clone())
            })
            .flatten()
    }
}

/// Follows the rows of an answer. `size` is how many rows a page takes.
pub fn rows<T: Send + Sync + 'static>(
    asked: Query<Page<T>>,
    news: PendingRows,
    id: fn(&T) -> &str,
    size: impl Fn() -> u32 + 'static,
) -> Rows<T> {
    let rows =
        Rows { keys: RwSignal::new(Vec::new()), news, kept: StoredValue::new(List { rows: Vec::new(), last: 0 }) };
    watch(move || {
        let shown = asked.latest();
        news.show.track();
        let answered = asked.handle.status().updated_at;
        if answered.is_none() {
            // Another question: what was held back belongs to the one before, which stays until this is answered.
            news.whole.set_value(Whole::After(None));
            if shown.is_some() {
                return;
            }
        }
        let fresh = shown.as_deref().map_or(&[][..], |reply| reply.data().rows());
        let is_full = u32::try_from(fresh.len()).is_ok_and(|rows| rows >= untrack(&size));
        let Some(before) = rows.kept.try_update_value(|list| std::mem::take(&mut list.rows)) else { return };
        let fresh = keyed(fresh, id);
        let whole = news.whole.get_value();
        let as_it_is = whole == Whole::This || matches!(whole, Whole::After(time) if time != answered);
        if as_it_is && answered.is_some() {
            news.whole.set_value(Whole::Nothing);
        }
        let fresh_keys: Vec<String> = fresh.iter().map(|(key, _)| key.clone()).collect();
        let held = if as_it_is {
            Merged { keys: fresh_keys, new: 0 }
        } else {
            let shown: Vec<String> = before.iter().map(|kept| kept.key.clone()).collect();
            merge(&shown, &fresh_keys, is_full)
        };
        let changed = rows.replace(before, fresh, &held.keys);
        if rows.keys.with_untracked(|before| *before != held.keys) {
            rows.keys.set(held.keys);
        }
        for row in changed {
            row.notify();
        }
        if news.held.get_untracked() != held.new {
            news.held.set(held.new);
        }
    });
    rows
}

/// Each row with what tells it from the others.
fn keyed<T>(rows: &[Row<T>], id: fn(&T) -> &str) -> Vec<(String, Row<T>)> {
    let mut keyed = Vec::<(String, Row<T>)>::with_capacity(rows.len());
    let mut index = Index::default();
    for (at, row) in rows.iter().enumerate() {
        // Ids are unique on the service; should two rows share one all the same, both are shown.
        let mut key = id(row).to_owned();
        while !index.add(&key, at) {
            key = format!("{key}#{at}");
        }
        keyed.push((key, row.clone()));
    }
    keyed
}

impl<T: Send + Sync + 'static> Rows<T> {
    /// Keeps the rows of these keys, in this order; tells whose content changed.
    fn replace(self, before: Vec<Kept<T>>, fresh: Vec<(String, Row<T>)>, keys: &[String]) -> Vec<ArcTrigger> {
        let mut changed = Vec::new();
        let mut now = Vec::with_capacity(keys.len());
        let came = Index::of(fresh.iter().map(|(key, _)| key.as_str()));
        let stood = Index::of(before.iter().map(|kept| kept.key.as_str()));
        let mut before: Vec<Option<Kept<T>>> = before.into_iter().map(Some).collect();
        for key in keys {
            let row = came.find(key).and_then(|at| fresh.get(at)).map(|(_, row)| row.clone());
            let kept = stood.find(key).and_then(|at| before.get_mut(at)?.take());
            match (kept, row) {
                (Some(mut kept), Some(row)) => {
                    if kept.row != row {
                        kept.row = row;
                        changed.push(kept.changed.clone());
                    }
                    now.push(kept);
                }
                (Some(kept), None) => now.push(kept),
                (None, Some(row)) => now.push(Kept { key: key.clone(), row, changed: ArcTrigger::new() }),
                (None, None) => {}
            }
        }
        self.kept.set_value(List { rows: now, last: 0 });
        changed
    }
}
