//! Lists of failed artifacts, each with a link to its row in the table.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use super::failed_details::FailedDetails;
use super::list::ShowMore;
use crate::components::keyed_list::KeyedList;
use crate::components::status::{Tag, Tone};
use crate::components::timestamp::EMPTY;
use crate::model::enums::Status;
use crate::model::filter::{DetailFilter, FilterField};
use crate::model::route::{RecordRoute, Route};
use crate::model::time::date_and_time;
use crate::model::triage::{Member, MemberTexts, Triage};
use crate::navigation::{Navigation, use_navigation};
use crate::query::effect::effect;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The number of artifacts that are shown at first.
const FIRST: usize = 20;
/// The number of artifacts that the button below them adds.
const BATCH: usize = 100;

/// The address of the table with the failed rows that have all of some values.
pub(super) fn table_href<'a>(
    navigation: Navigation,
    route: &RecordRoute,
    values: impl IntoIterator<Item = (FilterField, &'a str)>,
) -> String {
    let filter = DetailFilter::default().with_status(Some(Status::Failed));
    let filter = values.into_iter().fold(filter, |filter, (field, value)| filter.with(field, value));
    navigation.href(&Route::Record(route.with_filter(filter)))
}

/// A link that filters the table. A click also scrolls to the table, because it is far below.
#[component]
pub(super) fn TableLink(
    /// The address of the filtered table.
    href: String,
    /// The tooltip.
    #[prop(optional)]
    title: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! { <a href=href title=title on:click=scroll_to_table>{children()}</a> }
}

fn scroll_to_table(event: MouseEvent) {
    // The click opens another tab, which shows the top of the page.
    if event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
        return;
    }
    let link = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let root = link.and_then(|link| link.closest(".rl").ok().flatten());
    let table = root.and_then(|root| root.query_selector("[data-part=details]").ok().flatten());
    if let Some(table) = table.and_then(|table| table.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        drop(table.focus_with_options(&options));
        table.scroll_into_view();
    }
}

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
        let line = has_own_line.then(|| view! { <p class="rl-error"><bdi>{line.to_owned()}</bdi></p> });
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
        let href = route.with(|route| table_href(navigation, route, values));
        let name = name.clone();
        view! { <TableLink href title=i18n.analysis().find_row><bdi>{name}</bdi></TableLink> }
    };
    link.into_any()
}

/// The repository and the cluster that an artifact was replicated from and to, and the start time.
fn replication_of(member: &Member, texts: MemberTexts<'_>) -> impl IntoView + use<> {
    let or_empty = |text: &str| if text.is_empty() { EMPTY.to_owned() } else { text.to_owned() };
    let repository_type = (!texts.repository_type.is_empty())
        .then(|| view! { <span class="rl-kind">{texts.repository_type.to_owned()}</span> " " });
    let start = member.at().map(|at| view! { <time>{date_and_time(at)}</time> });
    view! {
        <small>
            {repository_type}
            <bdi>{or_empty(texts.repository)}</bdi>
            " → "
            <bdi>{or_empty(texts.cluster)}</bdi>
            " "
            {start}
        </small>
    }
}
