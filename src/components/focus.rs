//! Where the focus goes when what had it is taken out of the page.
//!
//! A browser then leaves it nowhere: the next Tab begins at the top of the page, and whoever reads by ear is told
//! nothing. Here it goes to what stands in the place of what is gone.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, FocusOptions, HtmlElement, MutationObserver, MutationObserverInit};

use super::shortcuts::active_element;

/// What can stand in another's place.
const CONTROLS: &str = "a[href], button, input, select, summary";

/// What has this attribute holds the place of something that is loaded.
pub(super) const COMING: &str = "data-coming";

/// What had the focus last, and all that it was in, the innermost first.
#[derive(Default)]
struct Held(Vec<Element>);

/// Keeps the focus within `root`. What it gives is to be called whenever something in there gets or loses the focus.
pub fn keep(root: NodeRef<html::Div>) -> impl Fn() + Clone {
    let held = Rc::new(RefCell::new(Held::default()));
    let look = {
        let held = Rc::clone(&held);
        move || {
            let held = Rc::clone(&held);
            // What loses it may be about to leave the page: then it is not the person who went elsewhere.
            spawn_local(async move {
                let Some(root) = root.try_get_untracked().flatten() else { return };
                let active = active_element(&root).filter(|active| root.contains(Some(active)));
                let mut held = held.borrow_mut();
                if active.is_some() || held.0.first().is_some_and(|element| element.is_connected()) {
                    let up = |element: &Element| element.parent_element();
                    held.0 = std::iter::successors(active, up).collect();
                }
            });
        }
    };
    let changed = Closure::<dyn FnMut(Array)>::new(move |_| {
        let Some(root) = root.try_get_untracked().flatten() else { return };
        let Ok(held) = held.try_borrow() else { return };
        let is_lost = held.0.first().is_some_and(|element| !element.is_connected());
        let is_elsewhere = active_element(&root).is_some_and(|active| active.tag_name() != "BODY");
        if is_lost
            && !is_elsewhere
            && let Some(next) = held.next(&root)
        {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            drop(next.focus_with_options(&options));
        }
    });
    if let Ok(observer) = MutationObserver::new(changed.as_ref().unchecked_ref()) {
        let observing = observer.clone();
        root.on_load(move |root| {
            let what = MutationObserverInit::new();
            what.set_child_list(true);
            what.set_subtree(true);
            drop(observing.observe_with_options(&root, &what));
        });
        // It goes with the reactive owner of the app.
        StoredValue::new_local(changed);
        on_cleanup(move || observer.disconnect());
    }
    look
}

/// A list is about to grow at a person's word: the focus goes on to what comes behind its last element now.
pub fn go_on(list: Option<&HtmlElement>) {
    let Some(last) = list.and_then(|list| list.last_element_child()) else { return };
    request_animation_frame(move || {
        let control = last.next_element_sibling().and_then(|next| found(&next, |_| true));
        if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
            drop(control.focus());
        }
    });
}

impl Held {
    /// What is to have the focus: in the same part of the page what is called the same, then what leads to the same
    /// place, and else that part itself.
    fn next(&self, root: &Element) -> Option<HtmlElement> {
        let gone = self.0.first()?;
        let part = self.0.iter().find(|element| element.is_connected())?;
        let name = name(gone);
        let came = || found(part, |element| element.has_attribute("aria-current")).or_else(|| found(part, |_| true));
        // What is loaded is what was asked for; once it is there, what is chosen in it comes first.
        if let Some(came) = gone.has_attribute(COMING).then(came).flatten() {
            return came.dyn_into().ok();
        }
        let coming = || root.query_selector(&format!("[{COMING}]")).ok().flatten();
        let same = || found(part, |element| self::name(element) == name);
        let href = gone.get_attribute("href");
        let there = || href.as_ref().and_then(|_| found(root, |element| element.get_attribute("href") == href));
        // A part that can have the focus is what it was in as a whole.
        let whole = part.has_attribute("tabindex").then(|| part.clone());
        let next =
            same().or(whole).or_else(coming).or_else(there).or_else(|| part.closest("[tabindex]").ok().flatten())?;
        next.dyn_into().ok()
    }
}

/// The first control of a part that fits, can be used and is shown.
fn found(part: &Element, fits: impl Fn(&Element) -> bool) -> Option<Element> {
    let controls = part.query_selector_all(CONTROLS).ok()?;
    let is_shown =
        |element: &Element| element.dyn_ref::<HtmlElement>().is_some_and(|element| element.offset_parent().is_some());
    (0..controls.length())
        .filter_map(|at| controls.item(at)?.dyn_into::<Element>().ok())
        .find(|element| fits(element) && !element.has_attribute("disabled") && is_shown(element))
}

/// What a control is called.
fn name(element: &Element) -> Option<String> {
    element.get_attribute("aria-label").or_else(|| element.text_content()).filter(|name| !name.is_empty())
}
