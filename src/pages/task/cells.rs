//! The contents of the cells in the table of executions.

use leptos::prelude::*;

use super::super::run_duration::RunDuration;
use crate::api::clock::service_time;
use crate::api::wire::{Record, Row};
use crate::components::bar::{Bar, BarSegment};
use crate::components::odd::odd;
use crate::components::timestamp::{EMPTY, absolute, age, in_full};
use crate::i18n::fill;
use crate::i18n::localizer::{elapsed, instant};
use crate::model::bar_height::height;
use crate::model::hidden::visible;
use crate::model::time::Time;
use crate::model::zone::Zone;
use crate::query::clock::use_clock;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::query::use_query::QueryHandle;
use crate::settings::use_localizer;

/// The start as a link to the execution, because users identify an execution by its start. One without a start shows
/// its id.
#[component]
pub(super) fn StartTime(record: Row<Record>, zone: Zone, href: Option<String>) -> impl IntoView {
    let start = record.start_time.known().cloned();
    let id = record.id.as_received();
    let text = start.as_ref().map_or_else(|| visible(id).into_owned(), |start| absolute(start, &zone));
    view! {
        <a class="rl-row-link" data-row=id.to_owned() href=href>{text}</a>
        {odd(record.start_time.odd())}
        {start.map(|start| view! { <Age start zone /> })}
    }
}

/// The distance of a start from now, updated each minute; nothing where the zone is unknown.
#[component]
fn Age(start: Time, zone: Zone) -> impl IntoView {
    let (i18n, clock) = (use_localizer(), use_clock());
    #[expect(clippy::cast_precision_loss, reason = "four-digit years lie far below 2^53 milliseconds")]
    let at = instant(&start, &zone)?.timestamp_millis() as f64;
    let text = Signal::derive(move || {
        unsubscribe_on_cleanup();
        age(i18n, at, service_time(clock.minute()))
    });
    Some(view! { " " <span class="rl-ago" title=in_full(i18n, &start, &zone)>{text}</span> })
}

/// The end of an execution, with all its digits and the zone as a tooltip.
#[component]
pub(super) fn EndTime(record: Row<Record>, zone: Zone) -> impl IntoView {
    let i18n = use_localizer();
    match record.end_time.known() {
        None => odd(record.end_time.odd()).unwrap_or_else(|| EMPTY.into_any()),
        Some(end) => view! { <time title=in_full(i18n, end, &zone)>{absolute(end, &zone)}</time> }.into_any(),
    }
}

/// The duration with a bar; of a running execution, the duration so far.
#[component]
pub(super) fn DurationWithBar(
    record: Row<Record>,
    zone: Zone,
    full_duration: Option<i64>,
    /// The query of the executions.
    query: QueryHandle,
) -> impl IntoView {
    let (start, end, is_running) = (record.start_time.cloned(), record.end_time.cloned(), record.is_running());
    let duration = start.as_ref().zip(end.as_ref()).and_then(|(start, end)| elapsed(start, end, &zone));
    let bar = duration.map(|duration| {
        let width = format!("{}%", height(duration, full_duration.unwrap_or(duration)));
        view! { " " <i class="rl-took" aria-hidden="true"><b style:width=width></b></i> }
    });
    view! {
        <RunDuration start end is_running zone query />
        {bar}
    }
}

/// The artifact counts of the overview, which only newer servers send in this list, and only of an execution that has
/// ended or is continuous.
#[component]
pub(super) fn Artifacts(record: Row<Record>) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    if let Some(odd) = odd(record.replica_overview.odd()) {
        return odd;
    }
    let Some(overview) = record.replica_overview.known() else {
        let hint = record.is_running().then_some(words.totals_at_end);
        return view! { <span title=hint>{EMPTY}</span> }.into_any();
    };
    let success = overview.success.copied();
    let hint = overview.may_count_twice().then_some(words.counted_twice);
    let [failed, conflict] = [&overview.failed, &overview.conflict].map(|count| count.copied().unwrap_or_default());
    let success_segment = BarSegment { amount: success.unwrap_or_default(), tone: "good" };
    let segments = vec![success_segment, BarSegment { amount: failed, tone: "bad" }];
    let success = success.map_or_else(|| EMPTY.to_owned(), |success| i18n.integer(success));
    let mut counts = vec![fill(words.n_succeeded, &[&success])];
    for (sentence, count) in [(words.n_failed, failed), (words.conflicts, conflict)] {
        if count > 0 {
            counts.push(fill(sentence, &[&i18n.integer(count)]));
        }
    }
    let counts = counts.join(" · ");
    let odd_counts = [&overview.success, &overview.failed, &overview.conflict].map(|count| odd(count.odd()));
    view! {
        <span class="rl-counts" title=hint><Bar segments whole=0 /> " " <span>{counts}</span></span>
        {odd_counts.into_iter().collect_view()}
    }
    .into_any()
}

/// The replicated bytes, where the service reports them; with the total while the execution is running, or where only the
/// total is known.
#[component]
pub(super) fn Size(record: Row<Record>) -> impl IntoView {
    let i18n = use_localizer();
    if let Some(odd) = odd(record.replicated_bytes.odd().or_else(|| record.total_bytes.odd())) {
        return odd;
    }
    let Some((replicated, total)) = record.reported_bytes() else { return EMPTY.into_any() };
    let Some(known) = replicated.or(total) else { return EMPTY.into_any() };
    let text = match total {
        Some(total) if record.is_running() || replicated.is_none() => {
            let replicated = replicated.map_or_else(|| EMPTY.to_owned(), |replicated| i18n.size(replicated));
            fill(i18n.words().of_total, &[&replicated, &i18n.size(total)])
        }
        _ => i18n.size(known),
    };
    view! { <span title=i18n.bytes(known)>{text}</span> }.into_any()
}
