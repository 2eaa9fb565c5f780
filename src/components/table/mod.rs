//! Data table: a header of the chosen columns, and a row group for each key.

mod fit;

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use super::keyed_list::KeyedList;
use crate::model::config::{COMFORTABLE, COMPACT};
use crate::query::effect::effect;
use crate::settings::columns::ColumnSettings;

/// The delay after which a running request is shown, in milliseconds. Fast responses need no indicator, and it costs up
/// to a tenth of the time to render the new rows.
const BUSY_DELAY_MS: u64 = 200;

/// The label of a column and the class of its cells.
pub type ColumnHead = (&'static str, &'static str);

/// A table with a row group for each key; hidden while there are none.
///
/// Roles are explicit, because on a narrow page the rows are laid out as cards, and browsers then drop the implicit ones.
#[component]
pub fn DataTable<V: IntoView + 'static>(
    /// The classes of the table.
    class: &'static str,
    /// The head of the cell before all columns.
    lead: ColumnHead,
    /// The head of each column, by its index.
    heads: Vec<ColumnHead>,
    /// The shown columns.
    columns: ColumnSettings,
    /// The key of each row group, in their order.
    keys: RwSignal<Vec<String>>,
    /// Whether the rows are about to be replaced, as the value of `aria-busy`.
    busy: Memo<String>,
    /// Renders the rows of a key; they must follow the key, because row groups are recycled.
    children: impl Fn(RwSignal<String>) -> V + 'static,
) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    let table = NodeRef::<html::Table>::new();
    let is_empty = Memo::new(move |_| keys.with(Vec::is_empty));
    let density = move || if columns.is_compact() { COMPACT } else { COMFORTABLE };
    let is_late = delayed(move || busy.with(|busy| busy == "true"));
    fit::fit_to_frame(frame, table, columns);
    view! {
        <div class="rl-table-box" hidden=move || is_empty.get() node_ref=frame>
            <table
                class=class
                role="table"
                aria-busy=busy
                data-late=move || is_late.get()
                data-density=density
                node_ref=table
            >
                <thead role="rowgroup">
                    <TableHead lead heads columns />
                </thead>
                <KeyedList parent=table keys tag="tbody" attribute=("role", "rowgroup") recycle=true children />
            </table>
        </div>
    }
}

/// The row of column headers.
#[component]
fn TableHead(lead: ColumnHead, heads: Vec<ColumnHead>, columns: ColumnSettings) -> impl IntoView {
    let cells = move || {
        let shown = columns.get().shown().into_iter().filter_map(|index| heads.get(index).copied());
        std::iter::once(lead).chain(shown).map(header_cell).collect_view()
    };
    view! { <tr role="row">{move || cells()}</tr> }
}

/// A column without a label has no header: its cells are labelled themselves.
fn header_cell((label, class): ColumnHead) -> AnyView {
    let class = class_of(class);
    match label {
        "" => view! { <td class=class></td> }.into_any(),
        label => view! { <th role="columnheader" scope="col" class=class>{label}</th> }.into_any(),
    }
}

/// A cell of a column. `data-label` is the label that style sheets show while rows are laid out as cards.
#[component]
pub fn Cell<V: IntoView + 'static>(
    /// The head of the column.
    head: ColumnHead,
    /// The content.
    children: TypedChildren<V>,
) -> impl IntoView {
    let (label, class) = head;
    view! { <td role="cell" data-label=label class=class_of(class)>{children.into_inner()()}</td> }
}

/// The value of a `class` attribute; none for a column without a class.
fn class_of(class: &'static str) -> Option<&'static str> {
    (!class.is_empty()).then_some(class)
}

/// A flag that is raised only after [`BUSY_DELAY_MS`], and lowered at once.
fn delayed(flag: impl Fn() -> bool + Send + Sync + 'static) -> ReadSignal<bool> {
    let (is_late, set_late) = signal(false);
    let flag = Memo::new(move |_| flag());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(stop);
    effect(move || {
        stop();
        if flag.get() {
            let delay = Duration::from_millis(BUSY_DELAY_MS);
            timer.set_value(set_timeout_with_handle(move || set_late.set(true), delay).ok());
        } else {
            set_late.maybe_update(std::mem::take);
        }
    });
    is_late
}
