//! Runs with a few rows, for long histories and for plans that fill a page.

use super::errors::ErrorFamily;
use super::names::Repo;
use super::row_generator::{Cause, Recurrence, RowGenerator};
use super::run::{Rows, Run};

/// A run with a few rows. Times are in milliseconds.
pub(super) struct SmallRun {
    pub(super) key: &'static str,
    pub(super) number: u64,
    pub(super) clusters: &'static [&'static str],
    pub(super) repos: &'static [Repo],
    pub(super) rows: u32,
    pub(super) start: i64,
    pub(super) duration: i64,
    pub(super) failed: bool,
}

impl SmallRun {
    pub(super) fn run(self, id: String) -> Run {
        let causes = [Cause {
            families: &[ErrorFamily::TimeOut, ErrorFamily::Gateway, ErrorFamily::Refused],
            rate: 150_000,
            cluster: None,
            recurrence: Recurrence::None,
        }];
        let end = self.start + self.duration;
        let generator = RowGenerator {
            clusters: self.clusters,
            repos: self.repos,
            causes: if self.failed { causes.into() } else { Vec::new() },
            execute_type: "PARTIAL",
            ..RowGenerator::new(self.key, self.number, self.rows, self.start, end)
        };
        Run::new(id, self.start, end, self.failed, Rows::Generated(Box::new(generator)))
    }
}
