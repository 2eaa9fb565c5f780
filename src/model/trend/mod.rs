//! The whole history of a task as figures and as a chart. Times are milliseconds on the local clock of the answer's
//! zone, durations are milliseconds.

mod chart;
mod period;
mod range;
mod ticks;

pub use chart::{Dot, Frame, bars, dots, line, nearest, path};
pub use period::{Per, Period, percentile, periods, whole};
pub use range::Range;
pub use ticks::{duration_ticks, time_ticks};

/// How an execution ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It went well.
    Good,
    /// It is going on.
    Busy,
    /// Its state is none that is known.
    Other,
    /// It failed.
    Bad,
}

/// An execution, as far as a trend needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The record's id.
    pub id: Box<str>,
    /// When it began.
    pub start: i64,
    /// How long it took; none while it runs.
    pub took: Option<i64>,
    /// How it ended.
    pub outcome: Outcome,
}

/// The runs that began in a range; `runs` in the order of their starts.
pub fn within(runs: &[Run], range: Option<Range>) -> &[Run] {
    let Some(range) = range else { return runs };
    let from = runs.partition_point(|run| run.start < range.from().milliseconds());
    let to = runs.partition_point(|run| run.start < range.to().milliseconds());
    runs.get(from..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_takes_its_beginning_and_leaves_its_end() {
        let at = |start| Run { id: "x".into(), start, took: None, outcome: Outcome::Good };
        let range = Range::parse("1970-01-01T00:01", "1970-01-01T00:02").unwrap();
        let runs = [at(0), at(60_000), at(90_000), at(120_000)];
        assert_eq!(within(&runs, Some(range)).len(), 2);
        assert_eq!(within(&runs, None).len(), 4);
        assert!(within(&[], Some(range)).is_empty());
    }
}
