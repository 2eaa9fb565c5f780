//! The executions of a history: start, duration and outcome.

use chrono::NaiveDateTime;

use super::range::Range;

/// The outcome of an execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Succeeded.
    Succeeded,
    /// Still running.
    Running,
    /// Its status is missing or unknown.
    Unknown,
    /// Failed.
    Failed,
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

/// Sorts runs by their starts; runs with the same start stay in their order.
pub fn in_order(mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_by_key(|run| run.start);
    runs
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
    use super::super::super::time::of_milliseconds;
    use super::*;

    #[test]
    fn runs_are_put_in_the_order_of_their_starts_and_none_is_lost() {
        let run = |id: &str, start| Run {
            id: id.into(),
            start: of_milliseconds(start),
            duration_ms: None,
            outcome: Outcome::Succeeded,
        };
        let runs = in_order(vec![run("c", 9_000_000), run("b", 5_000_000), run("a", 1_000), run("b2", 5_000_000)]);
        assert_eq!(runs.iter().map(|run| &*run.id).collect::<Vec<_>>(), ["a", "b", "b2", "c"]);
    }

    #[test]
    fn a_range_includes_its_start_and_excludes_its_end() {
        let at = |start| Run {
            id: "x".into(),
            start: of_milliseconds(start),
            duration_ms: None,
            outcome: Outcome::Succeeded,
        };
        let range = Range::parse("1970-01-01T00:01", "1970-01-01T00:02").unwrap();
        let runs = [at(0), at(60_000), at(90_000), at(120_000)];
        assert_eq!(within(&runs, Some(range)).len(), 2);
        assert_eq!(within(&runs, None).len(), 4);
        assert!(within(&[], Some(range)).is_empty());
    }
}
