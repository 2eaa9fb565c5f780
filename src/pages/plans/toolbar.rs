//! The toolbar above the table of plans.

use leptos::prelude::*;

use super::super::export::{ExportButton, ExportForm, PageRequests};
use super::super::query_view::refresh_controls::RefreshControls;
use super::super::query_view::total::{Extent, TotalCount};
use super::table;
use crate::api::endpoint::Endpoint;
use crate::api::wire::{Page, TaskInfo};
use crate::components::columns::ColumnChooser;
use crate::components::lazy::lazy;
use crate::components::link_group::{LinkGroup, LinkOption};
use crate::components::spacer::Spacer;
use crate::model::plans::{PlanSort, PlanSortKey};
use crate::model::route::{PlansRoute, Route};
use crate::navigation::use_navigation;
use crate::query::use_poll::Polling;
use crate::query::use_query::Query;
use crate::settings::columns::ColumnSettings;
use crate::settings::use_localizer;

/// The order, the total, the age of the data, and the buttons of the table.
#[component]
pub(super) fn Toolbar(
    /// The current route.
    route: Memo<PlansRoute>,
    /// The query for the page of plans.
    query: Query<Page<TaskInfo>>,
    /// The extent of the list.
    extent: Memo<Option<Extent>>,
    /// The polling of the page.
    polling: Polling,
    /// The column settings.
    columns: ColumnSettings,
    /// Refreshes the page at the request of the user.
    refresh: Callback<()>,
) -> impl IntoView {
    let i18n = use_localizer();
    let export = move |progress_label| export_form(progress_label, query, route);
    let names = table::column_heads(i18n).into_iter().map(|(name, _)| name).collect();
    view! {
        <div class="rl-tools">
            <span class="rl-hint" aria-hidden="true">{i18n.plans().sort_by}</span>
            <SortKeys route />
            <SortDirection route />
            <Spacer />
            <TotalCount rows=&i18n.plans().n_plans extent />
            <RefreshControls handle=query.handle polling on_refresh=refresh />
            <span class="rl-actions">
                <ColumnChooser columns names />
                <ExportButton content=export />
            </span>
        </div>
    }
}

/// Links to the orders that the service has.
#[component]
fn SortKeys(route: Memo<PlansRoute>) -> impl IntoView {
    let terms = use_localizer().plans();
    let option = move |key: PlanSortKey| {
        let label = match key {
            PlanSortKey::Created => terms.created,
            PlanSortKey::LastExecution => terms.last_execution,
            PlanSortKey::NextExecution => terms.next_execution,
        };
        (label, route.with(|route| PlanSort { key, ..route.sort }))
    };
    let content = move || {
        let options = PlanSortKey::ALL.into_iter().map(option).collect();
        view! { <SortLinks label=terms.sort_by route=route.get() options /> }
    };
    view! { {move || content()} }
}

/// Links to both directions of the order.
#[component]
fn SortDirection(route: Memo<PlansRoute>) -> impl IntoView {
    let terms = use_localizer().plans();
    let option = move |(is_ascending, label): (bool, &'static str)| {
        (label, route.with(|route| PlanSort { is_ascending, ..route.sort }))
    };
    let content = move || {
        let directions = [(false, terms.latest_first), (true, terms.earliest_first)];
        let options = directions.into_iter().map(option).collect();
        view! { <SortLinks label=terms.direction route=route.get() options /> }
    };
    view! { {move || content()} }
}

/// Links to other orders of the same list.
#[component]
fn SortLinks(
    label: &'static str,
    route: PlansRoute,
    /// The label and the order of each link.
    options: Vec<(&'static str, PlanSort)>,
) -> impl IntoView {
    let navigation = use_navigation();
    let option = |(label, sort): (&'static str, PlanSort)| {
        let is_current = route.sort == sort;
        let href = navigation.href(&Route::Plans(route.with_sort(sort)));
        LinkOption { label: label.to_owned(), href, is_current }
    };
    let options = options.into_iter().map(option).collect();
    view! { <LinkGroup label options /> }
}

lazy! {
    fn export_form(progress_label: RwSignal<String>, query: Query<Page<TaskInfo>>, route: Memo<PlansRoute>) in dialogs {
        let name = route.with_untracked(|route| route.project_id.to_string());
        let requests = move || -> PageRequests {
            let PlansRoute { project_id, filter, sort, .. } = route.get_untracked();
            Box::new(move |page| {
                let (project_id, filter) = (project_id.clone(), filter.clone());
                Endpoint::TaskPage { project_id, page, filter, sort }
            })
        };
        view! { <ExportForm progress_label name query requests /> }
    }
}
