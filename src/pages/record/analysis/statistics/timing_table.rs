//! The table of the durations of each node or repository.

use leptos::prelude::*;

use super::super::table_link::{TableLink, exact_table_href};
use super::all_details::AllDetails;
use super::durations::{milliseconds, share};
use super::numbers_table::{NumbersTable, TableRows};
use crate::components::text::Name;
use crate::components::timestamp::EMPTY;
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::filter::FilterField;
use crate::model::route::RecordRoute;
use crate::model::statistics::timing::NamedTiming;
use crate::navigation::{Navigation, use_navigation};
use crate::settings::use_localizer;

/// The number of rows that are shown at first, and that the button below them adds.
const BATCH: usize = 30;

/// The table, the longest busy time first. Names are links to the details.
#[component]
pub(super) fn TimingTable(
    /// The current route without filters.
    base: Memo<RecordRoute>,
    /// The details to measure.
    details: AllDetails,
    /// The filter of the names: nodes or repositories.
    field: FilterField,
) -> impl IntoView {
    let i18n = use_localizer();
    let (words, terms) = (i18n.words(), i18n.statistics());
    let navigation = use_navigation();
    let name = if field == FilterField::ClusterName { terms.by_node } else { terms.by_repository };
    let rows = move |limit| {
        let base = base.get();
        details.with(|statistics| {
            let span = u64::try_from(statistics.timing().busy.span()).unwrap_or_default();
            let timings = if field == FilterField::ClusterName {
                statistics.node_timings()
            } else {
                statistics.repository_timings()
            };
            let row = |timing: &NamedTiming<'_>| row(i18n, navigation, &base, field, timing, span);
            let view = timings.iter().take(limit).map(row).collect_view().into_any();
            TableRows { view, count: timings.len() }
        })
    };
    let heads = vec![
        name,
        terms.busy_time,
        terms.share,
        words.artifacts,
        terms.median,
        terms.p95,
        terms.longest,
        terms.bytes,
        terms.throughput,
    ];
    view! { <NumbersTable name heads first=BATCH batch=BATCH details rows /> }
}

fn row(
    i18n: Localizer,
    navigation: Navigation,
    base: &RecordRoute,
    field: FilterField,
    NamedTiming { name, timing }: &NamedTiming<'_>,
    span: u64,
) -> impl IntoView + use<> {
    let size = |bytes: u64| i18n.size(i64::try_from(bytes).unwrap_or(i64::MAX));
    let shown = match *name {
        "" => i18n.statistics().unnamed.into_any(),
        name => view! { <Name text=name /> }.into_any(),
    };
    let name = match exact_table_href(navigation, base, None, [(field, *name)]) {
        Some(href) => view! { <TableLink href>{shown}</TableLink> }.into_any(),
        None => shown,
    };
    let busy = u64::try_from(timing.busy.length()).unwrap_or_default();
    let or_empty = |text: Option<String>| text.unwrap_or_else(|| EMPTY.to_owned());
    let duration = |duration: Option<u64>| or_empty(duration.map(|duration| milliseconds(i18n, duration)));
    let durations = &timing.durations;
    let throughput = timing.bytes_per_second().map(|rate| fill(i18n.statistics().per_second, &[&size(rate)]));
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{milliseconds(i18n, busy)}</td>
            {share(i18n, busy, span)}
            <td>{i18n.count(durations.count())}</td>
            <td>{duration(durations.percentile(50))}</td>
            <td>{duration(durations.percentile(95))}</td>
            <td>{milliseconds(i18n, durations.largest())}</td>
            <td>{size(timing.bytes)}</td>
            <td>{or_empty(throughput)}</td>
        </tr>
    }
}
