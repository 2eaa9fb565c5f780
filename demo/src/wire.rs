//! Response types. They are written from the API description and shared with no client, so that two independent
//! implementations check each other.

use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Envelope<T> {
    pub(crate) code: i32,
    pub(crate) message: Option<String>,
    pub(crate) data: Option<T>,
    pub(crate) trace_id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Page<T> {
    pub(crate) page_number: u64,
    pub(crate) page_size: u64,
    pub(crate) total_records: u64,
    pub(crate) total_pages: u64,
    pub(crate) records: Vec<T>,
    /// The deprecated names of `totalRecords` and `pageNumber`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) count: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) page: Option<u64>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TaskRecord<'a> {
    pub(crate) replica_object_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) replica_type: Option<&'a str>,
    pub(crate) record: Record<'a>,
}

/// Double options mark fields of newer servers: the outer option is whether the field is sent, the inner one whether it
/// is null.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Record<'a> {
    pub(crate) id: &'a str,
    pub(crate) task_key: &'a str,
    pub(crate) status: &'a str,
    pub(crate) start_time: String,
    pub(crate) end_time: Option<String>,
    pub(crate) error_reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) replicated_bytes: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) total_bytes: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) replica_overview: Option<Option<Overview>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Overview {
    pub(crate) success: i64,
    pub(crate) failed: i64,
    pub(crate) conflict: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file_success: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file_failed: Option<i64>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Detail<'a> {
    pub(crate) id: &'a str,
    pub(crate) record_id: &'a str,
    pub(crate) local_cluster: &'a str,
    pub(crate) remote_cluster: &'a str,
    pub(crate) local_repo_name: &'a str,
    pub(crate) repo_type: &'a str,
    pub(crate) package_constraint: Option<PackageConstraint<'a>>,
    pub(crate) path_constraint: Option<PathConstraint<'a>>,
    pub(crate) artifact_name: Option<&'a str>,
    pub(crate) version: Option<&'a str>,
    pub(crate) conflict_strategy: Option<&'a str>,
    pub(crate) size: Option<i64>,
    pub(crate) sha256: Option<String>,
    pub(crate) status: &'a str,
    pub(crate) progress: Progress,
    pub(crate) start_time: String,
    pub(crate) end_time: Option<String>,
    pub(crate) error_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) execute_type: Option<Option<&'a str>>,
    /// An unknown field, as a future server may add.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) a_field_of_tomorrow: Option<&'a serde_json::Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PackageConstraint<'a> {
    pub(crate) package_key: &'a str,
    pub(crate) versions: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) target_versions: Option<Option<()>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) package_regex: Option<Option<()>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) version_regex: Option<Option<()>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) deleted_date: Option<Option<()>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PathConstraint<'a> {
    pub(crate) path: &'a str,
}

#[derive(Clone, Copy, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Progress {
    pub(crate) success: i64,
    pub(crate) skip: i64,
    pub(crate) failed: i64,
    pub(crate) total_size: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) conflict: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file_success: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) file_failed: Option<i64>,
}
