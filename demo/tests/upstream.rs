//! The proxy to a real service, tested with a second server.
#![cfg(feature = "upstream")]

mod common;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::Response;
use common::{ROOT, frozen_demo, frozen_demo_with, get};
use replica_log_demo::{Demo, Fault, FaultResponse, Options, RequestMatcher, Upstream, examples};
use tower::ServiceExt;

async fn serve(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

fn demo_with_upstream(base: &str) -> Demo {
    let headers = [("Authorization", "Platform secret-value"), ("X-BKREPO-UID", "admin")];
    frozen_demo_with(Options { upstream: Some(upstream(base, &headers)), ..Options::default() })
}

fn upstream(base: &str, headers: &[(&str, &str)]) -> Upstream {
    let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string()));
    Upstream { base: base.into(), headers: headers.collect() }
}

/// A service, and an instance that forwards to it.
async fn service_and_proxy() -> (Demo, Demo) {
    let real = frozen_demo_with(Options { api_base: "/api".into(), ..Options::default() });
    let base = format!("{}/api", serve(real.router()).await);
    (demo_with_upstream(&base), real)
}

#[tokio::test]
async fn responses_come_from_the_upstream() {
    let (demo, real) = service_and_proxy().await;
    real.clock().freeze();
    let path = format!("{ROOT}/detail/page/{}?artifactName=%2F%E5%88%B6&pageSize=3", examples::ODD_RECORD);
    let headers = [
        ("x-bkrepo-time-zone", "UTC"),
        ("accept-language", "en"),
        ("cookie", "bkrepo_ticket=mine"),
        ("x-csrftoken", "mine"),
        ("x-bkrepo-project-id", "blueking"),
    ];
    let response = get(&demo, &path, &headers).await;
    assert_eq!(response.status, 200);
    assert_eq!(response.header("x-bkrepo-time-zone"), Some("+0000"));
    assert_eq!(response.header("content-type"), Some("application/json"));
    assert_eq!(response.json()["traceId"].as_str(), response.header("x-bkrepo-rid"));
    let same = get(&frozen_demo(), &path, &headers).await;
    assert_eq!(response.json()["data"], same.json()["data"]);

    let recorded = real.requests().pop().unwrap();
    assert_eq!(recorded.path, format!("/api{ROOT}/detail/page/{}", examples::ODD_RECORD));
    assert_eq!(recorded.query, "artifactName=%2F%E5%88%B6&pageSize=3");
    assert_eq!(recorded.header("authorization"), Some("Platform secret-value"));
    assert_eq!(recorded.header("x-bkrepo-uid"), Some("admin"));
    assert_eq!(recorded.header("accept-language"), Some("en"));
    assert_eq!(recorded.header("x-bkrepo-project-id"), Some("blueking"));
    assert_eq!(recorded.header("cookie"), None);
    assert_eq!(recorded.header("x-csrftoken"), None);
}

#[tokio::test]
async fn a_foreign_host_header_is_rejected() {
    let (demo, real) = service_and_proxy().await;
    let path = format!("{ROOT}/{}", examples::ODD_RECORD);
    for host in ["localhost:8080", "127.0.0.1:8080", "localhost", "[::1]:8080"] {
        assert_eq!(get(&demo, &path, &[("host", host)]).await.status, 200, "{host}");
    }
    real.clear_requests();
    for host in ["rebound.example.com:8080", "127.0.0.1.example.com", "localhost:8080.example.com", ""] {
        assert_eq!(get(&demo, &path, &[("host", host)]).await.status, 403, "{host}");
    }
    assert_eq!(real.requests(), []);
}

#[tokio::test]
async fn upstream_errors_are_forwarded_and_redirects_are_not_followed() {
    let (demo, real) = service_and_proxy().await;
    let path = format!("{ROOT}/nobody");
    let response = get(&demo, &path, &[]).await;
    assert_eq!((response.status.as_u16(), response.json()["code"].as_i64()), (400, Some(250_310)));
    real.faults().add(Fault::new(RequestMatcher::Any, FaultResponse::RetryAfter(9)).times(1));
    let response = get(&demo, &path, &[]).await;
    assert_eq!((response.status.as_u16(), response.header("retry-after")), (429, Some("9")));
    real.faults().add(Fault::new(RequestMatcher::Any, FaultResponse::Status(504)).times(1));
    let response = get(&demo, &path, &[]).await;
    assert_eq!((response.status.as_u16(), response.header("content-type")), (504, Some("text/html")));

    let elsewhere = Router::new().fallback(async || {
        let response = Response::builder().status(302).header("location", "http://127.0.0.1:9/");
        response.header("set-cookie", "a=b").body(Body::empty()).unwrap()
    });
    real.faults().add(Fault::new(RequestMatcher::Any, FaultResponse::Status(401)).times(1));
    let response = get(&demo, &path, &[]).await;
    assert_eq!(
        (response.status.as_u16(), response.header("www-authenticate")),
        (401, None),
        "no dialog of the browser"
    );
    let demo = demo_with_upstream(&serve(elsewhere).await);
    let response = get(&demo, &path, &[]).await;
    assert_eq!(response.status, 302);
    assert_eq!(response.header("location"), None);
    assert_eq!(response.header("set-cookie"), None);
}

#[tokio::test]
async fn settings_of_tasks_are_forwarded() {
    let (demo, real) = service_and_proxy().await;
    for path in ["info", "detail"].map(|name| format!("/replication/api/task/{name}/{}", examples::ODD_TASK)) {
        let response = get(&demo, &path, &[]).await;
        assert_eq!((response.status.as_u16(), response.json()["code"].as_i64()), (200, Some(0)), "{path}");
    }
    let response = get(&demo, "/replication/api/task/page/demo?pageSize=1", &[]).await;
    assert_eq!(response.json()["data"]["records"].as_array().map(Vec::len), Some(1));
    assert_eq!(real.requests().len(), 3);
}

#[tokio::test]
async fn credentials_that_the_address_ignores_are_reported_at_the_start() {
    let gateway = frozen_demo_with(Options { gateway: true, ..Options::default() });
    let plain = serve(gateway.router()).await;
    let web = format!("{plain}/web");
    let (basic, cookie) = (("Authorization", "Basic c2VjcmV0"), ("cookie", "bkrepo_ticket=secret"));
    let check = async |base: &str, header: Option<_>| upstream(base, header.as_slice()).check().await;
    for base in [web.clone(), format!("{web}/"), web.replace("http://", "http://admin:secret@")] {
        let message = check(&base, Some(basic)).await.unwrap_err();
        assert!(message.contains("ignores Authorization") && message.contains("Cookie: bkrepo_ticket=…"), "{message}");
        assert!(!message.contains("secret") && !message.contains("c2VjcmV0"), "{message}");
    }
    for base in [plain.clone(), format!("{plain}/api")] {
        let message = check(&base, Some(cookie)).await.unwrap_err();
        assert!(message.contains("ignores cookies") && message.contains("Authorization: Basic"), "{message}");
        assert!(!message.contains("secret"), "{message}");
    }
    assert_eq!(check(&web, Some(cookie)).await, Ok(()));
    assert_eq!(check(&plain, Some(basic)).await, Ok(()));
    assert_eq!(check(&plain, None).await, Ok(()));
    let options = Options { upstream: Some(upstream(&web, &[cookie])), ..Options::default() };
    let response = get(&frozen_demo_with(options), &format!("{ROOT}/{}", examples::ODD_RECORD), &[]).await;
    assert_eq!((response.status.as_u16(), response.header("x-bkrepo-time-zone")), (200, Some("+0800")));
}

#[tokio::test]
async fn only_get_requests_for_known_paths_are_forwarded() {
    let (demo, real) = service_and_proxy().await;
    let other = ["POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];
    for method in other {
        let request = Request::builder().method(method).uri(format!("{ROOT}/x"));
        let request = request.body(Body::empty()).unwrap();
        let response = demo.router().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 405, "{method}");
    }
    for path in [
        "/replication/api/task/delete/x".to_string(),
        "/replication/api/task/recordx/y".to_string(),
        "/replication/api/cluster/list".to_string(),
        "/replication/api/task/info/x/y".to_string(),
        "/replication/api/task/info/".to_string(),
        "/replication/api/task/create".to_string(),
        "/replication/api/task/execute/x".to_string(),
        "/replication/api/task/info/..%2fdelete%2fx".to_string(),
        ROOT.to_string(),
        format!("{ROOT}/"),
        format!("{ROOT}/../delete/x"),
        format!("{ROOT}/%2e%2e/delete/x"),
        format!("{ROOT}/%252e%252e/delete/x"),
        format!("{ROOT}/%25252e%25252e/delete/x"),
        format!("{ROOT}/..;a=b/delete/x"),
        format!("{ROOT}/%2e%2e%3Ba/delete/x"),
        format!("{ROOT}/..%2fdelete%2fx"),
        format!("{ROOT}/..%5cdelete"),
        format!("{ROOT}/a//b"),
        format!("{ROOT}/a%0d%0ab"),
        format!("{ROOT}/./x"),
    ] {
        assert_eq!(get(&demo, &path, &[]).await.status, 404, "{path}");
    }
    assert!(real.requests().is_empty(), "{:?}", real.requests());
}

#[tokio::test]
async fn an_unreachable_upstream_is_reported() {
    // The port of a dropped listener, so that the connection is refused.
    let address = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap()
    };
    let base = format!("http://admin:hidden@{address}/api");
    let response = get(&demo_with_upstream(&base), &format!("{ROOT}/x"), &[]).await;
    assert_eq!((response.status.as_u16(), response.header("content-type")), (502, Some("text/html")));
    let upstream = |base: &str, value: &str| upstream(base, &[("Authorization", value)]);
    let message = upstream(&base, "secret").check().await.unwrap_err();
    assert!(message.starts_with(&format!("The service at http://{address}/api is unreachable")), "{message}");
    assert!(message.ends_with('.') && !message.contains("hidden") && !message.contains("secret"));
    for base in ["bkrepo.example.com", "ftp://x", "https://", "", "http://x/?a=b"] {
        assert!(upstream(base, "secret").check().await.unwrap_err().contains("not a valid service URL"), "{base}");
    }
    let message = upstream(&base, "secret\nvalue").check().await.unwrap_err();
    assert!(message.contains("Authorization") && !message.contains("secret"));
    let debug = format!("{:?}", upstream(&base, "secret"));
    assert!(debug.contains("Authorization") && !debug.contains("secret") && !debug.contains("hidden"), "{debug}");
}
