//! The steps of a command, with their duration and outcome.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::test_counts::TestCounts;

/// The steps of a command, in order.
#[derive(Debug, Default)]
pub struct Steps {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    name: String,
    duration: Duration,
    outcome: Outcome,
}

#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    Tested(TestCounts),
    Failed(TestCounts),
    Skipped(String),
    NotChecked(String),
}

impl Steps {
    /// Runs a step and records its outcome.
    ///
    /// # Errors
    /// The error of the step. It is recorded, so callers that continue may ignore it.
    pub fn run<T>(&mut self, name: &str, step: impl FnOnce() -> Result<T>) -> Result<T> {
        let start = announce(name);
        let result = step();
        let outcome = if result.is_ok() { Outcome::Done } else { Outcome::Failed(TestCounts::default()) };
        self.record(name, start, outcome);
        result
    }

    /// Runs a step that runs tests. The step fails if no test ran, because that hides a broken setup. `may_run_none`
    /// allows it: a test name filter may match no test of this step.
    pub fn run_tests(&mut self, name: &str, may_run_none: bool, step: impl FnOnce() -> Result<(bool, TestCounts)>) {
        let start = announce(name);
        let outcome = match step() {
            Ok((true, counts)) if counts.failed == 0 && (may_run_none || counts.passed > 0) => Outcome::Tested(counts),
            Ok((success, counts)) => {
                if success && counts.failed == 0 {
                    eprintln!("error: no test ran");
                }
                Outcome::Failed(counts)
            }
            Err(error) => {
                eprintln!("error: {error}");
                Outcome::Failed(TestCounts::default())
            }
        };
        self.record(name, start, outcome);
    }

    /// Records a step that was skipped because another one failed. It counts as a failure.
    pub fn skip(&mut self, name: &str, why: &str) {
        self.rows.push(Row {
            name: name.to_owned(),
            duration: Duration::ZERO,
            outcome: Outcome::Skipped(why.to_owned()),
        });
    }

    /// Records a check that is impossible in this environment. It counts neither as passed nor as failed.
    pub fn mark_unchecked(&mut self, name: &str, why: &str) {
        eprintln!("warning: {name} not checked: {why}");
        self.rows.push(Row {
            name: name.to_owned(),
            duration: Duration::ZERO,
            outcome: Outcome::NotChecked(why.to_owned()),
        });
    }

    fn record(&mut self, name: &str, start: Instant, outcome: Outcome) {
        let duration = start.elapsed();
        let word = if matches!(outcome, Outcome::Failed(_)) { "failed after" } else { "done in" };
        println!("    {name}: {word} {}", format_duration(duration));
        self.rows.push(Row { name: name.to_owned(), duration, outcome });
    }

    /// Numbers of passed tests and of failures. A step that failed without a failed test counts as one failure.
    pub fn totals(&self) -> (u64, u64) {
        self.rows.iter().fold((0, 0), |(passed, failed), row| match &row.outcome {
            Outcome::Done | Outcome::NotChecked(_) => (passed, failed),
            Outcome::Tested(counts) => (passed + counts.passed, failed + counts.failed),
            Outcome::Failed(counts) => (passed + counts.passed, failed + counts.failed.max(1)),
            Outcome::Skipped(_) => (passed, failed + 1),
        })
    }

    /// The table of all steps with duration and outcome.
    pub fn table(&self) -> String {
        let width = self.rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
        let mut table = String::new();
        for row in &self.rows {
            let outcome = match &row.outcome {
                Outcome::Done => "ok".to_owned(),
                Outcome::Tested(counts) => format_counts(counts),
                Outcome::Failed(counts) if *counts == TestCounts::default() => "FAILED".to_owned(),
                Outcome::Failed(counts) => format!("FAILED: {}", format_counts(counts)),
                Outcome::Skipped(why) => format!("NOT RUN: {why}"),
                Outcome::NotChecked(why) => format!("NOT CHECKED: {why}"),
            };
            // Writing to a string cannot fail.
            let _ = writeln!(table, "  {:<width$}  {:>11}  {outcome}", row.name, format_duration(row.duration));
        }
        table
    }

    /// The total duration.
    pub fn total_time(&self) -> String {
        format_duration(self.rows.iter().map(|row| row.duration).sum())
    }

    /// Checks that at least one test ran, when each step was allowed to run none.
    ///
    /// # Errors
    /// When no test ran.
    pub fn require_a_test(&self) -> Result<()> {
        let any = self.rows.iter().any(|row| match &row.outcome {
            Outcome::Tested(counts) | Outcome::Failed(counts) => counts.passed + counts.failed > 0,
            Outcome::Done | Outcome::Skipped(_) | Outcome::NotChecked(_) => false,
        });
        if any { Ok(()) } else { Err(Error::new("no test matches the filter")) }
    }
}

fn announce(name: &str) -> Instant {
    println!("==> {name}");
    Instant::now()
}

fn format_counts(counts: &TestCounts) -> String {
    let mut text = format!("{} passed, {} failed", counts.passed, counts.failed);
    if counts.ignored > 0 {
        let _ = write!(text, ", {} ignored", counts.ignored);
    }
    if !counts.flaky.is_empty() {
        let _ = write!(text, ", FLAKY (passed in a second run): {}", counts.flaky.join(", "));
    }
    text
}

/// Formats a duration: `0.4 s`, `12.3 s`, `3 min 20 s`.
fn format_duration(duration: Duration) -> String {
    let whole_seconds = duration.as_secs();
    if whole_seconds < 60 {
        format!("{:.1} s", duration.as_secs_f64())
    } else {
        format!("{} min {} s", whole_seconds / 60, whole_seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64) -> TestCounts {
        TestCounts { passed, failed, ..TestCounts::default() }
    }

    #[test]
    fn flaky_tests_are_named_in_the_table() {
        let mut steps = Steps::default();
        let flaky = vec!["clock::ages".to_owned()];
        steps.run_tests("e2e", false, || Ok((true, TestCounts { flaky, ..counts(2, 0) })));
        assert_eq!(steps.totals(), (2, 0));
        assert!(steps.table().contains("2 passed, 0 failed, FLAKY (passed in a second run): clock::ages"));
    }

    #[test]
    fn totals_count_tests_and_steps_that_failed_without_a_test() {
        let mut steps = Steps::default();
        let _ = steps.run("fmt", || Ok(()));
        let _ = steps.run("clippy", || Err::<(), _>(Error::new("no")));
        steps.run_tests("native", false, || Ok((true, counts(5, 0))));
        steps.run_tests("web", false, || Ok((false, counts(3, 2))));
        steps.run_tests("crashed", false, || Ok((false, counts(1, 0))));
        steps.skip("e2e", "the app is missing");
        assert_eq!(steps.totals(), (9, 5));
        let table = steps.table();
        assert_eq!(table.lines().count(), 6);
        assert!(
            table.contains("FAILED: 3 passed, 2 failed") && table.contains("NOT RUN: the app is missing"),
            "{table}"
        );
    }

    #[test]
    fn an_unchecked_step_is_neither_passed_nor_failed() {
        let mut steps = Steps::default();
        steps.mark_unchecked("advisories", "no network");
        assert_eq!(steps.totals(), (0, 0));
        assert!(steps.table().contains("NOT CHECKED: no network"));
    }

    #[test]
    fn running_no_test_is_a_failure_unless_a_filter_is_set() {
        let mut steps = Steps::default();
        steps.run_tests("e2e", false, || Ok((true, counts(0, 0))));
        assert_eq!(steps.totals(), (0, 1));
        let mut steps = Steps::default();
        steps.run_tests("e2e", true, || Ok((true, counts(0, 0))));
        assert_eq!(steps.totals(), (0, 0));
        assert!(steps.require_a_test().is_err());
        steps.run_tests("native", true, || Ok((true, counts(1, 0))));
        assert!(steps.require_a_test().is_ok());
    }

    #[test]
    fn durations_are_formatted_for_humans() {
        assert_eq!(format_duration(Duration::from_millis(350)), "0.3 s");
        assert_eq!(format_duration(Duration::from_secs(200)), "3 min 20 s");
    }
}
