//! The overview: the totals of an execution, each as a link to its rows.

use leptos::prelude::*;

use super::super::odd_facts::odd_facts;
use super::super::query_view::query_error::QueryError;
use super::analysis::AnalysisLinks;
use super::hints::hint;
use super::queries::RecordQueries;
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
use crate::model::hint::{Hint, of_totals};
use crate::model::route::{RecordRoute, Route};
use crate::model::totals::{Difference, Reported, Totals};
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
    let failed = queries.failed_total;
    let error = move || {
        let handle = queries.failed_total()?;
        Some(view! { <QueryError handle title=words.overview shared=queries.shared_error /> })
    };
    let files =
        Memo::new(move |_| queries.overview.latest()?.data().known().and_then(|overview| files(i18n, overview)));
    let content = move || match totals.get() {
        None => failed.get().is_none().then(|| view! { <Skeleton lines=2 /> }).into_any(),
        Some(totals) => view! { <Counts route=route.get() totals files=files.get() /> }.into_any(),
    };
    let odd = move || {
        let cached = queries.overview.latest()?;
        let overview = cached.data();
        let of = |count: fn(&wire::Overview) -> &Field<i64>| count(overview.known()?).odd();
        odd_facts(&[
            ("data", overview.odd()),
            ("success", of(|overview| &overview.success)),
            ("failed", of(|overview| &overview.failed)),
            ("conflict", of(|overview| &overview.conflict)),
            ("fileSuccess", of(|overview| &overview.file_success)),
            ("fileFailed", of(|overview| &overview.file_failed)),
        ])
    };
    let explanation = Memo::new(move |_| explanation(queries));
    let skipped_twice = Memo::new(move |_| skipped_twice(i18n, queries));
    let analysis_links = move || {
        let (failed, has_details) = match totals.get() {
            Some(totals) if totals.has_details => (totals.failed, !totals.is_zero()),
            // Details that are not kept cannot be analysed.
            Some(_) => (Some(0), false),
            // Nothing can be read while all requests fail alike.
            None if queries.shared_error.get().is_some() => return None,
            None => failed.get().map(|_| (None, true))?,
        };
        let is_continuous = queries.is_continuous.get();
        Some(view! { <AnalysisLinks route=route.get() failed has_details is_continuous /> })
    };
    view! {
        <section class="rl-card rl-overview" aria-label=words.overview>
            {move || error()}
            {move || content()}
            {move || odd()}
            {move || analysis_links()}
            {move || skipped_twice.get().map(|text| view! { <p class="rl-hint">{text}</p> })}
            {move || explanation.get().map(hint)}
        </section>
    }
}

fn reported(queries: RecordQueries) -> Option<Reported> {
    queries.overview.latest()?.data().known().map(wire::Overview::reported)
}

/// The explanation of missing or odd totals; tracked.
pub(super) fn explanation(queries: RecordQueries) -> Option<Hint> {
    let totals = queries.counted.totals.get()?;
    queries.with_execution(|execution| of_totals(execution, reported(queries), totals)).flatten()
}

/// The sentence about skipped artifacts that the service counts twice; tracked.
pub(super) fn skipped_twice(i18n: Localizer, queries: RecordQueries) -> Option<String> {
    let totals = queries.counted.totals.get()?;
    let is_explained = totals.difference == Some(Difference::SkippedTwice) && !queries.has_historical.get();
    let success = i18n.integer(reported(queries)?.success?);
    is_explained.then(|| fill(i18n.words().skipped_twice, &[&success]))
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
pub(super) fn files(i18n: Localizer, overview: &wire::Overview) -> Option<String> {
    let [success, failed] = [&overview.file_success, &overview.file_failed].map(Field::copied);
    // Services that do not count files send zeros.
    if success.max(failed) <= Some(0) {
        return None;
    }
    let (success, failed) = (integer(i18n, success), integer(i18n, failed));
    Some(fill(i18n.words().file_counts, &[&success, &failed]))
}
