//! The file check: whether files on the user's device are those that an execution replicated, by their SHA-256. Files
//! are read by the browser and never sent.

mod hash;
mod input;
mod results;
mod search;

use leptos::prelude::*;

use self::input::{Computation, FilesInput};
use self::results::{ClearButton, Results};
use self::search::FileSearch;
use super::on_change::on_change;
use super::running_notice::RunningNotice;
use super::toolbar::AnalysisToolbar;
use crate::components::notice::{EmptyState, RowCount};
use crate::i18n::fill;
use crate::model::file_check::{WantedFile, extended};
use crate::model::route::{AnalysisView, RecordRoute, Route};
use crate::navigation::{HistoryMode, use_navigation};
use crate::pages::bulk_fetch_view::BulkFetchProgress;
use crate::pages::record::queries::RecordQueries;
use crate::query::bulk_fetch::{Progress, Stage};
use crate::query::service::use_service;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The list of digests in a route.
fn listed(route: &RecordRoute) -> String {
    match &route.analysis {
        Some(AnalysisView::Files(list)) => list.clone(),
        _ => String::new(),
    }
}

/// The file check. It reads the details when the first file is there.
#[component]
pub(super) fn FilesPanel(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The queries of the page.
    queries: RecordQueries,
) -> impl IntoView {
    let i18n = use_localizer();
    let (words, texts) = (i18n.words(), i18n.files());
    let service = use_service();
    let navigation = use_navigation();
    let listed = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        route.with(listed)
    });
    let search = FileSearch::new(listed, queries);
    let id = StoredValue::new(route.with_untracked(|route| route.id.clone()));
    let read = Callback::new(move |()| search.read(service, id.get_value()));
    on_change(move || search.files.get(), move |_| read.run(()));
    let list = move |list: String| {
        let route = route.with_untracked(|route| route.with_analysis(Some(AnalysisView::Files(list))));
        navigation.go(Route::Record(route), HistoryMode::Push);
    };
    let computation = Computation::new(Callback::new(move |files| search.add(files)));
    let is_too_long = RwSignal::new(false);
    let look_up = Callback::new(move |files: Vec<WantedFile>| match extended(&listed.get_untracked(), &files) {
        Some(longer) => list(longer),
        None => {
            is_too_long.set(true);
            search.add(files);
        }
    });
    let clear = Callback::new(move |()| {
        computation.stop();
        search.forget_chosen();
        is_too_long.set(false);
        if listed.with_untracked(|listed| !listed.is_empty()) {
            list(String::new());
        }
    });
    let has_files = Memo::new(move |_| search.files.with(|files| !files.is_empty()));
    let is_running = Memo::new(move |_| search.running.get());
    let odd = Memo::new(move |_| usize::try_from(search.fetch.progress().odd).unwrap_or(usize::MAX));
    let progress = Signal::derive(move || {
        let progress = search.fetch.progress();
        let text = |total| {
            let form = i18n.form(&texts.compared, i64::try_from(total).unwrap_or(i64::MAX));
            fill(form, &[&i18n.count(progress.read), &i18n.count(total)])
        };
        progress.expected_total.map(text).unwrap_or_default()
    });
    let is_reading = Signal::derive(move || search.fetch.progress().stage == Stage::Reading);
    let has_no_details = Memo::new(move |_| {
        let Progress { stage, read, .. } = search.fetch.progress();
        stage == Stage::Done && read == 0
    });
    let too_long = move || is_too_long.get().then(|| view! { <p class="rl-hint rl-within">{texts.list_too_long}</p> });
    let results = move || {
        has_files.get().then(|| match has_no_details.get() {
            true => view! {
                <EmptyState text=texts.no_details />
                <p class="rl-within"><ClearButton clear /></p>
            }
            .into_any(),
            false => view! {
                <RunningNotice text=texts.running is_running />
                <Results route search clear />
            }
            .into_any(),
        })
    };
    view! {
        <AnalysisToolbar heading=words.check_files route progress is_reading refresh=read can_refresh=has_files />
        <FilesInput computation look_up>
            <BulkFetchProgress fetch=search.fetch />
            {move || view! { <RowCount rows=&words.odd_rows count=odd.get() /> }}
            {move || too_long()}
            {move || results()}
        </FilesInput>
    }
}
