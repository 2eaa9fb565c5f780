//! Tasks and their runs.

use super::detail::Detail;
use super::plan::Plan;
use crate::wire;
use crate::zone::{Moment, Zone};
use std::sync::{Arc, OnceLock};

pub(crate) struct Task {
    pub(crate) key: &'static str,
    pub(crate) object_type: &'static str,
    pub(crate) replica_type: &'static str,
    /// The newest first.
    pub(crate) runs: Vec<Run>,
}

/// One execution: a record.
pub(crate) struct Run {
    pub(crate) id: String,
    pub(crate) start: Moment,
    /// When it ends, also where that is yet to come; `None` if it never does.
    pub(crate) end: Option<Moment>,
    /// The status it has once it has ended, or for ever if it never does.
    pub(crate) outcome: &'static str,
    pub(crate) error: Option<&'static str>,
    pub(crate) rows: Rows,
    pub(crate) sums: Sums,
}

/// The rows of a run.
pub(crate) enum Rows {
    /// Written down, the newest first.
    Kept(Arc<Vec<Detail>>),
    /// Made when needed.
    Made(Box<Plan>),
}

/// Where the sums over a run come from.
pub(crate) enum Sums {
    /// There are none: it is older than they are.
    Older,
    /// As documented, whatever the rows say.
    Fixed(Totals),
    /// Counted, and kept once the run has ended.
    Counted(OnceLock<Totals>),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Totals {
    pub(crate) overview: wire::Overview,
    pub(crate) replicated: i64,
    pub(crate) total: Option<i64>,
}

impl Run {
    /// Whether it has begun by `now`.
    pub(crate) fn begun(&self, now: i64) -> bool {
        !self.start.later(now)
    }

    /// Whether it is under way at `now`.
    fn ends_later(&self, now: i64) -> bool {
        self.end.as_ref().is_some_and(|end| end.later(now))
    }

    pub(crate) fn status(&self, now: i64) -> &'static str {
        if self.ends_later(now) { "RUNNING" } else { self.outcome }
    }

    /// What was counted, or is so far; `None` for a run from before the counting.
    pub(crate) fn totals(&self, now: i64) -> Option<Totals> {
        match &self.sums {
            Sums::Older => None,
            Sums::Fixed(totals) => Some(totals.clone()),
            Sums::Counted(_) if self.ends_later(now) || self.end.is_none() => Some(self.count(now)),
            Sums::Counted(kept) => Some(kept.get_or_init(|| self.count(i64::MAX)).clone()),
        }
    }

    fn count(&self, now: i64) -> Totals {
        let mut sum = Counter::default();
        match &self.rows {
            Rows::Kept(rows) => {
                for row in rows.iter() {
                    let files = |files: Option<i64>| files.unwrap_or(1);
                    let outcome = row.begun(now).then(|| row.status(now));
                    let good = files(row.progress.file_success);
                    let bad = row.progress.file_failed.unwrap_or(0);
                    sum.add(outcome, row.conflict.is_some(), row.size.unwrap_or(0), good, bad);
                }
            }
            Rows::Made(plan) => {
                let now = now / 1_000_000;
                for number in 0..plan.rows {
                    let core = plan.core(number);
                    let failed = core.trouble.is_some();
                    let outcome = match (core.start <= now, core.end <= now) {
                        (false, _) => None,
                        (true, false) => Some("RUNNING"),
                        (true, true) if failed => Some("FAILED"),
                        (true, true) => Some("SUCCESS"),
                    };
                    let (good, bad) = if failed { (0, core.files) } else { (core.files, 0) };
                    sum.add(outcome, core.conflict.is_some(), core.size, good, bad);
                }
            }
        }
        Totals {
            overview: wire::Overview {
                success: sum.success,
                failed: sum.failed,
                conflict: sum.conflict,
                file_success: Some(sum.good_files),
                file_failed: Some(sum.bad_files),
            },
            replicated: sum.replicated,
            // Who replicates as things come cannot know how much will come.
            total: self.end.is_some().then_some(sum.total),
        }
    }

    pub(crate) fn wire<'a>(&'a self, task: &'a Task, now: i64, zone: &Zone, old: bool) -> wire::Record<'a> {
        let running = self.ends_later(now);
        let totals = if old { None } else { self.totals(now) };
        let newer = !old;
        wire::Record {
            id: &self.id,
            task_key: task.key,
            status: self.status(now),
            start_time: zone.local(&self.start),
            end_time: match &self.end {
                Some(end) if !running => Some(zone.local(end)),
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
struct Counter {
    success: i64,
    failed: i64,
    conflict: i64,
    good_files: i64,
    bad_files: i64,
    replicated: i64,
    total: i64,
}

impl Counter {
    fn add(&mut self, outcome: Option<&str>, conflict: bool, size: i64, good: i64, bad: i64) {
        self.total = self.total.saturating_add(size);
        let Some(outcome) = outcome else { return };
        self.conflict += i64::from(conflict);
        match outcome {
            "SUCCESS" => {
                self.success += 1;
                self.replicated = self.replicated.saturating_add(size);
                self.good_files += good;
            }
            "FAILED" => {
                self.failed += 1;
                self.bad_files += bad.max(1);
            }
            _ => {}
        }
    }
}
