//! Notifications about a running execution that a host page shows.

use std::cell::Cell;

use js_sys::{Array, Function, Reflect};
use leptos::prelude::window;
use replica_log::app::App;
use replica_log::model::route::Route;
use replica_log::shell::guest;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::fake_shell::record;
use crate::harness::{Harness, turn, until};
use crate::network::Network;
use crate::query::config;

const BUTTON: &str = "[data-name=notify]";

/// A host page that keeps its notifications in `window.notified`.
fn host(can_notify: bool) -> JsValue {
    Reflect::set(&window(), &"notified".into(), &Array::new()).unwrap();
    let host =
        "return { linkBase: () => '#/', canNotify: () => can, notify: (...of) => { window.notified.push(of); } };";
    Function::new_with_args("can", host).call1(&JsValue::UNDEFINED, &can_notify.into()).unwrap()
}

fn notified() -> Vec<Vec<String>> {
    let notified: Array = Reflect::get(&window(), &"notified".into()).unwrap().unchecked_into();
    let texts = |one: JsValue| one.unchecked_into::<Array>().iter().map(|text| text.as_string().unwrap()).collect();
    notified.iter().map(texts).collect()
}

struct Page {
    harness: Harness,
    network: Network,
    status: Cell<&'static str>,
    failed: Cell<u32>,
    /// Whether the responses with the number of failures are malformed.
    is_malformed: Cell<bool>,
    /// The total and the status of the row in those responses, in place of the usual ones.
    odd_failures: Cell<Option<(&'static str, &'static str)>>,
    /// The name of the plan.
    plan: Cell<&'static str>,
}

impl Page {
    fn new(can_notify: bool) -> Self {
        let mut harness = Harness::new();
        let network = Network::fake();
        let navigation = guest::navigation(Route::Record(record("r1")), host(can_notify));
        let app = App::new(navigation, config(), Vec::new(), None);
        harness.mount(move || app.view());
        Self {
            harness,
            network,
            status: Cell::new("RUNNING"),
            failed: Cell::new(0),
            is_malformed: Cell::new(false),
            odd_failures: Cell::new(None),
            plan: Cell::new("nightly"),
        }
    }

    /// Responds to all requests until a condition is true.
    async fn until(&self, what: &str, is_true: impl Fn(&Self) -> bool) {
        let (status, failed) = (self.status.get(), self.failed.get());
        let (is_malformed, odd_failures, plan) = (self.is_malformed.get(), self.odd_failures.get(), self.plan.get());
        let data = |url: &str| match url {
            url if url.contains("/detail/page/") && url.contains("status=FAILED") && is_malformed => "{".to_owned(),
            url if url.contains("/detail/page/") && url.contains("status=FAILED") => {
                if let Some((total, status)) = odd_failures {
                    return format!(r#"{{"totalRecords":{total},"records":[{{"id":"d1","status":{status}}}]}}"#);
                }
                let row = r#"{"id":"d1","status":"FAILED"}"#;
                format!(r#"{{"totalRecords":{failed},"records":[{}]}}"#, if failed > 0 { row } else { "" })
            }
            url if url.contains("/detail/page/") => r#"{"totalRecords":9,"records":[]}"#.to_owned(),
            url if url.ends_with("/record/r1") => format!(
                r#"{{"replicaType":"SCHEDULED","record":{{"id":"r1","taskKey":"k1","status":"{status}",
                    "startTime":"2026-07-15T01:00:08.8"}}}}"#
            ),
            url if url.contains("/task/info/") => format!(r#"{{"name":"{plan}"}}"#),
            _ => "null".to_owned(),
        };
        self.network.respond_until("+0900", data, what, || is_true(self)).await;
    }

    /// Turns notifications on, and waits until the number of failures has been requested.
    async fn turn_on(&self) {
        self.until("the button", |page| page.harness.all(BUTTON).len() == 1).await;
        self.harness.find::<HtmlElement>(BUTTON).click();
        let pressed = || self.harness.all(BUTTON)[0].get_attribute("aria-pressed");
        until("on", || pressed().as_deref() == Some("true")).await;
        self.settle().await;
    }

    async fn refresh(&self) {
        self.harness.find::<HtmlElement>(".rl-refresh").click();
        turn().await;
        self.settle().await;
    }

    async fn settle(&self) {
        for _ in 0..10 {
            self.until("responses", |_| true).await;
            turn().await;
        }
        self.until("idle", |page| page.harness.all(".rl-refresh[data-busy=true]").is_empty()).await;
    }
}

#[wasm_bindgen_test]
async fn the_host_is_asked_to_notify_of_failures_and_of_the_end_once() {
    let page = Page::new(true);
    page.turn_on().await;
    page.refresh().await;
    assert_eq!(notified(), [[""; 0]; 0]);
    page.failed.set(3);
    page.refresh().await;
    page.until("failures", |_| notified().len() == 1).await;
    assert_eq!(notified()[0], ["nightly: Running", "3 artifacts have failed so far.", "#/records/r1"]);
    page.failed.set(5);
    page.refresh().await;
    assert_eq!(notified().len(), 1);
    page.status.set("FAILED");
    page.refresh().await;
    page.until("the end", |_| notified().len() == 2).await;
    assert_eq!(notified()[1], ["nightly: Failed", "The execution has ended: 5 failed artifacts.", "#/records/r1"]);
    until("no button", || page.harness.all(BUTTON).is_empty()).await;
    page.refresh().await;
    assert_eq!(notified().len(), 2);
}

#[wasm_bindgen_test]
async fn the_end_has_the_number_of_failures_after_a_request_that_failed() {
    let page = Page::new(true);
    page.turn_on().await;
    page.is_malformed.set(true);
    page.refresh().await;
    assert_eq!(notified(), [[""; 0]; 0]);
    page.is_malformed.set(false);
    page.failed.set(5);
    page.status.set("FAILED");
    page.refresh().await;
    page.until("the end", |_| !notified().is_empty()).await;
    assert_eq!(notified(), [["nightly: Failed", "The execution has ended: 5 failed artifacts.", "#/records/r1"]]);
}

#[wasm_bindgen_test]
async fn the_host_is_asked_to_notify_of_the_end_even_if_the_number_of_failures_is_never_received() {
    let page = Page::new(true);
    page.is_malformed.set(true);
    page.turn_on().await;
    page.status.set("FAILED");
    page.refresh().await;
    page.until("the end", |_| !notified().is_empty()).await;
    assert_eq!(notified(), [["nightly: Failed", "The execution has ended.", "#/records/r1"]]);
}

#[wasm_bindgen_test]
async fn notifications_are_turned_off_aloud_when_the_session_ends() {
    let page = Page::new(true);
    // The name has a control of the writing direction.
    page.plan.set("night\u{202e}ly");
    page.turn_on().await;
    page.harness.find::<HtmlElement>(".rl-refresh").click();
    page.network.next_with("/record/r1").await.respond(401, &[], "");
    until("the notification", || notified().len() == 1).await;
    let text = "You have been signed out, so the end of the execution cannot be reported. Sign in, then turn notifications \
                on again.";
    assert_eq!(notified(), [["night[U+202E]ly", text, "#/records/r1"]]);
    let pressed = || page.harness.find::<HtmlElement>(BUTTON).get_attribute("aria-pressed");
    until("off", || pressed().as_deref() == Some("false")).await;
}

#[wasm_bindgen_test]
async fn failures_are_counted_only_where_the_service_reports_a_number_of_filtered_rows() {
    let page = Page::new(true);
    page.turn_on().await;
    for odd in [(r#""3""#, r#""FAILED""#), ("3", r#""SUCCESS""#)] {
        page.odd_failures.set(Some(odd));
        page.refresh().await;
        assert_eq!(notified(), [[""; 0]; 0], "{odd:?}");
    }
    // A status that cannot be read does not show that the filter was ignored.
    page.odd_failures.set(Some(("3", "{}")));
    page.refresh().await;
    page.until("failures", |_| notified().len() == 1).await;
    assert_eq!(notified()[0][1], "3 artifacts have failed so far.");
}

#[wasm_bindgen_test]
async fn a_host_without_notifications_has_no_button() {
    let page = Page::new(false);
    page.until("the status", |page| !page.harness.all(".rl-record-head .rl-status").is_empty()).await;
    page.settle().await;
    assert!(page.harness.all(BUTTON).is_empty());
}
