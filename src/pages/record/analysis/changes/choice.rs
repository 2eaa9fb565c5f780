//! The choice of the execution to compare with.

use leptos::prelude::*;

use super::super::baseline::Baseline;
use super::super::earlier_runs::EarlierRuns;
use super::super::other_notices::OtherNotices;
use super::super::require_task::RequireTask;
use super::super::running_notice::RunningNotice;
use super::changes_view;
use crate::api::wire::RecordInfo;
use crate::model::id::Id;
use crate::model::route::{AnalysisView, ChangesView, RecordRoute, Route, TaskRoute};
use crate::model::run_selection::RunSelection;
use crate::navigation::{HistoryMode, use_navigation};
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
    let view = |other| AnalysisView::Changes(Box::new(ChangesView { other: Some(other), ..ChangesView::default() }));
    view! {
        <RequireTask queries content=runs />
        <OtherNotices route queries other chosen view />
        <RunningNotice text=use_localizer().changes().running is_running />
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
        <Baseline route earlier chosen choose other />
        <p class="rl-within"><a href=history>{i18n.changes().choose_in_history}</a></p>
    }
}
