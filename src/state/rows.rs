//! The rows of a table, kept apart from each other, so that a refresh touches only those that changed.

use leptos::prelude::*;

use super::asked::Asked;
use super::effect::watch;
use crate::api::wire::{Page, Row};

/// The rows of the shown page. A row with an id that was there before is the same row, with its new content.
pub struct Rows<T: Send + Sync + 'static> {
    /// What tells the rows from each other, in their order.
    pub keys: RwSignal<Vec<String>>,
    kept: StoredValue<Vec<Kept<T>>>,
}

impl<T: Send + Sync + 'static> Clone for Rows<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Rows<T> {}

struct Kept<T> {
    key: String,
    row: Row<T>,
    changed: ArcTrigger,
}

impl<T: Send + Sync + 'static> Rows<T> {
    /// A row as it is now; wakes its watcher when the row says something else.
    pub fn get(self, key: &str) -> Option<Row<T>> {
        self.kept
            .try_with_value(|kept| {
                let kept = kept.iter().find(|kept| kept.key == key)?;
                kept.changed.track();
                Some(kept.row.clone())
            })
            .flatten()
    }
}

/// Follows the rows of an answer.
pub fn rows<T: Send + Sync + 'static>(asked: Asked<Page<T>>, id: fn(&T) -> &str) -> Rows<T> {
    let rows = Rows { keys: RwSignal::new(Vec::new()), kept: StoredValue::new(Vec::<Kept<T>>::new()) };
    watch(move || {
        let shown = asked.shown();
        let Some(mut before) = rows.kept.try_update_value(std::mem::take) else { return };
        let mut changed = Vec::new();
        let fresh = shown.as_deref().map_or(&[][..], |reply| reply.data().rows());
        let mut now = Vec::<Kept<T>>::with_capacity(fresh.len());
        for (at, row) in fresh.iter().enumerate() {
            // Ids are unique on the service; should two rows share one all the same, both are shown.
            let is_second = now.iter().any(|kept| kept.key == id(row));
            let key = if is_second { format!("{}#{at}", id(row)) } else { id(row).to_owned() };
            now.push(match before.iter().position(|kept| kept.key == key) {
                None => Kept { key, row: row.clone(), changed: ArcTrigger::new() },
                Some(position) => {
                    // In most refreshes all rows are where they were: the first of those that are left.
                    let mut kept = before.remove(position);
                    if kept.row != *row {
                        kept.row = row.clone();
                        changed.push(kept.changed.clone());
                    }
                    kept
                }
            });
        }
        let keys: Vec<String> = now.iter().map(|kept| kept.key.clone()).collect();
        rows.kept.set_value(now);
        if rows.keys.with_untracked(|before| *before != keys) {
            rows.keys.set(keys);
        }
        for row in changed {
            row.notify();
        }
    });
    rows
}
