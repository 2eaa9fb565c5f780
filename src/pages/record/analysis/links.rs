//! The links to the analyses of an execution.

use leptos::prelude::*;

use crate::model::route::{AnalysisView, Panel, RecordRoute, Route};
use crate::navigation::{Navigation, use_navigation};
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The address of a view of the analysis; `None` closes the analysis.
pub(super) fn analysis_href(navigation: Navigation, route: &RecordRoute, analysis: Option<AnalysisView>) -> String {
    navigation.href(&Route::Record(route.with_analysis(analysis)))
}

/// The links that open the analysis. There are none while it is open; those to the analysis of failures only if a detail
/// has failed, and those to comparisons only if there can be another execution.
#[component]
pub(in crate::pages::record) fn AnalysisLinks(
    /// The current route.
    route: RecordRoute,
    /// The number of failed details, where it is known.
    failed: Option<i64>,
    /// Whether the execution has details.
    has_details: bool,
    /// Whether the execution is the only one of its task, so that there is none to compare it with.
    is_continuous: bool,
) -> impl IntoView {
    if route.analysis.is_some() {
        return None;
    }
    let i18n = use_localizer();
    let words = i18n.words();
    let navigation = use_navigation();
    let href = |analysis| analysis_href(navigation, &route, Some(analysis));
    let label = match failed {
        Some(count) => i18n.counted(&words.triage_start, count),
        None => words.triage_start_uncounted.to_owned(),
    };
    let compare = || view! { <a class="rl-button" href=href(AnalysisView::Compare(None))>{words.by_before}</a> };
    let comparison = (!is_continuous).then(compare);
    let failures = (failed != Some(0)).then(|| {
        view! {
            <p class="rl-questions">
                <a class="rl-button" data-main="true" href=href(Panel::Failures.first_view())>{label}</a>
                {comparison}
            </p>
        }
    });
    let others = has_details.then(|| {
        let comparison = (!is_continuous).then(|| (Panel::Changes.first_view(), words.compare_all));
        let views = [
            (Panel::Statistics.first_view(), words.matrix),
            (AnalysisView::Durations, words.durations),
            (Panel::Files.first_view(), words.check_files),
        ];
        let link = |(view, label)| view! { <a class="rl-button" href=href(view)>{label}</a> };
        let links = comparison.into_iter().chain(views).map(link).collect_view();
        view! { <p class="rl-questions rl-analyses">{links}</p> }
    });
    Some(view! { {failures} {others} })
}

/// The link that opens the report.
#[component]
pub(in crate::pages::record) fn ReportLink(
    /// The current route.
    route: Memo<RecordRoute>,
) -> impl IntoView {
    let (words, navigation) = (use_localizer().words(), use_navigation());
    let href = move || {
        unsubscribe_on_cleanup();
        route.with(|route| analysis_href(navigation, route, Some(AnalysisView::Report)))
    };
    view! { <a class="rl-button rl-report-link" href=href>{words.report}</a> }
}
