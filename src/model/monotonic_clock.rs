//! A monotonic clock on top of the device's clock, which the user or NTP may set at any moment.
//!
//! Not `performance.now()`: it stops in some browsers while the device is suspended, so ages would be too small afterwards.

/// A monotonic clock that also estimates the server's clock from `Date` headers.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct MonotonicClock {
    /// The time of the last [`tick`](Self::tick), in milliseconds since 1970 UTC.
    last: f64,
    /// The lead of this clock over the device's clock, after that was set back.
    offset: f64,
    /// The lead of the server's clock over this clock.
    server_offset: f64,
}

/// Differences between the server's clock and this one up to this many milliseconds are ignored: `Date` has a
/// resolution of one second, and responses have a latency.
const TOLERANCE_MS: f64 = 10_000.0;

impl MonotonicClock {
    /// A clock before its first tick.
    pub const fn new() -> Self {
        Self { last: 0.0, offset: 0.0, server_offset: 0.0 }
    }

    /// Reads the clock when the device's clock shows `device`. The result never decreases: when the device's clock is
    /// set back, this clock continues from its last value.
    pub fn tick(&mut self, device: f64) -> f64 {
        self.offset = self.offset.max(self.last - device);
        self.last = device + self.offset;
        self.last
    }

    /// Sets the server's clock as of the last tick. NaN, from a header that is not a date, is ignored.
    pub fn sync_server(&mut self, server: f64) {
        let apart = server - self.last;
        if (apart - self.server_offset).abs() > TOLERANCE_MS {
            self.server_offset = if apart.abs() > TOLERANCE_MS { apart } else { 0.0 };
        }
    }

    /// The estimated time of the server when this clock shows `here`.
    pub fn server_time(self, here: f64) -> f64 {
        here + self.server_offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: f64 = 3_600_000.0;

    #[test]
    #[expect(clippy::float_cmp, reason = "whole numbers")]
    fn a_clock_that_is_set_back_continues_from_its_last_value() {
        let mut clock = MonotonicClock::new();
        assert_eq!(clock.tick(9.0 * HOUR), 9.0 * HOUR);
        assert_eq!(clock.tick(6.0 * HOUR), 9.0 * HOUR);
        assert_eq!(clock.tick(6.0 * HOUR + 1.0), 9.0 * HOUR + 1.0);
        // Set back again, and forward, as after a sleep.
        assert_eq!(clock.tick(0.0), 9.0 * HOUR + 1.0);
        assert_eq!(clock.tick(8.0 * HOUR), 17.0 * HOUR + 1.0);
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "whole numbers")]
    fn server_time_follows_the_servers_clock() {
        let mut clock = MonotonicClock::new();
        let here = clock.tick(9.0 * HOUR);
        assert_eq!(clock.server_time(here), here);
        clock.sync_server(here - 2.0 * HOUR);
        assert_eq!(clock.server_time(here), 7.0 * HOUR);
        // Within the tolerance: no jump.
        clock.sync_server(here - 2.0 * HOUR - 900.0);
        clock.sync_server(f64::NAN);
        assert_eq!(clock.server_time(here + 5.0), 7.0 * HOUR + 5.0);
        // The user corrects the device's clock.
        let here = clock.tick(7.0 * HOUR);
        assert_eq!(here, 9.0 * HOUR);
        clock.sync_server(7.0 * HOUR);
        assert_eq!(clock.server_time(here), 7.0 * HOUR);
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "whole numbers")]
    fn a_difference_of_a_few_seconds_is_ignored() {
        let mut clock = MonotonicClock::new();
        let here = clock.tick(9.0 * HOUR);
        clock.sync_server(here + 8_000.0);
        assert_eq!(clock.server_time(here), here);
        clock.sync_server(here + HOUR);
        clock.sync_server(here + 500.0);
        assert_eq!(clock.server_time(here), here);
    }
}
