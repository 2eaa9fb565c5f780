//! Rows that are made from their number when they are needed: a task of two million rows takes
//! no memory and no time to start.

use super::detail::{Detail, Digest, Reason, Word};
use super::errors::{Family, Trouble};
use super::names::{Repo, artifact};
use super::random::{mix, number, pick};
use crate::wire;
use crate::zone::Moment;

/// How the rows of one run come about.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// The same for every run of a task: artifact `n` is the same one in each of them.
    pub(crate) seed: u64,
    /// Which run of the task this is.
    pub(crate) run: u64,
    pub(crate) rows: u32,
    /// In milliseconds since 1970.
    pub(crate) start: i64,
    pub(crate) end: i64,
    /// The first so many rows have begun by that time, the rest later: a running record has a
    /// quick past and a slow future.
    pub(crate) bend: Option<(u32, i64)>,
    pub(crate) repos: &'static [Repo],
    pub(crate) clusters: &'static [&'static str],
    pub(crate) causes: Vec<Cause>,
}

/// Something that makes artifacts fail.
#[derive(Clone, Debug)]
pub(crate) struct Cause {
    pub(crate) families: &'static [Family],
    /// How many artifacts of a million.
    pub(crate) rate: u64,
    /// Only those that go to this cluster.
    pub(crate) cluster: Option<&'static str>,
    pub(crate) lasting: Lasting,
}

/// Whether an artifact that fails today fails tomorrow.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Lasting {
    /// Another one every time.
    No,
    /// For some runs in a row, between these two.
    Between(u64, u64),
}

/// What can be told of a row without writing anything down.
pub(crate) struct Core {
    pub(crate) repo: Repo,
    pub(crate) cluster: &'static str,
    pub(crate) conflict: Option<&'static str>,
    pub(crate) size: i64,
    pub(crate) files: i64,
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) trouble: Option<Trouble>,
    random: u64,
}

impl Plan {
    /// Row number `row`, the oldest being 0.
    pub(crate) fn core(&self, row: u32) -> Core {
        let random = mix(self.seed, u64::from(row));
        // Repositories are gone through in stretches, as the real service does.
        let stretch = mix(self.seed ^ 0x7265_706f, u64::from(row) / 23);
        let repo = *pick(self.repos, stretch);
        let cluster = *pick(self.clusters, mix(random, 2));
        let trouble = self.trouble(row, random, cluster);
        let conflict = match (trouble, (random >> 20) % 100) {
            (Some(trouble), _) if trouble.family == Family::Exists => Some("FAST_FAIL"),
            (_, 0..4) => Some("SKIP"),
            (_, 4..6) => Some("OVERWRITE"),
            _ => None,
        };
        let bits = 6 + (random >> 32) % 23;
        let size = match (random >> 40) % 400 {
            0 => 0,
            _ => (1_i64 << bits) + (mix(random, 3) % (1 << bits)) as i64,
        };
        let start = self.moment(row, random);
        let took = match trouble {
            Some(trouble) => trouble.millis(),
            None if conflict == Some("SKIP") => 8 + (random % 20) as i64,
            None => 30 + (random % 400) as i64 + size / 60_000,
        };
        Core {
            repo,
            cluster,
            conflict,
            size,
            files: 1 + (random >> 50) as i64 % 5,
            start,
            end: start.saturating_add(took).min(self.end),
            trouble,
            random,
        }
    }

    /// The whole row.
    pub(crate) fn detail(&self, row: u32, record_id: &str) -> Detail {
        let core = self.core(row);
        let (name, version) = artifact(core.repo.kind, self.seed % 1000 + u64::from(row), self.run);
        let files = if core.trouble.is_some() { (0, core.files) } else { (core.files, 0) };
        Detail {
            id: detail_id(record_id, row).into(),
            remote_cluster: core.cluster.into(),
            repo_name: core.repo.name.into(),
            repo_type: core.repo.kind.into(),
            artifact_name: Some(name.into()),
            sha256: match core.random % 97 {
                // Some sources of dependencies know no digest.
                0 => Digest::None,
                _ => Digest::Made(version.as_deref().map_or(core.random, |v| mix(core.random, number(v)))),
            },
            version: version.map(Into::into),
            conflict: core.conflict.map(Word::Borrowed),
            size: Some(core.size),
            outcome: if core.trouble.is_some() { "FAILED" } else { "SUCCESS" }.into(),
            progress: wire::Progress {
                conflict: Some(0),
                file_success: Some(files.0),
                file_failed: Some(files.1),
                ..wire::Progress::default()
            },
            start: Moment::from_millis(core.start),
            end: Some(Moment::from_millis(core.end)),
            error: core.trouble.map_or(Reason::Text("".into()), Reason::Made),
            execute_type: if self.run.is_multiple_of(7) { "FULL" } else { "DELTA" }.into(),
            ..Detail::default()
        }
    }

    /// When a row begins: evenly, with a little unrest, and never before the one that precedes it.
    fn moment(&self, row: u32, random: u64) -> i64 {
        // Three of sixteen begin together, within one millisecond: nothing orders them.
        let (row, random) = match row % 16 {
            part @ 1..3 => (row - part, 0),
            0 => (row, 0),
            _ => (row, random),
        };
        let (from, to, first, count) = match self.bend {
            Some((bend, at)) if row < bend => (self.start, at, 0, bend),
            Some((bend, at)) => (at, self.end, bend, self.rows - bend),
            None => (self.start, self.end, 0, self.rows),
        };
        let thousandths = u64::from(row - first) * 1000 + random % 1000;
        let span = i128::from(to - from);
        let offset = span * i128::from(thousandths) / (i128::from(count.max(1)) * 1000);
        from + offset as i64
    }

    fn trouble(&self, row: u32, random: u64, cluster: &str) -> Option<Trouble> {
        let seed = mix(random, self.run ^ 0x7472_6f75);
        for (number, cause) in self.causes.iter().enumerate() {
            if cause.cluster.is_some_and(|only| only != cluster) {
                continue;
            }
            let salt = number as u64 + 77;
            let (chance, choice) = match cause.lasting {
                Lasting::No => (mix(seed, salt), seed),
                Lasting::Between(first, last) => {
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
                return Some(Trouble { family, seed });
            }
        }
        // Where there is a cause, there is a victim: the outcome of a run must not hang on luck.
        let first = self.causes.first()?;
        let victim = mix(self.seed ^ self.run, 9) % u64::from(self.rows.max(1));
        let family = *pick(first.families, seed);
        (victim == u64::from(row)).then_some(Trouble { family, seed })
    }
}

/// An id in the usual form: the record's time, a machine, a number.
pub(crate) fn detail_id(record_id: &str, row: u32) -> String {
    let time = record_id.get(..8).unwrap_or("00000000");
    let machine = number(record_id) & 0xff_ffff_ffff;
    format!("{time}{machine:010x}{row:06x}")
}
