//! Failed details by what they have in common.

use chrono::NaiveDateTime;
use leptos::html;
use leptos::prelude::*;

use super::members::{list, narrowing, shown_in_table};
use super::{Failures, hint};
use crate::components::bar::BarSegment;
use crate::components::compat::bar;
use crate::components::compat::copy_button;
use crate::components::dynamic::{dynamic, text, value, whether};
use crate::components::focus::go_on;
use crate::components::keyed_list::{Item, keyed};
use crate::components::tag::{Child, Tag, bdi, button, tag};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::filter::{DetailFilter, Field};
use crate::model::route::{AnalysisView, RecordRoute, Route};
use crate::model::time::date_and_time;
use crate::model::triage::{By, Group, Hits};
use crate::navigation::{HistoryMode, Navigation};
use crate::query::effect::watch;

/// How many groups are shown at first, and how many more at a time.
const FEW: usize = 30;
/// How many clusters or repositories a closed group names; an open one names all.
const NAMED: usize = 3;
/// A group in the list of them.
const GROUP: Item = Item { tag: "li", attribute: ("class", "rl-group"), may_become: false };

/// What the groups of a list share.
#[derive(Clone, Copy)]
struct Setting {
    speech: Localizer,
    nav: Navigation,
    place: Memo<RecordRoute>,
    failures: Failures,
    by: By,
}

/// A group as it grows while more is read.
type Growing = Memo<Option<Group>>;

/// The groups, the largest first.
pub(super) fn groups(speech: Localizer, nav: Navigation, place: Memo<RecordRoute>, failures: Failures) -> AnyView {
    let by = Memo::new(move |_| match place.with(|place| place.analysis.clone()) {
        Some(AnalysisView::Groups(by)) => by,
        _ => By::Error,
    });
    let nothing = whether(move || failures.look(|known| known.is_empty()).unwrap_or(true));
    let unread = whether(move || failures.reading.progress().expected_total.is_none());
    vec![
        dynamic(move || (nothing.get() && unread.get()).then(|| hint(speech))),
        dynamic(move || list_of(Setting { speech, nav, place, failures, by: by.get() })),
    ]
    .child()
}

fn list_of(setting: Setting) -> AnyView {
    let Setting { speech, place, failures, by, .. } = setting;
    let words = speech.words();
    let terms = speech.analysis();
    let shown = RwSignal::new(FEW);
    let (keys, rest) = (RwSignal::new(Vec::<String>::new()), RwSignal::new(0usize));
    watch(move || {
        let open = place.with(|place| place.group.clone());
        let Some((order, open)) = failures.look(|known| {
            let order = known.order(by);
            let open = open.and_then(|open| known.place(by, &open));
            let open = open.and_then(|open| order.iter().position(|place| *place == open));
            (order, open)
        }) else {
            return;
        };
        // A link may lead to a group far down.
        let most = open.map_or(0, |open| open.saturating_add(1)).max(shown.get());
        let now = failures.keys(order.get(..most).unwrap_or(&order));
        rest.set(order.len().saturating_sub(now.len()));
        if keys.with_untracked(|before| *before != now) {
            keys.set(now);
        }
    });
    let list = NodeRef::<html::Ol>::new();
    keyed(
        move || list.get().map(Into::into),
        GROUP,
        keys,
        move |key| key.with_untracked(|key| Failures::place_of(key)).map(|group| view_of(setting, group)).child(),
    );
    let more = move || {
        let rest = rest.get();
        (rest > 0).then(|| {
            let next = i64::try_from(rest.min(FEW)).unwrap_or_default();
            let more = move || {
                go_on(list.get_untracked().as_deref());
                shown.set(keys.with_untracked(Vec::len).saturating_add(FEW));
            };
            button("rl-button", more).with(speech.counted(&terms.show_more, next))
        })
    };
    let groups = tag("ol").class("rl-groups").attr("aria-label", words.triage).refer(list);
    vec![groups.child(), dynamic(more)].child()
}

fn view_of(setting: Setting, place_of_group: u32) -> AnyView {
    let Setting { speech, nav, place, by, failures } = setting;
    let terms = speech.analysis();
    let key = failures.look(|known| known.group(by, place_of_group, 0)).flatten().map(|group| group.key);
    let key = StoredValue::new(key);
    let is_open = whether(move || place.with(|place| key.with_value(|key| key.is_some() && place.group == *key)));
    let group: Growing = Memo::new(move |_| {
        let most = if is_open.get() { usize::MAX } else { NAMED };
        failures.look(|known| known.group(by, place_of_group, most)).flatten()
    });
    let title = untrack(|| group.with(|group| group.as_ref().map(|group| title_of(speech, group, by))));
    let title = title.unwrap_or_default();
    let toggle = toggle(is_open, title.clone(), terms.open_group, move || {
        let mut place = place.get_untracked();
        let key = key.get_value();
        place.group = if place.group == key { None } else { key };
        nav.go(Route::Record(place), HistoryMode::Replace);
    });
    let count = move || group.with(|group| group.as_ref().map_or(0, |group| group.count));
    let whole = move || failures.look(|known| u64::try_from(known.len()).unwrap_or(u64::MAX)).unwrap_or_default();
    let amount = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let share = dynamic(move || {
        let (count, whole) = (count(), whole());
        vec![
            bar(&[BarSegment { amount: amount(count), tone: "bad" }], amount(whole)).child(),
            " ".child(),
            tag("small").with(speech.percent(count, whole)).child(),
        ]
        .child()
    });
    let head = tag("p")
        .class("rl-group-head")
        .with(toggle)
        .with(tag("b").with(text(move || speech.count(count()))))
        .with(tag("span").class("rl-group-share").with(share))
        .with(bdi(title).class("rl-shape").attr("data-by", by.name()));
    let inner = dynamic(move || is_open.get().then(|| opened(setting, place_of_group)));
    vec![head.child(), hits(setting, group).child(), inner].child()
}

/// What a group is called.
fn title_of(speech: Localizer, group: &Group, by: By) -> String {
    let terms = speech.analysis();
    match (group.title.as_str(), by) {
        ("", By::Error) => terms.no_message.to_owned(),
        ("", _) => terms.unnamed.to_owned(),
        (title, _) => title.to_owned(),
    }
}

/// The arrow that opens and closes a group.
pub(super) fn toggle(is_open: Memo<bool>, label: String, title: &'static str, work: impl FnMut() + 'static) -> Tag {
    let button = button("", work).follows("aria-expanded", value(move || is_open.get().to_string()));
    tag("span").class("rl-toggle").with(button.attr("aria-label", label).attr("title", title))
}

/// What a group hits, each with the way to its rows.
fn hits(setting: Setting, group: Growing) -> Tag {
    let Setting { speech, by, .. } = setting;
    let words = speech.words();
    let terms = speech.analysis();
    let time = |name: &'static str, of: fn(&Group) -> Option<NaiveDateTime>| {
        dynamic(move || {
            let at = group.with(|group| group.as_ref().and_then(of))?;
            Some(tag("span").with(tag("small").with(name)).with(" ").with(tag("time").with(date_and_time(at))))
        })
    };
    let part = |name, of, field| part_of(setting, group, name, of, field);
    // A group of one cluster need not say which.
    let clusters =
        (by != By::Cluster).then(|| part(words.remote_cluster, |group| &group.clusters, Some(Field::ClusterName)));
    let repositories =
        (by != By::Repository).then(|| part(words.repository, |group| &group.repositories, Some(Field::RepoName)));
    let errors = (by != By::Error).then(|| part(words.errors, |group| &group.errors, None));
    let own = match by {
        By::Error => None,
        By::Cluster => Some(Field::ClusterName),
        By::Repository => Some(Field::RepoName),
    };
    let title = untrack(|| group.with(|group| group.as_ref().map(|group| group.title.clone()))).unwrap_or_default();
    let own = own
        .filter(|_| !title.is_empty())
        .map(|field| tag("span").with(narrowed(setting, field, &title, words.show_only.child())));
    tag("p")
        .class("rl-hits")
        .with(clusters)
        .with(repositories)
        .with(part(words.repository_type, |group| &group.repository_types, None))
        .with(errors)
        .with(time(terms.first_seen, |group| group.first))
        .with(time(terms.last_seen, |group| group.last))
        .with(own)
}

/// The names of one kind. They stay where they are while their counts grow.
fn part_of(setting: Setting, group: Growing, name: &'static str, of: fn(&Group) -> &Hits, field: Option<Field>) -> Tag {
    let speech = setting.speech;
    let words = speech.words();
    let terms = speech.analysis();
    let names = Memo::new(move |_| {
        let named = |group: &Group| of(group).most.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        group.with(|group| group.as_ref().map(named)).unwrap_or_default()
    });
    let one = move |name: String| {
        let shown = match field.filter(|_| !name.is_empty()) {
            Some(field) => narrowed(setting, field, &name, bdi(name.clone()).child()).attr("title", words.show_only),
            None if name.is_empty() => tag("span").with(terms.unnamed),
            None => bdi(name.clone()),
        };
        let count = move || {
            let count = |group: &Group| of(group).most.iter().find(|(has, _)| *has == name).map(|(_, count)| *count);
            group.with(|group| group.as_ref().and_then(count)).map(|count| speech.count(count)).unwrap_or_default()
        };
        vec![shown.child(), " ".child(), tag("small").with(text(count)).child(), " ".child()].child()
    };
    let rest = move || {
        let rest = group.with(|group| group.as_ref().map_or(0, |group| of(group).rest));
        if rest == 0 {
            return String::new();
        }
        format!("· {}", fill(terms.and_more, &[&speech.count(u64::try_from(rest).unwrap_or(u64::MAX))]))
    };
    tag("span")
        .with(tag("small").with(name))
        .with(" ")
        .with(dynamic(move || names.get().into_iter().map(one).collect::<Vec<_>>().child()))
        .with(text(rest))
}

/// A link to the failed rows that have one text.
fn narrowed(setting: Setting, field: Field, text: &str, said: AnyView) -> Tag {
    let Setting { nav, place, .. } = setting;
    let filter = DetailFilter::default().with(field, text);
    let href = value(move || narrowing(nav, &place.get(), filter.clone()));
    shown_in_table(tag("a").follows("href", href).with(said))
}

/// One error in full, and the artifacts.
fn opened(setting: Setting, group: u32) -> Tag {
    let Setting { speech, nav, place, failures, by } = setting;
    let words = speech.words();
    // As it is when the group is opened: what is read further does not replace what one reads.
    let example = untrack(|| failures.look(|known| known.example(by, group).map(str::to_owned))).flatten();
    let example = example.map(|example| {
        tag("details")
            .class("rl-block")
            .maybe("open", (by == By::Error).then_some(""))
            .with(tag("summary").with(words.example))
            .with(tag("pre").class("rl-whole").with(bdi(example.clone())))
            .with(copy_button(speech, words.note, example))
    });
    let title = untrack(|| failures.look(|known| known.group(by, group, 0))).flatten().map(|group| group.title);
    let list = list(speech, nav, place, failures, title.unwrap_or_default(), move |known| known.members_of(by, group));
    tag("div").class("rl-within").with(example).with(list)
}
