//! Failure analysis of an execution: all its failed details, in groups or compared with those of an earlier execution.

mod analysis_href;
mod breakdowns;
mod comparison;
mod failed_details;
mod groups;
mod list;
mod members;
mod on_change;
mod panel;
mod running_notice;

use leptos::prelude::*;

use self::analysis_href::analysis_href;
use self::panel::AnalysisPanel;
use super::queries::RecordQueries;
use crate::components::lazy::lazy;
use crate::model::route::{AnalysisView, RecordRoute};
use crate::model::triage::GroupBy;
use crate::navigation::use_navigation;
use crate::settings::use_localizer;

/// The links that open the analysis. There are none while it is open, and if no detail has failed.
#[component]
pub(super) fn AnalysisButtons(
    /// The current route.
    route: RecordRoute,
    /// The number of failed details, where it is known.
    failed: Option<i64>,
    /// Whether the execution is the only one of its task, so that there is none to compare it with.
    is_continuous: bool,
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
    let compare = || view! { <a class="rl-button" href=href(AnalysisView::Compare(None))>{words.by_before}</a> };
    let comparison = (!is_continuous).then(compare);
    Some(view! {
        <p class="rl-questions">
            <a class="rl-button" data-main="true" href=href(AnalysisView::Groups(GroupBy::Error))>{label}</a>
            {comparison}
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
    view! { {move || is_open.get().then(|| view! { <section class="rl-card rl-triage" aria-label=label>{panel()}</section> })} }
}

lazy! {
    fn lazy_panel(route: Memo<RecordRoute>, queries: RecordQueries) in analysis {
        view! { <AnalysisPanel route queries /> }
    }
}
