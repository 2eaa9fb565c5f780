//! Requests that were sent before the app was there, by whoever started it: they wait for it with their answers.

use std::cell::RefCell;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

thread_local! {
    static TAKE: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Offers such requests. `take(address, headers, signal)` promises the response, once, if just that was asked, and
/// gives nothing if not.
pub fn offer(take: Function) {
    TAKE.set(Some(take));
}

/// The response to a request that would be sent now. It breaks off when `signal` is aborted.
pub(super) fn take(address: &str, headers: &JsValue, signal: &AbortSignal) -> Option<Promise> {
    TAKE.with_borrow(|take| {
        let arguments = Array::of3(&address.into(), headers, signal);
        Reflect::apply(take.as_ref()?, &JsValue::UNDEFINED, &arguments).ok()?.dyn_into().ok()
    })
}
