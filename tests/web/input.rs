//! User input: typing, composition, keys, selects and clicks, as DOM events.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    CompositionEvent, CompositionEventInit, Event, EventInit, EventTarget, HtmlInputElement, HtmlSelectElement,
    InputEvent, InputEventInit, KeyboardEvent, KeyboardEventInit, MouseEvent, MouseEventInit,
};

/// Sets the text of an input, as typing does.
pub(crate) fn type_text(input: &HtmlInputElement, text: &str) {
    dispatch_input(input, text, false);
}

/// Sets the text of an input while an input method is composing.
pub(crate) fn compose_text(input: &HtmlInputElement, text: &str) {
    dispatch_input(input, text, true);
}

fn dispatch_input(input: &HtmlInputElement, text: &str, composing: bool) {
    input.set_value(text);
    let init = InputEventInit::new();
    init.set_bubbles(true);
    init.set_is_composing(composing);
    input.dispatch_event(&InputEvent::new_with_event_init_dict("input", &init).unwrap()).unwrap();
}

/// The input method starts to compose.
pub(crate) fn start_composition(input: &HtmlInputElement) {
    composition(input, "compositionstart");
}

/// The input method has finished composing.
pub(crate) fn end_composition(input: &HtmlInputElement) {
    composition(input, "compositionend");
}

fn composition(input: &HtmlInputElement, name: &str) {
    let init = CompositionEventInit::new();
    init.set_bubbles(true);
    input.dispatch_event(&CompositionEvent::new_with_event_init_dict(name, &init).unwrap()).unwrap();
}

/// Presses Enter.
pub(crate) fn press_enter(input: &HtmlInputElement, composing: bool) {
    let init = KeyboardEventInit::new();
    init.set_bubbles(true);
    init.set_key("Enter");
    init.set_is_composing(composing);
    input.dispatch_event(&KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap()).unwrap();
}

/// Dispatches `change`, as leaving a changed input does.
pub(crate) fn commit_change(input: &EventTarget) {
    let init = EventInit::new();
    init.set_bubbles(true);
    input.dispatch_event(&Event::new_with_event_init_dict("change", &init).unwrap()).unwrap();
}

/// Selects an option.
pub(crate) fn select_option(select: &HtmlSelectElement, value: &str) {
    select.set_value(value);
    assert_eq!(select.value(), value, "no such option");
    commit_change(select);
}

/// The button and the modifiers of a click.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Click {
    pub(crate) button: i16,
    pub(crate) ctrl: bool,
    pub(crate) meta: bool,
    pub(crate) shift: bool,
    pub(crate) alt: bool,
}

/// Clicks; returns whether the app left the default action to the browser. The action itself is prevented, because
/// it would leave the page of the tests.
pub(crate) fn dispatch_click(target: &EventTarget, click: Click) -> bool {
    let init = MouseEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_button(click.button);
    init.set_ctrl_key(click.ctrl);
    init.set_meta_key(click.meta);
    init.set_shift_key(click.shift);
    init.set_alt_key(click.alt);
    let is_default_allowed = Rc::new(Cell::new(true));
    let result = Rc::clone(&is_default_allowed);
    let last = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        result.set(!event.default_prevented());
        event.prevent_default();
    });
    window().add_event_listener_with_callback("click", last.as_ref().unchecked_ref()).unwrap();
    target.dispatch_event(&MouseEvent::new_with_mouse_event_init_dict("click", &init).unwrap()).unwrap();
    window().remove_event_listener_with_callback("click", last.as_ref().unchecked_ref()).unwrap();
    is_default_allowed.get()
}
