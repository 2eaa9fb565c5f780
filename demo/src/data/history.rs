//! Two tasks with notable histories: one with fifty thousand runs, and one with a new run every minute.

use super::Setup;
use super::errors::ErrorFamily;
use super::names::NIGHTLY;
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
const CLUSTERS: [&str; 3] = ["shanghai", "shenzhen", "singapore"];

pub(crate) fn tasks(setup: &Setup) -> Vec<Task> {
    vec![long(setup), frequent(setup)]
}

/// A run with a few rows.
struct SmallRun {
    key: &'static str,
    number: u64,
    rows: u32,
    start: i64,
    duration: i64,
    failed: bool,
    error: Option<&'static str>,
}

impl SmallRun {
    fn run(self, id: String) -> Run {
        let causes = [Cause {
            families: &[ErrorFamily::TimeOut, ErrorFamily::Gateway, ErrorFamily::Refused],
            rate: 150_000,
            cluster: None,
            recurrence: Recurrence::None,
        }];
        let end = self.start + self.duration;
        let generator = RowGenerator {
            seed: number(self.key),
            run: self.number,
            rows: self.rows,
            start: self.start,
            end,
            pace_change: None,
            repos: &NIGHTLY,
            clusters: &CLUSTERS,
            causes: if self.failed { causes.into() } else { Vec::new() },
        };
        Run {
            id,
            start: Moment::from_millis(self.start),
            end: Some(Moment::from_millis(end)),
            outcome: if self.failed { "FAILED" } else { "SUCCESS" },
            error: self.error,
            rows: Rows::Generated(Box::new(generator)),
            totals_source: TotalsSource::Computed(OnceLock::new()),
        }
    }
}

/// A run every 26 minutes for two and a half years. The duration grows slowly and is longer by day; the history
/// includes a sudden slowdown, a bad month, a gap of two weeks and occasional runs that hang.
fn long(setup: &Setup) -> Task {
    let key = examples::LONG_TASK;
    let runs = examples::LONG_RUNS as u64;
    let run = |run: u64| {
        let random = mix(number(key), run);
        let gap = if run < 30_000 { 14 * DAY } else { 0 };
        let start = setup.now - 40 * MINUTE - (runs - run) as i64 * 26 * MINUTE - gap - (random % 60_000) as i64;
        let hour = start.rem_euclid(DAY) / HOUR;
        // In thousandths: long-term growth, time of day, random variation, and the singular events.
        let by_day = 800 + 50 * (12 - (hour - 6).rem_euclid(24)).abs();
        let duration =
            150 * SECOND * (1000 + run as i64 / 80) / 1000 * by_day / 1000 * (800 + (random >> 8) as i64 % 450) / 1000;
        let duration = if run > 42_000 { duration * 3 / 2 } else { duration };
        let duration = if random.is_multiple_of(2_503) { duration * 25 } else { duration };
        let bad_month = (37_000..38_700).contains(&run);
        let failed = mix(random, 1) % 1000 < if bad_month { 340 } else { 22 };
        let error = failed.then_some("部分制品同步失败，详情见执行日志");
        let rows = 3 + (random >> 30) as u32 % 4;
        SmallRun { key, number: run, rows, start, duration, failed, error }
            .run(format!("{:08x}e4b0c35d7a95{run:04x}", 0x6000_0000 + run * 1_560))
    };
    Task { key, object_type: "PACKAGE", replica_type: "SCHEDULED", runs: (1..=runs).rev().map(run).collect() }
}

/// A run of twenty seconds every minute, from three hours ago until a day from now.
fn frequent(setup: &Setup) -> Task {
    let key = examples::FREQUENT_TASK;
    let (before, after) = (3 * 60, 24 * 60);
    let run = |run: i64| {
        // The last started run began five seconds ago, so it is running.
        let start = setup.now - 5 * SECOND + (run - before) * MINUTE;
        let failed = run % 7 == 3;
        let error = failed.then_some("java.net.SocketTimeoutException: timeout");
        SmallRun { key, number: run as u64, rows: 3, start, duration: 20 * SECOND, failed, error }
            .run(format!("{:08x}e4b0c35d7a96{run:04x}", 0x6a00_0000 + run * 60))
    };
    Task { key, object_type: "PACKAGE", replica_type: "SCHEDULED", runs: (0..=before + after).rev().map(run).collect() }
}
