//! The stand-in's own time: it runs like a clock on the wall, and a test may push it on.

use jiff::Timestamp;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What the service believes the time to be.
///
/// It starts at [`Options::now`](crate::Options::now) and goes on by itself, so that a running
/// record runs. A test that must not wait pushes it on with [`advance`](Self::advance), and holds
/// it still with [`stop`](Self::stop) where two answers have to be the same to the byte.
#[derive(Debug)]
pub struct Clock {
    start: Timestamp,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// What was shown when the clock was last started or stopped.
    shown: Duration,
    /// When it was last started; `None` while it stands.
    since: Option<Instant>,
}

impl Clock {
    pub(crate) fn new(start: Timestamp) -> Self {
        let state = State { shown: Duration::ZERO, since: Some(Instant::now()) };
        Self { start, state: Mutex::new(state) }
    }

    /// The moment it started at.
    pub fn start(&self) -> Timestamp {
        self.start
    }

    /// The time it shows.
    pub fn now(&self) -> Timestamp {
        let elapsed = self.lock().elapsed();
        jiff::SignedDuration::try_from(elapsed)
            .ok()
            .and_then(|elapsed| self.start.checked_add(elapsed).ok())
            .unwrap_or(Timestamp::MAX)
    }

    /// Moves it forward at once.
    pub fn advance(&self, by: Duration) {
        let mut state = self.lock();
        state.shown = state.shown.saturating_add(by);
    }

    /// Holds it still: from now on only [`advance`](Self::advance) moves it.
    pub fn stop(&self) {
        let mut state = self.lock();
        state.shown = state.elapsed();
        state.since = None;
    }

    /// Holds it still at the moment that it started at, however long ago that was: two instances then show the same.
    pub fn hold(&self) {
        *self.lock() = State { shown: Duration::ZERO, since: None };
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn elapsed(&self) -> Duration {
        let running = self.since.map_or(Duration::ZERO, |since| since.elapsed());
        self.shown.saturating_add(running)
    }
}
