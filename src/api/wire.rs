//! What the service answers, as types.
//!
//! Every field but an id may be missing or null, and every enumeration may hold a value of tomorrow. Numbers are
//! Java longs. Documented in BK-Repo's interface document `record.md`; fields beyond it come from its sources.

use std::ops::Deref;
use std::sync::Arc;

use crate::model::enums::{ConflictStrategy, ExecuteType, ObjectType, ReplicaType, Status};
use crate::model::json::{Error, Object, Read};
use crate::model::time::Time;

/// The answer of `…/record/{recordId}`.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordInfo {
    /// What the task replicates.
    pub replica_object_type: Option<ObjectType>,
    /// When the task replicates; newer servers only.
    pub replica_type: Option<ReplicaType>,
    /// The execution itself.
    pub record: Record,
}

impl Read for RecordInfo {
    fn read(json: &str) -> Result<Self, Error> {
        let object = Object::of(json)?;
        Ok(Self {
            replica_object_type: object.get("replicaObjectType")?,
            replica_type: object.get("replicaType")?,
            record: object.need("record")?,
        })
    }
}

/// One execution of a task.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The record's id.
    pub id: String,
    /// The key of its task.
    pub task_key: Option<String>,
    /// Its state.
    pub status: Option<Status>,
    /// When it began.
    pub start_time: Option<Time>,
    /// When it ended; none while it runs.
    pub end_time: Option<Time>,
    /// Why it failed.
    pub error_reason: Option<String>,
    /// Bytes replicated so far; newer servers only.
    pub replicated_bytes: Option<i64>,
    /// Bytes to replicate in all; newer servers only.
    pub total_bytes: Option<i64>,
    /// The overview, inline; newer servers only.
    pub replica_overview: Option<Overview>,
}

impl Read for Record {
    fn read(json: &str) -> Result<Self, Error> {
        let object = Object::of(json)?;
        Ok(Self {
            id: object.need("id")?,
            task_key: object.get("taskKey")?,
            status: object.get("status")?,
            start_time: object.get("startTime")?,
            end_time: object.get("endTime")?,
            error_reason: object.get("errorReason")?,
            replicated_bytes: object.get("replicatedBytes")?,
            total_bytes: object.get("totalBytes")?,
            replica_overview: object.get("replicaOverview")?,
        })
    }
}

impl Record {
    /// Whether it still runs.
    pub fn is_running(&self) -> bool {
        self.status == Some(Status::Running)
    }
}

/// How many artifacts of a record succeeded, failed, and were there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overview {
    /// Artifacts replicated.
    pub success: Option<i64>,
    /// Artifacts that failed.
    pub failed: Option<i64>,
    /// Artifacts that the remote cluster had already.
    pub conflict: Option<i64>,
    /// Files replicated; newer servers only.
    pub file_success: Option<i64>,
    /// Files that failed; newer servers only.
    pub file_failed: Option<i64>,
}

impl Read for Overview {
    fn read(json: &str) -> Result<Self, Error> {
        let object = Object::of(json)?;
        Ok(Self {
            success: object.get("success")?,
            failed: object.get("failed")?,
            conflict: object.get("conflict")?,
            file_success: object.get("fileSuccess")?,
            file_failed: object.get("fileFailed")?,
        })
    }
}

/// One artifact of an execution, or, in a historical one, one constraint with its counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Detail {
    /// The detail's id.
    pub id: String,
    /// The record that it belongs to.
    pub record_id: Option<String>,
    /// The cluster replicated from.
    pub local_cluster: Option<String>,
    /// The cluster replicated to.
    pub remote_cluster: Option<String>,
    /// The repository replicated from.
    pub local_repo_name: Option<String>,
    /// The repository's type. A name of the service's and not an enumeration of ours: the list grows with every
    /// release and means nothing to the app.
    pub repo_type: Option<String>,
    /// The package that was replicated (historical).
    pub package_constraint: Option<PackageConstraint>,
    /// The path that was replicated (historical).
    pub path_constraint: Option<PathConstraint>,
    /// The artifact's name, a full path in a GENERIC repository; null in a historical detail.
    pub artifact_name: Option<String>,
    /// The artifact's version; null in a GENERIC repository and in a historical detail.
    pub version: Option<String>,
    /// What was done about a conflict; null when there was none, and in a historical detail.
    pub conflict_strategy: Option<ConflictStrategy>,
    /// The artifact's size in bytes; null in a historical detail.
    pub size: Option<i64>,
    /// The artifact's digest; null for some sources of dependencies and in a historical detail.
    pub sha256: Option<String>,
    /// Its state.
    pub status: Option<Status>,
    /// The counts of a historical detail; deprecated and all zero in a current one.
    pub progress: Option<Progress>,
    /// When it began.
    pub start_time: Option<Time>,
    /// When it ended.
    pub end_time: Option<Time>,
    /// Why it failed.
    pub error_reason: Option<String>,
    /// How much was gone through; newer servers only.
    pub execute_type: Option<ExecuteType>,
}

impl Read for Detail {
    fn read(json: &str) -> Result<Self, Error> {
        let object = Object::of(json)?;
        Ok(Self {
            id: object.need("id")?,
            record_id: object.get("recordId")?,
            local_cluster: object.get("localCluster")?,
            remote_cluster: object.get("remoteCluster")?,
            local_repo_name: object.get("localRepoName")?,
            repo_type: object.get("repoType")?,
            package_constraint: object.get("packageConstraint")?,
            path_constraint: object.get("pathConstraint")?,
            artifact_name: object.get("artifactName")?,
            version: object.get("version")?,
            conflict_strategy: object.get("conflictStrategy")?,
            size: object.get("size")?,
            sha256: object.get("sha256")?,
            status: object.get("status")?,
            progress: object.get("progress")?,
            start_time: object.get("startTime")?,
            end_time: object.get("endTime")?,
            error_reason: object.get("errorReason")?,
            execute_type: object.get("executeType")?,
        })
    }
}

impl Detail {
    /// Whether it is of the older generation, one for each constraint instead of one for each artifact.
    pub const fn is_historical(&self) -> bool {
        self.artifact_name.is_none() && self.sha256.is_none() && self.size.is_none()
    }
}

/// The package and the versions of it that a historical detail stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageConstraint {
    /// For example `npm://helloworld`.
    pub package_key: Option<String>,
    /// All of them when null or empty.
    pub versions: Option<Vec<String>>,
}

impl Read for PackageConstraint {
    fn read(json: &str) -> Result<Self, Error> {
        let object = Object::of(json)?;
        Ok(Self { package_key: object.get("packageKey")?, versions: object.get("versions")? })
    }
}

/// The path that a historical detail stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathConstraint {
    /// For example `/release/`.
    pub path: Option<String>,
}

impl Read for PathConstraint {
    fn read(json: &str) -> Result<Self, Error> {
        let object = Object::of(json)?;
        Ok(Self { path: object.get("path")? })
    }
}

/// The counts of a historical detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Artifacts replicated.
    pub success: Option<i64>,
    /// Artifacts that the remote cluster had already and that were left alone.
    pub skip: Option<i64>,
    /// Artifacts that failed.
    pub failed: Option<i64>,
    /// Bytes replicated.
    pub total_size: Option<i64>,
    /// Artifacts that the remote cluster had already.
    pub conflict: Option<i64>,
}

impl Read for Progress {
    fn read(json: &str) -> Result<Self, Error> {
        let object = Object::of(json)?;
        Ok(Self {
            success: object.get("success")?,
            skip: object.get("skip")?,
            failed: object.get("failed")?,
            total_size: object.get("totalSize")?,
            conflict: object.get("conflict")?,
        })
    }
}

/// One page of a list.
#[derive(Debug, PartialEq)]
pub struct Page<T> {
    total_records: Option<u64>,
    /// The older name of `totalRecords`.
    count: Option<u64>,
    /// The rows; null is the same as none.
    records: Option<Vec<Row<T>>>,
}

impl<T: Read> Read for Page<T> {
    fn read(json: &str) -> Result<Self, Error> {
        let object = Object::of(json)?;
        Ok(Self {
            total_records: count(&object, "totalRecords")?,
            count: count(&object, "count")?,
            records: object.get("records")?,
        })
    }
}

fn count(object: &Object<'_>, name: &'static str) -> Result<Option<u64>, Error> {
    // A Java long; fewer than none are none.
    Ok(object.get::<i64>(name)?.map(|count| u64::try_from(count).unwrap_or_default()))
}

impl<T> Page<T> {
    /// Rows on all pages, as the service counts them; never fewer than it sent.
    pub fn total(&self) -> u64 {
        let sent = u64::try_from(self.rows().len()).unwrap_or_default();
        self.total_records.or(self.count).unwrap_or_default().max(sent)
    }

    /// The rows of this page.
    pub fn rows(&self) -> &[Row<T>] {
        self.records.as_deref().unwrap_or_default()
    }
}

/// A row, and the JSON that it was read from, to the byte. Cheap to clone.
#[derive(Debug)]
pub struct Row<T>(Arc<(T, Box<str>)>);

impl<T> Row<T> {
    /// The row as the service wrote it.
    pub fn json(&self) -> &str {
        &self.0.1
    }
}

impl<T> Clone for Row<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Deref for Row<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.0
    }
}

/// Rows are the same when the service wrote them the same.
impl<T> PartialEq for Row<T> {
    fn eq(&self, other: &Self) -> bool {
        self.json() == other.json()
    }
}

impl<T: Read> Read for Row<T> {
    fn read(json: &str) -> Result<Self, Error> {
        Ok(Self(Arc::new((T::read(json)?, json.into()))))
    }
}
