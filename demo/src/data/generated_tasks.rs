//! More tasks with generated rows: a huge one, a running one, one that never ends, a federation, an edge pull, and one
//! without runs.

use super::Setup;
use super::errors::ErrorFamily;
use super::names::{ALL_TYPES, IMAGES, MODELS, NIGHTLY, PATHS, Repo};
use super::random::{mix, number};
use super::row_generator::{Cause, Recurrence, RowGenerator};
use super::task::{Rows, Run, Task, TotalsSource};
use crate::examples;
use crate::zone::Moment;
use std::sync::OnceLock;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

const CLUSTERS: [&str; 8] =
    ["shanghai", "shenzhen", "beijing", "chengdu", "guangzhou", "singapore", "frankfurt", "sao-paulo"];

pub(crate) fn tasks(setup: &Setup) -> Vec<Task> {
    vec![
        bulk(setup),
        running(setup),
        live(setup),
        federation(setup),
        edge(setup),
        Task { key: examples::EMPTY_TASK, object_type: "PACKAGE", replica_type: "SCHEDULED", runs: Vec::new() },
    ]
}

/// The parameters of a simple run; everything else has default values.
struct SimpleRun {
    id: String,
    rows: u32,
    start: i64,
    end: i64,
    repos: &'static [Repo],
    clusters: &'static [&'static str],
    causes: Vec<Cause>,
    error: Option<&'static str>,
}

impl SimpleRun {
    fn run(self, task: &str, run: u64) -> Run {
        let failed = !self.causes.is_empty();
        let generator = RowGenerator {
            seed: number(task),
            run,
            rows: self.rows,
            start: self.start,
            end: self.end,
            pace_change: None,
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
            rows: Rows::Generated(Box::new(generator)),
            totals_source: TotalsSource::Computed(OnceLock::new()),
        }
    }
}

fn bulk(setup: &Setup) -> Task {
    let start = setup.now - 9 * DAY - 2 * HOUR;
    let cause = |families, rate, cluster| Cause { families, rate, cluster, recurrence: Recurrence::None };
    let run = SimpleRun {
        id: examples::BULK_RECORD.into(),
        rows: examples::BULK_DETAILS as u32,
        start,
        end: start + 7 * HOUR + 48 * MINUTE + 13_207,
        repos: &ALL_TYPES,
        clusters: &CLUSTERS,
        causes: vec![
            cause(&[ErrorFamily::TimeOut, ErrorFamily::TimeOut, ErrorFamily::Broken], 90_000, Some("sao-paulo")),
            cause(&[ErrorFamily::Certificate], 70_000, Some("frankfurt")),
            cause(&[ErrorFamily::Quota], 45_000, Some("chengdu")),
            cause(
                &[
                    ErrorFamily::TimeOut,
                    ErrorFamily::Gateway,
                    ErrorFamily::Gateway,
                    ErrorFamily::NoSuchKey,
                    ErrorFamily::NoSuchKey,
                    ErrorFamily::Manifest,
                    ErrorFamily::Refused,
                    ErrorFamily::Exists,
                    ErrorFamily::Broken,
                    ErrorFamily::Digest,
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

fn running(setup: &Setup) -> Task {
    let simple_run = |id: &str, start, end| SimpleRun {
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
    let began = setup.now - 4 * MINUTE - 7 * SECOND - 219;
    let mut now = simple_run(examples::RUNNING_RECORD, began, setup.now + setup.run_for).run(key, 3);
    if let Rows::Generated(generator) = &mut now.rows {
        generator.pace_change = Some((96, setup.now));
    }
    let before = setup.now - 3 * DAY - 5 * HOUR;
    let failed = SimpleRun {
        causes: vec![Cause {
            families: &[ErrorFamily::Refused],
            rate: 60_000,
            cluster: Some("beijing"),
            recurrence: Recurrence::None,
        }],
        error: Some(
            "java.net.ConnectException: Failed to connect to node-0007.beijing.bkrepo.example.com/10.8.0.7:30443",
        ),
        ..simple_run("691d1a20e4b0c35d7a90c002", before, before + 2 * MINUTE + 41_006)
    };
    let first = before - 20 * MINUTE;
    Task {
        key,
        object_type: "PACKAGE",
        replica_type: "RUN_ONCE",
        runs: vec![
            now,
            failed.run(key, 2),
            simple_run("691d1570e4b0c35d7a90c001", first, first + 6 * MINUTE + 55_431).run(key, 1),
        ],
    }
}

fn live(setup: &Setup) -> Task {
    let start = setup.now - 14 * HOUR - 3 * MINUTE - 1;
    let mut run = SimpleRun {
        id: examples::LIVE_RECORD.into(),
        rows: 2_000 + 7 * 24 * 180,
        start,
        end: setup.now + 7 * DAY,
        repos: &NIGHTLY,
        clusters: CLUSTERS.get(..4).unwrap_or(&CLUSTERS),
        causes: vec![Cause {
            families: &[ErrorFamily::TimeOut, ErrorFamily::Gateway, ErrorFamily::Broken],
            rate: 12_000,
            cluster: None,
            recurrence: Recurrence::None,
        }],
        error: None,
    }
    .run(examples::LIVE_TASK, 1);
    if let Rows::Generated(generator) = &mut run.rows {
        generator.pace_change = Some((2_000, setup.now));
    }
    run.end = None;
    run.outcome = "RUNNING";
    Task { key: examples::LIVE_TASK, object_type: "REPOSITORY", replica_type: "REAL_TIME", runs: vec![run] }
}

fn federation(setup: &Setup) -> Task {
    let key = examples::FEDERATION_TASK;
    let run = |run: u64| {
        let random = mix(number(key), run);
        let start = setup.now - (13 - run as i64) * 2 * DAY + (random % 7_200_000) as i64;
        let failed = matches!(run, 4 | 9 | 10);
        SimpleRun {
            id: format!("{:08x}e4b0c35d7a91{run:04x}", 0x6910_0000 + run * 172_800),
            rows: 300 + (random % 150) as u32,
            start,
            end: start + 4 * MINUTE + (random >> 9) as i64 % (3 * MINUTE),
            repos: &PATHS,
            clusters: CLUSTERS.get(..5).unwrap_or(&CLUSTERS),
            causes: if failed {
                vec![Cause {
                    families: &[ErrorFamily::Exists, ErrorFamily::Gateway],
                    rate: 30_000,
                    cluster: None,
                    recurrence: Recurrence::InRuns(8, 10),
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

fn edge(setup: &Setup) -> Task {
    let key = examples::EDGE_TASK;
    let run = |run: u64| {
        let random = mix(number(key), run);
        let start = setup.now - (10 - run as i64) * 7 * DAY + (random % 1_800_000) as i64;
        SimpleRun {
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
