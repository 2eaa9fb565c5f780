//! The timeout of a request.

use gloo_timers::callback;
use wasm_bindgen::JsValue;
use web_sys::{AbortController, AbortSignal};

/// An abort signal that fires after a time, unless this is dropped before.
///
/// `AbortSignal.timeout` cannot be cancelled: it keeps its listeners alive until the time is over, however long ago the
/// request has ended, and a page that polls would keep hundreds of them.
#[derive(Debug)]
pub(super) struct Timeout {
    controller: AbortController,
    _timer: callback::Timeout,
}

impl Timeout {
    /// Starts a timeout.
    pub(super) fn new(milliseconds: u32) -> Result<Self, JsValue> {
        let controller = AbortController::new()?;
        let aborted = controller.clone();
        let timer = callback::Timeout::new(milliseconds, move || aborted.abort());
        Ok(Self { controller, _timer: timer })
    }

    pub(super) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// Whether the time is over.
    pub(super) fn has_elapsed(&self) -> bool {
        self.signal().aborted()
    }
}
