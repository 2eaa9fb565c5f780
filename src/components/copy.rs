//! Copying with one click.

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

thread_local! {
    /// The number of copies so far, to tell a later copy from an earlier one.
    static TURN: Cell<u32> = const { Cell::new(0) };
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

/// Copies a text, shows on the button for it that it did, and announces it.
pub(super) fn copy_from(button: &Element, text: String, speech: Localizer, announce: RwSignal<String>) {
    let button = button.clone();
    spawn_local(async move {
        let copied = copy(&text, &button).await;
        let words = speech.words();
        announce.set((if copied { words.copied } else { words.copy_failed }).to_owned());
        drop(button.set_attribute("data-done", if copied { "yes" } else { "no" }));
        // What a later copy says stays for its own time.
        let turn = TURN.with(|turn| turn.replace(turn.get().wrapping_add(1)));
        let mine = turn.to_string();
        drop(button.set_attribute("data-turn", &mine));
        let shown = move || {
            if button.get_attribute("data-turn") == Some(mine) {
                drop(button.remove_attribute("data-done"));
            }
            if TURN.with(Cell::get) == turn.wrapping_add(1) {
                announce.set(String::new());
            }
        };
        set_timeout(shown, Duration::from_millis(1500));
    });
}

async fn copy(text: &str, near: &Element) -> bool {
    // Undefined where the page came by plain HTTP, as in many a private network.
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into());
    if clipboard.is_ok_and(|clipboard| !clipboard.is_undefined())
        && JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
    {
        return true;
    }
    copy_by_selection(text, near).unwrap_or(false)
}

/// The way from before the clipboard had an interface: select a text, and tell the browser to copy.
fn copy_by_selection(text: &str, near: &Element) -> Option<bool> {
    let area: HtmlTextAreaElement = document().create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    area.set_class_name("rl-unseen");
    // Beside the button, so that a dialog around it does not keep the focus from it.
    near.parent_element()?.append_child(&area).ok()?;
    area.select();
    let copied = document().dyn_into::<HtmlDocument>().ok()?.exec_command("copy");
    area.remove();
    near.dyn_ref::<HtmlElement>().map(HtmlElement::focus);
    copied.ok()
}
