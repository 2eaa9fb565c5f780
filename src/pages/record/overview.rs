//! The overview: the totals of an execution, each as a link to its rows.

use leptos::prelude::*;

use super::super::query_view::query_error::QueryError;
use super::hints::hint;
use super::queries::RecordQueries;
use super::triage::AnalysisButtons;
use crate::api::field::Field;
use crate::api::wire;
use crate::components::bar::{Bar, BarSegment};
use crate::components::fact::Fact;
use crate::components::notice::Skeleton;
use crate::components::timestamp::EMPTY;
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::enums::Status;
use crate::model::filter::DetailFilter;
use crate::model::hint::of_totals;
use crate::model::route::{RecordRoute, Route};
use crate::model::totals::{Difference, Totals};
use crate::navigation::use_navigation;
use crate::settings::use_localizer;

/// The overview, with links to the analysis of the failed details; a placeholder while it is loading.
#[component]
pub(super) fn Overview(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The queries of the page.
    queries: RecordQueries,
) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let totals = queries.counted.totals;
    // One error is enough: those of the other queries have the same reason.
    let handles = queries.counted.sources(queries.overview.handle);
    // The same one as long as it has failed, so that a screen reader announces it once.
    let failed = Memo::new(move |before: Option<&Option<usize>>| {
        let has_failed = |index: &usize| handles.get(*index)?.with(|status| status.error.as_ref().map(drop));
        let before = before.copied().flatten().filter(|index| has_failed(index).is_some());
        before.or_else(|| (0..handles.len()).find(|index| has_failed(index).is_some()))
    });
    let error = move || {
        let handle = failed.get().and_then(|index| handles.get(index).copied());
        handle.map(|handle| view! { <QueryError handle title=words.overview /> })
    };
    let files =
        Memo::new(move |_| queries.overview.latest()?.data().as_ref().and_then(|overview| files(i18n, overview)));
    let content = move || match totals.get() {
        None => failed.get().is_none().then(|| view! { <Skeleton lines=2 /> }).into_any(),
        Some(totals) => view! { <Counts route=route.get() totals files=files.get() /> }.into_any(),
    };
    let reported = move || queries.overview.latest()?.data().as_ref().map(wire::Overview::reported);
    let explanation = Memo::new(move |_| {
        let hint_of = |totals| queries.with_execution(|execution| of_totals(execution, reported(), totals));
        totals.get().and_then(hint_of).flatten()
    });
    let skipped_twice = Memo::new(move |_| {
        let is_explained = totals.get()?.difference == Some(Difference::SkippedTwice) && !queries.has_historical.get();
        let success = i18n.integer(reported()?.success?);
        is_explained.then(|| fill(words.skipped_twice, &[&success]))
    });
    let analysis_links = move || {
        // Details that are not kept cannot be analysed.
        let failed = match totals.get() {
            Some(totals) => {
                if totals.has_details {
                    totals.failed
                } else {
                    Some(0)
                }
            }
            None => failed.get().map(|_| None)?,
        };
        Some(view! { <AnalysisButtons route=route.get() failed is_continuous=queries.is_continuous.get() /> })
    };
    view! {
        <section class="rl-card rl-overview" aria-label=words.overview>
            {move || error()}
            {move || content()}
            {move || analysis_links()}
            {move || skipped_twice.get().map(|text| view! { <p class="rl-hint">{text}</p> })}
            {move || explanation.get().map(hint)}
        </section>
    }
}

/// The totals, and bars of their shares. A conflict is counted among the other totals as well, so conflicts have a bar of
/// their own, on the same scale.
#[component]
fn Counts(route: RecordRoute, totals: Totals, files: Option<String>) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let Totals { succeeded, failed, running, conflicts, has_details, .. } = totals;
    if !has_details && succeeded.is_none() {
        return ().into_any();
    }
    let [good, bad] = [succeeded, failed].map(Option::unwrap_or_default);
    let whole = good.saturating_add(bad).saturating_add(running);
    let segments = vec![BarSegment { amount: good, tone: "good" }, BarSegment { amount: bad, tone: "bad" }];
    let conflicts = conflicts.map(|amount| {
        let text = fill(words.conflicts, &[&i18n.integer(amount)]);
        (view! { <div class="rl-count" data-tone="warn">{text}</div> }, vec![BarSegment { amount, tone: "warn" }])
    });
    let (conflicts, conflict_bar) = conflicts.unzip();
    let only = |status| has_details.then(|| route.with_filter(DetailFilter::default().with_status(Some(status))));
    let running = (running > 0).then(|| {
        view! { <Count amount=Some(running) word=words.running tone="busy" target=only(Status::Running) /> }
    });
    view! {
        <Count amount=succeeded word=words.succeeded tone="good" target=only(Status::Success) />
        <Count amount=failed word=words.failures tone="bad" target=only(Status::Failed) />
        {running}
        {conflicts}
        <div class="rl-shares">
            <Bar segments whole />
            {conflict_bar.map(|segments| view! { <Bar segments whole /> })}
        </div>
        <dl class="rl-facts">{files.map(|files| view! { <Fact name=words.files>{files}</Fact> })}</dl>
    }
    .into_any()
}

/// One total: a link to its rows. A count of zero, and one whose rows cannot be listed, is not a link.
#[component]
fn Count(
    amount: Option<i64>,
    word: &'static str,
    tone: &'static str,
    /// The route that shows the counted rows only.
    target: Option<RecordRoute>,
) -> impl IntoView {
    let i18n = use_localizer();
    let content = view! {
        <b>{integer(i18n, amount)}</b>
        " "
        <span>{word}</span>
    };
    match target.filter(|_| amount.is_some_and(|amount| amount > 0)) {
        Some(target) => {
            let href = use_navigation().href(&Route::Record(target));
            let title = i18n.words().show_only;
            view! { <a href=href title=title class="rl-count" data-tone=tone>{content}</a> }.into_any()
        }
        None => view! { <div class="rl-count" data-tone=tone>{content}</div> }.into_any(),
    }
}

fn integer(i18n: Localizer, amount: Option<i64>) -> String {
    amount.map_or_else(|| EMPTY.to_owned(), |amount| i18n.integer(amount))
}

/// The numbers of succeeded and failed files, where the service counts files.
fn files(i18n: Localizer, overview: &wire::Overview) -> Option<String> {
    let words = i18n.words();
    let [success, failed] = [&overview.file_success, &overview.file_failed].map(Field::copied);
    // Services that do not count files send zeros.
    if success.max(failed) <= Some(0) {
        return None;
    }
    let (success, failed) = (integer(i18n, success), integer(i18n, failed));
    Some(format!("{success} {} · {failed} {}", words.succeeded, words.failures))
}
