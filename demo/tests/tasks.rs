//! The endpoints of a task: its settings, and the objects that it replicates.

mod common;

use common::{
    ROOT, TASKS, assert_same_shape, data, data_at, fixture_data, frozen_demo, frozen_demo_with, get, string_fields,
};
use replica_log_demo::{Endpoint, Fault, FaultResponse, Options, examples};
use serde_json::{Value, json};

async fn info(key: &str) -> Value {
    data_at(&frozen_demo(), &format!("{TASKS}/info/{key}")).await
}

#[tokio::test]
async fn responses_have_the_shape_of_todays_servers() {
    let demo = frozen_demo();
    for (path, fixture) in [
        ("info", include_str!("../../tests/fixtures/server-2026-task-info.json")),
        ("detail", include_str!("../../tests/fixtures/server-2026-task-detail.json")),
    ] {
        let response = data_at(&demo, &format!("{TASKS}/{path}/{}", examples::NIGHTLY_TASK)).await;
        assert_same_shape(&response, &fixture_data(fixture));
    }
    let page = data_at(&demo, &format!("{TASKS}/page/{}", examples::PROJECT)).await;
    assert_same_shape(&page, &fixture_data(include_str!("../../tests/fixtures/server-2026-task-page.json")));
}

#[tokio::test]
async fn settings_describe_the_records_of_a_task() {
    let demo = frozen_demo();
    let nightly = info(examples::NIGHTLY_TASK).await;
    assert_eq!(nightly["name"], "nightly-release");
    assert_eq!((&nightly["projectId"], &nightly["key"]), (&json!(examples::PROJECT), &json!(examples::NIGHTLY_TASK)));
    assert_eq!((&nightly["record"], &nightly["recordReserveDays"]), (&json!(true), &json!(60)));
    assert_eq!((&nightly["replicatedBytes"], &nightly["executionTimes"]), (&json!(-1), &json!(0)));
    let newest = data(&demo, &format!("/{}", examples::nightly_running())).await;
    assert_eq!(nightly["lastExecutionStatus"], newest["record"]["status"]);
    assert_eq!(nightly["lastExecutionTime"], newest["record"]["startTime"]);
    let next = nightly["nextExecutionTime"].as_str().unwrap();
    let start = newest["record"]["startTime"].as_str().unwrap();
    assert_eq!((&next[..11], &next[11..16]), ("2026-11-23T", &start[11..16]), "a day after the last one");
    let (hour, minute) = (start[11..13].parse::<u32>().unwrap(), start[14..16].parse::<u32>().unwrap());
    let cron = &nightly["setting"]["executionPlan"]["cronExpression"];
    assert_eq!(*cron, format!("0 {minute} {hour} * * ?"));

    assert_eq!(info(examples::UNRECORDED_TASK).await["record"], false);
    assert_eq!(info(examples::FEDERATION_TASK).await["recordReserveDays"], Value::Null);
    let once = info(examples::RESTARTED_TASK).await;
    assert_eq!(once["status"], "COMPLETED");
    assert!(once["totalBytes"].as_i64() > Some(0), "only RUN_ONCE tasks have bytes");
    let never = info(examples::EMPTY_TASK).await;
    for field in ["lastExecutionStatus", "lastExecutionTime", "nextExecutionTime"] {
        assert_eq!(never[field], Value::Null, "{field}");
    }
}

#[tokio::test]
async fn a_task_detail_lists_its_repositories() {
    let detail = data_at(&frozen_demo(), &format!("{TASKS}/detail/{}", examples::UNCHANGED_TASK)).await;
    assert_eq!(detail["task"], info(examples::UNCHANGED_TASK).await);
    assert_eq!(string_fields(&detail["objects"], "localRepoName"), ["shared-files", "media-files"]);
    assert_eq!(detail["objects"][0]["pathConstraints"], json!([{ "path": "/release" }]));
}

#[tokio::test]
async fn times_of_executions_are_in_the_requested_zone_and_others_are_not() {
    let demo = frozen_demo();
    let path = format!("{TASKS}/info/{}", examples::NIGHTLY_TASK);
    let own = data_at(&demo, &path).await;
    let utc = get(&demo, &path, &[("x-bkrepo-time-zone", "UTC")]).await.json()["data"].clone();
    assert_ne!(own["lastExecutionTime"], utc["lastExecutionTime"]);
    assert_ne!(own["nextExecutionTime"], utc["nextExecutionTime"]);
    assert_eq!(own["createdDate"], utc["createdDate"]);
}

#[tokio::test]
async fn a_set_time_is_a_local_time_in_the_requested_zone() {
    let demo = frozen_demo();
    let path = format!("{TASKS}/info/{}", examples::SET_TIME_TASK);
    let execution_plan = |time| json!({ "executeImmediately": false, "executeTime": time, "cronExpression": null });
    let own = data_at(&demo, &path).await;
    assert_eq!(own["setting"]["executionPlan"], execution_plan("2026-11-25T10:00:00"));
    let utc = get(&demo, &path, &[("x-bkrepo-time-zone", "UTC")]).await.json()["data"].clone();
    assert_eq!(utc["setting"]["executionPlan"], execution_plan("2026-11-25T02:00:00"));
}

#[tokio::test]
async fn a_real_time_plan_without_a_record_is_running_without_a_time() {
    let idle = info(examples::IDLE_LIVE_TASK).await;
    assert_eq!((&idle["replicaType"], &idle["lastExecutionStatus"]), (&json!("REAL_TIME"), &json!("RUNNING")));
    assert_eq!((&idle["lastExecutionTime"], &idle["status"]), (&Value::Null, &json!("REPLICATING")));
    assert_eq!(data(&frozen_demo(), &format!("/list/{}", examples::IDLE_LIVE_TASK)).await, json!([]));
}

#[tokio::test]
async fn old_servers_omit_newer_settings() {
    let demo = frozen_demo_with(Options { old_server: true, ..Options::default() });
    let task = data_at(&demo, &format!("{TASKS}/info/{}", examples::NIGHTLY_TASK)).await;
    for field in ["status", "replicatedBytes", "totalBytes", "record", "recordReserveDays"] {
        assert_eq!(task.get(field), None, "{field}");
    }
    for field in ["name", "replicaType", "setting", "remoteClusters", "lastExecutionStatus", "enabled"] {
        assert_ne!(task[field], Value::Null, "{field}");
    }
    let page = data_at(&demo, &format!("{TASKS}/page/{}", examples::PROJECT)).await;
    assert_eq!((page.get("count"), page["records"][0].get("record")), (None, None));
}

#[tokio::test]
async fn a_fault_can_take_the_task_endpoints_away() {
    let demo = frozen_demo();
    demo.faults().add(Fault::new(Endpoint::TaskInfo, FaultResponse::Status(404)));
    demo.faults().add(Fault::new(Endpoint::TaskPage, FaultResponse::Status(403)));
    for (path, status, code) in [
        (format!("info/{}", examples::NIGHTLY_TASK), 404, 250_130),
        (format!("page/{}?pageSize=5", examples::PROJECT), 403, 250_113),
    ] {
        let response = get(&demo, &format!("{TASKS}/{path}"), &[]).await;
        assert_eq!((response.status.as_u16(), response.json()["code"].as_i64()), (status, Some(code)), "{path}");
    }
    let records = get(&demo, &format!("{ROOT}/page/{}", examples::NIGHTLY_TASK), &[]).await;
    assert_eq!(records.status, 200, "the endpoints of records are not affected");
}
