//! Durations and throughput of the artifacts of an execution: why it took as long as it did.

use leptos::prelude::*;

use super::super::csv_buttons::CsvButtons;
use super::all_details::AllDetails;
use super::artifact_table::ArtifactTable;
use super::findings::Findings;
use super::numbers_table::{NumbersTable, TableRows};
use super::timing_table::TimingTable;
use crate::components::bar::{Bar, BarSegment};
use crate::components::notice::{EmptyState, RowCount};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::csv::Readers;
use crate::model::filter::{DetailFilter, FilterField};
use crate::model::route::RecordRoute;
use crate::model::statistics::DetailStatistics;
use crate::model::statistics::histogram::ERROR_PERCENT;
use crate::model::statistics::timing::{CLASS_LIMITS_MS, DurationClass};
use crate::pages::record::queries::RecordQueries;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The findings, the distribution of the durations, the nodes and repositories, the slowest and the largest artifacts.
#[component]
pub(super) fn DurationsContent(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The details to measure.
    details: AllDetails,
    /// The queries of the page.
    queries: RecordQueries,
) -> impl IntoView {
    let i18n = use_localizer();
    let terms = i18n.statistics();
    // Links do not change with the filters and the page of the details.
    let base = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        route.with(|route| route.with_filter(DetailFilter::default()))
    });
    let has_durations = Memo::new(move |_| details.with(|statistics| statistics.timing().durations.count() > 0));
    let has_sizes = Memo::new(move |_| details.with(|statistics| statistics.largest().next().is_some()));
    let name = route.with_untracked(|route| route.id.to_string());
    let (timings_name, slowest_name) = (format!("{name}-durations"), format!("{name}-slowest"));
    let csv = move |write: fn(&DetailStatistics, Readers) -> String| {
        Callback::new(move |readers| {
            details.publish();
            untrack(|| details.with(|statistics| write(statistics, readers)))
        })
    };
    let measured = move || {
        let (timings_name, slowest_name) = (timings_name.clone(), slowest_name.clone());
        let is_partial = Signal::derive(move || details.is_partial());
        view! {
            <Findings details queries />
            <h3>{terms.distribution}</h3>
            <Distribution details />
            <h3>{terms.by_node}</h3>
            <TimingTable base details field=FilterField::ClusterName />
            <h3>{terms.by_repository}</h3>
            <TimingTable base details field=FilterField::RepoName />
            <div class="rl-matrix-tools">
                <CsvButtons label=terms.save_timings name=timings_name is_partial text=csv(DetailStatistics::timings_csv) />
            </div>
            <h3>{terms.slowest}</h3>
            <ArtifactTable base details by_size=false />
            <div class="rl-matrix-tools">
                <CsvButtons label=terms.save_slowest name=slowest_name is_partial text=csv(DetailStatistics::slowest_csv) />
            </div>
        }
    };
    let content = move || match has_durations.get() {
        true => measured().into_any(),
        false => view! { <EmptyState text=terms.no_durations /> }.into_any(),
    };
    let largest = move || {
        has_sizes.get().then(|| {
            view! {
                <h3>{terms.largest}</h3>
                <ArtifactTable base details by_size=true />
            }
        })
    };
    view! {
        <div class="rl-durations">
            {move || content()}
            {move || largest()}
            <Notes details />
        </div>
    }
}

/// The number of details in each class of durations.
#[component]
fn Distribution(details: AllDetails) -> impl IntoView {
    let i18n = use_localizer();
    let terms = i18n.statistics();
    let rows = move |_| {
        let (classes, all, sum) = details.with(|statistics| {
            let timing = statistics.timing();
            (*statistics.duration_classes(), timing.durations.count(), timing.sum)
        });
        let row = |(at, class): (usize, DurationClass)| {
            let [details, durations] =
                [(class.details, all), (class.sum, sum)].map(|(part, whole)| share(i18n, part, whole));
            view! {
                <tr>
                    <th scope="row">{class_name(i18n, at)}</th>
                    <td>{i18n.count(class.details)}</td>
                    {details}
                    <td>{milliseconds(i18n, class.sum)}</td>
                    {durations}
                </tr>
            }
        };
        let count = classes.len();
        TableRows { view: classes.into_iter().enumerate().map(row).collect_view().into_any(), count }
    };
    let heads = vec![i18n.words().duration, i18n.words().artifacts, terms.share, terms.sum, terms.share];
    let first = CLASS_LIMITS_MS.len().saturating_add(1);
    view! { <NumbersTable name=terms.distribution heads first batch=first details rows /> }
}

/// A cell with a share, as a bar and in per cent.
pub(super) fn share(i18n: Localizer, part: u64, whole: u64) -> impl IntoView + use<> {
    let amount = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    view! {
        <td class="rl-share">
            <Bar segments=vec![BarSegment { amount: amount(part), tone: "busy" }] whole=amount(whole) />
            <span>{i18n.percent(part, whole)}</span>
        </td>
    }
}

/// A duration.
pub(super) fn milliseconds(i18n: Localizer, duration: u64) -> String {
    i18n.duration(i64::try_from(duration).unwrap_or(i64::MAX))
}

/// The name of a class of durations, such as "1 s – 10 s".
fn class_name(i18n: Localizer, at: usize) -> String {
    let terms = i18n.statistics();
    let limit = |at: Option<usize>| at.and_then(|at| CLASS_LIMITS_MS.get(at)).map(|limit| round(i18n, *limit));
    match (limit(at.checked_sub(1)), limit(Some(at))) {
        (None, Some(to)) => fill(terms.class_below, &[&to]),
        (Some(from), Some(to)) => fill(terms.class_between, &[&from, &to]),
        (Some(from), None) => fill(terms.class_from, &[&from]),
        (None, None) => String::new(),
    }
}

fn round(i18n: Localizer, limit: u64) -> String {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    if limit < 1_000 { i18n.duration(limit) } else { i18n.round_duration(limit) }
}

/// Explanations: the meaning of the numbers, and the artifacts that they do not include.
#[component]
fn Notes(details: AllDetails) -> impl IntoView {
    let i18n = use_localizer();
    let terms = i18n.statistics();
    let counts = Memo::new(move |_| {
        let counts = details.with(|statistics| [statistics.untimed(), statistics.unknown_size()]);
        counts.map(|count| usize::try_from(count).unwrap_or(usize::MAX))
    });
    let content = move || {
        let [untimed, unsized_] = counts.get();
        view! {
            <RowCount rows=&terms.untimed count=untimed />
            <RowCount rows=&terms.unknown_sizes count=unsized_ />
        }
    };
    let tolerance = Memo::new(move |_| details.with(DetailStatistics::pause_tolerance));
    let pauses_closed = move || {
        let tolerance = tolerance.get();
        let text = || fill(terms.pauses_closed, &[&i18n.round_duration(tolerance)]);
        (tolerance > 0).then(|| view! { <p class="rl-hint">{text()}</p> })
    };
    let error = i18n.percent(ERROR_PERCENT.into(), 100);
    let accuracy = move || {
        let sentence = if tolerance.get() > 0 { terms.approximate_why } else { terms.quantiles_why };
        fill(sentence, &[&error])
    };
    view! {
        <div class="rl-within">
            <p class="rl-hint">{terms.sums_why}</p>
            {move || pauses_closed()}
            <p class="rl-hint">{move || accuracy()}</p>
            <p class="rl-hint">{terms.bytes_why}</p>
            {move || content()}
        </div>
    }
}
