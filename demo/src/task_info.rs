//! The settings of tasks as the service returns them.

use crate::data::{Plan, Task, Trigger, number};
use crate::examples::PROJECT;
use crate::zone::{Moment, Zone};
use serde::Serialize;

/// Creation time of tasks without runs, in milliseconds since 1970.
const CREATED: i64 = 1_767_578_400_123;
const DAY: i64 = 24 * HOUR;
const HOUR: i64 = 3_600_000;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TaskInfo {
    id: String,
    key: &'static str,
    pub(crate) name: &'static str,
    project_id: &'static str,
    replica_object_type: &'static str,
    replica_type: &'static str,
    setting: Setting,
    remote_clusters: Vec<ClusterName>,
    description: Option<&'static str>,
    status: Option<&'static str>,
    replicated_bytes: i64,
    total_bytes: i64,
    pub(crate) last_execution_status: Option<&'static str>,
    last_execution_time: Option<String>,
    next_execution_time: Option<String>,
    execution_times: i64,
    pub(crate) enabled: bool,
    record: bool,
    record_reserve_days: Option<u16>,
    created_by: &'static str,
    created_date: String,
    last_modified_by: &'static str,
    last_modified_date: String,
    /// Sort keys in nanoseconds: created, last and next execution.
    #[serde(skip)]
    pub(crate) times: [Option<i64>; 3],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Setting {
    rate_limit: i64,
    include_metadata: bool,
    conflict_strategy: &'static str,
    error_strategy: &'static str,
    execution_strategy: &'static str,
    execution_plan: ExecutionPlan,
    storage_consistency_check: bool,
    automatic_create_remote_repo: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ExecutionPlan {
    execute_immediately: bool,
    execute_time: Option<String>,
    cron_expression: Option<String>,
}

#[derive(Serialize)]
struct ClusterName {
    id: String,
    name: &'static str,
}

#[derive(Serialize)]
pub(crate) struct TaskDetail {
    pub(crate) task: TaskInfo,
    pub(crate) objects: Vec<TaskObject>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TaskObject {
    local_repo_name: &'static str,
    remote_project_id: &'static str,
    remote_repo_name: &'static str,
    repo_type: &'static str,
    package_constraints: Option<Vec<PackageConstraint>>,
    path_constraints: Option<Vec<PathConstraint>>,
    source_filter: Option<()>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PackageConstraint {
    package_key: String,
    versions: Option<Vec<String>>,
}

#[derive(Serialize)]
struct PathConstraint {
    path: &'static str,
}

/// An id in the format of MongoDB.
fn object_id(text: &str) -> String {
    format!("66f0a100{:016x}", number(text))
}

impl TaskInfo {
    /// The settings of a task and the state of its newest run. Execution times are in `zone`, all others in the
    /// service's own zone, because they are stored as text.
    pub(crate) fn new(task: &Task, now: i64, zone: &Zone, service_zone: &Zone) -> Self {
        let plan = &task.plan;
        let newest = task.runs.iter().find(|run| task.keeps(run, now));
        let created = task.runs.last().map_or(CREATED, |run| run.start.nanos / 1_000_000 - DAY);
        let created = Moment::from_millis(created);
        let next = plan.next_start(now / 1_000_000).map(Moment::from_millis);
        let status = newest.map(|run| run.status(now));
        let bytes = newest.filter(|_| task.replica_type == "RUN_ONCE").and_then(|run| run.totals(now));
        let (replicated, total) = bytes.map_or((-1, -1), |totals| (totals.replicated, totals.total));
        Self {
            id: object_id(task.key),
            key: task.key,
            name: plan.name,
            project_id: PROJECT,
            replica_object_type: task.object_type,
            replica_type: task.replica_type,
            setting: Setting::new(plan, service_zone),
            remote_clusters: plan.clusters.iter().map(|&name| ClusterName { id: object_id(name), name }).collect(),
            description: None,
            status: Some(match (task.replica_type, status) {
                ("SCHEDULED", Some("RUNNING")) => "REPLICATING",
                ("RUN_ONCE", Some("SUCCESS" | "FAILED")) => "COMPLETED",
                _ => "WAITING",
            }),
            replicated_bytes: replicated,
            total_bytes: total,
            last_execution_status: status,
            last_execution_time: newest.map(|run| zone.format_local(&run.start)),
            next_execution_time: next.as_ref().map(|next| zone.format_local(next)),
            // The service never counts them.
            execution_times: 0,
            enabled: plan.enabled,
            record: plan.record,
            record_reserve_days: plan.reserve_days,
            created_by: "admin",
            created_date: service_zone.format_local(&created),
            last_modified_by: "admin",
            last_modified_date: service_zone.format_local(&created),
            times: [Some(created.nanos), newest.map(|run| run.start.nanos), next.map(|next| next.nanos)],
        }
    }
}

impl Setting {
    fn new(plan: &Plan, service_zone: &Zone) -> Self {
        let (strategy, cron) = match plan.trigger {
            Trigger::Immediately => ("IMMEDIATELY", None),
            Trigger::Cron { first, every } => ("CRON_EXPRESSION", Some(cron_expression(first, every, service_zone))),
        };
        Self {
            rate_limit: -1,
            include_metadata: true,
            conflict_strategy: plan.conflict_strategy,
            error_strategy: plan.error_strategy,
            execution_strategy: strategy,
            execution_plan: ExecutionPlan {
                execute_immediately: cron.is_none(),
                execute_time: None,
                cron_expression: cron,
            },
            storage_consistency_check: false,
            automatic_create_remote_repo: true,
        }
    }
}

/// The expression of a schedule: second, minute, hour, day, month, weekday.
fn cron_expression(first: i64, every: i64, zone: &Zone) -> String {
    let local = zone.format_local(&Moment::from_millis(first / 1000 * 1000));
    let time = local.split_once('T').map_or("", |(_, time)| time);
    let numbers: Vec<u32> = time.split(':').filter_map(|part| part.parse().ok()).collect();
    // Old servers leave out a second of zero.
    let [hour, minute, seconds @ ..] = numbers.as_slice() else { return "0 0 0 * * ?".into() };
    let second = seconds.first().unwrap_or(&0);
    let (days, hours) = (every / DAY, every / HOUR);
    match (days, hours) {
        (0, 0) => format!("{second} * * * * ?"),
        (0, hours) => format!("{second} {minute} {}/{hours} * * ?", i64::from(*hour) % hours),
        (1, _) => format!("{second} {minute} {hour} * * ?"),
        (days, _) => format!("{second} {minute} {hour} 1/{days} * ?"),
    }
}

impl TaskDetail {
    pub(crate) fn new(task: &Task, info: TaskInfo) -> Self {
        let mut objects: Vec<TaskObject> = Vec::new();
        for repo in task.plan.repos {
            if objects.iter().any(|object| object.local_repo_name == repo.name) {
                continue;
            }
            let package =
                || PackageConstraint { package_key: format!("{}://console", repo.kind.to_lowercase()), versions: None };
            objects.push(TaskObject {
                local_repo_name: repo.name,
                remote_project_id: PROJECT,
                remote_repo_name: repo.name,
                repo_type: repo.kind,
                package_constraints: (task.object_type == "PACKAGE").then(|| vec![package()]),
                path_constraints: (task.object_type == "PATH").then(|| vec![PathConstraint { path: "/release" }]),
                source_filter: None,
            });
        }
        Self { task: info, objects }
    }
}
