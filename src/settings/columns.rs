//! The column settings of each table, kept in local storage.

use leptos::prelude::*;

use super::storage;
use crate::model::columns::{Column, Columns};

/// The column settings of one table: which columns are visible, their order, and the density of rows.
#[derive(Debug, Clone, Copy)]
pub struct ColumnSettings {
    table: &'static str,
    columns: RwSignal<Columns>,
    absent: Option<Memo<Vec<usize>>>,
}

impl ColumnSettings {
    /// The settings of a table, from local storage or the default.
    pub fn load(table: &'static str, all: &'static [Column]) -> Self {
        let stored = storage::read(&key(table)).unwrap_or_default();
        Self { table, columns: RwSignal::new(Columns::parse(all, &stored)), absent: None }
    }

    /// The settings of a table that lacks some columns at times, given by their indices: see [`Columns::without`].
    #[must_use]
    pub fn without(self, absent: Memo<Vec<usize>>) -> Self {
        Self { absent: Some(absent), ..self }
    }

    /// The columns. Tracked.
    pub fn get(self) -> Columns {
        let columns = self.columns.get();
        match self.absent {
            Some(absent) => columns.without(absent.get()),
            None => columns,
        }
    }

    /// A value derived from the columns. Tracked.
    pub fn with<T>(self, read: impl FnOnce(&Columns) -> T) -> T {
        read(&self.get())
    }

    /// Replaces the columns by a function of the current ones.
    pub fn update(self, change: impl FnOnce(&Columns) -> Columns) {
        self.set(change(&untrack(|| self.get())));
    }

    /// Sets the columns and stores them.
    pub fn set(self, columns: Columns) {
        storage::write(&key(self.table), &columns.serialize());
        self.columns.set(columns);
    }
}

fn key(table: &str) -> String {
    format!("columns.{table}")
}
