//! Asking again by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::prelude::*;
use replica_log::api::error::{Error, ErrorKind};
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
async fn a_page_asks_again_while_it_is_wanted() {
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
async fn pauses_grow_while_nothing_changes_and_with_a_slow_service() {
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
async fn when_it_is_asked_next_is_known() {
    let page = Page::new(Some((10, true))).await;
    let away = untrack(|| page.polling.next()) - js_sys::Date::now();
    assert!((2_000.0..=3_000.0).contains(&away), "{away}");
    page.settled.set(None);
    turn().await;
    assert!(untrack(|| page.polling.next()).is_infinite());
}

#[wasm_bindgen_test]
async fn a_page_that_a_person_has_paused_does_not_ask() {
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
async fn a_hidden_page_does_not_ask_and_asks_at_once_when_it_is_shown_again() {
    let page = Page::new(Some((10, true))).await;
    page.is_visible(false).await;
    assert_eq!(page.timers.pauses(), NOTHING);
    page.timers.pass(600_000);
    assert_eq!(page.asked(), 0);
    page.is_visible(true).await;
    assert_eq!(page.asked(), 1);
}

#[wasm_bindgen_test]
async fn a_paused_page_that_is_shown_again_does_not_ask() {
    let page = Page::new(Some((10, true))).await;
    page.polling.toggle();
    page.is_visible(false).await;
    page.is_visible(true).await;
    page.timers.pass(600_000);
    assert_eq!(page.asked(), 0);
}

#[wasm_bindgen_test]
async fn a_page_that_is_gone_asks_nothing_more() {
    let page = Page::new(Some((10, true))).await;
    let (timers, asked) = (page.timers.clone(), Arc::clone(&page.asked));
    drop(page.stage);
    until("no timer", || timers.pauses().is_empty()).await;
    timers.pass(600_000);
    assert_eq!(asked.load(Ordering::Relaxed), 0);
}

#[wasm_bindgen_test]
async fn a_page_that_is_hidden_when_its_time_comes_does_not_ask() {
    let page = Page::new(Some((10, true))).await;
    hide(&document(), "visibilityState", &"hidden".into());
    // Before the clock has had the time to notice.
    page.timers.pass(3_000);
    assert_eq!(page.asked(), 0);
    page.is_visible(true).await;
    assert_eq!(page.asked(), 1);
}

#[wasm_bindgen_test]
async fn a_page_asks_at_once_when_the_device_is_on_a_network_again() {
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
async fn what_failed_for_a_reason_that_passes_is_tried_again_and_nothing_else() {
    let stage = Harness::new();
    let timers = Timers::hold();
    provide_context(Clock::start());
    let failed = RwSignal::new(Some(Error::new(ErrorKind::SignIn)));
    let tried = Arc::new(AtomicUsize::new(0));
    let trying = StoredValue::new(Arc::clone(&tried));
    let retry = move || {
        trying.get_value().fetch_add(1, Ordering::Relaxed);
        failed.set(None);
    };
    again(move || failed.get(), retry);
    turn().await;
    assert_eq!(timers.pauses(), NOTHING);
    let mut busy = Error::new(ErrorKind::TooMany);
    busy.retry_after = Some(90);
    for (error, pause) in
        [(Error::new(ErrorKind::Gateway), 4_500), (busy, 90_000), (Error::new(ErrorKind::Offline), 60_000)]
    {
        failed.set(Some(error));
        turn().await;
        assert_eq!(timers.pauses(), [pause]);
        timers.pass(pause);
        turn().await;
    }
    assert_eq!((tried.load(Ordering::Relaxed), timers.pauses()), (3, Vec::new()));
    drop(stage);
}
