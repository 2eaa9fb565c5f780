//! Copy buttons: the clipboard, the fallback by selection, and the announcement.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use leptos::prelude::*;
use replica_log::components::click::handle_click;
use replica_log::components::copy::CopyButton;
use replica_log::i18n::localizer::Localizer;
use replica_log::model::locale::Locale;
use replica_log::model::route::Route;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlTextAreaElement};

use crate::fake_shell::FakeShell;
use crate::harness::{Harness, hide, until};
use crate::input::{Click, dispatch_click};
use crate::timers::Timers;

const TEXT: &str = "第一行\n<b>\"second\"</b> & 'third' {0} 😀";

/// A button that copies `TEXT`, with the click handler of an app.
struct MountedButton {
    harness: Harness,
    timers: Timers,
    button: HtmlElement,
    announcement: RwSignal<String>,
    copied: Rc<RefCell<Vec<String>>>,
}

impl MountedButton {
    fn new(locale: Locale) -> Self {
        let mut harness = Harness::new();
        let timers = Timers::fake();
        let navigation = FakeShell::default().navigation(Route::Home);
        let announcement = RwSignal::new(String::new());
        harness.mount(move || {
            let i18n = Localizer(locale);
            provide_context(i18n);
            view! {
                <div on:click=move |event| handle_click(&event, navigation, i18n, announcement)>
                    <CopyButton name="SHA-256" text=TEXT />
                </div>
            }
        });
        let button = harness.find("button");
        Self { harness, timers, button, announcement, copied: Rc::default() }
    }

    /// Replaces the clipboard of the browser by one that accepts or rejects texts.
    fn clipboard(&self, works: bool) {
        let copied = Rc::clone(&self.copied);
        let write = Closure::<dyn FnMut(String) -> Promise>::new(move |text: String| {
            if works {
                copied.borrow_mut().push(text);
                Promise::resolve(&JsValue::UNDEFINED)
            } else {
                Promise::reject(&"NotAllowedError".into())
            }
        });
        let clipboard = js_sys::Object::new();
        js_sys::Reflect::set(&clipboard, &"writeText".into(), &write.into_js_value()).unwrap();
        hide(&window().navigator(), "clipboard", &clipboard);
    }

    /// Makes `execCommand("copy")` succeed or fail.
    fn selection(&self, works: bool) {
        let copied = Rc::clone(&self.copied);
        let execute = Closure::<dyn FnMut(String) -> bool>::new(move |command: String| {
            assert_eq!(command, "copy");
            let area: HtmlTextAreaElement = document().active_element().unwrap().unchecked_into();
            let length = u32::try_from(area.value().encode_utf16().count()).unwrap();
            let selected = (area.selection_start().unwrap(), area.selection_end().unwrap());
            assert_eq!(selected, (Some(0), Some(length)));
            if works {
                copied.borrow_mut().push(area.value());
            }
            works
        });
        hide(&document(), "execCommand", &execute.into_js_value());
    }

    /// Clicks, and waits for the announcement.
    async fn click(&self) -> (String, Option<String>) {
        dispatch_click(&self.button, Click::default());
        until("an announcement", || !self.announcement.get_untracked().is_empty()).await;
        (self.announcement.get_untracked(), self.button.get_attribute("data-done"))
    }
}

fn done(announced: &str, done: &str) -> (String, Option<String>) {
    (announced.to_owned(), Some(done.to_owned()))
}

#[wasm_bindgen_test]
fn a_copy_button_has_the_whole_text_and_a_label_in_every_language() {
    for (locale, label) in
        [(Locale::EnUs, "Copy SHA-256"), (Locale::ZhCn, "复制“SHA-256”"), (Locale::Ja, "SHA-256をコピー")]
    {
        let button = MountedButton::new(locale).button;
        assert_eq!(button.get_attribute("data-copy").as_deref(), Some(TEXT));
        assert_eq!(button.get_attribute("aria-label").as_deref(), Some(label));
        assert_eq!(button.title(), label);
        assert_eq!(button.get_attribute("type").as_deref(), Some("button"));
    }
}

#[wasm_bindgen_test]
async fn a_click_copies_the_whole_text_and_announces_it() {
    let mounted = MountedButton::new(Locale::EnUs);
    mounted.clipboard(true);
    assert_eq!(mounted.click().await, done("Copied", "yes"));
    assert_eq!(*mounted.copied.borrow(), [TEXT]);
}

#[wasm_bindgen_test]
async fn the_announcement_of_a_copy_is_cleared_after_a_moment() {
    let mounted = MountedButton::new(Locale::EnUs);
    mounted.clipboard(true);
    mounted.click().await;
    mounted.timers.advance(1499);
    assert!(mounted.button.has_attribute("data-done"));
    mounted.timers.advance(1);
    assert!(!mounted.button.has_attribute("data-done"));
    assert_eq!(mounted.announcement.get_untracked(), "");
}

#[wasm_bindgen_test]
async fn without_a_clipboard_the_text_is_copied_by_selection() {
    let mounted = MountedButton::new(Locale::ZhCn);
    hide(&window().navigator(), "clipboard", &JsValue::UNDEFINED);
    mounted.selection(true);
    assert_eq!(mounted.click().await, done("已复制", "yes"));
    assert_eq!(*mounted.copied.borrow(), [TEXT]);
    // The temporary textarea is removed, and the focus is restored.
    assert_eq!(mounted.harness.all("textarea").len(), 0);
    assert_eq!(document().active_element().as_ref(), Some(mounted.button.as_ref()));
}

#[wasm_bindgen_test]
async fn after_a_clipboard_error_the_text_is_copied_by_selection() {
    let mounted = MountedButton::new(Locale::EnUs);
    mounted.clipboard(false);
    mounted.selection(true);
    assert_eq!(mounted.click().await, done("Copied", "yes"));
    assert_eq!(*mounted.copied.borrow(), [TEXT]);
}

#[wasm_bindgen_test]
async fn a_refused_copy_is_announced_as_refused() {
    let mounted = MountedButton::new(Locale::EnUs);
    mounted.clipboard(false);
    mounted.selection(false);
    assert_eq!(mounted.click().await, done("The browser did not allow copying", "no"));
    assert_eq!(mounted.copied.borrow().len(), 0);
    assert_eq!(mounted.harness.all("textarea").len(), 0);
}

#[wasm_bindgen_test]
async fn a_second_copy_restarts_the_time_of_the_announcement() {
    let mounted = MountedButton::new(Locale::EnUs);
    mounted.clipboard(true);
    mounted.click().await;
    mounted.timers.advance(1000);
    mounted.button.remove_attribute("data-done").unwrap();
    mounted.announcement.set(String::new());
    assert_eq!(mounted.click().await, done("Copied", "yes"));
    mounted.timers.advance(1000);
    assert_eq!(
        mounted.button.get_attribute("data-done").as_deref(),
        Some("yes"),
        "the first copy's end ended this one"
    );
    assert_eq!(mounted.announcement.get_untracked(), "Copied");
    mounted.timers.advance(500);
    assert!(!mounted.button.has_attribute("data-done"));
    assert_eq!(mounted.announcement.get_untracked(), "");
}
