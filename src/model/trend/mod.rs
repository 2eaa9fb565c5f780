//! The whole history of a task as figures and as a chart. Times are local times of the response's zone, durations are
//! milliseconds.

mod chart;
mod period;
mod range;
mod ticks;

use chrono::NaiveDateTime;

use super::sorting;

pub use chart::{ChartScale, Dot, bars, dots, line, nearest, path};
pub use period::{Period, PeriodLength, percentile, periods, whole};
pub use range::Range;
pub use ticks::{duration_ticks, time_ticks};

/// The outcome of an execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Succeeded.
    Good,
    /// Still running.
    Busy,
    /// In an unknown state.
    Other,
    /// Failed.
    Bad,
}

/// The part of an execution that a trend needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The record's id.
    pub id: Box<str>,
    /// The start of the execution.
    pub start: NaiveDateTime,
    /// The duration in milliseconds; `None` while it is running.
    pub duration_ms: Option<i64>,
    /// The outcome of the execution.
    pub outcome: Outcome,
}

/// Runs in the order of their starts.
pub fn in_order(runs: Vec<Run>) -> Vec<Run> {
    // By the second, then in the given order: a range or a chart does not distinguish times within a second.
    let key = |(at, run): (u64, &Run)| {
        let second = run.start.and_utc().timestamp().clamp(0, 1 << 38).cast_unsigned();
        second << 25 | at.min((1 << 25) - 1)
    };
    let mut keys: Vec<u64> = (0u64..).zip(&runs).map(key).collect();
    sorting::sort(&mut keys);
    let mut runs: Vec<Option<Run>> = runs.into_iter().map(Some).collect();
    let index = |key: u64| usize::try_from(key & ((1 << 25) - 1)).ok();
    keys.into_iter().filter_map(|key| runs.get_mut(index(key)?)?.take()).collect()
}

/// The runs that began in a range; `runs` in the order of their starts.
pub fn within(runs: &[Run], range: Option<Range>) -> &[Run] {
    let Some(range) = range else { return runs };
    let from = runs.partition_point(|run| run.start < range.from());
    let to = runs.partition_point(|run| run.start < range.to());
    runs.get(from..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::time::of_milliseconds;
    use super::*;

    #[test]
    fn runs_are_put_in_the_order_of_their_starts_and_none_is_lost() {
        let run = |id: &str, start| Run {
            id: id.into(),
            start: of_milliseconds(start),
            duration_ms: None,
            outcome: Outcome::Good,
        };
        let runs = in_order(vec![run("c", 9_000_000), run("b", 5_000_000), run("a", 1_000), run("b2", 5_000_000)]);
        assert_eq!(runs.iter().map(|run| &*run.id).collect::<Vec<_>>(), ["a", "b", "b2", "c"]);
    }

    #[test]
    fn a_range_includes_its_start_and_excludes_its_end() {
        let at =
            |start| Run { id: "x".into(), start: of_milliseconds(start), duration_ms: None, outcome: Outcome::Good };
        let range = Range::parse("1970-01-01T00:01", "1970-01-01T00:02").unwrap();
        let runs = [at(0), at(60_000), at(90_000), at(120_000)];
        assert_eq!(within(&runs, Some(range)).len(), 2);
        assert_eq!(within(&runs, None).len(), 4);
        assert!(within(&[], Some(range)).is_empty());
    }
}
