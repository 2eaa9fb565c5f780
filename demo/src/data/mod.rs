//! The data set: realistic tasks, runs and rows.
//!
//! It is deterministic: constants and the reference time determine everything, so two instances with the same reference
//! time return the same responses.

mod continuous;
mod cron;
mod detail;
mod documented;
mod edge_cases;
mod errors;
mod generated_tasks;
mod history;
mod legacy;
mod lifecycle;
mod mobile_games;
mod more_plans;
mod names;
mod nightly;
mod plan;
mod random;
mod row_generator;
mod run;
mod scheduled;
mod small_run;
mod task;
mod totals;

pub(crate) use detail::Detail;
pub(crate) use nightly::{RUNNING as NIGHTLY_RUNNING, run_id as nightly_run_id};
pub(crate) use plan::{Plan, Trigger};
pub(crate) use random::{mix, number};
pub(crate) use run::{Rows, Run};
pub(crate) use task::Task;

use jiff::tz::TimeZone;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

/// Maximum number of cached generated rows; the least recently used runs are evicted first.
const MAX_CACHED_ROWS: usize = 200_000;

/// Parameters of the data set.
pub(crate) struct Setup {
    /// The reference time in milliseconds since 1970.
    pub(crate) now: i64,
    /// The remaining duration of running runs in milliseconds.
    pub(crate) run_for: i64,
    /// The zone of documented times.
    pub(crate) zone: TimeZone,
}

/// A run, identified by task and index, with its rows.
type CachedRows = ((usize, usize), Arc<Vec<Detail>>);

pub(crate) struct Data {
    tasks: Vec<Task>,
    by_key: HashMap<&'static str, usize>,
    by_record: HashMap<String, (usize, usize)>,
    /// Cached generated rows, the most recently used ones last.
    cache: Mutex<VecDeque<CachedRows>>,
}

impl Data {
    pub(crate) fn new(setup: &Setup) -> Self {
        let mut tasks = vec![nightly::task(setup)];
        tasks.extend(generated_tasks::tasks(setup));
        tasks.extend(continuous::tasks(setup));
        tasks.extend(lifecycle::tasks(setup));
        tasks.extend(history::tasks(setup));
        tasks.push(legacy::task(setup));
        tasks.extend(edge_cases::tasks(setup));
        tasks.extend(documented::tasks(setup));
        tasks.extend(more_plans::tasks(setup));
        tasks.extend(mobile_games::tasks(setup));
        let mut by_key = HashMap::new();
        let mut by_record = HashMap::new();
        for (number, task) in tasks.iter().enumerate() {
            by_key.insert(task.key, number);
            for (run, record) in task.runs.iter().enumerate() {
                by_record.insert(record.id.clone(), (number, run));
            }
        }
        Self { tasks, by_key, by_record, cache: Mutex::default() }
    }

    pub(crate) fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    pub(crate) fn task(&self, key: &str) -> Option<&Task> {
        self.tasks.get(*self.by_key.get(key)?)
    }

    pub(crate) fn record(&self, id: &str) -> Option<(&Task, &Run)> {
        let (task, run) = *self.by_record.get(id)?;
        let task = self.tasks.get(task)?;
        Some((task, task.runs.get(run)?))
    }

    /// All rows of a record, including future ones, newest first.
    pub(crate) fn rows(&self, id: &str) -> Option<Arc<Vec<Detail>>> {
        let index = *self.by_record.get(id)?;
        let run = self.tasks.get(index.0)?.runs.get(index.1)?;
        let generator = match &run.rows {
            Rows::Stored(rows) => return Some(rows.clone()),
            Rows::Generated(generator) => generator,
        };
        // The lock is held during generation, so that concurrent requests for a record do not duplicate the work.
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = cache.iter().position(|(key, _)| *key == index)
            && let Some(entry) = cache.remove(found)
        {
            let rows = entry.1.clone();
            cache.push_back(entry);
            return Some(rows);
        }
        let rows = (0..generator.rows).rev().map(|row| generator.detail(row, id));
        let rows = Arc::new(rows.collect::<Vec<_>>());
        cache.push_back((index, rows.clone()));
        let mut cached_rows: usize = cache.iter().map(|(_, rows)| rows.len()).sum();
        while cached_rows > MAX_CACHED_ROWS && cache.len() > 1 {
            cached_rows -= cache.pop_front().map_or(0, |(_, rows)| rows.len());
        }
        Some(rows)
    }
}
