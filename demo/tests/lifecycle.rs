//! The life of records by the type of their task.

mod common;

use common::{data, frozen_demo, frozen_demo_with, string_fields};
use replica_log_demo::{Options, examples};
use serde_json::{Value, json};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(86_400);

#[tokio::test]
async fn a_scheduled_record_has_an_overview_only_after_its_end() {
    for (id, outcome) in [(examples::RUNNING_RECORD.to_string(), "SUCCESS"), (examples::nightly_running(), "FAILED")] {
        let demo = frozen_demo_with(Options { run_for: Duration::from_secs(60), ..Options::default() });
        let page = format!("/detail/page/{id}?pageSize=50");
        let record = async || data(&demo, &format!("/{id}")).await["record"].clone();
        let (before, rows) = (record().await, data(&demo, &page).await);
        demo.clock().advance(Duration::from_secs(30));
        let (later, more) = (record().await, data(&demo, &page).await);
        for running in [&before, &later] {
            assert_eq!(running["status"], "RUNNING");
            for field in ["endTime", "errorReason", "replicaOverview"] {
                assert_eq!(running[field], Value::Null, "{field}");
            }
        }
        assert_eq!(data(&demo, &format!("/overview/{id}")).await, Value::Null);
        assert!(more["totalRecords"].as_i64() > rows["totalRecords"].as_i64());
        assert_ne!(more["records"][0]["id"], rows["records"][0]["id"], "new rows come first");
        demo.clock().advance(Duration::from_secs(31));
        let done = record().await;
        assert_eq!(done["status"], outcome);
        assert!(done["endTime"].is_string() && done["errorReason"].is_string() && done["replicaOverview"].is_object());
        assert_eq!(data(&demo, &format!("/overview/{id}")).await, done["replicaOverview"]);
        let running = data(&demo, &format!("{page}&status=RUNNING")).await;
        assert_eq!(running["totalRecords"], 0);
    }
}

#[tokio::test]
async fn a_running_row_changes_to_its_final_state() {
    let demo = frozen_demo();
    let path = format!("/detail/page/{}?pageSize=1000", examples::nightly_running());
    let mut running_id = None;
    for _ in 0..200 {
        demo.clock().advance(Duration::from_millis(500));
        let running = data(&demo, &format!("{path}&status=RUNNING")).await;
        if let Some(row) = running["records"].get(0) {
            assert_eq!((&row["endTime"], &row["errorReason"]), (&Value::Null, &Value::Null));
            running_id = row["id"].as_str().map(str::to_string);
            break;
        }
    }
    let running_id = running_id.expect("at some time a row is running");
    demo.clock().advance(Duration::from_secs(60));
    let page = data(&demo, &path).await;
    let row = page["records"].as_array().unwrap().iter().find(|row| row["id"] == *running_id).unwrap();
    assert_ne!(row["status"], "RUNNING");
    assert!(row["endTime"].is_string() && row["errorReason"].is_string());
}

#[tokio::test]
async fn continuous_tasks_have_one_record_that_is_running_for_ever() {
    let demo = frozen_demo();
    for (task, record, replica_type) in [
        (examples::LIVE_TASK, examples::LIVE_RECORD, "REAL_TIME"),
        (examples::FEDERATION_TASK, examples::FEDERATION_RECORD, "FEDERATION"),
    ] {
        let list = data(&demo, &format!("/list/{task}")).await;
        assert_eq!(string_fields(&list, "id"), [record]);
        let response = data(&demo, &format!("/{record}")).await;
        assert_eq!(
            (&response["replicaType"], &response["replicaObjectType"]),
            (&json!(replica_type), &json!("REPOSITORY"))
        );
        let found = &response["record"];
        assert_eq!(found["status"], "RUNNING");
        assert_eq!((&found["endTime"], &found["errorReason"]), (&Value::Null, &Value::Null));
        assert!(found["replicaOverview"]["failed"].as_i64() > Some(0), "failures are in the cumulative overview only");
    }
}

#[tokio::test]
async fn a_real_time_record_keeps_its_sums_and_loses_its_details_after_retention() {
    let demo = frozen_demo();
    let id = examples::LIVE_RECORD;
    let state = async || {
        let total = data(&demo, &format!("/detail/page/{id}?pageSize=1")).await["totalRecords"].as_i64().unwrap();
        let overview = data(&demo, &format!("/overview/{id}")).await;
        let [success, failed] = ["success", "failed"].map(|name| overview[name].as_i64().unwrap());
        (total, success + failed)
    };
    let (kept, counted) = state().await;
    assert!((4_300..4_500).contains(&kept) && counted > 6_400, "{kept} of {counted}");
    let list = data(&demo, &format!("/detail/list/{id}")).await;
    assert_eq!(list.as_array().unwrap().len() as i64, kept);
    demo.clock().advance(DAY);
    let (later, more) = state().await;
    assert!(later > kept && more > counted + 4_000);
    assert_eq!(data(&demo, &format!("/{id}")).await["record"]["status"], "RUNNING");
}

#[tokio::test]
async fn records_are_deleted_with_their_details_after_retention() {
    let demo = frozen_demo();
    let oldest = examples::nightly_run(examples::NIGHTLY_RUNS - 1);
    let total = async || data(&demo, &format!("/page/{}", examples::NIGHTLY_TASK)).await["totalRecords"].clone();
    assert_eq!(total().await, examples::NIGHTLY_RUNS);
    demo.clock().advance(3 * DAY);
    assert!(total().await.as_u64() < Some(examples::NIGHTLY_RUNS as u64));
    let rows = data(&demo, &format!("/detail/page/{oldest}")).await;
    assert_eq!(rows["totalRecords"], 0);
    assert_eq!(data(&demo, &format!("/overview/{oldest}")).await, Value::Null);
    // A federation is never cleaned up.
    let before = data(&demo, &format!("/detail/page/{}", examples::FEDERATION_RECORD)).await["totalRecords"].clone();
    demo.clock().advance(100 * DAY);
    let after = data(&demo, &format!("/detail/page/{}", examples::FEDERATION_RECORD)).await["totalRecords"].clone();
    assert_eq!((before.as_u64(), after), (Some(420), before));
}

#[tokio::test]
async fn no_history_is_longer_than_sixty_days() {
    let demo = frozen_demo();
    for task in [examples::NIGHTLY_TASK, examples::LONG_TASK, examples::BYTES_TASK, examples::EDGE_TASK] {
        let list = data(&demo, &format!("/list/{task}")).await;
        let starts = string_fields(&list, "startTime");
        // The reference time is 2026-11-22; the oldest record of 60 days is from 2026-09-23.
        assert!(starts.iter().all(|start| start.as_str() >= "2026-09-23"), "{task}: {:?}", starts.last());
    }
}

#[tokio::test]
async fn records_without_overview_or_details() {
    let demo = frozen_demo();
    // Status, error reason, whether there is an overview, and the number of details.
    for (id, replica_type, status, reason, has_overview, details) in [
        (examples::EDGE_RECORD, "EDGE_PULL", "SUCCESS", "", false, 0),
        (examples::CRASHED_RECORD, "SCHEDULED", "FAILED", "Connection pool shut down", false, 180),
        (examples::UNRECORDED_RECORD, "SCHEDULED", "SUCCESS", "", true, 0),
        (
            examples::EARLY_FAILED_RECORD,
            "SCHEDULED",
            "FAILED",
            "部分数据同步失败 edge-beijing:connect timed out\n",
            true,
            0,
        ),
    ] {
        let response = data(&demo, &format!("/{id}")).await;
        let record = &response["record"];
        assert_eq!((&response["replicaType"], &record["status"]), (&json!(replica_type), &json!(status)));
        assert_eq!(record["errorReason"], reason);
        assert!(record["endTime"].is_string());
        assert_eq!(record["replicaOverview"].is_object(), has_overview, "{id}");
        let page = data(&demo, &format!("/detail/page/{id}")).await;
        assert_eq!(page["totalRecords"], details, "{id}");
    }
    let overview = data(&demo, &format!("/overview/{}", examples::UNRECORDED_RECORD)).await;
    assert!(overview["success"].as_i64() > Some(1_000));
    let overview = data(&demo, &format!("/overview/{}", examples::EARLY_FAILED_RECORD)).await;
    assert_eq!((&overview["success"], &overview["failed"]), (&json!(0), &json!(0)));
}

#[tokio::test]
async fn a_crash_leaves_a_record_running_without_new_details() {
    let demo = frozen_demo();
    let list = data(&demo, &format!("/list/{}", examples::STUCK_TASK)).await;
    let [stuck, before @ ..] = list.as_array().unwrap().as_slice() else { panic!("no runs") };
    assert_eq!((&stuck["id"], &stuck["status"]), (&json!(examples::STUCK_RECORD), &json!("RUNNING")));
    assert_eq!(stuck["replicaOverview"], Value::Null);
    assert!(stuck["startTime"].as_str().unwrap().starts_with("2026-11-20"));
    assert!(before.len() == 20 && before.iter().all(|run| run["endTime"].is_string()));
    let rows = data(&demo, &format!("/detail/page/{}", examples::STUCK_RECORD)).await;
    assert!(rows["records"][0]["startTime"].as_str().unwrap().starts_with("2026-11-20"));
    assert_eq!(rows["records"][0]["status"], "RUNNING");
    demo.clock().advance(DAY);
    assert_eq!(data(&demo, &format!("/detail/page/{}", examples::STUCK_RECORD)).await, rows, "nothing goes on");
}

#[tokio::test]
async fn a_run_once_task_that_was_started_again_reuses_its_record() {
    let demo = frozen_demo();
    let id = examples::RESTARTED_RECORD;
    let list = data(&demo, &format!("/list/{}", examples::RESTARTED_TASK)).await;
    assert_eq!(string_fields(&list, "id"), [id]);
    let record = &list[0];
    assert_eq!(record["status"], "SUCCESS");
    let time = |value: &Value| value.as_str().unwrap().to_string();
    let (start, end) = (time(&record["startTime"]), time(&record["endTime"]));
    assert!(start.starts_with("2026-11-13") && end.starts_with("2026-11-21"), "{start} {end}");
    let rows = data(&demo, &format!("/detail/list/{id}")).await;
    let starts = string_fields(&rows, "startTime");
    let number = |fits: &dyn Fn(&str) -> bool| starts.iter().filter(|start| fits(start)).count();
    assert_eq!((number(&|at| at < "2026-11-15"), number(&|at| at > "2026-11-20"), starts.len()), (120, 120, 240));
    assert!(number(&|at| at < start.as_str()) > 0, "some start before the record");
    assert!(number(&|at| at > end.as_str()) > 0, "some start after its end");
    assert!(starts.is_sorted_by(|a, b| a >= b));
}
