//! In place of the crate `wasm-streams`, by `[patch.crates-io]` in the workspace's manifest.
//!
//! Leptos depends on it through `server_fn`, for functions that run on a server. The app has none, so nothing here is
//! ever called. The real crate exports three classes to JavaScript, and what is exported stays in the page.
#![cfg(target_arch = "wasm32")]

use futures_util::Stream;
use futures_util::stream::{Empty, empty};
use wasm_bindgen::JsValue;

/// A stream of the browser's.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Around the browser's own.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// The browser's own.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Nothing of the stream: there is nobody to read it.
    pub fn into_stream(self) -> Empty<Result<JsValue, JsValue>> {
        empty()
    }

    /// A stream of nothing: there is nobody to send it to.
    pub fn from_stream<S: Stream<Item = Result<JsValue, JsValue>> + 'static>(_: S) -> Self {
        Self(web_sys::ReadableStream::from(JsValue::UNDEFINED))
    }
}
