//! The kinds of changes with their counts, each with the list of its artifacts.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::list::{GroupToggle, ShowMore, use_is_expanded};
use super::changes_view;
use super::compared::Compared;
use super::item::ChangedArtifact;
use crate::api::yielder::Yielder;
use crate::components::keyed_list::KeyedList;
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::changes::{ChangeFilter, ChangeKind, ComparedField, Counts};
use crate::model::route::RecordRoute;
use crate::query::effect::effect;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The number of artifacts that are shown at first.
const FIRST: usize = 20;
/// The number of artifacts that the button below them adds.
const BATCH: usize = 100;
/// The number of artifacts that are filtered between two checks of the clock.
const CHUNK: usize = 1000;

/// The label of a compared field.
pub(super) fn field_label(i18n: Localizer, field: ComparedField) -> &'static str {
    let (words, terms) = (i18n.words(), i18n.changes());
    match field {
        ComparedField::Version => words.version,
        ComparedField::Digest => terms.digest,
        ComparedField::Size => words.size,
        ComparedField::Status => words.status,
        ComparedField::Conflict => terms.conflict,
        ComparedField::Duration => words.duration,
    }
}

/// The word for a kind of change, and the colour of its count.
fn kind_label(i18n: Localizer, kind: ChangeKind) -> (&'static str, &'static str) {
    let terms = i18n.changes();
    match kind {
        ChangeKind::New => (terms.kind_new, "plain"),
        ChangeKind::Gone => (terms.kind_gone, "plain"),
        ChangeKind::Content => (terms.kind_content, "plain"),
        ChangeKind::Outcome => (terms.kind_outcome, "plain"),
        ChangeKind::Failed => (terms.kind_failed, "bad"),
        ChangeKind::Unchanged => (terms.kind_unchanged, "plain"),
    }
}

/// The artifacts of each kind, in the order of [`ChangeKind::ALL`], that match the filter.
type Found = [Vec<u32>; ChangeKind::ALL.len()];

/// The search for the artifacts that match the filter, while there is a filter or a kind is expanded. It begins again
/// with each page that is read, and takes a few artifacts at a time, so that the page stays responsive.
#[derive(Clone, Copy)]
struct Search {
    filter: Memo<ChangeFilter>,
    /// `None` until the search is done.
    found: RwSignal<Option<Found>>,
}

impl Search {
    fn new(route: Memo<RecordRoute>, compared: Compared) -> Self {
        let filter = Memo::new(move |_| {
            unsubscribe_on_cleanup();
            route.with(|route| changes_view(route).filter)
        });
        let is_wanted = Memo::new(move |_| {
            unsubscribe_on_cleanup();
            !filter.with(ChangeFilter::is_empty) || route.with(|route| route.group.is_some())
        });
        let found = RwSignal::new(None);
        let search = StoredValue::new(0u32);
        let searched = StoredValue::new(None::<ChangeFilter>);
        effect(move || {
            unsubscribe_on_cleanup();
            let (filter, is_wanted, is_reading) = (filter.get(), is_wanted.get(), compared.is_reading());
            compared.track();
            // A search while pages arrive would have to be repeated for each of them; the counts are enough until then.
            if is_wanted && is_reading && searched.with_value(|searched| searched.as_ref() == Some(&filter)) {
                return;
            }
            searched.set_value(is_wanted.then(|| filter.clone()));
            let current = search.get_value().wrapping_add(1);
            search.set_value(current);
            if !is_wanted {
                found.set(None);
                return;
            }
            spawn_local(async move {
                let is_wanted = move || search.try_get_value() == Some(current);
                if let Some(new) = search_all(compared, &filter, is_wanted).await {
                    found.try_set(Some(new));
                }
            });
        });
        Self { filter, found }
    }

    /// Reads the artifacts of a kind; `None` until the search is done. Tracked.
    fn with<R>(self, kind: ChangeKind, read: impl FnOnce(&Vec<u32>) -> R) -> Option<R> {
        self.found.with(|found| found.as_ref()?.get(kind as usize).map(read))
    }

    /// How many artifacts of a kind match the filter, such as "29 of 331 match the filters."; `None` without a filter, and
    /// until the search is done. Tracked.
    fn matches(self, i18n: Localizer, kind: ChangeKind, counts: Memo<Counts>) -> Option<String> {
        let count = self.with(kind, Vec::len).filter(|_| !self.filter.with(ChangeFilter::is_empty))?;
        let all = counts.with(|counts| counts.of(kind));
        let count = i18n.count(u64::try_from(count).unwrap_or(u64::MAX));
        Some(fill(i18n.changes().matches, &[&count, &i18n.count(u64::from(all))]))
    }
}

/// The kinds of changes. At most one of them is expanded.
#[component]
pub(super) fn ChangeLists(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The comparison.
    compared: Compared,
) -> impl IntoView {
    let counts = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        compared.counts()
    });
    let search = Search::new(route, compared);
    let kinds = ChangeKind::ALL.into_iter().map(|kind| view! { <KindItem route compared counts search kind /> });
    let kinds = kinds.collect_view();
    view! { <ul class="rl-groups" aria-label=use_localizer().changes().kinds>{kinds}</ul> }
}

/// One kind: its count, and while it is expanded its artifacts.
#[component]
fn KindItem(
    route: Memo<RecordRoute>,
    compared: Compared,
    counts: Memo<Counts>,
    search: Search,
    kind: ChangeKind,
) -> impl IntoView {
    let i18n = use_localizer();
    let terms = i18n.changes();
    let (word, tone) = kind_label(i18n, kind);
    let key = StoredValue::new(kind.name().to_owned());
    let is_expanded = use_is_expanded(route, key);
    let count = move || i18n.count(u64::from(counts.with(|counts| counts.of(kind))));
    let failed_in = move || {
        let Counts { failed_now, failed_before, failed_both, .. } = counts.get();
        let [now, before, both] = [failed_now, failed_before, failed_both].map(|count| i18n.count(u64::from(count)));
        let is_shown = kind == ChangeKind::Failed && counts.with(|counts| counts.of(kind) > 0);
        is_shown.then(|| view! { " " <small>{fill(terms.failed_in, &[&now, &before, &both])}</small> })
    };
    // An expanded kind says so above its list.
    let matches = move || {
        let text = search.matches(i18n, kind, counts).filter(|_| !is_expanded.get())?;
        Some(view! { " · " <small>{text}</small> })
    };
    let expanded = move || is_expanded.get().then(|| view! { <KindList route compared counts search kind /> });
    view! {
        <li class="rl-group" data-change=kind.name()>
            <p class="rl-group-head">
                <GroupToggle route key is_expanded label=word.to_owned() />
                <b data-tone=tone>{move || count()}</b>
                <span>{word} {move || failed_in()} {move || matches()}</span>
            </p>
            {move || expanded()}
        </li>
    }
}

/// The artifacts of a kind that match the filter.
#[component]
fn KindList(
    route: Memo<RecordRoute>,
    compared: Compared,
    counts: Memo<Counts>,
    search: Search,
    kind: ChangeKind,
) -> impl IntoView {
    let i18n = use_localizer();
    let limit = RwSignal::new(FIRST);
    let keys = Memo::new(move |_| {
        let limit = limit.get();
        let texts = |found: &Vec<u32>| found.iter().take(limit).map(u32::to_string).collect::<Vec<_>>();
        search.with(kind, texts).unwrap_or_default()
    });
    let rest =
        Signal::derive(move || search.with(kind, Vec::len).unwrap_or_default().saturating_sub(keys.with(Vec::len)));
    let list = NodeRef::<html::Ol>::new();
    let item = move |key: RwSignal<String>| {
        let index = key.with_untracked(|key| key.parse().ok());
        index.map(|index: u32| view! { <ChangedArtifact route compared index /> })
    };
    let show = Callback::new(move |()| limit.update(|limit| *limit = limit.saturating_add(BATCH)));
    let state = move || match search.with(kind, Vec::len) {
        None => Some(i18n.changes().listing.to_owned()),
        Some(count) => {
            let none = || (count == 0).then(|| i18n.analysis().none_of_these.to_owned());
            search.matches(i18n, kind, counts).or_else(none)
        }
    };
    let hint = move || state().map(|text| view! { <p class="rl-hint" role="status">{text}</p> });
    view! {
        <div class="rl-within">
            {move || hint()}
            <ol class="rl-members" node_ref=list>
                <KeyedList parent=list keys=Signal::from(keys) tag="li" children=item />
            </ol>
            <ShowMore list rest batch=BATCH show />
        </div>
    }
}

/// The indexes of all artifacts that match a filter, by kind; `None` if they are not wanted any more. It yields to the
/// browser.
async fn search_all(compared: Compared, filter: &ChangeFilter, is_wanted: impl Fn() -> bool) -> Option<Found> {
    let mut found = Found::default();
    let mut yielder = Yielder::new();
    let all = compared.with(|changes| changes.indexes())?;
    for begin in all.clone().step_by(CHUNK) {
        let end = begin.saturating_add(u32::try_from(CHUNK).unwrap_or(u32::MAX)).min(all.end);
        compared.with(|changes| {
            for index in changes.matching(begin..end, filter) {
                let Some(item) = changes.item(index) else { continue };
                let kinds = ChangeKind::ALL.into_iter().zip(&mut found);
                kinds.filter(|(kind, _)| item.is_of(*kind)).for_each(|(_, list)| list.push(index));
            }
        })?;
        yielder.maybe_yield().await;
        if !is_wanted() {
            return None;
        }
    }
    Some(found)
}
