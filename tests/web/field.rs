//! Tests of the text input with a debounce.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use replica_log::components::field::Field;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlInputElement};

use crate::harness::{Harness, turn, until};
use crate::input::{begins_to_compose, composes, has_composed, leaves, presses_enter, types};
use crate::timers::Timers;

/// A field whose committed text becomes its value, as on a page.
struct Shown {
    stage: Harness,
    timers: Timers,
    input: HtmlInputElement,
    value: RwSignal<String>,
    committed: Arc<Mutex<Vec<String>>>,
}

impl Shown {
    fn new(before: &str) -> Self {
        let mut stage = Harness::new();
        let timers = Timers::hold();
        let value = RwSignal::new(before.to_owned());
        let committed = Arc::new(Mutex::new(Vec::new()));
        let taking = Arc::clone(&committed);
        let commit = Callback::new(move |text: String| {
            taking.lock().unwrap().push(text.clone());
            value.set(text);
        });
        stage.mount(move || {
            let value = Memo::new(move |_| value.get());
            view! { <Field name="artifactName" label="Artifact name" hint="starts with" value is_folded=false commit /> }
        });
        let input = stage.find("input");
        Self { stage, timers, input, value, committed }
    }

    /// The texts committed since the last call.
    fn committed(&self) -> Vec<String> {
        std::mem::take(&mut self.committed.lock().unwrap())
    }
}

const EMPTY: [&str; 0] = [];

#[wasm_bindgen_test]
async fn a_field_is_labelled_and_the_browser_does_not_change_its_text() {
    let shown = Shown::new("before");
    let label = shown.stage.find::<Element>("label.rl-field[data-name=artifactName]");
    assert!(label.contains(Some(&shown.input)));
    assert_eq!(shown.stage.text("label > span"), "Artifact name starts with");
    until("the value in the input", || shown.input.value() == "before").await;
    for (attribute, value) in [("autocomplete", "off"), ("spellcheck", "false"), ("autocapitalize", "off")] {
        assert_eq!(shown.input.get_attribute(attribute).as_deref(), Some(value), "{attribute}");
    }
}

#[wasm_bindgen_test]
async fn typing_is_committed_once_after_the_debounce() {
    let shown = Shown::new("");
    for text in ["r", "re", "rel"] {
        types(&shown.input, text);
        shown.timers.pass(399);
        assert_eq!(shown.committed(), EMPTY, "{text}");
    }
    shown.timers.pass(1);
    assert_eq!(shown.committed(), ["rel"]);
    turn().await;
    leaves(&shown.input);
    shown.timers.pass(10_000);
    assert_eq!(shown.committed(), EMPTY);
    assert_eq!(shown.input.value(), "rel");
}

#[wasm_bindgen_test]
fn enter_commits_at_once_and_only_once() {
    let shown = Shown::new("");
    types(&shown.input, "lib");
    presses_enter(&shown.input, false);
    assert_eq!(shown.committed(), ["lib"]);
    presses_enter(&shown.input, false);
    leaves(&shown.input);
    shown.timers.pass(10_000);
    assert_eq!(shown.committed(), EMPTY);
}

#[wasm_bindgen_test]
fn leaving_the_field_commits_at_once_and_only_once() {
    let shown = Shown::new("");
    types(&shown.input, "lib");
    leaves(&shown.input);
    assert_eq!(shown.committed(), ["lib"]);
    shown.timers.pass(10_000);
    assert_eq!(shown.committed(), EMPTY);
}

#[wasm_bindgen_test]
fn an_edit_undone_within_the_debounce_is_not_committed() {
    let shown = Shown::new("lib");
    types(&shown.input, "lib2");
    shown.timers.pass(200);
    types(&shown.input, "lib");
    shown.timers.pass(10_000);
    assert_eq!(shown.committed(), EMPTY);
}

#[wasm_bindgen_test]
fn text_being_composed_by_an_input_method_is_not_committed() {
    let shown = Shown::new("");
    begins_to_compose(&shown.input);
    for text in ["z", "zh", "zhi"] {
        composes(&shown.input, text);
        shown.timers.pass(10_000);
        assert_eq!(shown.committed(), EMPTY, "{text}");
    }
    // Enter ends the composition; it does not send what is composed.
    presses_enter(&shown.input, true);
    assert_eq!(shown.committed(), EMPTY);
    composes(&shown.input, "制品");
    has_composed(&shown.input);
    shown.timers.pass(399);
    assert_eq!(shown.committed(), EMPTY);
    shown.timers.pass(1);
    assert_eq!(shown.committed(), ["制品"]);
}

#[wasm_bindgen_test]
async fn a_commit_does_not_overwrite_the_next_composition() {
    let shown = Shown::new("");
    // A property gets its first value a turn after its element.
    turn().await;
    begins_to_compose(&shown.input);
    composes(&shown.input, "制品");
    has_composed(&shown.input);
    shown.timers.pass(200);
    begins_to_compose(&shown.input);
    composes(&shown.input, "制品ku");
    shown.timers.pass(10_000);
    turn().await;
    assert_eq!(shown.input.value(), "制品ku", "the composition was overwritten");
    composes(&shown.input, "制品库");
    has_composed(&shown.input);
    shown.timers.pass(400);
    assert_eq!(shown.committed().last().map(String::as_str), Some("制品库"));
}

#[wasm_bindgen_test]
async fn an_outside_change_of_the_value_shows_in_the_input() {
    let shown = Shown::new("one");
    shown.value.set("two".to_owned());
    until("the new value in the input", || shown.input.value() == "two").await;
    // Also after a person has typed, when a browser no longer looks at the attribute.
    types(&shown.input, "three");
    shown.timers.pass(400);
    shown.value.set(String::new());
    until("an empty input", || shown.input.value().is_empty()).await;
    shown.timers.pass(10_000);
    assert_eq!(shown.committed(), ["three"]);
}

#[wasm_bindgen_test]
fn an_unmounted_field_commits_nothing() {
    let mut shown = Shown::new("");
    types(&shown.input, "lib");
    assert_eq!(shown.timers.pauses(), [400]);
    shown.stage.unmount();
    assert_eq!(shown.timers.pauses(), [0; 0]);
    shown.timers.pass(10_000);
    assert_eq!(shown.committed(), EMPTY);
}
