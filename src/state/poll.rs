//! Asking again by itself while something is running.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use web_sys::VisibilityState;

use super::effect::watch;
use crate::api::client::now;
use crate::model::poll;

/// How the last answers came: how long the slowest took, in milliseconds, and whether any said something new.
/// `None` while one is still awaited.
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

    /// When it asks next, in milliseconds since 1970 UTC; infinity is never.
    pub fn next(self) -> f64 {
        self.next.get()
    }
}

/// Calls `refresh` again and again while `wanted`, at the pace of [`poll::pause`]; not while the page is hidden,
/// but at once when it is shown again.
pub fn poll(
    wanted: impl Fn() -> bool + Send + Sync + 'static,
    settled: impl Fn() -> Settled + Send + Sync + 'static,
    refresh: impl Fn() + Copy + Send + Sync + 'static,
) -> Polling {
    let wanted = Memo::new(move |_| wanted());
    let paused = RwSignal::new(false);
    let next = RwSignal::new(f64::INFINITY);
    let is_visible = || document().visibility_state() == VisibilityState::Visible;
    let visible = RwSignal::new(is_visible());
    // The event bubbles from the document to the window.
    let handle = window_event_listener(ev::Custom::<ev::Event>::new("visibilitychange"), move |_| {
        visible.set(is_visible());
        if is_visible() && wanted.get_untracked() && !paused.get_untracked() {
            refresh();
        }
    });
    on_cleanup(move || handle.remove());

    let before = StoredValue::new(poll::SHORTEST);
    watch(move || {
        let going = wanted.get() && visible.get() && !paused.get();
        let (true, Some((took, changed))) = (going, settled()) else {
            next.set(f64::INFINITY);
            return;
        };
        let pause = poll::pause(before.get_value(), took, changed);
        before.set_value(pause);
        if let Ok(timer) = set_timeout_with_handle(refresh, Duration::from_millis(pause.into())) {
            on_cleanup(move || timer.clear());
            next.set(now() + f64::from(pause));
        }
    });
    Polling { wanted, paused, next }
}
