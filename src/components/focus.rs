//! Focus restoration: moves the focus on when the focused element is removed from the page.
//!
//! A browser then moves the focus to `<body>`: the next Tab starts at the top of the page, and a screen reader is
//! silent. Here the focus moves to the element that took the place of the removed one.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Array;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, FocusOptions, HtmlElement, MutationObserver, MutationObserverInit};

use super::active_element::active_element;

/// Selector for elements that can receive the focus in place of a removed one.
const CONTROLS: &str = "a[href], button, input, select, summary";

/// The attribute of a placeholder of content that is loading, see [`super::lazy`].
const LOADING: &str = "data-loading";

/// The attribute of a control that closes a part of the page: the address of the link that opens the part.
const OPENER: &str = "data-return";

/// The element that had the focus last, and its ancestors, the innermost first.
#[derive(Default)]
struct FocusPath(Vec<Element>);

/// Restores the focus within `root` when the focused element is removed. The caller calls the returned function at every
/// `focusin` and `focusout` in `root`.
pub fn restore_on_removal(root: NodeRef<html::Div>) -> impl Fn() + Clone {
    let path = Rc::new(RefCell::new(FocusPath::default()));
    let track = {
        let path = Rc::clone(&path);
        move || {
            let path = Rc::clone(&path);
            // Later, because a removed element loses the focus too, and is only then disconnected: its path is kept.
            spawn_local(async move {
                let Some(root) = root.try_get_untracked().flatten() else { return };
                let active = active_element(&root).filter(|active| root.contains(Some(active)));
                let mut path = path.borrow_mut();
                if active.is_some() || path.0.first().is_some_and(|element| element.is_connected()) {
                    let up = |element: &Element| element.parent_element();
                    path.0 = std::iter::successors(active, up).collect();
                }
            });
        }
    };
    let changed = Closure::<dyn FnMut(Array)>::new(move |_| {
        let Some(root) = root.try_get_untracked().flatten() else { return };
        let Ok(path) = path.try_borrow() else { return };
        let is_lost = path.0.first().is_some_and(|element| !element.is_connected());
        let is_elsewhere = active_element(&root).is_some_and(|active| active.tag_name() != "BODY");
        if is_lost
            && !is_elsewhere
            && let Some(next) = path.replacement(&root)
        {
            focus_in_place(&next);
        }
    });
    if let Ok(observer) = MutationObserver::new(changed.as_ref().unchecked_ref()) {
        let observing = observer.clone();
        root.on_load(move |root| {
            let options = MutationObserverInit::new();
            options.set_child_list(true);
            options.set_subtree(true);
            drop(observing.observe_with_options(&root, &options));
        });
        // Disposed with the reactive owner of the app.
        StoredValue::new_local(changed);
        on_cleanup(move || observer.disconnect());
    }
    track
}

/// Moves the focus to an element without scrolling to it.
pub fn focus_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    drop(element.focus_with_options(&options));
}

/// Moves the focus behind the element that is now the last of a list, once the list has grown. For "show more": the
/// focus is then on the first new element.
pub fn focus_next_after(list: Option<&HtmlElement>) {
    let Some(last) = list.and_then(|list| list.last_element_child()) else { return };
    request_animation_frame(move || {
        let control = last.next_element_sibling().and_then(|next| find_control(&next, |_| true));
        if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
            drop(control.focus());
        }
    });
}

impl FocusPath {
    /// The element that receives the focus after the first of the path was removed. Its container is the innermost ancestor
    /// that is still on the page. In this order:
    ///
    /// 1. after a loading placeholder: the current link of the container, or its first control;
    /// 2. the control in the container with the same accessible name;
    /// 3. after a control that closed a part of the page: the link that opens the part;
    /// 4. the container, if it can have the focus;
    /// 5. a loading placeholder anywhere on the page;
    /// 6. a link anywhere on the page with the same address;
    /// 7. the innermost ancestor that can have the focus.
    fn replacement(&self, root: &Element) -> Option<HtmlElement> {
        let removed = self.0.first()?;
        let container = self.0.iter().find(|element| element.is_connected())?;
        if removed.has_attribute(LOADING)
            && let Some(loaded) = find_control(container, |element| element.has_attribute("aria-current"))
                .or_else(|| find_control(container, |_| true))
        {
            return loaded.dyn_into().ok();
        }
        let name = accessible_name(removed);
        let href = removed.get_attribute("href");
        let same_name = || find_control(container, |element| accessible_name(element) == name);
        let placeholder = || root.query_selector(&format!("[{LOADING}]")).ok().flatten();
        let same_address =
            || href.as_ref().and_then(|_| find_control(root, |element| element.get_attribute("href") == href));
        let focusable = || container.closest("[tabindex]").ok().flatten();
        let opener = || {
            let opener = removed.get_attribute(OPENER)?;
            find_control(root, |element| element.get_attribute("href").as_ref() == Some(&opener))
        };
        let next = same_name()
            .or_else(opener)
            .or_else(|| container.has_attribute("tabindex").then(|| container.clone()))
            .or_else(placeholder)
            .or_else(same_address)
            .or_else(focusable)?;
        next.dyn_into().ok()
    }
}

/// The first control in a container that matches, is enabled and is rendered.
fn find_control(container: &Element, matches: impl Fn(&Element) -> bool) -> Option<Element> {
    let controls = container.query_selector_all(CONTROLS).ok()?;
    let is_shown =
        |element: &Element| element.dyn_ref::<HtmlElement>().is_some_and(|element| element.offset_parent().is_some());
    (0..controls.length())
        .filter_map(|at| controls.item(at)?.dyn_into::<Element>().ok())
        .find(|element| matches(element) && !element.has_attribute("disabled") && is_shown(element))
}

/// An approximation of the accessible name of a control.
fn accessible_name(element: &Element) -> Option<String> {
    element.get_attribute("aria-label").or_else(|| element.text_content()).filter(|name| !name.is_empty())
}
