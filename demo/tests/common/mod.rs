//! Helpers for requests to an instance without a network.
#![allow(dead_code, reason = "not every test file needs every helper")]

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use replica_log_demo::{Demo, Options};
use serde_json::Value;
use tower::ServiceExt;

pub const ROOT: &str = "/replication/api/task/record";
pub const TASKS: &str = "/replication/api/task";

/// An instance with a fixed reference time and a frozen clock.
pub fn frozen_demo() -> Demo {
    frozen_demo_with(Options::default())
}

pub fn frozen_demo_with(options: Options) -> Demo {
    let demo = Demo::new(Options { now: Some("2026-11-22T02:00:00Z".parse().unwrap()), ..options });
    demo.clock().freeze_at_start();
    demo
}

pub struct TestResponse {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl TestResponse {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

pub async fn get(demo: &Demo, path: &str, headers: &[(&str, &str)]) -> TestResponse {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).unwrap();
    let response = demo.router().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    TestResponse {
        status: parts.status,
        headers: parts.headers,
        body: body.collect().await.unwrap().to_bytes().to_vec(),
    }
}

/// The `data` member of a successful response to a path below [`ROOT`].
pub async fn data(demo: &Demo, path: &str) -> Value {
    data_at(demo, &format!("{ROOT}{path}")).await
}

/// The `data` member of a successful response.
pub async fn data_at(demo: &Demo, path: &str) -> Value {
    let response = get(demo, path, &[]).await;
    assert_eq!(response.status, StatusCode::OK, "{path}: {}", response.text());
    let mut body = response.json();
    assert_eq!(body["code"], 0);
    assert_eq!(body["message"], Value::Null);
    assert!(body["traceId"].is_string());
    body["data"].take()
}

pub fn string_fields(rows: &Value, field: &str) -> Vec<String> {
    let rows = rows.as_array().unwrap();
    let text = |row: &Value| row[field].as_str().unwrap_or("null").to_string();
    rows.iter().map(text).collect()
}

/// The `data` member of a fixture.
pub fn fixture_data(body: &str) -> Value {
    serde_json::from_str::<Value>(body).unwrap()["data"].take()
}

/// Asserts that two values have the same members, recursively. Null stands for any value, and the first element of an
/// array for all of them.
pub fn assert_same_shape(actual: &Value, fixture: &Value) {
    match (actual, fixture) {
        (Value::Object(actual), Value::Object(fixture)) => {
            let (names, expected): (Vec<_>, Vec<_>) = (actual.keys().collect(), fixture.keys().collect());
            assert_eq!(names, expected);
            for (name, value) in fixture {
                assert_same_shape(&actual[name], value);
            }
        }
        (Value::Array(actual), Value::Array(fixture)) => {
            for (value, expected) in actual.iter().zip(fixture.first().into_iter().cycle()) {
                assert_same_shape(value, expected);
            }
        }
        (Value::Null, _) | (_, Value::Null) => {}
        _ => assert_eq!(
            std::mem::discriminant(actual),
            std::mem::discriminant(fixture),
            "{actual} is of another type than {fixture}"
        ),
    }
}
