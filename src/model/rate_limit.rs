//! A rate limit in a sliding window of time. Browsers refuse `history.pushState` and `replaceState` above such a limit.

use std::collections::VecDeque;

/// A sliding-window rate limit.
#[derive(Debug, Clone)]
pub struct RateLimit {
    max_events: usize,
    window_ms: f64,
    /// The times of the events in the window, oldest first.
    events: VecDeque<f64>,
}

impl RateLimit {
    /// A limit of `max_events` in any `window_ms` milliseconds.
    pub const fn new(max_events: usize, window_ms: f64) -> Self {
        Self { max_events, window_ms, events: VecDeque::new() }
    }

    /// Counts an event at `now`, in milliseconds of a clock that never goes back.
    ///
    /// # Errors
    /// The event would exceed the limit and is not counted: the milliseconds until it would not.
    pub fn take(&mut self, now: f64) -> Result<(), f64> {
        while self.events.front().is_some_and(|first| now - first >= self.window_ms) {
            self.events.pop_front();
        }
        match self.events.front() {
            Some(first) if self.events.len() >= self.max_events => Err(first + self.window_ms - now),
            _ => {
                self.events.push_back(now);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_beyond_the_limit_wait_until_the_oldest_leaves_the_window() {
        let mut limit = RateLimit::new(2, 1000.0);
        assert_eq!((limit.take(0.0), limit.take(100.0)), (Ok(()), Ok(())));
        assert_eq!(limit.take(300.0), Err(700.0));
        assert_eq!(limit.take(999.0), Err(1.0));
        assert_eq!(limit.take(1000.0), Ok(()));
        assert_eq!(limit.take(1050.0), Err(50.0));
    }

    #[test]
    fn an_event_that_was_refused_does_not_count() {
        let mut limit = RateLimit::new(1, 1000.0);
        assert_eq!(limit.take(0.0), Ok(()));
        for now in [1.0, 500.0, 999.0] {
            assert!(limit.take(now).is_err());
        }
        assert_eq!(limit.take(1000.0), Ok(()));
    }
}
