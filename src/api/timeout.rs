//! How long something may take.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, AbortSignal, DomException};

/// A signal that is aborted when a time has passed, unless this is dropped before.
///
/// The browser's own, `AbortSignal.timeout`, stays with all that hangs on it until the time has passed, however long
/// ago what it was for has ended: a page that asks often keep_mounted hundreds.
#[derive(Debug)]
pub(super) struct Limit {
    controller: AbortController,
    timer: Option<i32>,
    _passed: Closure<dyn FnMut()>,
}

impl Limit {
    /// From now on, in milliseconds.
    pub(super) fn new(milliseconds: i32) -> Result<Self, JsValue> {
        let controller = AbortController::new()?;
        let aborted = controller.clone();
        // As the browser's own says it.
        let reason = DomException::new_with_message_and_name("", "TimeoutError")?;
        let passed = Closure::<dyn FnMut()>::new(move || aborted.abort_with_reason(&reason));
        let work = passed.as_ref().unchecked_ref();
        let timer = web_sys::window()
            .and_then(|window| window.set_timeout_with_callback_and_timeout_and_arguments_0(work, milliseconds).ok());
        Ok(Self { controller, timer, _passed: passed })
    }

    pub(super) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        if let (Some(window), Some(timer)) = (web_sys::window(), self.timer) {
            window.clear_timeout_with_handle(timer);
        }
    }
}
