//! Failed details by what they have in common.

use leptos::prelude::*;

use super::members::{list, narrowed};
use super::{Failures, hint};
use crate::components::bar::{Part, bar};
use crate::components::copy::copy_button;
use crate::components::dynamic::{click, dynamic, whether};
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
            return failures.reading.progress().promised.is_none().then(|| hint(speech));
        }
        let setting = Setting { speech, nav, place, failures, by };
        let rest = groups.len().saturating_sub(shown.get());
        let rows = groups.into_iter().take(shown.get()).map(|group| view_of(setting, group, total)).collect_view();
        let more = (rest > 0).then(|| {
            let next = i64::try_from(rest.min(FEW)).unwrap_or_default();
            let more = click(move || shown.update(|shown| *shown = shown.saturating_add(FEW)));
            view! { <button type="button" class="rl-button" on:click=more>{speech.counted(&words.show_more, next)}</button> }
        });
        Some(view! { <ul class="rl-groups" aria-label=words.triage>{rows}</ul> {more} }.into_any())
    };
    dynamic(all)
}

fn view_of(setting: Setting, group: Group, total: usize) -> AnyView {
    let Setting { speech, nav, place, by, .. } = setting;
    let words = speech.words();
    let key = group.key.clone();
    let is_open = whether(move || place.with(|place| place.group.as_ref() == Some(&key)));
    let key = group.key.clone();
    let toggle = click(move || {
        let mut place = place.get_untracked();
        place.group = if place.group.as_ref() == Some(&key) { None } else { Some(key.clone()) };
        nav.go(Place::Record(place), Move::Replace);
    });
    let (count, whole) = (group.count, u64::try_from(total).unwrap_or(u64::MAX));
    let amount = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let share = bar(&[Part { amount: amount(count), tone: "bad" }], amount(whole));
    let title = match (group.title.as_str(), by) {
        ("", By::Error) => words.no_message.to_owned(),
        ("", _) => words.unnamed.to_owned(),
        (title, _) => title.to_owned(),
    };
    let label = title.clone();
    let summary = dynamic({
        let group = group.clone();
        move || hits(setting, &place.get(), &group, NAMED)
    });
    let inner = dynamic(move || is_open.get().then(|| opened(setting, &group)));
    view! {
        <li class="rl-group">
            <p class="rl-group-head">
                <span class="rl-toggle">
                    <button type="button" aria-expanded=move || is_open.get().to_string() aria-label=label.clone() title=words.open_group on:click=toggle></button>
                </span>
                <b>{speech.count(count)}</b>
                <span class="rl-group-share">{share} <small>{speech.percent(count, whole)}</small></span>
                <bdi class="rl-shape" data-by=by.name()>{title}</bdi>
            </p>
            {summary}
            {inner}
        </li>
    }
    .into_any()
}

/// What a group hits, each with the way to its rows; at most so many of each.
fn hits(setting: Setting, place: &RecordPlace, group: &Group, most: usize) -> AnyView {
    let Setting { speech, nav, by, .. } = setting;
    let words = speech.words();
    let part = |name: &'static str, of: &[(String, u64)], field: Option<Field>| {
        let links = of.iter().take(most).map(|(text, count)| {
            let count = view! { <small>{speech.count(*count)}</small> };
            let text = text.clone();
            match field.filter(|_| !text.is_empty()) {
                Some(field) => {
                    let href = narrowed(nav, place, field, &text);
                    view! { <a href=href title=words.show_only><bdi>{text}</bdi></a> " " {count} " " }.into_any()
                }
                None if text.is_empty() => view! { <span>{words.unnamed}</span> " " {count} " " }.into_any(),
                None => view! { <bdi>{text}</bdi> " " {count} " " }.into_any(),
            }
        });
        let links = links.collect_view();
        let rest = of.len().saturating_sub(most);
        let rest = (rest > 0).then(|| fill(words.and_more, &[&speech.count(u64::try_from(rest).unwrap_or_default())]));
        view! { <span><small>{name}</small> " " {links} {rest.map(|rest| format!("· {rest}"))}</span> }.into_any()
    };
    let times = [(words.first_seen, group.first), (words.last_seen, group.last)];
    let times = times.into_iter().filter_map(|(name, at)| {
        let at = at?.date_and_time();
        Some(view! { <span><small>{name}</small> " " <time>{at}</time></span> })
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
    let own = own.filter(|_| !group.title.is_empty()).map(|field| {
        view! { <span><a href=narrowed(nav, place, field, &group.title)>{words.show_only}</a></span> }
    });
    view! {
        <p class="rl-hits">
            {clusters}
            {repositories}
            {part(words.repository_type, &group.repository_types, None)}
            {errors}
            {times.collect_view()}
            {own}
        </p>
    }
    .into_any()
}

/// One error in full, and the artifacts.
fn opened(setting: Setting, group: &Group) -> AnyView {
    let Setting { speech, nav, place, failures, by } = setting;
    let words = speech.words();
    let example = (!group.example.is_empty()).then(|| {
        let example = group.example.clone();
        view! {
            <details class="rl-block" open=by == By::Error>
                <summary>{words.example}</summary>
                <pre class="rl-whole"><bdi>{example.clone()}</bdi></pre>
                {copy_button(speech, words.note, example)}
            </details>
        }
    });
    let key = group.key.clone();
    view! {
        <div class="rl-within">
            {example}
            {list(speech, nav, place, failures, move |known| known.group(by, &key))}
        </div>
    }
    .into_any()
}
