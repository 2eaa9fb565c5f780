//! The clock of the mock service, which tests can control.

use jiff::Timestamp;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The service's current time.
///
/// It starts at [`Options::now`](crate::Options::now) and runs in real time, so that running records make progress.
/// Tests move it with [`advance`](Self::advance) instead of waiting, and freeze it with [`freeze`](Self::freeze) if
/// responses have to be identical.
#[derive(Debug)]
pub struct Clock {
    start: Timestamp,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// The time since the start at which the clock was last started or frozen.
    elapsed_before: Duration,
    /// The instant at which it was last started; `None` if it is frozen.
    running_since: Option<Instant>,
}

impl Clock {
    pub(crate) fn new(start: Timestamp) -> Self {
        let state = State { elapsed_before: Duration::ZERO, running_since: Some(Instant::now()) };
        Self { start, state: Mutex::new(state) }
    }

    /// The start time.
    pub fn start(&self) -> Timestamp {
        self.start
    }

    /// The current time.
    pub fn now(&self) -> Timestamp {
        let elapsed = self.lock().elapsed();
        jiff::SignedDuration::try_from(elapsed)
            .ok()
            .and_then(|elapsed| self.start.checked_add(elapsed).ok())
            .unwrap_or(Timestamp::MAX)
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        let mut state = self.lock();
        state.elapsed_before = state.elapsed_before.saturating_add(by);
    }

    /// Freezes the clock. After that only [`advance`](Self::advance) moves it.
    pub fn freeze(&self) {
        let mut state = self.lock();
        state.elapsed_before = state.elapsed();
        state.running_since = None;
    }

    /// Freezes the clock at its start time, so that two instances show the same time.
    pub fn freeze_at_start(&self) {
        *self.lock() = State { elapsed_before: Duration::ZERO, running_since: None };
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn elapsed(&self) -> Duration {
        let running = self.running_since.map_or(Duration::ZERO, |running_since| running_since.elapsed());
        self.elapsed_before.saturating_add(running)
    }
}
