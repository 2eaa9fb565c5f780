//! The totals of an execution: the number of artifacts by result, counted from its details.
//!
//! The overview of the service cannot be shown as it is. Since 2026 it counts each skipped artifact twice, as a success
//! and as a skip; its counters are not atomic; it is written at the end of an execution; and it keeps counting details
//! that are deleted later. The number of details with each status is right, but costs further requests. They are sent
//! only where the overview does not add up to the number of all details.

/// The overview of an execution as the service reports it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reported {
    /// Artifacts replicated, with skipped ones counted twice by some versions.
    pub success: Option<i64>,
    /// Artifacts that failed.
    pub failed: Option<i64>,
    /// Artifacts that existed in the remote cluster; also counted among `success` or `failed`.
    pub conflict: Option<i64>,
}

impl Reported {
    /// The number of artifacts; `None` without both counts, or where they cannot be right.
    fn sum(self) -> Option<i64> {
        self.success?.checked_add(self.failed?).filter(|_| self.success >= Some(0) && self.failed >= Some(0))
    }

    /// Whether the overview counts any artifact.
    pub fn is_positive(self) -> bool {
        self.success.max(self.failed) > Some(0)
    }
}

/// The reason why the totals of the service differ from the counted ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// Skipped artifacts are counted twice: the excess is at most the number of conflicts.
    SkippedTwice,
    /// Details are missing: they were deleted after the retention period, or never kept.
    DetailsMissing,
    /// The service counted fewer artifacts than there are details.
    CountedLess,
}

/// The number of artifacts by result; `None` where it is unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Artifacts replicated.
    pub succeeded: Option<i64>,
    /// Artifacts that failed.
    pub failed: Option<i64>,
    /// Artifacts that are being replicated.
    pub running: i64,
    /// Artifacts of any result that existed in the remote cluster; `None` if there are none, or more than artifacts.
    pub conflicts: Option<i64>,
    /// Whether the numbers are those of details, which can be listed. Without details they are the service's own, or
    /// unknown.
    pub has_details: bool,
    /// Whether the numbers are the service's own, without a number of details to compare them with.
    pub is_reported: bool,
    /// The reason why the service's own totals differ.
    pub difference: Option<Difference>,
}

impl Totals {
    /// Whether there is no artifact, of any result.
    pub fn is_zero(&self) -> bool {
        (self.succeeded, self.failed, self.running) == (Some(0), Some(0), 0)
    }
}

impl Totals {
    /// The totals where some details have a status that the app does not know: the rest has not simply succeeded.
    #[must_use]
    pub fn with_unknown_status(self) -> Self {
        Self { succeeded: None, difference: None, ..self }
    }
}

/// Whether failed and running details must be counted: the overview does not add up to the number of details.
pub fn needs_counts(reported: Option<Reported>, details: i64) -> bool {
    details > 0 && reported.and_then(Reported::sum) != Some(details)
}

/// The totals of an execution.
///
/// `details` is the number of its details, `None` where it could not be read; `counts` are the failed and the running
/// ones, if they were counted. While the execution is running, the numbers of several responses are not of one moment,
/// so that a small difference means nothing.
pub fn totals(
    reported: Option<Reported>,
    details: Option<i64>,
    counts: Option<(i64, i64)>,
    is_running: bool,
) -> Totals {
    let own = reported.unwrap_or_default();
    let among = |whole: i64| own.conflict.filter(|conflict| *conflict > 0 && *conflict <= whole);
    let details = match details {
        // The service's own totals are better than none.
        None | Some(0) if own.is_positive() => {
            let conflicts = own.sum().and_then(among);
            let (succeeded, failed, has_details) = (own.success, own.failed, details.is_none());
            return Totals { succeeded, failed, conflicts, has_details, is_reported: true, ..Totals::default() };
        }
        None => return Totals::default(),
        Some(details) => details,
    };
    let base = Totals { conflicts: among(details), has_details: true, ..Totals::default() };
    if !needs_counts(reported, details) {
        // Without details and without an overview, nothing is known of an execution that has ended.
        let is_known = details > 0 || reported.is_some() || is_running;
        let of = |count: Option<i64>| if details == 0 { is_known.then_some(0) } else { count };
        return Totals { succeeded: of(own.success), failed: of(own.failed), has_details: is_known, ..base };
    }
    let Some((failed, running)) = counts else { return base };
    let ended = details.saturating_sub(running).max(0);
    let succeeded = ended.saturating_sub(failed).max(0);
    let difference = own.sum().and_then(|sum| difference(sum, own.conflict.unwrap_or_default(), ended, is_running));
    Totals { succeeded: Some(succeeded), failed: Some(failed), running, difference, ..base }
}

/// The reason why the service counted `sum` artifacts with `conflicts` conflicts, when `ended` details have ended.
///
/// Only conflicts can be skipped, so skips account for an excess up to their number; counters that miss some account for
/// another hundredth.
fn difference(sum: i64, conflicts: i64, ended: i64, is_running: bool) -> Option<Difference> {
    let hundredth = |count: i64| count / 100;
    let tolerance = if is_running { hundredth(ended).max(10) } else { 0 };
    let excess = sum.saturating_sub(ended);
    if excess.saturating_abs() <= tolerance {
        return None;
    }
    Some(match excess {
        ..0 => Difference::CountedLess,
        _ if excess <= conflicts.saturating_add(hundredth(conflicts)) => Difference::SkippedTwice,
        _ => Difference::DetailsMissing,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reported(success: i64, failed: i64, conflict: i64) -> Option<Reported> {
        Some(Reported { success: Some(success), failed: Some(failed), conflict: Some(conflict) })
    }

    fn results(totals: Totals) -> (Option<i64>, Option<i64>, i64) {
        (totals.succeeded, totals.failed, totals.running)
    }

    #[test]
    fn an_overview_that_adds_up_needs_no_further_requests() {
        for (reported, details) in [
            (reported(12, 1, 3), 13),
            (reported(0, 0, 0), 0),
            (reported(i64::MAX, 0, 0), i64::MAX),
            // No detail is left to count.
            (reported(12, 1, 3), 0),
            (None, 0),
        ] {
            assert!(!needs_counts(reported, details), "{reported:?} {details}");
        }
        let totals = totals(reported(12, 1, 3), Some(13), None, false);
        assert_eq!((results(totals), totals.conflicts), ((Some(12), Some(1), 0), Some(3)));
        assert_eq!((totals.difference, totals.has_details), (None, true));
    }

    #[test]
    fn details_are_counted_where_the_overview_is_missing_or_cannot_be_right() {
        for (reported, details) in [
            (None, 5),
            (reported(20_000, 0, 10_000), 10_000),
            (reported(i64::MAX, i64::MAX, 0), i64::MAX),
            (reported(-1, 6, 0), 5),
            (reported(6, -1, 0), 5),
            (Some(Reported { success: Some(5), ..Reported::default() }), 5),
        ] {
            assert!(needs_counts(reported, details), "{reported:?} {details}");
        }
    }

    #[test]
    fn succeeded_failed_and_running_add_up_to_the_details() {
        assert_eq!(results(totals(None, Some(240), Some((7, 3)), true)), (Some(230), Some(7), 3));
        // Responses of different moments.
        assert_eq!(results(totals(None, Some(5), Some((4, 3)), true)), (Some(0), Some(4), 3));
        // Not counted yet, or the request failed.
        assert_eq!(results(totals(None, Some(5), None, true)), (None, None, 0));
    }

    #[test]
    fn each_difference_has_its_reason() {
        use Difference::{CountedLess, DetailsMissing, SkippedTwice};
        for (overview, details, counts, is_running, expected) in [
            // 9,950 of 10,000 artifacts are skipped and counted twice.
            (reported(19_950, 0, 9_950), 10_000, (0, 0), false, Some(SkippedTwice)),
            // All of them are.
            (reported(20_000, 0, 10_000), 10_000, (0, 0), false, Some(SkippedTwice)),
            // Some conflicts were resolved otherwise, and some artifacts failed.
            (reported(19_000, 12, 9_950), 10_012, (12, 0), false, Some(SkippedTwice)),
            // The counter of conflicts missed some.
            (reported(19_950, 0, 9_900), 10_000, (0, 0), false, Some(SkippedTwice)),
            (reported(19_950, 0, 9_800), 10_000, (0, 0), false, Some(DetailsMissing)),
            // Details were deleted.
            (reported(5_000, 3, 0), 1_200, (1, 0), true, Some(DetailsMissing)),
            // Counters that missed some.
            (reported(9_990, 0, 0), 10_000, (0, 0), false, Some(CountedLess)),
            // Artifacts in transfer are not in the overview yet.
            (reported(9_990, 7, 0), 10_000, (7, 3), false, None),
            // A live overview and details that are a moment apart.
            (reported(10_004, 7, 0), 10_000, (7, 3), true, None),
            (reported(9_900, 7, 0), 10_000, (7, 3), true, None),
            (None, 10_000, (7, 3), true, None),
            (reported(i64::MAX, 0, i64::MAX), 5, (0, 0), false, Some(SkippedTwice)),
            (reported(i64::MAX, 0, i64::MIN), 5, (0, 0), false, Some(DetailsMissing)),
            (reported(-5, 0, 0), 5, (0, 0), false, None),
        ] {
            let totals = totals(overview, Some(details), Some(counts), is_running);
            assert_eq!(totals.difference, expected, "{overview:?} {details} {counts:?}");
        }
    }

    #[test]
    fn details_with_an_unknown_status_are_not_counted_as_successes() {
        let totals = totals(reported(4, 0, 6), Some(12), Some((1, 0)), false).with_unknown_status();
        assert_eq!((results(totals), totals.difference), ((None, Some(1), 0), None));
    }

    #[test]
    fn conflicts_are_a_part_of_the_details_or_not_shown() {
        let conflicts =
            |conflict, details| totals(reported(5, 0, conflict), Some(details), Some((0, 0)), false).conflicts;
        assert_eq!((conflicts(5, 5), conflicts(1, 5)), (Some(5), Some(1)));
        assert_eq!((conflicts(0, 5), conflicts(6, 5), conflicts(-1, 5)), (None, None, None));
    }

    #[test]
    fn without_details_the_totals_are_the_service_own() {
        let kept_none = totals(reported(20, 3, 4), Some(0), None, false);
        assert_eq!((results(kept_none), kept_none.conflicts), ((Some(20), Some(3), 0), Some(4)));
        assert!(!kept_none.has_details);
        // The details could not be read.
        let unread = totals(reported(20, 3, 4), None, None, false);
        assert_eq!((results(unread), unread.has_details), ((Some(20), Some(3), 0), true));
    }

    #[test]
    fn nothing_is_known_of_an_ended_execution_without_details_and_overview() {
        let unknown = totals(None, Some(0), None, false);
        assert_eq!((results(unknown), unknown.has_details), ((None, None, 0), false));
        assert_eq!(results(totals(None, Some(0), None, true)), (Some(0), Some(0), 0));
        assert_eq!(results(totals(reported(0, 0, 0), Some(0), None, false)), (Some(0), Some(0), 0));
        assert_eq!(totals(None, None, None, false), Totals::default());
    }

    proptest! {
        #[test]
        fn no_number_of_the_service_panics_and_counts_are_never_negative(
            success in any::<i64>(), failed in any::<i64>(), conflict in any::<i64>(), details in 0..=i64::MAX,
            counts in (0..=i64::MAX, 0..=i64::MAX), is_running in any::<bool>(),
        ) {
            let totals = totals(reported(success, failed, conflict), Some(details), Some(counts), is_running);
            if needs_counts(reported(success, failed, conflict), details) {
                prop_assert!(totals.succeeded >= Some(0));
            }
            prop_assert!(totals.conflicts.is_none_or(|conflicts| conflicts > 0));
        }

        #[test]
        fn counts_of_one_moment_partition_the_details(parts in (0i64..1_000_000, 0i64..1_000_000, 0i64..1_000_000)) {
            let details = parts.0 + parts.1 + parts.2;
            let totals = totals(None, Some(details), Some((parts.1, parts.2)), true);
            prop_assert_eq!(results(totals), (Some(parts.0), Some(parts.1), parts.2));
        }
    }
}
