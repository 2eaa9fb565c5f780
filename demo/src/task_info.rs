//! The settings of tasks as the service returns them.

use crate::data::{Plan, Run, Task, Trigger, number};
use crate::zone::{Moment, Zone};
use serde::Serialize;

const DAY: i64 = 86_400_000;

/// Optional fields that are not serialized are those that old servers do not have; see also
/// [`Record`](crate::wire::Record).
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
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replicated_bytes: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_bytes: Option<i64>,
    pub(crate) last_execution_status: Option<&'static str>,
    last_execution_time: Option<String>,
    next_execution_time: Option<String>,
    execution_times: i64,
    pub(crate) enabled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record_reserve_days: Option<Option<u16>>,
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
    /// The settings of a task and the state of its newest run. Times of executions are in `zone`, all others in the
    /// service's own zone, because they are stored as text.
    pub(crate) fn new(task: &Task, now: i64, zone: &Zone, service_zone: &Zone, old: bool) -> Self {
        let plan = &task.plan;
        let newest = task.runs.iter().find(|run| task.keeps(run, now));
        let created = plan.created.or(task.runs.last().map(|run| millis(run) - DAY)).unwrap_or_default();
        let created = Moment::from_millis(created);
        let next = plan.next_start(newest.map(millis), service_zone).map(Moment::from_millis);
        let status = newest.map(|run| run.status(now));
        let bytes = newest.filter(|_| task.replica_type == "RUN_ONCE").and_then(|run| run.totals(now));
        let (replicated, total) = bytes.map_or((-1, -1), |totals| (totals.replicated, totals.total));
        Self {
            id: object_id(task.key),
            key: task.key,
            name: plan.name,
            project_id: plan.project,
            replica_object_type: task.object_type,
            replica_type: task.replica_type,
            setting: Setting::new(plan, zone, service_zone),
            remote_clusters: plan.clusters.iter().map(|&name| ClusterName { id: object_id(name), name }).collect(),
            description: plan.description,
            status: (!old).then(|| replica_status(task, status)),
            replicated_bytes: (!old).then_some(replicated),
            total_bytes: (!old).then_some(total),
            // The service sets it when a real-time task is created, before its first record.
            last_execution_status: status.or((task.replica_type == "REAL_TIME").then_some("RUNNING")),
            last_execution_time: newest.map(|run| zone.format_local(&run.start)),
            next_execution_time: next.as_ref().map(|next| zone.format_local(next)),
            // The service never counts them.
            execution_times: 0,
            enabled: plan.enabled,
            record: (!old).then_some(plan.record),
            record_reserve_days: (!old).then_some(plan.reserve_days),
            created_by: "admin",
            created_date: service_zone.format_local(&created),
            last_modified_by: "admin",
            last_modified_date: service_zone.format_local(&created),
            times: [Some(created.nanos), newest.map(|run| run.start.nanos), next.map(|next| next.nanos)],
        }
    }
}

/// The start of a run in milliseconds since 1970.
fn millis(run: &Run) -> i64 {
    run.start.nanos / 1_000_000
}

/// The state of a task, by the status of its last execution.
fn replica_status(task: &Task, status: Option<&str>) -> &'static str {
    match (task.replica_type, status) {
        ("REAL_TIME" | "FEDERATION", _) if task.plan.enabled => "REPLICATING",
        ("SCHEDULED" | "RUN_ONCE", Some("RUNNING")) | ("RUN_ONCE", None) => "REPLICATING",
        ("RUN_ONCE", _) => "COMPLETED",
        // A schedule waits for its next start; other triggers are done.
        ("SCHEDULED", Some(_)) if matches!(task.plan.trigger, Trigger::Immediately | Trigger::At(_)) => "COMPLETED",
        _ => "WAITING",
    }
}

impl Setting {
    fn new(plan: &Plan, zone: &Zone, service_zone: &Zone) -> Self {
        let execute_time = match plan.trigger {
            Trigger::At(time) => Some(zone.format_local(&Moment::from_millis(time))),
            _ => None,
        };
        Self {
            rate_limit: -1,
            include_metadata: true,
            conflict_strategy: plan.conflict_strategy,
            error_strategy: plan.error_strategy,
            execution_strategy: plan.trigger.execution_strategy(),
            execution_plan: ExecutionPlan {
                execute_immediately: matches!(plan.trigger, Trigger::Immediately),
                execute_time,
                cron_expression: plan.trigger.cron_expression(service_zone),
            },
            storage_consistency_check: false,
            automatic_create_remote_repo: true,
        }
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
                remote_project_id: task.plan.project,
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
