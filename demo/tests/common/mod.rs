//! Asking an instance without a network.
#![allow(dead_code, reason = "not every test file needs every helper")]

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt;
use replica_log_demo::{Demo, Options};
use serde_json::Value;
use tower::ServiceExt;

pub const ROOT: &str = "/replication/api/task/record";

/// An instance at a fixed moment, whose clock moves only when it is pushed.
pub fn still() -> Demo {
    still_with(Options::default())
}

pub fn still_with(options: Options) -> Demo {
    let demo = Demo::new(Options { now: Some("2026-11-22T02:00:00Z".parse().unwrap()), ..options });
    demo.clock().hold();
    demo
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
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

pub async fn ask(demo: &Demo, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).unwrap();
    let response = demo.router().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    Answer { status: parts.status, headers: parts.headers, body: body.collect().await.unwrap().to_bytes().to_vec() }
}

/// The envelope's data, of an answer that must be a success.
pub async fn data(demo: &Demo, path: &str) -> Value {
    let answer = ask(demo, &format!("{ROOT}{path}"), &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
    let mut body = answer.json();
    assert_eq!(body["code"], 0);
    assert_eq!(body["message"], Value::Null);
    assert!(body["traceId"].is_string());
    body["data"].take()
}

pub fn texts(rows: &Value, field: &str) -> Vec<String> {
    let rows = rows.as_array().unwrap();
    let text = |row: &Value| row[field].as_str().unwrap_or("null").to_string();
    rows.iter().map(text).collect()
}
