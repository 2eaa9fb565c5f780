//! Comparison of the failed artifacts of an execution with those of an earlier one.

mod changes;
mod earlier_runs;

use leptos::ev::Event;
use leptos::prelude::*;

use self::changes::Changes;
use self::earlier_runs::EarlierRuns;
use super::super::queries::RecordQueries;
use super::failed_details::FailedDetails;
use super::on_change::on_change;
use super::running_notice::RunningNotice;
use crate::api::wire::{Record, Row};
use crate::components::notice::EmptyState;
use crate::components::timestamp::absolute;
use crate::model::compare::compare;
use crate::model::id::Id;
use crate::model::route::{AnalysisView, RecordRoute, Route};
use crate::model::zone::Zone;
use crate::navigation::{HistoryMode, use_navigation};
use crate::pages::bulk_fetch_view::BulkFetchProgress;
use crate::pages::labels;
use crate::query::bulk_fetch::Stage;
use crate::query::service::use_service;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The comparison, or the reason why there is none.
#[component]
pub(super) fn Comparison(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The queries of the page.
    queries: RecordQueries,
    /// The failed details of this execution.
    current: FailedDetails,
) -> impl IntoView {
    let terms = use_localizer().analysis();
    let service = use_service();
    // `None` while the execution is loading, `Some(None)` if it names no task.
    let task = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        let cached = queries.info.data()?;
        Some(cached.data().record.task_key.as_deref().and_then(|key| Id::parse(key).ok()))
    });
    let content = move || {
        unsubscribe_on_cleanup();
        // The earlier runs are labelled with their start times, which are different in another zone.
        service.zone();
        Some(match task.get()? {
            _ if queries.is_continuous.get() => view! { <EmptyState text=terms.before_continuous /> }.into_any(),
            None => view! { <EmptyState text=terms.before_unknown /> }.into_any(),
            Some(task) => view! { <TaskComparison route queries current task /> }.into_any(),
        })
    };
    view! { {move || content()} }
}

/// The comparison with an earlier run of a task.
#[component]
fn TaskComparison(route: Memo<RecordRoute>, queries: RecordQueries, current: FailedDetails, task: Id) -> impl IntoView {
    let i18n = use_localizer();
    let terms = i18n.analysis();
    let service = use_service();
    let earlier = EarlierRuns::read(service, task, route.with_untracked(|route| route.id.clone()));
    let baseline = FailedDetails::new();
    // The run that the route names, or the latest earlier one.
    let chosen = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        match route.with(|route| route.analysis.clone()) {
            Some(AnalysisView::Compare(Some(id))) => Some(id),
            _ => earlier.runs.with(|runs| runs.first().and_then(|(run, _)| Id::parse(&run.id).ok())),
        }
    });
    on_change(
        move || (chosen.get(), service.zone()),
        move |(chosen, _)| match chosen {
            Some(id) => baseline.read(service, id.clone()),
            None => baseline.reset(),
        },
    );
    let is_running = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        chosen.with(|chosen| earlier.is_running(chosen.as_ref())) || queries.is_running()
    });
    let comparison = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        // A part of a list does not show which failures are new.
        let is_complete = |failures: FailedDetails| failures.progress().stage == Stage::Done;
        (is_complete(current) && is_complete(baseline)).then_some(())?;
        baseline.with(|baseline| current.with(|current| compare(baseline, current))).flatten()
    });
    let changes = move || Some(view! { <Changes route baseline current comparison=comparison.get()? /> });
    view! {
        <Baseline route earlier chosen />
        <BulkFetchProgress fetch=baseline.fetch() />
        <RunningNotice text=terms.before_running is_running />
        {move || changes()}
    }
}

/// The choice of the baseline, and the progress of the search for earlier runs.
#[component]
fn Baseline(route: Memo<RecordRoute>, earlier: EarlierRuns, chosen: Memo<Option<Id>>) -> impl IntoView {
    let i18n = use_localizer();
    let terms = i18n.analysis();
    let is_missing = Memo::new(move |_| chosen.get().is_none() && earlier.is_complete());
    let is_searching = Memo::new(move |_| chosen.get().is_none() && !earlier.is_complete());
    let searching = terms.searching_earlier;
    let select = move || {
        unsubscribe_on_cleanup();
        let (chosen, runs) = (chosen.get()?, earlier.runs.get());
        let target = route.with(|route| RecordRoute::new(chosen, route.plan_name.clone(), route.page.size));
        Some(view! { <RunSelect route runs target /> })
    };
    view! {
        <div class="rl-within">
            {move || is_missing.get().then(|| view! { <EmptyState text=terms.before_none /> })}
            {move || is_searching.get().then(|| view! { <p class="rl-hint" role="status">{searching}</p> })}
            {move || select()}
        </div>
        {move || is_searching.get().then(|| view! { <BulkFetchProgress fetch=earlier.fetch /> })}
    }
}

/// A select of the baseline, with a link to it.
#[component]
fn RunSelect(
    route: Memo<RecordRoute>,
    /// The runs, each with the zone of its times.
    runs: Vec<(Row<Record>, Zone)>,
    /// The route of the chosen run.
    target: RecordRoute,
) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let navigation = use_navigation();
    let label = |run: &Row<Record>, zone: &Zone| {
        let start = run.start_time.known().map_or_else(|| run.id.clone(), |start| absolute(start, zone));
        format!("{start} · {}", labels::status(i18n, run.status.known()).1)
    };
    let chosen = target.id.as_str();
    let options = runs.iter().map(|(run, zone)| {
        let is_selected = run.id == chosen;
        view! { <option value=run.id.clone() prop:selected=is_selected>{label(run, zone)}</option> }
    });
    // A run that an address names may not be among those that are offered.
    let unlisted = (!runs.iter().any(|(run, _)| run.id == chosen)).then(|| {
        let id = chosen.to_owned();
        view! { <option value=id prop:selected=true>{id.clone()}</option> }
    });
    let options = options.collect_view();
    let change = move |event: Event| {
        if let Ok(id) = Id::parse(&event_target_value(&event)) {
            let view = AnalysisView::Compare(Some(id));
            navigation.go(Route::Record(route.get_untracked().with_analysis(Some(view))), HistoryMode::Push);
        }
    };
    let href = navigation.href(&Route::Record(target));
    view! {
        <p class="rl-against">
            <label>
                {i18n.analysis().compared_with}
                " "
                <select class="rl-select" data-name="compare" on:change=change>
                    {unlisted}
                    {options}
                </select>
            </label>
            " "
            <a href=href>{words.open}</a>
        </p>
    }
}
