//! What a host page adds to the requests of an app within it.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers};

use super::error::{Error, Kind};

/// Adds the headers that it has at this moment. It breaks off when `signal` is aborted.
pub(super) async fn add_headers(ask: &Function, headers: &JsValue, signal: &AbortSignal) -> Result<(), Error> {
    add(ask, headers, signal).await.map_err(|reason| {
        // Of what nobody waits for any more, whatever is said means nothing.
        if signal.aborted() { Error::new(Kind::TimedOut) } else { no_headers(&reason) }
    })
}

async fn add(ask: &Function, headers: &JsValue, signal: &AbortSignal) -> Result<(), JsValue> {
    let given = ask.call0(&JsValue::UNDEFINED)?;
    // What has been aborted before says so no more.
    if signal.aborted() {
        return Err(JsValue::NULL);
    }
    let ended = Promise::new(&mut |_, reject| drop(signal.add_event_listener_with_callback("abort", &reject)));
    let given = JsFuture::from(Promise::race(&Array::of2(&given, &ended))).await?;
    let (Some(given), Some(headers)) = (given.dyn_ref::<Object>(), headers.dyn_ref::<Headers>()) else {
        return Ok(());
    };
    for pair in Object::entries(given) {
        let pair: Array = pair.dyn_into()?;
        if let (Some(name), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) {
            // What HTTP does not allow is left out: the service then says what it misses.
            drop(headers.set(&name, &value));
        }
    }
    Ok(())
}

/// Without what the host page signs its requests with, there is no asking: its own words say why.
fn no_headers(reason: &JsValue) -> Error {
    let mut error = Error::new(Kind::SignIn);
    let message = Reflect::get(reason, &"message".into()).ok().and_then(|message| message.as_string());
    error.message = message.or_else(|| reason.as_string());
    error
}
