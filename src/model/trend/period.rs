//! Days and weeks of a history, in figures.

use super::super::sorting::sorted;
use super::{Outcome, Run};

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// What a history is summed up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Per {
    /// By days, from midnight on the local clock.
    Day,
    /// By weeks, from Monday.
    Week,
}

impl Per {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::Day, Self::Week];

    /// As it stands in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
        }
    }

    /// Reads what [`name`](Self::name) gives.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|per| per.name() == name)
    }

    /// What suits runs that began between two times: days, as long as there are not too many to be told apart.
    pub fn fitting(from: i64, to: i64) -> Self {
        if to.saturating_sub(from) > DAY.saturating_mul(92) { Self::Week } else { Self::Day }
    }

    const fn length(self) -> i64 {
        match self {
            Self::Day => DAY,
            Self::Week => DAY.saturating_mul(7),
        }
    }

    /// When the day or week of a time began.
    fn start(self, at: i64) -> i64 {
        // The clock begins on a Thursday: its week on the Monday before.
        let offset = if self == Self::Week { DAY.saturating_mul(3) } else { 0 };
        let shifted = at.saturating_add(offset);
        shifted.saturating_sub(shifted.rem_euclid(self.length())).saturating_sub(offset)
    }
}

/// The runs that began in one day or week.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Period {
    /// When it began.
    pub start: i64,
    /// When the next one begins.
    pub end: i64,
    /// All runs.
    pub runs: u32,
    /// Those that went well.
    pub good: u32,
    /// Those that failed.
    pub bad: u32,
    /// The median of the durations of those that have ended.
    pub median: Option<i64>,
    /// The 95th percentile of these.
    pub p95: Option<i64>,
}

impl Period {
    /// How many of those that ended went well, in thousandths; `None` when none has ended.
    pub fn rate(&self) -> Option<u16> {
        let ended = u64::from(self.good).saturating_add(self.bad.into());
        let rate = u64::from(self.good).saturating_mul(1000).checked_div(ended)?;
        u16::try_from(rate).ok()
    }
}

/// The value that so many per cent of the others do not exceed, by the nearest rank; `sorted` is in order.
///
/// ```
/// use replica_log::model::trend::percentile;
///
/// assert_eq!(percentile(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 100], 95), Some(100));
/// assert_eq!(percentile(&[1, 2, 3, 4], 50), Some(2));
/// assert_eq!(percentile(&[], 50), None);
/// ```
pub fn percentile(sorted: &[i64], percent: u8) -> Option<i64> {
    let rank = sorted.len().saturating_mul(percent.min(100).into()).div_ceil(100).max(1);
    sorted.get(rank.checked_sub(1)?).copied()
}

/// The days or weeks in which runs began, the oldest first; those without runs are left out. `runs` in the order of
/// their starts.
pub fn periods(runs: &[Run], per: Per) -> Vec<Period> {
    let parts = runs.chunk_by(|one, other| per.start(one.start) == per.start(other.start));
    parts
        .filter_map(|part| {
            let start = per.start(part.first()?.start);
            Some(Period { start, end: start.saturating_add(per.length()), ..whole(part) })
        })
        .collect()
}

/// All runs as one period, from the first start to the last.
pub fn whole(runs: &[Run]) -> Period {
    let took: Vec<i64> = runs.iter().filter(|run| run.outcome != Outcome::Busy).filter_map(|run| run.took).collect();
    let took = sorted(&took);
    let count = |outcome| u32::try_from(runs.iter().filter(|run| run.outcome == outcome).count()).unwrap_or(u32::MAX);
    Period {
        start: runs.first().map_or(0, |run| run.start),
        end: runs.last().map_or(0, |run| run.start),
        runs: u32::try_from(runs.len()).unwrap_or(u32::MAX),
        good: count(Outcome::Good),
        bad: count(Outcome::Bad),
        median: percentile(&took, 50),
        p95: percentile(&took, 95),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::time::LocalTime;
    use super::*;
    use proptest::prelude::*;

    fn run(start: &str, took: Option<i64>, outcome: Outcome) -> Run {
        Run { id: start.into(), start: LocalTime::parse(start).unwrap().milliseconds(), took, outcome }
    }

    fn day(period: &Period) -> String {
        LocalTime::of_milliseconds(period.start).to_the_minute()
    }

    #[test]
    fn weeks_begin_on_monday_and_days_at_midnight() {
        let runs = [
            run("2026-11-22T23:59", Some(1), Outcome::Good),
            run("2026-11-23T00:00", Some(2), Outcome::Bad),
            run("2026-11-29T12:00", Some(3), Outcome::Good),
        ];
        assert_eq!(
            periods(&runs, Per::Week).iter().map(day).collect::<Vec<_>>(),
            ["2026-11-16T00:00", "2026-11-23T00:00"]
        );
        assert_eq!(periods(&runs, Per::Day).len(), 3);
    }

    #[test]
    fn the_rate_counts_only_what_has_ended() {
        let runs = [
            run("2026-11-23T00:00", Some(10), Outcome::Good),
            run("2026-11-23T01:00", Some(20), Outcome::Good),
            run("2026-11-23T02:00", Some(30), Outcome::Bad),
            run("2026-11-23T03:00", Some(99_999), Outcome::Busy),
        ];
        let day = periods(&runs, Per::Day).remove(0);
        assert_eq!((day.runs, day.good, day.bad, day.rate()), (4, 2, 1, Some(666)));
        assert_eq!((day.median, day.p95), (Some(20), Some(30)), "one that runs has no duration yet");
        assert_eq!(Period::default().rate(), None);
    }

    #[test]
    fn a_long_history_is_summed_up_by_weeks() {
        assert_eq!((Per::fitting(0, 60 * DAY), Per::fitting(0, 200 * DAY)), (Per::Day, Per::Week));
        assert_eq!(Per::ALL.map(|per| Per::parse(per.name())), Per::ALL.map(Some));
    }

    proptest! {
        #[test]
        fn every_run_is_in_one_period(starts in prop::collection::vec(-10_000_000_000i64..10_000_000_000_000, 0..60)) {
            let mut starts = starts;
            starts.sort_unstable();
            let runs: Vec<Run> = starts.iter().map(|start| Run { id: "x".into(), start: *start, took: Some(1), outcome: Outcome::Good }).collect();
            for per in Per::ALL {
                let periods = periods(&runs, per);
                prop_assert_eq!(periods.iter().map(|period| period.runs as usize).sum::<usize>(), runs.len());
                prop_assert!(periods.windows(2).all(|pair| pair[0].end <= pair[1].start));
                for start in &starts {
                    prop_assert_eq!(periods.iter().filter(|period| (period.start..period.end).contains(start)).count(), 1);
                }
            }
        }

        #[test]
        fn no_numbers_panic(start in any::<i64>(), took in any::<Option<i64>>()) {
            let runs = [Run { id: "x".into(), start, took, outcome: Outcome::Bad }];
            let _ = (periods(&runs, Per::Week), periods(&runs, Per::Day), whole(&runs));
        }
    }
}
