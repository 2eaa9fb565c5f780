//! The breakdowns of a group: its most frequent clusters, repositories, repository types and errors.

use chrono::NaiveDateTime;
use leptos::prelude::*;

use super::super::table_link::{TableLink, exact_table_href};
use crate::components::text::Name;
use crate::i18n::fill;
use crate::model::enums::Status;
use crate::model::filter::FilterField;
use crate::model::route::RecordRoute;
use crate::model::time::date_and_time;
use crate::model::triage::{Breakdown, Group, GroupBy};
use crate::navigation::{Navigation, use_navigation};
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The breakdowns of a group by the properties that its details do not have in common, and their first and last start.
#[component]
pub(super) fn Breakdowns(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The group, as it changes while more details are read.
    group: Memo<Option<Group>>,
    /// The property that the details of the group have in common.
    group_by: GroupBy,
) -> impl IntoView {
    let navigation = use_navigation();
    // All links in one closure, because each reactive attribute would be another subscriber of the route.
    let content = move || {
        unsubscribe_on_cleanup();
        let (group, links) = (group.get()?, TableLinks { navigation, route: route.get() });
        Some(view! { <GroupFacts links group group_by /> })
    };
    view! { {move || content()} }
}

/// The links from values to their failed rows in the table.
#[derive(Clone)]
struct TableLinks {
    navigation: Navigation,
    route: RecordRoute,
}

impl TableLinks {
    /// The address of the failed rows with a value; `None` if no filter of the service selects them.
    fn href(&self, field: Option<FilterField>, value: &str) -> Option<String> {
        exact_table_href(self.navigation, &self.route, Some(Status::Failed), [(field?, value)])
    }
}

/// The breakdowns, the first and last start, and a link to the rows of the group.
#[component]
fn GroupFacts(links: TableLinks, group: Group, group_by: GroupBy) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let terms = i18n.analysis();
    let values = |name: &'static str, breakdown: Breakdown, field: Option<FilterField>| {
        let links = links.clone();
        view! { <Values name breakdown links field /> }
    };
    let own_field = match group_by {
        GroupBy::Error => None,
        GroupBy::Cluster => Some(FilterField::ClusterName),
        GroupBy::Repository => Some(FilterField::RepoName),
    };
    let own_link = links.href(own_field, &group.title).map(|href| {
        view! { <span><TableLink href>{words.show_only}</TableLink></span> }
    });
    let clusters = (group_by != GroupBy::Cluster)
        .then(|| values(words.remote_cluster, group.clusters, Some(FilterField::ClusterName)));
    let repositories = (group_by != GroupBy::Repository)
        .then(|| values(words.repository, group.repositories, Some(FilterField::RepoName)));
    let errors = (group_by != GroupBy::Error).then(|| values(words.errors, group.errors, None));
    view! {
        <p class="rl-hits">
            {clusters}
            {repositories}
            {values(words.repository_type, group.repository_types, None)}
            {errors}
            {start_time(terms.first_seen, group.first)}
            {start_time(terms.last_seen, group.last)}
            {own_link}
        </p>
    }
}

fn start_time(name: &'static str, at: Option<NaiveDateTime>) -> Option<impl IntoView> {
    at.map(|at| view! { <span><small>{name}</small> " " <time>{date_and_time(at)}</time></span> })
}

/// The values of one breakdown with their counts.
#[component]
fn Values(
    name: &'static str,
    breakdown: Breakdown,
    links: TableLinks,
    /// The filter that selects the rows of a value.
    field: Option<FilterField>,
) -> impl IntoView {
    let i18n = use_localizer();
    // An error is known by its message, everything else by its name.
    let unnamed = if name == i18n.words().errors { i18n.words().no_message } else { i18n.analysis().unnamed };
    let values = breakdown.top.into_iter().map(|(value, count)| {
        let href = links.href(field, &value);
        view! { <Value value count href unnamed /> }
    });
    let values = values.collect_view();
    let rest = (breakdown.rest > 0).then(|| {
        let rest = i18n.count(u64::try_from(breakdown.rest).unwrap_or(u64::MAX));
        format!("· {}", fill(i18n.analysis().and_more, &[&rest]))
    });
    view! { <span><small>{name}</small> " " {values} {rest}</span> }
}

/// A value with its count; a link if a filter of the service selects its rows.
#[component]
fn Value(value: String, count: u64, href: Option<String>, unnamed: &'static str) -> impl IntoView {
    let i18n = use_localizer();
    let label = match href {
        Some(href) => {
            let title = i18n.words().show_only;
            view! { <TableLink href title><Name text=value /></TableLink> }.into_any()
        }
        None if value.is_empty() => view! { <span>{unnamed}</span> }.into_any(),
        None => view! { <Name text=value /> }.into_any(),
    };
    view! {
        {label}
        " "
        <small>{i18n.count(count)}</small>
        " "
    }
}
