//! Prefetched requests: sent by the boot script while the app is loading.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use leptos::prelude::*;
use replica_log::api::error::ErrorKind;
use replica_log::api::prefetch;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{AbortSignal, Headers, Response};

use crate::harness::{turn, until};
use crate::network::envelope;
use crate::query::{Page, config};
use crate::timers::Timers;

/// The requests that were looked up: URL, time zone, abort signal.
type Lookups = Rc<RefCell<Vec<(String, Option<String>, AbortSignal)>>>;

/// A prefetch lookup that returns responses in order, whatever the request; unregistered when dropped.
struct FakePrefetch(Lookups);

impl FakePrefetch {
    fn of(mut responses: Vec<Promise>) -> Self {
        responses.reverse();
        let lookups = Lookups::default();
        let recorded = Rc::clone(&lookups);
        let take =
            Closure::<dyn FnMut(String, Headers, AbortSignal) -> JsValue>::new(move |url, headers: Headers, signal| {
                recorded.borrow_mut().push((url, headers.get("X-BKREPO-TIME-ZONE").unwrap(), signal));
                responses.pop().map_or(JsValue::UNDEFINED, JsValue::from)
            });
        prefetch::register(take.into_js_value().unchecked_into());
        Self(lookups)
    }
}

impl Drop for FakePrefetch {
    fn drop(&mut self) {
        prefetch::register(Function::new_no_args(""));
    }
}

fn response(body: &str) -> Promise {
    Promise::resolve(&JsValue::from(Response::new_with_opt_str(Some(body)).unwrap()))
}

#[wasm_bindgen_test]
async fn a_prefetched_response_is_used_once_instead_of_a_request() {
    let prefetched = FakePrefetch::of(vec![response(&envelope(r#""early""#))]);
    let page = Page::new(&config());
    assert_eq!(page.settled().await, None);
    assert_eq!((page.data().as_deref(), page.network.count()), (Some("early"), 0));
    let (url, zone, signal) = prefetched.0.borrow()[0].clone();
    assert_eq!((url.as_str(), zone.as_deref()), ("/replication/api/task/record/one", Some("Asia/Shanghai")));
    assert!(!signal.aborted());
    // A refetch finds no prefetched response.
    page.query.handle.refetch();
    page.network.next().await.respond_with_data(r#""late""#);
    assert_eq!(page.settled().await, None);
    assert_eq!((page.data().as_deref(), page.network.count()), (Some("late"), 1));
}

#[wasm_bindgen_test]
async fn a_request_that_was_not_prefetched_is_sent() {
    let _prefetched = FakePrefetch::of(Vec::new());
    let page = Page::new(&config());
    page.network.next().await.respond_with_data(r#""own""#);
    assert_eq!(page.settled().await, None);
    assert_eq!(page.data().as_deref(), Some("own"));
}

#[wasm_bindgen_test]
async fn a_prefetched_request_that_failed_is_retried_like_any_other() {
    let lost = js_sys::TypeError::new("Failed to fetch");
    let _prefetched = FakePrefetch::of(vec![Promise::reject(&lost)]);
    let page = Page::new(&config());
    let timers = Timers::fake();
    until("a delay before the next attempt", || !timers.delays().is_empty()).await;
    assert!(page.status().is_fetching && page.status().error.is_none());
    timers.advance(2_000);
    page.network.next().await.respond_with_data(r#""there""#);
    assert_eq!(page.settled().await, None);
    assert_eq!(page.data().as_deref(), Some("there"));
}

#[wasm_bindgen_test]
async fn a_prefetched_response_that_is_not_an_envelope_is_unreadable() {
    let _prefetched = FakePrefetch::of(vec![response("<html>sign in</html>")]);
    let page = Page::new(&config());
    assert_eq!(page.settled().await, Some(ErrorKind::SignIn));
    assert_eq!(page.network.count(), 0);
}

#[wasm_bindgen_test]
async fn a_prefetched_request_that_is_no_longer_needed_is_aborted() {
    let prefetched = FakePrefetch::of(vec![Promise::new(&mut |_, _| {})]);
    let page = Page::new(&config());
    until("the lookup", || !prefetched.0.borrow().is_empty()).await;
    let signal = prefetched.0.borrow()[0].2.clone();
    page.id.set(Some("two"));
    turn().await;
    assert!(signal.aborted());
    page.network.next().await.respond_with_data(r#""two""#);
    assert_eq!(page.settled().await, None);
}
