//! Clicks on links, and navigation.

use leptos::prelude::*;
use replica_log::components::click::handle_click;
use replica_log::i18n::localizer::Localizer;
use replica_log::model::pagination::Pagination;
use replica_log::model::route::Route;
use replica_log::navigation::{HistoryMode, Navigation};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::fake_shell::{FakeShell, ShellCall, record, task};
use crate::harness::Harness;
use crate::input::{Click, dispatch_click};

/// A click of the primary button without a modifier.
const PLAIN: Click = Click { button: 0, ctrl: false, meta: false, shift: false, alt: false };

/// The click handler of an app around one link, on the first page.
struct MountedLink {
    harness: Harness,
    shell: FakeShell,
    navigation: Navigation,
}

impl MountedLink {
    /// The link has the address of a task, unless `attributes` replace it.
    fn new(attributes: &[(&str, &str)]) -> Self {
        let mut harness = Harness::new();
        let shell = FakeShell::default();
        let navigation = shell.navigation(Route::Home);
        let href = navigation.href(&Route::Task(task("k1")));
        harness.mount(move || {
            view! {
                <div on:click=move |event| handle_click(&event, navigation, Localizer::default(), RwSignal::new(String::new()))>
                    <a href=href>"k1 " <b>"nightly"</b></a>
                    <p>"no link"</p>
                </div>
            }
        });
        for (name, value) in attributes {
            harness.find::<Element>("a").set_attribute(name, value).unwrap();
        }
        Self { harness, shell, navigation }
    }

    /// Clicks. Returns whether the default action was left to the browser, and the route afterwards.
    fn click(&self, selector: &str, how: Click) -> (bool, Route) {
        let left = dispatch_click(&self.harness.find::<Element>(selector), how);
        (left, self.navigation.route())
    }
}

#[wasm_bindgen_test]
fn a_plain_click_on_an_app_link_navigates_within_the_app() {
    for selector in ["a", "a > b"] {
        let mounted = MountedLink::new(&[]);
        assert_eq!(mounted.click(selector, PLAIN), (false, Route::Task(task("k1"))), "{selector}");
        assert_eq!(
            mounted.shell.take_calls(),
            [ShellCall::Show("tasks/k1".to_owned(), HistoryMode::Push), ShellCall::FocusNewPage]
        );
    }
}

#[wasm_bindgen_test]
fn a_click_for_a_new_tab_window_or_download_is_left_to_the_browser() {
    for how in [
        Click { ctrl: true, ..PLAIN },
        Click { meta: true, ..PLAIN },
        Click { shift: true, ..PLAIN },
        Click { alt: true, ..PLAIN },
        Click { button: 1, ..PLAIN },
    ] {
        let mounted = MountedLink::new(&[]);
        assert_eq!(mounted.click("a", how), (true, Route::Home), "{how:?}");
        assert_eq!(mounted.shell.take_calls(), []);
    }
}

#[wasm_bindgen_test]
fn a_click_on_a_foreign_link_is_left_to_the_browser() {
    for attribute in [
        ("target", "_blank"),
        ("download", ""),
        ("download", "raw.json"),
        ("rel", "external"),
        ("href", "https://example.com/app/tasks/k1"),
        ("href", "/another/page"),
        ("href", "mailto:someone@example.com"),
        ("href", "#here"),
    ] {
        let mounted = MountedLink::new(&[attribute]);
        assert_eq!(mounted.click("a", PLAIN), (true, Route::Home), "{attribute:?}");
        assert_eq!(mounted.shell.take_calls(), []);
    }
}

#[wasm_bindgen_test]
fn a_click_outside_links_does_nothing() {
    let mounted = MountedLink::new(&[]);
    assert_eq!(mounted.click("p", PLAIN), (true, Route::Home));
}

#[wasm_bindgen_test]
fn navigating_to_the_current_route_does_nothing() {
    let _harness = Harness::new();
    let shell = FakeShell::default();
    let navigation = shell.navigation(Route::Task(task("k1")));
    navigation.go(Route::Task(task("k1")), HistoryMode::Push);
    assert!(navigation.follow(&navigation.href(&Route::Task(task("k1")))));
    assert_eq!(shell.take_calls(), []);
}

#[wasm_bindgen_test]
fn navigating_to_another_page_focuses_its_top() {
    let _harness = Harness::new();
    let shell = FakeShell::default();
    let navigation = shell.navigation(Route::Home);
    let show = |address: &str| ShellCall::Show(address.to_owned(), HistoryMode::Push);
    for (place, address) in [
        (Route::Task(task("k1")), "tasks/k1"),
        (Route::Task(task("k2")), "tasks/k2"),
        (Route::Record(record("k2")), "records/k2"),
        (Route::Home, ""),
    ] {
        navigation.go(place.clone(), HistoryMode::Push);
        assert_eq!(navigation.route(), place);
        assert_eq!(shell.take_calls(), [show(address), ShellCall::FocusNewPage]);
    }
}

#[wasm_bindgen_test]
fn navigating_within_a_page_does_not_scroll() {
    let _harness = Harness::new();
    let shell = FakeShell::default();
    let navigation = shell.navigation(Route::Record(record("r1")));
    let turned = record("r1").with_page(Pagination { number: 3, size: 50 });
    navigation.go(Route::Record(turned.clone()), HistoryMode::Push);
    navigation.go(Route::Record(turned.with_detail_toggled("d1")), HistoryMode::Replace);
    let expected = [
        ShellCall::Show("records/r1?pageNumber=3&pageSize=50".to_owned(), HistoryMode::Push),
        ShellCall::Show("records/r1?pageNumber=3&pageSize=50&open=d1".to_owned(), HistoryMode::Replace),
    ];
    assert_eq!(shell.take_calls(), expected);
}

#[wasm_bindgen_test]
fn a_foreign_link_is_not_followed() {
    let _harness = Harness::new();
    let shell = FakeShell::default();
    let navigation = shell.navigation(Route::Home);
    assert!(!navigation.follow("https://example.com/app/tasks/k1"));
    assert_eq!((navigation.route(), shell.take_calls()), (Route::Home, Vec::new()));
}
