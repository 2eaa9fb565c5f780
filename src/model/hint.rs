//! Explanations of what an execution lacks: totals, details, a duration.

use chrono::NaiveDateTime;

use super::enums::{ReplicaType, Status};
use super::totals::{Difference, Reported, Totals};

/// An explanation. Most executions need none, so the sentences are loaded on demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// The overview is missing because it is written when the execution ends.
    TotalsAtEnd,
    /// The overview is missing because the execution is older than it; each row can stand for many artifacts.
    TotalsPredated,
    /// The overview is missing although the execution has ended.
    TotalsNeverWritten,
    /// An overview that does not count rows, because each row can stand for many artifacts.
    RowsCounted,
    /// The service's own totals include details that are deleted or were not kept.
    DetailsMissing(Reported),
    /// The service's own totals are lower than the number of details.
    CountedLess(Reported),
    /// The service's own totals, which may count skipped artifacts twice: there are no details to compare them with.
    MaybeSkippedTwice,
    /// Several executions share the record.
    ExecutionsMixed,
    /// There are no details at the centre for a pull by an edge node.
    NoneAtCentre,
    /// The details are not kept.
    NoneKept,
    /// The details were deleted, or never kept.
    NoneLeft,
    /// The execution failed before its first artifact.
    FailedFirst,
}

/// The properties of an execution that explain what it lacks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Execution<'a> {
    /// The trigger of its task.
    pub replica_type: Option<&'a ReplicaType>,
    /// Its status.
    pub status: Option<&'a Status>,
    /// Whether it ended, or else started, less than a day ago.
    pub is_recent: bool,
    /// Whether details of the older format have been seen.
    pub has_historical: bool,
}

impl Execution<'_> {
    fn is_running(self) -> bool {
        self.status == Some(&Status::Running)
    }
}

/// The explanation of the totals: why the service has none, or why its own are others. Skips that are counted twice are
/// the normal case and explained elsewhere.
pub fn of_totals(execution: Execution<'_>, reported: Option<Reported>, totals: Totals) -> Option<Hint> {
    let Some(reported) = reported else {
        return Some(if execution.is_running() {
            Hint::TotalsAtEnd
        } else if execution.has_historical {
            Hint::TotalsPredated
        } else {
            Hint::TotalsNeverWritten
        });
    };
    match totals.difference {
        _ if totals.is_reported => totals.conflicts.map(|_| Hint::MaybeSkippedTwice),
        Some(_) if execution.has_historical => Some(Hint::RowsCounted),
        Some(Difference::DetailsMissing) => Some(Hint::DetailsMissing(reported)),
        Some(Difference::CountedLess) => Some(Hint::CountedLess(reported)),
        Some(Difference::SkippedTwice) | None => None,
    }
}

/// The explanation of an execution without details; `None` if it is running, or simply has none.
///
/// The job that deletes details keeps them for a day at least, so those of a recent execution were never kept.
pub fn of_no_details(execution: Execution<'_>, reported: Option<Reported>) -> Option<Hint> {
    if execution.replica_type == Some(&ReplicaType::EdgePull) {
        return Some(Hint::NoneAtCentre);
    }
    if reported.is_some_and(Reported::is_positive) {
        return Some(if execution.is_recent { Hint::NoneKept } else { Hint::NoneLeft });
    }
    (execution.status == Some(&Status::Failed)).then_some(Hint::FailedFirst)
}

/// Whether the details of several executions are mixed in one record: a task that runs once and is started again uses
/// its record again, with the first start, and without setting the status back to `RUNNING`.
///
/// `span` is the start and the end of the record, `starts` are those of its details, all in one zone.
pub fn mixes_executions(
    replica_type: Option<&ReplicaType>,
    span: (Option<NaiveDateTime>, Option<NaiveDateTime>),
    mut starts: impl Iterator<Item = NaiveDateTime>,
) -> bool {
    let is_outside = |at: NaiveDateTime| span.0.is_some_and(|start| at < start) || span.1.is_some_and(|end| at > end);
    replica_type == Some(&ReplicaType::RunOnce) && starts.any(is_outside)
}

#[cfg(test)]
mod tests {
    use super::super::time::parse;
    use super::super::totals::totals;
    use super::*;

    const RUNNING: Execution<'_> = Execution {
        replica_type: Some(&ReplicaType::Scheduled),
        status: Some(&Status::Running),
        is_recent: true,
        has_historical: false,
    };
    const ENDED: Execution<'_> = Execution { status: Some(&Status::Success), ..RUNNING };

    fn reported(success: i64, failed: i64, conflict: i64) -> Reported {
        Reported { success: Some(success), failed: Some(failed), conflict: Some(conflict) }
    }

    #[test]
    fn a_missing_overview_has_three_explanations() {
        for (execution, hint) in [
            (RUNNING, Hint::TotalsAtEnd),
            (Execution { has_historical: true, ..RUNNING }, Hint::TotalsAtEnd),
            (Execution { has_historical: true, ..ENDED }, Hint::TotalsPredated),
            (ENDED, Hint::TotalsNeverWritten),
            (Execution { status: Some(&Status::Failed), ..ENDED }, Hint::TotalsNeverWritten),
            (Execution::default(), Hint::TotalsNeverWritten),
        ] {
            assert_eq!(of_totals(execution, None, Totals::default()), Some(hint), "{execution:?}");
        }
    }

    #[test]
    fn a_difference_is_explained_once() {
        let historical = Execution { has_historical: true, ..ENDED };
        let (twice, missing, less) = (reported(19, 0, 9), reported(50, 3, 0), reported(5, 0, 0));
        for (execution, overview, details, hint) in [
            // Explained beside the numbers.
            (ENDED, twice, 10, None),
            (ENDED, missing, 10, Some(Hint::DetailsMissing(missing))),
            (ENDED, less, 10, Some(Hint::CountedLess(less))),
            (historical, missing, 10, Some(Hint::RowsCounted)),
            (ENDED, reported(10, 0, 3), 10, None),
            // Without details, nothing can be compared.
            (ENDED, twice, 0, Some(Hint::MaybeSkippedTwice)),
            (ENDED, missing, 0, None),
        ] {
            let totals = totals(Some(overview), Some(details), Some((0, 0)), false);
            assert_eq!(of_totals(execution, Some(overview), totals), hint, "{overview:?} {details}");
        }
    }

    #[test]
    fn totals_of_the_service_may_count_skips_twice_where_the_details_cannot_be_read() {
        for (overview, hint) in [(reported(20, 0, 10), Some(Hint::MaybeSkippedTwice)), (reported(20, 0, 0), None)] {
            let totals = totals(Some(overview), None, None, false);
            assert_eq!(of_totals(ENDED, Some(overview), totals), hint, "{overview:?}");
        }
    }

    #[test]
    fn an_empty_table_is_explained_as_far_as_the_reason_is_known() {
        let failed = Execution { status: Some(&Status::Failed), ..ENDED };
        let edge = Execution { replica_type: Some(&ReplicaType::EdgePull), ..ENDED };
        let live = Execution { replica_type: Some(&ReplicaType::RealTime), is_recent: false, ..RUNNING };
        let counted = Some(reported(12, 0, 0));
        for (execution, overview, hint) in [
            (edge, None, Some(Hint::NoneAtCentre)),
            (ENDED, counted, Some(Hint::NoneKept)),
            (failed, Some(reported(0, 1, 0)), Some(Hint::NoneKept)),
            (Execution { is_recent: false, ..ENDED }, counted, Some(Hint::NoneLeft)),
            (live, counted, Some(Hint::NoneLeft)),
            (failed, None, Some(Hint::FailedFirst)),
            (failed, Some(reported(0, 0, 0)), Some(Hint::FailedFirst)),
            (RUNNING, None, None),
            (ENDED, None, None),
            (ENDED, Some(reported(0, 0, 0)), None),
        ] {
            assert_eq!(of_no_details(execution, overview), hint, "{execution:?} {overview:?}");
        }
    }

    #[test]
    fn only_details_outside_of_a_run_once_record_mean_several_executions() {
        let at = |minute: u32| parse(&format!("2026-11-20T09:{minute:02}:00")).unwrap();
        let span = (Some(at(10)), Some(at(20)));
        let mixes = |kind, span, starts: &[u32]| mixes_executions(Some(&kind), span, starts.iter().map(|at_| at(*at_)));
        assert!(!mixes(ReplicaType::RunOnce, span, &[]));
        assert!(!mixes(ReplicaType::RunOnce, span, &[10, 15, 20]));
        assert!(mixes(ReplicaType::RunOnce, span, &[15, 9]));
        assert!(mixes(ReplicaType::RunOnce, span, &[21]));
        assert!(!mixes(ReplicaType::RunOnce, (Some(at(10)), None), &[21]));
        assert!(!mixes(ReplicaType::RunOnce, (None, None), &[21]));
        assert!(!mixes(ReplicaType::Scheduled, span, &[9, 21]));
        assert!(!mixes_executions(None, span, [at(9)].into_iter()));
    }
}
