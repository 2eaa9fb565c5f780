//! One detail: its row, its error, and, when it stands open, all its fields.

use leptos::ev::Event;
use leptos::prelude::*;

use super::super::labels;
use super::cells::{bytes, cells, historical_versions, name};
use crate::api::field::Field;
use crate::api::wire::{Detail, Row};
use crate::components::compat::copy_button;
use crate::components::compat::stamp;
use crate::components::compat::{copyable, fact};
use crate::components::tag::{Child, Tag, bdi, tag};
use crate::components::timestamp::{EMPTY, zone_at};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::route::{RecordRoute, Route};
use crate::model::text::{first_line, indent};
use crate::model::time::Time;
use crate::model::zone::Zone;
use crate::navigation::{HistoryMode, Navigation};
use crate::settings::columns::Chosen;

/// What all rows of a table share.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    pub(super) speech: Localizer,
    pub(super) nav: Navigation,
    pub(super) place: Memo<RecordRoute>,
    pub(super) zone: Memo<Zone>,
    pub(super) columns: Chosen,
}

/// The row with what belongs to it.
pub(super) fn row(setting: Setting, detail: &Row<Detail>, open: bool) -> AnyView {
    let Setting { speech, nav, place, zone, columns } = setting;
    let words = speech.words();
    let zone = zone.get();
    let (tone, _) = labels::status(speech, detail.status.known());
    let shown = columns.get().shown();
    // The arrow at its beginning stands in no column.
    let width = shown.len().saturating_add(1).to_string();
    let name = name(speech, detail);
    let id = detail.id.clone();
    let toggle = move || {
        let next = place.get_untracked().toggled(&id);
        nav.go(Route::Record(next), HistoryMode::Replace);
    };
    let label = fill(words.open_row, &[&name]);
    let toggle = tag("button")
        .attr("type", "button")
        .attr("data-row", name)
        .attr("aria-expanded", if open { "true" } else { "false" })
        .attr("aria-label", label.clone())
        .attr("title", label)
        .on("click", move |_: Event| toggle());
    let toggle = tag("td").attr("role", "cell").class("rl-toggle").with(toggle);
    let line = tag("tr").attr("role", "row").attr("data-tone", tone.name()).with(toggle);
    let line = line.with_all(cells(setting, detail, &shown, &zone));
    let error = error(speech, detail, &width);
    let whole = open.then(|| whole(speech, detail, &zone, &width));
    // What is not there needs no mark of its place.
    [Some(line), error, whole].into_iter().flatten().collect::<Vec<_>>().child()
}

fn reason(detail: &Detail) -> Option<&str> {
    detail.error_reason.as_deref().filter(|reason| !reason.trim().is_empty())
}

/// A row that spans the whole table.
fn spanning(class: &'static str, width: &str, content: Vec<AnyView>) -> Tag {
    let cell = tag("td").attr("role", "cell").attr("colspan", width.to_owned()).with(content);
    tag("tr").attr("role", "row").class(class).with(cell)
}

/// The first line of the error, in sight without a click.
fn error(speech: Localizer, detail: &Detail, width: &str) -> Option<Tag> {
    let reason = reason(detail)?;
    let copy = copy_button(speech, speech.words().note, reason.to_owned());
    let line = tag("p").class("rl-error").with(bdi(first_line(reason).to_owned())).with(copy);
    Some(spanning("rl-error-row", width, vec![line.child()]))
}

/// Every field, the whole error, and the JSON that all of it was read from.
fn whole(speech: Localizer, detail: &Row<Detail>, zone: &Zone, width: &str) -> Tag {
    let words = speech.words();
    let text = |name: &'static str, value: Option<String>| match value.filter(|value| !value.is_empty()) {
        None => fact(name, EMPTY),
        Some(value) => fact(name, vec![bdi(value.clone()).child(), copy_button(speech, name, value).child()]),
    };
    let time = |name: &'static str, time: &Field<Time>| fact(name, stamp(speech, time.known(), zone));
    let strategy = detail.conflict_strategy.known().map(|strategy| {
        let (word, why, _) = labels::conflict(speech, strategy);
        [Some(word.as_str()), why].into_iter().flatten().collect::<Vec<_>>().join(": ")
    });
    let path = detail.path_constraint.known().map(|constraint| text(words.file_path, constraint.path.cloned()));
    let package =
        detail.package_constraint.known().map(|constraint| text(words.package_key, constraint.package_key.cloned()));
    let scope = detail.execute_type.known().map(|kind| labels::execute_type(speech, kind));
    let facts = [
        Some(text(words.artifact_name, Some(name(speech, detail)))),
        Some(text(words.version, detail.version.cloned().or_else(|| historical_versions(speech, detail)))),
        package,
        path,
        Some(text(words.repository, detail.local_repo_name.cloned())),
        Some(text(words.repository_type, detail.repo_type.cloned())),
        Some(text(words.local_cluster, detail.local_cluster.cloned())),
        Some(text(words.remote_cluster, detail.remote_cluster.cloned())),
        Some(text(words.size, bytes(detail).map(|size| speech.bytes(size)))),
        detail.sha256.as_deref().map(|sha256| fact("SHA-256", copyable(speech, "SHA-256", sha256))),
        Some(text(words.conflict_strategy, strategy)),
        scope.map(|scope| text(words.execute_type, Some(scope))),
        Some(time(words.start_time, &detail.start_time)),
        Some(time(words.end_time, &detail.end_time)),
        Some(fact(words.time_zone, zone_at(speech, detail.start_time.known(), zone))),
        Some(fact(words.detail_id, copyable(speech, words.detail_id, &detail.id))),
    ];
    let facts = tag("dl").class("rl-facts").with(facts.into_iter().flatten().collect::<Vec<_>>());
    let reason = reason(detail).map(|reason| {
        let head =
            tag("p").with(tag("b").with(words.note)).with(" ").with(copy_button(speech, words.note, reason.to_owned()));
        tag("div").class("rl-block").with(head).with(tag("pre").class("rl-whole").with(bdi(reason.to_owned())))
    });
    let json = tag("details")
        .class("rl-block")
        .with(tag("summary").with(words.raw_json))
        .with(tag("pre").class("rl-whole").with(indent(detail.json())))
        .with(copy_button(speech, words.raw_json, detail.json().to_owned()));
    spanning("rl-whole-row", width, vec![facts.child(), reason.child(), json.child()])
}
