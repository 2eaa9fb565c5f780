//! The toolbar above the table of executions.

use leptos::prelude::*;

use super::super::export::{ExportButton, ExportForm, PageRequests};
use super::super::query_view::refresh_controls::RefreshControls;
use super::super::query_view::total::{Extent, TotalCount};
use super::super::status_filter::StatusFilter;
use super::queries::TaskQueries;
use super::table;
use crate::api::clock::now;
use crate::api::endpoint::Endpoint;
use crate::api::wire::{Page, Record};
use crate::components::columns::ColumnChooser;
use crate::components::lazy::lazy;
use crate::components::spacer::Spacer;
use crate::components::timestamp::zone_hint;
use crate::model::history::ReplicationMode;
use crate::model::route::{Route, TaskRoute};
use crate::model::zone::Zone;
use crate::query::use_poll::Polling;
use crate::query::use_query::Query;
use crate::settings::columns::ColumnSettings;
use crate::settings::use_localizer;

/// The filter, the time zone, the total, the age of the data, and the buttons of the table.
#[component]
pub(super) fn Toolbar(
    /// The current route.
    route: Memo<TaskRoute>,
    /// The queries of the page.
    queries: TaskQueries,
    /// The extent of the table.
    extent: Memo<Option<Extent>>,
    /// The polling of the page.
    polling: Polling,
    /// The column settings.
    columns: ColumnSettings,
    /// Refreshes the page at the request of the user.
    refresh: Callback<()>,
) -> impl IntoView {
    let i18n = use_localizer();
    let query = queries.executions;
    let zone = move || query.latest().map(|latest| view! { <ZoneLabel zone=latest.zone().clone() /> });
    let export = move |progress_label| export_form(progress_label, query, route);
    let status = move || route.with(|route| route.status.clone());
    // On the first page, because the page number belongs to the filter before.
    let with_status = move |status| {
        let route = route.get();
        Route::Task(TaskRoute { status, page: route.page.at(1), ..route })
    };
    // The only execution of a continuous task has always the same status.
    let has_filter = Memo::new(move |_| queries.mode.get() != ReplicationMode::Continuous);
    let filter = move || has_filter.get().then(|| view! { <StatusFilter current=status route=with_status /> });
    let names = table::column_heads(i18n).into_iter().map(|(name, _)| name).collect();
    view! {
        <div class="rl-tools">
            {move || filter()}
            <Spacer />
            {move || zone()}
            <TotalCount rows=&i18n.words().executions extent />
            <RefreshControls handle=query.handle polling on_refresh=refresh />
            <span class="rl-actions">
                <ColumnChooser columns names />
                <ExportButton content=export />
            </span>
        </div>
    }
}

/// The zone of all times in the table.
#[component]
fn ZoneLabel(zone: Zone) -> impl IntoView {
    let i18n = use_localizer();
    let hint = zone_hint(i18n, &zone);
    view! { <span class="rl-zone" title=hint>{i18n.zone(&zone, now())}</span> }
}

lazy! {
    fn export_form(progress_label: RwSignal<String>, query: Query<Page<Record>>, route: Memo<TaskRoute>) in dialogs {
        let name = route.with_untracked(|route| route.key.to_string());
        let requests = move || -> PageRequests {
            let TaskRoute { key, status, .. } = route.get_untracked();
            Box::new(move |page| Endpoint::RecordPage { key: key.clone(), page, status: status.clone() })
        };
        view! { <ExportForm progress_label name query requests /> }
    }
}
