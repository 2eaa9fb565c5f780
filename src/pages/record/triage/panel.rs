//! The panel of the analysis: its toolbar, its progress, and the groups or the comparison.

use leptos::prelude::*;

use super::super::queries::RecordQueries;
use super::analysis_href::analysis_href;
use super::comparison::Comparison;
use super::failed_details::FailedDetails;
use super::groups::Groups;
use super::on_change::on_change;
use super::running_notice::RunningNotice;
use crate::components::link_group::{LinkGroup, LinkOption};
use crate::components::notice::Announcement;
use crate::components::spacer::Spacer;
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::route::{AnalysisView, RecordRoute};
use crate::model::triage::GroupBy;
use crate::navigation::{Navigation, use_navigation};
use crate::pages::bulk_fetch_view::BulkFetchProgress;
use crate::query::bulk_fetch::{Progress, Stage};
use crate::query::clock::use_clock;
use crate::query::service::use_service;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The analysis. It reads all failed details when it is opened.
#[component]
pub(super) fn AnalysisPanel(
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
    let read = Callback::new(move |()| failures.read(service, id.clone()));
    // In another zone, all times are different.
    on_change(move || service.zone(), move |_| read.run(()));
    let is_running = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        queries.is_running()
    });
    let is_comparison = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        route.with(|route| matches!(route.analysis, Some(AnalysisView::Compare(_))))
    });
    let content = move || {
        if is_comparison.get() {
            return view! { <Comparison route queries current=failures /> }.into_any();
        }
        view! {
            <RunningNotice text=terms.triage_running is_running />
            <Groups route failures />
        }
        .into_any()
    };
    view! {
        <Toolbar route failures read is_continuous=queries.is_continuous />
        <StaleNotice failures />
        <BulkFetchProgress fetch=failures.fetch() />
        {move || content()}
    }
}

/// The heading, the links to the views, the number of details read, and the buttons that read again and close.
#[component]
fn Toolbar(
    route: Memo<RecordRoute>,
    failures: FailedDetails,
    read: Callback<()>,
    is_continuous: Memo<bool>,
) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let navigation = use_navigation();
    let progress = move || progress_text(i18n, &failures.progress());
    // Only the final number is announced: a screen reader would read out each page.
    let announced = Memo::new(move |_| if failures.stage() == Stage::Done { progress() } else { String::new() });
    let is_busy = move || (failures.stage() == Stage::Reading).to_string();
    let views = move || {
        unsubscribe_on_cleanup();
        let options = route.with(|route| view_options(i18n, navigation, route, is_continuous.get()));
        view! { <LinkGroup label=words.triage options /> }
    };
    let close = move || {
        unsubscribe_on_cleanup();
        route.with(|route| analysis_href(navigation, route, None))
    };
    view! {
        <div class="rl-tools">
            <h2>{words.triage}</h2>
            {move || views()}
            <Spacer />
            <span class="rl-total">{move || progress()}</span>
            <Announcement text=announced />
            <button
                type="button"
                class="rl-button rl-again"
                aria-label=words.refresh
                title=words.refresh
                data-busy=is_busy
                on:click=move |_| read.run(())
            ></button>
            <a class="rl-button" href=close>{words.close}</a>
        </div>
    }
}

/// "Over 500 of 4,151 failed artifacts"; empty while the total is unknown.
fn progress_text(i18n: Localizer, progress: &Progress) -> String {
    let terms = i18n.analysis();
    match progress.expected_total {
        Some(0) if progress.stage == Stage::Done => terms.triage_none.to_owned(),
        Some(total) => {
            let form = i18n.form(&terms.triage_over, i64::try_from(total).unwrap_or(i64::MAX));
            fill(form, &[&i18n.count(progress.read), &i18n.count(total)])
        }
        None => String::new(),
    }
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

/// The age of the shown details, if they could not be refreshed.
#[component]
fn StaleNotice(failures: FailedDetails) -> impl IntoView {
    let i18n = use_localizer();
    let clock = use_clock();
    let stale_since = Memo::new(move |_| failures.stale_since());
    let content = move || {
        let since = stale_since.get()?;
        let age = move || {
            unsubscribe_on_cleanup();
            fill(i18n.words().stale, &[&i18n.relative(since, clock.second())])
        };
        Some(view! { <div class="rl-stale"><p>{move || age()}</p></div> })
    };
    view! { {move || content()} }
}
