//! One detail: its row, its error, and, while the row is open, its fields.

use leptos::prelude::*;

use super::super::error_row::ErrorRow;
use super::super::labels;
use super::cells::{cells, name};
use super::fields::FieldsRow;
use crate::api::wire::{Detail, Row};
use crate::i18n::fill;
use crate::model::hidden::visible;
use crate::model::route::{RecordRoute, Route};
use crate::model::text::reason_or;
use crate::model::zone::Zone;
use crate::navigation::{HistoryMode, use_navigation};
use crate::query::use_query::QueryHandle;
use crate::settings::use_localizer;

/// The rows of one detail. They are static: the reactive closure around them renders them again when a prop changes.
#[component]
pub(super) fn DetailRow(
    /// The current route, for the toggle.
    route: Memo<RecordRoute>,
    /// The detail.
    detail: Row<Detail>,
    /// Whether all fields are shown below the row.
    is_open: bool,
    /// The indexes of the visible columns, in their order.
    columns: Vec<usize>,
    /// The zone of all times.
    zone: Zone,
    /// Whether the execution is one of a federation.
    is_federation: bool,
    /// The query of the details.
    query: QueryHandle,
) -> impl IntoView {
    let i18n = use_localizer();
    let (tone, _) = labels::status(i18n, detail.status.known());
    let cells = cells(i18n, &detail, &columns, &zone, is_federation, query);
    // The cell of the toggle belongs to none of the columns.
    let column_count = columns.len().saturating_add(1);
    if let Some(json) = detail.unreadable() {
        return view! { <ErrorRow error=json.to_owned() is_odd=true column_count /> }.into_any();
    }
    let reason = detail.failure().map(|reason| reason_or(reason, i18n.words().no_message));
    let is_odd = detail.error_reason.odd().is_some();
    let error = reason.map(|error| view! { <ErrorRow error is_odd column_count /> });
    // The address of the page names the open rows by their ids.
    let has_id = !detail.id.as_received().is_empty();
    let toggle = has_id.then(|| view! { <RowToggle route detail=detail.clone() is_open /> });
    view! {
        <tr role="row" data-tone=tone.name()>
            <td role="cell" class="rl-toggle">
                {toggle}
            </td>
            {cells}
        </tr>
        {error}
        {is_open.then(|| view! { <FieldsRow detail zone column_count /> })}
    }
    .into_any()
}

/// The button that opens and closes a row. The open rows are part of the route.
#[component]
fn RowToggle(route: Memo<RecordRoute>, detail: Row<Detail>, is_open: bool) -> impl IntoView {
    let (i18n, navigation) = (use_localizer(), use_navigation());
    let name = name(i18n, &detail);
    let label = fill(i18n.words().open_row, &[&visible(&name)]);
    let toggle = move |_| {
        let target = route.with_untracked(|route| route.with_detail_toggled(detail.id.as_received()));
        navigation.go(Route::Record(target), HistoryMode::Replace);
    };
    view! {
        <button
            type="button"
            data-row=name
            aria-expanded=if is_open { "true" } else { "false" }
            aria-label=label.clone()
            title=label
            on:click=toggle
        ></button>
    }
}
