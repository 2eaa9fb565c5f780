//! The examples of the API documentation, with their ids and values.

use super::Setup;
use super::detail::{Detail, Digest, Package, Reason, Text};
use super::plan::Plan;
use super::run::{RecordError, Rows, Run, TotalsSource};
use super::task::Task;
use super::totals::Totals;
use crate::examples;
use crate::wire;
use crate::zone::{self, Moment};
use serde_json::Value;
use std::sync::{Arc, OnceLock};

pub(crate) fn tasks(setup: &Setup) -> Vec<Task> {
    let record = read(include_str!("documented/document-record.json"));
    let details = read(include_str!("documented/document-detail-list.json"));
    let page = read(include_str!("documented/document-detail-page.json"));
    let odd_record = read(include_str!("documented/odd-record.json"));
    let odd_page = read(include_str!("documented/server-2026-detail-page.json"));

    let first = Task {
        key: examples::DOCUMENTED_TASK,
        object_type: "REPOSITORY",
        replica_type: "SCHEDULED",
        plan: plan("npm-sync"),
        runs: vec![run(&record["record"], rows(&details, setup), setup)],
    };

    // The documentation shows only one row and no record; the rest is consistent with it.
    let mut generic = rows(&page["records"], setup);
    generic.extend(generic.first().cloned().map(|documented| Detail {
        id: "65b07d80b69e4404f9ba4a4f".into(),
        artifact_name: Some("/bkrepo.conf.bak".into()),
        conflict: None,
        size: Some(2048),
        sha256: Digest::Generated(646),
        start: local("2024-01-24T11:01:19.801", setup),
        end: Some(local("2024-01-24T11:01:20.533", setup)),
        ..documented
    }));
    let second = Task {
        key: examples::DOCUMENTED_GENERIC_TASK,
        object_type: "REPOSITORY",
        replica_type: "RUN_ONCE",
        plan: plan("conf-backup"),
        runs: vec![Run {
            id: examples::DOCUMENTED_GENERIC_RECORD.into(),
            start: local("2024-01-24T11:01:18.204", setup),
            end: Some(local("2024-01-24T11:01:20.611", setup)),
            outcome: "SUCCESS",
            error: RecordError::FromRows(OnceLock::new()),
            rows: Rows::Stored(Arc::new(generic)),
            totals_source: TotalsSource::AtEnd(OnceLock::new()),
            reports_bytes: false,
        }],
    };

    let third = Task {
        key: examples::SERVER_2026_TASK,
        object_type: "PACKAGE",
        replica_type: "RUN_ONCE",
        plan: plan("large-numbers"),
        runs: vec![run(&odd_record["record"], rows(&odd_page["records"], setup), setup)],
    };
    vec![first, second, third]
}

/// Documented records are older than any clean-up would leave them.
fn plan(name: &'static str) -> Plan {
    Plan { reserve_days: None, ..Plan::named(name) }
}

/// Parses an embedded document. Tests detect an invalid one.
fn read(body: &str) -> Value {
    let mut body: Value = serde_json::from_str(body).unwrap_or_default();
    body["data"].take()
}

fn local(text: &str, setup: &Setup) -> Moment {
    zone::parse_documented(text, &setup.zone).unwrap_or(Moment::from_millis(setup.now))
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_string)
}

fn word(value: &Value) -> Text {
    text(value).unwrap_or_default().into()
}

fn run(record: &Value, rows: Vec<Detail>, setup: &Setup) -> Run {
    let overview = &record["replicaOverview"];
    let count = |name: &str| overview[name].as_i64();
    let totals_source = if overview.is_object() {
        TotalsSource::Fixed(Totals {
            success: count("success").unwrap_or(0),
            skipped: 0,
            failed: count("failed").unwrap_or(0),
            conflict: count("conflict").unwrap_or(0),
            files: count("fileSuccess").zip(count("fileFailed")),
            replicated: record["replicatedBytes"].as_i64().unwrap_or(0),
            total: record["totalBytes"].as_i64().unwrap_or(0),
        })
    } else {
        TotalsSource::Missing
    };
    Run {
        id: text(&record["id"]).unwrap_or_default(),
        start: local(record["startTime"].as_str().unwrap_or(""), setup),
        end: record["endTime"].as_str().map(|end| local(end, setup)),
        outcome: if record["status"] == "RUNNING" { "RUNNING" } else { "SUCCESS" },
        error: RecordError::Null,
        rows: Rows::Stored(Arc::new(rows)),
        totals_source,
        reports_bytes: true,
    }
}

fn rows(rows: &Value, setup: &Setup) -> Vec<Detail> {
    let rows = rows.as_array().map(Vec::as_slice).unwrap_or_default();
    rows.iter().map(|row| self::row(row, setup)).collect()
}

fn row(row: &Value, setup: &Setup) -> Detail {
    let progress = &row["progress"];
    let count = |name: &str| progress[name].as_i64();
    let package = &row["packageConstraint"];
    let versions = package["versions"].as_array().map(Vec::as_slice);
    Detail {
        id: text(&row["id"]).unwrap_or_default().into(),
        local_cluster: word(&row["localCluster"]),
        remote_cluster: word(&row["remoteCluster"]),
        repo_name: word(&row["localRepoName"]),
        repo_type: word(&row["repoType"]),
        package: text(&package["packageKey"]).map(|key| {
            let versions = versions.unwrap_or_default().iter().filter_map(text);
            Box::new(Package { key, versions: versions.collect() })
        }),
        path: text(&row["pathConstraint"]["path"]).map(Into::into),
        artifact_name: text(&row["artifactName"]).map(Into::into),
        version: text(&row["version"]).map(Into::into),
        conflict: text(&row["conflictStrategy"]).map(Into::into),
        size: row["size"].as_i64(),
        sha256: text(&row["sha256"]).map_or(Digest::None, |sha256| Digest::Text(sha256.into())),
        outcome: word(&row["status"]),
        progress: wire::Progress {
            success: count("success").unwrap_or(0),
            skip: count("skip").unwrap_or(0),
            failed: count("failed").unwrap_or(0),
            total_size: count("totalSize").unwrap_or(0),
            conflict: count("conflict"),
            file_success: count("fileSuccess"),
            file_failed: count("fileFailed"),
        },
        start: local(row["startTime"].as_str().unwrap_or(""), setup),
        end: row["endTime"].as_str().map(|end| local(end, setup)),
        error: text(&row["errorReason"]).map_or(Reason::Null, |text| Reason::Text(text.into())),
        execute_type: text(&row["executeType"]).map(Into::into),
        extra: match &row["aFieldOfTomorrow"] {
            Value::Null => None,
            value => Some(Box::new(value.clone())),
        },
    }
}
