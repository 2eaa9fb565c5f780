//! A scheduled task with half a year of runs: good weeks, a bad one, single bad nights, a slow
//! upward trend, and a run that is under way.

use super::Anchor;
use super::errors::Family;
use super::names::NIGHTLY;
use super::plan::{Cause, Lasting, Plan};
use super::random::mix;
use super::task::{Rows, Run, Sums, Task};
use crate::examples;
use crate::zone::Moment;
use std::sync::OnceLock;

const SEED: u64 = 0x6e69_6768_746c_7900;
const DAY: i64 = 86_400_000;
const MINUTE: i64 = 60_000;
const CLUSTERS: [&str; 6] = ["shanghai", "shanghai", "shenzhen", "beijing", "chengdu", "singapore"];

/// The run that is under way; all below it have ended.
const NOW: u64 = examples::NIGHTLY_RUNS as u64;
const BAD_WEEK: std::ops::RangeInclusive<u64> = 146..=152;
/// What is broken today broke here.
const INCIDENT: u64 = NOW - 5;
/// Stopped by an operator.
const STOPPED: u64 = 97;

pub(crate) fn task(anchor: &Anchor) -> Task {
    Task {
        key: examples::NIGHTLY_TASK,
        object_type: "REPOSITORY",
        replica_type: "SCHEDULED",
        runs: (1..=NOW).rev().map(|run| self::run(run, anchor)).collect(),
    }
}

/// The id of run number `run`, counted from 1.
pub(crate) fn run_id(run: u64) -> String {
    let time = 0x6900_5f3c + run * 86_400;
    format!("{time:08x}e4b0c35d7a9{:05x}", 0x01000 + run)
}

fn run(run: u64, anchor: &Anchor) -> Run {
    let under_way = run == NOW;
    let random = mix(SEED, run);
    let rows = match run {
        STOPPED => 812,
        _ => {
            (12_345 - 13 * (NOW - 1).saturating_sub(run) as u32)
                - if under_way { 0 } else { (random % 3) as u32 * u32::from(run != NOW - 1) }
        }
    };
    // Every night at the same minute, and a moment later than that.
    let late = if random.is_multiple_of(4) { 0 } else { (random >> 8) as i64 % 900 };
    let first = (anchor.now - 38 * MINUTE) / MINUTE * MINUTE;
    let start = first - (NOW - run) as i64 * DAY + late;
    let end = if under_way { anchor.now + anchor.run_for } else { start + took(run, random) };
    let causes = causes(run, random);
    let failed = !causes.is_empty() || run == STOPPED;
    let error = match run {
        STOPPED => Some("任务被管理员手动终止"),
        _ if failed && BAD_WEEK.contains(&run) => {
            Some("Replicate to cluster [shenzhen] failed: java.net.SocketTimeoutException: timeout")
        }
        _ if failed && run.is_multiple_of(2) => Some("部分制品同步失败，详情见执行日志"),
        _ => None,
    };
    Run {
        id: run_id(run),
        start: Moment::from_millis(start),
        end: Some(Moment::from_millis(end)),
        outcome: if failed { "FAILED" } else { "SUCCESS" },
        error,
        rows: Rows::Made(Box::new(Plan {
            seed: SEED,
            run,
            rows,
            start,
            end,
            bend: under_way.then(|| (rows / 10 * 7, anchor.now)),
            repos: &NIGHTLY,
            clusters: &CLUSTERS,
            causes,
        })),
        sums: Sums::Counted(OnceLock::new()),
    }
}

/// How long a run took, in milliseconds: from 22 minutes half a year ago to 40 today, less at
/// weekends, far more in the bad week.
fn took(run: u64, random: u64) -> i64 {
    if run == STOPPED {
        return 3 * MINUTE + 12_480;
    }
    let trend = 22 * MINUTE + 18 * MINUTE * run as i64 / NOW as i64;
    let unrest = (random >> 16) as i64 % (3 * MINUTE) - 90_000;
    let weekend = if matches!(run % 7, 0 | 6) { 80 } else { 100 };
    let bad = if BAD_WEEK.contains(&run) { 190 } else { 100 };
    (trend + unrest) * weekend / 100 * bad / 100
}

fn causes(run: u64, random: u64) -> Vec<Cause> {
    let mut causes = Vec::new();
    let mut add = |families, rate, cluster, lasting| {
        causes.push(Cause { families, rate, cluster, lasting });
    };
    if BAD_WEEK.contains(&run) {
        let lasting = Lasting::Between(*BAD_WEEK.start() - 2, *BAD_WEEK.end());
        add(&[Family::TimeOut, Family::Gateway, Family::TimeOut], 240_000, Some("shenzhen"), Lasting::No);
        add(&[Family::Certificate], 300_000, Some("beijing"), lasting);
        add(&[Family::Refused, Family::Broken], 2_000, None, Lasting::No);
    } else if run >= INCIDENT {
        let lasting = Lasting::Between(INCIDENT - 2, NOW);
        add(&[Family::NoSuchKey, Family::NoSuchKey, Family::Manifest], 22_000, None, lasting);
        add(&[Family::Quota], 60_000, Some("chengdu"), lasting);
        add(&[Family::TimeOut, Family::Gateway, Family::Broken], 2_500, None, Lasting::No);
    } else if random.is_multiple_of(5) && run != STOPPED {
        let rate = 300 + (random >> 12) % 2_200;
        add(&[Family::TimeOut, Family::Gateway, Family::Exists, Family::Digest], rate, None, Lasting::No);
    }
    causes
}
