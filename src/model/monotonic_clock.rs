//! A clock that can be relied on, made of one that a person, or the network, may set at any moment.

/// What such a clock has shown, and how far it is from the device's own and from the service's.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct MonotonicClock {
    /// What it has shown last, in milliseconds since 1970 UTC.
    shown: f64,
    /// How far it is ahead of the device's: it does not follow where that is set back.
    ahead: f64,
    /// How far the service's is ahead of it.
    service: f64,
}

/// A clock of the service that is no further from ours than this is the same, in milliseconds: answers are on their
/// way for a while, and tell the time by the second.
const NEAR: f64 = 10_000.0;

impl MonotonicClock {
    /// A clock that nobody has looked at yet.
    pub const fn new() -> Self {
        Self { shown: 0.0, ahead: 0.0, service: 0.0 }
    }

    /// What it shows when the device's clock shows `device`. It only goes on; while the device's is set back it
    /// stands.
    pub fn look(&mut self, device: f64) -> f64 {
        self.ahead = self.ahead.max(self.shown - device);
        self.shown = device + self.ahead;
        self.shown
    }

    /// Learns what the service's clock shows at the time of the last look. What is no number says nothing.
    pub fn learn(&mut self, service: f64) {
        let apart = service - self.shown;
        if (apart - self.service).abs() > NEAR {
            self.service = if apart.abs() > NEAR { apart } else { 0.0 };
        }
    }

    /// What the service's clock shows, as far as is known, when this one shows `here`.
    pub fn service(self, here: f64) -> f64 {
        here + self.service
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: f64 = 3_600_000.0;

    #[test]
    #[expect(clippy::float_cmp, reason = "whole numbers")]
    fn a_clock_that_is_set_back_goes_on_from_where_it_was() {
        let mut clock = MonotonicClock::new();
        assert_eq!(clock.look(9.0 * HOUR), 9.0 * HOUR);
        assert_eq!(clock.look(6.0 * HOUR), 9.0 * HOUR);
        assert_eq!(clock.look(6.0 * HOUR + 1.0), 9.0 * HOUR + 1.0);
        // Set back again, and forward, as after a sleep.
        assert_eq!(clock.look(0.0), 9.0 * HOUR + 1.0);
        assert_eq!(clock.look(8.0 * HOUR), 17.0 * HOUR + 1.0);
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "whole numbers")]
    fn the_services_clock_is_the_one_that_its_times_are_told_by() {
        let mut clock = MonotonicClock::new();
        let here = clock.look(9.0 * HOUR);
        assert_eq!(clock.service(here), here);
        clock.learn(here - 2.0 * HOUR);
        assert_eq!(clock.service(here), 7.0 * HOUR);
        // By the second, and a moment ago: no reason to jump.
        clock.learn(here - 2.0 * HOUR - 900.0);
        clock.learn(f64::NAN);
        assert_eq!(clock.service(here + 5.0), 7.0 * HOUR + 5.0);
        // A person sets their own right.
        let here = clock.look(7.0 * HOUR);
        assert_eq!(here, 9.0 * HOUR);
        clock.learn(7.0 * HOUR);
        assert_eq!(clock.service(here), 7.0 * HOUR);
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "whole numbers")]
    fn clocks_that_are_a_few_seconds_apart_are_one() {
        let mut clock = MonotonicClock::new();
        let here = clock.look(9.0 * HOUR);
        clock.learn(here + 8_000.0);
        assert_eq!(clock.service(here), here);
        clock.learn(here + HOUR);
        clock.learn(here + 500.0);
        assert_eq!(clock.service(here), here);
    }
}
