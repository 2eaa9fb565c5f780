//! The data types of the service's responses.
//!
//! Every field may be missing, null, or of another type than the documented one (see [`Field`]), and every enumeration
//! may have unknown variants. Numbers are Java longs. Documented in BK-Repo's interface documents
//! `record.md` and `replication.md`; fields beyond them come from its sources.

mod allow_list;
mod matching;
mod page;
mod task;

use serde::Deserialize;

use super::field::Field;
use crate::model::enums::{ConflictStrategy, ExecuteType, ObjectType, ReplicaType, Status};
use crate::model::history::may_count_twice;
use crate::model::object::object_only;
use crate::model::time::Time;
use crate::model::totals::Reported;

pub use page::{Page, Row, RowData, RowForm};
pub use task::{ClusterName, ExecutionPlan, TaskInfo, TaskSetting, TaskSummary};

object_only!(RecordInfo, Record, Overview, Detail, PackageConstraint, PathConstraint, HistoricalCounts);

impl RowData for Record {}
impl RowData for Detail {}

/// The response of `…/record/{recordId}`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct RecordInfo {
    /// The kind of objects that the task replicates.
    #[serde(default)]
    pub replica_object_type: Field<ObjectType>,
    /// The trigger of the task, such as a schedule; newer servers only.
    #[serde(default)]
    pub replica_type: Field<ReplicaType>,
    /// The execution.
    pub record: Record,
}

/// One execution of a task.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct Record {
    /// The record's id.
    #[serde(default)]
    pub id: Field<String>,
    /// The key of its task.
    #[serde(default)]
    pub task_key: Field<String>,
    /// The status.
    #[serde(default)]
    pub status: Field<Status>,
    /// The start time.
    #[serde(default)]
    pub start_time: Field<Time>,
    /// The end time; missing while the execution is running.
    #[serde(default)]
    pub end_time: Field<Time>,
    /// The reason of a failure.
    #[serde(default)]
    pub error_reason: Field<String>,
    /// Bytes replicated so far; 0 where the service does not report them, see [`reported_bytes`](Self::reported_bytes).
    #[serde(default)]
    pub replicated_bytes: Field<i64>,
    /// Bytes to replicate in total; 0 where the service does not report them.
    #[serde(default)]
    pub total_bytes: Field<i64>,
    /// The overview, inline; newer servers only.
    #[serde(default)]
    pub replica_overview: Field<Overview>,
}

impl Record {
    /// Whether the execution is running.
    pub fn is_running(&self) -> bool {
        self.status.known() == Some(&Status::Running)
    }

    /// The reason of a failure as received; `""` for a failure without one, `None` for another record without one.
    pub fn failure(&self) -> Option<&str> {
        failure(&self.status, &self.error_reason)
    }

    /// The bytes replicated and the bytes to replicate in total; `None` where the service does not report them.
    ///
    /// Services up to 2026 return 0 for both and never fill them, so 0 of 0 is not an amount.
    pub fn reported_bytes(&self) -> Option<(Option<i64>, Option<i64>)> {
        let bytes = (self.replicated_bytes.copied(), self.total_bytes.copied());
        let is_amount = |bytes: Option<i64>| bytes.is_some_and(|bytes| bytes != 0);
        (is_amount(bytes.0) || is_amount(bytes.1)).then_some(bytes)
    }
}

/// The reason of a failure. The service sends `""` or a line break for a failure whose exception has no message, and
/// also `""` for a success.
fn failure<'a>(status: &Field<Status>, reason: &'a Field<String>) -> Option<&'a str> {
    let is_failure = status.known() == Some(&Status::Failed);
    match reason.as_received() {
        blank if blank.trim().is_empty() => is_failure.then_some(""),
        reason => Some(reason),
    }
}

/// The number of artifacts of a record by result.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self", default, rename_all = "camelCase")]
pub struct Overview {
    /// Artifacts replicated.
    pub success: Field<i64>,
    /// Artifacts that failed.
    pub failed: Field<i64>,
    /// Artifacts that the remote cluster had already.
    pub conflict: Field<i64>,
    /// Files replicated; newer servers only.
    pub file_success: Field<i64>,
    /// Files that failed; newer servers only.
    pub file_failed: Field<i64>,
}

impl Overview {
    /// Whether the successes may include artifacts twice: see [`may_count_twice`].
    pub fn may_count_twice(&self) -> bool {
        let counts = self.success.copied().zip(self.conflict.copied());
        counts.is_some_and(|(success, conflict)| may_count_twice(success, conflict))
    }

    /// The counts of artifacts.
    pub fn reported(&self) -> Reported {
        let [success, failed, conflict] = [&self.success, &self.failed, &self.conflict].map(Field::copied);
        Reported { success, failed, conflict }
    }
}

/// One artifact of an execution, or, in a historical execution, one constraint with its counts.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase")]
pub struct Detail {
    /// The detail's id.
    #[serde(default)]
    pub id: Field<String>,
    /// The record that it belongs to.
    #[serde(default)]
    pub record_id: Field<String>,
    /// The cluster replicated from.
    #[serde(default)]
    pub local_cluster: Field<String>,
    /// The cluster replicated to.
    #[serde(default)]
    pub remote_cluster: Field<String>,
    /// The repository replicated from.
    #[serde(default)]
    pub local_repo_name: Field<String>,
    /// The repository's type. A string and not an enumeration, because the list grows with every BK-Repo release and the
    /// app does not depend on it.
    #[serde(default)]
    pub repo_type: Field<String>,
    /// The package that was replicated (historical).
    #[serde(default)]
    pub package_constraint: Field<PackageConstraint>,
    /// The path that was replicated (historical).
    #[serde(default)]
    pub path_constraint: Field<PathConstraint>,
    /// The artifact's name, a full path in a GENERIC repository; null in a historical detail.
    #[serde(default)]
    pub artifact_name: Field<String>,
    /// The artifact's version; null in a GENERIC repository and in a historical detail.
    #[serde(default)]
    pub version: Field<String>,
    /// The resolution of a conflict; null where no conflict was recorded and in a historical detail.
    #[serde(default)]
    pub conflict_strategy: Field<ConflictStrategy>,
    /// The artifact's size in bytes; null in a historical detail.
    #[serde(default)]
    pub size: Field<i64>,
    /// The artifact's digest; null for some sources of dependencies and in a historical detail.
    #[serde(default)]
    pub sha256: Field<String>,
    /// The status.
    #[serde(default)]
    pub status: Field<Status>,
    /// The counts of a historical detail; deprecated and all zero in a current one.
    #[serde(default)]
    pub progress: Field<HistoricalCounts>,
    /// The start time.
    #[serde(default)]
    pub start_time: Field<Time>,
    /// The end time.
    #[serde(default)]
    pub end_time: Field<Time>,
    /// The reason of a failure.
    #[serde(default)]
    pub error_reason: Field<String>,
    /// The scope of the execution: the whole repository, chosen objects, or one event; newer servers only.
    #[serde(default)]
    pub execute_type: Field<ExecuteType>,
}

impl Detail {
    /// Whether the detail is of the older format, with one detail for each constraint instead of each artifact. A row of
    /// which nothing is known is not.
    pub const fn is_historical(&self) -> bool {
        let has_artifact = !(self.artifact_name.is_missing() && self.sha256.is_missing() && self.size.is_missing());
        let has_scope = !(self.local_repo_name.is_missing()
            && self.package_constraint.is_missing()
            && self.path_constraint.is_missing()
            && self.progress.is_missing());
        has_scope && !has_artifact
    }

    /// Whether the service recorded no conflict, which does not mean that there was none: some clusters and operations are
    /// never checked. A historical detail does not say.
    pub const fn has_no_recorded_conflict(&self) -> bool {
        self.conflict_strategy.is_missing() && !self.is_historical()
    }

    /// Whether the detail has a path and nothing else. A federation logs deletions, renames, folders and metadata like
    /// this, and nothing names the operation.
    pub const fn is_path_only(&self) -> bool {
        !self.artifact_name.is_missing()
            && self.size.is_missing()
            && self.sha256.is_missing()
            && self.version.is_missing()
    }

    /// The reason of a failure as received; `""` for a failure without one, `None` for another detail without one.
    pub fn failure(&self) -> Option<&str> {
        failure(&self.status, &self.error_reason)
    }
}

/// The package and the versions that a historical detail covers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self", default, rename_all = "camelCase")]
pub struct PackageConstraint {
    /// The key of the package, for example `npm://helloworld`.
    pub package_key: Field<String>,
    /// The versions; all of them if null or empty.
    pub versions: Field<Vec<String>>,
}

/// The path that a historical detail covers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self", default, rename_all = "camelCase")]
pub struct PathConstraint {
    /// The path, for example `/release/`.
    pub path: Field<String>,
}

/// The counts of a historical detail.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(remote = "Self", default, rename_all = "camelCase")]
pub struct HistoricalCounts {
    /// Artifacts replicated.
    pub success: Field<i64>,
    /// Artifacts that the remote cluster had already and that were skipped.
    pub skip: Field<i64>,
    /// Artifacts that failed.
    pub failed: Field<i64>,
    /// Bytes replicated.
    pub total_size: Field<i64>,
    /// Artifacts that the remote cluster had already.
    pub conflict: Field<i64>,
}
