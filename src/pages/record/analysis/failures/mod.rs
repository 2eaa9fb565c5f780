//! Failure analysis of an execution: all its failed details, in groups or compared with those of an earlier execution.

mod breakdowns;
mod comparison;
mod groups;
mod members;

use leptos::prelude::*;

use self::comparison::Comparison;
use self::groups::Groups;
use super::failed_details::{FailedDetails, progress_text};
use super::links::analysis_href;
use super::odd_rows::OddRows;
use super::on_change::on_change;
use super::read_while_running::ReadWhileRunning;
use super::running_notice::RunningNotice;
use super::toolbar::AnalysisToolbar;
use crate::components::link_group::{LinkGroup, LinkOption};
use crate::i18n::localizer::Localizer;
use crate::model::route::{AnalysisView, RecordRoute};
use crate::model::triage::GroupBy;
use crate::navigation::{Navigation, use_navigation};
use crate::pages::bulk_fetch_view::{BulkFetchProgress, StaleNotice};
use crate::pages::record::queries::RecordQueries;
use crate::query::bulk_fetch::Stage;
use crate::query::service::use_service;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The analysis. It reads all failed details when it is opened.
#[component]
pub(super) fn FailuresPanel(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The queries of the page.
    queries: RecordQueries,
) -> impl IntoView {
    let i18n = use_localizer();
    let terms = i18n.analysis();
    let service = use_service();
    let failures = FailedDetails::new();
    let id = route.with_untracked(|route| route.id.clone());
    let running = ReadWhileRunning::new(queries);
    let read = Callback::new(move |()| {
        running.begin();
        failures.read(service, id.clone());
    });
    // In another zone, all times are different.
    on_change(move || service.zone(), move |_| read.run(()));
    let is_running = Memo::new(move |_| running.get());
    let progress = Signal::derive(move || progress_text(i18n, &failures.failed_progress()));
    let is_reading = Signal::derive(move || failures.stage() == Stage::Reading);
    let is_comparison = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        route.with(|route| matches!(route.analysis, Some(AnalysisView::Compare(_))))
    });
    let content = move || {
        if is_comparison.get() {
            return view! { <Comparison route queries current=failures is_running /> }.into_any();
        }
        view! {
            <RunningNotice text=terms.triage_running is_running />
            <Groups route failures />
        }
        .into_any()
    };
    view! {
        <AnalysisToolbar heading=i18n.words().triage route progress is_reading refresh=read>
            <Views route is_continuous=queries.is_continuous />
        </AnalysisToolbar>
        <StaleNotice since=Memo::new(move |_| failures.stale_since()) />
        <BulkFetchProgress fetch=failures.fetch() />
        <OddRows failures />
        {move || content()}
    }
}

/// The links to the views of the analysis.
#[component]
fn Views(route: Memo<RecordRoute>, is_continuous: Memo<bool>) -> impl IntoView {
    let i18n = use_localizer();
    let navigation = use_navigation();
    let views = move || {
        unsubscribe_on_cleanup();
        let options = route.with(|route| view_options(i18n, navigation, route, is_continuous.get()));
        view! { <LinkGroup label=i18n.words().triage options /> }
    };
    view! { {move || views()} }
}

/// The links to the views of the analysis. The only execution of a task that replicates continuously is not compared,
/// unless the route demands it.
fn view_options(i18n: Localizer, navigation: Navigation, route: &RecordRoute, is_continuous: bool) -> Vec<LinkOption> {
    let words = i18n.words();
    let terms = i18n.analysis();
    let is_current = |view: &AnalysisView| match (&route.analysis, view) {
        // The comparison is one view, whichever execution is the baseline.
        (Some(AnalysisView::Compare(_)), AnalysisView::Compare(_)) => true,
        (current, view) => current.as_ref() == Some(view),
    };
    let views = [
        (terms.by_error, AnalysisView::Groups(GroupBy::Error)),
        (terms.by_cluster, AnalysisView::Groups(GroupBy::Cluster)),
        (terms.by_repository, AnalysisView::Groups(GroupBy::Repository)),
        (words.by_before, AnalysisView::Compare(None)),
    ];
    let option = |(label, view): (&str, AnalysisView)| LinkOption {
        label: label.to_owned(),
        is_current: is_current(&view),
        href: analysis_href(navigation, route, Some(view)),
    };
    let is_offered =
        |view: &AnalysisView| !is_continuous || is_current(view) || !matches!(view, AnalysisView::Compare(_));
    views.into_iter().filter(|(_, view)| is_offered(view)).map(option).collect()
}
