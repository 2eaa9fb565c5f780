//! Runs over time.

use std::sync::Arc;

use leptos::prelude::*;
use replica_log::components::chart::{Chart, chart};
use replica_log::model::trend::{Dot, Outcome};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, KeyboardEvent, KeyboardEventInit};

use crate::harness::{Harness, turn};

/// A chart of three runs, which are called by their places.
fn three() -> Harness {
    let mut stage = Harness::new();
    stage.mount(|| {
        chart(Chart {
            label: "Trend",
            point: "Execution",
            dots: (0..3).map(|run| Dot { x: 0, y: 0, outcome: Outcome::Good, run }).collect(),
            lines: [String::new(), String::new()],
            bars: (String::new(), String::new()),
            shares: ["100%".to_owned(), "0%".to_owned()],
            durations: Vec::new(),
            times: Vec::new(),
            run: Arc::new(|run| (format!("records/{run}"), run.to_string())),
            zoom: Callback::new(|_| ()),
        })
    });
    stage
}

/// Presses a key on the point; whether the browser would now have done what it always does.
fn press(stage: &Harness, key: &str, prepare: impl FnOnce(&KeyboardEventInit)) -> bool {
    let init = KeyboardEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_key(key);
    prepare(&init);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    stage.find::<Element>(".rl-point").unchecked_into::<web_sys::EventTarget>().dispatch_event(&event).unwrap()
}

#[wasm_bindgen_test]
async fn arrow_keys_move_between_the_runs() {
    let stage = three();
    turn().await;
    for (key, run) in [("ArrowLeft", "1"), ("Home", "0"), ("ArrowRight", "1"), ("End", "2"), ("ArrowRight", "2")] {
        assert!(!press(&stage, key, |_| ()), "{key}");
        turn().await;
        assert_eq!(stage.text(".rl-point"), run, "{key}");
    }
    assert!(press(&stage, "Tab", |_| ()));
}

#[wasm_bindgen_test]
async fn a_key_with_a_modifier_is_left_to_the_browser() {
    let stage = three();
    turn().await;
    let modifiers: [fn(&KeyboardEventInit); 4] = [
        |init| init.set_alt_key(true),
        |init| init.set_ctrl_key(true),
        |init| init.set_meta_key(true),
        |init| init.set_shift_key(true),
    ];
    for modifier in modifiers {
        for key in ["ArrowLeft", "ArrowRight", "Home", "End"] {
            assert!(press(&stage, key, modifier), "{key}");
            turn().await;
            assert_eq!(stage.text(".rl-point"), "2", "{key}");
        }
    }
}
