//! The analyses of an execution, each in a card that the address opens: its failures, the comparison with another
//! execution, statistics, the check of local files, and the report.

mod baseline;
mod changes;
mod csv_buttons;
mod earlier_runs;
mod failed_details;
mod failures;
mod files;
mod links;
mod list;
mod odd_rows;
mod on_change;
mod other_notices;
mod read_while_running;
mod report;
mod require_task;
mod running_notice;
mod statistics;
mod table_link;
mod toolbar;

use leptos::prelude::*;

use self::changes::ChangesPanel;
use self::failures::FailuresPanel;
use self::files::FilesPanel;
pub(super) use self::links::{AnalysisLinks, ReportLink};
use self::report::ReportPanel;
use self::statistics::StatisticsPanel;
use super::queries::RecordQueries;
use crate::components::lazy::lazy;
use crate::model::route::{AnalysisView, Panel, RecordRoute};
use crate::settings::use_localizer;

/// The card of the open panel: the analysis, or another view of the execution.
#[component]
pub(super) fn AnalysisCard(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The queries of the page.
    queries: RecordQueries,
) -> impl IntoView {
    let words = use_localizer().words();
    let panel = Memo::new(move |_| route.with(|route| route.analysis.as_ref().map(AnalysisView::panel)));
    let card = move |panel| {
        let (label, content) = match panel {
            Panel::Failures => (words.triage, failures_panel(route, queries)),
            Panel::Changes => (words.compare_all, changes_panel(route, queries)),
            Panel::Statistics => (words.statistics, statistics_panel(route, queries)),
            Panel::Files => (words.check_files, files_panel(route, queries)),
            Panel::Report => (words.report, report_panel(route, queries)),
        };
        view! { <section class="rl-card rl-triage" aria-label=label>{content}</section> }
    };
    view! { {move || panel.get().map(card)} }
}

// The code of the analyses is loaded when one is opened: failures and the report share a chunk, and so do the analyses of
// all details.
lazy! {
    fn failures_panel(route: Memo<RecordRoute>, queries: RecordQueries) in analysis {
        view! { <FailuresPanel route queries /> }
    }
}

lazy! {
    fn report_panel(route: Memo<RecordRoute>, queries: RecordQueries) in analysis {
        view! { <ReportPanel route queries /> }
    }
}

lazy! {
    fn changes_panel(route: Memo<RecordRoute>, queries: RecordQueries) in statistics {
        view! { <ChangesPanel route queries /> }
    }
}

lazy! {
    fn statistics_panel(route: Memo<RecordRoute>, queries: RecordQueries) in statistics {
        view! { <StatisticsPanel route queries /> }
    }
}

lazy! {
    fn files_panel(route: Memo<RecordRoute>, queries: RecordQueries) in statistics {
        view! { <FilesPanel route queries /> }
    }
}
