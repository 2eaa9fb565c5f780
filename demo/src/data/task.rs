//! Tasks, and the clean-up of their history.

use super::plan::Plan;
use super::run::Run;

const DAY: i64 = 86_400_000_000_000;

pub(crate) struct Task {
    pub(crate) key: &'static str,
    pub(crate) object_type: &'static str,
    pub(crate) replica_type: &'static str,
    pub(crate) plan: Plan,
    /// Newest first.
    pub(crate) runs: Vec<Run>,
}

impl Task {
    /// Whether a run has started, and has not been deleted by the daily clean-up.
    pub(crate) fn keeps(&self, run: &Run, now: i64) -> bool {
        run.has_started(now) && (self.is_continuous() || run.start.nanos >= self.kept_since(now))
    }

    /// The start time of the oldest details that are kept, in nanoseconds since 1970. The records of other tasks are
    /// deleted as a whole; a continuous task keeps its record and loses only details.
    pub(crate) fn details_kept_since(&self, now: i64) -> i64 {
        if self.is_continuous() { self.kept_since(now) } else { i64::MIN }
    }

    /// Whether the task has one record for its whole life.
    fn is_continuous(&self) -> bool {
        matches!(self.replica_type, "REAL_TIME" | "FEDERATION")
    }

    fn kept_since(&self, now: i64) -> i64 {
        match self.plan.reserve_days {
            // The clean-up runs once a day.
            Some(days) => now.div_euclid(DAY).saturating_sub(days.into()).saturating_mul(DAY),
            None => i64::MIN,
        }
    }
}
