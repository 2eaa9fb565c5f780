//! Durations and throughput of the artifacts of an execution.

use std::cmp::Reverse;

use super::busy_time::BusyTime;
use super::histogram::LogHistogram;
use super::{DetailStatistics, Names, StatisticsRow};
use crate::model::csv::{self, Readers};
use crate::model::enums::Status;

/// The length of the lists of the slowest and the largest artifacts.
pub const TOP: usize = 100;
/// The number of slowest artifacts whose share of all durations is computed.
pub const SLOWEST: usize = 10;
/// The largest number of separate busy intervals of an execution, and of each of its nodes and repositories: exact up to
/// 100,000 details, which then need some 5 MB.
const INTERVALS: usize = 100_000;
/// The upper limits of the duration classes, in milliseconds; the last class has none.
pub const CLASS_LIMITS_MS: [u64; 6] = [100, 1_000, 10_000, 60_000, 600_000, 3_600_000];

/// The durations of some details.
#[derive(Debug, Clone)]
pub struct Timing {
    /// The distribution of the durations, in milliseconds.
    pub durations: LogHistogram,
    /// The sum of the durations, in milliseconds. Details can overlap, so it can exceed the time that passed.
    pub sum: u64,
    /// The size of the details that were transferred, in bytes.
    pub bytes: u64,
    /// The time in which at least one of the details was in progress.
    pub busy: BusyTime,
}

impl Timing {
    const fn new(intervals: usize) -> Self {
        let durations = LogHistogram::new();
        Self { durations, sum: 0, bytes: 0, busy: BusyTime::new(intervals) }
    }

    fn add(&mut self, (from, to): (i64, i64), bytes: u64) {
        let duration = length(from, to);
        self.durations.add(duration);
        self.sum = self.sum.saturating_add(duration);
        self.bytes = self.bytes.saturating_add(bytes);
        self.busy.add(from, to);
    }

    /// The transferred bytes in each second of the busy time; `None` where nothing was transferred, or in no time.
    pub fn bytes_per_second(&self) -> Option<u64> {
        let milliseconds = u128::try_from(self.busy.length()).ok().filter(|length| *length > 0)?;
        let rate = u128::from(self.bytes).checked_mul(1_000)?.checked_div(milliseconds)?;
        u64::try_from(rate).ok().filter(|_| self.bytes > 0)
    }
}

/// The length of an interval, in milliseconds.
fn length(from: i64, to: i64) -> u64 {
    u64::try_from(to.saturating_sub(from)).unwrap_or_default()
}

/// An artifact in the list of the slowest or of the largest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// The name; `None` in a detail of the older format.
    pub name: Option<Box<str>>,
    /// The version.
    pub version: Option<Box<str>>,
    /// The status.
    pub status: Option<Status>,
    /// The duration, in milliseconds.
    pub duration: Option<u64>,
    /// The size, in bytes.
    pub size: Option<u64>,
    repository: u32,
    node: u32,
}

/// The artifacts with the highest values, in descending order.
#[derive(Debug, Clone, Default)]
struct TopList(Vec<(u64, Artifact)>);

impl TopList {
    fn add(&mut self, value: u64, artifact: impl FnOnce() -> Artifact) {
        let at = self.0.partition_point(|(other, _)| *other >= value);
        if at < TOP {
            self.0.truncate(TOP.saturating_sub(1));
            self.0.insert(at, (value, artifact()));
        }
    }
}

/// The details of a duration class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DurationClass {
    /// The number of details.
    pub details: u64,
    /// The sum of their durations, in milliseconds.
    pub sum: u64,
}

/// The timings of all details, and of each node and repository.
#[derive(Debug)]
pub(super) struct Timings {
    all: Timing,
    nodes: Vec<Timing>,
    repositories: Vec<Timing>,
    classes: [DurationClass; 7],
    slowest: TopList,
    largest: TopList,
    untimed: u64,
}

impl Default for Timings {
    fn default() -> Self {
        Self {
            all: Timing::new(INTERVALS),
            nodes: Vec::new(),
            repositories: Vec::new(),
            classes: Default::default(),
            slowest: TopList::default(),
            largest: TopList::default(),
            untimed: 0,
        }
    }
}

impl Timings {
    pub(super) fn add(&mut self, row: &StatisticsRow<'_>, node: u32, repository: u32) {
        let size = row.size.and_then(|size| u64::try_from(size).ok());
        let duration = row.span.map(|(from, to)| length(from, to));
        let artifact = || Artifact {
            name: row.name.map(Into::into),
            version: row.version.map(Into::into),
            status: row.status.cloned(),
            duration,
            size,
            repository,
            node,
        };
        if let Some(size) = size {
            self.largest.add(size, artifact);
        }
        let Some((span, duration)) = row.span.zip(duration) else {
            self.untimed = self.untimed.saturating_add(1);
            return;
        };
        self.slowest.add(duration, artifact);
        let is_transferred = row.status == Some(&Status::Success) && !row.is_skipped;
        let bytes = size.filter(|_| is_transferred).unwrap_or_default();
        self.all.add(span, bytes);
        for (timings, index) in [(&mut self.nodes, node), (&mut self.repositories, repository)] {
            let index = usize::try_from(index).unwrap_or(usize::MAX);
            // Names are interned in the order in which they are first seen.
            if timings.len() <= index {
                timings.resize_with(index.saturating_add(1), || Timing::new(INTERVALS));
            }
            if let Some(timing) = timings.get_mut(index) {
                timing.add(span, bytes);
            }
        }
        let class = CLASS_LIMITS_MS.iter().position(|limit| duration < *limit).unwrap_or(CLASS_LIMITS_MS.len());
        if let Some(class) = self.classes.get_mut(class) {
            class.details = class.details.saturating_add(1);
            class.sum = class.sum.saturating_add(duration);
        }
    }
}

/// A node or repository with its timing.
#[derive(Debug, Clone, Copy)]
pub struct NamedTiming<'a> {
    /// The name; empty if it is missing.
    pub name: &'a str,
    /// The timing.
    pub timing: &'a Timing,
}

/// The timings with durations, the longest busy time first.
fn ranked<'a>(names: &'a Names, timings: &'a [Timing]) -> Vec<NamedTiming<'a>> {
    let named = names.list.iter().zip(timings).map(|(name, timing)| NamedTiming { name, timing });
    let mut ranked: Vec<_> = named.filter(|named| named.timing.durations.count() > 0).collect();
    ranked.sort_by_cached_key(|named| (Reverse(named.timing.busy.length()), named.name));
    ranked
}

impl DetailStatistics {
    /// The timing of all details.
    pub const fn timing(&self) -> &Timing {
        &self.timings.all
    }

    /// The timings of the nodes, the longest busy time first.
    pub fn node_timings(&self) -> Vec<NamedTiming<'_>> {
        ranked(&self.nodes, &self.timings.nodes)
    }

    /// The timings of the repositories, the longest busy time first.
    pub fn repository_timings(&self) -> Vec<NamedTiming<'_>> {
        ranked(&self.repositories, &self.timings.repositories)
    }

    /// The details in classes by duration, up to each of [`CLASS_LIMITS_MS`], and beyond the last.
    pub const fn duration_classes(&self) -> &[DurationClass; 7] {
        &self.timings.classes
    }

    /// The artifacts with the longest durations, up to [`TOP`].
    pub fn slowest(&self) -> impl Iterator<Item = &Artifact> {
        self.timings.slowest.0.iter().map(|(_, artifact)| artifact)
    }

    /// The largest artifacts, up to [`TOP`].
    pub fn largest(&self) -> impl Iterator<Item = &Artifact> {
        self.timings.largest.0.iter().map(|(_, artifact)| artifact)
    }

    /// The number of the slowest artifacts, up to [`SLOWEST`], and the sum of their durations in milliseconds.
    pub fn slowest_share(&self) -> (usize, u64) {
        let slowest = self.timings.slowest.0.iter().take(SLOWEST);
        (slowest.len(), slowest.fold(0u64, |sum, (duration, _)| sum.saturating_add(*duration)))
    }

    /// The number of details without a duration: a time is missing, or the end is before the start.
    pub const fn untimed(&self) -> u64 {
        self.timings.untimed
    }

    /// The repository and the node of an artifact; empty where they are missing.
    pub fn places(&self, artifact: &Artifact) -> (&str, &str) {
        (self.repositories.get(artifact.repository), self.nodes.get(artifact.node))
    }

    /// The length up to which pauses count as busy, in any of the timings, in milliseconds.
    pub fn pause_tolerance(&self) -> i64 {
        let timings = [&self.timings.all].into_iter().chain(&self.timings.nodes).chain(&self.timings.repositories);
        timings.map(|timing| timing.busy.tolerance()).max().unwrap_or_default()
    }

    /// The timings of nodes and repositories as CSV.
    pub fn timings_csv(&self, readers: Readers) -> String {
        const HEADER: [&str; 10] = [
            "field",
            "name",
            "details",
            "sumMs",
            "busyMs",
            "medianMs",
            "p95Ms",
            "longestMs",
            "bytes",
            "bytesPerSecond",
        ];
        let mut text = csv::BOM.to_owned();
        csv::line(&mut text, &HEADER);
        for (field, timings) in [("remoteCluster", self.node_timings()), ("localRepoName", self.repository_timings())] {
            for NamedTiming { name, timing } in timings {
                let durations = &timing.durations;
                let busy = u64::try_from(timing.busy.length()).unwrap_or_default();
                let numbers = [
                    Some(durations.count()),
                    Some(timing.sum),
                    Some(busy),
                    durations.percentile(50),
                    durations.percentile(95),
                    Some(durations.largest()),
                    Some(timing.bytes),
                    timing.bytes_per_second(),
                ];
                write_line(&mut text, readers, &[field, name], &numbers);
            }
        }
        text
    }

    /// The slowest artifacts as CSV.
    pub fn slowest_csv(&self, readers: Readers) -> String {
        const HEADER: [&str; 7] =
            ["artifactName", "version", "localRepoName", "remoteCluster", "status", "durationMs", "size"];
        let mut text = csv::BOM.to_owned();
        csv::line(&mut text, &HEADER);
        for artifact in self.slowest() {
            let (repository, node) = self.places(artifact);
            let [name, version] = [&artifact.name, &artifact.version].map(|text| text.as_deref().unwrap_or_default());
            let status = artifact.status.as_ref().map_or("", Status::as_str);
            let texts = [name, version, repository, node, status];
            write_line(&mut text, readers, &texts, &[artifact.duration, artifact.size]);
        }
        text
    }
}

/// Appends a CSV line of texts and numbers; an unknown number is an empty cell.
fn write_line(out: &mut String, readers: Readers, texts: &[&str], numbers: &[Option<u64>]) {
    let numbers: Vec<String> =
        numbers.iter().map(|number| number.map(|number| number.to_string()).unwrap_or_default()).collect();
    let cells: Vec<&str> = texts.iter().copied().chain(numbers.iter().map(String::as_str)).collect();
    readers.line(out, &cells, |at| at >= texts.len());
}
