//! Two tasks that are worth a look for their history: one of fifty thousand runs, and one whose runs appear while
//! one looks on.

use super::Anchor;
use super::errors::Family;
use super::names::NIGHTLY;
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
const CLUSTERS: [&str; 3] = ["shanghai", "shenzhen", "singapore"];

pub(crate) fn tasks(anchor: &Anchor) -> Vec<Task> {
    vec![long(anchor), frequent(anchor)]
}

/// A run of a few rows.
struct Small {
    key: &'static str,
    number: u64,
    rows: u32,
    start: i64,
    took: i64,
    failed: bool,
    error: Option<&'static str>,
}

impl Small {
    fn run(self, id: String) -> Run {
        let causes = [Cause {
            families: &[Family::TimeOut, Family::Gateway, Family::Refused],
            rate: 150_000,
            cluster: None,
            lasting: Lasting::No,
        }];
        let end = self.start + self.took;
        let plan = Plan {
            seed: number(self.key),
            run: self.number,
            rows: self.rows,
            start: self.start,
            end,
            bend: None,
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
            rows: Rows::Made(Box::new(plan)),
            sums: Sums::Counted(OnceLock::new()),
        }
    }
}

/// A run every twenty-six minutes for two and a half years: it grows slowly, is slower by day than by night, became
/// slower at a stroke, had a bad month and a fortnight without a run, and now and then one of its runs hangs.
fn long(anchor: &Anchor) -> Task {
    let key = examples::LONG_TASK;
    let runs = examples::LONG_RUNS as u64;
    let run = |run: u64| {
        let random = mix(number(key), run);
        let silence = if run < 30_000 { 14 * DAY } else { 0 };
        let start = anchor.now - 40 * MINUTE - (runs - run) as i64 * 26 * MINUTE - silence - (random % 60_000) as i64;
        let hour = start.rem_euclid(DAY) / HOUR;
        // In thousandths: growth over the years, the hours of the day, chance, and what happened once.
        let by_day = 800 + 50 * (12 - (hour - 6).rem_euclid(24)).abs();
        let took =
            150 * SECOND * (1000 + run as i64 / 80) / 1000 * by_day / 1000 * (800 + (random >> 8) as i64 % 450) / 1000;
        let took = if run > 42_000 { took * 3 / 2 } else { took };
        let took = if random.is_multiple_of(2_503) { took * 25 } else { took };
        let bad = (37_000..38_700).contains(&run);
        let failed = mix(random, 1) % 1000 < if bad { 340 } else { 22 };
        let error = failed.then_some("部分制品同步失败，详情见执行日志");
        let rows = 3 + (random >> 30) as u32 % 4;
        Small { key, number: run, rows, start, took, failed, error }
            .run(format!("{:08x}e4b0c35d7a95{run:04x}", 0x6000_0000 + run * 1_560))
    };
    Task { key, object_type: "PACKAGE", replica_type: "SCHEDULED", runs: (1..=runs).rev().map(run).collect() }
}

/// A run a minute, of twenty seconds, from three hours ago to a day from now.
fn frequent(anchor: &Anchor) -> Task {
    let key = examples::FREQUENT_TASK;
    let (before, after) = (3 * 60, 24 * 60);
    let run = |run: i64| {
        // The latest that has begun did so five seconds ago: it is under way.
        let start = anchor.now - 5 * SECOND + (run - before) * MINUTE;
        let failed = run % 7 == 3;
        let error = failed.then_some("java.net.SocketTimeoutException: timeout");
        Small { key, number: run as u64, rows: 3, start, took: 20 * SECOND, failed, error }
            .run(format!("{:08x}e4b0c35d7a96{run:04x}", 0x6a00_0000 + run * 60))
    };
    Task { key, object_type: "PACKAGE", replica_type: "SCHEDULED", runs: (0..=before + after).rev().map(run).collect() }
}
