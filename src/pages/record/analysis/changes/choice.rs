//! The choice of the execution to compare with, and notices about it.

use leptos::prelude::*;

use super::super::baseline::{Baseline, run_label};
use super::super::earlier_runs::EarlierRuns;
use super::super::links::analysis_href;
use super::super::require_task::RequireTask;
use super::super::running_notice::RunningNotice;
use super::changes_view;
use crate::api::wire::RecordInfo;
use crate::components::notice::{Notice, Severity};
use crate::i18n::localizer::instant;
use crate::model::id::Id;
use crate::model::route::{AnalysisView, ChangesView, RecordRoute, Route, TaskRoute};
use crate::model::run_selection::RunSelection;
use crate::navigation::{HistoryMode, use_navigation};
use crate::pages::query_view::query_error::QueryError;
use crate::pages::record::queries::RecordQueries;
use crate::query::effect::effect;
use crate::query::service::use_service;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::query::use_query::Query;
use crate::settings::use_localizer;

/// The choice of the other execution among the earlier ones of the task, or the reason why there is none.
#[component]
pub(super) fn OtherChoice(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The queries of the page.
    queries: RecordQueries,
    /// The chosen execution.
    chosen: Memo<Option<Id>>,
    /// Receives the previous execution, which is the default.
    previous: RwSignal<Option<Id>>,
    /// The query of the chosen execution.
    other: Query<RecordInfo>,
    /// Whether one of the executions is running, or was running when it was read.
    is_running: Memo<bool>,
) -> impl IntoView {
    let runs = Callback::new(move |task| view! { <TaskRuns route chosen previous task other /> }.into_any());
    view! {
        <RequireTask queries content=runs />
        <OtherNotices route queries other chosen is_running />
    }
}

/// The earlier runs of the task, from which the other execution is chosen.
#[component]
fn TaskRuns(
    route: Memo<RecordRoute>,
    chosen: Memo<Option<Id>>,
    previous: RwSignal<Option<Id>>,
    task: Id,
    /// The query of the chosen execution.
    other: Query<RecordInfo>,
) -> impl IntoView {
    let i18n = use_localizer();
    let unlisted = Signal::derive(move || {
        let cached = other.data()?;
        Some(run_label(i18n, &cached.data().record, cached.zone()))
    });
    let navigation = use_navigation();
    let key = task.clone();
    let earlier = EarlierRuns::read(use_service(), task, route.with_untracked(|route| route.id.clone()));
    effect(move || {
        unsubscribe_on_cleanup();
        let first = earlier.runs.with(|runs| runs.first().and_then(|(run, _)| Id::parse(run.id.as_deref()?).ok()));
        if first.is_some() && previous.with_untracked(|previous| *previous != first) {
            previous.set(first);
        }
    });
    let choose = Callback::new(move |id| {
        let route = route.get_untracked();
        let view = ChangesView { other: Some(id), ..changes_view(&route) };
        navigation.go(
            Route::Record(RecordRoute { analysis: Some(AnalysisView::Changes(Box::new(view))), ..route }),
            HistoryMode::Push,
        );
    });
    // The list has only earlier executions, and not all of them.
    let history = move || {
        unsubscribe_on_cleanup();
        let history = route.with(|route| {
            let selection = RunSelection::new([route.id.clone()]);
            TaskRoute { selection, ..TaskRoute::new(key.clone(), route.plan_name.clone(), route.page.size) }
        });
        navigation.href(&Route::Task(history))
    };
    view! {
        <Baseline route earlier chosen choose unlisted />
        <p class="rl-within"><a href=history>{i18n.changes().choose_in_history}</a></p>
    }
}

/// Notices about the other execution: it was running, is the later one, belongs to another plan, or could not be
/// loaded.
#[component]
fn OtherNotices(
    route: Memo<RecordRoute>,
    queries: RecordQueries,
    /// The query of the other execution.
    other: Query<RecordInfo>,
    chosen: Memo<Option<Id>>,
    is_running: Memo<bool>,
) -> impl IntoView {
    let i18n = use_localizer();
    let terms = i18n.changes();
    let navigation = use_navigation();
    let start = |query: Query<RecordInfo>| {
        let cached = query.data()?;
        instant(cached.data().record.start_time.known()?, cached.zone())
    };
    let is_later = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        start(queries.info).zip(start(other)).is_some_and(|(this, other)| other > this)
    });
    let is_other_plan = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        let task = |query: Query<RecordInfo>| query.data()?.data().record.task_key.cloned();
        task(queries.info).zip(task(other)).is_some_and(|(this, other)| this != other)
    });
    let later = move || {
        unsubscribe_on_cleanup();
        let id = chosen.get().filter(|_| is_later.get())?;
        let href = route.with(|route| {
            let view = ChangesView { other: Some(route.id.clone()), ..ChangesView::default() };
            let later = RecordRoute::new(id, route.plan_name.clone(), route.page.size);
            analysis_href(navigation, &later, Some(AnalysisView::Changes(Box::new(view))))
        });
        Some(view! {
            <Notice severity=Severity::Info headline=terms.is_later>
                <a class="rl-button" href=href>{terms.open_later}</a>
            </Notice>
        })
    };
    let other_plan =
        move || is_other_plan.get().then(|| view! { <Notice severity=Severity::Neutral headline=terms.other_plan /> });
    view! {
        <QueryError handle=other.handle title=terms.other_execution />
        {move || later()}
        {move || other_plan()}
        <RunningNotice text=terms.running is_running />
    }
}
