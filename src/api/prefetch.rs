//! Requests that the boot script sent while the app was still loading.

use std::cell::RefCell;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, Headers};

thread_local! {
    static PREFETCHED: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Registers the boot script's lookup: `take(url, headers, signal)` returns the promise of a response, once for each
/// prefetched request with this very URL and these headers, and `undefined` otherwise.
pub fn register(take: Function) {
    PREFETCHED.set(Some(take));
}

/// Takes the prefetched response of a request, if there is one. Aborting `signal` aborts the request.
pub(super) fn take(url: &str, headers: &Headers, signal: &AbortSignal) -> Option<Promise> {
    PREFETCHED.with_borrow(|take| {
        let arguments = Array::of3(&url.into(), headers, signal);
        Reflect::apply(take.as_ref()?, &JsValue::UNDEFINED, &arguments).ok()?.dyn_into().ok()
    })
}
