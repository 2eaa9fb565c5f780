//! The endpoints of records: paging, order, and the whole data set.

mod common;

use common::{data, frozen_demo, get, string_fields};
use replica_log_demo::{Demo, Options, examples};
use serde_json::{Value, json};
use std::collections::HashSet;

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
    assert_eq!(first["totalPages"], 3);
    assert_eq!(first["count"], first["totalRecords"]);
    assert_eq!(first["page"], 1);
    assert_eq!(first["records"].as_array().unwrap().len(), 20);
    assert_eq!(at("?pageNumber=0").await, first);
    assert_eq!(at("?pageNumber=-3&pageSize=5").await, first, "a negative page number forces the default size");
    assert_eq!(at("?pageNumber=-1&pageSize=0").await, first);
    assert_eq!(at("?pageNumber=&pageSize=&status=").await, first);
    let last = at("?pageNumber=4&pageSize=16").await;
    assert_eq!(last["records"].as_array().unwrap().len(), 12);
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
    assert!(expected > 10 && expected < 40);
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
    assert!(reasons.len() > 2_000, "most error reasons are different: {}", reasons.len());
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
    let path = format!("{}/nobody", common::ROOT);
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
    let mut ids = HashSet::new();
    for (task, record) in [
        (examples::NIGHTLY_TASK, &*examples::nightly_running()),
        (examples::BULK_TASK, examples::BULK_RECORD),
        (examples::RUNNING_TASK, examples::RUNNING_RECORD),
        (examples::UNCHANGED_TASK, examples::UNCHANGED_RECORD),
        (examples::BYTES_TASK, examples::BYTES_RECORD),
        (examples::LIVE_TASK, examples::LIVE_RECORD),
        (examples::FEDERATION_TASK, examples::FEDERATION_RECORD),
        (examples::EDGE_TASK, examples::EDGE_RECORD),
        (examples::STUCK_TASK, examples::STUCK_RECORD),
        (examples::CRASHED_TASK, examples::CRASHED_RECORD),
        (examples::RESTARTED_TASK, examples::RESTARTED_RECORD),
        (examples::UNRECORDED_TASK, examples::UNRECORDED_RECORD),
        (examples::EARLY_TASK, examples::EARLY_FAILED_RECORD),
        (examples::REASONLESS_TASK, examples::REASONLESS_RECORD),
        (examples::MIXED_TASK, examples::MIXED_RECORD),
        (examples::ODD_TASK, examples::ODD_RECORD),
        (examples::TOMORROW_TASK, examples::TOMORROW_RECORD),
        (examples::DOCUMENTED_TASK, examples::DOCUMENTED_RECORD),
        (examples::DOCUMENTED_GENERIC_TASK, examples::DOCUMENTED_GENERIC_RECORD),
        (examples::SERVER_2026_TASK, examples::SERVER_2026_RECORD),
    ] {
        let runs = data(&demo, &format!("/list/{task}")).await;
        let runs = string_fields(&runs, "id");
        assert_eq!(runs.first().map(String::as_str), Some(record), "the newest run of {task}");
        assert_eq!(data(&demo, &format!("/{record}")).await["record"]["taskKey"], task);
        for id in runs {
            assert!(ids.insert(id.clone()), "{id} is unique");
            assert!(id.len() == 24 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
        }
    }
    assert_eq!(data(&demo, &format!("/list/{}", examples::EMPTY_TASK)).await, json!([]));
    let page = data(&demo, &format!("/page/{}", examples::EMPTY_TASK)).await;
    assert_eq!((&page["totalRecords"], &page["totalPages"]), (&json!(0), &json!(0)));
}

#[tokio::test]
async fn responses_are_indented_and_a_row_has_about_a_kilobyte() {
    let demo = frozen_demo();
    let id = examples::nightly_failed();
    let list = get(&demo, &format!("{}/detail/list/{id}", common::ROOT), &[]).await;
    let per_row = list.body.len() / 12_345;
    assert!((700..1_200).contains(&per_row), "{per_row}");
    for path in [format!("/detail/list/{}", examples::ODD_RECORD), "/detail/list/nobody".into(), format!("/{id}")] {
        let text = get(&demo, &format!("{}{path}", common::ROOT), &[]).await.text();
        let value: Value = serde_json::from_str(&text).unwrap();
        let lines = |text: &str| text.lines().count();
        assert_eq!(lines(&text), lines(&serde_json::to_string_pretty(&value).unwrap()), "{path}");
        assert!(text.starts_with("{\n  \"code\": 0,\n  \"message\": null,\n  \"data\": "), "{path}");
    }
}
