//! The plans of the second project, of every replica type.

use super::Setup;
use super::cron::Cron;
use super::generated_tasks::generated;
use super::lifecycle::no_rows;
use super::names::{GAME_FILES, MODELS, NIGHTLY};
use super::plan::{Plan, Trigger};
use super::row_generator::RowGenerator;
use super::run::{RecordError, Run, TotalsSource};
use super::scheduled::{Executions, record_id, scheduled};
use super::small_run::SmallRun;
use super::task::Task;
use super::totals::Totals;
use crate::examples;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

pub(crate) fn tasks(setup: &Setup) -> Vec<Task> {
    vec![
        nightly(setup),
        quarter_hourly(setup),
        live(setup),
        idle_live(setup),
        federation(setup),
        edge(setup),
        launch(setup),
        retired(setup),
    ]
}

fn named(name: &'static str) -> Plan {
    Plan { project: examples::OTHER_PROJECT, repos: &GAME_FILES, ..Plan::named(name) }
}

fn nightly(setup: &Setup) -> Task {
    let executions = Executions {
        past: 14,
        stopped: None,
        rows: 60,
        duration: 12 * MINUTE,
        fails: |run| matches!(run, 6 | 13 | 14),
    };
    let plan = Plan {
        description: Some("Client packages of all titles, for the regional download servers."),
        clusters: &["shanghai", "singapore", "frankfurt"],
        ..named("client-packages")
    };
    scheduled(setup, examples::GAMES_TASK, "PATH", Cron::Daily(3, 0), &executions, plan)
}

fn quarter_hourly(setup: &Setup) -> Task {
    let executions = Executions { past: 96, stopped: None, rows: 3, duration: 20_000, fails: |run| run % 24 == 7 };
    let plan = Plan { clusters: &["singapore"], reserve_days: Some(7), ..named("hotfix-every-15-minutes") };
    scheduled(setup, "b1bcd18494fb4334c00c39d7c40fd336", "PATH", Cron::EveryMinutes(15), &executions, plan)
}

fn live(setup: &Setup) -> Task {
    let key = "188826ac4309ae3620e4f8497d91ae29";
    let start = setup.now - 20 * DAY - 7 * MINUTE;
    let plan = Plan { clusters: &["shanghai", "shenzhen"], ..named("实时同步游戏资源") };
    let generator = RowGenerator {
        repos: plan.repos,
        clusters: plan.clusters,
        execute_type: "DELTA",
        ..RowGenerator::new(key, 1, 500, start, setup.now + DAY)
    };
    let runs = vec![generated(record_id(key, 1), generator).continuous()];
    Task { key, object_type: "REPOSITORY", replica_type: "REAL_TIME", plan, runs }
}

/// A real-time plan without an event so far. The service sets the status of such a plan to RUNNING as it is created.
fn idle_live(setup: &Setup) -> Task {
    Task {
        key: examples::IDLE_LIVE_TASK,
        object_type: "PATH",
        replica_type: "REAL_TIME",
        plan: Plan {
            clusters: &["shanghai"],
            created: Some(setup.now - 5 * HOUR - 11_240),
            ..named("Unity plugins (real time)")
        },
        runs: Vec::new(),
    }
}

fn federation(setup: &Setup) -> Task {
    Task {
        key: "28d97dfe9d24b0d364266e34b4ee4995",
        object_type: "REPOSITORY",
        replica_type: "FEDERATION",
        plan: Plan {
            clusters: &["bk-north", "bk-south"],
            reserve_days: None,
            created: Some(setup.now - 90 * DAY),
            ..named("federation-studios")
        },
        runs: Vec::new(),
    }
}

/// The centre's copies of records of an edge cluster, without overview and details.
fn edge(setup: &Setup) -> Task {
    let key = "68cd43f660ad8f1b312b391e6fe7650c";
    let run = |run: u64| {
        let start = setup.now - (4 - run as i64) * 6 * DAY + 1_207 * run as i64;
        let run = Run::new(record_id(key, run), start, start + 14 * MINUTE, false, no_rows());
        Run { totals_source: TotalsSource::Missing, ..run }
    };
    let plan = Plan { clusters: &["edge-osaka"], repos: &MODELS, ..named("npc-models") };
    let runs = (1..=3).rev().map(run).collect();
    Task { key, object_type: "PACKAGE", replica_type: "EDGE_PULL", plan, runs }
}

/// A plan that was executed once, at a set time.
fn launch(setup: &Setup) -> Task {
    let key = "964df790e5c6da601b40d0625af030bd";
    let start = (setup.now - 16 * DAY) / HOUR * HOUR;
    let plan = Plan {
        trigger: Trigger::At(start),
        clusters: &["shanghai", "shenzhen", "beijing", "singapore", "frankfurt", "sao-paulo"],
        conflict_strategy: "OVERWRITE",
        created: Some(start - 9 * DAY),
        ..named("launch day: full copy")
    };
    let run = SmallRun {
        key,
        number: 1,
        clusters: plan.clusters,
        repos: plan.repos,
        rows: 240,
        start: start + 412,
        duration: 3 * HOUR + 4_009,
        failed: false,
    };
    let runs = vec![run.run(record_id(key, 1))];
    Task { key, object_type: "REPOSITORY", replica_type: "SCHEDULED", plan, runs }
}

/// A failed plan that keeps no details.
fn retired(setup: &Setup) -> Task {
    let key = "3bb93a0b62046b1f4af04578eeeb5092";
    let start = setup.now - 3 * DAY - 2 * HOUR;
    let totals = Totals { success: 812, failed: 9, files: Some((0, 0)), total: 3 << 30, ..Totals::default() };
    let run = Run {
        error: RecordError::Text("部分数据同步失败 No space left on device\n".into()),
        totals_source: TotalsSource::Fixed(totals),
        ..Run::new(record_id(key, 1), start, start + 26 * MINUTE, true, no_rows())
    };
    let plan = Plan {
        clusters: &["beijing"],
        repos: &NIGHTLY,
        error_strategy: "FAST_FAIL",
        enabled: false,
        record: false,
        reserve_days: Some(7),
        ..named("symbols of retired clients")
    };
    Task { key, object_type: "REPOSITORY", replica_type: "RUN_ONCE", plan, runs: vec![run] }
}
