//! The contents of the cells in the table of plans.

use leptos::prelude::*;

use super::super::labels;
use crate::api::wire::{Row, TaskInfo};
use crate::components::status::{StatusLabel, Tag, Tone};
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
    let text = name.clone().unwrap_or_else(|| plan.key.clone());
    let route = Id::parse(&plan.key).ok().map(|key| Route::Task(TaskRoute::new(key, name, page_size)));
    let href = route.map(|route| use_navigation().href(&route));
    view! { <a class="rl-row-link" data-row=text.clone() href=href><bdi>{text.clone()}</bdi></a> }
}

/// The status of the last execution, as a link to it.
#[component]
pub(super) fn LastStatus(
    /// The plan.
    plan: Row<TaskInfo>,
) -> impl IntoView {
    let i18n = use_localizer();
    let Some(status) = plan.last_execution_status.known() else {
        let text = if plan.last_execution_status.is_missing() { i18n.plans().never_executed } else { EMPTY };
        return text.into_any();
    };
    let (tone, word) = match plan.is_continuous() {
        true => (Tone::Plain, i18n.words().continuous.to_owned()),
        false => labels::status(i18n, Some(status)),
    };
    let label = view! { <StatusLabel tone word /> };
    match Id::parse(&plan.key) {
        Ok(key) => {
            let route = Route::Latest(LatestRoute { key, plan_name: plan.name.cloned() });
            let href = use_navigation().href(&route);
            view! { <a href=href title=i18n.plans().open_latest>{label}</a> }.into_any()
        }
        Err(_) => label.into_any(),
    }
}

/// The names of the clusters that a plan replicates to.
#[component]
pub(super) fn Targets(
    /// The plan.
    plan: Row<TaskInfo>,
) -> impl IntoView {
    let names = plan.targets().into_iter().map(|name| view! { <Tag word=name.to_owned() /> " " }).collect_view();
    if names.is_empty() { EMPTY.into_any() } else { names.into_any() }
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
