//! Keyboard control of the chart.

use leptos::prelude::*;
use replica_log::components::chart::{Chart, ChartData, RunLink};
use replica_log::model::trend::{Dot, Outcome};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, KeyboardEvent, KeyboardEventInit};

use crate::harness::{Harness, turn};

/// Mounts a chart of three runs whose labels are their indexes.
fn mount_three() -> Harness {
    let mut harness = Harness::new();
    harness.mount(|| {
        let data = ChartData {
            dots: (0..3).map(|run| Dot { x: 0, y: 0, outcome: Outcome::Succeeded, run }).collect(),
            median_path: String::new(),
            p95_path: String::new(),
            success_bars: String::new(),
            failure_bars: String::new(),
            duration_marks: Vec::new(),
            time_marks: Vec::new(),
            rate_edges: ["100%".to_owned(), "0%".to_owned()],
        };
        let run_link = Callback::new(|run: u32| RunLink { href: format!("records/{run}"), label: run.to_string() });
        view! { <Chart label="Trend" point_label="Execution" data run_link zoom=Callback::new(|_| ()) /> }.into_any()
    });
    harness
}

/// Presses a key on the link of the current dot; returns whether the browser's default action is still allowed.
fn press(harness: &Harness, key: &str, prepare: impl FnOnce(&KeyboardEventInit)) -> bool {
    let init = KeyboardEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_key(key);
    prepare(&init);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    harness.find::<Element>(".rl-point").unchecked_into::<web_sys::EventTarget>().dispatch_event(&event).unwrap()
}

#[wasm_bindgen_test]
async fn arrow_keys_home_and_end_move_the_link_from_run_to_run() {
    let harness = mount_three();
    turn().await;
    for (key, run) in [("ArrowLeft", "1"), ("Home", "0"), ("ArrowRight", "1"), ("End", "2"), ("ArrowRight", "2")] {
        assert!(!press(&harness, key, |_| ()), "{key}");
        turn().await;
        assert_eq!(harness.text(".rl-point"), run, "{key}");
    }
    assert!(press(&harness, "Tab", |_| ()));
}

#[wasm_bindgen_test]
async fn keys_with_a_modifier_are_left_to_the_browser() {
    let harness = mount_three();
    turn().await;
    let modifiers: [fn(&KeyboardEventInit); 4] = [
        |init| init.set_alt_key(true),
        |init| init.set_ctrl_key(true),
        |init| init.set_meta_key(true),
        |init| init.set_shift_key(true),
    ];
    for modifier in modifiers {
        for key in ["ArrowLeft", "ArrowRight", "Home", "End"] {
            assert!(press(&harness, key, modifier), "{key}");
            turn().await;
            assert_eq!(harness.text(".rl-point"), "2", "{key}");
        }
    }
}

#[wasm_bindgen_test]
async fn the_plot_is_made_of_svg_elements() {
    let harness = mount_three();
    turn().await;
    let pictures = harness.all("svg, svg *");
    assert!(!pictures.is_empty());
    for element in pictures {
        assert_eq!(element.namespace_uri().as_deref(), Some("http://www.w3.org/2000/svg"), "{}", element.tag_name());
        assert!(element.dyn_ref::<web_sys::HtmlElement>().is_none());
    }
}
