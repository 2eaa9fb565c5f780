//! Event delegation of clicks: links of the app navigate within it, copy buttons copy.
//!
//! One listener on the root element instead of one in every row, and none on the window, which a host page
//! owns.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement};

use super::copy::copy_from;
use crate::i18n::localizer::Localizer;
use crate::navigation::Navigation;

/// Handles a click anywhere in the app. `announcement` receives the result of a copy.
pub fn handle_click(event: &MouseEvent, navigation: Navigation, i18n: Localizer, announcement: RwSignal<String>) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    if let Ok(Some(button)) = target.closest("[data-copy]") {
        copy_from(&button, button.get_attribute("data-copy").unwrap_or_default(), i18n, announcement);
        return;
    }
    if event.default_prevented() || !is_plain(event) {
        return;
    }
    let Ok(Some(link)) = target.closest("a[href]") else { return };
    let Ok(link) = link.dyn_into::<HtmlAnchorElement>() else { return };
    let is_external = !link.target().is_empty() || link.has_attribute("download") || link.rel().contains("external");
    if !is_external && navigation.follow(&link.href()) {
        event.prevent_default();
    }
}

/// Whether a click is one of the primary button without a modifier. The others open tabs and windows or save files.
fn is_plain(event: &MouseEvent) -> bool {
    event.button() == 0 && !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key())
}
