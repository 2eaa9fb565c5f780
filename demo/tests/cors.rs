//! Pages of another origin, who may ask, and what of the answer they may read.

mod common;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use common::{ROOT, ask, still, still_with};
use replica_log_demo::{Options, examples};
use tower::ServiceExt;

const PORTAL: &str = "https://portal.example.com";

#[tokio::test]
async fn one_origin_may_ask_with_its_cookies_and_read_what_the_app_needs() {
    let demo = still_with(Options { allow_origin: Some(PORTAL.into()), ..Options::default() });
    let path = format!("{ROOT}/{}", examples::ODD_RECORD);
    let answer = ask(&demo, &path, &[("origin", PORTAL)]).await;
    assert_eq!(answer.header("access-control-allow-origin"), Some(PORTAL));
    assert_eq!(answer.header("access-control-allow-credentials"), Some("true"));
    assert_eq!(answer.header("access-control-expose-headers"), Some("X-BKREPO-Time-Zone, Retry-After, Date"));
    assert_eq!(answer.header("vary"), Some("Origin"));
    let answer = ask(&demo, &path, &[("origin", "https://other.example.com")]).await;
    assert_eq!((answer.header("access-control-allow-origin"), answer.header("vary")), (None, Some("Origin")));
    // A refusal is to be read as well.
    let answer = ask(&demo, &format!("{ROOT}/nobody"), &[("origin", PORTAL)]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.header("access-control-allow-origin"), Some(PORTAL));
}

#[tokio::test]
async fn a_browser_is_told_before_what_it_may_send() {
    let demo = still_with(Options { allow_origin: Some(PORTAL.into()), ..Options::default() });
    let path = format!("{ROOT}/{}", examples::ODD_RECORD);
    let question = Request::options(&path).header("origin", PORTAL).header("access-control-request-method", "GET");
    let answer = demo.router().oneshot(question.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    assert_eq!(answer.headers()["access-control-allow-headers"], "X-BKREPO-TIME-ZONE, X-CSRFToken");
    assert_eq!(demo.requests(), [], "it is no question to the service");
}

#[tokio::test]
async fn unless_it_was_told_to_no_other_origin_may_ask() {
    let answer = ask(&still(), &format!("{ROOT}/{}", examples::ODD_RECORD), &[("origin", PORTAL)]).await;
    assert_eq!((answer.header("access-control-allow-origin"), answer.header("vary")), (None, None));
}
