//! Tasks whose records do not simply start and end with all of their details: an edge pull, a stuck run, a crash, a
//! task that was started twice, details that are not kept, and failures without details or without a reason.

use super::Setup;
use super::detail::{Detail, Reason};
use super::edge_cases;
use super::errors::ErrorFamily;
use super::generated_tasks::generated;
use super::names::{MODELS, NIGHTLY};
use super::plan::{Plan, Trigger};
use super::random::{mix, number};
use super::row_generator::{Cause, Recurrence, RowGenerator, detail_id};
use super::run::{RecordError, Rows, Run, TotalsSource};
use super::task::Task;
use super::totals::Totals;
use crate::examples;
use std::sync::Arc;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

pub(crate) fn tasks(setup: &Setup) -> Vec<Task> {
    vec![
        edge(setup),
        stuck(setup),
        crashed(setup),
        restarted(setup),
        unrecorded(setup),
        early(setup),
        reasonless(setup),
    ]
}

pub(super) fn no_rows() -> Rows {
    Rows::Stored(Arc::default())
}

/// The centre's copies of records of an edge cluster, without overview and details.
fn edge(setup: &Setup) -> Task {
    let key = examples::EDGE_TASK;
    let run = |run: u64| {
        let random = mix(number(key), run);
        let start = setup.now - (10 - run as i64) * 3 * DAY + (random % 1_800_000) as i64;
        let end = start + 31 * MINUTE + (random >> 9) as i64 % (9 * MINUTE);
        let run = Run::new(format!("6921d0{run:02x}e4b0c35d7a92{run:04x}"), start, end, false, no_rows());
        Run { totals_source: TotalsSource::Missing, ..run }
    };
    Task {
        key,
        object_type: "PACKAGE",
        replica_type: "EDGE_PULL",
        plan: Plan { clusters: &["edge-singapore"], repos: &MODELS, ..Plan::named("edge-models") },
        runs: (1..=9).rev().map(run).collect(),
    }
}

/// Runs of twenty minutes every six hours. The last one has been running since a crash two days ago, so that the
/// scheduler starts no other.
fn stuck(setup: &Setup) -> Task {
    let key = examples::STUCK_TASK;
    let last = setup.now - 2 * DAY;
    let first = last - 20 * 6 * HOUR;
    let run = |run: u64| {
        let random = mix(number(key), run);
        let start = first + (run as i64 - 1) * 6 * HOUR + (random % 900) as i64;
        let end = start + 19 * MINUTE + (random >> 9) as i64 % (2 * MINUTE);
        let id = format!("6921e0{run:02x}e4b0c35d7a97{run:04x}");
        let generator = RowGenerator::new(key, run, 600, start, end);
        if run <= 20 {
            return generated(id, generator);
        }
        // The crash came after half of the artifacts and left the last one without an end.
        let mut rows: Vec<Detail> = (0..300).rev().map(|row| generator.detail(row, &id)).collect();
        if let Some(newest) = rows.first_mut() {
            *newest = Detail { end: None, outcome: "RUNNING".into(), error: Reason::Null, ..newest.clone() };
        }
        Run {
            end: None,
            outcome: "RUNNING",
            error: RecordError::Null,
            totals_source: TotalsSource::Missing,
            ..Run::new(id, start, end, false, Rows::Stored(Arc::new(rows)))
        }
    };
    Task {
        key,
        object_type: "REPOSITORY",
        replica_type: "SCHEDULED",
        plan: Plan {
            trigger: Trigger::Every { first, every: 6 * HOUR },
            repos: &NIGHTLY,
            ..Plan::named("stuck-backup")
        },
        runs: (1..=21).rev().map(run).collect(),
    }
}

/// Daily runs. The last one ended without totals.
fn crashed(setup: &Setup) -> Task {
    let key = examples::CRASHED_TASK;
    let first = setup.now - 4 * DAY - 5 * HOUR;
    let run = |run: u64| {
        let start = first + run as i64 * DAY;
        let end = start + 12 * MINUTE + 481 * run as i64;
        let id = format!("6921f0{run:02x}e4b0c35d7a98{run:04x}");
        let run_of_rows = generated(id, RowGenerator::new(key, run, 180, start, end));
        if run < 4 {
            return run_of_rows;
        }
        Run {
            outcome: "FAILED",
            error: RecordError::Text("Connection pool shut down".into()),
            totals_source: TotalsSource::Missing,
            ..run_of_rows
        }
    };
    Task {
        key,
        object_type: "REPOSITORY",
        replica_type: "SCHEDULED",
        plan: Plan { trigger: Trigger::Every { first, every: DAY }, repos: &NIGHTLY, ..Plan::named("evening-backup") },
        runs: (1..=4).rev().map(run).collect(),
    }
}

/// One record for two executions, nine days and one day ago. Clocks of nodes differ by seconds, so some details start
/// before the record, and some after its end.
fn restarted(setup: &Setup) -> Task {
    let (key, id) = (examples::RESTARTED_TASK, examples::RESTARTED_RECORD);
    let starts = [setup.now - 9 * DAY, setup.now - DAY];
    let mut rows = Vec::new();
    for (execution, start) in starts.into_iter().enumerate() {
        let (from, to) = (start - 3 * SECOND, start + 7 * MINUTE);
        let mut generator = RowGenerator::new(key, 1 + execution as u64, 120, from, to);
        if execution == 0 {
            generator.causes.push(Cause {
                families: &[ErrorFamily::Quota],
                rate: 90_000,
                cluster: Some("beijing"),
                recurrence: Recurrence::None,
            });
        }
        rows.extend((0..120).map(|row| Detail {
            id: detail_id(id, execution as u32 * 1_000 + row).into(),
            ..generator.detail(row, id)
        }));
    }
    rows.reverse();
    let end = setup.now - DAY + 7 * MINUTE - 4 * SECOND;
    Task {
        key,
        object_type: "REPOSITORY",
        replica_type: "RUN_ONCE",
        plan: Plan { repos: &NIGHTLY, ..Plan::named("initial-copy") },
        runs: vec![Run::new(id, setup.now - 9 * DAY, end, false, Rows::Stored(Arc::new(rows)))],
    }
}

/// Runs whose details are deleted as they end.
fn unrecorded(setup: &Setup) -> Task {
    let first = setup.now - 5 * DAY - 3 * HOUR;
    let run = |run: i64| {
        let start = first + run * DAY;
        let id = format!("692110{run:02x}e4b0c35d7a9a{run:04x}");
        let totals =
            Totals { success: 1_204 + run, skipped: 310, conflict: 322, files: Some((0, 0)), ..Totals::default() };
        let run = Run::new(id, start, start + 9 * MINUTE + 207, false, no_rows());
        Run { totals_source: TotalsSource::Fixed(totals), ..run }
    };
    Task {
        key: examples::UNRECORDED_TASK,
        object_type: "REPOSITORY",
        replica_type: "SCHEDULED",
        plan: Plan {
            trigger: Trigger::Every { first, every: DAY },
            repos: &NIGHTLY,
            record: false,
            ..Plan::named("without-details")
        },
        runs: (1..=5).rev().map(run).collect(),
    }
}

/// Runs that fail because a cluster was removed. Each ends before its first artifact.
fn early(setup: &Setup) -> Task {
    let first = setup.now - 3 * DAY - 90 * MINUTE;
    let run = |run: i64| {
        let start = first + run * DAY;
        let id = format!("692120{run:02x}e4b0c35d7a9b{run:04x}");
        let error = RecordError::Text("部分数据同步失败 edge-beijing:connect timed out\n".into());
        Run { error, ..Run::new(id, start, start + 10_041, true, no_rows()) }
    };
    Task {
        key: examples::EARLY_TASK,
        object_type: "REPOSITORY",
        replica_type: "SCHEDULED",
        plan: Plan {
            trigger: Trigger::Every { first, every: DAY },
            clusters: &["edge-beijing"],
            repos: &NIGHTLY,
            error_strategy: "FAST_FAIL",
            ..Plan::named("unreachable-edge")
        },
        runs: (1..=3).rev().map(run).collect(),
    }
}

/// Failed rows without a reason, with an empty line as reason, and with a reason.
fn reasonless(setup: &Setup) -> Task {
    let row = |number: u64| {
        let row = edge_cases::current(number);
        let reason = match number % 6 {
            1 => "",
            3 => "\n",
            _ if number == 4 => "connect timed out\n",
            _ => return Detail { outcome: "SUCCESS".into(), error: Reason::Text("".into()), ..row },
        };
        Detail { outcome: "FAILED".into(), error: Reason::Text(reason.into()), ..row }
    };
    let rows = (0..36).map(row).collect();
    let start = setup.now - DAY - 40 * MINUTE;
    Task {
        key: examples::REASONLESS_TASK,
        object_type: "PACKAGE",
        replica_type: "SCHEDULED",
        plan: Plan { repos: &NIGHTLY, ..Plan::named("silent-failures") },
        runs: vec![edge_cases::run(examples::REASONLESS_RECORD, start, 1_900, "FAILED", rows)],
    }
}
