//! The clock of the app: the current time for durations and ages, page visibility, and network status.

use std::time::Duration;

use leptos::prelude::*;
use web_sys::VisibilityState;

use crate::api::clock::now;
use crate::model::poll;

/// A reactive clock; one for the whole app.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    second: RwSignal<f64>,
    minute: RwSignal<f64>,
    visible: RwSignal<bool>,
    online: RwSignal<bool>,
}

impl Clock {
    /// Starts the clock; it stops when the current reactive owner is disposed.
    pub fn start() -> Self {
        let (second, minute) = (RwSignal::new(now()), RwSignal::new(now()));
        let clock = Self { second, minute, visible: RwSignal::new(true), online: RwSignal::new(true) };
        clock.check_visibility();
        let tick = move || {
            if !clock.check_visibility() {
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

    /// Whether the page is visible. Tracked: notifies within a second after the page was hidden, and at once when it is
    /// visible again.
    pub fn is_visible(self) -> bool {
        self.visible.get()
    }

    /// Whether the browser believes that the device has a network. Tracked: notifies within a second. A service on this
    /// device can be reached without a network, so this must not prevent a request by the user.
    pub fn is_online(self) -> bool {
        self.online.get()
    }

    /// Checks whether the page is visible now. A device that was suspended counts as hidden and visible again.
    ///
    /// Polled instead of a `visibilitychange` listener, because within a host page the document belongs to the host. A
    /// hidden page gets no animation frames, so the first one is the moment when it is visible again.
    pub fn check_visibility(self) -> bool {
        let was_suspended = self.second.try_get_untracked().is_some_and(|before| poll::was_suspended(before, now()));
        let is_visible = document().visibility_state() == VisibilityState::Visible && !was_suspended;
        if !is_visible && self.visible.try_get_untracked() == Some(true) {
            self.visible.set(false);
            self.await_frame();
        }
        is_visible
    }

    fn await_frame(self) {
        request_animation_frame(move || {
            if document().visibility_state() == VisibilityState::Visible {
                self.second.set(now());
                self.visible.set(true);
            } else if self.visible.try_get_untracked().is_some() {
                self.await_frame();
            }
        });
    }

    /// The current time in milliseconds since 1970 UTC. Tracked: notifies every second.
    pub fn second(self) -> f64 {
        self.second.get()
    }

    /// The current time. Tracked: notifies every minute, which is enough for "3 days ago".
    pub fn minute(self) -> f64 {
        self.minute.track();
        now()
    }
}

/// The app's clock.
pub fn use_clock() -> Clock {
    use_context().unwrap_or_else(Clock::start)
}
