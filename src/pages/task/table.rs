//! The table of executions.

use leptos::prelude::*;

use super::super::error_row::ErrorRow;
use super::super::labels;
use super::super::query_view::busy::busy_attr;
use super::cells::{Artifacts, DurationWithBar, EndTime, Size, StartTime};
use super::queries::TaskQueries;
use super::selection::{SelectRun, Selection};
use crate::api::wire::{Overview, Page, Record, Row};
use crate::components::fact::CopyableId;
use crate::components::odd::odd;
use crate::components::status::StatusLabel;
use crate::components::table::{Cell, ColumnHead, DataTable};
use crate::i18n::localizer::{Localizer, elapsed};
use crate::model::bar_height::full_height;
use crate::model::columns::Column;
use crate::model::columns::DefaultVisibility::{Hidden, Visible};
use crate::model::history::ReplicationMode;
use crate::model::id::Id;
use crate::model::route::{RecordRoute, Route, TaskRoute};
use crate::model::zone::Zone;
use crate::navigation::use_navigation;
use crate::query::table_rows::{PendingRows, Rows, use_rows};
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::query::use_query::{Query, QueryHandle};
use crate::settings::columns::ColumnSettings;
use crate::settings::use_localizer;

/// The columns in their default order. The status comes before all of them and is always visible.
const COLUMNS: &[Column] = &[
    Column { name: "startTime", default: Visible },
    Column { name: "endTime", default: Visible },
    Column { name: "duration", default: Visible },
    Column { name: "artifacts", default: Visible },
    Column { name: "size", default: Visible },
    Column { name: "id", default: Hidden },
];

/// The column settings of the table, as stored on this device. The table has the size only where a row reports bytes,
/// and end and duration only of executions that end.
pub(super) fn columns(queries: TaskQueries) -> ColumnSettings {
    let has_bytes = |record: &Record| {
        let is_odd = record.replicated_bytes.odd().or_else(|| record.total_bytes.odd()).is_some();
        is_odd || record.reported_bytes().is_some()
    };
    let reports_bytes = move || has_row(queries.executions, has_bytes);
    let absent = Memo::new(move |_| {
        let (reports_bytes, mode) = (reports_bytes(), queries.mode.get());
        let is_absent = |column: &Column| match column.name {
            "size" => !reports_bytes,
            "endTime" | "duration" => mode != ReplicationMode::Executions,
            _ => false,
        };
        COLUMNS.iter().enumerate().filter(|(_, column)| is_absent(column)).map(|(index, _)| index).collect()
    });
    ColumnSettings::load("history", COLUMNS).without(absent)
}

/// Whether an execution on the page meets a condition; tracked.
fn has_row(query: Query<Page<Record>>, condition: fn(&Record) -> bool) -> bool {
    query.latest().is_some_and(|page| page.data().rows().iter().any(|record| condition(record)))
}

/// The hint at counts that may be too high, below the table.
#[component]
pub(super) fn CountHint(
    /// The query for the page of executions.
    query: Query<Page<Record>>,
) -> impl IntoView {
    let words = use_localizer().words();
    let may_count_twice = |record: &Record| record.replica_overview.known().is_some_and(Overview::may_count_twice);
    let is_shown = Memo::new(move |_| has_row(query, may_count_twice));
    let hint = move || is_shown.get().then(|| view! { <p class="rl-hint">{words.counted_twice}</p> });
    view! { {move || hint()} }
}

/// The heading of each column, and the class of its cells.
pub(super) fn column_heads(i18n: Localizer) -> Vec<ColumnHead> {
    let words = i18n.words();
    vec![
        (words.start_time, "rl-start"),
        (words.end_time, ""),
        (words.duration, "rl-number"),
        (words.artifacts, "rl-artifacts"),
        (words.replicated, "rl-number"),
        (words.record_id, "rl-digest"),
    ]
}

/// The values that all rows depend on. Each row reads them in its one reactive closure.
#[derive(Clone, Copy)]
struct RowContext {
    rows: Rows<Record>,
    columns: ColumnSettings,
    /// The zone of all times in the table.
    zone: Memo<Zone>,
    /// The query of the rows.
    query: QueryHandle,
    /// The duration that fills the bar of a row.
    full_duration: Memo<Option<i64>>,
    route: Memo<TaskRoute>,
    /// The name of the task, which a link to an execution passes on.
    plan_name: Memo<Option<String>>,
    /// The selected executions.
    selection: Selection,
    /// Whether executions can be compared: not the only one of a continuous task.
    can_select: Memo<bool>,
}

impl RowContext {
    fn new(
        route: Memo<TaskRoute>,
        queries: TaskQueries,
        columns: ColumnSettings,
        pending: PendingRows,
        selection: Selection,
    ) -> Self {
        let query = queries.executions;
        let page_size = move || route.with_untracked(|route| route.page.size);
        Self {
            rows: use_rows(query, pending, |record: &Record| record.id.as_received(), page_size),
            columns,
            zone: Memo::new(move |_| query.latest().map_or(Zone::Unknown, |latest| latest.zone().clone())),
            query: query.handle,
            full_duration: Memo::new(move |_| full_duration(query)),
            route,
            plan_name: Memo::new(move |_| route.with(|route| route.plan_name.clone())),
            selection,
            can_select: Memo::new(move |_| queries.mode.get() == ReplicationMode::Executions),
        }
    }
}

/// The duration that fills the bar of a row: `None` while no execution on the page has a duration.
fn full_duration(query: Query<Page<Record>>) -> Option<i64> {
    let latest = query.latest()?;
    let duration = |record: &Row<Record>| elapsed(record.start_time.known()?, record.end_time.known()?, latest.zone());
    let durations: Vec<i64> = latest.data().rows().iter().filter_map(duration).collect();
    (!durations.is_empty()).then(|| full_height(&durations))
}

/// The rows of a page of the history, with the column headings.
#[component]
pub(super) fn ExecutionTable(
    /// The current route.
    route: Memo<TaskRoute>,
    /// The queries of the page.
    queries: TaskQueries,
    /// The column settings.
    columns: ColumnSettings,
    /// The new rows that a refetch brought and that are held back.
    pending: PendingRows,
    /// The executions that are selected for a comparison.
    selection: Selection,
) -> impl IntoView {
    let i18n = use_localizer();
    let query = queries.executions;
    let context = RowContext::new(route, queries, columns, pending, selection);
    let lead = (i18n.words().status, "");
    let (keys, busy) = (context.rows.keys, busy_attr(query.handle));
    let heads = column_heads(i18n);
    let children = move |key| view! { <ExecutionRow key context /> };
    view! { <DataTable class="rl-table rl-history" lead heads columns keys busy children /> }
}

/// The row of an execution. All its signals are read in one closure, so that a row has one subscription to each.
#[component]
fn ExecutionRow(key: RwSignal<String>, context: RowContext) -> impl IntoView {
    let navigation = use_navigation();
    let RowContext { rows, columns, zone, query, full_duration, route, plan_name, selection, can_select } = context;
    let href = move |id: &str| {
        let page_size = route.with_untracked(|route| route.page.size);
        let route = RecordRoute::new(Id::parse(id).ok()?, plan_name.get(), page_size);
        Some(navigation.href(&Route::Record(route)))
    };
    let content = move || {
        unsubscribe_on_cleanup();
        let record = key.with(|key| rows.get(key))?;
        // Rows without an end have no bar, and do not depend on the durations of the others.
        let full_duration = record.end_time.known().and_then(|_| full_duration.get());
        let (columns, zone) = (columns.get().shown(), zone.get());
        let column_count = columns.len().saturating_add(1);
        if let Some(json) = record.unreadable() {
            return Some(view! { <ErrorRow error=json.to_owned() is_odd=true column_count /> }.into_any());
        }
        let href = record.id.as_deref().and_then(href);
        let selection = can_select.get().then_some(selection);
        let is_odd = record.error_reason.odd().is_some();
        let error = error_reason(&record).map(|error| view! { <ErrorRow error is_odd column_count /> });
        let cells = view! {
            <ExecutionCells record href columns zone full_duration query selection />
            {error}
        };
        Some(cells.into_any())
    };
    view! { {move || content()} }
}

/// The cells of an execution. They are static, because the closure of the row renders them again.
#[component]
fn ExecutionCells(
    record: Row<Record>,
    href: Option<String>,
    columns: Vec<usize>,
    zone: Zone,
    full_duration: Option<i64>,
    query: QueryHandle,
    /// The selected executions, where they can be compared.
    selection: Option<Selection>,
) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let (tone, word) = labels::status(i18n, record.status.known());
    let status = odd(record.status.odd()).unwrap_or_else(|| view! { <StatusLabel tone word /> }.into_any());
    let select = selection.map(|selection| view! { <SelectRun record=record.clone() zone=zone.clone() selection /> });
    let heads = column_heads(i18n);
    let cells = columns.into_iter().filter_map(|index| {
        let (record, zone) = (record.clone(), zone.clone());
        let content = match COLUMNS.get(index)?.name {
            "startTime" => view! { <StartTime record zone href=href.clone() /> }.into_any(),
            "endTime" => view! { <EndTime record zone /> }.into_any(),
            "duration" => view! { <DurationWithBar record zone full_duration query /> }.into_any(),
            "artifacts" => view! { <Artifacts record /> }.into_any(),
            "size" => view! { <Size record /> }.into_any(),
            _ => odd(record.id.odd()).unwrap_or_else(|| {
                view! { <CopyableId name=words.record_id value=record.id.as_received() /> }.into_any()
            }),
        };
        Some(view! { <Cell head=*heads.get(index)?>{content}</Cell> })
    });
    view! {
        <tr role="row" data-tone=tone.name()>
            <Cell head=(words.status, "")>{select} {status}</Cell>
            {cells.collect_view()}
        </tr>
    }
}

fn error_reason(record: &Record) -> Option<String> {
    let reason = record.error_reason.as_received().trim();
    (!reason.is_empty()).then(|| reason.to_owned())
}
