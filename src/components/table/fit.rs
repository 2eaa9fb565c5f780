//! Fit of a table into its frame: data attributes for the style sheets, measured after each change of size.

use std::ops::RangeInclusive;

use crate::components::resize::ResizeObservation;
use crate::query::effect::effect;
use crate::settings::columns::ColumnSettings;
use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlElement;

/// Ranges of the width of the app, in CSS pixels, and the attribute of the frame within each.
const RANGES: [(RangeInclusive<i32>, &str); 4] =
    [(960..=1340, "data-tight"), (960..=1260, "data-snug"), (0..=959, "data-cards"), (0..=480, "data-small")];

/// Sets `data-wide` on the frame while the table is wider, so that the frame scrolls and not the page, and the attributes
/// of [`RANGES`]; the default columns depend on the width as well. The width of the table depends on its columns and their
/// content, so it must be measured.
pub(super) fn fit_to_frame(frame: NodeRef<html::Div>, table: NodeRef<html::Table>, columns: ColumnSettings) {
    let running = StoredValue::new_local(None::<ResizeObservation>);
    on_cleanup(move || drop(running.try_update_value(Option::take)));
    effect(move || {
        if let (Some(frame), Some(table)) = (frame.get(), table.get()) {
            // A table without rows is hidden, and not observed.
            set_ranges(&frame, columns);
            running.set_value(observe(&frame, &table, columns));
        }
    });
}

fn observe(frame: &HtmlElement, table: &HtmlElement, columns: ColumnSettings) -> Option<ResizeObservation> {
    let mut before = (0, 0);
    let measure = {
        let (frame, table) = (frame.clone(), table.clone());
        move || {
            set_ranges(&frame, columns);
            // Inserted and removed rows change the height only.
            if before != (frame.client_width(), table.offset_width()) {
                set_wide(&frame, &table);
                before = (frame.client_width(), table.offset_width());
            }
        }
    };
    ResizeObservation::start(&[frame, table], Box::new(measure))
}

fn set_ranges(frame: &HtmlElement, columns: ColumnSettings) {
    let width = frame.closest(".rl").ok().flatten().map_or(0, |app| app.client_width());
    columns.set_width(width);
    for (range, name) in RANGES {
        set_presence(frame, name, range.contains(&width));
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
