//! Comparison of the failed artifacts of an execution with those of an earlier one.

mod changes;

use leptos::prelude::*;

use self::changes::Changes;
use super::super::baseline::Baseline;
use super::super::earlier_runs::EarlierRuns;
use super::super::failed_details::FailedDetails;
use super::super::links::analysis_href;
use super::super::odd_rows::OddRows;
use super::super::on_change::on_change;
use super::super::other_notices::OtherNotices;
use super::super::require_task::RequireTask;
use super::super::running_notice::RunningNotice;
use crate::api::endpoint::Endpoint;
use crate::api::wire::RecordInfo;
use crate::model::compare::compare;
use crate::model::id::Id;
use crate::model::route::{AnalysisView, ChangesView, RecordRoute, Route};
use crate::navigation::{HistoryMode, use_navigation};
use crate::pages::bulk_fetch_view::BulkFetchProgress;
use crate::pages::record::queries::RecordQueries;
use crate::query::bulk_fetch::Stage;
use crate::query::service::use_service;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::query::use_query::{Query, use_query};
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
    /// Whether the failed details were read while this execution was running.
    is_running: Memo<bool>,
) -> impl IntoView {
    let comparison = Callback::new(move |task| {
        view! { <TaskComparison route queries current task was_running=is_running /> }.into_any()
    });
    view! { <RequireTask queries content=comparison /> }
}

/// The comparison with an earlier run of a task.
#[component]
fn TaskComparison(
    route: Memo<RecordRoute>,
    queries: RecordQueries,
    current: FailedDetails,
    task: Id,
    /// Whether the failed details were read while this execution was running.
    was_running: Memo<bool>,
) -> impl IntoView {
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
            _ => earlier.runs.with(|runs| runs.first().and_then(|(run, _)| Id::parse(run.id.as_deref()?).ok())),
        }
    });
    on_change(
        move || (chosen.get(), service.zone()),
        move |(chosen, _)| match chosen {
            Some(id) => baseline.read(service, id.clone()),
            None => baseline.reset(),
        },
    );
    let other: Query<RecordInfo> = use_query(move || Some(Endpoint::Record(chosen.get()?)));
    let is_running = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        other.data().is_some_and(|cached| cached.data().record.is_running()) || was_running.get()
    });
    let comparison = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        // A part of a list does not show which failures are new.
        let is_complete = |failures: FailedDetails| failures.progress().stage == Stage::Done;
        (is_complete(current) && is_complete(baseline)).then_some(())?;
        baseline.with(|baseline| current.with(|current| compare(baseline, current))).flatten()
    });
    let navigation = use_navigation();
    let choose = Callback::new(move |id| {
        let view = AnalysisView::Compare(Some(id));
        navigation.go(Route::Record(route.get_untracked().with_analysis(Some(view))), HistoryMode::Push);
    });
    // The comparison of all artifacts with the same execution.
    let all = move || {
        unsubscribe_on_cleanup();
        let view = ChangesView { other: chosen.get(), ..ChangesView::default() };
        let view = AnalysisView::Changes(Box::new(view));
        route.with(|route| analysis_href(navigation, route, Some(view)))
    };
    let changes = move || Some(view! { <Changes route baseline current comparison=comparison.get()? /> });
    view! {
        <Baseline route earlier chosen choose other />
        <p class="rl-within"><a href=all>{i18n.words().compare_all}</a></p>
        <BulkFetchProgress fetch=baseline.fetch() />
        <OddRows failures=baseline />
        <OtherNotices route queries other chosen view=|id| AnalysisView::Compare(Some(id)) />
        <RunningNotice text=terms.before_running is_running />
        {move || changes()}
    }
}
