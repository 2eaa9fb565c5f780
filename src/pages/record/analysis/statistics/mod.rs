//! Statistics of all details of an execution: the matrix of remote nodes and repositories, and the durations. Both views
//! share one read of the details.

mod all_details;
mod artifact_table;
mod durations;
mod findings;
mod matrix;
mod matrix_controls;
mod matrix_table;
mod numbers_table;
mod timing_table;

use leptos::prelude::*;

use self::all_details::AllDetails;
use self::durations::DurationsContent;
use self::matrix::MatrixContent;
use super::links::analysis_href;
use super::on_change::on_change;
use super::running_notice::RunningNotice;
use super::toolbar::AnalysisToolbar;
use crate::components::link_group::{LinkGroup, LinkOption};
use crate::components::notice::{EmptyState, RowCount};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::page_walker;
use crate::model::route::{AnalysisView, RecordRoute};
use crate::model::statistics::matrix::MatrixView;
use crate::navigation::use_navigation;
use crate::pages::bulk_fetch_view::{BulkFetchProgress, StaleNotice};
use crate::pages::record::queries::RecordQueries;
use crate::query::bulk_fetch::{Progress, Stage};
use crate::query::effect::effect;
use crate::query::service::use_service;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The statistics. It reads all details when it is opened.
#[component]
pub(super) fn StatisticsPanel(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The queries of the page.
    queries: RecordQueries,
) -> impl IntoView {
    let i18n = use_localizer();
    let terms = i18n.statistics();
    let service = use_service();
    let details = AllDetails::new();
    let id = route.with_untracked(|route| route.id.clone());
    let read = Callback::new(move |()| details.read(service, id.clone(), untrack(|| queries.is_running())));
    // In another zone, all times are different.
    on_change(move || service.zone(), move |_| read.run(()));
    // Another view is made of all details that have been read so far.
    on_change(move || route.get(), move |_| details.publish());
    let is_running_now = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        queries.is_running()
    });
    effect(move || {
        if is_running_now.get() {
            details.note_running();
        }
    });
    let is_running = Memo::new(move |_| is_running_now.get() || details.was_running());
    let progress = Signal::derive(move || progress_text(i18n, &details.progress()));
    let is_reading = Signal::derive(move || details.stage() == Stage::Reading);
    let state = Memo::new(move |_| {
        let has_details = details.with(|statistics| statistics.total().details > 0);
        (has_details, details.is_partial())
    });
    let is_durations = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        route.with(|route| route.analysis == Some(AnalysisView::Durations))
    });
    let partial = move || {
        let (has_details, is_partial) = state.get();
        (has_details && is_partial).then(|| view! { <p class="rl-hint rl-within">{terms.partial}</p> })
    };
    let hint = fill(terms.reads_all, &[&i18n.count(page_walker::PAGE_SIZE.into())]);
    let content = move || match state.get() {
        (true, _) if is_durations.get() => view! { <DurationsContent route details queries /> }.into_any(),
        (true, _) => view! { <MatrixContent route details /> }.into_any(),
        (false, false) => view! { <EmptyState text=terms.no_artifacts /> }.into_any(),
        (false, true) => view! { <p class="rl-hint rl-within">{hint.clone()}</p> }.into_any(),
    };
    view! {
        <AnalysisToolbar heading=i18n.words().statistics route progress is_reading refresh=read>
            <Views route />
        </AnalysisToolbar>
        <StaleNotice since=Memo::new(move |_| details.stale_since()) />
        <BulkFetchProgress fetch=details.fetch() />
        <RunningNotice text=terms.still_running is_running />
        {move || partial()}
        {move || content()}
        <Omissions details />
    }
}

/// The links to the views.
#[component]
fn Views(route: Memo<RecordRoute>) -> impl IntoView {
    let words = use_localizer().words();
    let navigation = use_navigation();
    let views = move || {
        unsubscribe_on_cleanup();
        let option = |label: &str, view: AnalysisView, is_current: bool| LinkOption {
            label: label.to_owned(),
            href: route.with(|route| analysis_href(navigation, route, Some(view))),
            is_current,
        };
        let is_durations = route.with(|route| route.analysis == Some(AnalysisView::Durations));
        let matrix = option(words.matrix, AnalysisView::Matrix(MatrixView::default()), !is_durations);
        let options = vec![matrix, option(words.durations, AnalysisView::Durations, is_durations)];
        view! { <LinkGroup label=words.statistics options /> }
    };
    view! { {move || views()} }
}

/// "Based on 500 of 12,345 artifacts"; empty while the total is unknown.
fn progress_text(i18n: Localizer, progress: &Progress) -> String {
    let text = |total| {
        let form = i18n.form(&i18n.statistics().based_on, i64::try_from(total).unwrap_or(i64::MAX));
        fill(form, &[&i18n.count(progress.read), &i18n.count(total)])
    };
    progress.expected_total.map(text).unwrap_or_default()
}

/// How many rows have values that are not as documented, and how many stand for several artifacts.
#[component]
fn Omissions(details: AllDetails) -> impl IntoView {
    let i18n = use_localizer();
    let counts = Memo::new(move |_| {
        let historical = details.with(|statistics| statistics.historical());
        [details.progress().odd, historical].map(|count| usize::try_from(count).unwrap_or(usize::MAX))
    });
    let content = move || {
        let [odd, historical] = counts.get();
        (odd > 0 || historical > 0).then(|| {
            view! {
                <div class="rl-within">
                    <RowCount rows=&i18n.words().odd_rows count=odd />
                    <RowCount rows=&i18n.statistics().legacy_rows count=historical />
                </div>
            }
        })
    };
    view! { {move || content()} }
}
