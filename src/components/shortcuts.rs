//! Single-key shortcuts, and the dialog that lists them.

use leptos::ev::{self, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::active_element::active_element;
use super::dialog::{Dialog, DialogHandle};
use super::lazy::lazy;
use crate::model::keyboard::{Action, KeyPress, action, row_after};
use crate::settings::{use_localizer, use_settings};

/// Selector for the fields that text is typed into.
const FIELDS: &str = "input:not([type=checkbox]), textarea, select, [contenteditable]";
/// Selector for the focusable element of each row.
const ROWS: &str = ".rl-table [data-row]";

/// A handler of `keydown` events in `root`. `copy` copies the name of the row of an element.
pub fn key_handler(
    root: NodeRef<html::Div>,
    enabled: Memo<bool>,
    help: DialogHandle,
    copy: impl Fn(&Element, String) + 'static,
) -> UnsyncCallback<KeyboardEvent> {
    UnsyncCallback::new(move |event| {
        if enabled.get_untracked()
            && let Some(root) = root.get_untracked()
        {
            handle_key(&event, &root, help, &copy);
        }
    })
}

/// Listens on the whole window: for the standalone page, where no other code handles keys.
pub fn listen_on_window(handler: UnsyncCallback<KeyboardEvent>) {
    let handle = window_event_listener(ev::keydown, move |event| handler.run(event));
    on_cleanup(move || handle.remove());
}

fn handle_key(event: &KeyboardEvent, root: &Element, help: DialogHandle, copy: &dyn Fn(&Element, String)) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let within = |selector: &str| is_within(target.as_ref(), selector);
    let action = action(KeyPress {
        key: &event.key(),
        modified: event.ctrl_key() || event.alt_key() || event.meta_key(),
        // A dialog handles its own keys.
        typing: within(FIELDS) || within("dialog"),
        in_rows: within(".rl-table tbody"),
        composing: event.is_composing(),
    });
    let Some(action) = action else { return };
    let is_handled = match action {
        Action::Filter => focus(root, ".rl-field input, .rl-open input, .rl-choice a"),
        Action::NextRow => focus_row(root, true),
        Action::PreviousRow => focus_row(root, false),
        Action::Copy => copy_row(root, copy),
        Action::Refresh => click(root, ".rl-refresh"),
        Action::NextPage => click(root, ".rl-pager a[rel=next]"),
        Action::PreviousPage => click(root, ".rl-pager a[rel=prev]"),
        Action::Help => {
            help.open();
            true
        }
    };
    if is_handled {
        event.prevent_default();
    }
}

/// Stops a key event that belongs to a text field. A host page's own shortcuts would take it for one of theirs, because
/// its target is then the element around the shadow root. Tab and Escape go on: they close and move what the host has
/// opened.
pub fn contain_typing(event: &KeyboardEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if is_within(target.as_ref(), FIELDS) && !matches!(event.key().as_str(), "Tab" | "Escape") {
        event.stop_propagation();
    }
}

fn is_within(target: Option<&Element>, selector: &str) -> bool {
    target.and_then(|target| target.closest(selector).ok().flatten()).is_some()
}

fn find(root: &Element, selector: &str) -> Option<HtmlElement> {
    root.query_selector(selector).ok()??.dyn_into().ok()
}

fn focus(root: &Element, selector: &str) -> bool {
    find(root, selector).is_some_and(|element| element.focus().is_ok())
}

fn click(root: &Element, selector: &str) -> bool {
    find(root, selector).map(|element| element.click()).is_some()
}

/// The focusable element of each row, and the position of the row with the focus.
fn rows(root: &Element) -> (Vec<HtmlElement>, Option<usize>) {
    let Ok(elements) = root.query_selector_all(ROWS) else { return (Vec::new(), None) };
    let rows: Vec<HtmlElement> =
        (0..elements.length()).filter_map(|at| elements.item(at)?.dyn_into::<HtmlElement>().ok()).collect();
    let active = active_element(root);
    let body = |element: &Element| element.closest("tbody").ok().flatten();
    let focused = active.as_ref().and_then(body);
    let current = focused.and_then(|focused| rows.iter().position(|row| body(row).as_ref() == Some(&focused)));
    (rows, current)
}

fn focus_row(root: &Element, forward: bool) -> bool {
    let (rows, current) = rows(root);
    let next = row_after(current, rows.len(), forward).and_then(|next| rows.get(next));
    next.is_some_and(|row| row.focus().is_ok())
}

/// Copies the name of the row with the focus.
fn copy_row(root: &Element, copy: &dyn Fn(&Element, String)) -> bool {
    let (rows, current) = rows(root);
    let Some(row) = current.and_then(|current| rows.get(current)) else { return false };
    let Some(name) = row.get_attribute("data-row") else { return false };
    copy(row, name);
    true
}

/// The dialog that lists the shortcuts, and a button that opens it for users who do not know its key. While they are
/// switched off, the button is the only way to switch them on.
#[component]
pub fn ShortcutsHelp(
    /// The handle of the dialog.
    handle: DialogHandle,
    /// Whether there is a button.
    has_button: bool,
) -> impl IntoView {
    let (title, settings) = (use_localizer().words().keys, use_settings());
    let open = move |_| handle.open();
    let button = move || {
        view! { <button type="button" class="rl-button rl-help" aria-label=title title=title on:click=open>"?"</button> }
    };
    view! {
        {move || (has_button || !settings.shortcuts()).then(button)}
        <Dialog name="keys" title class="rl-dialog rl-dialog-small" handle>{content()}</Dialog>
    }
}

lazy! {
    fn content() in dialogs {
        view! { <ShortcutList /> }
    }
}

/// The list of shortcuts.
#[component]
fn ShortcutList() -> impl IntoView {
    let (terms, settings) = (use_localizer().dialogs(), use_settings());
    let shortcuts = [
        ("/", terms.key_filter),
        ("j k ↓ ↑", terms.key_rows),
        ("Enter", terms.key_open),
        ("c", terms.key_copy),
        ("r", terms.key_refresh),
        ("n p", terms.key_pages),
        ("?", terms.key_help),
    ];
    let items = shortcuts.into_iter().map(|(keys, effect)| {
        let keys = keys.split(' ').map(|key| view! { <kbd>{key}</kbd> " " }).collect_view();
        view! { <div><dt>{keys}</dt><dd>{effect}</dd></div> }
    });
    view! {
        <dl class="rl-keys">{items.collect_view()}</dl>
        <p class="rl-hint">{terms.keys_hint}</p>
        <label class="rl-keys-switch">
            <input
                type="checkbox"
                prop:checked=move || settings.shortcuts()
                on:change=move |event| settings.set_shortcuts(event_target_checked(&event))
            />
            {terms.keys_enabled}
        </label>
    }
}
