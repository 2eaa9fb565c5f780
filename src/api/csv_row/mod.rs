//! The CSV columns of each row type: every documented field, under its JSON name.

mod task;

use std::borrow::Cow;

use super::field::Field;
use super::wire::{Detail, HistoricalCounts, Overview, Record, RowData};
use crate::model::time::Time;

/// A row type that can be exported.
pub trait CsvRow: RowData {
    /// The column names.
    const HEADER: &'static [&'static str];
    /// The unique id of the row; empty if it is missing.
    fn id(&self) -> &str;
    /// The cells, one for each column name; null is an empty cell. `write_time` returns the text of a time, and
    /// `no_message` are the words for the missing reason of a failure.
    fn cells<'a>(&'a self, write_time: &dyn Fn(&Time) -> String, no_message: &'a str) -> Vec<Cow<'a, str>>;
}

/// The column names with the zone of the times, such as `startTime (UTC)`.
pub fn heads_with_zone(heads: &[&str], zone: &str) -> Vec<String> {
    const TIMES: [&str; 5] = ["startTime", "endTime", "executeTime", "lastExecutionTime", "nextExecutionTime"];
    let is_time = |head: &str| TIMES.contains(&head);
    heads.iter().map(|head| if is_time(head) { format!("{head} ({zone})") } else { (*head).to_owned() }).collect()
}

/// Whether the cells of a column are numbers to calculate with.
pub fn is_number(head: &str) -> bool {
    ["size", "replicatedBytes", "totalBytes", "recordReserveDays"].contains(&head)
        || head.starts_with("progress.")
        || head.starts_with("replicaOverview.")
}

fn text(value: &Field<String>) -> Cow<'_, str> {
    cell(value, |value| value.as_str().into())
}

fn boolean(value: &Field<bool>) -> Cow<'_, str> {
    cell(value, |value| if *value { "true".into() } else { "false".into() })
}

fn number(value: &Field<i64>) -> Cow<'_, str> {
    cell(value, |value| value.to_string().into())
}

/// A number of bytes of a record; empty for the zero of a service that does not report any.
fn bytes<'a>(record: &Record, value: &'a Field<i64>) -> Cow<'a, str> {
    if *value == Field::Known(0) && record.reported_bytes().is_none() { Cow::Borrowed("") } else { number(value) }
}

/// The reason of a failure: as received, or the words for a missing one.
fn reason<'a>(failure: Option<&str>, value: &'a Field<String>, no_message: &'a str) -> Cow<'a, str> {
    if failure == Some("") && value.odd().is_none() { Cow::Borrowed(no_message) } else { text(value) }
}

/// A cell: empty for a missing field. A value of another type than the documented one is written as received.
fn cell<'a, T>(value: &'a Field<T>, write: impl FnOnce(&'a T) -> Cow<'a, str>) -> Cow<'a, str> {
    match value {
        Field::Missing => Cow::Borrowed(""),
        Field::Known(value) => write(value),
        Field::Odd(json) => Cow::Borrowed(json),
    }
}

impl CsvRow for Detail {
    const HEADER: &'static [&'static str] = &[
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
        self.id.as_received()
    }

    fn cells<'a>(&'a self, write_time: &dyn Fn(&Time) -> String, no_message: &'a str) -> Vec<Cow<'a, str>> {
        let time = |value| cell(value, |value| write_time(value).into());
        let package = &self.package_constraint;
        // Deprecated and all zero in current details, so only those of historical details are exported.
        let progress = if self.is_historical() { &self.progress } else { &Field::Missing };
        let counted = |count: fn(&HistoricalCounts) -> &Field<i64>| cell(progress, |progress| number(count(progress)));
        vec![
            text(&self.id),
            text(&self.record_id),
            cell(&self.status, |status| status.as_str().into()),
            text(&self.artifact_name),
            text(&self.version),
            text(&self.local_repo_name),
            text(&self.repo_type),
            text(&self.local_cluster),
            text(&self.remote_cluster),
            number(&self.size),
            text(&self.sha256),
            cell(&self.conflict_strategy, |strategy| strategy.as_str().into()),
            cell(&self.execute_type, |kind| kind.as_str().into()),
            time(&self.start_time),
            time(&self.end_time),
            reason(self.failure(), &self.error_reason, no_message),
            cell(package, |package| text(&package.package_key)),
            cell(package, |package| cell(&package.versions, |versions| versions.join(" ").into())),
            cell(&self.path_constraint, |constraint| text(&constraint.path)),
            counted(|progress| &progress.success),
            counted(|progress| &progress.skip),
            counted(|progress| &progress.failed),
            counted(|progress| &progress.total_size),
            counted(|progress| &progress.conflict),
        ]
    }
}

impl CsvRow for Record {
    const HEADER: &'static [&'static str] = &[
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
        self.id.as_received()
    }

    fn cells<'a>(&'a self, write_time: &dyn Fn(&Time) -> String, no_message: &'a str) -> Vec<Cow<'a, str>> {
        let time = |value| cell(value, |value| write_time(value).into());
        let counted = |count: fn(&Overview) -> &Field<i64>| cell(&self.replica_overview, |all| number(count(all)));
        vec![
            text(&self.id),
            text(&self.task_key),
            cell(&self.status, |status| status.as_str().into()),
            time(&self.start_time),
            time(&self.end_time),
            bytes(self, &self.replicated_bytes),
            bytes(self, &self.total_bytes),
            counted(|overview| &overview.success),
            counted(|overview| &overview.failed),
            counted(|overview| &overview.conflict),
            reason(self.failure(), &self.error_reason, no_message),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NO_MESSAGE: &str = "(no error message)";

    fn read<T: serde::de::DeserializeOwned>(json: &str) -> T {
        serde_json::from_str(json).unwrap()
    }

    fn as_received(time: &Time) -> String {
        time.as_str().to_owned()
    }

    #[test]
    fn the_names_of_time_columns_include_the_zone() {
        let heads = heads_with_zone(Record::HEADER, "UTC");
        assert_eq!(heads.get(..5).unwrap(), ["id", "taskKey", "status", "startTime (UTC)", "endTime (UTC)"]);
        assert_eq!(heads.len(), Record::HEADER.len());
    }

    #[test]
    fn columns_of_counts_and_sizes_are_numbers() {
        let numbers = |heads: &[&'static str]| heads.iter().copied().filter(|head| is_number(head)).collect::<Vec<_>>();
        assert_eq!(numbers(Detail::HEADER).len(), 6);
        assert_eq!(numbers(Record::HEADER).len(), 5);
        assert!(!is_number("version") && !is_number("sha256"));
    }

    #[test]
    fn a_time_is_written_by_the_caller_and_an_odd_one_as_received() {
        let record: Record = read(r#"{"id":"r","startTime":"2026-11-01T08:30","endTime":5}"#);
        let cells = record.cells(&|time| format!("{} UTC", time.as_str()), NO_MESSAGE);
        assert_eq!(cells.get(3..5).unwrap(), ["2026-11-01T08:30 UTC", "5"]);
    }

    /// The cell of a column.
    fn of<T: CsvRow>(row: &T, name: &str) -> String {
        let at = T::HEADER.iter().position(|head| *head == name).unwrap();
        row.cells(&as_received, NO_MESSAGE).get(at).unwrap().clone().into_owned()
    }

    #[test]
    fn every_row_has_a_cell_for_every_column() {
        let detail: Detail = read(r#"{"id":"d"}"#);
        assert_eq!(detail.cells(&as_received, NO_MESSAGE).len(), Detail::HEADER.len());
        let record: Record = read(r#"{"id":"r"}"#);
        assert_eq!(record.cells(&as_received, NO_MESSAGE).len(), Record::HEADER.len());
    }

    #[test]
    fn values_are_in_their_columns_as_the_service_sent_them() {
        let detail: Detail = read(
            r#"{"id":"d","status":"FAILED","artifactName":"/a b","size":9223372036854775807,
                "startTime":"2026-11-01T08:30","progress":{"success":0}}"#,
        );
        let of = |name| of(&detail, name);
        assert_eq!([of("id"), of("status"), of("artifactName")], ["d", "FAILED", "/a b"]);
        assert_eq!([of("size"), of("startTime")], ["9223372036854775807", "2026-11-01T08:30"]);
        assert_eq!([of("version"), of("progress.success")], ["", ""], "null, and the deprecated counts");
    }

    #[test]
    fn a_historical_detail_keeps_its_constraint_and_its_counts() {
        let detail: Detail = read(
            r#"{"id":"d","packageConstraint":{"packageKey":"npm://x","versions":["1","2"]},"progress":{"skip":3}}"#,
        );
        let of = |name| of(&detail, name);
        assert_eq!(of("packageConstraint.versions"), "1 2");
        assert_eq!([of("progress.skip"), of("progress.failed")], ["3", ""]);
    }

    #[test]
    fn a_value_of_another_type_is_written_as_received() {
        let detail: Detail = read(
            r#"{"id":"d","status":5,"startTime":[2026,11],"packageConstraint":{"packageKey":"npm://x","versions":"all"},
                "pathConstraint":[],"progress":{"skip":"3"}}"#,
        );
        let of = |name| of(&detail, name);
        assert_eq!([of("status"), of("startTime")], ["5", "[2026,11]"]);
        assert_eq!([of("packageConstraint.packageKey"), of("packageConstraint.versions")], ["npm://x", r#""all""#]);
        assert_eq!([of("pathConstraint.path"), of("progress.skip")], ["[]", r#""3""#]);
        let record: Record = read(r#"{"id":"r","totalBytes":"12","replicaOverview":7}"#);
        assert_eq!(record.cells(&as_received, NO_MESSAGE), ["r", "", "", "", "", "", "\"12\"", "7", "7", "7", ""]);
    }

    #[test]
    fn bytes_that_the_service_does_not_report_are_empty_cells() {
        for (fields, replicated, total) in [
            (r#""replicatedBytes":0,"totalBytes":0"#, "", ""),
            (r#""replicatedBytes":null"#, "", ""),
            (r#""replicatedBytes":0,"totalBytes":2000"#, "0", "2000"),
            (r#""replicatedBytes":1000,"totalBytes":2000"#, "1000", "2000"),
            (r#""replicatedBytes":0,"totalBytes":"12""#, "", "\"12\""),
        ] {
            let record: Record = read(&format!(r#"{{"id":"r",{fields}}}"#));
            assert_eq!([of(&record, "replicatedBytes"), of(&record, "totalBytes")], [replicated, total], "{fields}");
        }
    }

    #[test]
    fn a_failure_without_a_reason_has_the_words_for_it() {
        for (status, reason, cell) in [
            ("FAILED", r#""""#, NO_MESSAGE),
            ("FAILED", r#""\n""#, NO_MESSAGE),
            ("FAILED", "null", NO_MESSAGE),
            ("FAILED", r#""timeout\n""#, "timeout\n"),
            ("FAILED", "7", "7"),
            ("SUCCESS", r#""""#, ""),
            ("RUNNING", "null", ""),
        ] {
            let json = format!(r#"{{"id":"d","status":"{status}","errorReason":{reason}}}"#);
            assert_eq!(of(&read::<Detail>(&json), "errorReason"), cell, "{json}");
            assert_eq!(of(&read::<Record>(&json), "errorReason"), cell, "{json}");
        }
    }
}
