//! Cooperative yielding: long work is split into slices, so that the page stays responsive.

use gloo_timers::future::TimeoutFuture;

use super::clock::now;

/// The longest slice of work without a yield, in milliseconds: half a frame at 60 Hz.
const SLICE_MS: f64 = 8.0;

/// Yields to the browser whenever a slice of work has lasted `SLICE_MS`.
#[derive(Debug)]
pub struct Yielder {
    slice_began: f64,
}

impl Yielder {
    /// Begins the first slice.
    pub fn new() -> Self {
        Self { slice_began: now() }
    }

    /// Yields if the current slice is over. Call it after each step of the work.
    pub async fn maybe_yield(&mut self) {
        if now() - self.slice_began > SLICE_MS {
            yield_to_browser().await;
            *self = Self::new();
        }
    }
}

impl Default for Yielder {
    fn default() -> Self {
        Self::new()
    }
}

/// Yields to the browser, which handles input and paints before it starts the task of the timer.
pub async fn yield_to_browser() {
    TimeoutFuture::new(0).await;
}
