//! What is known of the execution as a whole.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::labels;
use super::super::task::live;
use super::task_place;
use crate::api::wire::{Record, RecordInfo};
use crate::components::compat::copy_button;
use crate::components::compat::skeleton;
use crate::components::compat::stamp;
use crate::components::compat::{copyable, fact};
use crate::components::dynamic::dynamic;
use crate::components::tag::{Child, Tag, bdi, link, tag};
use crate::components::timestamp::{EMPTY, zone_at};
use crate::i18n::fill;
use crate::i18n::localizer::{Localizer, elapsed};
use crate::model::proportion::widths;
use crate::model::route::{RecordRoute, Route};
use crate::model::text::{first_line, has_more};
use crate::model::zone::Zone;
use crate::navigation::Navigation;
use crate::query::use_query::{Cached, Query};
use crate::settings::use_settings;

/// The head; while it loads, its place.
pub(super) fn head(speech: Localizer, nav: Navigation, place: Memo<RecordRoute>, asked: Query<RecordInfo>) -> AnyView {
    let words = speech.words();
    let name = Memo::new(move |_| place.get().plan_name);
    let id = place.get_untracked().id;
    let shown = move || match asked.shown() {
        Some(reply) => known(speech, nav, name.get(), &reply),
        None => {
            let title = tag("div").class("rl-title").with(tag("h1").with(words.execution));
            let title = title.with(tag("span").class("rl-sub").with(copyable(speech, words.record_id, id.as_str())));
            let place = asked.question.is(|standing| standing.error.is_none()).then(|| skeleton(2));
            vec![title.child(), place.child()].child()
        }
    };
    tag("div").class("rl-record-head").with(dynamic(shown)).child()
}

fn known(speech: Localizer, nav: Navigation, name: Option<String>, reply: &Arc<Cached<RecordInfo>>) -> AnyView {
    let words = speech.words();
    let (info, zone) = (reply.data(), reply.zone());
    let record = &info.record;
    let (tone, word) = labels::status(speech, record.status.known());
    let task = task_place(info, name.clone(), use_settings().size());
    let title = name.or_else(|| record.task_key.known().map(|key| fill(words.unnamed_task, &[key])));
    let title = title.unwrap_or_else(|| words.execution.to_owned());
    let title = match task {
        Some(task) => link(nav.href(&Route::Task(task)), bdi(title)),
        None => bdi(title),
    };
    let kinds = [
        info.replica_object_type.known().map(|kind| {
            crate::components::compat::tag(labels::object_type(speech, kind), Some(words.object_type), None)
        }),
        info.replica_type.known().map(|kind| {
            crate::components::compat::tag(labels::replica_type(speech, kind), Some(words.replica_type), None)
        }),
    ];
    let zone_name = zone_at(speech, record.start_time.known(), zone);
    let zone_why = (*zone == Zone::Unknown).then_some(words.zone_unknown_why);
    let trace_id = reply.answer.trace_id.as_deref();
    let title =
        tag("div").class("rl-title").with(crate::components::compat::status(tone, word)).with(tag("h1").with(title));
    let facts = tag("dl")
        .class("rl-facts")
        .with(fact(words.start_time, stamp(speech, record.start_time.known(), zone)))
        .with(fact(words.end_time, stamp(speech, record.end_time.known(), zone)))
        .with(fact(words.duration, duration(speech, record, zone)))
        .with(fact(words.time_zone, tag("span").maybe("title", zone_why).with(zone_name)))
        .with(replicated(speech, record));
    let key = record.task_key.as_deref();
    let ids = tag("dl")
        .class("rl-facts")
        .with(fact(words.record_id, copyable(speech, words.record_id, &record.id)))
        .with(key.map(|key| fact(words.task_key, copyable(speech, words.task_key, key))))
        .with(trace_id.map(|id| fact(words.trace_id, copyable(speech, words.trace_id, id))));
    let title = title.with(kinds.into_iter().flatten().collect::<Vec<_>>());
    vec![title.child(), facts.child(), ids.child(), reason(speech, record).child()].child()
}

fn duration(speech: Localizer, record: &Record, zone: &Zone) -> AnyView {
    match (record.start_time.known(), record.end_time.known()) {
        (Some(start), Some(end)) => {
            elapsed(start, end, zone).map_or_else(|| EMPTY.to_owned(), |took| speech.duration(took)).child()
        }
        (Some(start), None) if record.is_running() => live(speech, start, zone),
        _ => EMPTY.child(),
    }
}

/// Bytes replicated, of how many; while it runs, with how far that is.
fn replicated(speech: Localizer, record: &Record) -> Option<AnyView> {
    let words = speech.words();
    let (done, total) = (record.replicated_bytes.copied(), record.total_bytes.copied());
    let (said, exact) = match (done, total) {
        (None, None) => return None,
        (Some(done), Some(total)) => (
            fill(words.of_total, &[&speech.size(done), &speech.size(total)]),
            fill(words.of_total, &[&speech.bytes(done), &speech.bytes(total)]),
        ),
        (Some(done), None) => (speech.size(done), speech.bytes(done)),
        (None, Some(total)) => {
            (fill(words.of_total, &[EMPTY, &speech.size(total)]), fill(words.of_total, &[EMPTY, &speech.bytes(total)]))
        }
    };
    let progress = done.zip(total).filter(|(_, total)| record.is_running() && *total > 0).map(|(done, total)| {
        let thousandths = widths(&[done], total).first().copied().unwrap_or_default();
        let bar = tag("progress").attr("max", "1000").attr("value", thousandths.to_string());
        bar.attr("aria-label", words.progress)
    });
    let said = tag("span").attr("title", exact).with(said);
    Some(fact(words.replicated, vec![said.child(), " ".child(), progress.child()]))
}

/// Why it failed: the first line in sight, the whole behind it.
fn reason(speech: Localizer, record: &Record) -> Option<Tag> {
    let words = speech.words();
    let reason = record.error_reason.as_deref().filter(|reason| !reason.trim().is_empty())?.to_owned();
    let whole = has_more(&reason).then(|| {
        let whole = tag("pre").class("rl-whole").with(bdi(reason.clone()));
        tag("details").with(tag("summary").with(words.whole_message)).with(whole)
    });
    let first = bdi(first_line(&reason).to_owned());
    let line = tag("p").with(first).with(" ").with(copy_button(speech, words.note, reason));
    Some(tag("div").class("rl-reason").with(line).with(whole))
}
