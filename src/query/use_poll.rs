//! Polling: refetching while the data is expected to change.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::clock::use_clock;
use super::effect::effect;
use super::unsubscribe::unsubscribe_on_cleanup;
use super::use_query::QueryHandle;
use crate::api::Error;
use crate::api::clock::now;
use crate::model::poll;

/// The outcome of the last requests, as far as the poll interval depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PollHint {
    /// The shortest interval until the next request, in milliseconds.
    pub min_interval_ms: u32,
    /// Whether the data changed.
    pub data_changed: bool,
}

/// The state of the polling of a page.
#[derive(Debug, Clone, Copy)]
pub struct Polling {
    is_wanted: Memo<bool>,
    is_paused: RwSignal<bool>,
    next_at: RwSignal<f64>,
}

impl Polling {
    /// Whether the data is expected to change; tracked.
    pub fn is_wanted(self) -> bool {
        self.is_wanted.get()
    }

    /// Whether the user paused the polling; tracked.
    pub fn is_paused(self) -> bool {
        self.is_paused.get()
    }

    /// Pauses or resumes the polling.
    pub fn toggle(self) {
        self.is_paused.update(|is_paused| *is_paused = !*is_paused);
    }

    /// The time of the next request in milliseconds since 1970 UTC, by the app's monotonic clock; infinity if none is
    /// scheduled. Tracked.
    pub fn next_at(self) -> f64 {
        self.next_at.get()
    }
}

/// Retries automatically after a transient error, at the intervals of [`use_poll`].
pub fn use_retry(
    error: impl Fn() -> Option<Error> + Copy + Send + Sync + 'static,
    retry: impl Fn() + Copy + Send + Sync + 'static,
) {
    let transient = move || error().filter(Error::is_transient);
    let after = |error: Error| poll::min_interval_after_error(error.retry_after);
    let hint = move || transient().map(|error| PollHint { min_interval_ms: after(error), data_changed: false });
    use_poll(move || transient().is_some(), hint, retry, || None);
}

/// Calls `refetch` while `is_wanted`, at the intervals of [`poll::next_interval`]; `hint` is `None` while a request
/// runs. It refetches at once when the page is visible or the device online again. While the page is hidden, only the
/// query of `while_hidden` is refetched, slowly, so that the title and the icon of the tab stay right.
pub fn use_poll(
    is_wanted: impl Fn() -> bool + Send + Sync + 'static,
    hint: impl Fn() -> Option<PollHint> + Send + Sync + 'static,
    refetch: impl Fn() + Copy + Send + Sync + 'static,
    while_hidden: impl Fn() -> Option<QueryHandle> + Send + Sync + 'static,
) -> Polling {
    poll(Box::new(is_wanted), Box::new(hint), Arc::new(refetch), Box::new(while_hidden))
}

/// A function that reads signals.
type Read<T> = Box<dyn Fn() -> T + Send + Sync>;

/// [`use_poll`], compiled once for all pages.
fn poll(
    is_wanted: Read<bool>,
    hint: Read<Option<PollHint>>,
    refetch: Arc<dyn Fn() + Send + Sync>,
    while_hidden: Read<Option<QueryHandle>>,
) -> Polling {
    let polling = Polling {
        is_wanted: Memo::new(move |_| is_wanted()),
        is_paused: RwSignal::new(false),
        next_at: RwSignal::new(f64::INFINITY),
    };
    let was_polled_hidden = StoredValue::new(false);
    refetch_on_return(polling, was_polled_hidden, Arc::clone(&refetch));
    let clock = use_clock();
    let last = StoredValue::new(poll::MIN_INTERVAL_MS);
    effect(move || {
        unsubscribe_on_cleanup();
        let is_visible = clock.is_visible();
        let hidden = if is_visible { None } else { while_hidden() };
        let is_active = polling.is_wanted() && !polling.is_paused() && (is_visible || hidden.is_some());
        let (true, Some(PollHint { min_interval_ms, data_changed })) = (is_active, hint()) else {
            polling.next_at.set(f64::INFINITY);
            return;
        };
        let interval = match hidden {
            Some(_) => poll::HIDDEN_INTERVAL_MS.max(min_interval_ms),
            None => poll::next_interval(last.get_value(), min_interval_ms, data_changed),
        };
        last.set_value(interval);
        let refetch = Arc::clone(&refetch);
        let run = move || match hidden {
            Some(handle) => {
                was_polled_hidden.set_value(true);
                handle.refetch();
            }
            // The clock notices a hidden page up to a second late.
            None if clock.check_visibility() => refetch(),
            None => {}
        };
        if let Ok(timer) = set_timeout_with_handle(run, Duration::from_millis(interval.into())) {
            on_cleanup(move || timer.clear());
            polling.next_at.set(now() + f64::from(interval));
        }
    });
    polling
}

/// Refetches when the page becomes visible again or the device is online again: while polling is wanted, or if a part of
/// the page has been refetched while it was hidden.
fn refetch_on_return(polling: Polling, was_polled_hidden: StoredValue<bool>, refetch: Arc<dyn Fn() + Send + Sync>) {
    let clock = use_clock();
    let was_present = StoredValue::new(true);
    effect(move || {
        unsubscribe_on_cleanup();
        let is_present = clock.is_visible() && clock.is_online();
        let was_present = was_present.try_update_value(|before| std::mem::replace(before, is_present));
        let is_polling = polling.is_wanted.get_untracked() && !polling.is_paused.get_untracked();
        if is_present && was_present == Some(false) {
            let was_polled_hidden = was_polled_hidden.try_update_value(std::mem::take).unwrap_or_default();
            if is_polling || was_polled_hidden {
                untrack(|| refetch());
            }
        }
    });
}
