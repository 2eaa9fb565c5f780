//! The test harness: a clean document and a reactive owner for each test, and waiting for conditions.

use std::cell::RefCell;

use js_sys::{Function, Object, Promise, Reflect};
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::reactive::diagnostics::{SpecialNonReactiveZone, SpecialNonReactiveZoneGuard};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlDocument, HtmlElement};

/// The timeout of [`until`], in milliseconds.
const TIMEOUT_MS: f64 = 5_000.0;

/// The functions of the window that tests replace by fakes.
const REPLACED: [&str; 3] = ["setTimeout", "clearTimeout", "fetch"];

thread_local! {
    /// The original functions, and the address of the page of the tests.
    static ORIGINAL: RefCell<Option<(Vec<JsValue>, String)>> = const { RefCell::new(None) };
    /// The mounted views. They are not in the harness, because a failed test does not drop it: its app would go on
    /// polling during the tests that follow.
    static MOUNTED: RefCell<Vec<Box<dyn std::any::Any>>> = const { RefCell::new(Vec::new()) };
}

/// The harness of one test. It cleans the document when it is created and when it is dropped.
pub(crate) struct Harness {
    /// The element that views are mounted into.
    pub(crate) root: HtmlElement,
    owner: Owner,
    _untracked: SpecialNonReactiveZoneGuard,
}

impl Harness {
    /// Cleans the document, because a failed test before this one may have left something in it.
    pub(crate) fn new() -> Self {
        drop(MOUNTED.take());
        clean();
        let owner = Owner::new_root(None);
        owner.set();
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        root.set_attribute("data-harness", "").unwrap();
        document().body().unwrap().append_child(&root).unwrap();
        // The first mount initialises the executor, which effects need.
        drop(mount_to(root.clone(), || ()));
        // Tests read signals outside of views; Leptos would warn about that.
        let untracked = SpecialNonReactiveZone::enter();
        Self { root, owner, _untracked: untracked }
    }

    /// Mounts a view.
    pub(crate) fn mount<V: IntoView + 'static>(&mut self, view: impl FnOnce() -> V + 'static) {
        let mounted = Box::new(mount_to(self.root.clone(), view));
        MOUNTED.with_borrow_mut(|all| all.push(mounted));
    }

    /// Unmounts all views.
    pub(crate) fn unmount(&mut self) {
        drop(MOUNTED.take());
    }

    /// The only element that matches a selector.
    pub(crate) fn find<E: JsCast>(&self, selector: &str) -> E {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in {}", self.root.inner_html());
        found[0].clone().dyn_into().unwrap_or_else(|_| panic!("{selector} is another kind of element"))
    }

    /// All elements that match a selector.
    pub(crate) fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length()).map(|at| found.get(at).unwrap().unchecked_into()).collect()
    }

    /// The text of the only element that matches a selector.
    pub(crate) fn text(&self, selector: &str) -> String {
        self.find::<Element>(selector).text_content().unwrap_or_default()
    }

    /// The text of each element that matches a selector.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).iter().map(|element| element.text_content().unwrap_or_default()).collect()
    }
}

impl Drop for Harness {
    fn drop(&mut self) {
        self.unmount();
        self.owner.cleanup();
        clean();
    }
}

fn clean() {
    let href = || window().location().href().unwrap();
    let here = || (REPLACED.map(|name| Reflect::get(&window(), &name.into()).unwrap()).to_vec(), href());
    let (functions, address) = ORIGINAL.with_borrow_mut(|original| original.get_or_insert_with(here).clone());
    for (name, function) in REPLACED.into_iter().zip(&functions) {
        Reflect::set(&window(), &name.into(), function).unwrap();
    }
    // Own properties that hide those of the prototypes, see `hide`.
    for (object, name) in [
        (JsValue::from(window().navigator()), "clipboard"),
        (window().navigator().into(), "onLine"),
        (document().into(), "execCommand"),
        (document().into(), "visibilityState"),
    ] {
        Reflect::delete_property(object.unchecked_ref::<Object>(), &name.into()).unwrap();
    }
    let left = document().query_selector_all("[data-harness], base").unwrap();
    for at in 0..left.length() {
        left.get(at).unwrap().unchecked_into::<Element>().remove();
    }
    window().local_storage().unwrap().unwrap().clear().unwrap();
    for pair in cookies().cookie().unwrap().split(';') {
        if let Some((name, _)) = pair.split_once('=') {
            set_cookie(&format!("{}=; max-age=0; path=/", name.trim()));
        }
    }
    if href() != address {
        window().history().unwrap().replace_state_with_url(&JsValue::NULL, "", Some(&address)).unwrap();
    }
}

fn cookies() -> HtmlDocument {
    document().unchecked_into()
}

/// Sets a cookie as a page does.
pub(crate) fn set_cookie(cookie: &str) {
    cookies().set_cookie(cookie).unwrap();
}

/// Defines an own property on an object of the browser, which hides that of the prototype. The harness removes it.
pub(crate) fn hide(object: &JsValue, name: &str, value: &JsValue) {
    let property = Object::new();
    Reflect::set(&property, &"value".into(), value).unwrap();
    Reflect::set(&property, &"configurable".into(), &true.into()).unwrap();
    Object::define_property(object.unchecked_ref::<Object>(), &name.into(), &property);
}

/// Runs all pending tasks and effects, but no timers with a delay.
pub(crate) async fn turn() {
    let set_timeout: Function = ORIGINAL
        .with_borrow(|original| original.as_ref().map(|(functions, _)| functions[0].clone()))
        .unwrap()
        .unchecked_into();
    for _ in 0..2 {
        let timer = Promise::new(&mut |resolve, _| drop(set_timeout.call2(&window(), &resolve, &0.into())));
        JsFuture::from(timer).await.unwrap();
    }
}

/// Waits until a condition is true.
pub(crate) async fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let limit = js_sys::Date::now() + TIMEOUT_MS;
    while !condition() {
        assert!(js_sys::Date::now() < limit, "timeout: {what}");
        turn().await;
    }
}
