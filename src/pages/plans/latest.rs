//! The latest execution of a plan: searched, and opened in place of this page.

use leptos::prelude::*;

use super::super::query_view::query_error::QueryError;
use super::name::unnamed;
use crate::api::endpoint::Endpoint;
use crate::api::wire::{Page, Record};
use crate::components::layout::{Crumb, use_page_info};
use crate::components::lazy::lazy;
use crate::components::notice::{EmptyState, Skeleton};
use crate::components::text::Name;
use crate::model::id::Id;
use crate::model::pagination::Pagination;
use crate::model::route::{LatestRoute, RecordRoute, Route, TaskRoute};
use crate::navigation::{HistoryMode, use_navigation};
use crate::query::effect::effect;
use crate::query::use_query::{Query, use_query};
use crate::settings::{use_localizer, use_settings};

/// How many of the latest executions are requested: more than one, because rows can be odd.
const CANDIDATES: u32 = 20;

lazy! {
    /// The page of an address that stands for the latest execution of a plan.
    pub fn latest_page(route: LatestRoute) in pages {
        view! { <LatestPage route /> }
    }
}

/// Searches the latest execution and opens it in place of this page. Without one, a link to the history of the plan.
#[component]
fn LatestPage(route: LatestRoute) -> impl IntoView {
    let (terms, navigation, size) = (use_localizer().plans(), use_navigation(), use_settings().size());
    let LatestRoute { key, plan_name } = route;
    let title = plan_name.clone().unwrap_or_else(|| unnamed(use_localizer(), &key));
    use_page_info().set(vec![Crumb { word: title.clone(), href: None }]);
    let endpoint = Endpoint::RecordPage { key: key.clone(), page: Pagination::first(CANDIDATES), status: None };
    let query = use_query::<Page<Record>>(move || Some(endpoint.clone()));
    let history = StoredValue::new(Route::Task(TaskRoute::new(key, plan_name.clone(), size)));
    effect(move || {
        if let Some(id) = latest_id(query) {
            let record = RecordRoute::new(id, plan_name.clone(), size);
            navigation.go(Route::Record(record), HistoryMode::Replace);
        }
    });
    let is_missing = Memo::new(move |_| query.data().is_some() && latest_id(query).is_none());
    let reason = move || {
        let has_rows = query.data().is_some_and(|cached| !cached.data().rows().is_empty());
        if has_rows { terms.latest_without_id } else { terms.no_latest }
    };
    let is_loading =
        Memo::new(move |_| query.handle.with(|status| status.updated_at.is_none() && status.error.is_none()));
    let content = move || match (is_loading.get(), is_missing.get()) {
        (true, _) => {
            view! { <p class="rl-hint" role="status">{terms.searching_latest}</p> <Skeleton lines=4 /> }.into_any()
        }
        (false, true) => view! {
            <EmptyState text=reason()>
                <a class="rl-button" href=history.with_value(|route| navigation.href(route))>{terms.to_history}</a>
            </EmptyState>
        }
        .into_any(),
        (false, false) => ().into_any(),
    };
    view! {
        <div class="rl-title"><h1><Name text=title /></h1></div>
        <QueryError handle=query.handle />
        {move || content()}
    }
}

/// The id of the newest execution that has one; tracked.
fn latest_id(query: Query<Page<Record>>) -> Option<Id> {
    query.data()?.data().rows().iter().find_map(|row| Id::parse(row.id.as_deref()?).ok())
}
