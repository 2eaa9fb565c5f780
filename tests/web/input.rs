//! What a person does to a page.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    CompositionEvent, CompositionEventInit, Event, EventInit, EventTarget, HtmlInputElement, HtmlSelectElement,
    InputEvent, InputEventInit, KeyboardEvent, KeyboardEventInit, MouseEvent, MouseEventInit,
};

/// Makes a text of an input what it is, as by one more key.
pub(crate) fn types(input: &HtmlInputElement, text: &str) {
    changes(input, text, false);
}

/// Makes a text of an input what it is while an input method still works on its end.
pub(crate) fn composes(input: &HtmlInputElement, text: &str) {
    changes(input, text, true);
}

fn changes(input: &HtmlInputElement, text: &str, composing: bool) {
    input.set_value(text);
    let init = InputEventInit::new();
    init.set_bubbles(true);
    init.set_is_composing(composing);
    input.dispatch_event(&InputEvent::new_with_event_init_dict("input", &init).unwrap()).unwrap();
}

/// The input method begins.
pub(crate) fn begins_to_compose(input: &HtmlInputElement) {
    composition(input, "compositionstart");
}

/// The input method is done.
pub(crate) fn has_composed(input: &HtmlInputElement) {
    composition(input, "compositionend");
}

fn composition(input: &HtmlInputElement, name: &str) {
    let init = CompositionEventInit::new();
    init.set_bubbles(true);
    input.dispatch_event(&CompositionEvent::new_with_event_init_dict(name, &init).unwrap()).unwrap();
}

/// Presses Enter.
pub(crate) fn presses_enter(input: &HtmlInputElement, composing: bool) {
    let init = KeyboardEventInit::new();
    init.set_bubbles(true);
    init.set_key("Enter");
    init.set_is_composing(composing);
    input.dispatch_event(&KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap()).unwrap();
}

/// Leaves an input that was changed.
pub(crate) fn leaves(input: &EventTarget) {
    let init = EventInit::new();
    init.set_bubbles(true);
    input.dispatch_event(&Event::new_with_event_init_dict("change", &init).unwrap()).unwrap();
}

/// Chooses an option.
pub(crate) fn chooses(select: &HtmlSelectElement, value: &str) {
    select.set_value(value);
    assert_eq!(select.value(), value, "no such option");
    leaves(select);
}

/// How something is clicked.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Click {
    pub(crate) button: i16,
    pub(crate) ctrl: bool,
    pub(crate) meta: bool,
    pub(crate) shift: bool,
    pub(crate) alt: bool,
}

/// Clicks. Whether the browser would now have done what it always does; here it does not, since the tests would be
/// gone with their page.
pub(crate) fn clicks(target: &EventTarget, how: Click) -> bool {
    let init = MouseEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_button(how.button);
    init.set_ctrl_key(how.ctrl);
    init.set_meta_key(how.meta);
    init.set_shift_key(how.shift);
    init.set_alt_key(how.alt);
    let left = Rc::new(Cell::new(true));
    let seen = Rc::clone(&left);
    let last = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        seen.set(!event.default_prevented());
        event.prevent_default();
    });
    window().add_event_listener_with_callback("click", last.as_ref().unchecked_ref()).unwrap();
    target.dispatch_event(&MouseEvent::new_with_mouse_event_init_dict("click", &init).unwrap()).unwrap();
    window().remove_event_listener_with_callback("click", last.as_ref().unchecked_ref()).unwrap();
    left.get()
}
