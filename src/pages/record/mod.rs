//! The page of one execution: its head, its overview, the analysis of its failures, and its details.
#![allow(unreachable_pub, reason = "the component macro generates public items")]

mod cells;
mod details;
mod facts;
mod filters;
mod head;
mod overview;
mod raw;
mod row;
mod triage;

use leptos::prelude::*;

use super::labels;
use super::query_view::poll_hint::{combine, has_transient_error, poll_hint};
use super::query_view::query_error::QueryError;
use super::query_view::recent::record_recent;
use crate::api::endpoint::Endpoint;
use crate::api::wire::{self, Detail, Page, RecordInfo, Row};
use crate::components::layout::{Crumb, use_page_info};
use crate::i18n::fill;
use crate::model::enums::Status;
use crate::model::id::Id;
use crate::model::route::{RecordRoute, Route, TaskRoute};
use crate::navigation::use_navigation;
use crate::query::use_poll::use_poll;
use crate::query::use_query::{Query, QueryHandle, use_query};
use crate::settings::{use_localizer, use_settings};
use details::Details;
use head::RecordHead;
use overview::Overview;
use triage::Triage;

/// The queries of the page. They are independent: each can fail while the others succeed.
#[derive(Clone, Copy)]
struct RecordQueries {
    info: Query<RecordInfo>,
    overview: Query<Option<wire::Overview>>,
    details: Query<Page<Detail>>,
}

impl RecordQueries {
    fn new(route: Memo<RecordRoute>) -> Self {
        let id = route.with_untracked(|route| route.id.clone());
        let info = Endpoint::Record(id.clone());
        let overview = Endpoint::Overview(id);
        let details = move || {
            let RecordRoute { id, page, filter, .. } = route.get();
            Endpoint::DetailPage { id, page, filter }
        };
        Self {
            info: use_query(move || Some(info.clone())),
            overview: use_query(move || Some(overview.clone())),
            details: use_query(move || Some(details())),
        }
    }

    fn handles(self) -> [QueryHandle; 3] {
        [self.info.handle, self.overview.handle, self.details.handle]
    }

    fn refetch(self) {
        for handle in self.handles() {
            handle.refetch();
        }
    }

    /// Whether the execution or one of its details on this page is running; tracked.
    fn is_running(self) -> bool {
        let is_running = |detail: &Row<Detail>| detail.status.known() == Some(&Status::Running);
        self.info.data().is_some_and(|cached| cached.data().record.is_running())
            || self.details.data().is_some_and(|cached| cached.data().rows().iter().any(is_running))
    }
}

/// The page of one execution.
#[component]
pub fn RecordPage(
    /// The route when the page is opened; later routes of the same execution come from the navigation.
    route: RecordRoute,
) -> impl IntoView {
    let (words, navigation) = (use_localizer().words(), use_navigation());
    let first = route;
    let route = Memo::new(move |before: Option<&RecordRoute>| match navigation.route() {
        Route::Record(route) if route.id == first.id => route,
        _ => before.cloned().unwrap_or_else(|| first.clone()),
    });
    let queries = RecordQueries::new(route);
    let polling = use_poll(
        move || queries.is_running() || queries.handles().into_iter().any(has_transient_error),
        move || queries.handles().into_iter().map(poll_hint).reduce(combine).flatten(),
        move || queries.refetch(),
    );
    record_recent(queries.info.handle, move || Route::Record(route.get()));
    set_page_info(route, queries.info);
    view! {
        <RecordHead route query=queries.info />
        <QueryError handle=queries.info.handle title=words.execution />
        <Overview route queries />
        <Triage route queries />
        <Details route queries polling />
    }
}

/// The route of the task that an execution belongs to.
fn task_route(info: &RecordInfo, plan_name: Option<String>, size: u32) -> Option<TaskRoute> {
    let key = Id::parse(info.record.task_key.as_deref()?).ok()?;
    Some(TaskRoute::new(key, plan_name, size))
}

/// Keeps the breadcrumbs and the status of the page in step with the execution.
fn set_page_info(route: Memo<RecordRoute>, query: Query<RecordInfo>) {
    let (i18n, navigation, page_info) = (use_localizer(), use_navigation(), use_page_info());
    let words = i18n.words();
    let size = use_settings().size();
    let plan_name = Memo::new(move |_| route.with(|route| route.plan_name.clone()));
    Effect::new(move |_| {
        let plan_name = plan_name.get();
        let cached = query.latest();
        let info = cached.as_deref().map(|cached| cached.data());
        let task = info.and_then(|info| task_route(info, plan_name.clone(), size)).map(|task| {
            let word = plan_name.unwrap_or_else(|| fill(words.unnamed_task, &[task.key.as_str()]));
            Crumb { word, href: Some(navigation.href(&Route::Task(task))) }
        });
        if let Some(info) = info {
            let (tone, word) = labels::status(i18n, info.record.status.known());
            page_info.set_status(tone, word);
        }
        let start = info.and_then(|info| info.record.start_time.known());
        let word = start.map_or_else(|| words.execution.to_owned(), |start| i18n.date(start));
        page_info.set(task.into_iter().chain([Crumb { word, href: None }]).collect());
    });
}
