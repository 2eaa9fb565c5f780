//! The endpoints: paging, documented examples and error responses.

mod common;

use common::{ROOT, data, frozen_demo, frozen_demo_with, get, string_fields};
use replica_log_demo::{Demo, Options, examples};
use serde_json::{Value, json};
use std::collections::HashSet;

/// The `data` member of a documented response body.
fn documented_data(body: &str) -> Value {
    serde_json::from_str::<Value>(body).unwrap()["data"].take()
}

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
    let record = documented_data(include_str!("../src/data/documented/document-record.json"));
    let id = examples::DOCUMENTED_RECORD;
    assert!(includes(&data(&demo, &format!("/{id}")).await, &record));
    let list = data(&demo, &format!("/list/{}", examples::DOCUMENTED_TASK)).await;
    assert!(includes(&list, &json!([record["record"]])));
    let details = documented_data(include_str!("../src/data/documented/document-detail-list.json"));
    assert!(includes(&data(&demo, &format!("/detail/list/{id}")).await, &details));
    assert_eq!(data(&demo, &format!("/overview/{id}")).await, Value::Null);

    let mut page = documented_data(include_str!("../src/data/documented/document-detail-page.json"));
    let id = examples::DOCUMENTED_GENERIC_RECORD;
    let response = data(&demo, &format!("/detail/page/{id}")).await;
    assert!(includes(&response["records"][0], &page["records"][0]));
    page["records"] = response["records"].clone();
    assert_eq!(response, page, "the page without records equals the documented one");

    let id = examples::SERVER_2026_RECORD;
    let record = documented_data(include_str!("../src/data/documented/server-2026-record.json"));
    assert_eq!(data(&demo, &format!("/{id}")).await, record);
    let overview = data(&demo, &format!("/overview/{id}")).await;
    assert_eq!(overview, record["record"]["replicaOverview"]);
    let page = documented_data(include_str!("../src/data/documented/server-2026-detail-page.json"));
    let response = data(&demo, &format!("/detail/page/{id}")).await;
    assert!(includes(&response, &page), "{response:#}");
    assert_eq!(response["records"][0]["size"], json!(9_007_199_254_740_993_i64));
}

#[tokio::test]
async fn records_contain_the_fields_of_newer_servers() {
    let demo = frozen_demo();
    let response = data(&demo, &format!("/{}", examples::nightly_failed())).await;
    assert_eq!(response["replicaObjectType"], "REPOSITORY");
    assert_eq!(response["replicaType"], "SCHEDULED");
    let record = &response["record"];
    assert_eq!(record["taskKey"], examples::NIGHTLY_TASK);
    assert_eq!(record["status"], "FAILED");
    let overview = &record["replicaOverview"];
    let count = |name: &str| overview[name].as_i64().unwrap();
    assert_eq!(count("success") + count("failed"), 12_345);
    assert!(count("failed") > 50 && count("conflict") > 50);
    assert!(count("fileFailed") >= count("failed"));
    assert!(record["replicatedBytes"].as_i64() < record["totalBytes"].as_i64());
    let alone = data(&demo, &format!("/overview/{}", examples::nightly_failed())).await;
    assert_eq!(&alone, overview);
}

#[tokio::test]
async fn old_servers_omit_new_fields_and_return_empty_results_for_unknown_tasks() {
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
    assert_eq!(data(&demo, "/list/nobody").await, json!([]));
    assert_eq!(data(&demo, "/page/nobody").await["totalRecords"], 0);
    let response = get(&demo, &format!("{ROOT}/nobody"), &[]).await;
    assert_eq!(response.status, 400);
}

#[tokio::test]
async fn page_numbers_start_at_one_and_pages_after_the_end_are_empty() {
    let demo = frozen_demo();
    let at = |query: &'static str| {
        let demo = demo.clone();
        async move { data(&demo, &format!("/page/{}{query}", examples::NIGHTLY_TASK)).await }
    };
    let first = at("").await;
    assert_eq!(first["pageNumber"], 1);
    assert_eq!(first["pageSize"], 20);
    assert_eq!(first["totalRecords"], examples::NIGHTLY_RUNS);
    assert_eq!(first["totalPages"], 10);
    assert_eq!(first["count"], first["totalRecords"]);
    assert_eq!(first["page"], 1);
    assert_eq!(first["records"].as_array().unwrap().len(), 20);
    assert_eq!(at("?pageNumber=0").await, first);
    assert_eq!(at("?pageNumber=-3&pageSize=20").await, first);
    assert_eq!(at("?pageNumber=&pageSize=&status=").await, first);
    let last = at("?pageNumber=10").await;
    assert_eq!(last["records"].as_array().unwrap().len(), 7);
    let beyond = at("?pageNumber=11").await;
    assert_eq!(beyond["records"], json!([]));
    assert_eq!(beyond["totalRecords"], examples::NIGHTLY_RUNS);
    assert_eq!(beyond["pageNumber"], 11);
    let far = at("?pageNumber=2147483647&pageSize=2147483647").await;
    assert_eq!(far["records"], json!([]));

    let list = data(&demo, &format!("/list/{}", examples::NIGHTLY_TASK)).await;
    let all = at("?pageSize=1000").await;
    assert_eq!(all["records"], list);
    let starts = string_fields(&list, "startTime");
    assert!(starts.is_sorted_by(|a, b| a >= b), "newest first");
    let failed = at("?status=FAILED&pageSize=1000").await;
    let expected = string_fields(&list, "status").iter().filter(|status| *status == "FAILED").count();
    assert_eq!(failed["totalRecords"], expected);
    assert!(expected > 20 && expected < 90);
}

#[tokio::test]
async fn invalid_requests_are_rejected_in_the_requested_language() {
    let demo = frozen_demo();
    let task = examples::NIGHTLY_TASK;
    let record = examples::ODD_RECORD;
    for path in [
        format!("/page/{task}?pageNumber=abc"),
        format!("/page/{task}?pageNumber=99999999999"),
        format!("/page/{task}?pageSize=0"),
        format!("/page/{task}?status=DONE"),
        format!("/detail/page/{record}?status=A_STATUS_OF_TOMORROW"),
    ] {
        let response = get(&demo, &format!("{ROOT}{path}"), &[]).await;
        assert_eq!(response.status, 400, "{path}");
        assert_ne!(response.json()["code"], 0);
        assert_eq!(response.json()["data"], Value::Null);
    }
    for path in ["/x y", "/list/x y", "/page/x y", "/overview/x y", "/detail/list/x y", "/detail/page/x y"] {
        let path = format!("{ROOT}{}", path.replace(' ', "%20"));
        let response = get(&demo, &path, &[]).await;
        assert_eq!(response.status, 400, "{path}");
        assert_eq!(response.json()["code"], 250_310);
        assert_eq!(response.json()["message"], "任务[x y]未找到");
        let english = [("accept-language", "fr, en-US;q=0.8, zh;q=0.5")];
        let response = get(&demo, &path, &english).await;
        assert_eq!(response.json()["message"], "Task [x y] not found");
        let cookie = [("accept-language", "en"), ("cookie", "a=b; blueking_language=zh-cn")];
        let response = get(&demo, &path, &cookie).await;
        assert_eq!(response.json()["message"], "任务[x y]未找到");
    }
    for path in
        ["/replication/api/task/record/", "/replication/api/task/records", "/replication/api/task/record/a/b/c/d"]
    {
        assert_eq!(get(&demo, path, &[]).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn the_list_and_the_pages_contain_the_same_rows() {
    let demo = frozen_demo();
    let id = examples::nightly_failed();
    let list = data(&demo, &format!("/detail/list/{id}")).await;
    assert_eq!(list.as_array().unwrap().len(), 12_345);
    let ids: HashSet<_> = string_fields(&list, "id").into_iter().collect();
    assert_eq!(ids.len(), 12_345);
    let mut walked = Vec::new();
    for number in 1..=25 {
        let mut page = data(&demo, &format!("/detail/page/{id}?pageSize=500&pageNumber={number}")).await;
        walked.append(page["records"].as_array_mut().unwrap());
    }
    assert_eq!(Value::Array(walked), list);
    let starts = string_fields(&list, "startTime");
    assert!(starts.windows(2).any(|pair| pair[0] == pair[1]), "some rows have the same start time");
}

#[tokio::test]
async fn a_hundred_thousand_rows_are_served_quickly() {
    let demo = frozen_demo();
    let id = examples::BULK_RECORD;
    let overview = data(&demo, &format!("/overview/{id}")).await;
    let path = format!("/detail/page/{id}?pageSize=500&status=FAILED");
    data(&demo, &path).await;
    let start = std::time::Instant::now();
    let page = data(&demo, &path).await;
    let took = start.elapsed();
    assert!(took.as_millis() < 1_000, "{took:?}");
    assert_eq!(page["totalRecords"], overview["failed"]);
    assert!((3_000..6_000).contains(&page["totalRecords"].as_i64().unwrap()));
    let list = data(&demo, &format!("/detail/list/{id}")).await;
    assert_eq!(list.as_array().unwrap().len(), examples::BULK_DETAILS);
    let kinds: HashSet<_> = string_fields(&list, "repoType").into_iter().collect();
    assert_eq!(kinds.len(), 24);
    let reasons: HashSet<_> = string_fields(&list, "errorReason").into_iter().collect();
    assert!(reasons.len() > 3_000, "almost all error reasons are different");
    assert!(reasons.iter().any(|reason| reason.lines().count() > 60));
}

#[tokio::test]
async fn instances_with_the_same_reference_time_return_the_same_responses() {
    let (one, other) = (frozen_demo(), frozen_demo());
    let nightly = examples::nightly_failed();
    for path in [
        format!("/list/{}", examples::NIGHTLY_TASK),
        format!("/detail/list/{nightly}"),
        format!("/detail/list/{}", examples::ODD_RECORD),
        format!("/detail/page/{}?pageSize=100", examples::RUNNING_RECORD),
    ] {
        let first = data(&one, &path).await;
        assert_eq!(first, data(&other, &path).await, "{path}");
        assert_eq!(first, data(&one, &path).await, "{path}");
    }
    let path = format!("{ROOT}/nobody");
    let traces = [get(&one, &path, &[]).await, get(&one, &path, &[]).await].map(|a| a.json()["traceId"].clone());
    assert_ne!(traces[0], traces[1]);
    let other = Demo::new(Options::default());
    assert_eq!(
        string_fields(&data(&one, &format!("/list/{}", examples::NIGHTLY_TASK)).await, "id"),
        string_fields(&data(&other, &format!("/list/{}", examples::NIGHTLY_TASK)).await, "id"),
        "ids do not hang on the moment"
    );
}

#[tokio::test]
async fn every_example_exists() {
    let demo = frozen_demo();
    for task in [
        examples::NIGHTLY_TASK,
        examples::BULK_TASK,
        examples::RUNNING_TASK,
        examples::LIVE_TASK,
        examples::FEDERATION_TASK,
        examples::EDGE_TASK,
        examples::MIXED_TASK,
        examples::ODD_TASK,
        examples::TOMORROW_TASK,
        examples::DOCUMENTED_TASK,
        examples::DOCUMENTED_GENERIC_TASK,
        examples::SERVER_2026_TASK,
    ] {
        let runs = data(&demo, &format!("/list/{task}")).await;
        assert!(!runs.as_array().unwrap().is_empty(), "{task}");
        for id in string_fields(&runs, "id").into_iter().take(2) {
            let record = data(&demo, &format!("/{id}")).await;
            assert_eq!(record["record"]["taskKey"], task);
            let rows = data(&demo, &format!("/detail/page/{id}")).await;
            assert!(rows["totalRecords"].as_i64() > Some(0), "{id}");
        }
    }
    assert_eq!(data(&demo, &format!("/list/{}", examples::EMPTY_TASK)).await, json!([]));
    let page = data(&demo, &format!("/page/{}", examples::EMPTY_TASK)).await;
    assert_eq!((&page["totalRecords"], &page["totalPages"]), (&json!(0), &json!(0)));
}

#[tokio::test]
async fn consecutive_nightly_runs_share_some_failures() {
    let demo = frozen_demo();
    let failed = async |ago| {
        let path = format!("/detail/page/{}?status=FAILED&pageSize=1000", examples::nightly_run(ago));
        let page = data(&demo, &path).await;
        string_fields(&page["records"], "artifactName").into_iter().collect::<HashSet<_>>()
    };
    let (now, before) = (failed(1).await, failed(2).await);
    assert!(now.intersection(&before).count() > 20, "some failures repeat");
    assert!(now.difference(&before).count() > 20, "some failures are new");
    assert!(before.difference(&now).count() > 20, "some failures are fixed");
}

#[tokio::test]
async fn a_run_can_contain_historical_and_current_rows() {
    let demo = frozen_demo();
    let id = examples::MIXED_RECORD;
    let list = data(&demo, &format!("/detail/list/{id}")).await;
    let rows = list.as_array().unwrap();
    let historical = rows.iter().filter(|row| row["artifactName"].is_null()).count();
    assert_eq!((historical, rows.len()), (22, 40));
    assert!(rows.iter().any(|row| row["packageConstraint"]["packageKey"].is_string()));
    assert!(rows.iter().any(|row| row["pathConstraint"]["path"].is_string()));
    assert!(rows.iter().any(|row| row["progress"]["failed"].as_i64() > Some(0)));
    assert_eq!(data(&demo, &format!("/overview/{id}")).await, Value::Null);
}
