//! Work-around for gloo-net 0.6: sends its requests without its error conversion.
//!
//! Fault 1: `Request::send` converts a rejection with `js_to_error`, which is `unreachable!` for a
//! value that is not a JavaScript `Error` of this realm: a text or `undefined` from a page that wraps `fetch`, or the
//! reason of an abort. `send` panics also when such a `fetch` throws or resolves to something else. A panic stops the
//! page. So [`settle`] converts each rejection itself.
//!
//! Fault 2: `RequestBuilder::build` appends `&` to a URL that has a query of its own, because it joins that and its
//! (empty) list of parameters. The URL would then differ from the one that is documented, cached and prefetched.
//!
//! Tests that fail without this file: `a_fetch_that_rejects_with_anything_is_offline`,
//! `a_fetch_that_throws_or_returns_something_else_is_offline` and `a_body_that_breaks_off_with_anything_is_offline` in
//! `tests/web/failures.rs`, `the_query_is_sent_unchanged` in `tests/web/requests.rs`.
//!
//! gloo-net 0.7 no longer has fault 2, but Leptos 0.8 depends on 0.6, and two versions of one crate are not allowed. The
//! file can go when gloo-net returns an error for every rejection.

use gloo_net::http::{Headers, Request, Response};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestCache, RequestCredentials, RequestRedirect};

use super::error::{Error, ErrorKind};

/// Builds a `GET` request with cookies, past the HTTP cache. `redirect` is the mode for redirects.
///
/// # Errors
/// Offline if the browser refuses the URL.
pub(super) fn build(
    url: &str,
    headers: Headers,
    signal: &AbortSignal,
    redirect: RequestRedirect,
) -> Result<web_sys::Request, Error> {
    let request = Request::get(url)
        .headers(headers)
        .credentials(RequestCredentials::Include)
        // While offline, Firefox would serve an old response from its cache.
        .cache(RequestCache::NoStore)
        .redirect(redirect)
        .abort_signal(Some(signal))
        .build()
        .map_err(|_| Error::new(ErrorKind::Offline))?;
    let request = web_sys::Request::from(request);
    // The same request with the URL that was meant (fault 2): a `Request` has all members of a `RequestInit`.
    web_sys::Request::new_with_str_and_init(url, request.unchecked_ref()).map_err(|reason| rejection(&reason))
}

/// Sends a request. A `fetch` that a page has wrapped may throw, or return something other than a promise.
pub(super) fn send(request: &web_sys::Request) -> Promise {
    let sent = web_sys::window().ok_or(JsValue::UNDEFINED).and_then(|window| {
        let fetch: Function = Reflect::get(&window, &"fetch".into())?.dyn_into()?;
        fetch.call1(&window, request)
    });
    sent.map_or_else(|reason| Promise::reject(&reason), |sent| Promise::resolve(&sent))
}

/// Waits for a response.
///
/// # Errors
/// Why there is none.
pub(super) async fn response(sent: Promise) -> Result<Response, Error> {
    let response: web_sys::Response = settle(sent).await?.dyn_into().map_err(|_| Error::new(ErrorKind::Offline))?;
    Ok(response.into())
}

/// Waits for a promise of the fetch API; a rejection with any value becomes an error.
pub(super) async fn settle(promise: Promise) -> Result<JsValue, Error> {
    JsFuture::from(promise).await.map_err(|reason| rejection(&reason))
}

/// The kind of failure that a rejection means: browsers report all but timeouts and aborts as the same `TypeError`.
fn rejection(reason: &JsValue) -> Error {
    let name = Reflect::get(reason, &"name".into()).ok().and_then(|name| name.as_string());
    let timed_out = name.as_deref() == Some("TimeoutError");
    Error::new(if timed_out { ErrorKind::TimedOut } else { ErrorKind::Offline })
}
