//! The time of day, for what counts up on the page.

use std::time::Duration;

use leptos::prelude::*;

use crate::api::client::now;

/// A clock that views may watch. One for the whole app.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    second: RwSignal<f64>,
    minute: RwSignal<f64>,
}

impl Clock {
    /// Starts it; it stops with the reactive owner that it was started under.
    pub fn start() -> Self {
        let (second, minute) = (RwSignal::new(now()), RwSignal::new(now()));
        let tick = move || {
            let now = now();
            second.set(now);
            if (now / 60_000.0).floor() > (minute.get_untracked() / 60_000.0).floor() {
                minute.set(now);
            }
        };
        if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
        Self { second, minute }
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
pub fn clock() -> Clock {
    use_context().unwrap_or_else(Clock::start)
}
