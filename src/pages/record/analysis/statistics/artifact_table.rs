//! The table of the slowest or of the largest artifacts.

use leptos::prelude::*;

use super::super::table_link::{TableLink, exact_table_href};
use super::all_details::AllDetails;
use super::durations::milliseconds;
use super::numbers_table::{NumbersTable, TableRows};
use crate::components::status::{StatusLabel, Tag};
use crate::components::text::Name;
use crate::components::timestamp::EMPTY;
use crate::i18n::localizer::Localizer;
use crate::model::filter::FilterField;
use crate::model::route::RecordRoute;
use crate::model::statistics::timing::{Artifact, TOP};
use crate::navigation::{Navigation, use_navigation};
use crate::pages::labels;
use crate::settings::use_localizer;

/// The number of artifacts that are shown at first; the button below them shows all.
const FIRST: usize = 10;

/// The table. Names are links to the rows of the artifacts.
#[component]
pub(super) fn ArtifactTable(
    /// The current route without filters.
    base: Memo<RecordRoute>,
    /// The details to choose from.
    details: AllDetails,
    /// Whether it lists the largest artifacts instead of the slowest.
    by_size: bool,
) -> impl IntoView {
    let i18n = use_localizer();
    let (words, terms) = (i18n.words(), i18n.statistics());
    let navigation = use_navigation();
    let rows = move |limit| {
        let base = base.get();
        details.with(|statistics| {
            let artifacts: Vec<&Artifact> =
                if by_size { statistics.largest().collect() } else { statistics.slowest().collect() };
            let row = |artifact: &&Artifact| row(i18n, navigation, &base, artifact, statistics.places(artifact));
            let view = artifacts.iter().take(limit).map(row).collect_view().into_any();
            TableRows { view, count: artifacts.len() }
        })
    };
    let heads =
        vec![words.artifact_name, words.duration, words.size, words.status, words.repository, words.remote_cluster];
    let name = if by_size { terms.largest } else { terms.slowest };
    view! { <NumbersTable name heads class="rl-numbers rl-artifacts" first=FIRST batch=TOP details rows /> }
}

fn row(
    i18n: Localizer,
    navigation: Navigation,
    base: &RecordRoute,
    artifact: &Artifact,
    (repository, node): (&str, &str),
) -> impl IntoView + use<> {
    let or_empty = |text: Option<String>| text.unwrap_or_else(|| EMPTY.to_owned());
    let size = artifact.size.map(|bytes| i18n.size(i64::try_from(bytes).unwrap_or(i64::MAX)));
    let (tone, word) = labels::status(i18n, artifact.status.as_ref());
    let version = artifact.version.as_deref().filter(|version| !version.is_empty());
    let tag = version.map(|version| view! { " " <Tag word=version.to_owned() /> });
    let name = match artifact.name.as_deref().filter(|name| !name.is_empty()) {
        None => i18n.words().historical.into_any(),
        Some(name) => {
            let values = [
                (FilterField::ArtifactName, name),
                (FilterField::Version, version.unwrap_or_default()),
                (FilterField::RepoName, repository),
                (FilterField::ClusterName, node),
            ];
            let values = values.into_iter().filter(|(_, value)| !value.is_empty());
            let shown = view! { <Name text=name /> };
            match exact_table_href(navigation, base, None, values) {
                Some(href) => view! { <TableLink href>{shown}</TableLink> }.into_any(),
                None => shown.into_any(),
            }
        }
    };
    let named = |name: &str| if name.is_empty() { EMPTY.to_owned() } else { name.to_owned() };
    view! {
        <tr>
            <th scope="row">{name} {tag}</th>
            <td>{or_empty(artifact.duration.map(|duration| milliseconds(i18n, duration)))}</td>
            <td>{or_empty(size)}</td>
            <td><StatusLabel tone word /></td>
            <td><Name text=named(repository) /></td>
            <td><Name text=named(node) /></td>
        </tr>
    }
}
