//! More scheduled tasks with generated rows: a huge one, a running one, one over unchanged artifacts, one of an old
//! generation, and one without runs.

use super::Setup;
use super::errors::ErrorFamily;
use super::names::{ALL_TYPES, NIGHTLY, PATHS};
use super::plan::{Plan, Trigger};
use super::random::{mix, number};
use super::row_generator::{Cause, Conflicts, Recurrence, RowGenerator};
use super::run::{Rows, Run};
use super::task::Task;
use crate::examples;

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
        unchanged(setup),
        bytes(setup),
        Task {
            key: examples::EMPTY_TASK,
            object_type: "PACKAGE",
            replica_type: "SCHEDULED",
            plan: Plan {
                repos: &NIGHTLY,
                enabled: false,
                created: Some(setup.now - 6 * DAY - 40 * MINUTE),
                ..Plan::named("never-executed")
            },
            runs: Vec::new(),
        },
    ]
}

/// A run with the rows of a generator. It fails if there are causes of failures.
pub(crate) fn generated(id: impl Into<String>, generator: RowGenerator) -> Run {
    let failed = !generator.causes.is_empty();
    Run::new(id, generator.start, generator.end, failed, Rows::Generated(Box::new(generator)))
}

fn bulk(setup: &Setup) -> Task {
    let key = examples::BULK_TASK;
    let start = setup.now - 9 * DAY - 2 * HOUR;
    let end = start + 7 * HOUR + 48 * MINUTE + 13_207;
    let cause = |families, rate, cluster| Cause { families, rate, cluster, recurrence: Recurrence::None };
    let generator = RowGenerator {
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
        ..RowGenerator::new(key, 1, examples::BULK_DETAILS as u32, start, end)
    };
    Task {
        key,
        object_type: "REPOSITORY",
        replica_type: "RUN_ONCE",
        plan: Plan {
            description: Some("每个仓库类型的全部正式版本，一次性归档到八个机房。"),
            clusters: &CLUSTERS,
            repos: &ALL_TYPES,
            ..Plan::named("release-archive")
        },
        runs: vec![generated(examples::BULK_RECORD, generator)],
    }
}

fn running(setup: &Setup) -> Task {
    let key = examples::RUNNING_TASK;
    let generator =
        |run, start, end| RowGenerator { execute_type: "PARTIAL", ..RowGenerator::new(key, run, 240, start, end) };
    let began = setup.now - 4 * MINUTE - 7 * SECOND - 219;
    let mut now = generator(3, began, setup.now + setup.run_for);
    now.pace_change = Some((96, setup.now));
    let before = setup.now - 3 * DAY - 5 * HOUR;
    let mut failed = generator(2, before, before + 2 * MINUTE + 41_006);
    failed.causes.push(Cause {
        families: &[ErrorFamily::Refused],
        rate: 60_000,
        cluster: Some("beijing"),
        recurrence: Recurrence::None,
    });
    let first = before - 20 * MINUTE;
    Task {
        key,
        object_type: "PACKAGE",
        replica_type: "SCHEDULED",
        plan: Plan { repos: &NIGHTLY, ..Plan::named("hotfix-push") },
        runs: vec![
            generated(examples::RUNNING_RECORD, now),
            generated("691d1a20e4b0c35d7a90c002", failed),
            generated("691d1570e4b0c35d7a90c001", generator(1, first, first + 6 * MINUTE + 55_431)),
        ],
    }
}

/// A nightly run over ten thousand files of which fifty are new.
fn unchanged(setup: &Setup) -> Task {
    let key = examples::UNCHANGED_TASK;
    let first = setup.now - 7 * HOUR - 12 * DAY;
    let run = |run: u64| {
        let random = mix(number(key), run);
        let start = first + run as i64 * DAY + (random % 800) as i64;
        let end = start + 6 * MINUTE + (random >> 9) as i64 % (2 * MINUTE);
        let generator = RowGenerator {
            repos: &PATHS,
            conflicts: Conflicts::AllBut(200),
            execute_type: "PARTIAL",
            ..RowGenerator::new(key, run, 10_000, start, end)
        };
        generated(format!("6921b0{run:02x}e4b0c35d7a93{run:04x}"), generator)
    };
    Task {
        key,
        object_type: "PATH",
        replica_type: "SCHEDULED",
        plan: Plan { trigger: Trigger::Every { first, every: DAY }, repos: &PATHS, ..Plan::named("nightly-mirror") },
        runs: (1..=12).rev().map(run).collect(),
    }
}

/// Runs of a server generation that reports bytes.
fn bytes(setup: &Setup) -> Task {
    let key = examples::BYTES_TASK;
    let first = setup.now - 25 * DAY;
    let run = |run: u64| {
        let random = mix(number(key), run);
        let start = first + run as i64 * 2 * DAY + (random % 7_200_000) as i64;
        let end = start + 4 * MINUTE + (random >> 9) as i64 % (3 * MINUTE);
        let cause = Cause {
            families: &[ErrorFamily::Exists, ErrorFamily::Gateway],
            rate: 30_000,
            cluster: None,
            recurrence: Recurrence::InRuns(8, 10),
        };
        let generator = RowGenerator {
            repos: &PATHS,
            clusters: CLUSTERS.get(..5).unwrap_or(&CLUSTERS),
            causes: if matches!(run, 4 | 9 | 10) { vec![cause] } else { Vec::new() },
            execute_type: "PARTIAL",
            ..RowGenerator::new(key, run, 300 + (random % 150) as u32, start, end)
        };
        let run = generated(format!("6921c0{run:02x}e4b0c35d7a94{run:04x}"), generator);
        Run { reports_bytes: true, ..run }
    };
    Task {
        key,
        object_type: "PATH",
        replica_type: "SCHEDULED",
        plan: Plan {
            trigger: Trigger::Every { first, every: 2 * DAY },
            clusters: CLUSTERS.get(..5).unwrap_or(&CLUSTERS),
            repos: &PATHS,
            ..Plan::named("shared-files")
        },
        runs: (1..=12).rev().map(run).collect(),
    }
}
