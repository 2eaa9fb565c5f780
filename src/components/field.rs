//! A text that is typed, and told to the page when the person has paused.

use std::time::Duration;

use leptos::ev::{CompositionEvent, Event, InputEvent, KeyboardEvent};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::tag::{Child, tag};

/// How long a person must have paused, in milliseconds.
const PAUSE: u64 = 400;

/// What a [`field`] is for.
pub struct Field {
    /// The name of its input, unique on the page.
    pub name: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// How it is compared.
    pub hint: &'static str,
    /// The present value.
    pub value: Memo<String>,
    /// Whether it is one of those that are folded away.
    pub folded: Memo<String>,
    /// Takes a new value: after a pause, at Enter, and when the field is left.
    pub commit: Callback<String>,
}

/// A labelled input. What an input method is still composing is no value yet.
pub fn field(field: Field) -> AnyView {
    let Field { name, label, hint, value, folded, commit } = field;
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let cancel = move || {
        if let Some(timer) = pending.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(cancel);
    let commit_now = move |text: String| {
        cancel();
        if value.get_untracked() != text {
            commit.run(text);
        }
    };
    let commit_soon = move |text: String| {
        cancel();
        let timer = set_timeout_with_handle(move || commit_now(text), Duration::from_millis(PAUSE));
        pending.set_value(timer.ok());
    };
    let typed = move |event: Event| {
        let composing = event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing);
        // A commit would write its value over what is being composed.
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
    let input = tag("input")
        .class("rl-input")
        .attr("type", "text")
        .attr("name", name)
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("autocapitalize", "off")
        .follows_value(value)
        .on("input", typed)
        .on("compositionend", composed)
        .on("keydown", key)
        .on("change", move |event: Event| commit_now(event_target_value(&event)));
    let words = tag("span").with(label).with(" ").with(tag("small").with(hint));
    let field = tag("label").class("rl-field").attr("data-name", name).follows("data-folded", folded);
    field.with(words).with(input).child()
}
