//! The rows of a table, kept apart from each other, so that a refresh touches only those that changed.

use std::collections::HashMap;

use leptos::prelude::*;

use super::asked::Asked;
use super::effect::watch;
use crate::api::wire::{Page, Row};

/// A row that stays the same row while what it says changes.
#[derive(Debug)]
pub struct Kept<T: 'static> {
    /// What tells it from the others on its page.
    pub key: String,
    /// What it says now.
    pub row: ArcRwSignal<Row<T>>,
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Self { key: self.key.clone(), row: self.row.clone() }
    }
}

/// The rows of the shown page. A row with an id that was there before is the same row, with its new content.
pub fn rows<T>(asked: Asked<Page<T>>, id: fn(&T) -> &str) -> RwSignal<Vec<Kept<T>>>
where
    T: Send + Sync + 'static,
{
    let kept = RwSignal::new(Vec::<Kept<T>>::new());
    watch(move || {
        let shown = asked.shown();
        let rows = shown.as_deref().map_or(&[][..], |reply| reply.data().rows());
        let mut before: HashMap<String, Kept<T>> =
            kept.with_untracked(|kept| kept.iter().map(|kept| (kept.key.clone(), kept.clone())).collect());
        let now = rows.iter().enumerate().map(|(at, row)| {
            // Ids are unique on the service; should two rows share one all the same, both are shown.
            let first = rows.iter().position(|other| id(other) == id(row)) == Some(at);
            let key = if first { id(row).to_owned() } else { format!("{}#{at}", id(row)) };
            match before.remove(&key) {
                Some(kept) => {
                    if kept.row.with_untracked(|old| old != row) {
                        kept.row.set(row.clone());
                    }
                    kept
                }
                None => Kept { key, row: ArcRwSignal::new(row.clone()) },
            }
        });
        kept.set(now.collect());
    });
    kept
}
