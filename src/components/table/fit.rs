//! Fit of a table into its frame: data attributes for the style sheets, measured after each change of size.

use crate::query::effect::effect;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};

/// Breakpoints of the width of the app, in CSS pixels, and the attribute of the frame at and below each.
const BREAKPOINTS: [(i32, &str); 3] = [(1340, "data-tight"), (1080, "data-cards"), (480, "data-small")];

/// Sets `data-wide` on the frame while the table is wider, so that the frame scrolls and not the page, and the attribute
/// of each breakpoint. The width of the table depends on its columns and their content, so it must be measured.
pub(super) fn fit_to_frame(frame: NodeRef<html::Div>, table: NodeRef<html::Table>) {
    let running = StoredValue::new_local(None::<(ResizeObserver, Closure<dyn FnMut()>)>);
    let stop = move || {
        if let Some((observer, _)) = running.try_update_value(Option::take).flatten() {
            observer.disconnect();
        }
    };
    on_cleanup(stop);
    effect(move || {
        stop();
        if let (Some(frame), Some(table)) = (frame.get(), table.get()) {
            running.set_value(observe(&frame, &table));
        }
    });
}

fn observe(frame: &HtmlElement, table: &HtmlElement) -> Option<(ResizeObserver, Closure<dyn FnMut()>)> {
    let mut before = (0, 0);
    let measure = {
        let (frame, table) = (frame.clone(), table.clone());
        Closure::<dyn FnMut()>::new(move || {
            set_breakpoints(&frame);
            // Inserted and removed rows change the height only.
            if before != (frame.client_width(), table.offset_width()) {
                set_wide(&frame, &table);
                before = (frame.client_width(), table.offset_width());
            }
        })
    };
    let observer = ResizeObserver::new(measure.as_ref().unchecked_ref()).ok()?;
    observer.observe(frame);
    observer.observe(table);
    Some((observer, measure))
}

fn set_breakpoints(frame: &HtmlElement) {
    let width = frame.closest(".rl").ok().flatten().map_or(0, |app| app.client_width());
    for (breakpoint, name) in BREAKPOINTS {
        set_presence(frame, name, width <= breakpoint);
    }
}

/// Measures without the attribute, because it changes the layout of the table.
fn set_wide(frame: &HtmlElement, table: &HtmlElement) {
    drop(frame.remove_attribute("data-wide"));
    if table.offset_width() > frame.client_width() {
        drop(frame.set_attribute("data-wide", "true"));
    }
}

fn set_presence(element: &HtmlElement, name: &str, is_present: bool) {
    drop(if is_present { element.set_attribute(name, "") } else { element.remove_attribute(name) });
}
