//! Statistics of all details of an execution, by remote node and repository.
//!
//! An execution can have a hundred thousand details and more, therefore no detail is kept: each one is added to counters,
//! whose number depends on the number of nodes and repositories. Only the slowest and the largest are listed.

pub mod busy_time;
pub mod histogram;
pub mod matrix;
#[cfg(test)]
mod tests;
pub mod timing;
#[cfg(test)]
mod timing_tests;

use std::collections::HashMap;

use self::timing::Timings;
use super::enums::Status;
use super::key_index::KeyIndex;

/// A detail as input of the statistics.
#[derive(Debug, Clone, Copy, Default)]
pub struct StatisticsRow<'a> {
    /// The remote cluster; empty if it is missing.
    pub node: &'a str,
    /// The local repository; empty if it is missing.
    pub repository: &'a str,
    /// The status; `None` if it is missing.
    pub status: Option<&'a Status>,
    /// Whether the service recorded a conflict: the remote cluster had the artifact already.
    pub has_conflict: bool,
    /// Whether the artifact was not transferred, because the remote cluster had it already.
    pub is_skipped: bool,
    /// The size in bytes; `None` where it is unknown.
    pub size: Option<i64>,
    /// Whether the detail is of the older format, in which it stands for several artifacts.
    pub is_historical: bool,
    /// The name of the artifact; `None` in a detail of the older format.
    pub name: Option<&'a str>,
    /// The version of the artifact.
    pub version: Option<&'a str>,
    /// The start and the end, in milliseconds since 1970; `None` if one is unknown, or the end is before the start.
    pub span: Option<(i64, i64)>,
}

/// The counters of some details.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// All details.
    pub details: u64,
    /// Succeeded details.
    pub succeeded: u64,
    /// Failed details.
    pub failed: u64,
    /// Running details.
    pub running: u64,
    /// Details with a conflict, which are also counted by their status.
    pub conflicts: u64,
    /// The size of the succeeded artifacts that were not skipped, in bytes.
    pub bytes: u64,
}

impl Counts {
    /// Adds a detail.
    fn add(&mut self, row: &StatisticsRow<'_>) {
        let count = |counter: &mut u64, is_counted: bool| *counter = counter.saturating_add(is_counted.into());
        let is_success = row.status == Some(&Status::Success);
        count(&mut self.details, true);
        count(&mut self.succeeded, is_success);
        count(&mut self.failed, row.status == Some(&Status::Failed));
        count(&mut self.running, row.status == Some(&Status::Running));
        count(&mut self.conflicts, row.has_conflict);
        if is_success && !row.is_skipped {
            let size = row.size.and_then(|size| u64::try_from(size).ok()).unwrap_or_default();
            self.bytes = self.bytes.saturating_add(size);
        }
    }

    /// Adds the counters of other details.
    fn merge(&mut self, other: &Self) {
        for (sum, more) in [
            (&mut self.details, other.details),
            (&mut self.succeeded, other.succeeded),
            (&mut self.failed, other.failed),
            (&mut self.running, other.running),
            (&mut self.conflicts, other.conflicts),
            (&mut self.bytes, other.bytes),
        ] {
            *sum = sum.saturating_add(more);
        }
    }
}

/// Interned names, each with an index.
#[derive(Debug, Default)]
struct Names {
    list: Vec<Box<str>>,
    index: KeyIndex,
}

impl Names {
    fn intern(&mut self, name: &str) -> u32 {
        if self.index.insert(name, self.list.len()) {
            self.list.push(name.into());
        }
        self.index.position(name).and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX)
    }

    fn get(&self, index: u32) -> &str {
        usize::try_from(index).ok().and_then(|at| self.list.get(at)).map_or("", AsRef::as_ref)
    }
}

/// The statistics of the details that have been added.
#[derive(Debug, Default)]
pub struct DetailStatistics {
    nodes: Names,
    repositories: Names,
    /// The counters of each pair of a repository and a node that has details.
    pairs: HashMap<(u32, u32), Counts>,
    total: Counts,
    historical: u64,
    unknown_size: u64,
    timings: Timings,
}

impl DetailStatistics {
    /// Adds a detail.
    pub fn add(&mut self, row: &StatisticsRow<'_>) {
        let (node, repository) = (self.nodes.intern(row.node), self.repositories.intern(row.repository));
        self.pairs.entry((repository, node)).or_default().add(row);
        self.total.add(row);
        self.timings.add(row, node, repository);
        self.historical = self.historical.saturating_add(row.is_historical.into());
        let has_unknown_size = row.status == Some(&Status::Success) && row.size.is_none();
        self.unknown_size = self.unknown_size.saturating_add(has_unknown_size.into());
    }

    /// The counters of all details.
    pub const fn total(&self) -> &Counts {
        &self.total
    }

    /// The number of details of the older format.
    pub const fn historical(&self) -> u64 {
        self.historical
    }

    /// The number of succeeded details without a size.
    pub const fn unknown_size(&self) -> u64 {
        self.unknown_size
    }
}
