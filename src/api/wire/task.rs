//! The data types of tasks, which the console calls plans.

use std::borrow::Cow;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::allow_list::AllowList;
use super::page::RowData;
use crate::api::field::Field;
use crate::model::enums::{ConflictStrategy, ErrorStrategy, ExecutionStrategy, ObjectType, ReplicaType, Status};
use crate::model::object::{ObjectOnly, object_only};
use crate::model::time::Time;

object_only!(TaskSummary, TaskSetting, ExecutionPlan, ClusterName);

const VALUE: AllowList = AllowList(&[]);

/// The members of a task that are decoded, shown and exported. Others have account names (`createdBy`,
/// `lastModifiedBy`), and clusters can have credentials.
const TASK: AllowList = AllowList(&[
    ("id", VALUE),
    ("key", VALUE),
    ("name", VALUE),
    ("projectId", VALUE),
    ("replicaObjectType", VALUE),
    ("replicaType", VALUE),
    ("setting", SETTING),
    ("remoteClusters", AllowList(&[("id", VALUE), ("name", VALUE)])),
    ("description", VALUE),
    ("status", VALUE),
    ("replicatedBytes", VALUE),
    ("totalBytes", VALUE),
    ("lastExecutionStatus", VALUE),
    ("lastExecutionTime", VALUE),
    ("nextExecutionTime", VALUE),
    ("executionTimes", VALUE),
    ("enabled", VALUE),
    ("record", VALUE),
    ("recordReserveDays", VALUE),
    ("createdDate", VALUE),
    ("lastModifiedDate", VALUE),
]);

const SETTING: AllowList = AllowList(&[
    ("rateLimit", VALUE),
    ("includeMetadata", VALUE),
    ("conflictStrategy", VALUE),
    ("errorStrategy", VALUE),
    ("executionStrategy", VALUE),
    ("executionPlan", AllowList(&[("executeImmediately", VALUE), ("executeTime", VALUE), ("cronExpression", VALUE)])),
    ("storageConsistencyCheck", VALUE),
    ("automaticCreateRemoteRepo", VALUE),
]);

/// A task, as a row of `…/task/page/{projectId}` and as the response of `…/task/info/{key}`. Members that are not on the
/// allow-list are removed before it is decoded, so that an odd field cannot contain them either.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self", default, rename_all = "camelCase")]
pub struct TaskInfo {
    /// The key.
    pub key: Field<String>,
    /// The name.
    pub name: Field<String>,
    /// The project of the task.
    pub project_id: Field<String>,
    /// The kind of objects that it replicates.
    pub replica_object_type: Field<ObjectType>,
    /// The trigger.
    pub replica_type: Field<ReplicaType>,
    /// The settings.
    pub setting: Field<TaskSetting>,
    /// The clusters replicated to.
    pub remote_clusters: Field<Vec<ClusterName>>,
    /// The description.
    pub description: Field<String>,
    /// The status of the last execution; null before the first.
    pub last_execution_status: Field<Status>,
    /// The time of the last execution; null before the first.
    pub last_execution_time: Field<Time>,
    /// The time of the next execution, where there is one.
    pub next_execution_time: Field<Time>,
    /// Whether the task is executed.
    pub enabled: Field<bool>,
    /// Whether details are kept after they have ended; newer servers only.
    pub record: Field<bool>,
    /// The number of days that executions are kept; newer servers only.
    pub record_reserve_days: Field<i64>,
    /// The time of the creation, in the service's own zone, which no header names.
    pub created_date: Field<String>,
}

/// The name of a task, and how much of its history there can be: a part of [`TaskInfo`], so that the pages of tasks and
/// executions need not load the code for all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self", default, rename_all = "camelCase")]
pub struct TaskSummary {
    /// The name.
    pub name: Field<String>,
    /// The project of the task.
    pub project_id: Field<String>,
    /// The time of the last execution; null before the first.
    pub last_execution_time: Field<Time>,
    /// The number of days that executions are kept; newer servers only.
    pub record_reserve_days: Field<i64>,
}

impl TaskInfo {
    /// Whether the task replicates continuously, in one execution that never ends.
    pub fn is_continuous(&self) -> bool {
        self.replica_type.known().is_some_and(ReplicaType::is_continuous)
    }

    /// Whether an execution is running. A continuous task is always running, so its status says nothing.
    pub fn is_running(&self) -> bool {
        self.last_execution_status.known() == Some(&Status::Running) && !self.is_continuous()
    }

    /// The start of the next execution; missing of a disabled plan, although the service keeps the time.
    pub fn next_execution(&self) -> Option<&Time> {
        self.next_execution_time.known().filter(|_| self.enabled.copied() != Some(false))
    }

    /// The names of the clusters replicated to.
    pub fn targets(&self) -> Vec<&str> {
        let clusters = self.remote_clusters.as_deref().unwrap_or_default();
        clusters.iter().filter_map(|cluster| cluster.name.as_deref()).collect()
    }

    /// The names of the clusters that are odd, or the odd list of clusters.
    pub fn odd_targets(&self) -> Vec<&str> {
        let clusters = self.remote_clusters.as_deref().unwrap_or_default();
        clusters.iter().filter_map(|cluster| cluster.name.odd()).chain(self.remote_clusters.odd()).collect()
    }

    /// An odd value of the schedule, or the odd settings that it is a part of.
    pub fn odd_schedule(&self) -> Option<&str> {
        let Some(setting) = self.setting.known() else { return self.setting.odd() };
        let Some(plan) = setting.execution_plan.known() else { return setting.execution_plan.odd() };
        let own = setting.execution_strategy.odd().or_else(|| plan.execute_time.odd());
        own.or_else(|| plan.cron_expression.odd())
    }
}

impl<'de> Deserialize<'de> for TaskInfo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = <&RawValue>::deserialize(deserializer)?.get();
        let json = TASK.apply(json).map_err(D::Error::custom)?;
        // The derived function, not this one.
        Self::deserialize(ObjectOnly(&mut serde_json::Deserializer::from_str(&json))).map_err(D::Error::custom)
    }
}

impl RowData for TaskInfo {
    fn retained(json: &str) -> serde_json::Result<Cow<'_, str>> {
        TASK.apply(json).map(Cow::Owned)
    }
}

/// The settings of a task.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self", default, rename_all = "camelCase")]
pub struct TaskSetting {
    /// The handling of an artifact that already exists in the remote cluster.
    pub conflict_strategy: Field<ConflictStrategy>,
    /// The handling of an artifact that fails.
    pub error_strategy: Field<ErrorStrategy>,
    /// The start of the executions.
    pub execution_strategy: Field<ExecutionStrategy>,
    /// The time or the schedule of the executions.
    pub execution_plan: Field<ExecutionPlan>,
}

/// The time or the schedule of the executions of a task, by its execution strategy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self", default, rename_all = "camelCase")]
pub struct ExecutionPlan {
    /// The time of the only execution.
    pub execute_time: Field<Time>,
    /// The schedule, in the syntax of Quartz.
    pub cron_expression: Field<String>,
}

/// A cluster: only its name, because other members can be credentials.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self", default, rename_all = "camelCase")]
pub struct ClusterName {
    /// The name.
    pub name: Field<String>,
}
