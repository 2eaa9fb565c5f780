//! The data set: tasks, runs and rows that a person would believe.
//!
//! Everything follows from fixed numbers and the moment the data set is built around; two
//! instances with the same moment give the same answers.

mod detail;
mod documented;
mod errors;
mod history;
mod names;
mod nightly;
mod odd;
mod others;
mod plan;
mod random;
mod task;

pub(crate) use detail::Detail;
pub(crate) use nightly::run_id as nightly_run_id;
pub(crate) use random::mix;
pub(crate) use task::{Rows, Run, Task};

use jiff::tz::TimeZone;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

/// At most so many made rows are kept at a time; the least recently used runs go first.
const KEPT_ROWS: usize = 200_000;

/// What the tasks are built around.
pub(crate) struct Anchor {
    /// Milliseconds since 1970.
    pub(crate) now: i64,
    /// How long running runs still take, in milliseconds.
    pub(crate) run_for: i64,
    /// The zone that documented times are in.
    pub(crate) zone: TimeZone,
}

/// A run, as its task and its number in it, and its rows.
type Made = ((usize, usize), Arc<Vec<Detail>>);

pub(crate) struct Data {
    tasks: Vec<Task>,
    by_key: HashMap<&'static str, usize>,
    by_record: HashMap<String, (usize, usize)>,
    /// Rows made lately, the last used at the end.
    made: Mutex<VecDeque<Made>>,
}

impl Data {
    pub(crate) fn new(anchor: &Anchor) -> Self {
        let mut tasks = vec![nightly::task(anchor)];
        tasks.extend(others::tasks(anchor));
        tasks.extend(history::tasks(anchor));
        tasks.extend(odd::tasks(anchor));
        tasks.extend(documented::tasks(anchor));
        let mut by_key = HashMap::new();
        let mut by_record = HashMap::new();
        for (number, task) in tasks.iter().enumerate() {
            by_key.insert(task.key, number);
            for (run, record) in task.runs.iter().enumerate() {
                by_record.insert(record.id.clone(), (number, run));
            }
        }
        Self { tasks, by_key, by_record, made: Mutex::default() }
    }

    pub(crate) fn task(&self, key: &str) -> Option<&Task> {
        self.tasks.get(*self.by_key.get(key)?)
    }

    pub(crate) fn record(&self, id: &str) -> Option<(&Task, &Run)> {
        let (task, run) = *self.by_record.get(id)?;
        let task = self.tasks.get(task)?;
        Some((task, task.runs.get(run)?))
    }

    /// All rows of a record, also those yet to come, the newest first.
    pub(crate) fn rows(&self, id: &str) -> Option<Arc<Vec<Detail>>> {
        let place = *self.by_record.get(id)?;
        let run = self.tasks.get(place.0)?.runs.get(place.1)?;
        let plan = match &run.rows {
            Rows::Kept(rows) => return Some(rows.clone()),
            Rows::Made(plan) => plan,
        };
        // Held while the rows are made: two readers of the same record must not both do the work.
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = made.iter().position(|(which, _)| *which == place)
            && let Some(entry) = made.remove(found)
        {
            let rows = entry.1.clone();
            made.push_back(entry);
            return Some(rows);
        }
        let rows = (0..plan.rows).rev().map(|row| plan.detail(row, id));
        let rows = Arc::new(rows.collect::<Vec<_>>());
        made.push_back((place, rows.clone()));
        let mut kept: usize = made.iter().map(|(_, rows)| rows.len()).sum();
        while kept > KEPT_ROWS && made.len() > 1 {
            kept -= made.pop_front().map_or(0, |(_, rows)| rows.len());
        }
        Some(rows)
    }
}
