//! The plans of a project: the data set, filters, order and paging.

mod common;

use common::{TASKS, data, data_at, frozen_demo, frozen_demo_with, get, string_fields};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use replica_log_demo::{Demo, Options, examples};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::time::Duration;

async fn page(demo: &Demo, project: &str, query: &str) -> Value {
    data_at(demo, &format!("{TASKS}/page/{project}?{query}")).await
}

async fn names(demo: &Demo, query: &str) -> Vec<String> {
    string_fields(&page(demo, examples::PROJECT, &format!("pageSize=100&{query}")).await["records"], "name")
}

/// The plans of both projects.
async fn all_plans(demo: &Demo) -> Vec<Value> {
    let mut plans = Vec::new();
    for project in [examples::PROJECT, examples::OTHER_PROJECT] {
        let page = page(demo, project, "pageSize=100").await;
        let found = page["records"].as_array().unwrap();
        assert!(found.iter().all(|plan| plan["projectId"] == project));
        plans.extend(found.iter().cloned());
    }
    plans
}

#[tokio::test]
async fn two_projects_have_plans_of_every_type_schedule_and_state() {
    let plans = all_plans(&frozen_demo()).await;
    assert_eq!(plans.len(), 38);
    let values = |pointer: &str| {
        let value = |plan: &Value| plan.pointer(pointer).unwrap().to_string().replace('"', "");
        plans.iter().map(value).collect::<HashSet<_>>()
    };
    for (pointer, expected) in [
        ("/replicaType", &["SCHEDULED", "REAL_TIME", "RUN_ONCE", "EDGE_PULL", "FEDERATION"][..]),
        ("/replicaObjectType", &["REPOSITORY", "PACKAGE", "PATH"]),
        ("/setting/executionStrategy", &["IMMEDIATELY", "SPECIFIED_TIME", "CRON_EXPRESSION"]),
        ("/setting/conflictStrategy", &["SKIP", "OVERWRITE", "FAST_FAIL"]),
        ("/setting/errorStrategy", &["CONTINUE", "FAST_FAIL"]),
        (
            "/setting/executionPlan/cronExpression",
            &["0 10 2 * * ?", "0 20 * * * ?", "0 0 8 ? * MON-FRI", "0 0 4 1 * ?", "0 0/15 * * * ?"],
        ),
        ("/status", &["WAITING", "REPLICATING", "COMPLETED"]),
        ("/lastExecutionStatus", &["RUNNING", "SUCCESS", "FAILED", "null"]),
        ("/recordReserveDays", &["7", "30", "60", "null"]),
        ("/enabled", &["true", "false"]),
        ("/record", &["true", "false"]),
    ] {
        let found = values(pointer);
        assert!(expected.iter().all(|value| found.contains(*value)), "{pointer}: {found:?}");
    }
    assert_eq!(values("/name").len(), plans.len(), "a name is unique");
    assert!(values("/name").iter().any(|name| name.len() > 80));
    assert!(values("/description").len() > 5);
    let clusters: HashSet<_> = plans.iter().map(|plan| plan["remoteClusters"].as_array().unwrap().len()).collect();
    assert!(clusters.contains(&1) && clusters.contains(&6), "{clusters:?}");
}

#[tokio::test]
async fn the_last_execution_of_a_plan_is_its_newest_record() {
    let demo = frozen_demo();
    let mut ids = HashSet::new();
    for plan in all_plans(&demo).await {
        let key = plan["key"].as_str().unwrap();
        assert_eq!(data_at(&demo, &format!("{TASKS}/info/{key}")).await, plan);
        let records = data(&demo, &format!("/page/{key}?pageSize=1000")).await;
        assert!(string_fields(&records["records"], "startTime").is_sorted_by(|a, b| a >= b), "{key}");
        for id in string_fields(&records["records"], "id") {
            assert!(id.len() == 24 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
            assert!(ids.insert(id.clone()), "{id} is unique");
        }
        let newest = &records["records"][0];
        assert_eq!(plan["lastExecutionTime"], newest["startTime"], "{key}");
        if key == examples::IDLE_LIVE_TASK {
            continue;
        }
        assert_eq!(plan["lastExecutionStatus"], newest["status"], "{key}");
        if let Some(id) = newest["id"].as_str() {
            let record = data(&demo, &format!("/{id}")).await;
            assert_eq!((&record["record"], &record["replicaType"]), (newest, &plan["replicaType"]), "{key}");
            data(&demo, &format!("/detail/page/{id}?pageSize=5")).await;
        }
    }
}

#[tokio::test]
async fn a_page_has_twenty_plans_and_an_unknown_project_has_none() {
    let demo = frozen_demo();
    let of = async |query| page(&demo, examples::PROJECT, query).await;
    let first = of("").await;
    assert_eq!((&first["totalRecords"], &first["totalPages"]), (&json!(30), &json!(2)));
    let (all, second) = (names(&demo, "").await, of("pageNumber=2").await);
    assert_eq!(string_fields(&first["records"], "name"), all[..20]);
    assert_eq!(string_fields(&second["records"], "name"), all[20..]);
    assert_eq!(of("pageNumber=-3&pageSize=5").await, first, "a negative page number forces the default size");
    let beyond = of("pageNumber=9").await;
    assert_eq!((&beyond["records"], &beyond["totalRecords"]), (&json!([]), &json!(30)));
    for project in ["nobody", "DEMO", "demo%2F"] {
        let unknown = page(&demo, project, "").await;
        assert_eq!((&unknown["records"], &unknown["totalRecords"]), (&json!([]), &json!(0)), "{project}");
    }
}

#[tokio::test]
async fn filters_select_by_last_status_and_by_being_enabled() {
    let demo = frozen_demo();
    for status in ["RUNNING", "SUCCESS", "FAILED"] {
        let found = page(&demo, examples::PROJECT, &format!("pageSize=100&lastExecutionStatus={status}")).await;
        let found = string_fields(&found["records"], "lastExecutionStatus");
        assert!(found.len() > 3 && found.iter().all(|actual| actual == status), "{status}");
    }
    let disabled = ["never-executed", "old-mirror", "cc libs nightly"];
    assert_eq!(names(&demo, "enabled=false").await, disabled);
    assert_eq!(names(&demo, "enabled=true").await.len(), 30 - disabled.len());
    assert_eq!(names(&demo, "enabled=false&lastExecutionStatus=FAILED&name=old").await, ["old-mirror"]);
    assert_eq!(names(&demo, "enabled=&lastExecutionStatus=&name=").await.len(), 30);
}

#[tokio::test]
async fn a_name_is_the_unescaped_prefix_pattern() {
    let demo = frozen_demo();
    let encode = |text: &str| format!("name={}", utf8_percent_encode(text, NON_ALPHANUMERIC));
    assert_eq!(names(&demo, "name=nightly-m").await, ["nightly-mirror"]);
    assert!(names(&demo, "name=mirror").await.is_empty(), "the name is a prefix");
    assert_eq!(names(&demo, "name=nightly-.e").await, ["nightly-release"], "and a pattern");
    assert!(names(&demo, "name=Nightly").await.is_empty(), "and case-sensitive");
    assert_eq!(names(&demo, &encode("每小时")).await, ["每小时同步配置文件"]);
    assert_eq!(names(&demo, &encode("  ")).await.len(), 30, "a blank name is ignored");
    assert_eq!(names(&demo, &encode(examples::PATTERN_NAME)).await, ["cc libs nightly"]);
    let escaped = examples::PATTERN_NAME.replace('+', "\\+").replace('(', "\\(").replace(')', "\\)");
    assert_eq!(names(&demo, &encode(&escaped)).await, [examples::PATTERN_NAME]);
    let invalid = get(&demo, &format!("{TASKS}/page/{}?{}", examples::PROJECT, encode("c++ libs (")), &[]).await;
    assert_eq!((invalid.status.as_u16(), invalid.json()["code"].as_i64()), (500, Some(250_102)));
}

#[tokio::test]
async fn plans_are_sorted_by_three_times_of_which_null_is_the_lowest() {
    let demo = frozen_demo();
    assert_eq!(names(&demo, "").await, names(&demo, "sortType=CREATED_TIME&sortDirection=DESC").await);
    for (sort_type, field, has_nulls) in [
        ("CREATED_TIME", "createdDate", false),
        ("LAST_EXECUTION_TIME", "lastExecutionTime", true),
        ("NEXT_EXECUTION_TIME", "nextExecutionTime", true),
    ] {
        let times = async |direction: &str| {
            let query = format!("pageSize=100&sortType={sort_type}&sortDirection={direction}");
            let page = page(&demo, examples::PROJECT, &query).await;
            let plans = page["records"].as_array().unwrap().iter();
            plans.map(|plan| plan[field].as_str().map(str::to_string)).collect::<Vec<_>>()
        };
        let (ascending, descending) = (times("ASC").await, times("DESC").await);
        // As in the standard library, where `None` is lower than `Some`.
        assert!(ascending.is_sorted(), "{sort_type}: {ascending:?}");
        assert!(descending.is_sorted_by(|a, b| a >= b), "{sort_type}: {descending:?}");
        assert_eq!(ascending.contains(&None), has_nulls, "{sort_type}");
    }
    let old = frozen_demo_with(Options { old_server: true, ..Options::default() });
    assert_eq!(names(&old, "sortDirection=ASC").await, names(&old, "").await, "old servers know no direction");
}

#[tokio::test]
async fn only_an_enabled_schedule_that_has_run_has_a_next_execution() {
    let demo = frozen_demo();
    let mut overdue = Vec::new();
    for plan in all_plans(&demo).await {
        let has_schedule = plan["setting"]["executionStrategy"] == "CRON_EXPRESSION" && plan["enabled"] == true;
        let has_next = has_schedule && plan["lastExecutionTime"].is_string();
        assert_eq!(plan["nextExecutionTime"].is_string(), has_next, "{}", plan["name"]);
        // The frozen time in the zone of the service.
        if plan["nextExecutionTime"].as_str().is_some_and(|next| next < "2026-11-22T10:00:00") {
            overdue.push(plan["name"].as_str().unwrap().to_string());
        }
    }
    assert_eq!(overdue, ["stuck-backup"], "the service computes it when an execution starts");
}

#[tokio::test]
async fn a_plan_goes_on_with_its_schedule_while_the_service_runs() {
    let demo = frozen_demo();
    let plan = async || {
        let page = page(&demo, examples::OTHER_PROJECT, "name=hotfix-every").await;
        page["records"][0].clone()
    };
    // The reference time is that of a scheduled start.
    let before = plan().await;
    assert_eq!(
        (&before["lastExecutionStatus"], &before["nextExecutionTime"]),
        (&json!("SUCCESS"), &json!("2026-11-22T10:00:00"))
    );
    demo.clock().advance(Duration::from_secs(1));
    let running = plan().await;
    assert_eq!(
        (&running["lastExecutionStatus"], &running["nextExecutionTime"]),
        (&json!("RUNNING"), &json!("2026-11-22T10:15:00"))
    );
    demo.clock().advance(Duration::from_secs(900));
    let after = plan().await;
    let start = after["lastExecutionTime"].as_str().unwrap();
    assert!(start.starts_with("2026-11-22T10:15:00"), "{start}");
    assert_eq!(
        (&after["lastExecutionStatus"], &after["nextExecutionTime"]),
        (&json!("RUNNING"), &json!("2026-11-22T10:30:00"))
    );
    let runs = data(&demo, &format!("/page/{}", after["key"].as_str().unwrap())).await;
    assert_eq!(runs["records"][0]["status"], "RUNNING");
}

#[tokio::test]
async fn the_examples_of_plans_are_as_described() {
    let demo = frozen_demo();
    let info = async |key: &str| data_at(&demo, &format!("{TASKS}/info/{key}")).await;
    let runs = async |key: &str| string_fields(&data(&demo, &format!("/list/{key}")).await, "status");
    let games = info(examples::GAMES_TASK).await;
    assert_eq!((&games["name"], &games["projectId"]), (&json!("client-packages"), &json!(examples::OTHER_PROJECT)));
    let statuses = runs(examples::GAMES_TASK).await;
    assert_eq!((statuses.len(), &statuses[..3]), (14, &["FAILED", "FAILED", "SUCCESS"].map(str::to_string)[..]));
    let disabled = info(examples::DISABLED_TASK).await;
    assert_eq!((&disabled["name"], &disabled["enabled"]), (&json!("old-mirror"), &json!(false)));
    assert_eq!(disabled["lastExecutionTime"].as_str().unwrap()[..10], *"2026-11-10");
    let statuses = runs(examples::DISABLED_TASK).await;
    assert_eq!((statuses.len(), &statuses[..3]), (10, &["FAILED", "FAILED", "SUCCESS"].map(str::to_string)[..]));
    let never = info(examples::SET_TIME_TASK).await;
    assert_eq!((&never["enabled"], &never["setting"]["executionStrategy"]), (&json!(true), &json!("SPECIFIED_TIME")));
    for field in ["lastExecutionStatus", "lastExecutionTime", "nextExecutionTime"] {
        assert_eq!(never[field], Value::Null, "{field}");
    }
    assert_eq!(info(examples::PATTERN_TASK).await["name"], examples::PATTERN_NAME);
}
