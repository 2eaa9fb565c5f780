//! Lists of failed artifacts, each with a link to its row in the table.

use leptos::html;
use leptos::prelude::*;

use super::super::failed_details::FailedDetails;
use super::super::list::ShowMore;
use super::super::table_link::{TableLink, table_href};
use crate::components::keyed_list::KeyedList;
use crate::components::status::{Tag, Tone};
use crate::components::text::{Message, Name, name as name_text};
use crate::components::timestamp::EMPTY;
use crate::model::enums::Status;
use crate::model::filter::FilterField;
use crate::model::route::RecordRoute;
use crate::model::time::date_and_time;
use crate::model::triage::{Member, MemberTexts, Triage};
use crate::navigation::use_navigation;
use crate::query::effect::effect;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The number of artifacts that are shown at first.
const FIRST: usize = 20;
/// The number of artifacts that the button below them adds.
const BATCH: usize = 100;

/// A list of failed artifacts.
#[component]
pub(super) fn Members(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The details to choose from.
    failures: FailedDetails,
    /// The text above the list. An artifact whose error is the same text does not repeat it.
    #[prop(optional)]
    title: String,
    /// Chooses the details by their indexes.
    members: impl Fn(&Triage) -> Vec<u32> + 'static,
) -> impl IntoView {
    let title = StoredValue::new(title);
    let limit = RwSignal::new(FIRST);
    let (keys, rest) = (RwSignal::new(Vec::<String>::new()), RwSignal::new(0usize));
    effect(move || {
        unsubscribe_on_cleanup();
        let count = limit.get();
        let Some(members) = failures.with(&members) else { return };
        let new_keys = failures.keys(members.get(..count).unwrap_or(&members));
        rest.set(members.len().saturating_sub(new_keys.len()));
        if keys.with_untracked(|keys| *keys != new_keys) {
            keys.set(new_keys);
        }
    });
    let is_empty = Memo::new(move |_| keys.with(Vec::is_empty));
    let none = use_localizer().analysis().none_of_these;
    let list = NodeRef::<html::Ol>::new();
    let item = move |key: RwSignal<String>| {
        let index = key.with_untracked(|key| FailedDetails::index_of(key));
        index.map(|index| view! { <MemberItem route failures title index /> })
    };
    let show = Callback::new(move |()| limit.update(|limit| *limit = limit.saturating_add(BATCH)));
    view! {
        {move || is_empty.get().then(|| view! { <p class="rl-hint">{none}</p> })}
        <ol class="rl-members" node_ref=list>
            <KeyedList parent=list keys tag="li" attribute=("data-tone", Tone::Bad.name()) children=item />
        </ol>
        <ShowMore list rest batch=BATCH show />
    }
}

/// A failed artifact: its name and version, where it was replicated from and to, and its error.
#[component]
fn MemberItem(
    route: Memo<RecordRoute>,
    failures: FailedDetails,
    title: StoredValue<String>,
    index: u32,
) -> impl IntoView {
    let no_message = use_localizer().words().no_message;
    let view = |triage: &Triage| {
        let member = triage.member(index)?;
        let texts = triage.texts(member);
        let version = member.version().map(|version| view! { <Tag word=version.to_owned() /> });
        let has_own_line = title.with_value(|title| title != texts.line);
        let line = if texts.line.is_empty() { no_message } else { texts.line };
        let line = has_own_line.then(|| view! { <p class="rl-error"><Message text=line /></p> });
        Some(view! {
            <p>{name_of(route, member, texts)} " " {version} " " {replication_of(member, texts)}</p>
            {line}
        })
    };
    untrack(|| failures.with(view)).flatten()
}

/// The name of an artifact as a link to its row in the table.
fn name_of(route: Memo<RecordRoute>, member: &Member, texts: MemberTexts<'_>) -> AnyView {
    let i18n = use_localizer();
    let navigation = use_navigation();
    let Some(name) = member.name() else {
        return view! { <span>{i18n.words().historical}</span> }.into_any();
    };
    let values = [
        (FilterField::ArtifactName, name),
        (FilterField::Version, member.version().unwrap_or_default()),
        (FilterField::RepoName, texts.repository),
        (FilterField::ClusterName, texts.cluster),
    ]
    .map(|(field, value)| (field, value.to_owned()));
    let name = name.to_owned();
    let link = move || {
        unsubscribe_on_cleanup();
        let values = values.iter().map(|(field, value)| (*field, value.as_str()));
        let href = route.with(|route| table_href(navigation, route, Some(Status::Failed), values));
        let name = name.clone();
        view! { <TableLink href title=i18n.analysis().find_row><Name text=name /></TableLink> }
    };
    link.into_any()
}

/// The repository and the cluster that an artifact was replicated from and to, and the start time.
fn replication_of(member: &Member, texts: MemberTexts<'_>) -> impl IntoView + use<> {
    let or_empty = |text: &str| if text.is_empty() { EMPTY.to_owned() } else { text.to_owned() };
    let repository_type = (!texts.repository_type.is_empty())
        .then(|| view! { <span class="rl-kind">{name_text(texts.repository_type.to_owned())}</span> " " });
    let start = member.at().map(|at| view! { <time>{date_and_time(at)}</time> });
    view! {
        <small>
            {repository_type}
            <Name text=or_empty(texts.repository) />
            " → "
            <Name text=or_empty(texts.cluster) />
            " "
            {start}
        </small>
    }
}
