//! The time limits of a request: on the silence of the service, and a generous one on the whole response.

use std::cell::RefCell;

use gloo_timers::callback;
use wasm_bindgen::JsValue;
use web_sys::{AbortController, AbortSignal};

use super::clock::now;

/// How long a response may be silent before its headers and between two pieces of its body, in milliseconds. A gateway
/// gives up after 60 seconds as a rule, and its error says more than a timeout.
const MAX_SILENCE_MS: u32 = 75_000;
/// How long a response may take as a whole, in milliseconds: half an hour.
const MAX_DURATION_MS: f64 = 1_800_000.0;

/// An abort signal that fires after a silence, unless this is dropped before.
///
/// `AbortSignal.timeout` cannot be cancelled: it keeps its listeners alive until the time is over, however long ago the
/// request has ended, and a page that polls would keep hundreds of them.
#[derive(Debug)]
pub(super) struct Timeout {
    controller: AbortController,
    timer: RefCell<callback::Timeout>,
    ends_at: f64,
}

impl Timeout {
    /// Starts the limits.
    pub(super) fn new() -> Result<Self, JsValue> {
        let controller = AbortController::new()?;
        let timer = RefCell::new(abort_after(&controller, MAX_SILENCE_MS));
        Ok(Self { controller, timer, ends_at: now() + MAX_DURATION_MS })
    }

    /// Notes that a piece of the response has arrived.
    pub(super) fn restart(&self) {
        let left = (self.ends_at - now()).clamp(0.0, MAX_SILENCE_MS.into());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the limits")]
        drop(self.timer.replace(abort_after(&self.controller, left as u32)));
    }

    pub(super) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// Whether a limit was exceeded.
    pub(super) fn has_elapsed(&self) -> bool {
        self.signal().aborted()
    }
}

fn abort_after(controller: &AbortController, milliseconds: u32) -> callback::Timeout {
    let controller = controller.clone();
    callback::Timeout::new(milliseconds, move || controller.abort())
}
