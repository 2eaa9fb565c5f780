//! The document's cookies.

use wasm_bindgen::JsCast;

/// The value of a cookie, verbatim; `None` if it is missing or empty.
pub fn cookie(name: &str) -> Option<String> {
    let document: web_sys::HtmlDocument = web_sys::window()?.document()?.dyn_into().ok()?;
    let all = document.cookie().ok()?;
    all.split(';').find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name && !value.is_empty()).then(|| value.to_owned())
    })
}
