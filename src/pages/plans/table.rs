//! The table of plans.

use leptos::prelude::*;

use super::super::error_row::ErrorRow;
use super::super::query_view::busy::busy_attr;
use super::cells::{LastStatus, PlanName, State, targets};
use super::schedule::Schedule;
use crate::api::wire::{Page, Row, TaskInfo};
use crate::components::fact::CopyableId;
use crate::components::odd::odd;
use crate::components::table::{Cell, ColumnHead, DataTable};
use crate::components::text::name as name_text;
use crate::components::timestamp::{EMPTY, Timestamp};
use crate::i18n::localizer::Localizer;
use crate::model::columns::Column;
use crate::model::columns::DefaultVisibility::{Hidden, Visible};
use crate::model::route::PlansRoute;
use crate::model::zone::Zone;
use crate::pages::labels;
use crate::query::table_rows::{PendingRows, Rows, use_rows};
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::query::use_query::Query;
use crate::settings::columns::ColumnSettings;
use crate::settings::use_localizer;

/// The columns in their default order. The status of the last execution comes before all of them.
pub(super) const COLUMNS: &[Column] = &[
    Column { name: "name", default: Visible },
    Column { name: "replicaType", default: Visible },
    Column { name: "targets", default: Visible },
    Column { name: "schedule", default: Visible },
    Column { name: "lastExecution", default: Visible },
    Column { name: "nextExecution", default: Visible },
    Column { name: "enabled", default: Visible },
    Column { name: "objectType", default: Hidden },
    Column { name: "created", default: Hidden },
    Column { name: "key", default: Hidden },
];

/// The heading of each column, and the class of its cells.
pub(super) fn column_heads(i18n: Localizer) -> Vec<ColumnHead> {
    let (words, terms) = (i18n.words(), i18n.plans());
    vec![
        (terms.plan_name, "rl-name"),
        (words.replica_type, "rl-policy"),
        (terms.targets, ""),
        (terms.schedule, ""),
        (terms.last_execution, "rl-start"),
        (terms.next_execution, "rl-start"),
        (terms.state, ""),
        (words.object_type, ""),
        (terms.created, "rl-when"),
        (words.task_key, "rl-digest"),
    ]
}

/// The values that all rows depend on. Each row reads them in its one reactive closure.
#[derive(Clone, Copy)]
struct RowContext {
    rows: Rows<TaskInfo>,
    columns: ColumnSettings,
    /// The zone of all times in the table.
    zone: Memo<Zone>,
    page_size: Memo<u32>,
}

/// The rows of a page of plans, with the column headings.
#[component]
pub(super) fn PlanTable(
    /// The current route.
    route: Memo<PlansRoute>,
    /// The query for the page of plans.
    query: Query<Page<TaskInfo>>,
    /// The column settings.
    columns: ColumnSettings,
    /// The new rows that a refetch brought and that are held back.
    pending: PendingRows,
) -> impl IntoView {
    let i18n = use_localizer();
    let page_size = Memo::new(move |_| route.with(|route| route.page.size));
    let rows = use_rows(query, pending, |plan: &TaskInfo| plan.key.as_received(), move || page_size.get_untracked());
    let zone = Memo::new(move |_| query.latest().map_or(Zone::Unknown, |latest| latest.zone().clone()));
    let context = RowContext { rows, columns, zone, page_size };
    let (keys, busy) = (rows.keys, busy_attr(query.handle));
    let (lead, heads) = ((i18n.plans().last_status, ""), column_heads(i18n));
    let children = move |key| view! { <PlanRow key context /> };
    view! { <DataTable class="rl-table rl-plans" lead heads columns keys busy children /> }
}

/// The row of a plan. All its signals are read in one closure, so that a row has one subscription to each.
#[component]
fn PlanRow(key: RwSignal<String>, context: RowContext) -> impl IntoView {
    let RowContext { rows, columns, zone, page_size } = context;
    let content = move || {
        unsubscribe_on_cleanup();
        let plan = key.with(|key| rows.get(key))?;
        let (columns, zone, page_size) = (columns.get().shown(), zone.get(), page_size.get());
        Some(match plan.unreadable() {
            None => view! { <PlanCells plan columns zone page_size /> }.into_any(),
            Some(json) => {
                let column_count = columns.len().saturating_add(1);
                view! { <ErrorRow error=json.to_owned() is_odd=true column_count /> }.into_any()
            }
        })
    };
    view! { {move || content()} }
}

/// The JSON of an odd value that is all that a column shows.
fn odd_value<'a>(plan: &'a TaskInfo, column: &str) -> Option<&'a str> {
    match column {
        "replicaType" => plan.replica_type.odd(),
        "schedule" => plan.odd_schedule(),
        "lastExecution" => plan.last_execution_time.odd(),
        "nextExecution" => plan.next_execution_time.odd(),
        "enabled" => plan.enabled.odd(),
        "objectType" => plan.replica_object_type.odd(),
        "created" => plan.created_date.odd(),
        "key" => plan.key.odd(),
        _ => None,
    }
}

/// The cells of a plan. They are static, because the closure of the row renders them again.
#[component]
fn PlanCells(plan: Row<TaskInfo>, columns: Vec<usize>, zone: Zone, page_size: u32) -> impl IntoView {
    let i18n = use_localizer();
    let heads = column_heads(i18n);
    let status = view! { <LastStatus plan=plan.clone() /> };
    let cells = columns.into_iter().filter_map(|index| {
        let (plan, zone) = (plan.clone(), zone.clone());
        let name = COLUMNS.get(index)?.name;
        if let Some(content) = odd(odd_value(&plan, name)) {
            return Some(view! { <Cell head=*heads.get(index)?>{content}</Cell> });
        }
        let content = match name {
            "name" => view! { <PlanName plan page_size /> }.into_any(),
            "replicaType" => plan.replica_type.known().map(|kind| labels::replica_type(i18n, kind)).into_any(),
            "targets" => targets(&plan),
            "schedule" => {
                view! { <Schedule trigger=plan.replica_type.cloned() setting=plan.setting.cloned() zone /> }.into_any()
            }
            "lastExecution" => view! { <Timestamp time=plan.last_execution_time.cloned() zone /> }.into_any(),
            "nextExecution" => {
                view! { <Timestamp time=plan.next_execution().cloned() zone is_planned=true /> }.into_any()
            }
            "enabled" => view! { <State enabled=plan.enabled.copied() /> }.into_any(),
            "objectType" => plan.replica_object_type.known().map(|kind| labels::object_type(i18n, kind)).into_any(),
            "created" => name_text(plan.created_date.cloned().unwrap_or_else(|| EMPTY.to_owned())).into_any(),
            _ => view! { <CopyableId name=i18n.words().task_key value=plan.key.as_received() /> }.into_any(),
        };
        Some(view! { <Cell head=*heads.get(index)?>{content}</Cell> })
    });
    view! {
        <tr role="row">
            <Cell head=(i18n.plans().last_status, "")>{status}</Cell>
            {cells.collect_view()}
        </tr>
    }
}
