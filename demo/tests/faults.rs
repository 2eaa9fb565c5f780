//! Faults, the page that sets them, and what is remembered of requests.

mod common;

use axum::body::Body;
use axum::http::Request;
use common::{ROOT, ask, still};
use http_body_util::BodyExt;
use replica_log_demo::{Endpoint, Fault, FaultAnswer, On, examples};
use std::time::Duration;
use tower::ServiceExt;

fn overview() -> String {
    format!("{ROOT}/overview/{}", examples::nightly_failed())
}

#[tokio::test]
async fn every_status_has_the_body_it_has_in_life() {
    let demo = still();
    for status in [400, 401, 402, 403, 404, 429, 440, 500] {
        demo.faults().clear();
        demo.faults().add(Fault::new(On::Any, FaultAnswer::Status(status)));
        let answer = ask(&demo, &overview(), &[("accept-language", "en")]).await;
        assert_eq!(answer.status, status);
        let body = answer.json();
        assert_ne!(body["code"], 0);
        assert!(!body["message"].as_str().unwrap().is_empty());
        assert_eq!(body["traceId"].as_str().unwrap().len(), 32);
        let chinese = ask(&demo, &overview(), &[]).await.json();
        assert_ne!(chinese["message"], body["message"], "{status}");
    }
    for status in [502, 503, 504] {
        demo.faults().clear();
        demo.faults().add(Fault::new(On::Any, FaultAnswer::Status(status)));
        let answer = ask(&demo, &overview(), &[]).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("content-type"), Some("text/html"));
        assert!(answer.text().contains("<html>"));
    }
}

#[tokio::test]
async fn a_fault_befalls_only_what_it_names_and_then_stops() {
    let demo = still();
    let faults = demo.faults();
    faults.add(Fault::new(Endpoint::Overview, FaultAnswer::Status(500)).times(2));
    faults.add(Fault::new("/detail/page/", FaultAnswer::Status(403)).when("pageNumber=2"));
    let record = examples::nightly_failed();
    assert_eq!(ask(&demo, &format!("{ROOT}/{record}"), &[]).await.status, 200);
    assert_eq!(ask(&demo, &overview(), &[]).await.status, 500);
    assert_eq!(ask(&demo, &overview(), &[]).await.status, 500);
    assert_eq!(ask(&demo, &overview(), &[]).await.status, 200);
    let page = format!("{ROOT}/detail/page/{record}?pageSize=5&pageNumber=");
    assert_eq!(ask(&demo, &format!("{page}1"), &[]).await.status, 200);
    assert_eq!(ask(&demo, &format!("{page}2"), &[]).await.status, 403);
    faults.clear();
    assert_eq!(ask(&demo, &format!("{page}2"), &[]).await.status, 200);
}

#[tokio::test]
async fn answers_break_in_every_way() {
    let demo = still();
    let genuine = ask(&demo, &overview(), &[]).await.body;
    let set = |answer| {
        demo.faults().clear();
        demo.faults().add(Fault::new(On::Any, answer));
    };
    set(FaultAnswer::RetryAfter(7));
    let answer = ask(&demo, &overview(), &[]).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, Some("7")));

    set(FaultAnswer::Html);
    let answer = ask(&demo, &overview(), &[]).await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-type").unwrap().starts_with("text/html"));

    for broken in [FaultAnswer::NotJson, FaultAnswer::Truncated] {
        set(broken.clone());
        let answer = ask(&demo, &overview(), &[]).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert!(serde_json::from_slice::<serde_json::Value>(&answer.body).is_err());
        if broken == FaultAnswer::Truncated {
            assert_eq!(answer.body.len(), genuine.len() / 2);
        }
    }

    set(FaultAnswer::Envelope { code: 250_999, message: "忙".into() });
    let answer = ask(&demo, &overview(), &[]).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["code"], 250_999);
    assert_eq!(answer.json()["message"], "忙");

    set(FaultAnswer::Body("{\"code\":0,\"data\":\"<b>\"}".into()));
    let answer = ask(&demo, &overview(), &[]).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, Some("application/json")));
    assert_eq!(answer.json()["data"], "<b>");

    set(FaultAnswer::Drop);
    let request = Request::get(overview()).body(Body::empty()).unwrap();
    assert!(demo.router().oneshot(request).await.unwrap().into_body().collect().await.is_err());

    set(FaultAnswer::Cut);
    let request = Request::get(overview()).body(Body::empty()).unwrap();
    let response = demo.router().oneshot(request).await.unwrap();
    assert_eq!(response.headers()["content-length"], genuine.len().to_string());
    assert!(response.into_body().collect().await.is_err());
}

#[tokio::test(start_paused = true)]
async fn answers_can_be_late_or_never_come() {
    let demo = still();
    demo.faults().add(Fault::new(On::Any, FaultAnswer::Genuine).delay(Duration::from_secs(2)).times(1));
    let start = tokio::time::Instant::now();
    assert_eq!(ask(&demo, &overview(), &[]).await.status, 200);
    assert_eq!(start.elapsed().as_secs(), 2);
    demo.faults().add(Fault::new(On::Any, FaultAnswer::Hang));
    let path = overview();
    let never = tokio::time::timeout(Duration::from_secs(3_600), ask(&demo, &path, &[]));
    assert!(never.await.is_err());
}

#[tokio::test]
async fn requests_are_remembered_as_sent() {
    let demo = still();
    let path = format!("{ROOT}/detail/page/{}?artifactName=%E5%88%B6", examples::ODD_RECORD);
    ask(&demo, &path, &[("x-bkrepo-time-zone", "UTC")]).await;
    ask(&demo, "/demo", &[]).await;
    let seen = demo.requests();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].method, "GET");
    assert_eq!(seen[0].path, format!("{ROOT}/detail/page/{}", examples::ODD_RECORD));
    assert_eq!(seen[0].query, "artifactName=%E5%88%B6");
    assert_eq!(seen[0].header("X-BKREPO-TIME-ZONE"), Some("UTC"));
    demo.clear_requests();
    assert!(demo.requests().is_empty());
}

#[tokio::test]
async fn a_person_sets_and_clears_faults() {
    let demo = still();
    let page = ask(&demo, "/demo", &[]).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains(examples::BULK_RECORD));
    let set = ask(&demo, "/demo/faults?on=overview&answer=500&delay=0&times=3", &[]).await;
    assert_eq!((set.status.as_u16(), set.header("location")), (303, Some("/demo")));
    assert_eq!(demo.faults().list()[0].times, Some(3));
    assert_eq!(ask(&demo, &overview(), &[]).await.status, 500);
    ask(&demo, "/demo/faults/clear", &[]).await;
    assert!(demo.faults().list().is_empty());
    let wrong = ask(&demo, "/demo/faults?answer=%3Cb%3E", &[]).await;
    assert_eq!(wrong.status, 400);
    assert!(wrong.text().contains("&lt;b&gt;") && !wrong.text().contains("<b>"));
}
