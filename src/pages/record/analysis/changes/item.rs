//! One artifact in the lists of a comparison.

use leptos::prelude::*;

use super::super::table_link::TableLink;
use super::compared::Compared;
use super::lists::field_label;
use crate::components::status::{StatusLabel, Tag};
use crate::components::text::Name;
use crate::components::timestamp::EMPTY;
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::changes::{ComparedField, Facts, FieldSet, Item};
use crate::model::enums::{ConflictStrategy, Status};
use crate::model::filter::{DetailFilter, FilterField};
use crate::model::hidden::trimmed;
use crate::model::id::Id;
use crate::model::route::{RecordRoute, Route};
use crate::navigation::use_navigation;
use crate::pages::labels;
use crate::query::unsubscribe::unsubscribe_on_cleanup;
use crate::settings::use_localizer;

/// The values of an artifact as they are shown, so that the row changes only with them.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    name: String,
    repository: String,
    cluster: String,
    /// The version in each execution that has the artifact.
    other_version: Option<String>,
    this_version: Option<String>,
    /// The fields that differ, as text.
    differences: Vec<String>,
    /// Whether it failed in the other execution, and in this one.
    failed: (bool, bool),
}

impl Shown {
    fn new(i18n: Localizer, item: &Item<'_>) -> Self {
        let differences = item.this.zip(item.other).map(|(this, other)| differences(i18n, item.fields, &other, &this));
        let version = |facts: Option<Facts<'_>>| facts.map(|facts| facts.version.unwrap_or_default().to_owned());
        Self {
            name: item.name.to_owned(),
            repository: item.repository.to_owned(),
            cluster: item.cluster.to_owned(),
            other_version: version(item.other),
            this_version: version(item.this),
            differences: differences.unwrap_or_default(),
            failed: item.failed(),
        }
    }

    /// The filter of the details of this artifact in one version. A value that no filter finds is left out: the link
    /// then shows more rows.
    fn filter(&self, version: &str) -> DetailFilter {
        let values = [
            (FilterField::ArtifactName, self.name.as_str()),
            (FilterField::Version, version),
            (FilterField::RepoName, self.repository.as_str()),
            (FilterField::ClusterName, self.cluster.as_str()),
        ];
        values
            .into_iter()
            .filter(|(field, value)| field.matches(value, trimmed(value)))
            .fold(DetailFilter::default(), |filter, (field, value)| filter.with(field, value))
    }
}

/// The value of a field in words.
fn value(i18n: Localizer, field: ComparedField, facts: &Facts<'_>) -> String {
    let text = |text: Option<&str>| text.unwrap_or(EMPTY).to_owned();
    match field {
        ComparedField::Version => text(facts.version),
        ComparedField::Digest => text(facts.digest),
        ComparedField::Size => facts.size.map_or_else(|| EMPTY.to_owned(), |size| i18n.size(size)),
        ComparedField::Status if facts.status.is_empty() => EMPTY.to_owned(),
        ComparedField::Status => labels::status(i18n, Some(&Status::from(facts.status.to_owned()))).1,
        ComparedField::Conflict => facts.conflict.map_or_else(
            || EMPTY.to_owned(),
            |conflict| labels::conflict(i18n, &ConflictStrategy::from(conflict.to_owned())).0,
        ),
        ComparedField::Duration => {
            facts.duration.map_or_else(|| EMPTY.to_owned(), |duration| i18n.duration(i64::from(duration)))
        }
    }
}

/// Each field that differs with its value in the other execution and in this one.
fn differences(i18n: Localizer, fields: FieldSet, other: &Facts<'_>, this: &Facts<'_>) -> Vec<String> {
    let both = |field| {
        let values = |of: fn(Localizer, ComparedField, &Facts<'_>) -> String| {
            let (before, now) = (of(i18n, field, other), of(i18n, field, this));
            // Sizes that differ by a few bytes are the same in larger units.
            match (field, other.size.zip(this.size)) {
                (ComparedField::Size, Some((other, this))) if before == now => (i18n.bytes(other), i18n.bytes(this)),
                _ => (before, now),
            }
        };
        let (before, now) = values(value);
        fill(i18n.words().labelled, &[field_label(i18n, field), &format!("{before} → {now}")])
    };
    fields.iter().map(both).collect()
}

/// An artifact: its name and version, where it was replicated from and to, what differs, and links to its rows in both
/// executions.
#[component]
pub(super) fn ChangedArtifact(
    /// The current route.
    route: Memo<RecordRoute>,
    /// The comparison.
    compared: Compared,
    /// The index of the artifact.
    index: u32,
) -> impl IntoView {
    let i18n = use_localizer();
    // It changes while more rows are read.
    let shown = Memo::new(move |_| {
        unsubscribe_on_cleanup();
        compared.track();
        compared.with(|changes| changes.item(index).map(|item| Shown::new(i18n, &item))).flatten()
    });
    let content = move || {
        unsubscribe_on_cleanup();
        let shown = shown.get()?;
        let links = RowLinks { route: route.get(), shown: shown.clone(), other_id: compared.other_id().get() };
        Some(view! { <ArtifactFacts shown links /> })
    };
    view! { {move || content()} }
}

/// The name, the version, the links and the differences of an artifact.
#[component]
fn ArtifactFacts(shown: Shown, links: RowLinks) -> impl IntoView {
    let i18n = use_localizer();
    let or_empty = |text: &str| if text.is_empty() { EMPTY.to_owned() } else { text.to_owned() };
    let version = shown.this_version.as_ref().or(shown.other_version.as_ref());
    let version = version.filter(|version| !version.is_empty()).map(|version| view! { <Tag word=version.clone() /> });
    // If it failed in the other execution only, the difference of its status shows that.
    let has_failed = shown.failed.1 || shown.this_version.is_none() && shown.failed.0;
    let failed = has_failed.then(|| {
        let (tone, word) = labels::status(i18n, Some(&Status::Failed));
        view! { <StatusLabel tone word /> }
    });
    let has_differences = !shown.differences.is_empty();
    let differences = shown.differences.into_iter().map(|text| view! { <li><Name text /></li> }).collect_view();
    let differences = has_differences.then(|| view! { <ul class="rl-differences">{differences}</ul> });
    view! {
        <p>
            <Name text=shown.name />
            " "
            {version}
            " "
            {failed}
            <small><Name text=or_empty(&shown.repository) /> " → " <Name text=or_empty(&shown.cluster) /></small>
            <ArtifactLinks links />
        </p>
        {differences}
    }
}

/// An artifact and the route from which its rows are linked.
struct RowLinks {
    route: RecordRoute,
    shown: Shown,
    other_id: Option<Id>,
}

/// The links to the rows of an artifact: in the table below, and on the page of the other execution.
#[component]
fn ArtifactLinks(links: RowLinks) -> impl IntoView {
    let i18n = use_localizer();
    let (words, terms) = (i18n.words(), i18n.changes());
    let navigation = use_navigation();
    let RowLinks { route, shown, other_id } = links;
    let label = |text: &str| fill(words.labelled, &[&shown.name, text]);
    let this = shown.this_version.as_ref().map(|version| {
        let href = navigation.href(&Route::Record(route.with_filter(shown.filter(version))));
        let label = label(terms.this_execution);
        view! { <TableLink href label>{terms.this_execution}</TableLink> " " }
    });
    let other = shown.other_version.as_ref().zip(other_id).map(|(version, id)| {
        let other = RecordRoute::new(id, route.plan_name.clone(), route.page.size).with_filter(shown.filter(version));
        let href = navigation.href(&Route::Record(other));
        view! { <a href=href aria-label=label(terms.other_execution)>{terms.other_execution}</a> }
    });
    view! { <span class="rl-row-links">{this} {other}</span> }
}
