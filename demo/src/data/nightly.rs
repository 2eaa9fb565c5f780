//! A scheduled task with a run every night, as far back as the service keeps them: good weeks, a bad week, single bad
//! nights, slowly growing durations, and a running run.

use super::Setup;
use super::errors::ErrorFamily;
use super::names::NIGHTLY;
use super::plan::{Plan, Trigger};
use super::random::mix;
use super::row_generator::{Cause, Recurrence, RowGenerator};
use super::run::{RecordError, Rows, Run};
use super::task::Task;
use crate::examples;

const SEED: u64 = 0x6e69_6768_746c_7900;
const DAY: i64 = 86_400_000;
const MINUTE: i64 = 60_000;
const CLUSTERS: [&str; 6] = ["shanghai", "shanghai", "shenzhen", "beijing", "chengdu", "singapore"];

/// The running run; all runs with lower numbers have ended.
pub(crate) const RUNNING: u64 = 187;
/// The oldest run that the clean-up has not deleted.
const OLDEST: u64 = RUNNING + 1 - examples::NIGHTLY_RUNS as u64;
const BAD_WEEK: std::ops::RangeInclusive<u64> = 146..=152;
/// The first run with the current problems.
const INCIDENT: u64 = RUNNING - 5;
/// The run that was cancelled by an operator.
const CANCELLED: u64 = RUNNING - 52;

pub(crate) fn task(setup: &Setup) -> Task {
    Task {
        key: examples::NIGHTLY_TASK,
        object_type: "REPOSITORY",
        replica_type: "SCHEDULED",
        plan: Plan {
            description: Some("All release repositories, every night, to five regions."),
            trigger: Trigger::Every { first: first_start(setup), every: DAY },
            clusters: &["shanghai", "shenzhen", "beijing", "chengdu", "singapore"],
            repos: &NIGHTLY,
            reserve_days: Some(60),
            ..Plan::named("nightly-release")
        },
        runs: (OLDEST..=RUNNING).rev().map(|run| self::run(run, setup)).collect(),
    }
}

/// The scheduled start of the running run: every night at the same minute.
fn first_start(setup: &Setup) -> i64 {
    (setup.now - 38 * MINUTE) / MINUTE * MINUTE
}

/// The record id of a run; runs are numbered from 1.
pub(crate) fn run_id(run: u64) -> String {
    let time = 0x6900_5f3c + run * 86_400;
    format!("{time:08x}e4b0c35d7a9{:05x}", 0x01000 + run)
}

fn run(run: u64, setup: &Setup) -> Run {
    let is_running = run == RUNNING;
    let is_cancelled = run == CANCELLED;
    let random = mix(SEED, run);
    let rows = match run {
        CANCELLED => 812,
        _ => {
            (12_345 - 13 * (RUNNING - 1).saturating_sub(run) as u32)
                - if is_running { 0 } else { (random % 3) as u32 * u32::from(run != RUNNING - 1) }
        }
    };
    // A small random delay.
    let delay = if random.is_multiple_of(4) { 0 } else { (random >> 8) as i64 % 900 };
    let start = first_start(setup) - (RUNNING - run) as i64 * DAY + delay;
    let end = if is_running { setup.now + setup.run_for } else { start + duration(run, random) };
    let causes = causes(run, random);
    let failed = !causes.is_empty() || run == CANCELLED;
    let generator = RowGenerator {
        seed: SEED,
        pace_change: is_running.then(|| (rows / 10 * 7, setup.now)),
        clusters: &CLUSTERS,
        causes,
        ..RowGenerator::new(examples::NIGHTLY_TASK, run, rows, start, end)
    };
    let mut run = Run::new(run_id(run), start, end, failed, Rows::Generated(Box::new(generator)));
    if is_cancelled {
        run.error = RecordError::Text("任务被管理员手动终止".into());
    }
    run
}

/// The duration of a run in milliseconds: it grows slowly to 40 minutes, is shorter at weekends, and
/// much longer in the bad week.
fn duration(run: u64, random: u64) -> i64 {
    if run == CANCELLED {
        return 3 * MINUTE + 12_480;
    }
    let trend = 22 * MINUTE + 18 * MINUTE * run as i64 / RUNNING as i64;
    let variation = (random >> 16) as i64 % (3 * MINUTE) - 90_000;
    let weekend = if matches!(run % 7, 0 | 6) { 80 } else { 100 };
    let bad_week = if BAD_WEEK.contains(&run) { 190 } else { 100 };
    (trend + variation) * weekend / 100 * bad_week / 100
}

fn causes(run: u64, random: u64) -> Vec<Cause> {
    let mut causes = Vec::new();
    let mut add = |families, rate, cluster, recurrence| {
        causes.push(Cause { families, rate, cluster, recurrence });
    };
    if BAD_WEEK.contains(&run) {
        let recurrence = Recurrence::InRuns(*BAD_WEEK.start() - 2, *BAD_WEEK.end());
        add(
            &[ErrorFamily::TimeOut, ErrorFamily::Gateway, ErrorFamily::TimeOut],
            240_000,
            Some("shenzhen"),
            Recurrence::None,
        );
        add(&[ErrorFamily::Certificate], 300_000, Some("beijing"), recurrence);
        add(&[ErrorFamily::Refused, ErrorFamily::Broken], 2_000, None, Recurrence::None);
    } else if run >= INCIDENT {
        let recurrence = Recurrence::InRuns(INCIDENT - 2, RUNNING);
        add(&[ErrorFamily::NoSuchKey, ErrorFamily::NoSuchKey, ErrorFamily::Manifest], 22_000, None, recurrence);
        add(&[ErrorFamily::Quota], 60_000, Some("chengdu"), recurrence);
        add(&[ErrorFamily::TimeOut, ErrorFamily::Gateway, ErrorFamily::Broken], 2_500, None, Recurrence::None);
    } else if random.is_multiple_of(5) && run != CANCELLED {
        let rate = 300 + (random >> 12) % 2_200;
        add(
            &[ErrorFamily::TimeOut, ErrorFamily::Gateway, ErrorFamily::Exists, ErrorFamily::Digest],
            rate,
            None,
            Recurrence::None,
        );
    }
    causes
}
