//! Rows as the cells of a table in a file: every documented field, under the name that it has on the wire.

use std::borrow::Cow;

use super::wire::{Detail, Overview, Record};
use crate::model::time::Time;

/// What can stand in a file as a row.
pub trait Cells {
    /// The names above the columns.
    const HEAD: &'static [&'static str];
    /// What tells it from the others.
    fn id(&self) -> &str;
    /// Its cells, as many as there are names; what is null is empty.
    fn cells(&self) -> Vec<Cow<'_, str>>;
}

fn text(value: Option<&str>) -> Cow<'_, str> {
    Cow::Borrowed(value.unwrap_or_default())
}

fn time(value: &Option<Time>) -> Cow<'_, str> {
    text(value.as_ref().map(Time::as_str))
}

fn number(value: Option<i64>) -> Cow<'static, str> {
    value.map_or(Cow::Borrowed(""), |value| Cow::Owned(value.to_string()))
}

impl Cells for Detail {
    const HEAD: &'static [&'static str] = &[
        "id",
        "recordId",
        "status",
        "artifactName",
        "version",
        "localRepoName",
        "repoType",
        "localCluster",
        "remoteCluster",
        "size",
        "sha256",
        "conflictStrategy",
        "executeType",
        "startTime",
        "endTime",
        "errorReason",
        "packageConstraint.packageKey",
        "packageConstraint.versions",
        "pathConstraint.path",
        "progress.success",
        "progress.skip",
        "progress.failed",
        "progress.totalSize",
        "progress.conflict",
    ];

    fn id(&self) -> &str {
        &self.id
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        let package = self.package_constraint.as_ref();
        let versions = package.and_then(|package| package.versions.as_deref()).unwrap_or_default();
        // All zero and deprecated in a current detail: only a historical one counted anything.
        let progress = self.progress.filter(|_| self.is_historical());
        let counted = |count: fn(&super::wire::Progress) -> Option<i64>| number(progress.as_ref().and_then(count));
        vec![
            text(Some(&self.id)),
            text(self.record_id.as_deref()),
            text(self.status.as_ref().map(|status| status.as_str())),
            text(self.artifact_name.as_deref()),
            text(self.version.as_deref()),
            text(self.local_repo_name.as_deref()),
            text(self.repo_type.as_deref()),
            text(self.local_cluster.as_deref()),
            text(self.remote_cluster.as_deref()),
            number(self.size),
            text(self.sha256.as_deref()),
            text(self.conflict_strategy.as_ref().map(|strategy| strategy.as_str())),
            text(self.execute_type.as_ref().map(|kind| kind.as_str())),
            time(&self.start_time),
            time(&self.end_time),
            text(self.error_reason.as_deref()),
            text(package.and_then(|package| package.package_key.as_deref())),
            Cow::Owned(versions.join(" ")),
            text(self.path_constraint.as_ref().and_then(|path| path.path.as_deref())),
            counted(|progress| progress.success),
            counted(|progress| progress.skip),
            counted(|progress| progress.failed),
            counted(|progress| progress.total_size),
            counted(|progress| progress.conflict),
        ]
    }
}

impl Cells for Record {
    const HEAD: &'static [&'static str] = &[
        "id",
        "taskKey",
        "status",
        "startTime",
        "endTime",
        "replicatedBytes",
        "totalBytes",
        "replicaOverview.success",
        "replicaOverview.failed",
        "replicaOverview.conflict",
        "errorReason",
    ];

    fn id(&self) -> &str {
        &self.id
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        let counted = |count: fn(&Overview) -> Option<i64>| number(self.replica_overview.as_ref().and_then(count));
        vec![
            text(Some(&self.id)),
            text(self.task_key.as_deref()),
            text(self.status.as_ref().map(|status| status.as_str())),
            time(&self.start_time),
            time(&self.end_time),
            number(self.replicated_bytes),
            number(self.total_bytes),
            counted(|overview| overview.success),
            counted(|overview| overview.failed),
            counted(|overview| overview.conflict),
            text(self.error_reason.as_deref()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: crate::model::json::Read>(json: &str) -> T {
        T::read(json).unwrap()
    }

    #[test]
    fn every_row_has_a_cell_below_every_name() {
        let detail: Detail = read(r#"{"id":"d"}"#);
        assert_eq!(detail.cells().len(), Detail::HEAD.len());
        let record: Record = read(r#"{"id":"r"}"#);
        assert_eq!(record.cells().len(), Record::HEAD.len());
    }

    #[test]
    fn values_stand_below_their_names_as_the_service_wrote_them() {
        let detail: Detail = read(
            r#"{"id":"d","status":"FAILED","artifactName":"/a b","size":9223372036854775807,
                "startTime":"2026-11-01T08:30","progress":{"success":0}}"#,
        );
        let cells = detail.cells();
        let of = |name: &str| {
            let at = Detail::HEAD.iter().position(|head| *head == name).unwrap();
            cells.get(at).unwrap().as_ref()
        };
        assert_eq!((of("id"), of("status"), of("artifactName")), ("d", "FAILED", "/a b"));
        assert_eq!((of("size"), of("startTime")), ("9223372036854775807", "2026-11-01T08:30"));
        assert_eq!((of("version"), of("progress.success")), ("", ""), "null, and the deprecated counts");
    }

    #[test]
    fn a_historical_detail_keeps_its_constraint_and_its_counts() {
        let detail: Detail = read(
            r#"{"id":"d","packageConstraint":{"packageKey":"npm://x","versions":["1","2"]},"progress":{"skip":3}}"#,
        );
        let cells = detail.cells();
        let of = |name: &str| {
            let at = Detail::HEAD.iter().position(|head| *head == name).unwrap();
            cells.get(at).unwrap().as_ref()
        };
        assert_eq!(of("packageConstraint.versions"), "1 2");
        assert_eq!((of("progress.skip"), of("progress.failed")), ("3", ""));
    }
}
