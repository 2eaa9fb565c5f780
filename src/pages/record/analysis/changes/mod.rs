//! Comparison of all artifacts of an execution with those of another one.

mod answers;
mod choice;
mod compared;
mod export;
mod filters;
mod item;
mod lists;
mod method;
mod running;

use leptos::prelude::*;

use self::answers::Answers;
use self::choice::OtherChoice;
use self::compared::Compared;
use self::export::ExportChanges;
use self::filters::ChangeFilters;
use self::lists::ChangeLists;
use self::method::Method;
use self::running::RunStates;
use super::on_change::on_change;
use super::toolbar::AnalysisToolbar;
use crate::api::endpoint::Endpoint;
use crate::components::notice::{EmptyState, RowCount};
use crate::i18n::fill;
use crate::model::changes::Execution;
use crate::model::id::Id;
use crate::model::route::{AnalysisView, ChangesView, RecordRoute};
use crate::pages::bulk_fetch_view::BulkFetchProgress;
use crate::pages::record::queries::RecordQueries;
use crate::query::service::use_service;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::query::use_query::use_query;
use crate::settings::use_localizer;

/// The view of the comparison in a route.
fn changes_view(route: &RecordRoute) -> ChangesView {
    match &route.analysis {
        Some(AnalysisView::Changes(view)) => (**view).clone(),
        _ => ChangesView::default(),
    }
}

/// The panel of the comparison. It reads both executions when it is opened.
#[component]
pub(super) fn ChangesPanel(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The queries of the page.
    queries: RecordQueries,
) -> impl IntoView {
    let i18n = use_localizer();
    let service = use_service();
    let compared = Compared::new();
    let previous = RwSignal::new(None::<Id>);
    let chosen = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        route.with(|route| changes_view(route).other).or_else(|| previous.get())
    });
    let other = use_query(move || Some(Endpoint::Record(chosen.get()?)));
    let states = RunStates::new(queries, other);
    let is_running = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        chosen.with(Option::is_some) && states.is_running()
    });
    let id = route.with_untracked(|route| route.id.clone());
    let read_this = Callback::new(move |()| {
        states.begin_reading(Execution::This);
        compared.read(service, Execution::This, id.clone());
    });
    let read_other = Callback::new(move |id: Option<Id>| {
        states.begin_reading(Execution::Other);
        match id {
            Some(id) => compared.read(service, Execution::Other, id),
            None => compared.forget(Execution::Other),
        }
    });
    // The only execution of a continuous task is not compared, so it is not read either.
    let is_read = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        chosen.with(Option::is_some)
    });
    on_change(
        move || is_read.get(),
        move |is_read| {
            if *is_read {
                read_this.run(());
            }
        },
    );
    on_change(move || chosen.get(), move |chosen| read_other.run(chosen.clone()));
    let refresh = Callback::new(move |()| {
        read_this.run(());
        let chosen = chosen.get_untracked();
        if chosen.is_some() {
            other.handle.refetch();
        }
        read_other.run(chosen);
    });
    let is_reading = Signal::derive(move || compared.is_reading());
    let lacks_details = Memo::new(move |_| compared.lacks_details());
    let lacks_names = Memo::new(move |_| compared.lacks_names());
    let is_shown = Memo::new(move |_| compared.has_rows() && !lacks_details.get() && !lacks_names.get());
    let terms = i18n.changes();
    let obstacle = move || match (lacks_details.get(), lacks_names.get()) {
        (true, _) => Some(view! { <EmptyState text=terms.no_details /> }),
        (false, true) => Some(view! { <EmptyState text=terms.no_names /> }),
        (false, false) => None,
    };
    let content = move || {
        is_shown.get().then(|| {
            view! {
                <Answers compared />
                <ChangeFilters route compared />
                <ChangeLists route compared />
            }
        })
    };
    view! {
        <AnalysisToolbar heading=i18n.words().compare_all route is_reading refresh />
        <OtherChoice route queries chosen previous other is_running />
        <Readings compared />
        {move || obstacle()}
        {move || content()}
        <ExportChanges route compared is_shown />
        <Method route compared chosen />
    }
}

/// The number of rows read of each execution, and the controls of the reading.
#[component]
fn Readings(compared: Compared) -> impl IntoView {
    let terms = use_localizer().changes();
    view! {
        <div class="rl-readings">
            <ReadingOf compared execution=Execution::This label=terms.this_execution />
            <ReadingOf compared execution=Execution::Other label=terms.other_execution />
        </div>
    }
}

/// The number of rows read of one execution, how many of them are odd, and the controls of its reading.
#[component]
fn ReadingOf(compared: Compared, execution: Execution, label: &'static str) -> impl IntoView {
    let i18n = use_localizer();
    let (words, terms) = (i18n.words(), i18n.changes());
    let text = move || {
        let progress = compared.progress(execution);
        let rows = fill(terms.rows_of, &[&i18n.count(progress.read), &i18n.count(progress.expected_total?)]);
        Some(fill(words.labelled, &[label, &rows]))
    };
    let odd = Memo::new(move |_| usize::try_from(compared.progress(execution).odd).unwrap_or(usize::MAX));
    let name = if execution == Execution::This { "this" } else { "other" };
    view! {
        <div role="group" aria-label=label data-execution=name>
            <p class="rl-total">{move || text()}</p>
            <BulkFetchProgress fetch=compared.fetch(execution) />
            {move || view! { <RowCount rows=&words.odd_rows count=odd.get() /> }}
        </div>
    }
}
