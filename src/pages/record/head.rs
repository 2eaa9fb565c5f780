//! The head of the page: the status, the name and the facts of the execution.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::labels;
use super::super::odd_facts::odd_facts;
use super::super::plans::settings::PlanSettings;
use super::super::run_duration::{RunDuration, UnknownDuration};
use super::analysis::ReportLink;
use super::facts::{IdFact, TimeFact};
use super::hints::hint;
use super::queries::RecordQueries;
use super::task_route::task_route;
use crate::api::wire::{Record, RecordInfo};
use crate::components::copy::CopyButton;
use crate::components::fact::{CopyableId, Fact};
use crate::components::notice::Skeleton;
use crate::components::status::{StatusLabel, Tag, Tone};
use crate::components::text::{Message, Name};
use crate::components::timestamp::{EMPTY, zone_at, zone_hint};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::enums::ReplicaType;
use crate::model::hint::Hint;
use crate::model::proportion::widths;
use crate::model::route::{RecordRoute, Route};
use crate::model::text::{first_line, has_more, reason_or};
use crate::navigation::use_navigation;
use crate::query::use_query::{Cached, QueryHandle};
use crate::settings::{use_localizer, use_settings};

/// The head of the page; a placeholder while the execution is loading.
#[component]
pub(super) fn RecordHead(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The queries of the page.
    queries: RecordQueries,
    /// The name of the plan, if known.
    plan_name: Memo<Option<String>>,
) -> impl IntoView {
    let query = queries.info;
    let content = move || match query.latest() {
        Some(cached) => {
            let (plan_name, is_mixed) = (plan_name.get(), queries.mixes_executions.get());
            view! { <LoadedHead route plan_name cached is_mixed query=query.handle /> }.into_any()
        }
        None => {
            let id = route.with_untracked(|route| route.id.to_string());
            let is_loading = query.handle.with(|status| status.error.is_none());
            view! { <HeadPlaceholder id is_loading /> }.into_any()
        }
    };
    view! {
        <div class="rl-page-head">
            <div class="rl-record-head">{move || content()}</div>
            <PlanSettings key=queries.task_key summary=queries.task />
        </div>
    }
}

/// The id of the execution, which is known from the route.
#[component]
fn HeadPlaceholder(id: String, is_loading: bool) -> impl IntoView {
    let words = use_localizer().words();
    view! {
        <div class="rl-title">
            <h1>{words.execution}</h1>
            <span class="rl-sub">
                <CopyableId name=words.record_id value=id />
            </span>
        </div>
        {is_loading.then(|| view! { <Skeleton lines=2 /> })}
    }
}

/// The head of an execution that has been loaded.
#[component]
fn LoadedHead(
    route: Memo<RecordRoute>,
    plan_name: Option<String>,
    cached: Arc<Cached<RecordInfo>>,
    is_mixed: bool,
    /// The query of the execution.
    query: QueryHandle,
) -> impl IntoView {
    let words = use_localizer().words();
    let record = &cached.data().record;
    let reason = record.failure().map(|reason| reason_or(reason, words.no_message));
    view! {
        <Title route plan_name cached=Arc::clone(&cached) is_current=query.error_kind().is_none() />
        <RecordFacts cached=Arc::clone(&cached) is_mixed query />
        <dl class="rl-facts">
            <IdFact name=words.record_id value=record.id.as_received() />
            {record.task_key.cloned().map(|value| view! { <IdFact name=words.task_key value /> })}
        </dl>
        {odd_facts(&odd_values(cached.data()))}
        {reason.map(|reason| view! { <ErrorReason reason /> })}
        {is_mixed.then(|| hint(Hint::ExecutionsMixed))}
    }
}

/// The fields of an execution with their odd values.
fn odd_values(info: &RecordInfo) -> [(&'static str, Option<&str>); 10] {
    let record = &info.record;
    [
        ("id", record.id.odd()),
        ("taskKey", record.task_key.odd()),
        ("status", record.status.odd()),
        ("startTime", record.start_time.odd()),
        ("endTime", record.end_time.odd()),
        ("errorReason", record.error_reason.odd()),
        ("replicatedBytes", record.replicated_bytes.odd()),
        ("totalBytes", record.total_bytes.odd()),
        ("replicaObjectType", info.replica_object_type.odd()),
        ("replicaType", info.replica_type.odd()),
    ]
}

/// The status, the name of the task as a link to it, the kinds of the task, and the link to the report.
#[component]
fn Title(
    route: Memo<RecordRoute>,
    plan_name: Option<String>,
    cached: Arc<Cached<RecordInfo>>,
    is_current: bool,
) -> impl IntoView {
    let (i18n, navigation) = (use_localizer(), use_navigation());
    let words = i18n.words();
    let info = cached.data();
    let (tone, word) = labels::record_status(i18n, info);
    // The sign of a running execution moves.
    let tone = if is_current || tone != Tone::Busy { tone } else { Tone::Plain };
    let task = task_route(info, plan_name.clone(), use_settings().size());
    let is_unnamed = plan_name.is_none().then_some("");
    let unnamed = || info.record.task_key.known().map(|key| fill(words.unnamed_task, &[key]));
    let name = plan_name.or_else(unnamed).unwrap_or_else(|| words.execution.to_owned());
    let name = view! { <Name text=name /> };
    let name = match task {
        Some(task) => view! { <a href=navigation.href(&Route::Task(task))>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    let object_type = info.replica_object_type.known().map(|kind| labels::object_type(i18n, kind));
    let replica_type = info.replica_type.known().map(|kind| {
        let title = if *kind == ReplicaType::Scheduled { words.replica_scheduled_why } else { words.replica_type };
        view! { <Tag word=labels::replica_type(i18n, kind) title=Some(title) /> }
    });
    view! {
        <div class="rl-title">
            <StatusLabel tone word />
            <h1 data-unnamed=is_unnamed>{name}</h1>
            {object_type.map(|word| view! { <Tag word title=Some(words.object_type) /> })}
            {replica_type}
            <ReportLink route />
        </div>
    }
}

/// The times, the duration and the size of an execution. One that replicates continuously has neither an end nor a
/// duration; nor is there a duration where one record holds several executions.
#[component]
fn RecordFacts(cached: Arc<Cached<RecordInfo>>, is_mixed: bool, query: QueryHandle) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let (record, zone) = (&cached.data().record, cached.zone());
    let (zone_name, hint) = (zone_at(i18n, record.start_time.known(), zone), zone_hint(i18n, zone));
    let (start, end, is_running) = (record.start_time.cloned(), record.end_time.cloned(), record.is_running());
    let is_continuous = end.is_none() && cached.data().replica_type.known().is_some_and(ReplicaType::is_continuous);
    let start_name = if is_continuous { words.continuous_since } else { words.start_time };
    let end_and_duration = (!is_continuous).then(|| {
        let zone = zone.clone();
        let duration = if is_mixed {
            view! { <UnknownDuration /> }.into_any()
        } else {
            view! { <RunDuration start=start.clone() end=end.clone() is_running zone=zone.clone() query /> }.into_any()
        };
        view! {
            <TimeFact name=words.end_time time=end zone after=start.clone() />
            <Fact name=words.duration>{duration}</Fact>
        }
    });
    view! {
        <dl class="rl-facts">
            <TimeFact name=start_name time=start zone=zone.clone() />
            {end_and_duration}
            <Fact name=words.time_zone>
                <span title=hint>{zone_name}</span>
            </Fact>
            {replicated(i18n, record)}
        </dl>
    }
}

/// The replicated bytes of the total, and a progress bar while the execution is running; nothing where the service does
/// not report them.
fn replicated(i18n: Localizer, record: &Record) -> Option<impl IntoView + use<>> {
    let words = i18n.words();
    let (done, total) = record.reported_bytes()?;
    let of_total = |done: &str, total: &str| fill(words.of_total, &[done, total]);
    let (text, exact) = match (done, total) {
        (None, None) => return None,
        (Some(done), Some(total)) => {
            (of_total(&i18n.size(done), &i18n.size(total)), of_total(&i18n.bytes(done), &i18n.bytes(total)))
        }
        (Some(done), None) => (i18n.size(done), i18n.bytes(done)),
        (None, Some(total)) => (of_total(EMPTY, &i18n.size(total)), of_total(EMPTY, &i18n.bytes(total))),
    };
    let progress = done.zip(total).filter(|(_, total)| record.is_running() && *total > 0).map(|(done, total)| {
        let thousandths = widths(&[done], total).first().copied().unwrap_or_default();
        view! { <progress max="1000" value=thousandths.to_string() aria-label=words.progress></progress> }
    });
    Some(view! {
        <Fact name=words.replicated>
            <span title=exact>{text}</span>
            " "
            {progress}
        </Fact>
    })
}

/// The error of the execution: its first line, and the whole text folded away.
#[component]
fn ErrorReason(reason: String) -> impl IntoView {
    let words = use_localizer().words();
    let first_line = first_line(&reason).into_owned();
    let whole = has_more(&reason).then(|| reason.clone());
    let whole = whole.map(|reason| {
        view! {
            <details>
                <summary>{words.whole_message}</summary>
                <pre class="rl-whole">
                    <Message text=reason />
                </pre>
            </details>
        }
    });
    view! {
        <div class="rl-reason">
            <p>
                <Message text=first_line />
                " "
                <CopyButton name=words.note text=reason />
            </p>
            {whole}
        </div>
    }
}
