//! Failure analysis of an execution: all its failed details, in groups or compared with those of an earlier execution.

mod breakdowns;
mod comparison;
mod failed_details;
mod groups;
mod list;
mod members;
mod panel;

use leptos::prelude::*;

use self::panel::AnalysisPanel;
use super::RecordQueries;
use crate::components::lazy::lazy;
use crate::model::route::{AnalysisView, RecordRoute, Route};
use crate::model::triage::GroupBy;
use crate::navigation::{Navigation, use_navigation};
use crate::query::effect::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The links that open the analysis. There are none while it is open, and if no detail has failed.
#[component]
pub(super) fn AnalysisButtons(
    /// The current route.
    route: RecordRoute,
    /// The number of failed details, where it is known.
    failed: Option<i64>,
) -> impl IntoView {
    if route.analysis.is_some() || failed == Some(0) {
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
    Some(view! {
        <p class="rl-questions">
            <a class="rl-button" data-main="true" href=href(AnalysisView::Groups(GroupBy::Error))>{label}</a>
            <a class="rl-button" href=href(AnalysisView::Compare(None))>{words.by_before}</a>
        </p>
    })
}

/// The card of the analysis, while the route has one.
#[component]
pub(super) fn Triage(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The queries of the page.
    queries: RecordQueries,
) -> impl IntoView {
    let label = use_localizer().words().triage;
    let is_open = Memo::new(move |_| route.with(|route| route.analysis.is_some()));
    let panel = move || lazy_panel(route, queries);
    move || is_open.get().then(|| view! { <section class="rl-card rl-triage" aria-label=label>{panel()}</section> })
}

lazy! {
    fn lazy_panel(route: Memo<RecordRoute>, queries: RecordQueries) in analysis {
        view! { <AnalysisPanel route queries /> }
    }
}

/// The address of an analysis, or of the page without one.
fn analysis_href(navigation: Navigation, route: &RecordRoute, analysis: Option<AnalysisView>) -> String {
    navigation.href(&Route::Record(route.with_analysis(analysis)))
}

/// Runs `work` with a value, now and after each change of the value.
fn on_change<V: PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> V + Send + Sync + 'static,
    work: impl Fn(&V) + 'static,
) {
    let value = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        value()
    });
    Effect::new(move |_| value.with(&work));
}
