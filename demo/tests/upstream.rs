//! The proxy to a real service, tested with a second server.
#![cfg(feature = "upstream")]

mod common;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::Response;
use common::{ROOT, frozen_demo, frozen_demo_with, get};
use replica_log_demo::{Demo, Fault, FaultAnswer, On, Options, Upstream, examples};
use tower::ServiceExt;

async fn serve(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

fn demo_with_upstream(base: &str) -> Demo {
    frozen_demo_with(Options {
        upstream: Some(Upstream {
            base: base.into(),
            headers: vec![
                ("Authorization".into(), "Platform secret-value".into()),
                ("X-BKREPO-UID".into(), "admin".into()),
            ],
        }),
        ..Options::default()
    })
}

/// A service, and an instance that forwards to it.
async fn service_and_proxy() -> (Demo, Demo) {
    let real = frozen_demo_with(Options { api_base: "/web".into(), ..Options::default() });
    let base = format!("{}/web", serve(real.router()).await);
    (demo_with_upstream(&base), real)
}

#[tokio::test]
async fn responses_come_from_the_upstream() {
    let (demo, real) = service_and_proxy().await;
    real.clock().stop();
    let path = format!("{ROOT}/detail/page/{}?artifactName=%2F%E5%88%B6&pageSize=3", examples::ODD_RECORD);
    let headers = [
        ("x-bkrepo-time-zone", "UTC"),
        ("accept-language", "en"),
        ("cookie", "bkrepo_ticket=mine"),
        ("x-csrftoken", "mine"),
    ];
    let response = get(&demo, &path, &headers).await;
    assert_eq!(response.status, 200);
    assert_eq!(response.header("x-bkrepo-time-zone"), Some("+0000"));
    assert_eq!(response.header("content-type"), Some("application/json"));
    let same = get(&frozen_demo(), &path, &headers).await;
    assert_eq!(response.json()["data"], same.json()["data"]);

    let recorded = real.requests().pop().unwrap();
    assert_eq!(recorded.path, format!("/web{ROOT}/detail/page/{}", examples::ODD_RECORD));
    assert_eq!(recorded.query, "artifactName=%2F%E5%88%B6&pageSize=3");
    assert_eq!(recorded.header("authorization"), Some("Platform secret-value"));
    assert_eq!(recorded.header("x-bkrepo-uid"), Some("admin"));
    assert_eq!(recorded.header("accept-language"), Some("en"));
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
    real.faults().add(Fault::new(On::Any, FaultAnswer::RetryAfter(9)).times(1));
    let response = get(&demo, &path, &[]).await;
    assert_eq!((response.status.as_u16(), response.header("retry-after")), (429, Some("9")));
    real.faults().add(Fault::new(On::Any, FaultAnswer::Status(504)).times(1));
    let response = get(&demo, &path, &[]).await;
    assert_eq!((response.status.as_u16(), response.header("content-type")), (504, Some("text/html")));

    let elsewhere = Router::new().fallback(async || {
        let response = Response::builder().status(302).header("location", "http://127.0.0.1:9/");
        response.header("set-cookie", "a=b").body(Body::empty()).unwrap()
    });
    let demo = demo_with_upstream(&serve(elsewhere).await);
    let response = get(&demo, &path, &[]).await;
    assert_eq!(response.status, 302);
    assert_eq!(response.header("location"), None);
    assert_eq!(response.header("set-cookie"), None);
}

#[tokio::test]
async fn only_get_requests_below_the_api_prefix_are_forwarded() {
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
    let base = format!("http://admin:hidden@{address}/web");
    let response = get(&demo_with_upstream(&base), &format!("{ROOT}/x"), &[]).await;
    assert_eq!((response.status.as_u16(), response.header("content-type")), (502, Some("text/html")));
    let upstream =
        |base: &str, value: &str| Upstream { base: base.into(), headers: vec![("Authorization".into(), value.into())] };
    let message = upstream(&base, "secret").check().await.unwrap_err();
    assert!(message.starts_with(&format!("The service at http://{address}/web is unreachable")), "{message}");
    assert!(message.ends_with('.') && !message.contains("hidden") && !message.contains("secret"));
    for base in ["bkrepo.example.com", "ftp://x", "https://", "", "http://x/?a=b"] {
        assert!(upstream(base, "secret").check().await.unwrap_err().contains("not a valid service URL"), "{base}");
    }
    let message = upstream(&base, "secret\nvalue").check().await.unwrap_err();
    assert!(message.contains("Authorization") && !message.contains("secret"));
    let debug = format!("{:?}", upstream(&base, "secret"));
    assert!(debug.contains("Authorization") && !debug.contains("secret") && !debug.contains("hidden"), "{debug}");

    let (_, real) = service_and_proxy().await;
    let base = serve(real.router()).await;
    assert_eq!(upstream(&base, "x").check().await, Ok(()));
}
