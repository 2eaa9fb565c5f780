//! The console's gateway in front of the service.

mod common;

use axum::body::Body;
use axum::http::Request;
use common::{ROOT, frozen_demo_with, get};
use replica_log_demo::{Demo, Fault, FaultResponse, Options, RequestMatcher, examples};
use serde_json::Value;
use tower::ServiceExt;

const SIGNED_IN: (&str, &str) = ("cookie", "a=b; bkrepo_ticket=t");
const ZONE: &str = "x-bkrepo-time-zone";

fn demo(gateway_zone: Option<&str>) -> Demo {
    frozen_demo_with(Options { gateway: true, gateway_zone: gateway_zone.map(str::to_string), ..Options::default() })
}

fn path() -> String {
    format!("/web{ROOT}/{}", examples::nightly_failed())
}

#[tokio::test]
async fn only_a_session_cookie_signs_in() {
    let demo = demo(None);
    for headers in [
        &[][..],
        &[("authorization", "Basic YWRtaW46cGFzc3dvcmQ=")],
        &[("cookie", "bkrepo_ticket=; other=1")],
        &[("cookie", "bk_ticket_of_another=1")],
    ] {
        let response = get(&demo, &path(), headers).await;
        assert_eq!(response.status, 401, "{headers:?}");
        let expected: Value = serde_json::from_str(include_str!("../../tests/fixtures/gateway-401.json")).unwrap();
        assert_eq!(response.json(), expected);
        for absent in ["www-authenticate", ZONE, "x-bkrepo-rid"] {
            assert_eq!(response.header(absent), None, "{absent}");
        }
    }
    for cookie in ["bkrepo_ticket=t", "x=y; bk_token=t", "bk_ticket=t", "X-DEVOPS-CI-LOGIN-TOKEN=t"] {
        let response = get(&demo, &path(), &[("cookie", cookie)]).await;
        assert_eq!(response.status, 200, "{cookie}");
    }
}

#[tokio::test]
async fn the_zone_header_is_replaced_by_the_zone_of_the_profile() {
    for (profile, requested, offset, start) in [
        (None, Some("UTC"), "+0800", "T09:22"),
        (None, None, "+0800", "T09:22"),
        (Some("Europe/Berlin"), Some("UTC"), "+0100", "T02:22"),
        (Some("America/New_York"), None, "-0500", "T20:22"),
    ] {
        let demo = demo(profile);
        let mut headers = vec![SIGNED_IN];
        headers.extend(requested.map(|zone| (ZONE, zone)));
        let response = get(&demo, &path(), &headers).await;
        assert_eq!(response.header(ZONE), Some(offset), "{profile:?} {requested:?}");
        let found = response.json()["data"]["record"]["startTime"].as_str().unwrap().to_string();
        assert_eq!(found[10..16], *start, "{profile:?} {requested:?}");
    }
}

#[tokio::test]
async fn the_gateway_has_errors_of_its_own() {
    let demo = demo(None);
    let fault = |response| {
        demo.faults().clear();
        demo.faults().add(Fault::new(RequestMatcher::Any, response));
    };
    for (response, status, content_type) in [
        (FaultResponse::Status(401), 401, "application/json"),
        (FaultResponse::Gateway(404), 404, "application/json"),
        (FaultResponse::Status(503), 503, "application/json"),
        (FaultResponse::Status(502), 502, "text/html"),
        (FaultResponse::Status(504), 504, "text/html"),
    ] {
        fault(response);
        let response = get(&demo, &path(), &[SIGNED_IN]).await;
        assert_eq!((response.status.as_u16(), response.header("content-type")), (status, Some(content_type)));
        assert_eq!((response.header(ZONE), response.header("x-bkrepo-rid")), (None, None));
        if content_type == "application/json" {
            let body = response.json();
            assert_eq!((&body["code"], &body["traceId"]), (&status.into(), &Value::Null));
        }
    }
    fault(FaultResponse::Status(502));
    let body = get(&demo, &path(), &[SIGNED_IN]).await.text();
    assert_eq!(body, include_str!("../../tests/fixtures/gateway-502.html"));
    // The service's own errors pass through.
    fault(FaultResponse::Status(403));
    let response = get(&demo, &path(), &[SIGNED_IN]).await;
    assert_eq!((response.json()["code"].as_i64(), response.header(ZONE)), (Some(250_113), Some("+0800")));
    // A wrong prefix is an unknown path to the gateway.
    let response = get(&demo, &format!("{ROOT}/x"), &[SIGNED_IN]).await;
    assert_eq!((response.status.as_u16(), response.json()["code"].as_i64()), (404, Some(404)));
    demo.faults().clear();
    let response = get(&demo, "/web/replication/api/task/records", &[SIGNED_IN]).await;
    assert_eq!((response.status.as_u16(), response.json()["code"].as_i64()), (404, Some(250_130)));
}

#[tokio::test]
async fn the_sign_in_page_sets_a_cookie_and_returns_to_the_page() {
    let demo = demo(None);
    let page = get(&demo, "/demo/sign-in?url=%2Frecords%2Fx%3Fversion%3D1%26a%3D%22%3E", &[]).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("value=\"/records/x?version=1&amp;a=&quot;&gt;\""), "{}", page.text());
    let host = ("host", "127.0.0.1:8080");
    for (wanted, location) in [
        ("/records/x%3Fversion=1", "/records/x?version=1"),
        ("http%3A%2F%2F127.0.0.1%3A8080%2Ftasks%2Fk", "/tasks/k"),
        ("https%3A%2F%2Fevil.example.com%2F", "/"),
        ("%2F%2Fevil.example.com%2F", "/"),
        ("%2F%5Cevil.example.com", "/"),
        ("javascript%3Aalert(1)", "/"),
        ("", "/"),
    ] {
        for name in ["url", "c_url"] {
            let path = format!("/demo/sign-in?{name}={wanted}&user=%E5%88%B6%3B");
            let response = get(&demo, &path, &[host]).await;
            assert_eq!((response.status.as_u16(), response.header("location")), (303, Some(location)), "{wanted}");
            let cookie = response.header("set-cookie").unwrap();
            let (cookie, attributes) = cookie.split_once(';').unwrap();
            assert_eq!((cookie, attributes), ("bkrepo_ticket=demo-e588b63b", " Path=/; SameSite=Lax"));
            assert_eq!(get(&demo, &self::path(), &[("cookie", cookie)]).await.status, 200);
        }
    }
    let plain = frozen_demo_with(Options::default());
    assert_eq!(get(&plain, "/demo/sign-in", &[]).await.status, 404, "without the gateway nobody signs in");
}

#[tokio::test]
async fn a_preflight_request_needs_no_cookie() {
    let options = Options { gateway: true, allow_origin: Some("https://a.example.com".into()), ..Options::default() };
    let demo = frozen_demo_with(options);
    let request = Request::options(path()).header("origin", "https://a.example.com");
    let request = request.header("access-control-request-method", "GET").body(Body::empty()).unwrap();
    assert_eq!(demo.router().oneshot(request).await.unwrap().status(), 204);
    // The refusal is readable to the page.
    let response = get(&demo, &path(), &[("origin", "https://a.example.com")]).await;
    assert_eq!(response.status, 401);
    assert_eq!(response.header("access-control-allow-origin"), Some("https://a.example.com"));
}
