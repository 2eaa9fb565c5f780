//! Tasks and their runs.

use super::detail::Detail;
use super::row_generator::RowGenerator;
use crate::wire;
use crate::zone::{Moment, Zone};
use std::sync::{Arc, OnceLock};

pub(crate) struct Task {
    pub(crate) key: &'static str,
    pub(crate) object_type: &'static str,
    pub(crate) replica_type: &'static str,
    /// Newest first.
    pub(crate) runs: Vec<Run>,
}

/// A run of a task, which the API calls a record.
pub(crate) struct Run {
    pub(crate) id: String,
    pub(crate) start: Moment,
    /// The end time, which may be in the future; `None` if the run never ends.
    pub(crate) end: Option<Moment>,
    /// The status after the end, or the permanent status of a run that never ends.
    pub(crate) outcome: &'static str,
    pub(crate) error: Option<&'static str>,
    pub(crate) rows: Rows,
    pub(crate) totals_source: TotalsSource,
}

/// The rows of a run.
pub(crate) enum Rows {
    /// Stored, newest first.
    Stored(Arc<Vec<Detail>>),
    /// Generated on demand.
    Generated(Box<RowGenerator>),
}

/// The source of a run's totals.
pub(crate) enum TotalsSource {
    /// No totals: a run of an old server version.
    Missing,
    /// Documented values, independent of the rows.
    Fixed(Totals),
    /// Computed from the rows, and cached after the end of the run.
    Computed(OnceLock<Totals>),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Totals {
    pub(crate) overview: wire::Overview,
    pub(crate) replicated: i64,
    pub(crate) total: Option<i64>,
}

impl Run {
    /// Whether it has started by `now`.
    pub(crate) fn has_started(&self, now: i64) -> bool {
        !self.start.is_after(now)
    }

    /// Whether it is running at `now` and will end.
    fn is_running(&self, now: i64) -> bool {
        self.end.as_ref().is_some_and(|end| end.is_after(now))
    }

    pub(crate) fn status(&self, now: i64) -> &'static str {
        if self.is_running(now) { "RUNNING" } else { self.outcome }
    }

    /// The totals at `now`; `None` for a run of an old server version.
    pub(crate) fn totals(&self, now: i64) -> Option<Totals> {
        match &self.totals_source {
            TotalsSource::Missing => None,
            TotalsSource::Fixed(totals) => Some(totals.clone()),
            TotalsSource::Computed(_) if self.is_running(now) || self.end.is_none() => Some(self.compute_totals(now)),
            TotalsSource::Computed(cached) => Some(cached.get_or_init(|| self.compute_totals(i64::MAX)).clone()),
        }
    }

    fn compute_totals(&self, now: i64) -> Totals {
        let mut sum = TotalsCounter::default();
        match &self.rows {
            Rows::Stored(rows) => {
                for row in rows.iter() {
                    let files = |files: Option<i64>| files.unwrap_or(1);
                    let outcome = row.has_started(now).then(|| row.status(now));
                    let success_files = files(row.progress.file_success);
                    let failed_files = row.progress.file_failed.unwrap_or(0);
                    sum.add(outcome, row.conflict.is_some(), row.size.unwrap_or(0), success_files, failed_files);
                }
            }
            Rows::Generated(generator) => {
                let now = now / 1_000_000;
                for number in 0..generator.rows {
                    let summary = generator.summary(number);
                    let failed = summary.failure.is_some();
                    let outcome = match (summary.start <= now, summary.end <= now) {
                        (false, _) => None,
                        (true, false) => Some("RUNNING"),
                        (true, true) if failed => Some("FAILED"),
                        (true, true) => Some("SUCCESS"),
                    };
                    let (success_files, failed_files) = if failed { (0, summary.files) } else { (summary.files, 0) };
                    sum.add(outcome, summary.conflict.is_some(), summary.size, success_files, failed_files);
                }
            }
        }
        Totals {
            overview: wire::Overview {
                success: sum.success,
                failed: sum.failed,
                conflict: sum.conflict,
                file_success: Some(sum.file_success),
                file_failed: Some(sum.file_failed),
            },
            replicated: sum.replicated,
            // A real-time task has no known total.
            total: self.end.is_some().then_some(sum.total),
        }
    }

    pub(crate) fn wire<'a>(&'a self, task: &'a Task, now: i64, zone: &Zone, old: bool) -> wire::Record<'a> {
        let running = self.is_running(now);
        let totals = if old { None } else { self.totals(now) };
        let newer = !old;
        wire::Record {
            id: &self.id,
            task_key: task.key,
            status: self.status(now),
            start_time: zone.format_local(&self.start),
            end_time: match &self.end {
                Some(end) if !running => Some(zone.format_local(end)),
                _ => None,
            },
            error_reason: self.error.filter(|_| !running),
            replicated_bytes: newer.then(|| totals.as_ref().map(|totals| totals.replicated)),
            total_bytes: newer.then(|| totals.as_ref().and_then(|totals| totals.total)),
            replica_overview: newer.then(|| totals.map(|totals| totals.overview)),
        }
    }
}

#[derive(Default)]
struct TotalsCounter {
    success: i64,
    failed: i64,
    conflict: i64,
    file_success: i64,
    file_failed: i64,
    replicated: i64,
    total: i64,
}

impl TotalsCounter {
    fn add(&mut self, outcome: Option<&str>, conflict: bool, size: i64, success_files: i64, failed_files: i64) {
        self.total = self.total.saturating_add(size);
        let Some(outcome) = outcome else { return };
        self.conflict += i64::from(conflict);
        match outcome {
            "SUCCESS" => {
                self.success += 1;
                self.replicated = self.replicated.saturating_add(size);
                self.file_success += success_files;
            }
            "FAILED" => {
                self.failed += 1;
                self.file_failed += failed_files.max(1);
            }
            _ => {}
        }
    }
}
