//! The dialog for the columns of a table: which are visible, in which order, how dense the rows are.

use super::spacer::Spacer;
use std::time::Duration;

use leptos::ev::PointerEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlOListElement};

use super::dialog::DialogButton;
use super::lazy::lazy;
use crate::i18n::fill;
use crate::model::columns::Columns;
use crate::settings::columns::ColumnSettings;
use crate::settings::use_localizer;

/// The button that opens the dialog for the columns of a table.
#[component]
pub fn ColumnChooser(
    /// The column settings of the table.
    columns: ColumnSettings,
    /// The name of each column, by its index.
    names: Vec<&'static str>,
) -> impl IntoView {
    let title = use_localizer().words().columns;
    view! {
        <DialogButton name="columns" label=title title class="rl-dialog rl-dialog-small">
            {content(columns, names.clone())}
        </DialogButton>
    }
}

lazy! {
    fn content(columns: ColumnSettings, names: Vec<&'static str>) in dialogs {
        let terms = use_localizer().dialogs();
        view! {
            <p class="rl-hint">{terms.columns_hint}</p>
            <ColumnList columns names />
            <div class="rl-density">
                <span>{terms.density}</span>
                <DensitySwitch columns />
                <Spacer />
                <ResetButton columns />
            </div>
        }
    }
}

/// The choice between comfortable and compact rows.
#[component]
fn DensitySwitch(
    /// The column settings.
    columns: ColumnSettings,
) -> impl IntoView {
    let i18n = use_localizer();
    let option = move |compact: bool, word: &'static str| {
        let is_pressed = move || (columns.is_compact() == compact).to_string();
        let choose = move |_| columns.update(|columns| columns.with_compact(compact));
        view! { <button type="button" aria-pressed=is_pressed on:click=choose>{word}</button> }
    };
    view! {
        <div class="rl-segments" role="group" aria-label=i18n.dialogs().density>
            {option(false, i18n.dialogs().comfortable)}
            {option(true, i18n.words().compact)}
        </div>
    }
}

/// The button that restores the default columns. With `aria-disabled` instead of `disabled`, because a disabled button
/// would lose the focus when it has just been pressed.
#[component]
fn ResetButton(
    /// The column settings.
    columns: ColumnSettings,
) -> impl IntoView {
    let text = use_localizer().dialogs().reset_columns;
    let is_disabled = move || columns.with(Columns::is_default).then_some("true");
    let reset = move |_| columns.update(Columns::reset);
    view! {
        <button type="button" class="rl-button" data-name="usual" aria-disabled=is_disabled on:click=reset>{text}</button>
    }
}

/// The columns in their order. They can be dragged by a handle, and moved by buttons.
#[component]
fn ColumnList(
    /// The column settings.
    columns: ColumnSettings,
    /// The name of each column, by its index.
    names: Vec<&'static str>,
) -> impl IntoView {
    let list = NodeRef::<html::Ol>::new();
    // The position of the column that is being dragged.
    let dragged = RwSignal::new(None::<usize>);
    let drag = move |event: PointerEvent| {
        let (Some(from), Some(list)) = (dragged.get_untracked(), list.get_untracked()) else { return };
        let Some(to) = position_at(&list, event.client_y()) else { return };
        let before = untrack(|| columns.get());
        let after = before.moved(from, to);
        if after != before {
            columns.set(after);
            dragged.set(Some(to));
        }
    };
    let drag_start = move |event: PointerEvent| {
        let (Some(position), Some(list)) = (handle_position(&event), list.get_untracked()) else { return };
        event.prevent_default();
        dragged.set(position.parse().ok());
        // Capture delivers the moves outside the list too, until the button is released.
        drop(list.set_pointer_capture(event.pointer_id()));
    };
    let item = move |(position, (index, is_visible))| {
        let name = names.get(index).copied().unwrap_or_default();
        let is_dragged = dragged.get() == Some(position);
        view! { <ColumnItem columns list position index name is_visible is_dragged /> }
    };
    let items = move || columns.get().all().into_iter().enumerate().map(&item).collect_view();
    view! {
        <ol
            class="rl-columns"
            node_ref=list
            on:pointerdown=drag_start
            on:pointermove=drag
            on:lostpointercapture=move |_| dragged.set(None)
        >
            {move || items()}
        </ol>
    }
}

/// One column: its drag handle, its visibility, and its move buttons. The first column identifies the row, so it is
/// always visible and first.
#[component]
fn ColumnItem(
    /// The column settings.
    columns: ColumnSettings,
    /// The list that contains the item.
    list: NodeRef<html::Ol>,
    /// The position in the list.
    position: usize,
    /// The index of the column.
    index: usize,
    /// The name of the column.
    name: &'static str,
    /// Whether the column is visible.
    is_visible: bool,
    /// Whether the column is being dragged.
    is_dragged: bool,
) -> impl IntoView {
    let terms = use_localizer().dialogs();
    let is_fixed = position == 0;
    let toggle = move |_| columns.update(|columns| columns.toggled(index));
    let handle = move || view! { <span class="rl-handle" data-handle=position.to_string() aria-hidden="true"></span> };
    view! {
        <li data-dragged=is_dragged.then_some("true")>
            {(!is_fixed).then(handle)}
            <label><input type="checkbox" prop:checked=is_visible disabled=is_fixed on:change=toggle />{name}</label>
            <MoveButton columns list position direction=Direction::Up label=fill(terms.move_up, &[name]) />
            <MoveButton columns list position direction=Direction::Down label=fill(terms.move_down, &[name]) />
        </li>
    }
}

/// The direction in which a button moves a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

impl Direction {
    /// The value of `data-way`, and the visible sign.
    const fn way_and_sign(self) -> (&'static str, &'static str) {
        match self {
            Self::Up => ("up", "↑"),
            Self::Down => ("down", "↓"),
        }
    }

    /// The position after the move.
    const fn target(self, position: usize) -> usize {
        match self {
            Self::Up => position.saturating_sub(1),
            Self::Down => position.saturating_add(1),
        }
    }
}

/// A button that moves a column by one position. It is disabled where the move would change the first column or pass
/// the end of the list.
#[component]
fn MoveButton(
    /// The column settings.
    columns: ColumnSettings,
    /// The list that contains the item.
    list: NodeRef<html::Ol>,
    /// The position of the column.
    position: usize,
    /// The direction of the move.
    direction: Direction,
    /// The accessible name, with the column.
    label: String,
) -> impl IntoView {
    let target = direction.target(position);
    let (way, sign) = direction.way_and_sign();
    let last = untrack(|| columns.with(|columns| columns.all().len())).saturating_sub(1);
    let is_disabled = position == 0 || target == 0 || target > last;
    let step = move |_| {
        columns.update(|columns| columns.moved(position, target));
        focus_later(list, target, way);
    };
    view! {
        <button
            type="button"
            class="rl-button"
            data-way=way
            aria-label=label.clone()
            title=label
            disabled=is_disabled
            on:click=step
        >
            {sign}
        </button>
    }
}

/// The position of the item whose drag handle was pressed.
fn handle_position(event: &PointerEvent) -> Option<String> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("[data-handle]").ok()??.get_attribute("data-handle")
}

/// The position in the list of a vertical pointer coordinate.
fn position_at(list: &HtmlOListElement, y: i32) -> Option<usize> {
    let items = list.children();
    let above = (0..items.length())
        .filter_map(|at| items.item(at))
        .filter(|item| item.get_bounding_client_rect().bottom() < f64::from(y));
    let last = usize::try_from(items.length()).ok()?.checked_sub(1)?;
    Some(above.count().min(last))
}

/// Moves the focus along with a moved column, once the list has been rendered again. At an end of the list the button
/// is disabled, and the other one gets the focus.
fn focus_later(list: NodeRef<html::Ol>, position: usize, way: &'static str) {
    let focus = move || {
        let item = list.get_untracked()?.children().item(u32::try_from(position).ok()?)?;
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
