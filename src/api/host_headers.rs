//! Headers that a host page adds to the requests of an embedded app, such as an access token.

use gloo_net::http::Headers;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

use super::error::{Error, ErrorKind};
use super::headers::set;

/// Calls the host's `provider` and adds the headers of the object that it returns or promises. Aborting `signal` ends
/// the wait.
///
/// # Errors
/// A sign-in error with the host's message if the provider fails, because requests without its headers would be
/// refused.
pub(super) async fn add_host_headers(
    provider: &Function,
    headers: &Headers,
    signal: &AbortSignal,
) -> Result<(), Error> {
    add(provider, headers, signal).await.map_err(|reason| {
        // After an abort the reason does not matter.
        if signal.aborted() { Error::new(ErrorKind::TimedOut) } else { provider_error(&reason) }
    })
}

async fn add(provider: &Function, headers: &Headers, signal: &AbortSignal) -> Result<(), JsValue> {
    let provided = provider.call0(&JsValue::UNDEFINED)?;
    // An `abort` event does not fire on a signal that is aborted already.
    if signal.aborted() {
        return Err(JsValue::NULL);
    }
    let aborted = Promise::new(&mut |_, reject| drop(signal.add_event_listener_with_callback("abort", &reject)));
    let provided = JsFuture::from(Promise::race(&Array::of2(&provided, &aborted))).await?;
    let Some(provided) = provided.dyn_ref::<Object>() else { return Ok(()) };
    for pair in Object::entries(provided) {
        let pair: Array = pair.dyn_into()?;
        if let (Some(name), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) {
            set(headers, &name, &value);
        }
    }
    Ok(())
}

fn provider_error(reason: &JsValue) -> Error {
    let mut error = Error::new(ErrorKind::SignIn);
    let message = Reflect::get(reason, &"message".into()).ok().and_then(|message| message.as_string());
    error.message = message.or_else(|| reason.as_string());
    error
}
