//! What was done, how long it took, and how it ended.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::fail::{Fail, Result};
use crate::tally::Tally;

/// The steps of one command, in the order in which they were taken.
#[derive(Debug, Default)]
pub struct Steps {
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    name: String,
    took: Duration,
    end: End,
}

#[derive(Debug, PartialEq, Eq)]
enum End {
    Done,
    Tested(Tally),
    Failed(Tally),
    LeftOut(String),
    NotChecked(String),
}

impl Steps {
    /// Takes a step that either works or does not.
    ///
    /// # Errors
    /// Its own. It is noted here as well, so a caller that goes on may drop it.
    pub fn take<T>(&mut self, name: &str, step: impl FnOnce() -> Result<T>) -> Result<T> {
        let start = announce(name);
        let result = step();
        let end = if result.is_ok() { End::Done } else { End::Failed(Tally::default()) };
        self.note(name, start, end);
        result
    }

    /// Takes a step that runs tests. A step without a single test has failed: what was meant to be
    /// tested was not. Only a person who named the tests to run (`few`) may have meant none of these.
    pub fn test(&mut self, name: &str, few: bool, step: impl FnOnce() -> Result<(bool, Tally)>) {
        let start = announce(name);
        let end = match step() {
            Ok((true, tally)) if tally.failed == 0 && (few || tally.passed > 0) => End::Tested(tally),
            Ok((ended_well, tally)) => {
                if ended_well && tally.failed == 0 {
                    eprintln!("error: not a single test ran");
                }
                End::Failed(tally)
            }
            Err(fail) => {
                eprintln!("error: {fail}");
                End::Failed(Tally::default())
            }
        };
        self.note(name, start, end);
    }

    /// Notes a step that cannot be taken since another failed. It counts as failed.
    pub fn leave_out(&mut self, name: &str, why: &str) {
        self.rows.push(Row { name: name.to_owned(), took: Duration::ZERO, end: End::LeftOut(why.to_owned()) });
    }

    /// Notes a check that nobody can make from here. It is no failure, and no success either.
    pub fn not_checked(&mut self, name: &str, why: &str) {
        eprintln!("warning: {name} are not checked: {why}");
        self.rows.push(Row { name: name.to_owned(), took: Duration::ZERO, end: End::NotChecked(why.to_owned()) });
    }

    fn note(&mut self, name: &str, start: Instant, end: End) {
        let took = start.elapsed();
        let word = if matches!(end, End::Failed(_)) { "failed after" } else { "done in" };
        println!("    {name}: {word} {}", seconds(took));
        self.rows.push(Row { name: name.to_owned(), took, end });
    }

    /// Tests passed, and failures: tests that failed, and steps that failed without saying which test.
    pub fn sum(&self) -> (u64, u64) {
        self.rows.iter().fold((0, 0), |(passed, failed), row| match &row.end {
            End::Done | End::NotChecked(_) => (passed, failed),
            End::Tested(tally) => (passed + tally.passed, failed + tally.failed),
            End::Failed(tally) => (passed + tally.passed, failed + tally.failed.max(1)),
            End::LeftOut(_) => (passed, failed + 1),
        })
    }

    /// The steps as lines of text, with their times.
    pub fn table(&self) -> String {
        let width = self.rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
        let mut table = String::new();
        for row in &self.rows {
            let end = match &row.end {
                End::Done => "ok".to_owned(),
                End::Tested(tally) => counts(tally),
                End::Failed(tally) if *tally == Tally::default() => "FAILED".to_owned(),
                End::Failed(tally) => format!("FAILED: {}", counts(tally)),
                End::LeftOut(why) => format!("NOT RUN: {why}"),
                End::NotChecked(why) => format!("NOT CHECKED: {why}"),
            };
            // Writing to a string cannot fail.
            let _ = writeln!(table, "  {:<width$}  {:>11}  {end}", row.name, seconds(row.took));
        }
        table
    }

    /// The time of all the steps together.
    pub fn took(&self) -> String {
        seconds(self.rows.iter().map(|row| row.took).sum())
    }

    /// An error if nothing at all was tested, for when each step was allowed to test nothing.
    ///
    /// # Errors
    /// When no step ran a test.
    pub fn some_test_ran(&self) -> Result<()> {
        let any = self.rows.iter().any(|row| match &row.end {
            End::Tested(tally) | End::Failed(tally) => tally.passed + tally.failed > 0,
            End::Done | End::LeftOut(_) | End::NotChecked(_) => false,
        });
        if any { Ok(()) } else { Err(Fail::new("no test has such a name")) }
    }
}

fn announce(name: &str) -> Instant {
    println!("==> {name}");
    Instant::now()
}

fn counts(tally: &Tally) -> String {
    let mut words = format!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.ignored > 0 {
        let _ = write!(words, ", {} ignored", tally.ignored);
    }
    words
}

/// A time for people: `0.4 s`, `12.3 s`, `3 min 20 s`.
fn seconds(took: Duration) -> String {
    let whole = took.as_secs();
    if whole < 60 { format!("{:.1} s", took.as_secs_f64()) } else { format!("{} min {} s", whole / 60, whole % 60) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64) -> Tally {
        Tally { passed, failed, ignored: 0 }
    }

    #[test]
    fn the_sum_is_of_tests_and_of_steps_that_failed_without_one() {
        let mut steps = Steps::default();
        let _ = steps.take("fmt", || Ok(()));
        let _ = steps.take("clippy", || Err::<(), _>(Fail::new("no")));
        steps.test("native", false, || Ok((true, tally(5, 0))));
        steps.test("web", false, || Ok((false, tally(3, 2))));
        steps.test("crashed", false, || Ok((false, tally(1, 0))));
        steps.leave_out("e2e", "there is no app");
        assert_eq!(steps.sum(), (9, 5));
        let table = steps.table();
        assert_eq!(table.lines().count(), 6);
        assert!(table.contains("FAILED: 3 passed, 2 failed") && table.contains("NOT RUN: there is no app"), "{table}");
    }

    #[test]
    fn what_nobody_looked_at_is_neither_a_failure_nor_called_well() {
        let mut steps = Steps::default();
        steps.not_checked("advisories", "no network");
        assert_eq!(steps.sum(), (0, 0));
        assert!(steps.table().contains("NOT CHECKED: no network"));
    }

    #[test]
    fn testing_nothing_is_a_failure_unless_the_tests_were_named() {
        let mut steps = Steps::default();
        steps.test("e2e", false, || Ok((true, tally(0, 0))));
        assert_eq!(steps.sum(), (0, 1));
        let mut steps = Steps::default();
        steps.test("e2e", true, || Ok((true, tally(0, 0))));
        assert_eq!(steps.sum(), (0, 0));
        assert!(steps.some_test_ran().is_err());
        steps.test("native", true, || Ok((true, tally(1, 0))));
        assert!(steps.some_test_ran().is_ok());
    }

    #[test]
    fn times_read_well() {
        assert_eq!(seconds(Duration::from_millis(350)), "0.3 s");
        assert_eq!(seconds(Duration::from_secs(200)), "3 min 20 s");
    }
}
