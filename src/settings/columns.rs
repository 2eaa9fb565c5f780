//! Which columns each table shows, kept on the device.

use super::storage;
use crate::model::columns::{Column, Columns};
use leptos::prelude::*;

/// The columns of one table.
#[derive(Debug, Clone, Copy)]
pub struct Chosen {
    table: &'static str,
    columns: RwSignal<Columns>,
}

impl Chosen {
    /// Those of a table, as they were chosen on this device before.
    pub fn load(table: &'static str, of: &'static [Column]) -> Self {
        let kept = storage::read(&key(table)).unwrap_or_default();
        Self { table, columns: RwSignal::new(Columns::read(of, &kept)) }
    }

    /// The columns; wakes its watcher when others are chosen.
    pub fn get(self) -> Columns {
        self.columns.get()
    }

    /// Looks at them.
    pub fn is(self, look: impl FnOnce(&Columns) -> bool) -> bool {
        self.columns.with(look)
    }

    /// Chooses others.
    pub fn set(self, columns: Columns) {
        storage::write(&key(self.table), &columns.write());
        self.columns.set(columns);
    }
}

fn key(table: &str) -> String {
    format!("columns.{table}")
}
