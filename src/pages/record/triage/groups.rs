//! Failed details by what they have in common.

use leptos::prelude::*;

use super::members::{list, narrowed};
use super::{Failures, hint};
use crate::components::bar::{Part, bar};
use crate::components::copy::copy_button;
use crate::components::dynamic::{dynamic, value, whether};
use crate::components::tag::{Child, Tag, bdi, button, link, tag};
use crate::i18n::fill;
use crate::i18n::speech::Speech;
use crate::model::filter::Field;
use crate::model::place::{Inquiry, Place, RecordPlace};
use crate::model::triage::{By, Group};
use crate::state::nav::{Move, Nav};

/// How many groups are shown at first, and how many more at a time.
const FEW: usize = 30;
/// How many clusters or repositories a closed group names.
const NAMED: usize = 3;

/// What the groups of a table share.
#[derive(Clone, Copy)]
struct Setting {
    speech: Speech,
    nav: Nav,
    place: Memo<RecordPlace>,
    failures: Failures,
    by: By,
}

/// The groups, the largest first.
pub(super) fn groups(speech: Speech, nav: Nav, place: Memo<RecordPlace>, failures: Failures) -> AnyView {
    let words = speech.words();
    let shown = RwSignal::new(FEW);
    let by = Memo::new(move |_| match place.with(|place| place.inquiry.clone()) {
        Some(Inquiry::Groups(by)) => by,
        _ => By::Error,
    });
    let all = move || {
        let by = by.get();
        let (groups, total) = failures.look(|known| (known.groups(by), known.len()))?;
        if groups.is_empty() {
            return failures.reading.progress().promised.is_none().then(|| hint(speech).child());
        }
        let setting = Setting { speech, nav, place, failures, by };
        let rest = groups.len().saturating_sub(shown.get());
        let rows: Vec<Tag> = groups.into_iter().take(shown.get()).map(|group| view_of(setting, group, total)).collect();
        let more = (rest > 0).then(|| {
            let next = i64::try_from(rest.min(FEW)).unwrap_or_default();
            let more = move || shown.update(|shown| *shown = shown.saturating_add(FEW));
            button("rl-button", more).with(speech.counted(&words.show_more, next))
        });
        let groups = tag("ul").class("rl-groups").attr("aria-label", words.triage).with(rows);
        Some(vec![groups.child(), more.child()].child())
    };
    dynamic(all)
}

fn view_of(setting: Setting, group: Group, total: usize) -> Tag {
    let Setting { speech, nav, place, by, .. } = setting;
    let words = speech.words();
    let key = group.key.clone();
    let is_open = whether(move || place.with(|place| place.group.as_ref() == Some(&key)));
    let key = group.key.clone();
    let toggle = toggle(is_open, title_of(speech, &group, by), words.open_group, move || {
        let mut place = place.get_untracked();
        place.group = if place.group.as_ref() == Some(&key) { None } else { Some(key.clone()) };
        nav.go(Place::Record(place), Move::Replace);
    });
    let (count, whole) = (group.count, u64::try_from(total).unwrap_or(u64::MAX));
    let amount = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let share = bar(&[Part { amount: amount(count), tone: "bad" }], amount(whole));
    let title = bdi(title_of(speech, &group, by)).class("rl-shape").attr("data-by", by.name());
    let summary = dynamic({
        let group = group.clone();
        move || hits(setting, &place.get(), &group, NAMED)
    });
    let inner = dynamic(move || is_open.get().then(|| opened(setting, &group)));
    let share = tag("span").class("rl-group-share").with(share).with(" ");
    let share = share.with(tag("small").with(speech.percent(count, whole)));
    let head = tag("p").class("rl-group-head").with(toggle).with(tag("b").with(speech.count(count))).with(share);
    tag("li").class("rl-group").with(head.with(title)).with(summary).with(inner)
}

/// What a group is called.
fn title_of(speech: Speech, group: &Group, by: By) -> String {
    let words = speech.words();
    match (group.title.as_str(), by) {
        ("", By::Error) => words.no_message.to_owned(),
        ("", _) => words.unnamed.to_owned(),
        (title, _) => title.to_owned(),
    }
}

/// The arrow that opens and closes a group.
pub(super) fn toggle(is_open: Memo<bool>, label: String, title: &'static str, work: impl FnMut() + 'static) -> Tag {
    let button = button("", work).follows("aria-expanded", value(move || is_open.get().to_string()));
    tag("span").class("rl-toggle").with(button.attr("aria-label", label).attr("title", title))
}

/// What a group hits, each with the way to its rows; at most so many of each.
fn hits(setting: Setting, place: &RecordPlace, group: &Group, most: usize) -> Tag {
    let Setting { speech, nav, by, .. } = setting;
    let words = speech.words();
    let part = |name: &'static str, of: &[(String, u64)], field: Option<Field>| {
        let mut part = tag("span").with(tag("small").with(name)).with(" ");
        for (text, count) in of.iter().take(most) {
            let name = match field.filter(|_| !text.is_empty()) {
                Some(field) => {
                    let href = narrowed(nav, place, field, text);
                    link(href, bdi(text.clone())).attr("title", words.show_only)
                }
                None if text.is_empty() => tag("span").with(words.unnamed),
                None => bdi(text.clone()),
            };
            part = part.with(name).with(" ").with(tag("small").with(speech.count(*count))).with(" ");
        }
        let rest = of.len().saturating_sub(most);
        let rest = (rest > 0).then(|| fill(words.and_more, &[&speech.count(u64::try_from(rest).unwrap_or_default())]));
        part.with(rest.map(|rest| format!("· {rest}")))
    };
    let times = [(words.first_seen, group.first), (words.last_seen, group.last)];
    let times = times.into_iter().filter_map(|(name, at)| {
        let at = tag("time").with(at?.date_and_time());
        Some(tag("span").with(tag("small").with(name)).with(" ").with(at))
    });
    // A group of one cluster need not say which.
    let clusters = (by != By::Cluster).then(|| part(words.remote_cluster, &group.clusters, Some(Field::ClusterName)));
    let repositories =
        (by != By::Repository).then(|| part(words.repository, &group.repositories, Some(Field::RepoName)));
    let errors = (by != By::Error).then(|| part(words.errors, &group.errors, None));
    let own = match by {
        By::Error => None,
        By::Cluster => Some(Field::ClusterName),
        By::Repository => Some(Field::RepoName),
    };
    let own = own
        .filter(|_| !group.title.is_empty())
        .map(|field| tag("span").with(link(narrowed(nav, place, field, &group.title), words.show_only)));
    tag("p")
        .class("rl-hits")
        .with(clusters)
        .with(repositories)
        .with(part(words.repository_type, &group.repository_types, None))
        .with(errors)
        .with(times.collect::<Vec<_>>())
        .with(own)
}

/// One error in full, and the artifacts.
fn opened(setting: Setting, group: &Group) -> Tag {
    let Setting { speech, nav, place, failures, by } = setting;
    let words = speech.words();
    let example = (!group.example.is_empty()).then(|| {
        let example = group.example.clone();
        tag("details")
            .class("rl-block")
            .maybe("open", (by == By::Error).then_some(""))
            .with(tag("summary").with(words.example))
            .with(tag("pre").class("rl-whole").with(bdi(example.clone())))
            .with(copy_button(speech, words.note, example))
    });
    let key = group.key.clone();
    let list = list(speech, nav, place, failures, move |known| known.group(by, &key));
    tag("div").class("rl-within").with(example).with(list)
}
