//! The contents of the cells in the table of plans.

use leptos::prelude::*;

use super::super::labels;
use crate::api::wire::{Row, TaskInfo};
use crate::components::odd::odd;
use crate::components::status::{StatusLabel, Tag, Tone};
use crate::components::text::Name;
use crate::components::timestamp::EMPTY;
use crate::model::id::Id;
use crate::model::route::{LatestRoute, Route, TaskRoute};
use crate::navigation::use_navigation;
use crate::settings::use_localizer;

/// The name as a link to the execution history. A plan without a name shows its key.
#[component]
pub(super) fn PlanName(
    /// The plan.
    plan: Row<TaskInfo>,
    /// The number of rows on a page of the history.
    page_size: u32,
) -> impl IntoView {
    let name = plan.name.cloned();
    let text = name.clone().unwrap_or_else(|| plan.key.as_received().to_owned());
    let key = plan.key.as_deref().and_then(|key| Id::parse(key).ok());
    let href = key.map(|key| use_navigation().href(&Route::Task(TaskRoute::new(key, name, page_size))));
    view! {
        <a class="rl-row-link" data-row=text.clone() href=href><Name text=text.clone() /></a>
        {odd(plan.name.odd())}
    }
}

/// The status of the last execution, as a link to it.
#[component]
pub(super) fn LastStatus(
    /// The plan.
    plan: Row<TaskInfo>,
) -> impl IntoView {
    let i18n = use_localizer();
    if let Some(odd) = odd(plan.last_execution_status.odd()) {
        return odd;
    }
    let Some(status) = plan.last_execution_status.known() else {
        return i18n.plans().never_executed.into_any();
    };
    let (tone, word) = match plan.is_continuous() {
        true => (Tone::Plain, i18n.words().continuous.to_owned()),
        false => labels::status(i18n, Some(status)),
    };
    let label = view! { <StatusLabel tone word /> };
    match plan.key.as_deref().and_then(|key| Id::parse(key).ok()) {
        Some(key) => {
            let route = Route::Latest(LatestRoute { key, plan_name: plan.name.cloned() });
            let href = use_navigation().href(&route);
            view! { <a href=href title=i18n.plans().open_latest>{label}</a> }.into_any()
        }
        None => label.into_any(),
    }
}

/// The names of the clusters that a plan replicates to.
pub(super) fn targets(plan: &TaskInfo) -> AnyView {
    let names = plan.targets().into_iter().map(|name| view! { <Tag word=name.to_owned() /> " " }).collect_view();
    let odd_names = plan.odd_targets().into_iter().map(|json| odd(Some(json))).collect_view();
    match names.is_empty() && odd_names.is_empty() {
        true => EMPTY.into_any(),
        false => view! { {names} {odd_names} }.into_any(),
    }
}

/// Whether a plan is enabled.
#[component]
pub(super) fn State(
    /// The value; `None` if the service does not say.
    enabled: Option<bool>,
) -> impl IntoView {
    let terms = use_localizer().plans();
    match enabled {
        None => EMPTY.into_any(),
        Some(true) => terms.enabled.into_any(),
        Some(false) => view! { <Tag word=terms.disabled.to_owned() tone=Some("warn") /> }.into_any(),
    }
}
