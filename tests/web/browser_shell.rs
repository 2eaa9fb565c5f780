//! The shell of the standalone page: routes as addresses below a base path.

use std::sync::{Arc, OnceLock};

use leptos::prelude::*;
use leptos_router::components::Router;
use replica_log::model::filter::FilterField;
use replica_log::model::route::Route;
use replica_log::navigation::{HistoryMode, Navigation};
use replica_log::shell::browser;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::fake_shell::{record, task};
use crate::harness::{Harness, until};

/// The address of the document.
fn here() -> String {
    window().location().href().unwrap()
}

fn origin() -> String {
    window().location().origin().unwrap()
}

/// Opens an address below a base.
fn open(base: &str, address: &str) -> (Harness, Navigation) {
    let mut harness = Harness::new();
    let element = document().create_element("base").unwrap();
    element.set_attribute("href", base).unwrap();
    document().head().unwrap().append_child(&element).unwrap();
    visit(&format!("{}{base}{address}", origin()));
    let navigation = mount_router(&mut harness);
    (harness, navigation)
}

/// Mounts a router; returns its navigation.
fn mount_router(harness: &mut Harness) -> Navigation {
    let navigation = Arc::new(OnceLock::new());
    let inner = Arc::clone(&navigation);
    harness.mount(move || {
        view! { <Router base=browser::base_path()><Probe navigation=inner /></Router> }
    });
    *navigation.get().unwrap()
}

#[component]
fn Probe(navigation: Arc<OnceLock<Navigation>>) -> impl IntoView {
    navigation.set(browser::navigation(false, None)).unwrap_or_else(|_| panic!("mounted once"));
}

/// Sets the address of the document, as opening it does.
fn visit(href: &str) {
    window().history().unwrap().replace_state_with_url(&JsValue::NULL, "", Some(href)).unwrap();
}

#[wasm_bindgen_test]
fn an_address_below_the_base_opens_its_route() {
    for base in ["/", "/replica-log/", "/a/b/c/"] {
        let (mut harness, _) = open(base, "");
        for (address, route) in [
            ("", Route::Home),
            ("tasks/k1", Route::Task(task("k1"))),
            ("records/r1/", Route::Record(record("r1"))),
            ("records/r1#details", Route::Record(record("r1"))),
            ("no/such/page", Route::NotFound("no/such/page".to_owned())),
        ] {
            visit(&format!("{}{base}{address}", origin()));
            assert_eq!(mount_router(&mut harness).route(), route, "{base}{address}");
        }
    }
}

#[wasm_bindgen_test]
fn any_id_survives_the_round_trip_through_an_address() {
    // Few bases, because browsers limit the rate of history calls.
    for base in ["/replica-log/", "/with%20space/below/"] {
        let (mut harness, navigation) = open(base, "");
        for id in
            ["651095dfe0524ce9", "a%2Fb", "a/b", "a?b=c", "a#b", "a b", "100%", "任务一", "a+b&c;d", "..%2f", "\\"]
        {
            let mut filtered = record(id);
            filtered.filter = filtered.filter.with(FilterField::ArtifactName, "/lib/a+b 制品?.jar#1&%2F");
            for route in [Route::Task(task(id)), Route::Record(filtered)] {
                let href = navigation.href(&route);
                assert!(href.starts_with(&format!("{}{base}", origin())), "{href}");
                assert!(navigation.follow(&href), "{href}");
                assert_eq!((navigation.route(), here()), (route.clone(), href.clone()));
                // Opened again, as in another tab.
                assert_eq!(mount_router(&mut harness).route(), route, "{href}");
            }
        }
    }
}

#[wasm_bindgen_test]
fn a_link_out_of_the_app_is_not_followed() {
    let (_harness, navigation) = open("/tools/replica-log/", "tasks/k1");
    let before = here();
    for href in
        ["https://example.com/tools/replica-log/tasks/k2", "mailto:someone@example.com", "javascript:0", "https://"]
    {
        assert!(!navigation.follow(href), "{href}");
    }
    assert_eq!((navigation.route(), here()), (Route::Task(task("k1")), before));
}

#[wasm_bindgen_test]
fn a_same_origin_link_outside_the_base_is_not_followed() {
    let (_harness, navigation) = open("/tools/replica-log/", "tasks/k1");
    for path in ["/login", "/tools/", "/tools/another/tasks/k2", "/ui/repo/list"] {
        assert!(!navigation.follow(&format!("{}{path}", origin())), "{path}");
    }
    assert_eq!(navigation.route(), Route::Task(task("k1")));
}

#[wasm_bindgen_test]
async fn back_and_forward_restore_the_routes() {
    let (_harness, navigation) = open("/replica-log/", "");
    navigation.go(Route::Task(task("k1")), HistoryMode::Push);
    navigation.go(Route::Record(record("r1")), HistoryMode::Push);
    navigation.go(Route::Record(record("r1").with_detail_toggled("d1")), HistoryMode::Replace);
    let history = window().history().unwrap();
    history.back().unwrap();
    until("the task again", || navigation.route() == Route::Task(task("k1"))).await;
    history.back().unwrap();
    until("home again", || navigation.route() == Route::Home).await;
    history.forward().unwrap();
    history.forward().unwrap();
    until("the record with its open row", || {
        navigation.route() == Route::Record(record("r1").with_detail_toggled("d1"))
    })
    .await;
}

#[wasm_bindgen_test]
fn the_document_gets_the_title_language_and_address() {
    let (_harness, navigation) = open("/replica-log/", "tasks/k1?planName=%E6%AF%8F%E6%99%9A");
    navigation.set_title("每晚 · Replica Log", "zh-CN");
    assert_eq!(document().title(), "每晚 · Replica Log");
    assert_eq!(document().document_element().unwrap().get_attribute("lang").as_deref(), Some("zh-CN"));
    assert_eq!(navigation.here(), here());
}

/// Mounts the content of a page, and a button beside it that has the focus.
fn focused_beside_the_content(harness: &mut Harness) {
    harness.mount(|| view! { <button>"beside"</button> <main class="rl-main" tabindex="-1">"content"</main> });
    harness.find::<HtmlElement>("button").focus().unwrap();
}

fn focus_is_on(harness: &Harness, selector: &str) -> bool {
    document().active_element().is_some_and(|element| element == harness.find(selector))
}

#[wasm_bindgen_test]
async fn the_focus_moves_to_the_content_of_a_new_page_and_back() {
    let (mut harness, navigation) = open("/replica-log/", "");
    focused_beside_the_content(&mut harness);
    navigation.go(Route::Task(task("k1")), HistoryMode::Push);
    assert!(focus_is_on(&harness, "main"));
    harness.find::<HtmlElement>("button").focus().unwrap();
    window().history().unwrap().back().unwrap();
    until("home again", || navigation.route() == Route::Home).await;
    assert!(focus_is_on(&harness, "main"));
}

#[wasm_bindgen_test]
async fn navigation_within_a_page_keeps_the_focus() {
    let (mut harness, navigation) = open("/replica-log/", "records/r1");
    focused_beside_the_content(&mut harness);
    navigation.go(Route::Record(record("r1").with_detail_toggled("d1")), HistoryMode::Push);
    assert!(focus_is_on(&harness, "button"));
    window().history().unwrap().back().unwrap();
    until("the row to be closed", || navigation.route() == Route::Record(record("r1"))).await;
    assert!(focus_is_on(&harness, "button"));
}

#[wasm_bindgen_test]
async fn a_page_is_pushed_after_a_jump_of_two_steps_back_from_it() {
    let (_harness, navigation) = open("/replica-log/", "");
    navigation.go(Route::Task(task("k1")), HistoryMode::Push);
    navigation.go(Route::Record(record("r1")), HistoryMode::Push);
    let address = here();
    window().history().unwrap().go_with_delta(-2).unwrap();
    until("home again", || navigation.route() == Route::Home).await;
    navigation.go(Route::Record(record("r1")), HistoryMode::Push);
    assert_eq!(here(), address);
    window().history().unwrap().back().unwrap();
    until("home once more", || navigation.route() == Route::Home).await;
}

/// Replaces `history.pushState` by one that throws from the call after `allowed` calls on, as Safari does.
struct RefusingHistory(Closure<dyn FnMut(JsValue, JsValue, JsValue)>);

impl RefusingHistory {
    fn after(allowed: u32) -> Self {
        let history = window().history().unwrap();
        let mut calls = 0;
        let push = Closure::new(move |state: JsValue, _: JsValue, href: JsValue| {
            calls += 1;
            if calls > allowed {
                wasm_bindgen::throw_str("SecurityError: pushState was called too often");
            }
            history.replace_state_with_url(&state, "", href.as_string().as_deref()).unwrap();
        });
        let refusing = Self(push);
        js_sys::Reflect::set(&window().history().unwrap(), &"pushState".into(), refusing.0.as_ref()).unwrap();
        refusing
    }
}

impl Drop for RefusingHistory {
    fn drop(&mut self) {
        let history: js_sys::Object = window().history().unwrap().unchecked_into();
        js_sys::Reflect::delete_property(&history, &"pushState".into()).unwrap();
    }
}

#[wasm_bindgen_test]
fn a_browser_that_refuses_push_state_stops_nothing() {
    let (_harness, navigation) = open("/replica-log/", "");
    let _refusing = RefusingHistory::after(100);
    for number in 0..300 {
        navigation.go(Route::Task(task(&format!("k{number}"))), HistoryMode::Push);
    }
    assert_eq!(navigation.route(), Route::Task(task("k299")), "the page itself never waits");
    assert!(here().contains("/tasks/k"), "{}", here());
}
