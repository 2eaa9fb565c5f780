//! Choosing the columns of a table: which, in which order, how dense.

use std::time::Duration;

use leptos::ev::PointerEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlOListElement};

use super::dynamic::{at, click, dynamic, value};
use crate::i18n::fill;
use crate::i18n::speech::Speech;
use crate::model::columns::Columns;
use crate::state::columns::Chosen;

/// A button, and the dialog behind it. `names` are those of all columns, in the order of the table's own list.
pub fn columns(speech: Speech, chosen: Chosen, names: Vec<&'static str>) -> AnyView {
    let words = speech.words();
    let dialog = NodeRef::<html::Dialog>::new();
    let open = click(move || {
        if let Some(dialog) = dialog.get_untracked() {
            drop(dialog.show_modal());
        }
    });
    let shut = click(move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    });
    let density = move |compact: bool, word: &'static str| {
        let pressed = value(move || chosen.is(|columns| columns.is_compact() == compact).to_string());
        let choose = click(move || chosen.set(untrack(|| chosen.get()).with_compact(compact)));
        view! { <button type="button" aria-pressed=pressed on:click=choose>{word}</button> }
    };
    let usual = move || {
        let is_usual = chosen.is(Columns::is_usual);
        let restore = click(move || chosen.set(untrack(|| chosen.get()).restored()));
        view! { <button type="button" class="rl-button" data-name="usual" disabled=is_usual on:click=restore>{words.as_usual}</button> }
    };
    view! {
        <button type="button" class="rl-button" data-name="columns" on:click=open>{words.columns}</button>
        <dialog class="rl-dialog rl-dialog-small" data-name="columns" node_ref=dialog aria-label=words.columns>
            <h2>{words.columns}</h2>
            <p class="rl-hint">{words.columns_hint}</p>
            {list(speech, chosen, names)}
            <div class="rl-density">
                <span>{words.density}</span>
                <div class="rl-segments" role="group" aria-label=words.density>
                    {density(false, words.roomy)}
                    {density(true, words.compact)}
                </div>
            </div>
            <p class="rl-dialog-end">
                {dynamic(usual)}
                " "
                <button type="button" class="rl-button" on:click=shut>{words.close}</button>
            </p>
        </dialog>
    }
    .into_any()
}

fn list(speech: Speech, chosen: Chosen, names: Vec<&'static str>) -> AnyView {
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
            let toggle = at(move |_: leptos::ev::Event| chosen.set(untrack(|| chosen.get()).toggled(index)));
            let step = move |to: usize, sign: &'static str, label: &'static str, way: &'static str| {
                let go = click(move || {
                    chosen.set(untrack(|| chosen.get()).moved(position, to));
                    focus_later(list, to, way);
                });
                let label = fill(label, &[name]);
                let disabled = is_fixed || to == 0 || to > last;
                view! {
                    <button type="button" class="rl-button" data-way=way aria-label=label.clone() title=label disabled=disabled
                        on:click=go>{sign}</button>
                }
            };
            let handle = (!is_fixed).then(|| view! { <span class="rl-handle" data-handle=position.to_string() aria-hidden="true"></span> });
            view! {
                <li data-dragged=(dragged == Some(position)).then_some("true")>
                    {handle}
                    <label>
                        <input type="checkbox" prop:checked=is_shown disabled=is_fixed on:change=toggle />
                        {name}
                    </label>
                    {step(position.saturating_sub(1), "↑", speech.words().move_up, "up")}
                    {step(position.saturating_add(1), "↓", speech.words().move_down, "down")}
                </li>
            }
            .into_any()
        });
        rows.collect_view()
    };
    view! {
        <ol class="rl-columns" node_ref=list on:pointerdown=at(grasp) on:pointermove=at(carry)
            on:lostpointercapture=at(move |_: PointerEvent| dragged.set(None))>
            {dynamic(rows)}
        </ol>
    }
    .into_any()
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
