//! Fault injection, the control page, and the recording of requests.

mod common;

use axum::body::Body;
use axum::http::Request;
use common::{ROOT, frozen_demo, get};
use http_body_util::BodyExt;
use replica_log_demo::{Endpoint, Fault, FaultResponse, RequestMatcher, examples};
use std::collections::HashSet;
use std::time::Duration;
use tower::ServiceExt;

fn overview() -> String {
    format!("{ROOT}/overview/{}", examples::nightly_failed())
}

#[tokio::test]
async fn each_error_status_has_the_code_of_the_service() {
    let demo = frozen_demo();
    for (status, code) in
        [(400, 250_131), (401, 250_114), (403, 250_113), (404, 250_130), (405, 250_112), (429, 250_129), (500, 250_102)]
    {
        demo.faults().clear();
        demo.faults().add(Fault::new(RequestMatcher::Any, FaultResponse::Status(status)));
        let mut messages = HashSet::new();
        for language in ["en", "zh-CN", "ja"] {
            let response = get(&demo, &overview(), &[("accept-language", language)]).await;
            assert_eq!(response.status, status);
            let body = response.json();
            assert_eq!(body["code"], code);
            assert_eq!(body["traceId"].as_str(), response.header("x-bkrepo-rid"));
            assert_eq!(response.header("x-bkrepo-time-zone"), Some("+0800"));
            assert_eq!(response.header("www-authenticate"), (status == 401).then_some("Basic"));
            assert_eq!(response.header("retry-after"), None);
            messages.insert(body["message"].as_str().unwrap().to_string());
        }
        assert_eq!(messages.len(), 3, "{status}");
    }
}

#[tokio::test]
async fn errors_from_in_front_of_the_service_have_bodies_of_their_own() {
    let demo = frozen_demo();
    for (response, status, fixture) in [
        (FaultResponse::Gateway(401), 401, include_str!("../../tests/fixtures/gateway-401.json")),
        (FaultResponse::Status(440), 440, include_str!("../../tests/fixtures/gateway-440.json")),
    ] {
        demo.faults().clear();
        demo.faults().add(Fault::new(RequestMatcher::Any, response));
        let response = get(&demo, &overview(), &[]).await;
        assert_eq!(response.status, status);
        assert_eq!(response.json(), serde_json::from_str::<serde_json::Value>(fixture).unwrap());
        assert_eq!((response.header("www-authenticate"), response.header("x-bkrepo-rid")), (None, None));
    }
    for (status, content_type) in [(502, "text/html"), (503, "application/json"), (504, "text/html")] {
        demo.faults().clear();
        demo.faults().add(Fault::new(RequestMatcher::Any, FaultResponse::Status(status)));
        let response = get(&demo, &overview(), &[]).await;
        assert_eq!((response.status.as_u16(), response.header("content-type")), (status, Some(content_type)));
    }
}

#[tokio::test]
async fn a_fault_affects_only_matching_requests_and_stops_after_its_count() {
    let demo = frozen_demo();
    let faults = demo.faults();
    faults.add(Fault::new(Endpoint::Overview, FaultResponse::Status(500)).times(2));
    faults.add(Fault::new("/detail/page/", FaultResponse::Status(403)).when("pageNumber=2"));
    let record = examples::nightly_failed();
    assert_eq!(get(&demo, &format!("{ROOT}/{record}"), &[]).await.status, 200);
    assert_eq!(get(&demo, &overview(), &[]).await.status, 500);
    assert_eq!(get(&demo, &overview(), &[]).await.status, 500);
    assert_eq!(get(&demo, &overview(), &[]).await.status, 200);
    let page = format!("{ROOT}/detail/page/{record}?pageSize=5&pageNumber=");
    assert_eq!(get(&demo, &format!("{page}1"), &[]).await.status, 200);
    assert_eq!(get(&demo, &format!("{page}2"), &[]).await.status, 403);
    faults.clear();
    assert_eq!(get(&demo, &format!("{page}2"), &[]).await.status, 200);
}

#[tokio::test]
async fn every_fault_breaks_the_response_as_described() {
    let demo = frozen_demo();
    let normal = get(&demo, &overview(), &[]).await.body;
    let set = |response| {
        demo.faults().clear();
        demo.faults().add(Fault::new(RequestMatcher::Any, response));
    };
    set(FaultResponse::RetryAfter(7));
    let response = get(&demo, &overview(), &[]).await;
    assert_eq!((response.status.as_u16(), response.header("retry-after")), (429, Some("7")));

    set(FaultResponse::Html);
    let response = get(&demo, &overview(), &[]).await;
    assert_eq!(response.status, 200);
    assert!(response.header("content-type").unwrap().starts_with("text/html"));

    for broken in [FaultResponse::NotJson, FaultResponse::Truncated] {
        set(broken.clone());
        let response = get(&demo, &overview(), &[]).await;
        assert_eq!(response.status, 200);
        assert_eq!(response.header("content-type"), Some("application/json"));
        assert!(serde_json::from_slice::<serde_json::Value>(&response.body).is_err());
        if broken == FaultResponse::Truncated {
            assert_eq!(response.body.len(), normal.len() / 2);
        }
    }

    set(FaultResponse::Envelope { code: 250_999, message: "忙".into() });
    let response = get(&demo, &overview(), &[]).await;
    assert_eq!(response.status, 200);
    assert_eq!(response.json()["code"], 250_999);
    assert_eq!(response.json()["message"], "忙");

    set(FaultResponse::Body("{\"code\":0,\"data\":\"<b>\"}".into()));
    let response = get(&demo, &overview(), &[]).await;
    assert_eq!((response.status.as_u16(), response.header("content-type")), (200, Some("application/json")));
    assert_eq!(response.json()["data"], "<b>");

    set(FaultResponse::Redirect("https://sso.example.com/login".into()));
    let response = get(&demo, &overview(), &[]).await;
    assert_eq!((response.status.as_u16(), response.header("location")), (302, Some("https://sso.example.com/login")));
    assert_eq!(response.header("x-bkrepo-rid"), None);

    for status in [200, 204, 304] {
        set(FaultResponse::Empty(status));
        let response = get(&demo, &overview(), &[]).await;
        assert_eq!((response.status.as_u16(), response.body.len()), (status, 0));
    }

    set(FaultResponse::Drop);
    let request = Request::get(overview()).body(Body::empty()).unwrap();
    assert!(demo.router().oneshot(request).await.unwrap().into_body().collect().await.is_err());

    set(FaultResponse::Cut);
    let request = Request::get(overview()).body(Body::empty()).unwrap();
    let response = demo.router().oneshot(request).await.unwrap();
    assert_eq!(response.headers()["content-length"], normal.len().to_string());
    assert!(response.into_body().collect().await.is_err());
}

#[tokio::test(start_paused = true)]
async fn responses_can_be_delayed_or_never_complete() {
    let demo = frozen_demo();
    demo.faults().add(Fault::new(RequestMatcher::Any, FaultResponse::Genuine).delay(Duration::from_secs(2)).times(1));
    let start = tokio::time::Instant::now();
    assert_eq!(get(&demo, &overview(), &[]).await.status, 200);
    assert_eq!(start.elapsed().as_secs(), 2);
    demo.faults().add(Fault::new(RequestMatcher::Any, FaultResponse::Hang));
    let path = overview();
    let pending = tokio::time::timeout(Duration::from_secs(3_600), get(&demo, &path, &[]));
    assert!(pending.await.is_err());
}

#[tokio::test(start_paused = true)]
async fn bodies_can_trickle_or_fall_silent() {
    let demo = frozen_demo();
    let normal = get(&demo, &overview(), &[]).await.body;
    demo.faults().add(Fault::new(RequestMatcher::Any, FaultResponse::Trickle(Duration::from_secs(5))).times(1));
    let start = tokio::time::Instant::now();
    assert_eq!(get(&demo, &overview(), &[]).await.body.len(), normal.len());
    assert_eq!(start.elapsed().as_secs(), 40);
    demo.faults().add(Fault::new(RequestMatcher::Any, FaultResponse::Stall));
    let path = overview();
    let pending = tokio::time::timeout(Duration::from_secs(3_600), get(&demo, &path, &[]));
    assert!(pending.await.is_err());
}

#[tokio::test]
async fn requests_are_recorded_as_sent() {
    let demo = frozen_demo();
    let path = format!("{ROOT}/detail/page/{}?artifactName=%E5%88%B6", examples::ODD_RECORD);
    get(&demo, &path, &[("x-bkrepo-time-zone", "UTC")]).await;
    get(&demo, "/demo", &[]).await;
    let recorded = demo.requests();
    assert_eq!(recorded.len(), 1);
    assert_eq!(recorded[0].method, "GET");
    assert_eq!(recorded[0].path, format!("{ROOT}/detail/page/{}", examples::ODD_RECORD));
    assert_eq!(recorded[0].query, "artifactName=%E5%88%B6");
    assert_eq!(recorded[0].header("X-BKREPO-TIME-ZONE"), Some("UTC"));
    demo.clear_requests();
    assert!(demo.requests().is_empty());
}

#[tokio::test]
async fn the_control_page_sets_and_clears_faults() {
    let demo = frozen_demo();
    let page = get(&demo, "/demo", &[]).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains(examples::BULK_RECORD));
    let set = get(&demo, "/demo/faults?on=overview&response=500&delay=0&times=3", &[]).await;
    assert_eq!((set.status.as_u16(), set.header("location")), (303, Some("/demo")));
    assert_eq!(demo.faults().list()[0].times, Some(3));
    assert_eq!(get(&demo, &overview(), &[]).await.status, 500);
    get(&demo, "/demo/faults/clear", &[]).await;
    assert!(demo.faults().list().is_empty());
    get(&demo, "/demo/faults?response=gateway&status=503", &[]).await;
    assert_eq!(demo.faults().list()[0].response, FaultResponse::Gateway(503));
    let invalid = get(&demo, "/demo/faults?response=%3Cb%3E", &[]).await;
    assert_eq!(invalid.status, 400);
    assert!(invalid.text().contains("&lt;b&gt;") && !invalid.text().contains("<b>"));
}
