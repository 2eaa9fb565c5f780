//! Asking again by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::prelude::*;
use replica_log::api::error::{Error, Kind};
use replica_log::query::clock::Clock;
use replica_log::query::use_poll::{Polling, Settled, again, poll};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{Harness, hide, turn, until};
use crate::timers::Timers;

const NOTHING: [i32; 0] = [];

/// A page that asks again while it is wanted.
struct Page {
    stage: Harness,
    timers: Timers,
    wanted: RwSignal<bool>,
    settled: RwSignal<Settled>,
    asked: Arc<AtomicUsize>,
    polling: Polling,
    clock: Clock,
}

impl Page {
    async fn new(settled: Settled) -> Self {
        let stage = Harness::new();
        let timers = Timers::hold();
        let (wanted, settled) = (RwSignal::new(true), RwSignal::new(settled));
        let asked = Arc::new(AtomicUsize::new(0));
        let asking = StoredValue::new(Arc::clone(&asked));
        let refresh = move || {
            asking.get_value().fetch_add(1, Ordering::Relaxed);
            settled.set(None);
        };
        let clock = Clock::start();
        provide_context(clock);
        let polling = poll(move || wanted.get(), move || settled.get(), refresh);
        turn().await;
        Self { stage, timers, wanted, settled, asked, polling, clock }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }

    /// The pauses that are waited for, once all is still.
    async fn pauses(&self) -> Vec<i32> {
        turn().await;
        self.timers.pauses()
    }

    /// Hides the page from the person, or shows it again.
    async fn is_visible(&self, visible: bool) {
        hide(&document(), "visibilityState", &if visible { "visible" } else { "hidden" }.into());
        until("that to be noticed", || untrack(|| self.clock.is_seen()) == visible).await;
        turn().await;
    }
}

#[wasm_bindgen_test]
async fn polling_refetches_while_it_is_enabled() {
    let page = Page::new(Some((10, true))).await;
    assert_eq!(page.pauses().await, [3_000]);
    page.timers.pass(2_999);
    assert_eq!(page.asked(), 0);
    page.timers.pass(1);
    assert_eq!(page.asked(), 1);
    // While the answer is awaited, nothing more is asked.
    assert_eq!(page.pauses().await, NOTHING);
    page.settled.set(Some((10, true)));
    assert_eq!(page.pauses().await, [3_000]);
    page.wanted.set(false);
    assert_eq!(page.pauses().await, NOTHING);
    page.timers.pass(600_000);
    assert_eq!(page.asked(), 1);
}

#[wasm_bindgen_test]
async fn the_polling_interval_grows_without_changes_and_with_latency() {
    let page = Page::new(Some((10, true))).await;
    for (answer, pause) in
        [((10, false), 4_500), ((10, false), 6_750), ((10, true), 3_000), ((8_000, true), 8_000), ((10, true), 3_000)]
    {
        page.timers.pass(600_000);
        turn().await;
        page.settled.set(Some(answer));
        assert_eq!(page.pauses().await, [pause], "{answer:?}");
    }
}

#[wasm_bindgen_test]
async fn the_time_of_the_next_refetch_is_known() {
    let page = Page::new(Some((10, true))).await;
    let away = untrack(|| page.polling.next()) - js_sys::Date::now();
    assert!((2_000.0..=3_000.0).contains(&away), "{away}");
    page.settled.set(None);
    turn().await;
    assert!(untrack(|| page.polling.next()).is_infinite());
}

#[wasm_bindgen_test]
async fn paused_polling_does_not_refetch() {
    let page = Page::new(Some((10, true))).await;
    page.polling.toggle();
    assert_eq!(page.pauses().await, NOTHING);
    assert!(untrack(|| page.polling.paused() && page.polling.wanted() && page.polling.next().is_infinite()));
    page.timers.pass(600_000);
    assert_eq!(page.asked(), 0);
    page.polling.toggle();
    assert_eq!(page.pauses().await, [3_000]);
}

#[wasm_bindgen_test]
async fn a_hidden_page_does_not_refetch_and_does_so_at_once_when_shown_again() {
    let page = Page::new(Some((10, true))).await;
    page.is_visible(false).await;
    assert_eq!(page.timers.pauses(), NOTHING);
    page.timers.pass(600_000);
    assert_eq!(page.asked(), 0);
    page.is_visible(true).await;
    assert_eq!(page.asked(), 1);
}

#[wasm_bindgen_test]
async fn paused_polling_does_not_refetch_when_the_page_is_shown_again() {
    let page = Page::new(Some((10, true))).await;
    page.polling.toggle();
    page.is_visible(false).await;
    page.is_visible(true).await;
    page.timers.pass(600_000);
    assert_eq!(page.asked(), 0);
}

#[wasm_bindgen_test]
async fn polling_ends_when_its_owner_is_disposed() {
    let page = Page::new(Some((10, true))).await;
    let (timers, asked) = (page.timers.clone(), Arc::clone(&page.asked));
    drop(page.stage);
    until("no timer", || timers.pauses().is_empty()).await;
    timers.pass(600_000);
    assert_eq!(asked.load(Ordering::Relaxed), 0);
}

#[wasm_bindgen_test]
async fn polling_checks_the_visibility_when_the_timer_fires() {
    let page = Page::new(Some((10, true))).await;
    hide(&document(), "visibilityState", &"hidden".into());
    // Before the clock has had the time to notice.
    page.timers.pass(3_000);
    assert_eq!(page.asked(), 0);
    page.is_visible(true).await;
    assert_eq!(page.asked(), 1);
}

#[wasm_bindgen_test]
async fn coming_online_refetches_at_once() {
    let page = Page::new(Some((10, true))).await;
    let online = async |online: bool| {
        hide(&window().navigator(), "onLine", &online.into());
        until("that to be noticed", || untrack(|| page.clock.is_online()) == online).await;
        turn().await;
    };
    online(false).await;
    // What is on this device is reached without a network: nobody is kept from asking.
    assert_eq!((page.asked(), page.timers.pauses()), (0, vec![3_000]));
    online(true).await;
    assert_eq!(page.asked(), 1);
}

#[wasm_bindgen_test]
async fn only_transient_errors_are_retried() {
    let stage = Harness::new();
    let timers = Timers::hold();
    provide_context(Clock::start());
    let failed = RwSignal::new(Some(Error::new(Kind::SignIn)));
    let tried = Arc::new(AtomicUsize::new(0));
    let trying = StoredValue::new(Arc::clone(&tried));
    let retry = move || {
        trying.get_value().fetch_add(1, Ordering::Relaxed);
        failed.set(None);
    };
    again(move || failed.get(), retry);
    turn().await;
    assert_eq!(timers.pauses(), NOTHING);
    let mut busy = Error::new(Kind::TooMany);
    busy.retry_after = Some(90);
    for (error, pause) in [(Error::new(Kind::Gateway), 4_500), (busy, 90_000), (Error::new(Kind::Offline), 60_000)] {
        failed.set(Some(error));
        turn().await;
        assert_eq!(timers.pauses(), [pause]);
        timers.pass(pause);
        turn().await;
    }
    assert_eq!((tried.load(Ordering::Relaxed), timers.pauses()), (3, Vec::new()));
    drop(stage);
}
