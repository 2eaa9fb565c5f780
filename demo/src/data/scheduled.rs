//! Scheduled tasks with a cron expression and a few small executions.

use super::Setup;
use super::cron::Cron;
use super::plan::{Plan, Trigger};
use super::random::{mix, number};
use super::run::Run;
use super::small_run::SmallRun;
use super::task::Task;

const DAY: i64 = 86_400_000;
/// The longest time from a scheduled start to that of the execution.
const MAX_DELAY: i64 = 900;

/// The executions of a schedule. Times are in milliseconds.
pub(super) struct Executions {
    /// The number of past executions; they are numbered from 1.
    pub(super) past: usize,
    /// The time since the schedule was stopped; `None` if it goes on.
    pub(super) stopped: Option<i64>,
    pub(super) rows: u32,
    /// The shortest duration; the longest one is a third longer.
    pub(super) duration: i64,
    /// Whether the execution with a number fails.
    pub(super) fails: fn(u64) -> bool,
}

/// A task with the executions of its schedule.
pub(super) fn scheduled(
    setup: &Setup,
    key: &'static str,
    object_type: &'static str,
    cron: Cron,
    executions: &Executions,
    plan: Plan,
) -> Task {
    let plan = Plan { trigger: Trigger::Cron(cron), ..plan };
    let numbered = (1..).zip(executions.starts(cron, setup));
    let mut runs: Vec<Run> = numbered.map(|(execution, start)| executions.run(key, execution, start, &plan)).collect();
    runs.reverse();
    Task { key, object_type, replica_type: "SCHEDULED", plan, runs }
}

impl Executions {
    /// The starts, oldest first. A schedule that goes on has those of the next day as well, so that plans are executed
    /// while the mock service runs.
    fn starts(&self, cron: Cron, setup: &Setup) -> Vec<i64> {
        // An execution whose delay may not be over has not started.
        let until = setup.now - MAX_DELAY - self.stopped.unwrap_or(0);
        let mut starts: Vec<i64> = cron.starts_until(until, &setup.zone).take(self.past).collect();
        starts.reverse();
        if self.stopped.is_none() {
            starts.extend(cron.starts_after(until, &setup.zone).take_while(|start| *start <= setup.now + DAY));
        }
        starts
    }

    fn run(&self, key: &'static str, execution: u64, scheduled: i64, plan: &Plan) -> Run {
        let random = mix(number(key), execution);
        let run = SmallRun {
            key,
            number: execution,
            clusters: plan.clusters,
            repos: plan.repos,
            rows: self.rows,
            start: scheduled + (random % MAX_DELAY.unsigned_abs()) as i64,
            duration: self.duration + (random >> 9) as i64 % (self.duration / 3).max(1),
            failed: (self.fails)(execution),
        };
        run.run(record_id(key, execution))
    }
}

/// An id in the format of MongoDB that no other task has.
pub(super) fn record_id(key: &str, run: u64) -> String {
    format!("{:08x}{:016x}", 0x6922_0000 + run, mix(number(key), run))
}
