//! Polling: intervals, pauses, hidden pages, offline devices.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::prelude::*;
use replica_log::api::error::{Error, ErrorKind};
use replica_log::query::clock::Clock;
use replica_log::query::use_poll::{PollHint, Polling, use_poll, use_retry};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{Harness, hide, turn, until};
use crate::timers::Timers;

const NOTHING: [i32; 0] = [];

#[expect(clippy::unnecessary_wraps, reason = "`None` is the hint while a request runs")]
fn hint(min_interval_ms: u32, data_changed: bool) -> Option<PollHint> {
    Some(PollHint { min_interval_ms, data_changed })
}

/// A page that polls while `is_wanted`.
struct Page {
    harness: Harness,
    timers: Timers,
    is_wanted: RwSignal<bool>,
    hint: RwSignal<Option<PollHint>>,
    requests: Arc<AtomicUsize>,
    polling: Polling,
    clock: Clock,
}

impl Page {
    async fn new(hint: Option<PollHint>) -> Self {
        let harness = Harness::new();
        let timers = Timers::fake();
        let (is_wanted, hint) = (RwSignal::new(true), RwSignal::new(hint));
        let requests = Arc::new(AtomicUsize::new(0));
        let counter = StoredValue::new(Arc::clone(&requests));
        let refetch = move || {
            counter.get_value().fetch_add(1, Ordering::Relaxed);
            hint.set(None);
        };
        let clock = Clock::start();
        provide_context(clock);
        let polling = use_poll(move || is_wanted.get(), move || hint.get(), refetch, || None);
        turn().await;
        Self { harness, timers, is_wanted, hint, requests, polling, clock }
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }

    /// The delays of the pending timers, once all effects have run.
    async fn delays(&self) -> Vec<i32> {
        turn().await;
        self.timers.delays()
    }

    /// Hides the page, or makes it visible again.
    async fn set_visible(&self, visible: bool) {
        hide(&document(), "visibilityState", &if visible { "visible" } else { "hidden" }.into());
        until("the clock", || untrack(|| self.clock.is_visible()) == visible).await;
        turn().await;
    }
}

#[wasm_bindgen_test]
async fn a_page_polls_while_it_is_wanted() {
    let page = Page::new(hint(10, true)).await;
    assert_eq!(page.delays().await, [3_000]);
    page.timers.advance(2_999);
    assert_eq!(page.requests(), 0);
    page.timers.advance(1);
    assert_eq!(page.requests(), 1);
    // No timer while a request runs.
    assert_eq!(page.delays().await, NOTHING);
    page.hint.set(hint(10, true));
    assert_eq!(page.delays().await, [3_000]);
    page.is_wanted.set(false);
    assert_eq!(page.delays().await, NOTHING);
    page.timers.advance(600_000);
    assert_eq!(page.requests(), 1);
}

#[wasm_bindgen_test]
async fn intervals_grow_while_nothing_changes_and_with_the_latency() {
    let page = Page::new(hint(10, true)).await;
    for (min_interval_ms, data_changed, delay) in
        [(10, false, 4_500), (10, false, 6_750), (10, true, 3_000), (8_000, true, 8_000), (10, true, 3_000)]
    {
        page.timers.advance(600_000);
        turn().await;
        page.hint.set(hint(min_interval_ms, data_changed));
        assert_eq!(page.delays().await, [delay], "{min_interval_ms} {data_changed}");
    }
}

#[wasm_bindgen_test]
async fn the_time_of_the_next_request_is_known() {
    let page = Page::new(hint(10, true)).await;
    let away = untrack(|| page.polling.next_at()) - js_sys::Date::now();
    assert!((0.0..=3_000.0).contains(&away), "{away}");
    page.hint.set(None);
    turn().await;
    assert!(untrack(|| page.polling.next_at()).is_infinite());
}

#[wasm_bindgen_test]
async fn a_page_does_not_poll_while_the_user_has_paused_it() {
    let page = Page::new(hint(10, true)).await;
    page.polling.toggle();
    assert_eq!(page.delays().await, NOTHING);
    assert!(untrack(|| page.polling.is_paused() && page.polling.is_wanted() && page.polling.next_at().is_infinite()));
    page.timers.advance(600_000);
    assert_eq!(page.requests(), 0);
    page.polling.toggle();
    assert_eq!(page.delays().await, [3_000]);
}

#[wasm_bindgen_test]
async fn a_hidden_page_does_not_poll_and_refetches_at_once_when_it_is_visible_again() {
    let page = Page::new(hint(10, true)).await;
    page.set_visible(false).await;
    assert_eq!(page.timers.delays(), NOTHING);
    page.timers.advance(600_000);
    assert_eq!(page.requests(), 0);
    page.set_visible(true).await;
    assert_eq!(page.requests(), 1);
}

#[wasm_bindgen_test]
async fn a_paused_page_does_not_refetch_when_it_is_visible_again() {
    let page = Page::new(hint(10, true)).await;
    page.polling.toggle();
    page.set_visible(false).await;
    page.set_visible(true).await;
    page.timers.advance(600_000);
    assert_eq!(page.requests(), 0);
}

#[wasm_bindgen_test]
async fn an_unmounted_page_does_not_poll() {
    let page = Page::new(hint(10, true)).await;
    let (timers, requests) = (page.timers.clone(), Arc::clone(&page.requests));
    drop(page.harness);
    until("no timer", || timers.delays().is_empty()).await;
    timers.advance(600_000);
    assert_eq!(requests.load(Ordering::Relaxed), 0);
}

#[wasm_bindgen_test]
async fn a_page_that_is_hidden_when_its_timer_fires_sends_no_request() {
    let page = Page::new(hint(10, true)).await;
    hide(&document(), "visibilityState", &"hidden".into());
    // Before the next tick of the clock.
    page.timers.advance(3_000);
    assert_eq!(page.requests(), 0);
    page.set_visible(true).await;
    assert_eq!(page.requests(), 1);
}

#[wasm_bindgen_test]
async fn a_page_refetches_at_once_when_the_device_is_online_again() {
    let page = Page::new(hint(10, true)).await;
    let online = async |online: bool| {
        hide(&window().navigator(), "onLine", &online.into());
        until("the clock", || untrack(|| page.clock.is_online()) == online).await;
        turn().await;
    };
    online(false).await;
    // Polling continues offline: a service on the same device is reachable without a network.
    assert_eq!((page.requests(), page.timers.delays()), (0, vec![3_000]));
    online(true).await;
    assert_eq!(page.requests(), 1);
}

#[wasm_bindgen_test]
async fn only_transient_errors_are_retried_automatically() {
    let harness = Harness::new();
    let timers = Timers::fake();
    provide_context(Clock::start());
    let error = RwSignal::new(Some(Error::new(ErrorKind::SignIn)));
    let retries = Arc::new(AtomicUsize::new(0));
    let counter = StoredValue::new(Arc::clone(&retries));
    let retry = move || {
        counter.get_value().fetch_add(1, Ordering::Relaxed);
        error.set(None);
    };
    use_retry(move || error.get(), retry);
    turn().await;
    assert_eq!(timers.delays(), NOTHING);
    let mut too_many = Error::new(ErrorKind::TooMany);
    too_many.retry_after = Some(90);
    for (next_error, delay) in
        [(Error::new(ErrorKind::Gateway), 4_500), (too_many, 90_000), (Error::new(ErrorKind::Offline), 60_000)]
    {
        error.set(Some(next_error));
        turn().await;
        assert_eq!(timers.delays(), [delay]);
        timers.advance(delay);
        turn().await;
    }
    assert_eq!((retries.load(Ordering::Relaxed), timers.delays()), (3, Vec::new()));
    drop(harness);
}
