//! The report of an execution, for a ticket or a message: what ran, its totals and its failures, as text that can be
//! copied or saved.

mod content;
mod copy_html;
mod outputs;

use leptos::prelude::*;

use self::content::ReportSource;
use self::outputs::Outputs;
use super::failed_details::{FailedDetails, progress_text};
use super::odd_rows::OddRows;
use super::on_change::on_change;
use super::read_while_running::ReadWhileRunning;
use super::toolbar::AnalysisToolbar;
use crate::model::route::RecordRoute;
use crate::navigation::use_navigation;
use crate::pages::bulk_fetch_view::BulkFetchProgress;
use crate::pages::record::queries::RecordQueries;
use crate::query::bulk_fetch::Stage;
use crate::query::service::use_service;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The report. It reads all failed details when it is opened.
#[component]
pub(super) fn ReportPanel(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The queries of the page.
    queries: RecordQueries,
) -> impl IntoView {
    let i18n = use_localizer();
    let (words, texts) = (i18n.words(), i18n.report());
    let (service, navigation) = (use_service(), use_navigation());
    let failures = FailedDetails::new();
    let id = route.with_untracked(|route| route.id.clone());
    let running = ReadWhileRunning::new(queries);
    let read = Callback::new(move |()| {
        running.begin();
        failures.read(service, id.clone());
    });
    on_change(move || service.zone(), move |_| read.run(()));
    let refresh = Callback::new(move |()| {
        queries.refetch();
        read.run(());
    });
    let source = ReportSource { i18n, service, navigation, route, queries, failures, running };
    let document = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        source.document()
    });
    let progress = Signal::derive(move || progress_text(i18n, &failures.failed_progress()));
    let is_reading = Signal::derive(move || failures.stage() == Stage::Reading);
    view! {
        <AnalysisToolbar heading=words.report route progress is_reading refresh />
        <BulkFetchProgress fetch=failures.fetch() />
        <OddRows failures />
        <div class="rl-within rl-report">
            <p class="rl-hint">{texts.hint}</p>
            <Outputs route document />
        </div>
    }
}
