//! Two tasks with notable histories: one with fifty thousand runs, and one with a new run every minute.

use super::Setup;
use super::names::NIGHTLY;
use super::plan::{Plan, Trigger};
use super::random::{mix, number};
use super::small_run::SmallRun;
use super::task::Task;
use crate::examples;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const CLUSTERS: [&str; 3] = ["shanghai", "shenzhen", "singapore"];

pub(crate) fn tasks(setup: &Setup) -> Vec<Task> {
    vec![long(setup), frequent(setup)]
}

/// A run every hundred seconds for almost sixty days, which is as long as records can be kept. The duration grows
/// slowly and is longer by day; the history includes a sudden slowdown, a bad day, a gap of a day and a half, and
/// occasional slow runs.
fn long(setup: &Setup) -> Task {
    let key = examples::LONG_TASK;
    let runs = examples::LONG_RUNS as u64;
    let first = setup.now - 40 * MINUTE - 100 * SECOND * (runs as i64 - 1) - 36 * HOUR;
    let run = |run: u64| {
        let random = mix(number(key), run);
        let gap = if run < 30_000 { 0 } else { 36 * HOUR };
        let start = first + (run as i64 - 1) * 100 * SECOND + gap + (random % 4_000) as i64;
        let hour = start.rem_euclid(DAY) / HOUR;
        // In thousandths: long-term growth, time of day, random variation, and the singular events.
        let by_day = 800 + 50 * (12 - (hour - 6).rem_euclid(24)).abs();
        let duration =
            20 * SECOND * (1000 + run as i64 / 80) / 1000 * by_day / 1000 * (800 + (random >> 8) as i64 % 450) / 1000;
        let duration = if run > 42_000 { duration * 3 / 2 } else { duration };
        // Shorter than the time between two runs: the scheduler never starts a run before the last one has ended.
        let duration = if random.is_multiple_of(2_503) { 95 * SECOND } else { duration.min(95 * SECOND) };
        let bad_day = (37_000..38_700).contains(&run);
        let failed = mix(random, 1) % 1000 < if bad_day { 340 } else { 22 };
        let rows = 3 + (random >> 30) as u32 % 4;
        SmallRun { key, number: run, clusters: &CLUSTERS, repos: &NIGHTLY, rows, start, duration, failed }
            .run(format!("{:08x}e4b0c35d7a95{run:04x}", 0x6000_0000 + run * 100))
    };
    Task {
        key,
        object_type: "PACKAGE",
        replica_type: "SCHEDULED",
        plan: Plan { clusters: &CLUSTERS, repos: &NIGHTLY, reserve_days: Some(60), ..Plan::named("ci-artifacts") },
        runs: (1..=runs).rev().map(run).collect(),
    }
}

/// A run of twenty seconds every minute, from three hours ago until a day from now.
fn frequent(setup: &Setup) -> Task {
    let key = examples::FREQUENT_TASK;
    let (before, after) = (3 * 60, 24 * 60);
    let first = setup.now - 5 * SECOND - before * MINUTE;
    let run = |run: i64| {
        // The last started run began five seconds ago, so it is running.
        let start = first + run * MINUTE;
        SmallRun {
            key,
            number: run as u64,
            clusters: &CLUSTERS,
            repos: &NIGHTLY,
            rows: 3,
            start,
            duration: 20 * SECOND,
            failed: run % 7 == 3,
        }
        .run(format!("{:08x}e4b0c35d7a96{run:04x}", 0x6a00_0000 + run * 60))
    };
    Task {
        key,
        object_type: "PACKAGE",
        replica_type: "SCHEDULED",
        plan: Plan {
            trigger: Trigger::Every { first, every: MINUTE },
            clusters: &CLUSTERS,
            repos: &NIGHTLY,
            ..Plan::named("every-minute")
        },
        runs: (0..=before + after).rev().map(run).collect(),
    }
}
