//! The toolbar above the table of executions.

use leptos::prelude::*;

use super::super::export::{Pages, export, file};
use super::super::labels;
use super::super::query_view::{Extent, freshness, total};
use super::table;
use crate::api::clock::now;
use crate::api::endpoint::Endpoint;
use crate::api::wire::{Page, Record};
use crate::components::columns;
use crate::components::lazy::part;
use crate::components::link_group::{LinkGroup, LinkOption};
use crate::i18n::localizer::Localizer;
use crate::model::enums::Status;
use crate::model::route::{Route, TaskRoute};
use crate::model::zone::Zone;
use crate::navigation::use_navigation;
use crate::query::use_poll::Polling;
use crate::query::use_query::Query;
use crate::settings::columns::Chosen;
use crate::settings::use_localizer;

/// The filter, the time zone, the total, the age of the data, and the buttons of the table.
#[component]
pub(super) fn Toolbar(
    /// The route of the page.
    route: Memo<TaskRoute>,
    /// The query for the page of executions.
    query: Query<Page<Record>>,
    /// The extent of the table.
    extent: Memo<Option<Extent>>,
    /// The polling of the page.
    polling: Polling,
    /// The column settings.
    columns: Chosen,
    /// Refreshes the page at the request of the user.
    refresh: Callback<()>,
) -> impl IntoView {
    let i18n = use_localizer();
    let zone = move || query.latest().map(|latest| view! { <ZoneLabel zone=latest.zone().clone() /> });
    let names = table::headings(i18n).into_iter().map(|(name, _)| name).collect();
    view! {
        <div class="rl-tools">
            <StatusFilter route />
            <span class="rl-space"></span>
            {zone}
            {total(i18n, &i18n.words().executions, extent)}
            {freshness(i18n, query.handle, polling, move || refresh.run(()))}
            <span class="rl-actions">
                {columns::columns(i18n, columns, names)}
                {export(i18n, move |label| export_dialog(i18n, label, query, route))}
            </span>
        </div>
    }
}

/// The links that filter by status. Each opens the first page, because the page number belongs to the filter before.
#[component]
fn StatusFilter(route: Memo<TaskRoute>) -> impl IntoView {
    let (i18n, navigation) = (use_localizer(), use_navigation());
    let words = i18n.words();
    move || {
        let route = route.get();
        let option = |status: Option<Status>| {
            let label = match &status {
                None => words.all.to_owned(),
                Some(status) => labels::status(i18n, Some(status)).1,
            };
            let is_current = route.status == status;
            let target = TaskRoute { status, page: route.page.at(1), ..route.clone() };
            LinkOption { label, href: navigation.href(&Route::Task(target)), is_current }
        };
        let options = std::iter::once(None).chain(Status::KNOWN.iter().cloned().map(Some)).map(option).collect();
        view! { <LinkGroup label=words.status options /> }
    }
}

/// The zone of all times in the table.
#[component]
fn ZoneLabel(zone: Zone) -> impl IntoView {
    let i18n = use_localizer();
    let explanation = (zone == Zone::Unknown).then_some(i18n.words().zone_unknown_why);
    view! { <span class="rl-zone" title=explanation>{i18n.zone(&zone, now())}</span> }
}

part! {
    fn export_dialog(
        speech: Localizer,
        label: RwSignal<String>,
        query: Query<Page<Record>>,
        route: Memo<TaskRoute>,
    ) in dialogs {
        let name = route.with_untracked(|route| route.key.to_string());
        let page_requests = move || -> Pages {
            let TaskRoute { key, status, .. } = route.get_untracked();
            Box::new(move |page| Endpoint::RecordPage { key: key.clone(), page, status: status.clone() })
        };
        file(speech, label, name, query, page_requests)
    }
}
