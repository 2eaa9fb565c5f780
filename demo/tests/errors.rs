//! Error responses of the service: status, code and message of each case.

mod common;

use axum::body::Body;
use axum::http::Request;
use common::{ROOT, data, frozen_demo, frozen_demo_with, get};
use http_body_util::BodyExt;
use replica_log_demo::{Options, examples};
use serde_json::{Value, json};
use tower::ServiceExt;

#[tokio::test]
async fn invalid_requests_are_rejected_with_their_status_and_code() {
    let demo = frozen_demo();
    let old = frozen_demo_with(Options { old_server: true, ..Options::default() });
    let (task, record) = (examples::NIGHTLY_TASK, examples::ODD_RECORD);
    let tasks = "/replication/api/task/page/demo";
    for (path, status, code, old_status) in [
        (format!("{ROOT}/page/{task}?pageNumber=abc"), 400, 250_131, 500),
        (format!("{ROOT}/page/{task}?pageNumber=99999999999"), 400, 250_131, 500),
        (format!("{ROOT}/page/{task}?status=DONE"), 400, 250_131, 500),
        (format!("{ROOT}/detail/page/{record}?status=A_STATUS_OF_TOMORROW"), 400, 250_131, 500),
        (format!("{tasks}?sortType=NAME"), 400, 250_131, 500),
        (format!("{tasks}?enabled=maybe"), 400, 250_131, 500),
        (format!("{ROOT}/page/{task}?pageSize=0"), 500, 250_102, 500),
        (format!("{ROOT}/detail/page/{record}?pageSize=-1"), 500, 250_102, 500),
        (format!("{ROOT}/nobody"), 400, 250_310, 400),
        ("/replication/api/task/info/nobody".into(), 400, 250_310, 400),
        ("/replication/api/task/detail/nobody".into(), 400, 250_310, 400),
        (format!("{ROOT}/"), 404, 250_130, 404),
        (format!("{ROOT}/{record}/"), 404, 250_130, 404),
        (format!("{ROOT}/a/b/c/d"), 404, 250_130, 404),
        ("/replication/api/task/records".into(), 404, 250_130, 404),
        ("/wrong/replication/api/task/record/x".into(), 404, 250_130, 404),
    ] {
        let response = get(&demo, &path, &[]).await;
        assert_eq!((response.status.as_u16(), response.json()["code"].as_i64()), (status, Some(code)), "{path}");
        assert_eq!(response.json()["data"], Value::Null);
        assert_eq!(get(&old, &path, &[]).await.status, old_status, "{path}");
    }
}

#[tokio::test]
async fn other_methods_are_rejected() {
    let request = Request::post(format!("{ROOT}/{}", examples::ODD_RECORD)).body(Body::empty()).unwrap();
    let response = frozen_demo().router().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 405);
    assert!(response.headers().contains_key("x-bkrepo-rid"));
    let body = response.into_body().collect().await.unwrap().to_bytes();
    let body: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body["code"], 250_112);
}

#[tokio::test]
async fn unknown_ids_have_empty_results_except_for_the_record_itself() {
    for old_server in [false, true] {
        let demo = frozen_demo_with(Options { old_server, ..Options::default() });
        let empty = [json!([]), json!([])];
        assert_eq!([data(&demo, "/list/nobody").await, data(&demo, "/detail/list/nobody").await], empty);
        for path in ["/page/nobody", "/detail/page/nobody"] {
            let page = data(&demo, path).await;
            assert_eq!((&page["records"], &page["totalRecords"]), (&json!([]), &json!(0)), "{path}");
        }
        assert_eq!(data(&demo, "/overview/nobody").await, Value::Null);
        assert_eq!(get(&demo, &format!("{ROOT}/nobody"), &[]).await.status, 400);
    }
}

#[tokio::test]
async fn messages_follow_the_accepted_languages_and_no_cookie() {
    let demo = frozen_demo();
    let path = format!("{ROOT}/x%20y");
    let message = async |headers: &[(&str, &str)]| get(&demo, &path, headers).await.json()["message"].clone();
    let chinese = "任务[x y]未找到";
    for (languages, expected) in [
        ("zh-CN", chinese),
        ("zh-TW,zh;q=0.9", chinese),
        ("fr, en-US;q=0.8, zh;q=0.5", "Task [x y] not found"),
        ("ja", "タスク[x y]が見つかりません"),
        ("fr", chinese),
    ] {
        assert_eq!(message(&[("accept-language", languages)]).await, expected, "{languages}");
    }
    assert_eq!(message(&[]).await, chinese);
    let cookie = [("accept-language", "en"), ("cookie", "a=b; blueking_language=zh-cn")];
    assert_eq!(message(&cookie).await, "Task [x y] not found");
}

#[tokio::test]
async fn error_bodies_equal_the_recorded_ones() {
    let demo = frozen_demo();
    for (path, languages, fixture) in [
        (format!("{ROOT}/0123"), "zh-CN", include_str!("../../tests/fixtures/server-error-not-found.json")),
        (format!("{ROOT}/a/b/c"), "en", include_str!("../../tests/fixtures/server-error-wrong-path.json")),
    ] {
        let response = get(&demo, &path, &[("accept-language", languages)]).await;
        let mut expected: Value = serde_json::from_str(fixture).unwrap();
        expected["traceId"] = response.header("x-bkrepo-rid").into();
        assert_eq!(response.json(), expected);
    }
}
