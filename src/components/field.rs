//! A text input with a debounce.

use std::time::Duration;

use leptos::ev::{CompositionEvent, Event, InputEvent, KeyboardEvent};
use leptos::html::Input;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::model::hidden::trimmed;

/// The pause in typing after which a value is committed, in milliseconds.
const DEBOUNCE_MS: u64 = 400;

/// A labelled text input that commits its value after a debounce, at Enter, and when it loses the focus.
///
/// The value is [`trimmed`], but the text in the input is not: a blank at its end can be the middle of what the user types.
/// The text of an input method that is still composing is not committed: the commit would overwrite the composition.
#[component]
pub fn Field(
    /// The name of the input, unique on the page.
    name: &'static str,
    /// The visible label.
    label: &'static str,
    /// The hint beside the label: how values are compared.
    hint: &'static str,
    /// The committed value.
    value: Memo<String>,
    /// Whether the field is folded away until the user shows all filters: `true`, `false`, or `narrow` if it is in a
    /// narrow container only.
    folded: Memo<String>,
    /// Receives a new value.
    commit: Callback<String>,
) -> impl IntoView {
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let cancel = move || {
        if let Some(timer) = pending.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(cancel);
    let commit_now = move |text: String| {
        cancel();
        let text = trimmed(&text);
        if value.get_untracked() != text {
            commit.run(text.to_owned());
        }
    };
    let commit_soon = move |text: String| {
        cancel();
        let timer = set_timeout_with_handle(move || commit_now(text), Duration::from_millis(DEBOUNCE_MS));
        pending.set_value(timer.ok());
    };
    let typed = move |event: Event| {
        let composing = event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing);
        if composing {
            cancel();
        } else {
            commit_soon(event_target_value(&event));
        }
    };
    let composed = move |event: CompositionEvent| commit_soon(event_target_value(&event));
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            commit_now(event_target_value(&event));
        }
    };
    let input = NodeRef::<Input>::new();
    let shown = move || {
        let value = value.get();
        let typed = input.get_untracked().map(|input| input.value());
        typed.filter(|typed| trimmed(typed) == value).unwrap_or(value)
    };
    view! {
        <label class="rl-field" data-name=name data-folded=folded>
            <span>{label} " " <small>{hint}</small></span>
            <input
                class="rl-input"
                type="text"
                name=name
                autocomplete="off"
                spellcheck="false"
                autocapitalize="off"
                prop:value=shown
                node_ref=input
                on:input=typed
                on:compositionend=composed
                on:keydown=key
                on:change=move |event| commit_now(event_target_value(&event))
            />
        </label>
    }
}
