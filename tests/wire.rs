//! Decoding of the documented responses, and of responses of older and newer servers.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by a panic")]

use replica_log::api::csv_row::CsvRow;
use replica_log::api::envelope::{HttpResponse, decode};
use replica_log::api::error::{Error, ErrorKind};
use replica_log::api::field::Field;
use replica_log::api::wire::{Detail, Overview, Page, Record, RecordInfo, Row, TaskInfo};
use replica_log::model::enums::{
    ConflictStrategy, ErrorStrategy, ExecuteType, ExecutionStrategy, ObjectType, ReplicaType, Status,
};
use replica_log::model::time::date_and_time;
use replica_log::model::totals::{Difference, totals};
use serde::de::DeserializeOwned;

fn read<T: DeserializeOwned>(status: u16, body: &str) -> Result<(T, Option<String>), Error> {
    decode(HttpResponse { status, body, retry_after: None })
}

fn ok<T: DeserializeOwned>(body: &str) -> T {
    read(200, body).unwrap().0
}

#[test]
fn the_documented_record_is_decoded() {
    let info: RecordInfo = ok(include_str!("fixtures/document-record.json"));
    assert_eq!(info.replica_object_type.cloned(), Some(ObjectType::Repository));
    assert_eq!(info.replica_type, Field::Missing);
    let record = info.record;
    assert_eq!(record.id.as_received(), "609b573d53ccce752bf9b860");
    assert_eq!(record.task_key.as_deref(), Some("651095dfe0524ce9b3ab53d13532361c"));
    assert_eq!(record.status.cloned(), Some(Status::Success));
    assert_eq!(record.start_time.known().map(|time| time.as_str()), Some("2021-05-12T12:19:08.813"));
    assert_eq!(date_and_time(record.end_time.known().unwrap().local().unwrap()), "2021-05-12 12:19:37");
    assert!(record.error_reason.is_missing() && record.replicated_bytes.is_missing());
    assert!(record.replica_overview.is_missing());
}

#[test]
fn the_documented_list_of_records_is_decoded() {
    let rows: Vec<Row<Record>> = ok(include_str!("fixtures/document-record-list.json"));
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].id.as_received(), "609b573d53ccce752bf9b860");
}

#[test]
fn the_documented_page_of_records_is_decoded() {
    let page: Page<Record> = ok(include_str!("fixtures/document-record-page.json"));
    assert_eq!(page.total(), 8);
    assert_eq!(page.rows()[0].status.cloned(), Some(Status::Success));
}

#[test]
fn the_documented_page_of_details_is_decoded() {
    let page: Page<Detail> = ok(include_str!("fixtures/document-detail-page.json"));
    assert_eq!(page.total(), 2);
    let detail = &page.rows()[0];
    assert_eq!(detail.artifact_name.as_deref(), Some("/bkrepo.op.conf.bak"));
    assert_eq!(detail.version, Field::Missing);
    assert_eq!(detail.conflict_strategy.cloned(), Some(ConflictStrategy::Skip));
    assert_eq!(detail.size.copied(), Some(646));
    assert_eq!(detail.sha256.as_deref().map(str::len), Some(64));
    assert_eq!((detail.local_cluster.as_deref(), detail.remote_cluster.as_deref()), (Some("center"), Some("dev")));
    assert_eq!((detail.local_repo_name.as_deref(), detail.repo_type.as_deref()), (Some("generic"), Some("GENERIC")));
    assert_eq!(detail.error_reason.as_deref(), Some(""));
    assert!(!detail.is_historical());
    assert_eq!(detail.progress.known().unwrap().total_size.copied(), Some(0));
}

#[test]
fn the_documented_historical_detail_is_decoded() {
    let rows: Vec<Row<Detail>> = ok(include_str!("fixtures/document-detail-list.json"));
    let detail = &rows[0];
    assert!(detail.is_historical());
    let package = detail.package_constraint.known().unwrap();
    assert_eq!(package.package_key.as_deref(), Some("npm://helloworld"));
    assert_eq!(package.versions.as_deref(), Some(["1.1.0".to_owned(), "1.3.0".to_owned()].as_slice()));
    let progress = detail.progress.known().unwrap();
    let counts = [&progress.success, &progress.skip, &progress.failed].map(Field::copied);
    assert_eq!(counts, [Some(10), Some(0), Some(0)]);
    assert_eq!((progress.total_size.copied(), &progress.conflict), (Some(100), &Field::Missing));
}

#[test]
fn an_overview_is_decoded_and_null_for_an_older_record() {
    let overview: Option<Overview> = ok(include_str!("fixtures/document-overview.json"));
    assert_eq!(overview.map(|it| [it.success, it.failed, it.conflict]), Some([0, 0, 0].map(Field::Known)));
    let (overview, trace_id) =
        read::<Option<Overview>>(200, include_str!("fixtures/document-overview-historical.json")).unwrap();
    assert_eq!(overview, None);
    assert_eq!(trace_id.as_deref(), Some("3df4fdf97a77684e352fd17973064ece"));
}

#[test]
fn a_record_of_a_newer_server_is_decoded() {
    let info: RecordInfo = ok(include_str!("fixtures/server-2026-record.json"));
    assert_eq!(info.replica_type.cloned(), Some(ReplicaType::RunOnce));
    assert!(info.record.is_running());
    assert_eq!(info.record.total_bytes.copied(), Some(i64::MAX));
    let overview = info.record.replica_overview.known().unwrap();
    let counts = [&overview.conflict, &overview.file_success, &overview.file_failed].map(Field::copied);
    assert_eq!(counts, [Some(3), Some(40), Some(2)]);
}

#[test]
fn details_of_a_newer_server_are_decoded_and_unknown_values_kept() {
    let page: Page<Detail> = ok(include_str!("fixtures/server-2026-detail-page.json"));
    let [failed, unknown, historical] = page.rows() else { panic!("three rows") };

    assert_eq!(failed.size.copied(), Some(9_007_199_254_740_993), "beyond what a JavaScript number holds");
    assert_eq!(failed.artifact_name.as_deref(), Some("cargo://libstdc++[x]"));
    assert_eq!(failed.execute_type.cloned(), Some(ExecuteType::Delta));
    assert!(failed.error_reason.as_deref().unwrap().ends_with("<b>not markup</b>"));
    assert!(failed.start_time.known().unwrap().local().is_some());

    assert_eq!(unknown.status.cloned(), Some(Status::Other("A_STATUS_OF_TOMORROW".into())));
    assert_eq!(unknown.conflict_strategy.cloned(), Some(ConflictStrategy::Other("A_STRATEGY_OF_TOMORROW".into())));
    assert_eq!(unknown.repo_type.as_deref(), Some("A_TYPE_OF_TOMORROW"));
    assert!(unknown.json().contains(r#""aFieldOfTomorrow": { "nested": [1, 2, 3] }"#), "a row's JSON is whole");

    assert!(historical.is_historical());
    assert_eq!(historical.progress.known().unwrap().total_size.copied(), Some(104_857_600));
}

#[test]
fn a_task_is_decoded_without_its_account_names() {
    let body = include_str!("fixtures/server-2026-task-info.json");
    let task: TaskInfo = ok(body);
    assert_eq!(task.last_execution_time.known().map(|time| time.as_str()), Some("2026-11-20T01:30:00.012"));
    assert!(body.contains("admin") && !format!("{task:?}").contains("admin"));
    for (data, missing) in
        [(r#"{"lastExecutionTime":null}"#, true), ("{}", true), (r#"{"lastExecutionTime":[]}"#, false)]
    {
        let task: TaskInfo = ok(&format!(r#"{{"code":0,"data":{data}}}"#));
        assert_eq!(task.last_execution_time.is_missing(), missing, "{data}");
    }
    for data in ["null", "[]", "[null]", r#""x""#] {
        let error = read::<TaskInfo>(200, &format!(r#"{{"code":0,"data":{data}}}"#)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Undocumented, "{data}");
    }
}

#[test]
fn the_tasks_of_a_project_are_decoded() {
    let page: Page<TaskInfo> = ok(include_str!("fixtures/server-2026-task-page.json"));
    assert_eq!(page.total(), 2);
    let [nightly, mirror] = page.rows() else { panic!("two rows") };
    assert_eq!((nightly.key.as_received(), nightly.name.as_deref()), (KEY, Some("nightly-release")));
    assert_eq!((nightly.project_id.as_deref(), nightly.targets()), (Some("demo"), vec!["edge-beijing"]));
    assert_eq!(nightly.replica_object_type.cloned(), Some(ObjectType::Repository));
    let setting = nightly.setting.known().unwrap();
    assert_eq!(setting.conflict_strategy.cloned(), Some(ConflictStrategy::Skip));
    assert_eq!(setting.error_strategy.cloned(), Some(ErrorStrategy::Continue));
    assert_eq!(setting.execution_strategy.cloned(), Some(ExecutionStrategy::CronExpression));
    let plan = setting.execution_plan.known().unwrap();
    assert_eq!((plan.cron_expression.as_deref(), plan.execute_time.is_missing()), (Some("0 30 1 * * ?"), true));
    assert_eq!(nightly.last_execution_status.cloned(), Some(Status::Success));
    assert_eq!(nightly.next_execution_time.known().map(|time| time.as_str()), Some("2026-11-21T01:30:00"));
    assert_eq!((nightly.enabled.copied(), nightly.record.copied()), (Some(true), Some(true)));
    assert_eq!(nightly.record_reserve_days.copied(), Some(30));
    assert_eq!(nightly.created_date.as_deref(), Some("2026-01-05T10:00:00.123"));
    assert!(!nightly.is_continuous() && !nightly.is_running());
    assert!(mirror.is_continuous() && !mirror.is_running(), "its status is always RUNNING");
}

const KEY: &str = "3f8a1c5e7b2d4096a1e4c7f20b95d863";

#[test]
fn only_a_task_whose_executions_end_is_running() {
    for (fields, is_running) in [
        (r#""replicaType":"SCHEDULED","lastExecutionStatus":"RUNNING""#, true),
        (r#""replicaType":"RUN_ONCE","lastExecutionStatus":"RUNNING""#, true),
        (r#""lastExecutionStatus":"RUNNING""#, true),
        (r#""replicaType":"FEDERATION","lastExecutionStatus":"RUNNING""#, false),
        (r#""replicaType":"SCHEDULED","lastExecutionStatus":"FAILED""#, false),
        (r#""replicaType":"SCHEDULED""#, false),
    ] {
        let task: TaskInfo = ok(&format!(r#"{{"code":0,"data":{{{fields}}}}}"#));
        assert_eq!(task.is_running(), is_running, "{fields}");
    }
}

/// A row with a secret in every place where there can be one: each contains `SECRET`.
const TASK_WITH_SECRETS: &str = r#"{"createdBy":"SECRET-1","key":"k","lastModifiedBy":"SECRET-2","name":"nightly",
    "accessKey":"SECRET-3","remoteClusters":[
        {"username":"SECRET-4","id":"1","accessKey":"SECRET-5","name":"edge-a","appId":"SECRET-6"},
        {"name":"edge-b","certificate":"SECRET-7","url":"https://SECRET-8@edge","detail":{"name":"SECRET-9"}}],
    "setting":{"username":"SECRET-10","executionPlan":{"cronExpression":"0 0 1 * * ?","\u0075sername":"SECRET-11"},
        "conflictStrategy":"SKIP"},
    "description":{"username":"SECRET-12"},"enabled":[{"key":"SECRET-13"}],"projectId":[["SECRET-14"]],
    "created\u0042y":"SECRET-15","remoteClusters2":[{"name":"SECRET-16"}],"Name":"SECRET-17",
    "lastExecutionTime":{"lastModifiedBy":"SECRET-18"},"recordReserveDays":{"key":"SECRET-19"}}"#;

#[test]
fn a_row_of_tasks_keeps_no_account_name_and_no_credentials() {
    let body = format!(r#"{{"code":0,"data":{{"totalRecords":1,"records":[{TASK_WITH_SECRETS}]}}}}"#);
    let page: Page<TaskInfo> = ok(&body);
    let row = &page.rows()[0];
    assert_eq!(
        row.json(),
        r#"{"key":"k","name":"nightly","projectId":[[]],"setting":{"conflictStrategy":"SKIP","executionPlan":{"cronExpression":"0 0 1 * * ?"}},"remoteClusters":[{"id":"1","name":"edge-a"},{"name":"edge-b"}],"description":{},"lastExecutionTime":{},"enabled":[{}],"recordReserveDays":{}}"#
    );
    assert!(!format!("{page:?}").contains("SECRET"), "{page:?}");
    let cells = row.cells(&|time| time.as_str().to_owned(), "");
    assert!(!cells.iter().any(|cell| cell.contains("SECRET")), "{cells:?}");
    assert_eq!((row.name.as_deref(), row.targets()), (Some("nightly"), vec!["edge-a", "edge-b"]));
    let task: TaskInfo = ok(&format!(r#"{{"code":0,"data":{TASK_WITH_SECRETS}}}"#));
    assert!(!format!("{task:?}").contains("SECRET"), "{task:?}");
    assert_eq!((task.description.odd(), task.enabled.odd()), (Some("{}"), Some("[{}]")));
}

#[test]
fn a_repeated_member_of_a_task_hides_nothing() {
    let clusters = |name: &str| format!(r#"[{{"name":"{name}","accessKey":"SECRET"}}]"#);
    let body = format!(
        r#"{{"code":0,"data":{{"records":[{{"key":"a","key":"b","remoteClusters":{},"remoteClusters":{}}}]}}}}"#,
        clusters("one"),
        clusters("two"),
    );
    let page: Page<TaskInfo> = ok(&body);
    assert_eq!(page.rows()[0].json(), r#"{"key":"b","remoteClusters":[{"name":"two"}]}"#);
}

#[test]
fn an_odd_task_does_not_affect_the_rest_of_the_page() {
    let page: Page<TaskInfo> = ok(r#"{"code":0,"data":{"totalRecords":5,"records":[{"key":"a"},{},{"key":null},
        {"key":7,"name":5,"remoteClusters":"edge","setting":[],"enabled":"yes"},
        {"key":"b","remoteClusters":[7],"setting":{"executionPlan":"daily"},"name":"cut \ud83d"}]}}"#);
    let keys: Vec<&str> = page.rows().iter().map(|row| row.key.as_received()).collect();
    assert_eq!(keys, ["a", "", "", "7", "b"]);
    let [.., odd, last] = page.rows() else { panic!("five rows") };
    assert_eq!((odd.name.odd(), odd.setting.odd(), odd.enabled.odd()), (Some("5"), Some("[]"), Some(r#""yes""#)));
    assert_eq!((odd.remote_clusters.odd(), odd.targets()), (Some(r#""edge""#), Vec::new()));
    assert_eq!((last.remote_clusters.odd(), last.name.as_deref()), (Some("[7]"), Some("cut \u{fffd}")));
    assert_eq!(last.setting.known().unwrap().execution_plan.odd(), Some(r#""daily""#));
    for row in ["7", "null", "[]", r#"["k"]"#, r#""k""#] {
        let body = format!(r#"{{"code":0,"data":{{"records":[{row}]}}}}"#);
        let page: Page<TaskInfo> = ok(&body);
        assert_eq!(page.rows()[0].unreadable(), Some(row), "{row}");
    }
}

#[test]
fn an_unknown_task_is_not_found() {
    let error = read::<TaskInfo>(400, include_str!("fixtures/server-error-not-found.json")).unwrap_err();
    assert_eq!((error.kind(), error.is_transient()), (ErrorKind::NotFound, false));
    assert_eq!(error.trace_id.as_deref(), Some("0af7651916cd43dd8448eb211c80319c"));
}

#[test]
fn an_html_page_of_a_gateway_is_a_transient_error() {
    let error = read::<Page<Record>>(502, include_str!("fixtures/gateway-502.html")).unwrap_err();
    assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Gateway, true));
}

#[test]
fn an_error_of_the_gateway_is_classified_by_its_own_code() {
    for (status, body, kind) in [
        (401, include_str!("fixtures/gateway-401.json"), ErrorKind::SignIn),
        (200, include_str!("fixtures/gateway-401.json"), ErrorKind::SignIn),
        // `data` is a number.
        (440, include_str!("fixtures/gateway-440.json"), ErrorKind::AppRefused),
        (200, include_str!("fixtures/gateway-440.json"), ErrorKind::AppRefused),
        (503, r#"{"code":503,"data":"","message":"后台正在部署中，请稍后。","traceId":null}"#, ErrorKind::Gateway),
    ] {
        let error = read::<Page<Record>>(status, body).unwrap_err();
        assert_eq!((error.kind(), error.trace_id.as_deref()), (kind, None), "{body}");
        assert!(error.message.is_some(), "{body}");
    }
}

#[test]
fn the_records_of_a_server_of_2026_report_no_bytes() {
    for body in [
        include_str!("fixtures/server-2026-record-failed.json"),
        include_str!("fixtures/server-2026-record-real-time.json"),
        include_str!("fixtures/server-2026-record-running.json"),
        include_str!("fixtures/server-2026-record-skipped.json"),
    ] {
        let record = ok::<RecordInfo>(body).record;
        assert_eq!(record.replicated_bytes.copied(), Some(0));
        assert_eq!(record.reported_bytes(), None);
    }
}

#[test]
fn a_wrong_path_is_not_an_unknown_task() {
    for status in [404, 200] {
        let error = read::<Page<Record>>(status, include_str!("fixtures/server-error-wrong-path.json")).unwrap_err();
        assert_eq!((error.kind(), error.is_transient()), (ErrorKind::WrongPath, false));
        assert_eq!(error.trace_id.as_deref(), Some("6c4376c1f002127e9444d9897d0ee7ce"));
    }
}

#[test]
fn an_overview_is_missing_while_an_execution_runs_and_counts_skipped_artifacts_twice_afterwards() {
    let running: RecordInfo = ok(include_str!("fixtures/server-2026-record-running.json"));
    assert!(running.record.is_running() && running.record.replica_overview.is_missing());
    let ended: RecordInfo = ok(include_str!("fixtures/server-2026-record-skipped.json"));
    let reported = ended.record.replica_overview.known().unwrap().reported();
    let totals = totals(Some(reported), Some(10_000), Some((0, 0)), false);
    assert_eq!((totals.succeeded, totals.failed, totals.conflicts), (Some(10_000), Some(0), Some(10_000)));
    assert_eq!(totals.difference, Some(Difference::SkippedTwice));
}

#[test]
fn a_real_time_task_is_continuous() {
    let info: RecordInfo = ok(include_str!("fixtures/server-2026-record-real-time.json"));
    assert!(info.replica_type.known().unwrap().is_continuous() && info.record.is_running());
}

#[test]
fn the_reason_of_a_failure_can_be_missing() {
    let failed: RecordInfo = ok(include_str!("fixtures/server-2026-record-failed.json"));
    assert_eq!(failed.record.failure(), Some("部分数据同步失败 edge-beijing:connect timed out\n"));
    let detail = |fields: &str| ok::<Detail>(&format!(r#"{{"code":0,"data":{{"id":"d",{fields}}}}}"#));
    for (fields, reason) in [
        (r#""status":"FAILED","errorReason":"""#, Some("")),
        (r#""status":"FAILED","errorReason":"\n""#, Some("")),
        (r#""status":"FAILED""#, Some("")),
        (r#""status":"SUCCESS","errorReason":"""#, None),
        (r#""status":"RUNNING","errorReason":null"#, None),
        (r#""status":"SUCCESS","errorReason":"a warning""#, Some("a warning")),
    ] {
        assert_eq!(detail(fields).failure(), reason, "{fields}");
    }
}

#[test]
fn a_detail_with_a_path_only_is_no_transfer() {
    for (fields, is_path_only) in [
        (r#""artifactName":"/a""#, true),
        (r#""artifactName":"/a","size":null,"sha256":null,"version":null"#, true),
        (r#""artifactName":"/a","size":0"#, false),
        (r#""artifactName":"a","version":"1.0""#, false),
        (r#""pathConstraint":{"path":"/a"}"#, false),
    ] {
        let detail: Detail = ok(&format!(r#"{{"code":0,"data":{{"id":"d",{fields}}}}}"#));
        assert_eq!(detail.is_path_only(), is_path_only, "{fields}");
    }
}

#[test]
fn a_row_needs_no_field_but_its_id() {
    let page: Page<Detail> = ok(r#"{"code":0,"data":{"records":[{"id":"x"}]}}"#);
    assert_eq!((page.total(), page.rows()[0].id.as_received()), (1, "x"));
    assert_eq!(page.rows()[0].status, Field::Missing);
}

#[test]
fn a_row_without_an_id_keeps_its_other_fields() {
    for (id, received) in [("", ""), (r#""id":null,"#, ""), (r#""id":7,"#, "7")] {
        let page: Page<Detail> = ok(&format!(r#"{{"code":0,"data":{{"records":[{{{id}"status":"FAILED"}}]}}}}"#));
        let row = &page.rows()[0];
        assert_eq!((row.id.as_received(), row.status.cloned()), (received, Some(Status::Failed)));
        assert_eq!(row.is_odd(), received == "7");
    }
}

#[test]
fn a_page_without_rows_is_empty() {
    for data in ["{}", r#"{"records":null}"#, r#"{"records":[],"totalRecords":0}"#] {
        let page: Page<Detail> = ok(&format!(r#"{{"code":0,"data":{data}}}"#));
        assert_eq!((page.total(), page.rows().len()), (0, 0));
    }
}

#[test]
fn the_older_name_of_the_total_is_decoded() {
    let page: Page<Record> = ok(r#"{"code":0,"data":{"count":41,"page":1,"records":[]}}"#);
    assert_eq!(page.total(), 41);
}

#[test]
fn a_field_of_the_wrong_type_does_not_affect_the_rest_of_the_page() {
    let page: Page<Detail> = ok(r#"{"code":0,"data":{"totalRecords":"2","count":true,"records":[
        {"id":"a","size":"646","status":5,"artifactName":"/a","startTime":1700000000000,
         "packageConstraint":{"packageKey":"npm://a","versions":"1.0"},"pathConstraint":["/b"],"progress":[]},
        {"id":"b","size":7,"status":"FAILED"}]}}"#);
    assert_eq!(page.total(), 2);
    let [odd, usual] = page.rows() else { panic!("two rows") };
    assert_eq!((odd.size.odd(), odd.size.copied()), (Some(r#""646""#), None));
    assert_eq!((odd.status.odd(), odd.start_time.odd()), (Some("5"), Some("1700000000000")));
    assert_eq!((odd.id.as_received(), odd.artifact_name.as_deref()), ("a", Some("/a")));
    let package = odd.package_constraint.known().unwrap();
    assert_eq!((package.package_key.as_deref(), package.versions.odd()), (Some("npm://a"), Some(r#""1.0""#)));
    assert_eq!((odd.path_constraint.odd(), odd.progress.odd()), (Some(r#"["/b"]"#), Some("[]")));
    assert!(odd.json().contains(r#""size":"646""#), "as received");
    assert_eq!((usual.size.copied(), usual.status.cloned()), (Some(7), Some(Status::Failed)));
}

#[test]
fn a_record_with_a_field_of_the_wrong_type_is_decoded() {
    let info: RecordInfo = ok(r#"{"code":0,"data":{"replicaObjectType":[],"record":
        {"id":"r","status":null,"totalBytes":1.5,"taskKey":{},"replicaOverview":{"success":"1","failed":2}}}}"#);
    assert_eq!(info.replica_object_type.odd(), Some("[]"));
    assert_eq!((info.record.total_bytes.odd(), info.record.task_key.odd()), (Some("1.5"), Some("{}")));
    assert!(info.record.status.is_missing());
    let overview = info.record.replica_overview.known().unwrap();
    assert_eq!((overview.success.odd(), overview.failed.copied()), (Some(r#""1""#), Some(2)));
}

#[test]
fn a_row_of_which_nothing_is_known_is_not_a_historical_detail() {
    let page: Page<Detail> = ok(r#"{"code":0,"data":{"records":[{},{"id":"x"},{"localRepoName":"npm"}]}}"#);
    let historical: Vec<bool> = page.rows().iter().map(|row| row.is_historical()).collect();
    assert_eq!(historical, [false, false, true]);
}

#[test]
fn an_array_is_not_decoded_as_an_object_by_position() {
    for row in [r#"["x"]"#, r#""x""#] {
        let page: Page<Detail> = ok(&format!(r#"{{"code":0,"data":{{"records":[{row}]}}}}"#));
        assert_eq!((page.rows()[0].unreadable(), page.rows()[0].id.as_received()), (Some(row), ""));
    }
    for data in ["[]", "[7,7,[]]", r#"{"records":{"0":{"id":"x"}}}"#] {
        let error = read::<Page<Detail>>(200, &format!(r#"{{"code":0,"data":{data}}}"#)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Undocumented, "{data}");
    }
    assert_eq!(ok::<Field<Overview>>(r#"{"code":0,"data":[]}"#).odd(), Some("[]"));
    assert!(read::<RecordInfo>(200, r#"{"code":0,"data":{"record":["x"]}}"#).is_err());
    assert!(read::<Option<Overview>>(200, "[0,null,null,null]").is_err());
}

#[test]
fn a_duplicate_field_makes_its_row_unreadable() {
    for row in [r#"{"id":"x","size":1,"size":1}"#, r#"{"id":"x","id":"x"}"#] {
        let page: Page<Detail> = ok(&format!(r#"{{"code":0,"data":{{"records":[{row},{{"id":"y"}}]}}}}"#));
        assert_eq!((page.rows()[0].unreadable(), page.rows()[1].id.as_received()), (Some(row), "y"));
    }
    let page: Page<Detail> = ok(r#"{"code":0,"data":{"records":[{"id":"x","new":1,"new":2}]}}"#);
    assert!(!page.rows()[0].is_odd());
}
