//! Timeouts and retries of requests.

use leptos::prelude::*;
use replica_log::api::endpoint::Endpoint;
use replica_log::api::error::ErrorKind;
use replica_log::model::id::Id;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::failures::odd_reasons;
use crate::harness::{Harness, turn, until};
use crate::network::{Network, envelope};
use crate::query::{Page, config};
use crate::requests::{record, send};
use crate::timers::Timers;

#[wasm_bindgen_test]
async fn the_timeout_is_cleared_after_a_response() {
    let page = Page::new(&config());
    let timers = Timers::fake();
    let sent = page.network.next().await;
    assert_eq!(timers.request_timeouts(), 1);
    sent.respond(200, &[], &envelope(r#""x""#));
    page.settled().await;
    assert_eq!(timers.request_timeouts(), 0);
}

#[wasm_bindgen_test]
async fn a_service_that_is_silent_for_75_seconds_has_timed_out() {
    for endpoint in [record(), Endpoint::DetailList(Id::parse("one").unwrap())] {
        let _harness = Harness::new();
        let (network, timers) = (Network::fake(), Timers::fake());
        let (_controller, result) = send(endpoint, None);
        let call = network.next().await;
        timers.advance(74_999);
        assert!(!call.aborted());
        timers.advance(1);
        assert!(call.aborted());
        call.reject_with_error("TimeoutError");
        until("the result", || result.get_untracked() == Some(Err(ErrorKind::TimedOut))).await;
    }
}

#[wasm_bindgen_test]
async fn a_response_whose_bytes_keep_coming_does_not_time_out() {
    let page = Page::new(&config());
    let timers = Timers::fake();
    let call = page.network.next().await;
    timers.advance(70_000);
    let pieces = call.respond_in_pieces();
    for piece in [r#"{"code":0,"#, r#""data":"制"#, "品", r#""}"#] {
        turn().await;
        timers.advance(70_000);
        assert!(!call.aborted() && page.status().is_fetching);
        pieces.send(piece);
    }
    turn().await;
    pieces.end();
    assert_eq!(page.settled().await, None);
    assert_eq!((page.data().as_deref(), timers.request_timeouts()), (Some("制品"), 0));
}

#[wasm_bindgen_test]
async fn a_body_that_falls_silent_has_timed_out() {
    let page = Page::new(&config());
    let timers = Timers::fake();
    let call = page.network.next().await;
    let pieces = call.respond_in_pieces();
    pieces.send(r#"{"code":0,"#);
    turn().await;
    timers.advance(74_999);
    assert!(!call.aborted());
    timers.advance(1);
    assert!(call.aborted());
    pieces.fail("aborted");
    assert_eq!(page.settled().await, Some(ErrorKind::TimedOut));
}

#[wasm_bindgen_test]
async fn a_rejection_named_timeout_error_is_a_timeout() {
    let page = Page::new(&config());
    page.network.next().await.reject_with_error("TimeoutError");
    assert_eq!(page.settled().await, Some(ErrorKind::TimedOut));
}

#[wasm_bindgen_test]
async fn a_request_that_was_rejected_after_its_timeout_has_timed_out() {
    for reason in odd_reasons() {
        let _harness = Harness::new();
        let (network, timers) = (Network::fake(), Timers::fake());
        let (_controller, result) = send(record(), None);
        let call = network.next().await;
        timers.advance(75_000);
        assert!(call.aborted());
        call.reject_with(&reason);
        until("the result", || result.get_untracked() == Some(Err(ErrorKind::TimedOut))).await;
    }
}

#[wasm_bindgen_test]
async fn a_gateway_error_is_retried_with_growing_delays() {
    let page = Page::new(&config());
    let timers = Timers::fake();
    for pauses in [200..=600, 600..=1800] {
        page.network.next().await.respond(503, &[], "<html>503</html>");
        until("a delay before the next attempt", || !timers.delays().is_empty()).await;
        let pause = timers.delays()[0];
        assert!(pauses.contains(&pause), "{pause} not in {pauses:?}");
        assert!(page.status().is_fetching && page.status().error.is_none());
        timers.advance(pause);
    }
    page.network.next().await.respond_with_data(r#""there""#);
    assert_eq!(page.settled().await, None);
    assert_eq!((page.data().as_deref(), page.network.count()), (Some("there"), 3));
}

#[wasm_bindgen_test]
async fn the_third_failed_attempt_is_an_error() {
    for (name, status, kind) in
        [("", 502, ErrorKind::Gateway), ("", 429, ErrorKind::TooMany), ("TypeError", 0, ErrorKind::Offline)]
    {
        let page = Page::new(&config());
        let timers = Timers::fake();
        for last in [false, false, true] {
            let call = page.network.next().await;
            if status == 0 {
                call.reject_with_error(name)
            } else {
                call.respond(status, &[], "")
            }
            if !last {
                until("a delay before the next attempt", || !timers.delays().is_empty()).await;
                timers.advance(2_000);
            }
        }
        assert_eq!(page.settled().await, Some(kind));
        assert_eq!((page.network.count(), timers.delays()), (3, Vec::new()));
    }
}

#[wasm_bindgen_test]
async fn an_error_that_is_not_transient_is_not_retried() {
    for (status, kind) in [
        (401, ErrorKind::SignIn),
        (403, ErrorKind::Blocked),
        (440, ErrorKind::AppRefused),
        (405, ErrorKind::WrongMethod),
        (404, ErrorKind::Unreadable),
        (500, ErrorKind::Service),
    ] {
        let page = Page::new(&config());
        page.network.next().await.respond(status, &[], "<html></html>");
        assert_eq!(page.settled().await, Some(kind), "{status}");
        assert_eq!(page.network.count(), 1, "{status}");
    }
}

#[wasm_bindgen_test]
async fn a_short_retry_after_is_the_delay_before_the_retry() {
    let page = Page::new(&config());
    let timers = Timers::fake();
    page.network.next().await.respond(429, &[("Retry-After", "2")], "");
    until("the requested delay", || timers.delays() == [2_000]).await;
    timers.advance(1_999);
    turn().await;
    assert_eq!(page.network.count(), 1);
    timers.advance(1);
    page.network.next().await.respond_with_data(r#""there""#);
    assert_eq!(page.settled().await, None);
}

#[wasm_bindgen_test]
async fn a_long_retry_after_is_an_error_without_a_retry() {
    let page = Page::new(&config());
    page.network.next().await.respond(429, &[("Retry-After", "60")], "");
    assert_eq!(page.settled().await, Some(ErrorKind::TooMany));
    assert_eq!(page.status().error.unwrap().retry_after, Some(60));
    assert_eq!(page.network.count(), 1);
}

#[wasm_bindgen_test]
async fn a_retry_after_date_is_converted_to_seconds() {
    let page = Page::new(&config());
    let date = js_sys::Date::new(&(js_sys::Date::now() + 3_600_000.0).into()).to_utc_string();
    page.network.next().await.respond(503, &[("Retry-After", &String::from(date))], "");
    assert_eq!(page.settled().await, Some(ErrorKind::Gateway));
    let wait = page.status().error.unwrap().retry_after.unwrap();
    assert!((3_500..=3_600).contains(&wait), "{wait}");
    assert_eq!(page.network.count(), 1);
}

#[wasm_bindgen_test]
async fn an_aborted_request_is_not_retried() {
    let page = Page::new(&config());
    let timers = Timers::fake();
    page.network.next().await.respond(503, &[], "");
    until("a delay before the next attempt", || !timers.delays().is_empty()).await;
    page.id.set(Some("two"));
    assert!(page.network.next().await.url.ends_with("/two"));
    timers.advance(10_000);
    turn().await;
    assert_eq!(page.network.count(), 2);
}
