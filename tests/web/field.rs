//! The text field: debounce, Enter, and input methods.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use replica_log::components::field::Field;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlInputElement};

use crate::harness::{Harness, turn, until};
use crate::input::{commit_change, compose_text, end_composition, press_enter, start_composition, type_text};
use crate::timers::Timers;

/// A mounted field. Committed texts become its value, as on pages.
struct MountedField {
    harness: Harness,
    timers: Timers,
    input: HtmlInputElement,
    value: RwSignal<String>,
    committed: Arc<Mutex<Vec<String>>>,
}

impl MountedField {
    fn new(before: &str) -> Self {
        let mut harness = Harness::new();
        let timers = Timers::fake();
        let value = RwSignal::new(before.to_owned());
        let committed = Arc::new(Mutex::new(Vec::new()));
        let recorded = Arc::clone(&committed);
        let commit = Callback::new(move |text: String| {
            recorded.lock().unwrap().push(text.clone());
            value.set(text);
        });
        harness.mount(move || {
            let value = Memo::new(move |_| value.get());
            let folded = Memo::new(|_| "false".to_owned());
            view! { <Field name="artifactName" label="Artifact name" hint="starts with" value folded commit /> }
        });
        let input = harness.find("input");
        Self { harness, timers, input, value, committed }
    }

    /// Returns and clears the texts committed so far.
    fn committed(&self) -> Vec<String> {
        std::mem::take(&mut self.committed.lock().unwrap())
    }
}

const EMPTY: [&str; 0] = [];

#[wasm_bindgen_test]
async fn a_field_is_labelled_and_the_browser_does_not_change_its_text() {
    let field = MountedField::new("before");
    let label = field.harness.find::<Element>("label.rl-field[data-name=artifactName]");
    assert!(label.contains(Some(&field.input)));
    assert_eq!(field.harness.text("label > span"), "Artifact name starts with");
    until("the value in the input", || field.input.value() == "before").await;
    for (attribute, value) in [("autocomplete", "off"), ("spellcheck", "false"), ("autocapitalize", "off")] {
        assert_eq!(field.input.get_attribute(attribute).as_deref(), Some(value), "{attribute}");
    }
}

#[wasm_bindgen_test]
async fn what_is_pasted_around_a_text_is_not_committed() {
    for pasted in [" x y", "x y\t", "\u{a0}x y\u{200b}\n", "\u{202a}x y\u{202c}"] {
        let field = MountedField::new("");
        type_text(&field.input, pasted);
        press_enter(&field.input, false);
        assert_eq!(field.committed(), ["x y"], "{pasted:?}");
        commit_change(&field.input);
        assert_eq!(field.committed(), EMPTY);
    }
}

#[wasm_bindgen_test]
async fn a_blank_between_two_words_stays_while_the_user_pauses() {
    let field = MountedField::new("");
    type_text(&field.input, "one ");
    field.timers.advance(400);
    turn().await;
    assert_eq!((field.committed(), field.input.value().as_str()), (vec!["one".to_owned()], "one "));
    type_text(&field.input, "one two");
    field.timers.advance(400);
    turn().await;
    assert_eq!((field.committed(), field.input.value().as_str()), (vec!["one two".to_owned()], "one two"));
    // A value from elsewhere, such as a removed filter, replaces the text.
    field.value.set(String::new());
    turn().await;
    assert_eq!(field.input.value(), "");
}

#[wasm_bindgen_test]
async fn typing_is_committed_once_after_the_debounce() {
    let field = MountedField::new("");
    for text in ["r", "re", "rel"] {
        type_text(&field.input, text);
        field.timers.advance(399);
        assert_eq!(field.committed(), EMPTY, "{text}");
    }
    field.timers.advance(1);
    assert_eq!(field.committed(), ["rel"]);
    turn().await;
    commit_change(&field.input);
    field.timers.advance(10_000);
    assert_eq!(field.committed(), EMPTY);
    assert_eq!(field.input.value(), "rel");
}

#[wasm_bindgen_test]
fn enter_commits_at_once_and_only_once() {
    let field = MountedField::new("");
    type_text(&field.input, "lib");
    press_enter(&field.input, false);
    assert_eq!(field.committed(), ["lib"]);
    press_enter(&field.input, false);
    commit_change(&field.input);
    field.timers.advance(10_000);
    assert_eq!(field.committed(), EMPTY);
}

#[wasm_bindgen_test]
fn leaving_the_field_commits_at_once_and_only_once() {
    let field = MountedField::new("");
    type_text(&field.input, "lib");
    commit_change(&field.input);
    assert_eq!(field.committed(), ["lib"]);
    field.timers.advance(10_000);
    assert_eq!(field.committed(), EMPTY);
}

#[wasm_bindgen_test]
fn an_edit_undone_within_the_debounce_is_not_committed() {
    let field = MountedField::new("lib");
    type_text(&field.input, "lib2");
    field.timers.advance(200);
    type_text(&field.input, "lib");
    field.timers.advance(10_000);
    assert_eq!(field.committed(), EMPTY);
}

#[wasm_bindgen_test]
fn text_being_composed_by_an_input_method_is_not_committed() {
    let field = MountedField::new("");
    start_composition(&field.input);
    for text in ["z", "zh", "zhi"] {
        compose_text(&field.input, text);
        field.timers.advance(10_000);
        assert_eq!(field.committed(), EMPTY, "{text}");
    }
    // Enter ends the composition and does not commit.
    press_enter(&field.input, true);
    assert_eq!(field.committed(), EMPTY);
    compose_text(&field.input, "制品");
    end_composition(&field.input);
    field.timers.advance(399);
    assert_eq!(field.committed(), EMPTY);
    field.timers.advance(1);
    assert_eq!(field.committed(), ["制品"]);
}

#[wasm_bindgen_test]
async fn a_commit_does_not_overwrite_the_next_composition() {
    let field = MountedField::new("");
    // The value property is set in an effect after the element is mounted.
    turn().await;
    start_composition(&field.input);
    compose_text(&field.input, "制品");
    end_composition(&field.input);
    field.timers.advance(200);
    start_composition(&field.input);
    compose_text(&field.input, "制品ku");
    field.timers.advance(10_000);
    turn().await;
    assert_eq!(field.input.value(), "制品ku", "the composition was overwritten");
    compose_text(&field.input, "制品库");
    end_composition(&field.input);
    field.timers.advance(400);
    assert_eq!(field.committed().last().map(String::as_str), Some("制品库"));
}

#[wasm_bindgen_test]
async fn an_outside_change_of_the_value_shows_in_the_input() {
    let field = MountedField::new("one");
    field.value.set("two".to_owned());
    until("the new value in the input", || field.input.value() == "two").await;
    // Also after typing, when the browser ignores the `value` attribute.
    type_text(&field.input, "three");
    field.timers.advance(400);
    field.value.set(String::new());
    until("an empty input", || field.input.value().is_empty()).await;
    field.timers.advance(10_000);
    assert_eq!(field.committed(), ["three"]);
}

#[wasm_bindgen_test]
fn an_unmounted_field_commits_nothing() {
    let mut field = MountedField::new("");
    type_text(&field.input, "lib");
    assert_eq!(field.timers.delays(), [400]);
    field.harness.unmount();
    assert_eq!(field.timers.delays(), [0; 0]);
    field.timers.advance(10_000);
    assert_eq!(field.committed(), EMPTY);
}
