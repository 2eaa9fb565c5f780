//! A clean place in the document for one test, and how a test waits.

use std::cell::RefCell;

use js_sys::{Function, Object, Promise, Reflect};
use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::reactive::diagnostics::{SpecialNonReactiveZone, SpecialNonReactiveZoneGuard};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlDocument, HtmlElement};

/// How long anything is awaited, in milliseconds.
const PATIENCE: f64 = 5_000.0;

/// The parts of a window that tests put others in the place of.
const REPLACED: [&str; 3] = ["setTimeout", "clearTimeout", "fetch"];

thread_local! {
    /// Those parts as the browser made them, and the address of the page.
    static ORIGINAL: RefCell<Option<(Vec<JsValue>, String)>> = const { RefCell::new(None) };
}

/// A test's own place, with a reactive owner. The page is clean when it is made and after it is dropped.
pub(crate) struct Harness {
    /// What the test's views are put into.
    pub(crate) root: HtmlElement,
    owner: Owner,
    _untracked: SpecialNonReactiveZoneGuard,
    mounted: Vec<Box<dyn std::any::Any>>,
}

impl Harness {
    /// Cleans the page, also of what a test left that failed before this one.
    pub(crate) fn new() -> Self {
        clean();
        let owner = Owner::new_root(None);
        owner.set();
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        root.set_attribute("data-stage", "").unwrap();
        document().body().unwrap().append_child(&root).unwrap();
        // Whoever mounts first starts what effects run on.
        drop(mount_to(root.clone(), || ()));
        // A test looks at signals from outside of all views, and wants no advice about it.
        let untracked = SpecialNonReactiveZone::enter();
        Self { root, owner, _untracked: untracked, mounted: Vec::new() }
    }

    /// Puts a view on the stage.
    pub(crate) fn mount<V: IntoView + 'static>(&mut self, view: impl FnOnce() -> V + 'static) {
        self.mounted.push(Box::new(mount_to(self.root.clone(), view)));
    }

    /// Takes all views off the stage.
    pub(crate) fn unmount(&mut self) {
        self.mounted.clear();
    }

    /// The one element that a selector finds.
    pub(crate) fn find<E: JsCast>(&self, selector: &str) -> E {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in {}", self.root.inner_html());
        found[0].clone().dyn_into().unwrap_or_else(|_| panic!("{selector} is another kind of element"))
    }

    /// Every element that a selector finds.
    pub(crate) fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length()).map(|at| found.get(at).unwrap().unchecked_into()).collect()
    }

    /// What is written in the one element that a selector finds.
    pub(crate) fn text(&self, selector: &str) -> String {
        self.find::<Element>(selector).text_content().unwrap_or_default()
    }

    /// What is written in every element that a selector finds.
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
    let (parts, address) = ORIGINAL.with_borrow_mut(|original| original.get_or_insert_with(here).clone());
    for (name, part) in REPLACED.into_iter().zip(&parts) {
        Reflect::set(&window(), &name.into(), part).unwrap();
    }
    // What was put before the prototype's own.
    for (object, name) in [
        (JsValue::from(window().navigator()), "clipboard"),
        (window().navigator().into(), "onLine"),
        (document().into(), "execCommand"),
        (document().into(), "visibilityState"),
    ] {
        Reflect::delete_property(object.unchecked_ref::<Object>(), &name.into()).unwrap();
    }
    let left = document().query_selector_all("[data-stage], base").unwrap();
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

/// Gives an object of the browser a property of its own, which hides the prototype's; the stage takes it off again.
pub(crate) fn hide(object: &JsValue, name: &str, value: &JsValue) {
    let property = Object::new();
    Reflect::set(&property, &"value".into(), value).unwrap();
    Reflect::set(&property, &"configurable".into(), &true.into()).unwrap();
    Object::define_property(object.unchecked_ref::<Object>(), &name.into(), &property);
}

/// Lets everything run that does not wait for time to pass.
pub(crate) async fn turn() {
    let set_timeout: Function =
        ORIGINAL.with_borrow(|original| original.as_ref().map(|(parts, _)| parts[0].clone())).unwrap().unchecked_into();
    for _ in 0..2 {
        let timer = Promise::new(&mut |resolve, _| drop(set_timeout.call2(&window(), &resolve, &0.into())));
        JsFuture::from(timer).await.unwrap();
    }
}

/// Waits until something is so.
pub(crate) async fn until(what: &str, mut so: impl FnMut() -> bool) {
    let limit = js_sys::Date::now() + PATIENCE;
    while !so() {
        assert!(js_sys::Date::now() < limit, "waited in vain: {what}");
        turn().await;
    }
}
