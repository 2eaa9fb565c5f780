//! The answer to why an execution took as long as it did, in a few sentences.

use chrono::DateTime;
use leptos::prelude::*;

use super::all_details::AllDetails;
use super::durations::milliseconds;
use crate::i18n::fill;
use crate::i18n::localizer::{Localizer, elapsed, shown_offset_at};
use crate::model::hidden::visible;
use crate::model::statistics::DetailStatistics;
use crate::model::statistics::timing::NamedTiming;
use crate::model::time::date_and_time;
use crate::model::zone::Zone;
use crate::pages::record::queries::RecordQueries;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The least time without artifacts before the first and after the last one that is mentioned, in milliseconds.
const LEAST_OUTSIDE_MS: i64 = 10_000;

/// The elapsed and the busy time, the longest pause, the busiest node, and the share of the slowest artifacts.
#[component]
pub(super) fn Findings(
    /// The details to measure.
    details: AllDetails,
    /// The queries of the page.
    queries: RecordQueries,
) -> impl IntoView {
    let i18n = use_localizer();
    // The duration of the execution itself, once it has ended and all details have been read.
    let whole = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        let cached = queries.info.latest().filter(|_| !details.is_partial())?;
        let record = &cached.data().record;
        elapsed(record.start_time.known()?, record.end_time.known()?, cached.zone())
    });
    let sentences = Memo::new(move |_| {
        let (zone, whole) = (details.zone(), whole.get());
        details.with(|statistics| findings(i18n, statistics, &zone, whole))
    });
    let items = move || sentences.get().into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
    view! { <ul class="rl-findings" aria-label=i18n.statistics().findings>{move || items()}</ul> }
}

fn findings(i18n: Localizer, statistics: &DetailStatistics, zone: &Zone, whole: Option<i64>) -> Vec<String> {
    let terms = i18n.statistics();
    let timing = statistics.timing();
    let span = u64::try_from(timing.busy.span()).unwrap_or_default();
    let length = |milliseconds: i64| u64::try_from(milliseconds).unwrap_or_default();
    let busy = length(timing.busy.length());
    let elapsed =
        fill(terms.elapsed, &[&milliseconds(i18n, span), &milliseconds(i18n, busy), &i18n.percent(busy, span)]);
    let outside = whole.and_then(|whole| {
        let rest = whole.saturating_sub(timing.busy.span());
        let text = |time: i64| milliseconds(i18n, length(time));
        // A few seconds are those of the start and the end of the execution.
        (rest > LEAST_OUTSIDE_MS).then(|| fill(terms.outside, &[&text(whole), &text(rest)]))
    });
    let pause = timing.busy.longest_pause().map(|pause| {
        let pause_length = milliseconds(i18n, length(pause.length()));
        fill(terms.longest_pause, &[&pause_length, &local(pause.from, zone)])
    });
    let nodes = statistics.node_timings();
    let busiest = nodes.first().filter(|_| nodes.len() > 1).map(|NamedTiming { name, timing }| {
        let busy = length(timing.busy.length());
        let name = if name.is_empty() { terms.unnamed.into() } else { visible(name) };
        fill(terms.busiest, &[&name, &milliseconds(i18n, busy), &i18n.percent(busy, span)])
    });
    let (number, sum) = statistics.slowest_share();
    let is_part = u64::try_from(number).is_ok_and(|number| number < timing.durations.count());
    let slowest = is_part.then(|| {
        let number = i18n.count(u64::try_from(number).unwrap_or_default());
        fill(terms.slowest_share, &[&number, &milliseconds(i18n, sum), &i18n.percent(sum, timing.sum)])
    });
    [Some(elapsed), outside, pause, busiest, slowest].into_iter().flatten().collect()
}

/// An instant in milliseconds as a local time in the zone of the page; in an unknown zone it is one already.
fn local(instant: i64, zone: &Zone) -> String {
    let Some(instant) = DateTime::from_timestamp_millis(instant) else { return String::new() };
    let local = shown_offset_at(zone, instant).and_then(|offset| instant.naive_utc().checked_add_offset(offset));
    date_and_time(local.unwrap_or_else(|| instant.naive_utc()))
}
