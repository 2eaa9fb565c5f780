//! Choosing the columns of a table: which, in which order, how dense.

use std::time::Duration;

use leptos::ev::{Event, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlOListElement};

use super::dialog::Dialog;
use super::dynamic::{dynamic, value};
use super::lazy::part;
use super::tag::{Child, button, tag};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::columns::Columns;
use crate::settings::columns::Chosen;

/// A button, and the dialog behind it. `names` are those of all columns, in the order of the table's own list.
pub fn columns(speech: Localizer, chosen: Chosen, names: Vec<&'static str>) -> AnyView {
    let words = speech.words();
    let class = "rl-dialog rl-dialog-small";
    let dialog = Dialog { name: "columns", title: words.columns, class, keep_mounted: false };
    dialog.view(speech, words.columns.child(), Box::new(move || content(speech, chosen, names.clone())))
}

part! {
    fn content(speech: Localizer, chosen: Chosen, names: Vec<&'static str>) in dialogs {
        choices(speech, chosen, names)
    }
}

fn choices(speech: Localizer, chosen: Chosen, names: Vec<&'static str>) -> AnyView {
    let words = speech.words();
    let terms = speech.dialogs();
    let density = move |compact: bool, word: &'static str| {
        let pressed = value(move || chosen.is(|columns| columns.is_compact() == compact).to_string());
        let choose = move || chosen.set(untrack(|| chosen.get()).with_compact(compact));
        button("", choose).follows("aria-pressed", pressed).with(word)
    };
    let usual = move || {
        let is_usual = chosen.is(Columns::is_default);
        let restore = button("rl-button", move || chosen.set(untrack(|| chosen.get()).reset()));
        // Not `disabled`: that would take the focus from it just when it has been pressed.
        restore.attr("data-name", "usual").maybe("aria-disabled", is_usual.then_some("true")).with(terms.as_usual)
    };
    let densities = tag("div").class("rl-segments").attr("role", "group").attr("aria-label", terms.density);
    let densities = densities.with(density(false, terms.roomy)).with(density(true, words.compact));
    let densities = tag("div").class("rl-density").with(tag("span").with(terms.density)).with(densities);
    vec![
        tag("p").class("rl-hint").with(terms.columns_hint).child(),
        list(speech, chosen, names),
        densities.with(tag("span").class("rl-space")).with(dynamic(usual)).child(),
    ]
    .child()
}

fn list(speech: Localizer, chosen: Chosen, names: Vec<&'static str>) -> AnyView {
    let list = NodeRef::<html::Ol>::new();
    // The position of the column that is being dragged.
    let dragged = RwSignal::new(None::<usize>);
    let carry = move |event: PointerEvent| {
        let (Some(from), Some(list)) = (dragged.get_untracked(), list.get_untracked()) else { return };
        let Some(to) = position_at(&list, event.client_y()) else { return };
        let before = untrack(|| chosen.get());
        let after = before.moved(from, to);
        if after != before {
            chosen.set(after);
            dragged.set(Some(to));
        }
    };
    let grasp = move |event: PointerEvent| {
        let handle = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let handle = handle.and_then(|target| target.closest("[data-handle]").ok().flatten());
        let (Some(handle), Some(list)) = (handle, list.get_untracked()) else { return };
        event.prevent_default();
        let position = handle.get_attribute("data-handle").and_then(|position| position.parse().ok());
        dragged.set(position);
        // The pointer is followed wherever it goes, until it is let go.
        drop(list.set_pointer_capture(event.pointer_id()));
    };
    let rows = move || {
        let columns = chosen.get();
        let dragged = dragged.get();
        let all = columns.all();
        let last = all.len().saturating_sub(1);
        let rows = all.into_iter().enumerate().map(|(position, (index, is_shown))| {
            let name = names.get(index).copied().unwrap_or_default();
            // The first column is what a row is known by: it stays.
            let is_fixed = position == 0;
            let toggle = move |_: Event| chosen.set(untrack(|| chosen.get()).toggled(index));
            let step = move |to: usize, sign: &'static str, label: &'static str, way: &'static str| {
                let go = move || {
                    chosen.set(untrack(|| chosen.get()).moved(position, to));
                    focus_later(list, to, way);
                };
                let label = fill(label, &[name]);
                let step = button("rl-button", go).attr("data-way", way).attr("aria-label", label.clone());
                step.attr("title", label).flag("disabled", is_fixed || to == 0 || to > last).with(sign)
            };
            let handle = (!is_fixed).then(|| {
                let handle = tag("span").class("rl-handle").attr("data-handle", position.to_string());
                handle.attr("aria-hidden", "true")
            });
            let switch = tag("input").attr("type", "checkbox").flag("checked", is_shown).flag("disabled", is_fixed);
            tag("li")
                .maybe("data-dragged", (dragged == Some(position)).then_some("true"))
                .with(handle)
                .with(tag("label").with(switch.on("change", toggle)).with(name))
                .with(step(position.saturating_sub(1), "↑", speech.dialogs().move_up, "up"))
                .with(step(position.saturating_add(1), "↓", speech.dialogs().move_down, "down"))
        });
        rows.collect::<Vec<_>>().child()
    };
    let over = move |_: PointerEvent| dragged.set(None);
    let items = tag("ol").class("rl-columns").refer(list).on("pointerdown", grasp).on("pointermove", carry);
    items.on("lostpointercapture", over).with(dynamic(rows)).child()
}

/// The position in the list that a pointer is at.
fn position_at(list: &HtmlOListElement, y: i32) -> Option<usize> {
    let items = list.children();
    let above = (0..items.length())
        .filter_map(|at| items.item(at))
        .filter(|item| item.get_bounding_client_rect().bottom() < f64::from(y));
    let last = usize::try_from(items.length()).ok()?.checked_sub(1)?;
    Some(above.count().min(last))
}

/// The focus goes along with a column that was moved: its buttons are others then.
fn focus_later(list: NodeRef<html::Ol>, position: usize, way: &'static str) {
    let focus = move || {
        let item = list.get_untracked()?.children().item(u32::try_from(position).ok()?)?;
        // At an end one of the two cannot be pressed: the other is at hand.
        let selector = format!("[data-way={way}]:enabled, [data-way]:enabled");
        let button: HtmlElement = item.query_selector(&selector).ok()??.dyn_into().ok()?;
        button.focus().ok()
    };
    set_timeout(
        move || {
            focus();
        },
        Duration::ZERO,
    );
}
