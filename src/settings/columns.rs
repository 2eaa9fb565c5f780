//! The column settings of each table, kept in local storage.

use leptos::prelude::*;

use super::{storage, use_config};
use crate::model::columns::{Column, Columns};
use crate::model::config::{COMPACT, Config};

/// The width from which on a table is wide, in CSS pixels: that of a window of 1440 without its scroll bar.
const WIDE: i32 = 1420;

/// The column settings of one table: which columns are visible, their order, and the density of rows.
#[derive(Debug, Clone, Copy)]
pub struct ColumnSettings {
    table: &'static str,
    columns: RwSignal<Columns>,
    absent: Option<Memo<Vec<usize>>>,
    config: RwSignal<Config>,
}

impl ColumnSettings {
    /// The settings of a table, from local storage or the default. Called while a component is created.
    pub fn load(table: &'static str, all: &'static [Column]) -> Self {
        let stored = storage::read(&key(table)).unwrap_or_default();
        // The width of the window is that of the app, unless a host page embeds it: see `set_width`.
        let width = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default();
        let columns = Columns::parse(all, &stored).in_width(width >= WIDE.into());
        Self { table, columns: RwSignal::new(columns), absent: None, config: use_config() }
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

    /// Whether the rows are compact: the choice of the user, else the density of the configuration. Tracked.
    pub fn is_compact(self) -> bool {
        let configured = || self.config.with(|config| config.density.as_deref() == Some(COMPACT));
        self.columns.with(Columns::compact).unwrap_or_else(configured)
    }

    /// Sets the width of the app, in CSS pixels, on which the default columns depend.
    pub fn set_width(self, width: i32) {
        let is_wide = width >= WIDE;
        if self.columns.with_untracked(|columns| columns.is_wide() != is_wide) {
            self.columns.update(|columns| *columns = columns.clone().in_width(is_wide));
        }
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
