//! Copy to the clipboard, by a button or a shortcut.

use std::cell::Cell;
use std::time::Duration;

use js_sys::Reflect;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlDocument, HtmlElement, HtmlTextAreaElement};

use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::settings::use_localizer;

/// How long the result of a copy is shown, in milliseconds.
const RESULT_MS: u64 = 1500;

thread_local! {
    /// The number of copies so far, so that the timer of an earlier copy does not clear the result of a later one.
    static COPIES: Cell<u32> = const { Cell::new(0) };
}

/// A button that copies a text. The click is handled by one listener of the whole app, see [`super::click`].
#[component]
pub fn CopyButton(
    /// The name of the text, for the label of the button.
    name: &'static str,
    /// The text to copy.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let label = fill(use_localizer().words().copy, &[name]);
    view! { <button type="button" class="rl-copy" data-copy=text aria-label=label.clone() title=label></button> }
}

/// Copies a text, marks the result on `element` for a moment, and announces it to screen readers.
pub(super) fn copy_from(element: &Element, text: String, i18n: Localizer, announcement: RwSignal<String>) {
    let element = element.clone();
    spawn_local(async move {
        let is_copied = copy(&text, &element).await;
        show_result(&element, is_copied, i18n, announcement);
    });
}

/// Marks the result of a copy on `element` for a moment, and announces it to screen readers.
pub fn show_result(element: &Element, is_copied: bool, i18n: Localizer, announcement: RwSignal<String>) {
    let (element, words) = (element.clone(), i18n.words());
    announcement.try_set((if is_copied { words.copied } else { words.copy_failed }).to_owned());
    drop(element.set_attribute("data-done", if is_copied { "yes" } else { "no" }));
    let number = COPIES.get().wrapping_add(1);
    COPIES.set(number);
    drop(element.set_attribute("data-turn", &number.to_string()));
    let clear = move || {
        if element.get_attribute("data-turn") == Some(number.to_string()) {
            drop(element.remove_attribute("data-done"));
        }
        if COPIES.get() == number {
            announcement.try_set(String::new());
        }
    };
    set_timeout(clear, Duration::from_millis(RESULT_MS));
}

/// Copies a text by the Clipboard API, or by the fallback; returns whether it was copied.
async fn copy(text: &str, near: &Element) -> bool {
    // `undefined` on pages served over plain HTTP, which is common in private networks.
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into());
    if clipboard.is_ok_and(|clipboard| !clipboard.is_undefined())
        && JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
    {
        return true;
    }
    copy_by_selection(text, near).unwrap_or(false)
}

/// The fallback without the Clipboard API: selects the text in a temporary textarea, and executes the `copy` command.
pub fn copy_by_selection(text: &str, near: &Element) -> Option<bool> {
    let area: HtmlTextAreaElement = document().create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    area.set_class_name("rl-unseen");
    // Beside the element, because a modal dialog around it makes the rest of the page inert.
    near.parent_element()?.append_child(&area).ok()?;
    area.select();
    let copied = document().dyn_into::<HtmlDocument>().ok()?.exec_command("copy");
    area.remove();
    near.dyn_ref::<HtmlElement>().map(HtmlElement::focus);
    copied.ok()
}
