//! Each endpoint, the page rules, the documented examples, and what is refused.

mod common;

use common::{ROOT, ask, data, still, still_with, texts};
use replica_log_demo::{Demo, Options, examples};
use serde_json::{Value, json};
use std::collections::HashSet;

/// The data of a documented body.
fn document(body: &str) -> Value {
    serde_json::from_str::<Value>(body).unwrap()["data"].take()
}

/// Whether everything that is documented is answered; newer fields may come besides.
fn includes(answer: &Value, documented: &Value) -> bool {
    match (answer, documented) {
        (Value::Object(answer), Value::Object(documented)) => {
            documented.iter().all(|(name, value)| answer.get(name).is_some_and(|has| includes(has, value)))
        }
        (Value::Array(answer), Value::Array(documented)) => {
            answer.len() == documented.len() && answer.iter().zip(documented).all(|(a, d)| includes(a, d))
        }
        _ => answer == documented,
    }
}

#[tokio::test]
async fn documented_examples_are_answered_as_documented() {
    let demo = still();
    let record = document(include_str!("../src/data/documented/document-record.json"));
    let id = examples::DOCUMENTED_RECORD;
    assert!(includes(&data(&demo, &format!("/{id}")).await, &record));
    let list = data(&demo, &format!("/list/{}", examples::DOCUMENTED_TASK)).await;
    assert!(includes(&list, &json!([record["record"]])));
    let details = document(include_str!("../src/data/documented/document-detail-list.json"));
    assert!(includes(&data(&demo, &format!("/detail/list/{id}")).await, &details));
    assert_eq!(data(&demo, &format!("/overview/{id}")).await, Value::Null);

    let mut page = document(include_str!("../src/data/documented/document-detail-page.json"));
    let id = examples::DOCUMENTED_GENERIC_RECORD;
    let answer = data(&demo, &format!("/detail/page/{id}")).await;
    assert!(includes(&answer["records"][0], &page["records"][0]));
    page["records"] = answer["records"].clone();
    assert_eq!(answer, page, "the frame of the page is the documented one");

    let id = examples::SERVER_2026_RECORD;
    let record = document(include_str!("../src/data/documented/server-2026-record.json"));
    assert_eq!(data(&demo, &format!("/{id}")).await, record);
    let overview = data(&demo, &format!("/overview/{id}")).await;
    assert_eq!(overview, record["record"]["replicaOverview"]);
    let page = document(include_str!("../src/data/documented/server-2026-detail-page.json"));
    let answer = data(&demo, &format!("/detail/page/{id}")).await;
    assert!(includes(&answer, &page), "{answer:#}");
    assert_eq!(answer["records"][0]["size"], json!(9_007_199_254_740_993_i64));
}

#[tokio::test]
async fn a_record_carries_what_newer_servers_send() {
    let demo = still();
    let answer = data(&demo, &format!("/{}", examples::nightly_failed())).await;
    assert_eq!(answer["replicaObjectType"], "REPOSITORY");
    assert_eq!(answer["replicaType"], "SCHEDULED");
    let record = &answer["record"];
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
async fn old_servers_send_less_and_know_no_unknown_task() {
    let demo = still_with(Options { old_server: true, ..Options::default() });
    let answer = data(&demo, &format!("/{}", examples::nightly_failed())).await;
    assert_eq!(answer.get("replicaType"), None);
    let mut names: Vec<_> = answer["record"].as_object().unwrap().keys().collect();
    names.sort();
    assert_eq!(names, ["endTime", "errorReason", "id", "startTime", "status", "taskKey"]);
    let page = data(&demo, &format!("/detail/page/{}?pageSize=1", examples::ODD_RECORD)).await;
    assert_eq!(page.get("count"), None);
    assert_eq!(page["records"][0].get("executeType"), None);
    assert_eq!(page["records"][0]["progress"].as_object().unwrap().len(), 4);
    assert_eq!(data(&demo, "/list/nobody").await, json!([]));
    assert_eq!(data(&demo, "/page/nobody").await["totalRecords"], 0);
    let answer = ask(&demo, &format!("{ROOT}/nobody"), &[]).await;
    assert_eq!(answer.status, 400);
}

#[tokio::test]
async fn pages_count_from_one_and_end() {
    let demo = still();
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
    let starts = texts(&list, "startTime");
    assert!(starts.is_sorted_by(|a, b| a >= b), "the newest first");
    let failed = at("?status=FAILED&pageSize=1000").await;
    let expected = texts(&list, "status").iter().filter(|status| *status == "FAILED").count();
    assert_eq!(failed["totalRecords"], expected);
    assert!(expected > 20 && expected < 90);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_in_the_readers_language() {
    let demo = still();
    let task = examples::NIGHTLY_TASK;
    let record = examples::ODD_RECORD;
    for path in [
        format!("/page/{task}?pageNumber=abc"),
        format!("/page/{task}?pageNumber=99999999999"),
        format!("/page/{task}?pageSize=0"),
        format!("/page/{task}?status=DONE"),
        format!("/detail/page/{record}?status=A_STATUS_OF_TOMORROW"),
    ] {
        let answer = ask(&demo, &format!("{ROOT}{path}"), &[]).await;
        assert_eq!(answer.status, 400, "{path}");
        assert_ne!(answer.json()["code"], 0);
        assert_eq!(answer.json()["data"], Value::Null);
    }
    for path in ["/x y", "/list/x y", "/page/x y", "/overview/x y", "/detail/list/x y", "/detail/page/x y"] {
        let path = format!("{ROOT}{}", path.replace(' ', "%20"));
        let answer = ask(&demo, &path, &[]).await;
        assert_eq!(answer.status, 400, "{path}");
        assert_eq!(answer.json()["code"], 250_310);
        assert_eq!(answer.json()["message"], "任务[x y]未找到");
        let english = [("accept-language", "fr, en-US;q=0.8, zh;q=0.5")];
        let answer = ask(&demo, &path, &english).await;
        assert_eq!(answer.json()["message"], "Task [x y] not found");
        let cookie = [("accept-language", "en"), ("cookie", "a=b; blueking_language=zh-cn")];
        let answer = ask(&demo, &path, &cookie).await;
        assert_eq!(answer.json()["message"], "任务[x y]未找到");
    }
    for path in
        ["/replication/api/task/record/", "/replication/api/task/records", "/replication/api/task/record/a/b/c/d"]
    {
        assert_eq!(ask(&demo, path, &[]).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn the_whole_list_and_the_pages_tell_the_same() {
    let demo = still();
    let id = examples::nightly_failed();
    let list = data(&demo, &format!("/detail/list/{id}")).await;
    assert_eq!(list.as_array().unwrap().len(), 12_345);
    let ids: HashSet<_> = texts(&list, "id").into_iter().collect();
    assert_eq!(ids.len(), 12_345);
    let mut walked = Vec::new();
    for number in 1..=25 {
        let mut page = data(&demo, &format!("/detail/page/{id}?pageSize=500&pageNumber={number}")).await;
        walked.append(page["records"].as_array_mut().unwrap());
    }
    assert_eq!(Value::Array(walked), list);
    let starts = texts(&list, "startTime");
    assert!(starts.windows(2).any(|pair| pair[0] == pair[1]), "some begin together");
}

#[tokio::test]
async fn a_hundred_thousand_rows_are_there_and_quick() {
    let demo = still();
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
    let kinds: HashSet<_> = texts(&list, "repoType").into_iter().collect();
    assert_eq!(kinds.len(), 24);
    let reasons: HashSet<_> = texts(&list, "errorReason").into_iter().collect();
    assert!(reasons.len() > 3_000, "hardly two reasons are the same");
    assert!(reasons.iter().any(|reason| reason.lines().count() > 60));
}

#[tokio::test]
async fn two_instances_of_one_moment_answer_alike() {
    let (one, other) = (still(), still());
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
    let traces = [ask(&one, &path, &[]).await, ask(&one, &path, &[]).await].map(|a| a.json()["traceId"].clone());
    assert_ne!(traces[0], traces[1]);
    let other = Demo::new(Options::default());
    assert_eq!(
        texts(&data(&one, &format!("/list/{}", examples::NIGHTLY_TASK)).await, "id"),
        texts(&data(&other, &format!("/list/{}", examples::NIGHTLY_TASK)).await, "id"),
        "ids do not hang on the moment"
    );
}

#[tokio::test]
async fn every_example_is_there() {
    let demo = still();
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
        for id in texts(&runs, "id").into_iter().take(2) {
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
async fn nights_in_a_row_share_some_of_their_failures() {
    let demo = still();
    let failed = async |ago| {
        let path = format!("/detail/page/{}?status=FAILED&pageSize=1000", examples::nightly_run(ago));
        let page = data(&demo, &path).await;
        texts(&page["records"], "artifactName").into_iter().collect::<HashSet<_>>()
    };
    let (now, before) = (failed(1).await, failed(2).await);
    assert!(now.intersection(&before).count() > 20, "again");
    assert!(now.difference(&before).count() > 20, "new");
    assert!(before.difference(&now).count() > 20, "fixed");
}

#[tokio::test]
async fn historical_rows_stand_beside_current_ones() {
    let demo = still();
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
