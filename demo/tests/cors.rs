//! CORS: allowed origins, preflight responses and exposed headers.

mod common;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use common::{ROOT, frozen_demo, frozen_demo_with, get};
use replica_log_demo::{Options, examples};
use tower::ServiceExt;

const PORTAL: &str = "https://portal.example.com";

#[tokio::test]
async fn the_allowed_origin_may_send_credentials_and_read_exposed_headers() {
    let demo = frozen_demo_with(Options { allow_origin: Some(PORTAL.into()), ..Options::default() });
    let path = format!("{ROOT}/{}", examples::ODD_RECORD);
    let response = get(&demo, &path, &[("origin", PORTAL)]).await;
    assert_eq!(response.header("access-control-allow-origin"), Some(PORTAL));
    assert_eq!(response.header("access-control-allow-credentials"), Some("true"));
    assert_eq!(
        response.header("access-control-expose-headers"),
        Some("X-BKREPO-Time-Zone, X-BKREPO-RID, Retry-After, Date")
    );
    assert_eq!(response.header("vary"), Some("Origin"));
    let response = get(&demo, &path, &[("origin", "https://other.example.com")]).await;
    assert_eq!((response.header("access-control-allow-origin"), response.header("vary")), (None, Some("Origin")));
    // Error responses are readable as well.
    let response = get(&demo, &format!("{ROOT}/nobody"), &[("origin", PORTAL)]).await;
    assert_eq!(response.status, StatusCode::BAD_REQUEST);
    assert_eq!(response.header("access-control-allow-origin"), Some(PORTAL));
}

#[tokio::test]
async fn a_preflight_response_lists_the_allowed_headers() {
    let demo = frozen_demo_with(Options { allow_origin: Some(PORTAL.into()), ..Options::default() });
    let path = format!("{ROOT}/{}", examples::ODD_RECORD);
    let question = Request::options(&path).header("origin", PORTAL).header("access-control-request-method", "GET");
    let response = demo.router().oneshot(question.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert_eq!(
        response.headers()["access-control-allow-headers"],
        "X-BKREPO-TIME-ZONE, X-BKREPO-PROJECT-ID, X-CSRFToken"
    );
    assert_eq!(demo.requests(), [], "a preflight request is not recorded as an API request");
}

#[tokio::test]
async fn the_stock_gateway_allows_neither_zone_nor_project_and_exposes_nothing() {
    let options = Options { allow_origin: Some(PORTAL.into()), stock_cors: true, ..Options::default() };
    let demo = frozen_demo_with(options);
    let path = format!("{ROOT}/{}", examples::ODD_RECORD);
    let preflight = Request::options(&path).header("origin", PORTAL).header("access-control-request-method", "GET");
    let response = demo.router().oneshot(preflight.body(Body::empty()).unwrap()).await.unwrap();
    let allowed = response.headers()["access-control-allow-headers"].to_str().unwrap().to_ascii_lowercase();
    assert!(!allowed.contains("x-bkrepo-") && allowed.contains("x-csrftoken"), "{allowed}");
    let response = get(&demo, &path, &[("origin", PORTAL)]).await;
    assert_eq!(response.header("access-control-allow-origin"), Some(PORTAL));
    assert_eq!(response.header("access-control-allow-credentials"), Some("true"));
    assert_eq!(response.header("access-control-expose-headers"), None);
}

#[tokio::test]
async fn no_cors_headers_are_sent_by_default() {
    let response = get(&frozen_demo(), &format!("{ROOT}/{}", examples::ODD_RECORD), &[("origin", PORTAL)]).await;
    assert_eq!((response.header("access-control-allow-origin"), response.header("vary")), (None, None));
}
