//! The address bar of the browser, written through `leptos_router` at a limited rate.
//!
//! Works around two faults of leptos_router 0.8.17, in `BrowserUrl::complete_navigation` (`location/history.rs`):
//! - It unwraps `pushState` and `replaceState`. A browser that is called too often throws (Safari: 100 calls in 30 s), and
//!   the panic stops the page. So calls are limited here, and the last address is written later.
//! - It skips `pushState` where the new address is the last of its own stack, which is wrong after a jump of more than
//!   one step in the history. So the address is compared afterwards, and pushed here if it is missing.
//!
//! Tests: `a_browser_that_refuses_push_state_stops_nothing` and
//! `a_page_is_pushed_after_a_jump_of_two_steps_back_from_it` in `tests/web/browser_shell.rs`. Exit condition: when the
//! router returns an error and compares with the current entry, this file can go.

use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsValue;

use crate::api::clock::now;
use crate::model::rate_limit::RateLimit;
use crate::navigation::HistoryMode;

/// The most history calls in [`WINDOW_MS`]: below Safari's 100 in 30 s.
const MAX_CALLS: usize = 80;
/// The period that the limit applies to.
const WINDOW_MS: f64 = 30_000.0;

/// The function of [`use_navigate`].
type Navigate = dyn Fn(&str, NavigateOptions) + Send + Sync;

/// Writes addresses to the history.
#[derive(Clone)]
pub(super) struct AddressBar {
    navigate: Arc<Navigate>,
    limit: StoredValue<RateLimit>,
    /// The address as last written here, or as last changed by back or forward.
    address: StoredValue<String>,
    /// The write that waits for the limit.
    pending: StoredValue<Option<TimeoutHandle>>,
}

impl AddressBar {
    /// Must be called within `<Router>`; `address` is the current address.
    pub(super) fn new(address: String) -> Self {
        Self {
            navigate: Arc::new(use_navigate()),
            limit: StoredValue::new(RateLimit::new(MAX_CALLS, WINDOW_MS)),
            address: StoredValue::new(address),
            pending: StoredValue::new(None),
        }
    }

    /// Shows an absolute address: at once, or, beyond the rate limit, the last one as soon as it is allowed. An address
    /// that was not pushed in time becomes part of the entry before: the page itself never waits.
    pub(super) fn show(&self, href: &str, mode: HistoryMode) {
        self.cancel_pending();
        match self.limit.try_update_value(|limit| limit.take(now())) {
            Some(Ok(())) => self.write(href, mode),
            Some(Err(wait_ms)) => self.show_later(href.to_owned(), wait_ms),
            None => {}
        }
    }

    /// Whether an address was not written here, but comes from back or forward; a pending write is then dropped.
    pub(super) fn accept_external(&self, address: &str) -> bool {
        let is_external = self.address.try_with_value(|known| known != address) == Some(true);
        if is_external {
            self.cancel_pending();
            self.address.try_set_value(address.to_owned());
        }
        is_external
    }

    fn cancel_pending(&self) {
        if let Some(timer) = self.pending.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    fn show_later(&self, href: String, wait_ms: f64) {
        let bar = self.clone();
        let write = move || bar.show(&href, HistoryMode::Replace);
        let timer = set_timeout_with_handle(write, Duration::from_secs_f64(wait_ms.max(0.0) / 1000.0));
        self.pending.try_set_value(timer.ok());
    }

    fn write(&self, href: &str, mode: HistoryMode) {
        self.address.try_set_value(href.to_owned());
        let replace = mode == HistoryMode::Replace;
        (self.navigate)(href, NavigateOptions { resolve: false, replace, scroll: false, ..NavigateOptions::default() });
        let is_shown = window().location().href().is_ok_and(|shown| shown == href);
        if !is_shown && let Ok(history) = window().history() {
            drop(history.push_state_with_url(&JsValue::NULL, "", Some(href)));
        }
    }
}
