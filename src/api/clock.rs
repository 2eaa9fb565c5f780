//! The page's monotonic clock, and the service's clock as its `Date` headers show it.

use std::cell::Cell;

use js_sys::Date;

use crate::model::monotonic_clock::MonotonicClock;

thread_local! {
    static CLOCK: Cell<MonotonicClock> = const { Cell::new(MonotonicClock::new()) };
}

/// The current time in milliseconds since 1970 UTC. It never decreases, even when the device's clock is set back.
pub fn now() -> f64 {
    let mut clock = CLOCK.get();
    let now = clock.tick(Date::now());
    CLOCK.set(clock);
    now
}

/// The service's time when [`now`] is `here`. Ages and durations of what the service recorded need it, because the
/// device's clock may be hours off.
pub fn service_time(here: f64) -> f64 {
    CLOCK.get().server_time(here)
}

/// Adjusts [`service_time`] to the `Date` header of a response that has just arrived.
pub(super) fn sync_server_clock(date: &str) {
    now();
    let mut clock = CLOCK.get();
    clock.sync_server(Date::parse(date));
    CLOCK.set(clock);
}
