//! The other tasks whose rows are made: a huge one, one under way, one that never ends, a
//! federation, an edge that pulls, and one that has never run.

use super::Anchor;
use super::errors::Family;
use super::names::{EVERY, IMAGES, MODELS, NIGHTLY, PATHS, Repo};
use super::plan::{Cause, Lasting, Plan};
use super::random::{mix, number};
use super::task::{Rows, Run, Sums, Task};
use crate::examples;
use crate::zone::Moment;
use std::sync::OnceLock;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

const CLUSTERS: [&str; 8] =
    ["shanghai", "shenzhen", "beijing", "chengdu", "guangzhou", "singapore", "frankfurt", "sao-paulo"];

pub(crate) fn tasks(anchor: &Anchor) -> Vec<Task> {
    vec![
        bulk(anchor),
        running(anchor),
        live(anchor),
        federation(anchor),
        edge(anchor),
        Task { key: examples::EMPTY_TASK, object_type: "PACKAGE", replica_type: "SCHEDULED", runs: Vec::new() },
    ]
}

/// A run between two times, everything else being usual.
struct Usual {
    id: String,
    rows: u32,
    start: i64,
    end: i64,
    repos: &'static [Repo],
    clusters: &'static [&'static str],
    causes: Vec<Cause>,
    error: Option<&'static str>,
}

impl Usual {
    fn run(self, task: &str, run: u64) -> Run {
        let failed = !self.causes.is_empty();
        let plan = Plan {
            seed: number(task),
            run,
            rows: self.rows,
            start: self.start,
            end: self.end,
            bend: None,
            repos: self.repos,
            clusters: self.clusters,
            causes: self.causes,
        };
        Run {
            id: self.id,
            start: Moment::from_millis(self.start),
            end: Some(Moment::from_millis(self.end)),
            outcome: if failed { "FAILED" } else { "SUCCESS" },
            error: self.error,
            rows: Rows::Made(Box::new(plan)),
            sums: Sums::Counted(OnceLock::new()),
        }
    }
}

fn bulk(anchor: &Anchor) -> Task {
    let start = anchor.now - 9 * DAY - 2 * HOUR;
    let cause = |families, rate, cluster| Cause { families, rate, cluster, lasting: Lasting::No };
    let run = Usual {
        id: examples::BULK_RECORD.into(),
        rows: examples::BULK_DETAILS as u32,
        start,
        end: start + 7 * HOUR + 48 * MINUTE + 13_207,
        repos: &EVERY,
        clusters: &CLUSTERS,
        causes: vec![
            cause(&[Family::TimeOut, Family::TimeOut, Family::Broken], 90_000, Some("sao-paulo")),
            cause(&[Family::Certificate], 70_000, Some("frankfurt")),
            cause(&[Family::Quota], 45_000, Some("chengdu")),
            cause(
                &[
                    Family::TimeOut,
                    Family::Gateway,
                    Family::Gateway,
                    Family::NoSuchKey,
                    Family::NoSuchKey,
                    Family::Manifest,
                    Family::Refused,
                    Family::Exists,
                    Family::Broken,
                    Family::Digest,
                ],
                16_000,
                None,
            ),
        ],
        error: Some("部分制品同步失败，详情见执行日志"),
    };
    Task {
        key: examples::BULK_TASK,
        object_type: "REPOSITORY",
        replica_type: "RUN_ONCE",
        runs: vec![run.run(examples::BULK_TASK, 1)],
    }
}

fn running(anchor: &Anchor) -> Task {
    let usual = |id: &str, start, end| Usual {
        id: id.into(),
        rows: 240,
        start,
        end,
        repos: &NIGHTLY,
        clusters: CLUSTERS.get(..3).unwrap_or(&CLUSTERS),
        causes: Vec::new(),
        error: None,
    };
    let key = examples::RUNNING_TASK;
    let began = anchor.now - 4 * MINUTE - 7 * SECOND - 219;
    let mut now = usual(examples::RUNNING_RECORD, began, anchor.now + anchor.run_for).run(key, 3);
    if let Rows::Made(plan) = &mut now.rows {
        plan.bend = Some((96, anchor.now));
    }
    let before = anchor.now - 3 * DAY - 5 * HOUR;
    let failed = Usual {
        causes: vec![Cause {
            families: &[Family::Refused],
            rate: 60_000,
            cluster: Some("beijing"),
            lasting: Lasting::No,
        }],
        error: Some(
            "java.net.ConnectException: Failed to connect to node-0007.beijing.bkrepo.example.com/10.8.0.7:30443",
        ),
        ..usual("691d1a20e4b0c35d7a90c002", before, before + 2 * MINUTE + 41_006)
    };
    let first = before - 20 * MINUTE;
    Task {
        key,
        object_type: "PACKAGE",
        replica_type: "RUN_ONCE",
        runs: vec![
            now,
            failed.run(key, 2),
            usual("691d1570e4b0c35d7a90c001", first, first + 6 * MINUTE + 55_431).run(key, 1),
        ],
    }
}

fn live(anchor: &Anchor) -> Task {
    let start = anchor.now - 14 * HOUR - 3 * MINUTE - 1;
    let mut run = Usual {
        id: examples::LIVE_RECORD.into(),
        rows: 2_000 + 7 * 24 * 180,
        start,
        end: anchor.now + 7 * DAY,
        repos: &NIGHTLY,
        clusters: CLUSTERS.get(..4).unwrap_or(&CLUSTERS),
        causes: vec![Cause {
            families: &[Family::TimeOut, Family::Gateway, Family::Broken],
            rate: 12_000,
            cluster: None,
            lasting: Lasting::No,
        }],
        error: None,
    }
    .run(examples::LIVE_TASK, 1);
    if let Rows::Made(plan) = &mut run.rows {
        plan.bend = Some((2_000, anchor.now));
    }
    run.end = None;
    run.outcome = "RUNNING";
    Task { key: examples::LIVE_TASK, object_type: "REPOSITORY", replica_type: "REAL_TIME", runs: vec![run] }
}

fn federation(anchor: &Anchor) -> Task {
    let key = examples::FEDERATION_TASK;
    let run = |run: u64| {
        let random = mix(number(key), run);
        let start = anchor.now - (13 - run as i64) * 2 * DAY + (random % 7_200_000) as i64;
        let failed = matches!(run, 4 | 9 | 10);
        Usual {
            id: format!("{:08x}e4b0c35d7a91{run:04x}", 0x6910_0000 + run * 172_800),
            rows: 300 + (random % 150) as u32,
            start,
            end: start + 4 * MINUTE + (random >> 9) as i64 % (3 * MINUTE),
            repos: &PATHS,
            clusters: CLUSTERS.get(..5).unwrap_or(&CLUSTERS),
            causes: if failed {
                vec![Cause {
                    families: &[Family::Exists, Family::Gateway],
                    rate: 30_000,
                    cluster: None,
                    lasting: Lasting::Between(8, 10),
                }]
            } else {
                Vec::new()
            },
            error: None,
        }
        .run(key, run)
    };
    Task { key, object_type: "PATH", replica_type: "FEDERATION", runs: (1..=12).rev().map(run).collect() }
}

fn edge(anchor: &Anchor) -> Task {
    let key = examples::EDGE_TASK;
    let run = |run: u64| {
        let random = mix(number(key), run);
        let start = anchor.now - (10 - run as i64) * 7 * DAY + (random % 1_800_000) as i64;
        Usual {
            id: format!("{:08x}e4b0c35d7a92{run:04x}", 0x68f0_0000 + run * 604_800),
            rows: 24 + run as u32 * 3,
            start,
            end: start + 31 * MINUTE + (random >> 9) as i64 % (9 * MINUTE),
            repos: if run.is_multiple_of(3) { &IMAGES } else { &MODELS },
            clusters: CLUSTERS.get(5..6).unwrap_or(&CLUSTERS),
            causes: Vec::new(),
            error: None,
        }
        .run(key, run)
    };
    Task { key, object_type: "PACKAGE", replica_type: "EDGE_PULL", runs: (1..=9).rev().map(run).collect() }
}
