//! Statistics of the days or weeks of a history: counts by outcome, success rate, median and 95th percentile.

use chrono::{Days, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

use super::run::{Outcome, Run};

/// The longest history with a period per day by default: in a longer one, the bars of days are too narrow to distinguish.
const LONGEST_BY_DAY: TimeDelta = TimeDelta::days(92);

/// The length of the periods that a history is summed up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PeriodLength {
    /// By days, from midnight of the local time.
    Day,
    /// By weeks, from Monday.
    Week,
}

impl PeriodLength {
    /// All lengths.
    pub const ALL: [Self; 2] = [Self::Day, Self::Week];

    /// The name in the URL.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
        }
    }

    /// Parses a [`name`](Self::name).
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|per| per.name() == name)
    }

    /// The default for a history between two times.
    pub fn fitting(from: NaiveDateTime, to: NaiveDateTime) -> Self {
        if to.signed_duration_since(from) > LONGEST_BY_DAY { Self::Week } else { Self::Day }
    }

    const fn length(self) -> Days {
        match self {
            Self::Day => Days::new(1),
            Self::Week => Days::new(7),
        }
    }

    /// The start of the day or week of a time.
    fn start(self, at: NaiveDateTime) -> NaiveDateTime {
        let first_day = match self {
            Self::Day => Some(at.date()),
            Self::Week => at.date().week(Weekday::Mon).checked_first_day(),
        };
        first_day.map_or(NaiveDateTime::MIN, |day| day.and_time(NaiveTime::MIN))
    }
}

/// The runs that began in one day or week.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Period {
    /// The start of the period.
    pub start: NaiveDateTime,
    /// The start of the next period.
    pub end: NaiveDateTime,
    /// The number of runs.
    pub runs: u32,
    /// The number of successes.
    pub succeeded: u32,
    /// The number of failures.
    pub failed: u32,
    /// The median duration of the runs that have ended.
    pub median: Option<i64>,
    /// The 95th percentile of these durations.
    pub p95: Option<i64>,
}

impl Period {
    /// The success rate of the runs that have ended, in thousandths; `None` when no run has.
    pub fn rate(&self) -> Option<u16> {
        let ended = u64::from(self.succeeded).saturating_add(self.failed.into());
        let rate = u64::from(self.succeeded).saturating_mul(1000).checked_div(ended)?;
        u16::try_from(rate).ok()
    }
}

/// A percentile of values in ascending order, by the nearest-rank method.
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

/// The days or weeks in which runs started, the oldest first; those without runs are left out. `runs` are in the order
/// of their starts.
pub fn periods(runs: &[Run], per: PeriodLength) -> Vec<Period> {
    let parts = runs.chunk_by(|one, other| per.start(one.start) == per.start(other.start));
    parts
        .filter_map(|part| {
            let start = per.start(part.first()?.start);
            Some(Period {
                start,
                end: start.checked_add_days(per.length()).unwrap_or(NaiveDateTime::MAX),
                ..summary(part)
            })
        })
        .collect()
}

/// All runs as one period, from the first start to the last.
pub fn summary(runs: &[Run]) -> Period {
    let mut durations: Vec<i64> =
        runs.iter().filter(|run| run.outcome != Outcome::Running).filter_map(|run| run.duration_ms).collect();
    durations.sort_unstable();
    let count = |outcome| u32::try_from(runs.iter().filter(|run| run.outcome == outcome).count()).unwrap_or(u32::MAX);
    Period {
        start: runs.first().map(|run| run.start).unwrap_or_default(),
        end: runs.last().map(|run| run.start).unwrap_or_default(),
        runs: u32::try_from(runs.len()).unwrap_or(u32::MAX),
        succeeded: count(Outcome::Succeeded),
        failed: count(Outcome::Failed),
        median: percentile(&durations, 50),
        p95: percentile(&durations, 95),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::time::{of_milliseconds, parse, to_the_minute};
    use super::*;
    use proptest::prelude::*;

    fn run(start: &str, duration_ms: Option<i64>, outcome: Outcome) -> Run {
        Run { id: start.into(), start: parse(start).unwrap(), duration_ms, outcome }
    }

    fn day(period: &Period) -> String {
        to_the_minute(period.start)
    }

    #[test]
    fn weeks_begin_on_monday_and_days_at_midnight() {
        let runs = [
            run("2026-11-22T23:59", Some(1), Outcome::Succeeded),
            run("2026-11-23T00:00", Some(2), Outcome::Failed),
            run("2026-11-29T12:00", Some(3), Outcome::Succeeded),
        ];
        assert_eq!(
            periods(&runs, PeriodLength::Week).iter().map(day).collect::<Vec<_>>(),
            ["2026-11-16T00:00", "2026-11-23T00:00"]
        );
        assert_eq!(periods(&runs, PeriodLength::Day).len(), 3);
    }

    #[test]
    fn the_success_rate_counts_only_runs_that_have_ended() {
        let runs = [
            run("2026-11-23T00:00", Some(10), Outcome::Succeeded),
            run("2026-11-23T01:00", Some(20), Outcome::Succeeded),
            run("2026-11-23T02:00", Some(30), Outcome::Failed),
            run("2026-11-23T03:00", Some(99_999), Outcome::Running),
        ];
        let day = periods(&runs, PeriodLength::Day).remove(0);
        assert_eq!((day.runs, day.succeeded, day.failed, day.rate()), (4, 2, 1, Some(666)));
        assert_eq!((day.median, day.p95), (Some(20), Some(30)), "a running execution has no duration yet");
        assert_eq!(Period::default().rate(), None);
    }

    #[test]
    fn a_long_history_is_summed_up_by_weeks() {
        let start = parse("2026-11-23T00:00").unwrap();
        let fitting = |days| PeriodLength::fitting(start, start + TimeDelta::days(days));
        assert_eq!((fitting(60), fitting(200)), (PeriodLength::Day, PeriodLength::Week));
        assert_eq!((fitting(92), fitting(93)), (PeriodLength::Day, PeriodLength::Week));
        assert_eq!(PeriodLength::fitting(NaiveDateTime::MIN, NaiveDateTime::MAX), PeriodLength::Week);
        assert_eq!(PeriodLength::ALL.map(|per| PeriodLength::parse(per.name())), PeriodLength::ALL.map(Some));
    }

    #[test]
    fn a_leap_day_is_a_day_and_its_week_has_seven() {
        let runs = [
            run("2024-02-29T23:59:59.999999999", Some(1), Outcome::Succeeded),
            run("2024-03-01T00:00", None, Outcome::Running),
        ];
        let of = |per| periods(&runs, per).iter().map(|one| (day(one), to_the_minute(one.end))).collect::<Vec<_>>();
        let at = |start: &str, end: &str| (start.to_owned(), end.to_owned());
        assert_eq!(
            of(PeriodLength::Day),
            [at("2024-02-29T00:00", "2024-03-01T00:00"), at("2024-03-01T00:00", "2024-03-02T00:00")]
        );
        assert_eq!(of(PeriodLength::Week), [at("2024-02-26T00:00", "2024-03-04T00:00")]);
    }

    #[test]
    fn periods_at_the_ends_of_the_calendar_do_not_panic() {
        for start in [NaiveDateTime::MIN, NaiveDateTime::MAX] {
            let runs = [Run { id: "x".into(), start, duration_ms: Some(i64::MAX), outcome: Outcome::Succeeded }];
            assert_eq!((periods(&runs, PeriodLength::Week).len(), periods(&runs, PeriodLength::Day).len()), (1, 1));
        }
        for start in ["0000-01-01T00:00", "9999-12-31T23:59"] {
            assert_eq!(periods(&[run(start, Some(1), Outcome::Succeeded)], PeriodLength::Week).len(), 1);
        }
    }

    proptest! {
        #[test]
        fn every_run_is_in_one_period(starts in prop::collection::vec(-10_000_000_000i64..10_000_000_000_000, 0..60)) {
            let mut starts: Vec<_> = starts.into_iter().map(of_milliseconds).collect();
            starts.sort_unstable();
            let runs: Vec<Run> = starts.iter().map(|start| Run { id: "x".into(), start: *start, duration_ms: Some(1), outcome: Outcome::Succeeded }).collect();
            for per in PeriodLength::ALL {
                let periods = periods(&runs, per);
                prop_assert_eq!(periods.iter().map(|period| period.runs as usize).sum::<usize>(), runs.len());
                prop_assert!(periods.windows(2).all(|pair| pair[0].end <= pair[1].start));
                for start in &starts {
                    prop_assert_eq!(periods.iter().filter(|period| (period.start..period.end).contains(start)).count(), 1);
                }
            }
        }

        #[test]
        fn no_numbers_panic(start in any::<i64>(), duration_ms in any::<Option<i64>>()) {
            let runs = [Run { id: "x".into(), start: of_milliseconds(start), duration_ms, outcome: Outcome::Failed }];
            let _ = (periods(&runs, PeriodLength::Week), periods(&runs, PeriodLength::Day), summary(&runs));
        }
    }
}
