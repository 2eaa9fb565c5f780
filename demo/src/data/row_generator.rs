//! Rows that are generated on demand from their index, so that a task with two million rows needs no memory and no
//! start-up time.

use super::detail::{Detail, Digest, Reason, Text};
use super::errors::{ErrorFamily, Failure};
use super::names::{NIGHTLY, Repo, artifact};
use super::random::{mix, number, pick};
use crate::zone::Moment;

/// The generator of a run's rows.
#[derive(Clone, Debug)]
pub(crate) struct RowGenerator {
    /// The same for all runs of a task, so that artifact `n` is the same in each of them.
    pub(crate) seed: u64,
    /// The number of the run within the task.
    pub(crate) run: u64,
    pub(crate) rows: u32,
    /// In milliseconds since 1970.
    pub(crate) start: i64,
    pub(crate) end: i64,
    /// The number of rows that have started by that time. A running record has fast past rows and slow future rows.
    pub(crate) pace_change: Option<(u32, i64)>,
    pub(crate) repos: &'static [Repo],
    pub(crate) clusters: &'static [&'static str],
    pub(crate) causes: Vec<Cause>,
    pub(crate) conflicts: Conflicts,
    /// The scope of an execution: `FULL` the whole repository, `PARTIAL` chosen objects, `DELTA` one event.
    pub(crate) execute_type: &'static str,
}

/// Which artifacts existed in the remote cluster before the run.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Conflicts {
    /// Some of them.
    Few,
    /// All but one of this number; they are skipped.
    AllBut(u32),
}

/// A cause of failures.
#[derive(Clone, Debug)]
pub(crate) struct Cause {
    pub(crate) families: &'static [ErrorFamily],
    /// Failures per million artifacts.
    pub(crate) rate: u64,
    /// Restricts the cause to a target cluster.
    pub(crate) cluster: Option<&'static str>,
    pub(crate) recurrence: Recurrence,
}

/// Whether failures repeat in later runs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Recurrence {
    /// Random artifacts in each run.
    None,
    /// The same artifacts in a range of runs.
    InRuns(u64, u64),
}

/// The values of a row that can be computed without allocation.
pub(crate) struct RowSummary {
    pub(crate) repo: Repo,
    pub(crate) cluster: &'static str,
    pub(crate) conflict: Option<&'static str>,
    pub(crate) size: i64,
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) failure: Option<Failure>,
    random: u64,
}

impl RowSummary {
    /// The status at a time in milliseconds since 1970; `None` if the row has not started.
    pub(crate) fn status(&self, now: i64) -> Option<&'static str> {
        match (self.start <= now, self.end <= now) {
            (false, _) => None,
            (true, false) => Some("RUNNING"),
            (true, true) => Some(if self.failure.is_some() { "FAILED" } else { "SUCCESS" }),
        }
    }
}

impl RowGenerator {
    /// A generator of the rows of a run without failures. Start and end are in milliseconds since 1970.
    pub(crate) fn new(task: &str, run: u64, rows: u32, start: i64, end: i64) -> Self {
        Self {
            seed: number(task),
            run,
            rows,
            start,
            end,
            pace_change: None,
            repos: &NIGHTLY,
            clusters: &["shanghai", "shenzhen", "beijing"],
            causes: Vec::new(),
            conflicts: Conflicts::Few,
            execute_type: "FULL",
        }
    }

    /// Computes the row with an index; 0 is the oldest one.
    pub(crate) fn summary(&self, row: u32) -> RowSummary {
        let random = mix(self.seed, u64::from(row));
        // Repositories are replicated one after the other, as in the real service.
        let repo_seed = mix(self.seed ^ 0x7265_706f, u64::from(row) / 23);
        let repo = *pick(self.repos, repo_seed);
        let cluster = *pick(self.clusters, mix(random, 2));
        let failure = self.failure(row, random, cluster);
        let conflict = match (self.conflicts, failure, (random >> 20) % 100) {
            (Conflicts::AllBut(number), ..) => (!row.is_multiple_of(number)).then_some("SKIP"),
            (_, Some(failure), _) if failure.family == ErrorFamily::Exists => Some("FAST_FAIL"),
            (_, _, 0..4) => Some("SKIP"),
            (_, _, 4..6) => Some("OVERWRITE"),
            _ => None,
        };
        let bits = 6 + (random >> 32) % 23;
        let size = match (random >> 40) % 400 {
            0 => 0,
            _ => (1_i64 << bits) + (mix(random, 3) % (1 << bits)) as i64,
        };
        let start = self.start_time(row, random);
        let duration = match failure {
            Some(failure) => failure.millis(),
            None if conflict == Some("SKIP") => 8 + (random % 20) as i64,
            None => 30 + (random % 400) as i64 + size / 60_000,
        };
        RowSummary {
            repo,
            cluster,
            conflict,
            size,
            start,
            end: start.saturating_add(duration).min(self.end),
            failure,
            random,
        }
    }

    /// Generates the complete row.
    pub(crate) fn detail(&self, row: u32, record_id: &str) -> Detail {
        let summary = self.summary(row);
        let (name, version) = artifact(summary.repo.kind, self.seed % 1000 + u64::from(row), self.run);
        Detail {
            id: detail_id(record_id, row).into(),
            remote_cluster: summary.cluster.into(),
            repo_name: summary.repo.name.into(),
            repo_type: summary.repo.kind.into(),
            artifact_name: Some(name.into()),
            // Packages have no digest of their own.
            sha256: if version.is_some() { Digest::None } else { Digest::Generated(summary.random) },
            version: version.map(Into::into),
            conflict: summary.conflict.map(Text::Borrowed),
            size: Some(summary.size),
            outcome: if summary.failure.is_some() { "FAILED" } else { "SUCCESS" }.into(),
            start: Moment::from_millis(summary.start),
            end: Some(Moment::from_millis(summary.end)),
            error: summary.failure.map_or(Reason::Text("".into()), Reason::Generated),
            execute_type: Some(self.execute_type.into()),
            ..Detail::default()
        }
    }

    /// The start time of a row: evenly distributed with random variation, and monotonic.
    fn start_time(&self, row: u32, random: u64) -> i64 {
        // Three of sixteen rows start in the same millisecond, so their order is undefined.
        let (row, random) = match row % 16 {
            part @ 1..3 => (row - part, 0),
            0 => (row, 0),
            _ => (row, random),
        };
        let (from, to, first, count) = match self.pace_change {
            Some((first_rows, at)) if row < first_rows => (self.start, at, 0, first_rows),
            Some((first_rows, at)) => (at, self.end, first_rows, self.rows - first_rows),
            None => (self.start, self.end, 0, self.rows),
        };
        let thousandths = u64::from(row - first) * 1000 + random % 1000;
        let span = i128::from(to - from);
        let offset = span * i128::from(thousandths) / (i128::from(count.max(1)) * 1000);
        from + offset as i64
    }

    fn failure(&self, row: u32, random: u64, cluster: &str) -> Option<Failure> {
        let seed = mix(random, self.run ^ 0x7472_6f75);
        for (number, cause) in self.causes.iter().enumerate() {
            if cause.cluster.is_some_and(|only| only != cluster) {
                continue;
            }
            let salt = number as u64 + 77;
            let (chance, choice) = match cause.recurrence {
                Recurrence::None => (mix(seed, salt), seed),
                Recurrence::InRuns(first, last) => {
                    let begin = first + mix(random, salt + 1) % (last - first + 1);
                    let length = 1 + mix(random, salt + 2) % 6;
                    if self.run < begin || self.run > begin + length {
                        continue;
                    }
                    (mix(random, salt), mix(random, salt + 3))
                }
            };
            if chance % 1_000_000 < cause.rate {
                let family = *pick(cause.families, choice);
                return Some(Failure { family, seed });
            }
        }
        // Every cause has at least one failure, so that the outcome of a run does not depend on chance.
        let first = self.causes.first()?;
        let victim = mix(self.seed ^ self.run, 9) % u64::from(self.rows.max(1));
        let family = *pick(first.families, seed);
        (victim == u64::from(row)).then_some(Failure { family, seed })
    }
}

/// An id in the format of MongoDB: timestamp, machine, counter.
pub(crate) fn detail_id(record_id: &str, row: u32) -> String {
    let time = record_id.get(..8).unwrap_or("00000000");
    let machine = number(record_id) & 0xff_ffff_ffff;
    format!("{time}{machine:010x}{row:06x}")
}
