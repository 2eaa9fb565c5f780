//! What a click means, decided once for the whole app: a link of ours moves within the app, a copy button copies.
//!
//! One listener on the app's own element instead of one in every row; none on the window.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement};

use super::copy::copy_from;
use crate::i18n::localizer::Localizer;
use crate::navigation::Navigation;

/// Handles a click anywhere in the app. What was copied, or not, is told to `announce`.
pub fn clicked(event: &MouseEvent, nav: Navigation, speech: Localizer, announce: RwSignal<String>) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    if let Ok(Some(button)) = target.closest("[data-copy]") {
        copy_from(&button, button.get_attribute("data-copy").unwrap_or_default(), speech, announce);
        return;
    }
    // With a modifier, or another button, a browser does what it always does.
    let plain = event.button() == 0 && !(event.meta_key() || event.ctrl_key() || event.shift_key() || event.alt_key());
    if !plain || event.default_prevented() {
        return;
    }
    let Ok(Some(link)) = target.closest("a[href]") else { return };
    let Ok(link) = link.dyn_into::<HtmlAnchorElement>() else { return };
    let elsewhere = !link.target().is_empty() || link.has_attribute("download") || link.rel().contains("external");
    if !elsewhere && nav.follow(&link.href()) {
        event.prevent_default();
    }
}
