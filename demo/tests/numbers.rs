//! Fields and numbers of records and details, including those that do not add up.

mod common;

use common::{ROOT, data, frozen_demo, string_fields};
use replica_log_demo::{Demo, examples};
use serde_json::{Value, json};
use std::collections::HashSet;

async fn count(demo: &Demo, record: &str, status: &str) -> i64 {
    let page = data(demo, &format!("/detail/page/{record}?status={status}&pageSize=1")).await;
    page["totalRecords"].as_i64().unwrap()
}

fn counts(overview: &Value) -> [i64; 3] {
    ["success", "failed", "conflict"].map(|name| overview[name].as_i64().unwrap())
}

#[tokio::test]
async fn skipped_artifacts_are_counted_twice() {
    let demo = frozen_demo();
    let id = examples::UNCHANGED_RECORD;
    let overview = data(&demo, &format!("/overview/{id}")).await;
    let expected = json!({ "success": 19_950, "failed": 0, "conflict": 9_950, "fileSuccess": 0, "fileFailed": 0 });
    assert_eq!(overview, expected);
    assert_eq!(count(&demo, id, "SUCCESS").await, 10_000);
    assert_eq!(data(&demo, &format!("/{id}")).await["record"]["replicaOverview"], overview);

    let id = examples::nightly_failed();
    let rows = data(&demo, &format!("/detail/list/{id}")).await;
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 12_345);
    let number = |fits: &dyn Fn(&Value) -> bool| rows.iter().filter(|row| fits(row)).count() as i64;
    let success = number(&|row| row["status"] == "SUCCESS");
    let skipped = number(&|row| row["status"] == "SUCCESS" && row["conflictStrategy"] == "SKIP");
    let conflict = number(&|row| !row["conflictStrategy"].is_null());
    let overview = data(&demo, &format!("/overview/{id}")).await;
    assert_eq!(counts(&overview), [success + skipped, 12_345 - success, conflict]);
    assert!(skipped > 0 && conflict > skipped && success < 12_345);
}

#[tokio::test]
async fn bytes_are_not_reported_except_by_an_old_generation() {
    let demo = frozen_demo();
    for id in [examples::nightly_failed(), examples::BULK_RECORD.into(), examples::LIVE_RECORD.into()] {
        let record = &data(&demo, &format!("/{id}")).await["record"];
        assert_eq!((&record["replicatedBytes"], &record["totalBytes"]), (&json!(0), &json!(0)), "{id}");
    }
    let list = data(&demo, &format!("/list/{}", examples::BYTES_TASK)).await;
    let list = list.as_array().unwrap();
    assert_eq!(list.iter().filter(|record| record["status"] == "FAILED").count(), 3);
    for record in list {
        let bytes = ["replicatedBytes", "totalBytes"].map(|name| record[name].as_i64().unwrap());
        assert!(bytes[0] > 0 && (bytes[0] < bytes[1]) == (record["status"] == "FAILED"), "{record}");
    }
}

#[tokio::test]
async fn packages_have_plain_names_and_no_digest_and_files_have_no_version() {
    let demo = frozen_demo();
    let page = data(&demo, &format!("/detail/page/{}?pageSize=5000", examples::BULK_RECORD)).await;
    let rows = page["records"].as_array().unwrap();
    for row in rows {
        let name = row["artifactName"].as_str().unwrap();
        assert!(!name.contains("://"), "{name}");
        let is_file = name.starts_with('/');
        assert_eq!(row["version"].is_null(), is_file, "{row}");
        assert_eq!(row["sha256"].is_string(), is_file, "{row}");
        assert_eq!((&row["packageConstraint"], &row["pathConstraint"]), (&Value::Null, &Value::Null));
        assert!(row["progress"].as_object().unwrap().values().all(|number| number == 0), "{row}");
    }
    let generic: Vec<_> = rows.iter().filter(|row| row["repoType"] == "GENERIC").collect();
    assert!(generic.len() > 50 && generic.iter().all(|row| row["version"].is_null()));
}

#[tokio::test]
async fn the_execute_type_is_the_scope_of_the_execution() {
    let demo = frozen_demo();
    for (id, scope) in [
        (examples::nightly_failed(), "FULL"),
        (examples::RUNNING_RECORD.into(), "PARTIAL"),
        (examples::LIVE_RECORD.into(), "DELTA"),
        (examples::FEDERATION_RECORD.into(), "DELTA"),
    ] {
        let page = data(&demo, &format!("/detail/page/{id}?pageSize=100")).await;
        assert!(string_fields(&page["records"], "executeType").iter().all(|found| found == scope), "{id}");
    }
}

#[tokio::test]
async fn historical_rows_have_constraints_and_counts_instead_of_names() {
    let demo = frozen_demo();
    let id = examples::MIXED_RECORD;
    let list = data(&demo, &format!("/detail/list/{id}")).await;
    let rows = list.as_array().unwrap();
    let historical: Vec<_> = rows.iter().filter(|row| row["artifactName"].is_null()).collect();
    assert_eq!((historical.len(), rows.len()), (22, 40));
    for row in &historical {
        for field in ["version", "conflictStrategy", "size", "sha256", "executeType"] {
            assert_eq!(row[field], Value::Null, "{field} of {row}");
        }
        let key = row["packageConstraint"]["packageKey"].as_str();
        assert_ne!(key.is_some(), row["pathConstraint"]["path"].is_string());
        assert!(key.is_none_or(|key| key.contains("://")));
        assert!(row["progress"]["success"].as_i64() > Some(0) && row["progress"]["totalSize"].is_i64());
    }
    assert!(historical.iter().any(|row| row["progress"]["failed"].as_i64() > Some(0)));
    assert_eq!(data(&demo, &format!("/overview/{id}")).await, Value::Null);
}

#[tokio::test]
async fn error_reasons_are_messages_with_a_line_feed_and_without_a_stack_trace() {
    let demo = frozen_demo();
    let page = async |status: &str| {
        let page = data(&demo, &format!("/detail/page/{}?status={status}&pageSize=9999", examples::BULK_RECORD)).await;
        string_fields(&page["records"], "errorReason")
    };
    assert!(page("SUCCESS").await.iter().all(|reason| reason.is_empty()));
    let mut several_lines = 0;
    for reason in page("FAILED").await {
        assert!(reason.ends_with('\n') && !reason.contains("\n\tat "), "{reason}");
        several_lines += usize::from(reason.trim_end().contains('\n'));
    }
    assert!(several_lines > 50);
    let running = data(&demo, &format!("/detail/page/{}?status=RUNNING", examples::STUCK_RECORD)).await;
    assert_eq!(running["records"][0]["errorReason"], Value::Null);
}

#[tokio::test]
async fn failed_rows_can_have_no_reason_or_an_empty_line() {
    let demo = frozen_demo();
    let page = data(&demo, &format!("/detail/page/{}?status=FAILED", examples::REASONLESS_RECORD)).await;
    let reasons = string_fields(&page["records"], "errorReason");
    let number = |reason: &str| reasons.iter().filter(|found| *found == reason).count();
    assert_eq!((number(""), number("\n"), reasons.len()), (6, 6, 13));
}

#[tokio::test]
async fn a_failed_record_repeats_the_reason_of_the_last_failed_artifact_in_chinese() {
    let demo = frozen_demo();
    let id = examples::nightly_failed();
    let response = common::get(&demo, &format!("{ROOT}/{id}"), &[("accept-language", "en")]).await.json();
    let reason = response["data"]["record"]["errorReason"].as_str().unwrap().to_string();
    let reason = reason.strip_prefix("部分数据同步失败 ").unwrap();
    // Clusters are replicated in their order; the last one with a failure counts.
    let page = data(&demo, &format!("/detail/page/{id}?status=FAILED&clusterName=singapore")).await;
    assert_eq!(page["records"][0]["errorReason"], reason);
    let success = data(&demo, &format!("/{}", examples::UNCHANGED_RECORD)).await;
    assert_eq!(success["record"]["errorReason"], "");
}

#[tokio::test]
async fn a_federation_logs_operations_without_size_digest_and_version() {
    let demo = frozen_demo();
    let list = data(&demo, &format!("/detail/list/{}", examples::FEDERATION_RECORD)).await;
    let rows = list.as_array().unwrap();
    let (transfers, operations): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row["size"].is_i64());
    assert_eq!((transfers.len(), operations.len()), (280, 140));
    assert!(transfers.iter().all(|row| row["sha256"].is_string()));
    for row in operations {
        let absent = ["size", "sha256", "version", "conflictStrategy"].iter().all(|field| row[field].is_null());
        assert!(absent && row["artifactName"].as_str().unwrap().starts_with('/'), "{row}");
    }
    let clusters: HashSet<_> = string_fields(&list, "localCluster").into_iter().collect();
    assert_eq!(clusters, HashSet::from(["".into(), "center".into()]));
}
