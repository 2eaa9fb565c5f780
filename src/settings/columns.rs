//! The column settings of each table, kept in local storage.

use leptos::prelude::*;

use super::storage;
use crate::model::columns::{Column, Columns};

/// The column settings of one table: which columns are visible, their order, and the density of rows.
#[derive(Debug, Clone, Copy)]
pub struct ColumnSettings {
    table: &'static str,
    columns: RwSignal<Columns>,
}

impl ColumnSettings {
    /// The settings of a table, from local storage or the default.
    pub fn load(table: &'static str, all: &'static [Column]) -> Self {
        let stored = storage::read(&key(table)).unwrap_or_default();
        Self { table, columns: RwSignal::new(Columns::parse(all, &stored)) }
    }

    /// The columns. Tracked.
    pub fn get(self) -> Columns {
        self.columns.get()
    }

    /// A value derived from the columns. Tracked.
    pub fn with<T>(self, read: impl FnOnce(&Columns) -> T) -> T {
        self.columns.with(read)
    }

    /// Replaces the columns by a function of the current ones.
    pub fn update(self, change: impl FnOnce(&Columns) -> Columns) {
        self.set(self.columns.with_untracked(change));
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
