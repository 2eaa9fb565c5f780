//! The time of day, for what counts up on the page, and whether anybody sees it.

use std::time::Duration;

use leptos::prelude::*;
use web_sys::VisibilityState;

use crate::api::clock::now;
use crate::model::poll;

/// A clock that views may watch. One for the whole app.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    second: RwSignal<f64>,
    minute: RwSignal<f64>,
    seen: RwSignal<bool>,
    online: RwSignal<bool>,
}

impl Clock {
    /// Starts it; it stops with the reactive owner that it was started under.
    pub fn start() -> Self {
        let (second, minute) = (RwSignal::new(now()), RwSignal::new(now()));
        let clock = Self { second, minute, seen: RwSignal::new(true), online: RwSignal::new(true) };
        clock.look();
        let tick = move || {
            if !clock.look() {
                return;
            }
            let now = now();
            second.set(now);
            let is_online = window().navigator().on_line();
            if clock.online.get_untracked() != is_online {
                clock.online.set(is_online);
            }
            if (now / 60_000.0).floor() > (minute.get_untracked() / 60_000.0).floor() {
                minute.set(now);
            }
        };
        if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
        clock
    }

    /// Whether the page is shown, and not in a tab behind others; wakes its watcher within a second of its being
    /// hidden, and at once when it is shown again.
    pub fn is_seen(self) -> bool {
        self.seen.get()
    }

    /// Whether the device is on a network, as far as the browser knows; wakes its watcher within a second. What is on
    /// this device is reached without one, so that nobody may be kept from asking by this.
    pub fn is_online(self) -> bool {
        self.online.get()
    }

    /// Looks whether the page is shown now. A device that has slept wakes with a page that is shown again.
    ///
    /// Without a listener: the event is the document's alone, and within a host page that is not ours to listen on. A
    /// hidden page is drawn no frames; the first one comes when it is shown again.
    pub fn look(self) -> bool {
        let has_slept = self.second.try_get_untracked().is_some_and(|before| poll::was_suspended(before, now()));
        let is_shown = document().visibility_state() == VisibilityState::Visible && !has_slept;
        if !is_shown && self.seen.try_get_untracked() == Some(true) {
            self.seen.set(false);
            self.await_frame();
        }
        is_shown
    }

    fn await_frame(self) {
        request_animation_frame(move || {
            if document().visibility_state() == VisibilityState::Visible {
                self.second.set(now());
                self.seen.set(true);
            } else if self.seen.try_get_untracked().is_some() {
                self.await_frame();
            }
        });
    }

    /// Now, in milliseconds since 1970 UTC; wakes its watcher each second.
    pub fn second(self) -> f64 {
        self.second.get()
    }

    /// Now; wakes its watcher each minute, which is enough for "3 days ago".
    pub fn minute(self) -> f64 {
        self.minute.track();
        now()
    }
}

/// The app's clock.
pub fn use_clock() -> Clock {
    use_context().unwrap_or_else(Clock::start)
}
