//! Failed requests: the kind of error that a rejection or a response means, and its trace id.

use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use replica_log::api::error::ErrorKind;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

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
        // As a page that wraps `fetch` may respond.
        "return Object.assign(new Response('{}'), { text: () => Promise.reject(reason) })",
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
async fn a_response_that_is_not_an_envelope_is_unreadable() {
    for body in ["", "<html>sign in</html>", "[]", r#"{"code":0,"data":7}"#] {
        let page = Page::new(&config());
        page.network.next().await.respond(200, &[], body);
        assert_eq!(page.settled().await, Some(ErrorKind::Unreadable), "{body}");
    }
}

#[wasm_bindgen_test]
async fn the_trace_id_of_a_failed_request_is_that_of_its_body_else_that_of_its_header() {
    const NONE: &str = r#"{"code":401,"data":"","message":"用户权限验证失败。","traceId":null}"#;
    for (status, body, kind, trace_id) in [
        (500, r#"{"code":250102,"message":"x","traceId":"of the body"}"#, ErrorKind::Service, "of the body"),
        (401, NONE, ErrorKind::SignIn, "of the header"),
        (200, NONE, ErrorKind::SignIn, "of the header"),
        (404, "<html></html>", ErrorKind::Unreadable, "of the header"),
        (200, "<html></html>", ErrorKind::Unreadable, "of the header"),
        (200, r#"{"code":0,"data":7,"traceId":"of the body"}"#, ErrorKind::Unreadable, "of the body"),
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
    page.network.next().await.respond(403, &[], "");
    assert_eq!(page.settled().await, Some(ErrorKind::Forbidden));
    assert_eq!(page.status().error.unwrap().trace_id, None);
}
