//! The table of executions.

use leptos::prelude::*;

use super::super::settled::unanswered;
use super::super::wording;
use crate::api::wire::{Overview, Page as WirePage, Record, Row};
use crate::components::bar::{Part, bar};
use crate::components::copy::copy_button;
use crate::components::dynamic::{dynamic, text};
use crate::components::stamp::{NONE, absolute, in_full};
use crate::components::status::status;
use crate::components::table::{Table, table};
use crate::i18n::fill;
use crate::i18n::speech::{Speech, elapsed, instant};
use crate::model::id::Id;
use crate::model::place::{Place, RecordPlace, TaskPlace};
use crate::model::runs::{full_height, height};
use crate::model::text::first_line;
use crate::model::time::Time;
use crate::model::zone::Zone;
use crate::state::asked::Asked;
use crate::state::clock::clock;
use crate::state::nav::Nav;
use crate::state::rows::rows;

/// The rows with their head.
pub(super) fn history(speech: Speech, nav: Nav, place: Memo<TaskPlace>, asked: Asked<WirePage<Record>>) -> AnyView {
    let words = speech.words();
    let rows = rows(asked, |record: &Record| &record.id);
    let zone = Memo::new(move |_| asked.shown().map_or(Zone::Unknown, |reply| reply.zone().clone()));
    // The longest duration on the page, which the others are compared with.
    let full = Memo::new(move |_| {
        let shown = asked.shown()?;
        let spans = shown
            .data()
            .rows()
            .iter()
            .filter_map(|record| elapsed(record.start_time.as_ref()?, record.end_time.as_ref()?, shown.zone()));
        let spans: Vec<i64> = spans.collect();
        (!spans.is_empty()).then(|| full_height(&spans))
    });
    let head = vec![
        (words.status, ""),
        (words.start_time, ""),
        (words.end_time, ""),
        (words.duration, "rl-number"),
        (words.artifacts, ""),
        (words.size, "rl-number"),
    ];
    // What a link to an execution takes along.
    let name = Memo::new(move |_| place.with(|place| place.plan_name.clone()));
    let along = move || (name.get(), place.with_untracked(|place| place.page.size));
    let row =
        move |key: String| dynamic(move || rows.get(&key).map(|record| row(speech, nav, &record, zone, full, along())));
    let busy = unanswered(asked.question);
    table(Table { class: "rl-table rl-history", head, keys: rows.keys, busy }, row)
}

fn row(
    speech: Speech,
    nav: Nav,
    record: &Row<Record>,
    zone: Memo<Zone>,
    full: Memo<Option<i64>>,
    (name, size): (Option<String>, u32),
) -> AnyView {
    let words = speech.words();
    let zone = zone.get();
    let (tone, word) = wording::status(speech, record.status.as_ref());
    let href = Id::parse(&record.id).ok().map(|id| nav.href(&Place::Record(RecordPlace::new(id, name, size))));
    let failed = record.error_reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty()).map(|reason| {
        view! {
            <tr role="row" class="rl-error-row">
                <td role="cell" colspan="6">
                    <p class="rl-error">
                        <bdi>{first_line(reason).to_owned()}</bdi>
                        {copy_button(speech, words.note, reason.to_owned())}
                    </p>
                </td>
            </tr>
        }
    });
    view! {
        <tr role="row" data-tone=tone.name()>
            <td role="cell" data-label=words.status>{status(tone, word)}</td>
            <td role="cell" data-label=words.start_time><a class="rl-row-link" href=href>{start(record)}</a>{ago(speech, record, &zone)}</td>
            <td role="cell" data-label=words.end_time>{end(speech, record, &zone)}</td>
            <td role="cell" data-label=words.duration class="rl-number">{duration(speech, record, &zone, full)}</td>
            <td role="cell" data-label=words.artifacts>{artifacts(speech, record)}</td>
            <td role="cell" data-label=words.size class="rl-number">{bytes(speech, record)}</td>
        </tr>
        {failed}
    }
    .into_any()
}

/// The start is what an execution is known by; one without is known by its id.
fn start(record: &Record) -> String {
    record.start_time.as_ref().map_or_else(|| record.id.clone(), absolute)
}

fn ago(speech: Speech, record: &Record, zone: &Zone) -> Option<AnyView> {
    let start = record.start_time.as_ref()?;
    #[expect(clippy::cast_precision_loss, reason = "four-digit years lie far below 2^53 milliseconds")]
    let at = instant(start, zone)? as f64;
    let title = in_full(speech, start, zone);
    let clock = clock();
    Some(
        view! { " " <span class="rl-ago" title=title>{text(move || speech.relative(at, clock.minute()))}</span> }
            .into_any(),
    )
}

fn end(speech: Speech, record: &Record, zone: &Zone) -> AnyView {
    match &record.end_time {
        None => NONE.into_any(),
        Some(end) => view! { <time title=in_full(speech, end, zone)>{absolute(end)}</time> }.into_any(),
    }
}

fn duration(speech: Speech, record: &Record, zone: &Zone, full: Memo<Option<i64>>) -> AnyView {
    let (start, end) = (record.start_time.as_ref(), record.end_time.as_ref());
    match (start, end) {
        (Some(start), Some(end)) => match elapsed(start, end, zone) {
            None => NONE.into_any(),
            Some(took) => {
                let full = full.get().unwrap_or(took);
                let width = format!("{}%", height(took, full));
                view! { {speech.duration(took)} <i class="rl-took" aria-hidden="true"><b style:width=width></b></i> }
                    .into_any()
            }
        },
        (Some(start), None) if record.is_running() => live(speech, start, zone),
        _ => NONE.into_any(),
    }
}

/// The duration of something that goes on; where the zone is unknown, it cannot be told.
pub(in crate::pages) fn live(speech: Speech, start: &Time, zone: &Zone) -> AnyView {
    let Some(start) = instant(start, zone) else { return NONE.into_any() };
    let clock = clock();
    let so_far = move || {
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit")]
        let now = clock.second() as i64;
        format!("{} …", speech.live_duration(now.saturating_sub(start).max(0)))
    };
    view! { <span class="rl-live">{text(so_far)}</span> }.into_any()
}

/// What the overview counts, where the server sends it.
fn artifacts(speech: Speech, record: &Record) -> AnyView {
    let words = speech.words();
    let Some(Overview { success, failed, conflict, .. }) = record.replica_overview else { return NONE.into_any() };
    let [success, failed, conflict] = [success, failed, conflict].map(Option::unwrap_or_default);
    let parts = [Part { amount: success, tone: "good" }, Part { amount: failed, tone: "bad" }];
    let mut said = vec![speech.integer(success)];
    if failed > 0 {
        said.push(fill(words.n_failed, &[&speech.integer(failed)]));
    }
    if conflict > 0 {
        said.push(fill(words.n_conflicts, &[&speech.integer(conflict)]));
    }
    view! { <span class="rl-counts">{bar(&parts, 0)} <span>{said.join(" · ")}</span></span> }.into_any()
}

fn bytes(speech: Speech, record: &Record) -> AnyView {
    let Some(replicated) = record.replicated_bytes.or(record.total_bytes) else { return NONE.into_any() };
    let said = match record.total_bytes {
        Some(total) if record.is_running() => {
            fill(speech.words().of_total, &[&speech.size(replicated), &speech.size(total)])
        }
        _ => speech.size(replicated),
    };
    view! { <span title=speech.bytes(replicated)>{said}</span> }.into_any()
}
