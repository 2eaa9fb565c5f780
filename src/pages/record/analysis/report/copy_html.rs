//! Copying formatted text: HTML and plain text, of which the program that pastes takes the one that it can use.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, ClipboardEvent, Element};

use crate::components::copy::copy_by_selection;

/// Copies HTML and the same as plain text, by the Clipboard API or by a `copy` event; returns whether it was copied.
pub(super) async fn copy_html(html: &str, text: &str, near: &Element) -> bool {
    let written = match write(html, text) {
        Ok(promise) => JsFuture::from(promise).await.is_ok(),
        // Missing on pages served over plain HTTP, and in older browsers.
        Err(_) => false,
    };
    written || copy_by_event(html, text, near).unwrap_or_default()
}

/// Calls `navigator.clipboard.write`. The names are looked up, because some browsers lack them.
fn write(html: &str, text: &str) -> Result<Promise, JsValue> {
    let item_class: Function = Reflect::get(&window(), &"ClipboardItem".into())?.dyn_into()?;
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into())?;
    let write: Function = Reflect::get(&clipboard, &"write".into())?.dyn_into()?;
    let content = Object::new();
    for (mime, text) in [("text/html", html), ("text/plain", text)] {
        let options = BlobPropertyBag::new();
        options.set_type(mime);
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?;
        Reflect::set(&content, &mime.into(), &blob)?;
    }
    let item = Reflect::construct(&item_class, &Array::of1(&content))?;
    write.call1(&clipboard, &Array::of1(&item))?.dyn_into()
}

/// Copies by the `copy` command, whose event accepts several formats.
fn copy_by_event(html: &str, text: &str, near: &Element) -> Option<bool> {
    let formats = [("text/html", html.to_owned()), ("text/plain", text.to_owned())];
    let on_copy = Closure::<dyn FnMut(ClipboardEvent)>::new(move |event: ClipboardEvent| {
        let Some(data) = event.clipboard_data() else { return };
        for (mime, text) in &formats {
            drop(data.set_data(mime, text));
        }
        event.prevent_default();
        event.stop_propagation();
    });
    let listener = on_copy.as_ref().unchecked_ref();
    document().add_event_listener_with_callback_and_bool("copy", listener, true).ok()?;
    let copied = copy_by_selection(text, near);
    drop(document().remove_event_listener_with_callback_and_bool("copy", listener, true));
    copied
}
