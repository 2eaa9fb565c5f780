//! The column settings of each table, in local storage.

use super::storage;
use crate::model::columns::{Column, Columns};
use leptos::prelude::*;

/// The column settings of one table.
#[derive(Debug, Clone, Copy)]
pub struct ColumnSettings {
    table: &'static str,
    columns: RwSignal<Columns>,
}

/// [`ColumnSettings`]. // temporary
pub type Chosen = ColumnSettings;

impl ColumnSettings {
    /// Loads the settings of a table; `available` are its columns.
    pub fn load(table: &'static str, available: &'static [Column]) -> Self {
        let stored = storage::read(&key(table)).unwrap_or_default();
        Self { table, columns: RwSignal::new(Columns::read(available, &stored)) }
    }

    /// The columns; tracked.
    pub fn get(self) -> Columns {
        self.columns.get()
    }

    /// Applies a function to the columns; tracked.
    pub fn with<R>(self, read: impl FnOnce(&Columns) -> R) -> R {
        self.columns.with(read)
    }

    /// [`with`](Self::with). // temporary
    pub fn is(self, read: impl FnOnce(&Columns) -> bool) -> bool {
        self.with(read)
    }

    /// Sets and stores the columns.
    pub fn set(self, columns: Columns) {
        storage::write(&key(self.table), &columns.write());
        self.columns.set(columns);
    }
}

fn key(table: &str) -> String {
    format!("columns.{table}")
}
