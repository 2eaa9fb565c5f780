//! Failed details in groups.

use leptos::html;
use leptos::prelude::*;

use super::super::failed_details::FailedDetails;
use super::super::list::{GroupToggle, ShowMore, use_is_expanded};
use super::breakdowns::Breakdowns;
use super::members::Members;
use crate::components::bar::{Bar, BarSegment};
use crate::components::copy::CopyButton;
use crate::components::keyed_list::KeyedList;
use crate::components::text::{Message, name};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::hidden::visible;
use crate::model::page_walker;
use crate::model::route::{AnalysisView, RecordRoute};
use crate::model::triage::{Group, GroupBy, Triage};
use crate::query::effect::effect;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The number of groups that are shown at first, and that the button below them adds.
const BATCH: usize = 30;
/// The number of values in each breakdown of a collapsed group; an expanded group shows all.
const TOP: usize = 3;

/// The values that all groups of a list have in common.
#[derive(Clone, Copy)]
struct GroupContext {
    route: Memo<RecordRoute>,
    failures: FailedDetails,
    group_by: GroupBy,
}

impl GroupContext {
    fn group(self, index: u32, top: usize) -> Option<Group> {
        self.failures.with(|triage| triage.group(self.group_by, index, top)).flatten()
    }
}

/// The groups, largest first.
#[component]
pub(super) fn Groups(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The details to group.
    failures: FailedDetails,
) -> impl IntoView {
    let i18n = use_localizer();
    let group_by = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        route.with(|route| match route.analysis {
            Some(AnalysisView::Groups(group_by)) => group_by,
            _ => GroupBy::Error,
        })
    });
    let is_unread = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        failures.with(Triage::is_empty).unwrap_or(true) && failures.fetch().progress().expected_total.is_none()
    });
    let hint = fill(i18n.analysis().triage_hint, &[&i18n.count(page_walker::PAGE_SIZE.into())]);
    let list = move || {
        let context = GroupContext { route, failures, group_by: group_by.get() };
        view! { <GroupList context /> }
    };
    let hint = move || {
        let text = match (is_unread.get(), group_by.get()) {
            (true, _) => hint.clone(),
            (false, GroupBy::Error) => i18n.analysis().placeholders.to_owned(),
            (false, _) => return None,
        };
        Some(view! { <p class="rl-hint rl-within">{text}</p> })
    };
    view! {
        {move || hint()}
        {move || list()}
    }
}

/// The list of groups, cut at a limit that a button raises. Each group is a keyed item, so that it stays in place
/// while more pages are read.
#[component]
fn GroupList(context: GroupContext) -> impl IntoView {
    let GroupContext { route, failures, group_by } = context;
    let limit = RwSignal::new(BATCH);
    let (keys, rest) = (RwSignal::new(Vec::<String>::new()), RwSignal::new(0usize));
    effect(move || {
        unsubscribe_on_cleanup();
        let expanded = route.with(|route| route.group.clone());
        let Some((ranked, expanded)) = failures.with(|triage| {
            let ranked = triage.ranked(group_by);
            let expanded = expanded.and_then(|key| triage.group_index(group_by, &key));
            let expanded = expanded.and_then(|group| ranked.iter().position(|other| *other == group));
            (ranked, expanded)
        }) else {
            return;
        };
        // A link can expand a group far down the list.
        let count = expanded.map_or(0, |position| position.saturating_add(1)).max(limit.get());
        let new_keys = failures.keys(ranked.get(..count).unwrap_or(&ranked));
        rest.set(ranked.len().saturating_sub(new_keys.len()));
        if keys.with_untracked(|keys| *keys != new_keys) {
            keys.set(new_keys);
        }
    });
    let list = NodeRef::<html::Ol>::new();
    let item = move |key: RwSignal<String>| {
        let index = key.with_untracked(|key| FailedDetails::index_of(key));
        index.map(|index| view! { <GroupItem context index /> })
    };
    let show = Callback::new(move |()| limit.set(keys.with_untracked(Vec::len).saturating_add(BATCH)));
    view! {
        <ol class="rl-groups" aria-label=use_localizer().words().triage node_ref=list>
            <KeyedList parent=list keys tag="li" attribute=("class", "rl-group") children=item />
        </ol>
        <ShowMore list rest batch=BATCH show />
    }
}

/// A group: its header, its breakdowns, and while it is expanded an example and its artifacts.
#[component]
fn GroupItem(context: GroupContext, index: u32) -> impl IntoView {
    let GroupContext { route, group_by, .. } = context;
    let initial = untrack(|| context.group(index, 0))?;
    let title = title_of(use_localizer(), &initial, group_by);
    let key = StoredValue::new(initial.key);
    let is_expanded = use_is_expanded(route, key);
    // It is updated while more pages are read.
    let group = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        context.group(index, if is_expanded.get() { usize::MAX } else { TOP })
    });
    let expanded = move || is_expanded.get().then(|| view! { <ExpandedGroup context index /> });
    Some(view! {
        <p class="rl-group-head">
            <GroupToggle route key is_expanded label=visible(&title).into_owned() />
            <GroupShare context group />
            <bdi class="rl-shape" data-by=group_by.name()>{name(title)}</bdi>
        </p>
        <Breakdowns route group group_by />
        {move || expanded()}
    })
}

fn title_of(i18n: Localizer, group: &Group, group_by: GroupBy) -> String {
    let terms = i18n.analysis();
    match (group.title.as_str(), group_by) {
        ("", GroupBy::Error) => i18n.words().no_message.to_owned(),
        ("", _) => terms.unnamed.to_owned(),
        (title, _) => title.to_owned(),
    }
}

/// The number of details in a group, and its share of all failed details.
#[component]
fn GroupShare(context: GroupContext, group: Memo<Option<Group>>) -> impl IntoView {
    let i18n = use_localizer();
    let count = move || group.with(|group| group.as_ref().map_or(0, |group| group.count));
    let share = move || {
        unsubscribe_on_cleanup();
        let (count, total) = (count(), context.failures.with(Triage::len).unwrap_or_default());
        let total = u64::try_from(total).unwrap_or(u64::MAX);
        let amount = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        view! {
            <Bar segments=vec![BarSegment { amount: amount(count), tone: "bad" }] whole=amount(total) />
            " "
            <small>{i18n.percent(count, total)}</small>
        }
    };
    view! {
        <b>{move || i18n.count(count())}</b>
        <span class="rl-group-share">{move || share()}</span>
    }
}

/// An example error in full, and the artifacts of a group.
#[component]
fn ExpandedGroup(context: GroupContext, index: u32) -> impl IntoView {
    let GroupContext { route, failures, group_by } = context;
    let words = use_localizer().words();
    // Not reactive, so that a page that is read later does not replace the error while the user is reading it.
    let example = untrack(|| failures.with(|triage| triage.example(group_by, index).map(str::to_owned)));
    let example = example.flatten().map(|example| {
        view! {
            <details class="rl-block" open=group_by == GroupBy::Error>
                <summary>{words.example}</summary>
                <pre class="rl-whole"><Message text=example.clone() /></pre>
                <CopyButton name=words.note text=example />
            </details>
        }
    });
    let title = untrack(|| context.group(index, 0)).map(|group| group.title).unwrap_or_default();
    let members = move |triage: &Triage| triage.members_of(group_by, index);
    view! {
        <div class="rl-within">
            {example}
            <Members route failures title members />
        </div>
    }
}
