//! Failed requests: the kind of error that a rejection or a response means, and its trace id.

use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use replica_log::api::error::ErrorKind;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::RequestRedirect;

use crate::harness::{Harness, turn, until};
use crate::network::replace_fetch;
use crate::query::{Page, config};
use crate::requests::{record, send};
use crate::timers::Timers;

/// Values that a `fetch` wrapped by the page, or one of another realm, may reject with.
pub(crate) fn odd_reasons() -> [JsValue; 6] {
    let named = Object::new();
    Reflect::set(&named, &"message".into(), &"refused".into()).unwrap();
    [JsValue::UNDEFINED, JsValue::NULL, "refused".into(), 7.into(), Object::new().into(), named.into()]
}

#[wasm_bindgen_test]
async fn a_fetch_that_rejects_with_anything_is_offline() {
    for reason in odd_reasons() {
        let page = Page::new(&config());
        let timers = Timers::fake();
        for _ in 0..3 {
            page.network.next().await.reject_with(&reason);
            until("the result", || !timers.delays().is_empty() || page.status().error.is_some()).await;
            timers.advance(2_000);
        }
        assert_eq!(page.settled().await, Some(ErrorKind::Offline), "{reason:?}");
    }
}

#[wasm_bindgen_test]
async fn a_fetch_that_throws_or_returns_something_else_is_offline() {
    for body in ["throw 'refused'", "throw new Error('refused')", "", "return 'text'", "return Promise.resolve({})"] {
        let _harness = Harness::new();
        let timers = Timers::fake();
        replace_fetch(&Function::new_no_args(body));
        let (_controller, result) = send(record(), None);
        for _ in 0..3 {
            turn().await;
            timers.advance(2_000);
        }
        until("the result", || result.get_untracked() == Some(Err(ErrorKind::Offline))).await;
    }
}

#[wasm_bindgen_test]
async fn a_body_that_breaks_off_with_anything_is_offline() {
    for response in [
        "return new Response(new ReadableStream({ start(controller) { controller.error(reason); } }))",
        "return new Response(new ReadableStream({ pull() { return Promise.reject(reason); } }))",
    ] {
        let response = Function::new_with_args("reason", response);
        for reason in odd_reasons() {
            let page = Page::new(&config());
            let timers = Timers::fake();
            for _ in 0..3 {
                page.network.next().await.resolve_with(&response.call1(&JsValue::NULL, &reason).unwrap());
                until("the result", || !timers.delays().is_empty() || page.status().error.is_some()).await;
                timers.advance(2_000);
            }
            assert_eq!(page.settled().await, Some(ErrorKind::Offline), "{reason:?}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_response_that_is_not_an_envelope_is_unreadable_and_other_data_is_undocumented() {
    for (body, kind) in [
        ("[]", ErrorKind::Unreadable),
        ("said", ErrorKind::Unreadable),
        (r#"{"code":0,"data":7}"#, ErrorKind::Undocumented),
    ] {
        let page = Page::new(&config());
        page.network.next().await.respond(200, &[], body);
        assert_eq!(page.settled().await, Some(kind), "{body}");
        assert_eq!(page.status().error.unwrap().message, None, "words of the decoder are not for users");
    }
}

#[wasm_bindgen_test]
async fn a_response_without_content_is_empty_and_keeps_its_status() {
    for status in [204, 205, 304] {
        let page = Page::new(&config());
        page.network.next().await.respond_without_body(status);
        assert_eq!(page.settled().await, Some(ErrorKind::Empty), "{status}");
        assert_eq!(page.status().error.unwrap().status, Some(status));
    }
    let page = Page::new(&config());
    page.network.next().await.respond(200, &[], "");
    assert_eq!(page.settled().await, Some(ErrorKind::Empty));
}

#[wasm_bindgen_test]
async fn a_web_page_in_place_of_data_means_not_signed_in_unless_it_is_the_page_of_this_app() {
    let own = r#"<!DOCTYPE html><script type="application/json" id="replica-log-config">{}</script>"#;
    for (body, kind) in [("<html>Sign in</html>", ErrorKind::SignIn), (own, ErrorKind::WrongPath)] {
        let page = Page::new(&config());
        page.network.next().await.respond(200, &[("Content-Type", "text/html")], body);
        assert_eq!(page.settled().await, Some(kind), "{body}");
    }
}

#[wasm_bindgen_test]
async fn a_redirect_that_leads_to_no_data_means_not_signed_in() {
    for target in ["another origin", "a page", "a refusal", "a page that refuses the request"] {
        let page = Page::new(&config());
        let call = page.network.next().await;
        assert_eq!(call.redirect(), RequestRedirect::Manual);
        call.redirect_opaquely();
        let followed = page.network.next().await;
        assert_eq!((followed.redirect(), followed.url.as_str()), (RequestRedirect::Follow, call.url.as_str()));
        match target {
            "a page" => followed.respond(200, &[("Content-Type", "text/html")], "<html>Sign in</html>"),
            "a refusal" => followed.respond(401, &[], ""),
            "a page that refuses the request" => followed.respond(405, &[], "<html>Method not allowed</html>"),
            _ => followed.reject_with_error("TypeError"),
        }
        assert_eq!(page.settled().await, Some(ErrorKind::SignIn), "{target}");
        assert_eq!(page.network.count(), 2);
    }
}

#[wasm_bindgen_test]
async fn a_redirect_to_the_service_is_followed() {
    let page = Page::new(&config());
    page.network.next().await.redirect_opaquely();
    page.network.next().await.respond_with_data(r#""there""#);
    assert_eq!(page.settled().await, None);
    assert_eq!(page.data().as_deref(), Some("there"));
}

#[wasm_bindgen_test]
async fn the_trace_id_of_a_failed_request_is_that_of_its_body_else_that_of_its_header() {
    const NONE: &str = r#"{"code":401,"data":"","message":"用户权限验证失败。","traceId":null}"#;
    for (status, body, kind, trace_id) in [
        (500, r#"{"code":250102,"message":"x","traceId":"of the body"}"#, ErrorKind::Service, "of the body"),
        (401, NONE, ErrorKind::SignIn, "of the header"),
        (200, NONE, ErrorKind::SignIn, "of the header"),
        (404, "<html></html>", ErrorKind::Unreadable, "of the header"),
        (200, "<html></html>", ErrorKind::SignIn, "of the header"),
        (200, r#"{"code":0,"data":7,"traceId":"of the body"}"#, ErrorKind::Undocumented, "of the body"),
    ] {
        let page = Page::new(&config());
        page.network.next().await.respond(status, &[("X-BKREPO-RID", "of the header")], body);
        assert_eq!(page.settled().await, Some(kind), "{status} {body}");
        assert_eq!(page.status().error.unwrap().trace_id.as_deref(), Some(trace_id), "{status} {body}");
    }
}

#[wasm_bindgen_test]
async fn without_the_header_a_failed_request_has_no_trace_id() {
    let page = Page::new(&config());
    page.network.next().await.respond(403, &[], r#"{"code":250113,"message":"x"}"#);
    assert_eq!(page.settled().await, Some(ErrorKind::Forbidden));
    assert_eq!(page.status().error.unwrap().trace_id, None);
}
