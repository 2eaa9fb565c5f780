//! What is known of the execution as a whole.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::task::live;
use super::super::wording;
use super::task_place;
use crate::api::wire::{Record, RecordInfo};
use crate::components::copy::copy_button;
use crate::components::dynamic::dynamic;
use crate::components::facts::{copyable, fact};
use crate::components::notice::skeleton;
use crate::components::stamp::{NONE, stamp};
use crate::components::status::{status, tag};
use crate::i18n::fill;
use crate::i18n::speech::{Speech, elapsed};
use crate::model::place::{Place, RecordPlace};
use crate::model::share::widths;
use crate::model::text::{first_line, has_more};
use crate::model::zone::Zone;
use crate::state::asked::{Asked, Reply};
use crate::state::nav::Nav;
use crate::state::settings::settings;

/// The head; while it loads, its place.
pub(super) fn head(speech: Speech, nav: Nav, place: Memo<RecordPlace>, asked: Asked<RecordInfo>) -> AnyView {
    let words = speech.words();
    let name = Memo::new(move |_| place.get().plan_name);
    let id = place.get_untracked().id;
    let shown = move || match asked.shown() {
        Some(reply) => known(speech, nav, name.get(), &reply).into_any(),
        None => view! {
            <div class="rl-title">
                <h1>{words.execution}</h1>
                <span class="rl-sub">{copyable(speech, words.record_id, id.as_str())}</span>
            </div>
            {asked.question.is(|standing| standing.error.is_none()).then(|| skeleton(2))}
        }
        .into_any(),
    };
    view! { <div class="rl-record-head">{dynamic(shown)}</div> }.into_any()
}

fn known(speech: Speech, nav: Nav, name: Option<String>, reply: &Arc<Reply<RecordInfo>>) -> AnyView {
    let words = speech.words();
    let (info, zone) = (reply.data(), reply.zone());
    let record = &info.record;
    let (tone, word) = wording::status(speech, record.status.as_ref());
    let task = task_place(info, name.clone(), settings().size());
    let title = name.or_else(|| record.task_key.as_ref().map(|key| fill(words.unnamed_task, &[key])));
    let title = title.unwrap_or_else(|| words.execution.to_owned());
    let title = match task {
        Some(task) => view! { <a href=nav.href(&Place::Task(task))><bdi>{title}</bdi></a> }.into_any(),
        None => view! { <bdi>{title}</bdi> }.into_any(),
    };
    let kinds = [
        info.replica_object_type
            .as_ref()
            .map(|kind| tag(wording::object_type(speech, kind), Some(words.object_type), None)),
        info.replica_type.as_ref().map(|kind| tag(wording::replica_type(speech, kind), Some(words.replica_type), None)),
    ];
    let zone_name = speech.zone(zone, crate::api::client::now());
    let zone_why = (*zone == Zone::Unknown).then_some(words.zone_unknown_why);
    let trace_id = reply.answer.trace_id.as_deref();
    view! {
        <div class="rl-title">
            {status(tone, word)}
            <h1>{title}</h1>
            {kinds.into_iter().flatten().collect_view()}
        </div>
        <dl class="rl-facts">
            {fact(words.start_time, stamp(speech, record.start_time.as_ref(), zone))}
            {fact(words.end_time, stamp(speech, record.end_time.as_ref(), zone))}
            {fact(words.duration, duration(speech, record, zone))}
            {fact(words.time_zone, view! { <span title=zone_why>{zone_name}</span> })}
            {replicated(speech, record)}
        </dl>
        <dl class="rl-facts">
            {fact(words.record_id, copyable(speech, words.record_id, &record.id))}
            {record.task_key.as_deref().map(|key| fact(words.task_key, copyable(speech, words.task_key, key)))}
            {trace_id.map(|id| fact(words.trace_id, copyable(speech, words.trace_id, id)))}
        </dl>
        {reason(speech, record)}
    }
    .into_any()
}

fn duration(speech: Speech, record: &Record, zone: &Zone) -> AnyView {
    match (&record.start_time, &record.end_time) {
        (Some(start), Some(end)) => {
            elapsed(start, end, zone).map_or_else(|| NONE.to_owned(), |took| speech.duration(took)).into_any()
        }
        (Some(start), None) if record.is_running() => live(speech, start, zone),
        _ => NONE.into_any(),
    }
}

/// Bytes replicated, of how many; while it runs, with how far that is.
fn replicated(speech: Speech, record: &Record) -> Option<AnyView> {
    let words = speech.words();
    let (done, total) = (record.replicated_bytes, record.total_bytes);
    let (said, exact) = match (done, total) {
        (None, None) => return None,
        (Some(done), Some(total)) => (
            fill(words.of_total, &[&speech.size(done), &speech.size(total)]),
            fill(words.of_total, &[&speech.bytes(done), &speech.bytes(total)]),
        ),
        (Some(one), None) | (None, Some(one)) => (speech.size(one), speech.bytes(one)),
    };
    let progress = done.zip(total).filter(|(_, total)| record.is_running() && *total > 0).map(|(done, total)| {
        let thousandths = widths(&[done], total).first().copied().unwrap_or_default();
        view! { <progress max="1000" value=thousandths.to_string() aria-label=words.progress></progress> }
    });
    Some(fact(words.replicated, view! { <span title=exact>{said}</span> {progress} }))
}

/// Why it failed: the first line in sight, the whole behind it.
fn reason(speech: Speech, record: &Record) -> Option<AnyView> {
    let words = speech.words();
    let reason = record.error_reason.as_deref().filter(|reason| !reason.trim().is_empty())?.to_owned();
    let whole = has_more(&reason).then(|| {
        view! { <details><summary>{words.whole_message}</summary><pre class="rl-whole"><bdi>{reason.clone()}</bdi></pre></details> }
    });
    Some(
        view! {
            <div class="rl-reason">
                <p><bdi>{first_line(&reason).to_owned()}</bdi> {copy_button(speech, words.note, reason.clone())}</p>
                {whole}
            </div>
        }
        .into_any(),
    )
}
