//! Keys that do what a click elsewhere does, and the list of them.

use js_sys::Reflect;
use leptos::ev::{self, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::dialog::{Dialog, DialogHandle};
use super::lazy::part;
use super::tag::{Child, button, tag};
use crate::i18n::localizer::Localizer;
use crate::model::keyboard::{Action, KeyPress, action, step};

/// What can have the focus and stands for a row.
const ROWS: &str = ".rl-table [data-row]";

/// What answers keys. `copy` copies a text that an element stands for.
pub fn answer(
    root: NodeRef<html::Div>,
    wanted: Memo<bool>,
    help: DialogHandle,
    copy: impl Fn(&Element, String) + 'static,
) -> impl Fn(KeyboardEvent) + 'static {
    move |event| {
        if wanted.get_untracked()
            && let Some(root) = root.get_untracked()
        {
            pressed(&event, &root, help, &copy);
        }
    }
}

/// Listens to the whole window: for the app as a page of its own, where no other keys are anybody's.
pub fn listen(answer: impl Fn(KeyboardEvent) + 'static) {
    let handle = window_event_listener(ev::keydown, answer);
    on_cleanup(move || handle.remove());
}

fn pressed(event: &KeyboardEvent, root: &Element, help: DialogHandle, copy: &dyn Fn(&Element, String)) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let within = |selector: &str| target.as_ref().and_then(|target| target.closest(selector).ok().flatten()).is_some();
    let wanted = action(KeyPress {
        key: &event.key(),
        modified: event.ctrl_key() || event.alt_key() || event.meta_key(),
        // A dialog has keys of its own.
        typing: within("input:not([type=checkbox]), textarea, select, [contenteditable], dialog"),
        in_rows: within(".rl-table tbody"),
        composing: event.is_composing(),
    });
    let Some(wanted) = wanted else { return };
    let done = match wanted {
        Action::Filter => focus(root, ".rl-field input, .rl-open input, .rl-choice a"),
        Action::NextRow => to_row(root, true),
        Action::PreviousRow => to_row(root, false),
        Action::Copy => copy_row(root, copy),
        Action::Refresh => press(root, ".rl-refresh"),
        Action::NextPage => press(root, ".rl-pager a[rel=next]"),
        Action::PreviousPage => press(root, ".rl-pager a[rel=prev]"),
        Action::Help => {
            help.open();
            true
        }
    };
    if done {
        event.prevent_default();
    }
}

fn find(root: &Element, selector: &str) -> Option<HtmlElement> {
    root.query_selector(selector).ok()??.dyn_into().ok()
}

fn focus(root: &Element, selector: &str) -> bool {
    find(root, selector).is_some_and(|element| element.focus().is_ok())
}

fn press(root: &Element, selector: &str) -> bool {
    find(root, selector).map(|element| element.click()).is_some()
}

/// The element with the focus: in a shadow root, the root knows it and the document does not.
pub(super) fn active_element(root: &Element) -> Option<Element> {
    let tree = root.get_root_node();
    Reflect::get(&tree, &"activeElement".into()).ok()?.dyn_into().ok()
}

/// What stands for each row, and which of them has the focus.
fn rows(root: &Element) -> (Vec<HtmlElement>, Option<usize>) {
    let Ok(found) = root.query_selector_all(ROWS) else { return (Vec::new(), None) };
    let rows: Vec<HtmlElement> =
        (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<HtmlElement>().ok()).collect();
    let active = active_element(root);
    let body = |element: &Element| element.closest("tbody").ok().flatten();
    let here = active.as_ref().and_then(body);
    let current = here.and_then(|here| rows.iter().position(|row| body(row).as_ref() == Some(&here)));
    (rows, current)
}

fn to_row(root: &Element, forward: bool) -> bool {
    let (rows, current) = rows(root);
    let next = step(current, rows.len(), forward).and_then(|next| rows.get(next));
    next.is_some_and(|row| row.focus().is_ok())
}

/// Copies what the row with the focus is known by.
fn copy_row(root: &Element, copy: &dyn Fn(&Element, String)) -> bool {
    let (rows, current) = rows(root);
    let Some(row) = current.and_then(|current| rows.get(current)) else { return false };
    let Some(name) = row.get_attribute("data-row") else { return false };
    copy(row, name);
    true
}

/// The list of keys, in a dialog, and, where it `has_button`, that for those who do not know the key for it.
pub fn help(speech: Localizer, door: DialogHandle, has_button: bool) -> AnyView {
    let words = speech.words();
    let open = button("rl-button rl-help", move || door.open());
    let open = open.attr("aria-label", words.keys).attr("title", words.keys).with("?");
    let class = "rl-dialog rl-dialog-small";
    let dialog = Dialog { name: "keys", title: words.keys, class, keep_mounted: false };
    vec![has_button.then_some(open).child(), dialog.behind(speech, door, Box::new(move || content(speech)))].child()
}

part! {
    fn content(speech: Localizer) in dialogs {
        list(speech)
    }
}

fn list(speech: Localizer) -> AnyView {
    let terms = speech.dialogs();
    let keys = [
        ("/", terms.key_filter),
        ("j k ↓ ↑", terms.key_rows),
        ("Enter", terms.key_open),
        ("c", terms.key_copy),
        ("r", terms.key_refresh),
        ("n p", terms.key_pages),
        ("?", terms.key_help),
    ];
    let list = keys.into_iter().map(|(keys, what)| {
        let keys = keys.split(' ').map(|key| vec![tag("kbd").with(key).child(), " ".child()]).collect::<Vec<_>>();
        tag("div").with(tag("dt").with(keys)).with(tag("dd").with(what))
    });
    let list = tag("dl").class("rl-keys").with(list.collect::<Vec<_>>());
    vec![list.child(), tag("p").class("rl-hint").with(terms.keys_hint).child()].child()
}
