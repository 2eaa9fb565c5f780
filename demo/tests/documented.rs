//! The documented examples, and the shape of records of today's servers.

mod common;

use common::{assert_same_shape, data, fixture_data, frozen_demo, frozen_demo_with};
use replica_log_demo::{Options, examples};
use serde_json::{Value, json};

/// Whether a response contains all documented members; it may contain newer ones as well.
fn includes(response: &Value, documented: &Value) -> bool {
    match (response, documented) {
        (Value::Object(response), Value::Object(documented)) => {
            documented.iter().all(|(name, value)| response.get(name).is_some_and(|actual| includes(actual, value)))
        }
        (Value::Array(response), Value::Array(documented)) => {
            response.len() == documented.len() && response.iter().zip(documented).all(|(a, d)| includes(a, d))
        }
        _ => response == documented,
    }
}

#[tokio::test]
async fn responses_contain_the_documented_examples() {
    let demo = frozen_demo();
    let record = fixture_data(include_str!("../src/data/documented/document-record.json"));
    let id = examples::DOCUMENTED_RECORD;
    assert!(includes(&data(&demo, &format!("/{id}")).await, &record));
    let list = data(&demo, &format!("/list/{}", examples::DOCUMENTED_TASK)).await;
    assert!(includes(&list, &json!([record["record"]])));
    let details = fixture_data(include_str!("../src/data/documented/document-detail-list.json"));
    assert!(includes(&data(&demo, &format!("/detail/list/{id}")).await, &details));
    assert_eq!(data(&demo, &format!("/overview/{id}")).await, Value::Null);

    let mut page = fixture_data(include_str!("../src/data/documented/document-detail-page.json"));
    let id = examples::DOCUMENTED_GENERIC_RECORD;
    let response = data(&demo, &format!("/detail/page/{id}")).await;
    assert!(includes(&response["records"][0], &page["records"][0]));
    page["records"] = response["records"].clone();
    assert_eq!(response, page, "the page without records equals the documented one");
}

#[tokio::test]
async fn a_record_that_is_odd_on_purpose_is_returned_verbatim() {
    let demo = frozen_demo();
    let id = examples::SERVER_2026_RECORD;
    let record = fixture_data(include_str!("../src/data/documented/odd-record.json"));
    assert_eq!(data(&demo, &format!("/{id}")).await, record);
    let overview = data(&demo, &format!("/overview/{id}")).await;
    assert_eq!(overview, record["record"]["replicaOverview"]);
    let page = fixture_data(include_str!("../src/data/documented/server-2026-detail-page.json"));
    let response = data(&demo, &format!("/detail/page/{id}")).await;
    assert!(includes(&response, &page), "{response:#}");
    assert_eq!(response["records"][0]["size"], json!(9_007_199_254_740_993_i64));
}

#[tokio::test]
async fn records_have_the_shape_of_todays_servers() {
    let demo = frozen_demo();
    for (id, fixture) in [
        (examples::nightly_failed(), include_str!("../../tests/fixtures/server-2026-record-failed.json")),
        (examples::nightly_running(), include_str!("../../tests/fixtures/server-2026-record-running.json")),
        (examples::LIVE_RECORD.into(), include_str!("../../tests/fixtures/server-2026-record-real-time.json")),
    ] {
        let (record, fixture) = (data(&demo, &format!("/{id}")).await, fixture_data(fixture));
        assert_same_shape(&record, &fixture);
        for field in ["endTime", "errorReason", "replicaOverview"] {
            let is_null = |value: &Value| value["record"][field].is_null();
            assert_eq!(is_null(&record), is_null(&fixture), "{field} of {id}");
        }
        for field in ["replicaObjectType", "replicaType"] {
            assert_eq!(record[field], fixture[field]);
        }
        for field in ["status", "replicatedBytes", "totalBytes"] {
            assert_eq!(record["record"][field], fixture["record"][field], "{field} of {id}");
        }
    }
}

#[tokio::test]
async fn old_servers_omit_newer_fields() {
    let demo = frozen_demo_with(Options { old_server: true, ..Options::default() });
    let response = data(&demo, &format!("/{}", examples::nightly_failed())).await;
    assert_eq!(response.get("replicaType"), None);
    let mut names: Vec<_> = response["record"].as_object().unwrap().keys().collect();
    names.sort();
    assert_eq!(names, ["endTime", "errorReason", "id", "startTime", "status", "taskKey"]);
    let page = data(&demo, &format!("/detail/page/{}?pageSize=1", examples::ODD_RECORD)).await;
    assert_eq!(page.get("count"), None);
    assert_eq!(page["records"][0].get("executeType"), None);
    assert_eq!(page["records"][0]["progress"].as_object().unwrap().len(), 4);
    let success = data(&demo, &format!("/{}", examples::UNCHANGED_RECORD)).await;
    assert_eq!(success["record"]["errorReason"], Value::Null);
    // They count skipped artifacts once, and no files.
    let overview = data(&demo, &format!("/overview/{}", examples::UNCHANGED_RECORD)).await;
    assert_eq!(overview, json!({ "success": 10_000, "failed": 0, "conflict": 9_950 }));
}
