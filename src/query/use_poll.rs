//! Asking again by itself while something is running.

use std::time::Duration;

use leptos::prelude::*;

use super::clock::use_clock;
use super::effect::watch;
use crate::api::Error;
use crate::api::clock::now;
use crate::model::poll;

/// How the last answers came: the shortest pause that all of them allow, in milliseconds, and whether any said something
/// new. `None` while one is still awaited.
pub type Settled = Option<(u32, bool)>;

/// A page that asks again.
#[derive(Debug, Clone, Copy)]
pub struct Polling {
    wanted: Memo<bool>,
    paused: RwSignal<bool>,
    next: RwSignal<f64>,
}

impl Polling {
    /// Whether there is anything to wait for.
    pub fn wanted(self) -> bool {
        self.wanted.get()
    }

    /// Whether a person has stopped it.
    pub fn paused(self) -> bool {
        self.paused.get()
    }

    /// Stops it, or lets it go on.
    pub fn toggle(self) {
        self.paused.update(|paused| *paused = !*paused);
    }

    /// When it asks next, in milliseconds since 1970 UTC, by a clock that only goes on; infinity is never.
    pub fn next(self) -> f64 {
        self.next.get()
    }
}

/// Tries again by itself what `failed` for a reason that passes, at the same pace.
pub fn again(
    failed: impl Fn() -> Option<Error> + Copy + Send + Sync + 'static,
    retry: impl Fn() + Copy + Send + Sync + 'static,
) {
    let passing = move || failed().filter(Error::is_transient);
    let settled = move || passing().map(|error| (poll::min_interval_after_error(error.retry_after), false));
    poll(move || passing().is_some(), settled, retry);
}

/// Calls `refresh` again and again while `wanted`, at the pace of [`poll::next_interval`]; not while the page is hidden,
/// but at once when it is shown again, and when the device is on a network again.
pub fn poll(
    wanted: impl Fn() -> bool + Send + Sync + 'static,
    settled: impl Fn() -> Settled + Send + Sync + 'static,
    refresh: impl Fn() + Copy + Send + Sync + 'static,
) -> Polling {
    let wanted = Memo::new(move |_| wanted());
    let paused = RwSignal::new(false);
    let next = RwSignal::new(f64::INFINITY);
    let clock = use_clock();
    let was_there = StoredValue::new(true);
    watch(move || {
        let is_there = clock.is_seen() && clock.is_online();
        let was_there = was_there.try_update_value(|was_there| std::mem::replace(was_there, is_there));
        if is_there && was_there == Some(false) && wanted.get_untracked() && !paused.get_untracked() {
            untrack(refresh);
        }
    });
    // It may have been hidden a moment ago.
    let ask = move || {
        if clock.look() {
            refresh();
        }
    };

    let last = StoredValue::new(poll::MIN_INTERVAL_MS);
    watch(move || {
        let going = wanted.get() && clock.is_seen() && !paused.get();
        let (true, Some((least, changed))) = (going, settled()) else {
            next.set(f64::INFINITY);
            return;
        };
        let pause = poll::next_interval(last.get_value(), least, changed);
        last.set_value(pause);
        if let Ok(timer) = set_timeout_with_handle(ask, Duration::from_millis(pause.into())) {
            on_cleanup(move || timer.clear());
            next.set(now() + f64::from(pause));
        }
    });
    Polling { wanted, paused, next }
}
