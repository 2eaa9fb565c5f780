//! The settings of a plan, as part of its page and of the pages of its executions.

use leptos::prelude::*;

use super::super::odd_facts::odd_facts;
use super::super::query_view::query_error::QueryError;
use super::cells::targets;
use super::schedule::Schedule;
use crate::api::endpoint::Endpoint;
use crate::api::wire::{TaskInfo, TaskSetting, TaskSummary};
use crate::components::fact::Fact;
use crate::components::lazy::lazy;
use crate::components::notice::Skeleton;
use crate::components::text::Name;
use crate::components::timestamp::Timestamp;
use crate::i18n::localizer::Localizer;
use crate::model::enums::{ConflictStrategy, ErrorStrategy};
use crate::model::id::Id;
use crate::model::route::{PlansRoute, Route};
use crate::model::zone::Zone;
use crate::navigation::use_navigation;
use crate::pages::labels;
use crate::query::use_query::{Query, use_query};
use crate::settings::{storage, use_localizer, use_settings};

/// The name under which local storage keeps that the settings are unfolded.
const STORED_AS: &str = "plan-settings";
const OPEN: &str = "open";

/// The settings of a plan, folded until the user opens them; nothing where the service does not tell them. They stay
/// open on the pages that follow.
#[component]
pub fn PlanSettings(
    /// The key of the plan, as soon as it is known.
    key: Memo<Option<String>>,
    /// The query for the summary of the plan: not every service has plans.
    summary: Query<TaskSummary>,
) -> impl IntoView {
    let is_open = RwSignal::new(storage::read(STORED_AS).as_deref() == Some(OPEN));
    let toggle = move |_| {
        is_open.update(|is_open| *is_open = !*is_open);
        storage::write(STORED_AS, if is_open.get_untracked() { OPEN } else { "" });
    };
    let is_known = Memo::new(move |_| summary.latest().is_some());
    let settings = move || {
        let key = key.get().filter(|_| is_open.get())?;
        Some(plan_settings(Id::parse(&key).ok()?))
    };
    let block = move || {
        is_known.get().then(|| {
            view! {
                <button
                    type="button"
                    class="rl-button rl-more rl-plan-toggle"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=toggle
                >
                    {use_localizer().words().plan_settings}
                </button>
                {move || settings()}
            }
        })
    };
    view! { <div class="rl-plan">{move || block()}</div> }
}

lazy! {
    fn plan_settings(key: Id) in pages {
        let endpoint = Endpoint::TaskInfo(key);
        let query = use_query::<TaskInfo>(move || Some(endpoint.clone()));
        let content = move || match query.latest() {
            None if query.handle.with(|status| status.error.is_some()) => ().into_any(),
            None => view! { <Skeleton lines=3 /> }.into_any(),
            Some(cached) => {
                let (plan, zone) = (cached.data().clone(), cached.zone().clone());
                view! { <dl class="rl-facts"><SettingFacts plan zone /></dl> }.into_any()
            }
        };
        view! {
            <div class="rl-plan-facts">
                <QueryError handle=query.handle />
                {move || content()}
            </div>
        }
    }
}

/// The settings as facts. Those that the service does not tell are left out.
#[component]
fn SettingFacts(plan: TaskInfo, zone: Zone) -> impl IntoView {
    let i18n = use_localizer();
    let (words, terms) = (i18n.words(), i18n.plans());
    let setting = plan.setting.cloned();
    let (conflict, error) = match &setting {
        Some(setting) => (conflict_strategy(i18n, setting), error_strategy(i18n, setting)),
        None => (None, None),
    };
    let fact =
        |name: &'static str, value: Option<String>| value.map(|value| view! { <Fact name><Name text=value /></Fact> });
    let time = |name: &'static str, time, is_planned| {
        let zone = zone.clone();
        view! { <Fact name><Timestamp time zone is_planned /></Fact> }
    };
    let last = time(terms.last_execution, plan.last_execution_time.cloned(), false);
    let next = time(terms.next_execution, plan.next_execution().cloned(), true);
    let kept = plan.record_reserve_days.copied().map(|days| i18n.counted(&terms.n_days, days));
    let state = plan.enabled.copied().map(|enabled| if enabled { terms.enabled } else { terms.disabled }.to_owned());
    let details = (plan.record.copied() == Some(false)).then(|| terms.details_not_kept.to_owned());
    let description = plan.description.cloned().filter(|text| !text.trim().is_empty());
    let odd_values = odd_facts(&[
        ("name", plan.name.odd()),
        ("projectId", plan.project_id.odd()),
        ("replicaType", plan.replica_type.odd()),
        ("replicaObjectType", plan.replica_object_type.odd()),
        ("setting", plan.odd_schedule()),
        ("setting.conflictStrategy", setting.as_ref().and_then(|setting| setting.conflict_strategy.odd())),
        ("setting.errorStrategy", setting.as_ref().and_then(|setting| setting.error_strategy.odd())),
        ("enabled", plan.enabled.odd()),
        ("lastExecutionTime", plan.last_execution_time.odd()),
        ("nextExecutionTime", plan.next_execution_time.odd()),
        ("recordReserveDays", plan.record_reserve_days.odd()),
        ("record", plan.record.odd()),
        ("description", plan.description.odd()),
    ]);
    let (trigger, targets) = (plan.replica_type.cloned(), targets(&plan));
    view! {
        {odd_values}
        {project(&plan).map(|link| view! { <Fact name=terms.project>{link}</Fact> })}
        {fact(words.replica_type, plan.replica_type.known().map(|kind| labels::replica_type(i18n, kind)))}
        {fact(words.object_type, plan.replica_object_type.known().map(|kind| labels::object_type(i18n, kind)))}
        <Fact name=terms.schedule><Schedule trigger setting zone=zone.clone() /></Fact>
        <Fact name=terms.targets>{targets}</Fact>
        {fact(words.conflict_strategy, conflict)}
        {fact(terms.error_strategy, error)}
        {fact(terms.state, state)}
        {last}
        {next}
        {fact(terms.retention, kept)}
        {fact(words.details, details)}
        {fact(terms.description, description)}
    }
}

/// The project of a plan, as a link to its other plans.
fn project(plan: &TaskInfo) -> Option<impl IntoView + use<>> {
    let id = Id::parse(plan.project_id.as_deref()?).ok()?;
    let text = id.to_string();
    let href = use_navigation().href(&Route::Plans(PlansRoute::new(id, use_settings().size())));
    Some(view! { <a href=href><Name text /></a> })
}

fn conflict_strategy(i18n: Localizer, setting: &TaskSetting) -> Option<String> {
    let terms = i18n.plans();
    let word = match setting.conflict_strategy.known()? {
        ConflictStrategy::Skip => terms.conflict_skip,
        ConflictStrategy::Overwrite => terms.conflict_overwrite,
        ConflictStrategy::FastFail => terms.conflict_fast_fail,
        ConflictStrategy::Other(other) => other,
    };
    Some(word.to_owned())
}

fn error_strategy(i18n: Localizer, setting: &TaskSetting) -> Option<String> {
    let terms = i18n.plans();
    let word = match setting.error_strategy.known()? {
        ErrorStrategy::Continue => terms.error_continue,
        ErrorStrategy::FastFail => terms.error_fast_fail,
        ErrorStrategy::Other(other) => other,
    };
    Some(word.to_owned())
}

lazy! {
    /// How far the history of a plan reaches back; nothing where the service does not tell it.
    pub fn retention(summary: Query<TaskSummary>) in pages {
        let i18n = use_localizer();
        let days = Memo::new(move |_| summary.latest().and_then(|cached| cached.data().record_reserve_days.copied()));
        let text = move || days.get().map(|days| i18n.counted(&i18n.plans().reaches_back, days));
        view! { {move || text().map(|text| view! { <p class="rl-hint">{text}</p> })} }
    }
}
