//! More plans of the first project: other schedules, states and names, with few executions or none.

use super::Setup;
use super::cron::Cron;
use super::names::{CONAN, NIGHTLY, NPM, PATHS};
use super::plan::{Plan, Trigger};
use super::scheduled::{Executions, scheduled};
use super::task::Task;
use crate::examples;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

pub(crate) fn tasks(setup: &Setup) -> Vec<Task> {
    vec![
        pattern_name(setup),
        similar_name(setup),
        hourly(setup),
        weekdays(setup),
        monthly(setup),
        once_at_a_time(setup),
        disabled(setup),
    ]
}

/// A plan with a name that an unescaped pattern does not find.
fn pattern_name(setup: &Setup) -> Task {
    let executions = Executions { past: 7, stopped: None, rows: 24, duration: 4 * MINUTE, fails: |run| run == 5 };
    let plan = Plan {
        clusters: &["shanghai", "frankfurt"],
        repos: &CONAN,
        reserve_days: Some(7),
        ..Plan::named(examples::PATTERN_NAME)
    };
    scheduled(setup, examples::PATTERN_TASK, "PACKAGE", Cron::Daily(2, 10), &executions, plan)
}

/// A plan that the unescaped name of [`pattern_name`] finds instead.
fn similar_name(setup: &Setup) -> Task {
    Task {
        key: "bdee5fa44d4713314d09ee9783e932bf",
        object_type: "PACKAGE",
        replica_type: "SCHEDULED",
        plan: Plan {
            trigger: Trigger::Cron(Cron::Daily(2, 10)),
            clusters: &["shanghai", "frankfurt"],
            repos: &CONAN,
            enabled: false,
            created: Some(setup.now - 33 * DAY),
            ..Plan::named("cc libs nightly")
        },
        runs: Vec::new(),
    }
}

fn hourly(setup: &Setup) -> Task {
    let executions = Executions { past: 48, stopped: None, rows: 6, duration: MINUTE / 2, fails: |run| run % 8 == 0 };
    let plan = Plan {
        description: Some("每小时把网关与调度的配置分发到所有机房，失败时通知值班。"),
        clusters: &["shanghai", "shenzhen"],
        repos: &PATHS,
        conflict_strategy: "OVERWRITE",
        reserve_days: Some(7),
        ..Plan::named("每小时同步配置文件")
    };
    scheduled(setup, "f606194b80ae6cecde986e3023e49203", "PATH", Cron::Hourly(20), &executions, plan)
}

fn weekdays(setup: &Setup) -> Task {
    let executions = Executions { past: 20, stopped: None, rows: 40, duration: 6 * MINUTE, fails: |run| run == 11 };
    let plan = Plan {
        description: Some("Front-end packages for the offices abroad, before they start to work."),
        clusters: &["singapore", "frankfurt", "sao-paulo"],
        repos: &NPM,
        conflict_strategy: "FAST_FAIL",
        ..Plan::named("weekday-sdk-release")
    };
    scheduled(setup, "ad5186aab5a429a41beb997697db7c8d", "PACKAGE", Cron::Weekdays(8, 0), &executions, plan)
}

/// A plan with a long name and six clusters.
fn monthly(setup: &Setup) -> Task {
    let executions = Executions { past: 2, stopped: None, rows: 300, duration: 95 * MINUTE, fails: |_| false };
    let plan = Plan {
        description: Some("Kept for the auditors; see the retention policy."),
        clusters: &["shanghai", "shenzhen", "beijing", "chengdu", "guangzhou", "singapore"],
        repos: &NIGHTLY,
        error_strategy: "FAST_FAIL",
        reserve_days: Some(60),
        ..Plan::named("monthly-compliance-archive-of-all-released-artifacts-for-the-auditors-of-all-six-regions")
    };
    scheduled(setup, "2dfdc07a695407b05d1449b1ae38e250", "REPOSITORY", Cron::Monthly(1, 4, 0), &executions, plan)
}

/// A plan that will be executed once. The service fills `nextExecutionTime` for cron expressions only.
fn once_at_a_time(setup: &Setup) -> Task {
    Task {
        key: examples::SET_TIME_TASK,
        object_type: "REPOSITORY",
        replica_type: "SCHEDULED",
        plan: Plan {
            description: Some("切换机房之前的全量分发。"),
            trigger: Trigger::At((setup.now + 3 * DAY) / (30 * MINUTE) * (30 * MINUTE)),
            clusters: &["guangzhou"],
            repos: &NIGHTLY,
            created: Some(setup.now - 2 * DAY - 17 * MINUTE),
            ..Plan::named("切换机房前的一次性全量分发")
        },
        runs: Vec::new(),
    }
}

fn disabled(setup: &Setup) -> Task {
    let executions =
        Executions { past: 10, stopped: Some(12 * DAY), rows: 18, duration: 3 * MINUTE, fails: |run| run >= 9 };
    let plan = Plan {
        description: Some("Replaced by nightly-mirror."),
        clusters: &["beijing"],
        repos: &PATHS,
        enabled: false,
        ..Plan::named("old-mirror")
    };
    scheduled(setup, examples::DISABLED_TASK, "PATH", Cron::Daily(1, 0), &executions, plan)
}
