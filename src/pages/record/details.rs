//! The details of an execution: filters, table and pages.

use leptos::prelude::*;

use super::super::export::{ExportButton, ExportForm, PageRequests};
use super::super::query_view::busy::busy_attr;
use super::super::query_view::new_rows::NewRowsButton;
use super::super::query_view::pager::PagerFor;
use super::super::query_view::query_error::QueryError;
use super::super::query_view::refresh_controls::RefreshControls;
use super::super::query_view::total::{Extent, TotalCount, extent};
use super::cells;
use super::empty::EmptyDetails;
use super::filters::{FilterBar, FilterChips};
use super::notify::NotifyControl;
use super::queries::RecordQueries;
use super::raw::RawList;
use super::row::DetailRow;
use crate::api::endpoint::Endpoint;
use crate::api::wire::{Detail, Page};
use crate::components::columns::ColumnChooser;
use crate::components::lazy::lazy;
use crate::components::spacer::Spacer;
use crate::components::table::DataTable;
use crate::model::pagination::Pagination;
use crate::model::route::{RecordRoute, Route};
use crate::model::zone::Zone;
use crate::query::table_rows::{PendingRows, use_rows};
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::query::use_poll::Polling;
use crate::query::use_query::Query;
use crate::settings::columns::ColumnSettings;
use crate::settings::use_localizer;

/// The filters, the tools, the table and the pager. A link from elsewhere on the page moves the focus to this part, by
/// its `data-part`.
#[component]
pub(super) fn Details(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The queries of the page.
    queries: RecordQueries,
    /// The automatic refresh of the page.
    polling: Polling,
) -> impl IntoView {
    let words = use_localizer().words();
    let query = queries.details;
    let page = move || route.with(|route| route.page);
    let extent = extent(query, page, move |detail| route.with(|route| detail.matches(&route.filter)));
    let columns = ColumnSettings::load("details", cells::COLUMNS);
    let pending = PendingRows::new();
    let on_page = move |page: Pagination| Route::Record(route.get().with_page(page));
    view! {
        <section class="rl-card" aria-label=words.details data-part="details" tabindex="-1">
            <FilterBar route queries />
            <Tools route queries polling extent columns pending />
            <QueryError handle=query.handle title=words.details shared=queries.shared_error />
            <NewRowsButton pending />
            <DetailTable route queries columns pending />
            <EmptyDetails route queries extent />
            <PagerFor handle=query.handle extent page route=on_page />
        </section>
    }
}

/// The filters that are set, the number of details, and the actions on the table.
#[component]
fn Tools(
    route: Memo<RecordRoute>,
    queries: RecordQueries,
    polling: Polling,
    extent: Memo<Option<Extent>>,
    columns: ColumnSettings,
    pending: PendingRows,
) -> impl IntoView {
    let i18n = use_localizer();
    let query = queries.details;
    // A refresh that the user requests shows new rows at once; an automatic one holds them back.
    let refresh = move || {
        pending.accept_next(query.handle);
        queries.refetch();
    };
    let names = cells::column_heads(i18n).into_iter().map(|(word, _)| word).collect();
    view! {
        <div class="rl-tools">
            <FilterChips route />
            <Spacer />
            <TotalCount rows=&i18n.words().n_artifacts extent />
            <RefreshControls handle=query.handle polling on_refresh=refresh />
            <NotifyControl route queries polling />
            <span class="rl-actions">
                <ColumnChooser columns names />
                <ExportButton content=move |progress_label| details_file(progress_label, query, route) />
                <RawList route />
            </span>
        </div>
    }
}

lazy! {
    fn details_file(progress_label: RwSignal<String>, query: Query<Page<Detail>>, route: Memo<RecordRoute>) in dialogs {
        let name = route.with_untracked(|route| route.id.as_str().to_owned());
        let requests = move || -> PageRequests {
            let RecordRoute { id, filter, .. } = route.get_untracked();
            Box::new(move |page| Endpoint::DetailPage { id: id.clone(), page, filter: filter.clone() })
        };
        view! { <ExportForm progress_label name query requests /> }
    }
}

/// The table. Each row is one reactive closure, so that a refresh renders the changed rows only.
#[component]
fn DetailTable(
    route: Memo<RecordRoute>,
    queries: RecordQueries,
    columns: ColumnSettings,
    pending: PendingRows,
) -> impl IntoView {
    let query = queries.details;
    let size = move || route.with_untracked(|route| route.page.size);
    let rows = use_rows(query, pending, |detail: &Detail| detail.id.as_received(), size);
    let zone = Memo::new(move |_| query.latest().map_or(Zone::Unknown, |cached| cached.zone().clone()));
    let is_federation = Memo::new(move |_| queries.is_federation());
    let row = move |key: RwSignal<String>| {
        let is_open = Memo::new(move |_| {
            unsubscribe_on_cleanup();
            let detail = key.with(|key| untrack(|| rows.get(key)));
            detail.is_some_and(|detail| route.with(|route| route.open.iter().any(|id| id == detail.id.as_received())))
        });
        move || {
            unsubscribe_on_cleanup();
            let detail = key.with(|key| rows.get(key))?;
            let (is_open, columns, zone) = (is_open.get(), columns.get().shown(), zone.get());
            let (is_federation, query) = (is_federation.get(), query.handle);
            Some(view! { <DetailRow route detail is_open columns zone is_federation query /> })
        }
    };
    let heads = cells::column_heads(use_localizer());
    let (keys, busy) = (rows.keys, busy_attr(query.handle));
    view! {
        <DataTable class="rl-table rl-details" lead=("", "rl-toggle") heads columns keys busy children=row />
    }
}
