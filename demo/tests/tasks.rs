//! The endpoints of tasks: settings, and the tasks of a project.

mod common;

use common::{assert_same_shape, data, data_at, fixture_data, frozen_demo, get, string_fields};
use replica_log_demo::examples;
use serde_json::{Value, json};

const TASKS: &str = "/replication/api/task";

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
async fn the_tasks_of_a_project_are_filtered_and_sorted() {
    let demo = frozen_demo();
    let page = async |query: &str| data_at(&demo, &format!("{TASKS}/page/demo?pageSize=100&{query}")).await;
    let all = page("").await;
    let names = string_fields(&all["records"], "name");
    assert!(names.len() > 20 && all["totalRecords"] == names.len());
    for record in all["records"].as_array().unwrap() {
        assert_eq!(*record, info(record["key"].as_str().unwrap()).await);
    }
    assert_eq!(string_fields(&page("name=nightly-m").await["records"], "name"), ["nightly-mirror"]);
    assert_eq!(page("name=mirror").await["totalRecords"], 0, "the name is a prefix");
    assert_eq!(string_fields(&page("name=nightly-.e").await["records"], "name"), ["nightly-release"], "and a pattern");
    let failed = page("lastExecutionStatus=FAILED").await;
    assert!(string_fields(&failed["records"], "lastExecutionStatus").iter().all(|status| status == "FAILED"));
    assert_eq!(string_fields(&page("enabled=false").await["records"], "name"), ["never-executed"]);
    for (sort_type, field) in [
        ("CREATED_TIME", "createdDate"),
        ("LAST_EXECUTION_TIME", "lastExecutionTime"),
        ("NEXT_EXECUTION_TIME", "nextExecutionTime"),
    ] {
        let of = async |direction: &str| {
            let page = page(&format!("sortType={sort_type}{direction}")).await;
            let times = page["records"].as_array().unwrap().iter();
            times.filter_map(|task| task[field].as_str().map(str::to_string)).collect::<Vec<_>>()
        };
        let (mut descending, ascending) = (of("").await, of("&sortDirection=ASC").await);
        assert!(descending.is_sorted_by(|a, b| a >= b), "{sort_type}");
        descending.reverse();
        assert_eq!(descending, ascending);
    }
    let second = data_at(&demo, &format!("{TASKS}/page/demo?pageNumber=2&pageSize=5")).await;
    assert_eq!(string_fields(&second["records"], "name"), names[5..10]);
    let other = data_at(&demo, &format!("{TASKS}/page/other")).await;
    assert_eq!((&other["records"], &other["totalRecords"]), (&json!([]), &json!(0)));
}
