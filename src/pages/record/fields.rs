//! All fields of a detail, below its row while that is open. Few visits open a row, so their code is loaded on demand.

use leptos::prelude::*;

use super::super::labels;
use super::super::odd_facts::odd_facts;
use super::cells::{bytes, historical_versions, name};
use super::facts::{IdFact, TextFact, TimeFact};
use crate::api::field::Field;
use crate::api::wire::{Detail, HistoricalCounts, Row};
use crate::components::copy::CopyButton;
use crate::components::fact::Fact;
use crate::components::lazy::lazy;
use crate::components::text::Message;
use crate::components::timestamp::zone_at;
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::text::indent;
use crate::model::zone::Zone;
use crate::settings::use_localizer;

/// All fields, the whole error and the received JSON, across the whole table.
#[component]
pub(super) fn FieldsRow(
    /// The detail.
    detail: Row<Detail>,
    /// The zone of all times.
    zone: Zone,
    /// The number of columns of the table.
    column_count: usize,
) -> impl IntoView {
    view! {
        <tr role="row" class="rl-whole-row">
            <td role="cell" colspan=column_count.to_string()>
                {content(detail, zone)}
            </td>
        </tr>
    }
}

lazy! {
    fn content(detail: Row<Detail>, zone: Zone) in fields {
        let reason = detail.failure().filter(|reason| !reason.is_empty()).map(str::to_owned);
        let reason = reason.map(|reason| view! { <WholeReason reason /> });
        let json = detail.json().to_owned();
        view! {
            <Fields detail zone />
            {reason}
            <ReceivedJson json />
        }
    }
}

/// All fields. An optional field that the service left out is not listed.
#[component]
fn Fields(detail: Row<Detail>, zone: Zone) -> impl IntoView {
    let i18n = use_localizer();
    let words = i18n.words();
    let version = detail.version.cloned().or_else(|| historical_versions(i18n, &detail));
    let package = detail.package_constraint.known().map(|constraint| constraint.package_key.cloned());
    let path = detail.path_constraint.known().map(|constraint| constraint.path.cloned());
    let size = bytes(&detail).map(|size| i18n.bytes(size));
    let execute_type = detail.execute_type.known().map(|kind| labels::execute_type(i18n, kind));
    let zone_name = zone_at(i18n, detail.start_time.known(), &zone);
    view! {
        {odd_facts(&odd_values(&detail))}
        <dl class="rl-facts">
            <TextFact name=words.artifact_name value=Some(name(i18n, &detail)) />
            <TextFact name=words.version value=version />
            {package.map(|value| view! { <TextFact name=words.package_key value /> })}
            {path.map(|value| view! { <TextFact name=words.file_path value /> })}
            <TextFact name=words.repository value=detail.local_repo_name.cloned() />
            <TextFact name=words.repository_type value=detail.repo_type.cloned() />
            <TextFact name=words.local_cluster value=detail.local_cluster.cloned() />
            <TextFact name=words.remote_cluster value=detail.remote_cluster.cloned() />
            <TextFact name=words.size value=size />
            {detail.sha256.cloned().map(|value| view! { <IdFact name="SHA-256" value /> })}
            <TextFact name=words.conflict_strategy value=conflict_strategy(i18n, &detail) />
            {execute_type.map(|kind| view! { <TextFact name=words.execute_type value=Some(kind) /> })}
            <TimeFact name=words.start_time time=detail.start_time.cloned() zone=zone.clone() />
            <TimeFact name=words.end_time time=detail.end_time.cloned() zone after=detail.start_time.cloned() />
            <Fact name=words.time_zone>{zone_name}</Fact>
            <IdFact name=words.detail_id value=detail.id.as_received() />
        </dl>
    }
}

/// The fields of a detail with their odd values.
fn odd_values(detail: &Detail) -> Vec<(&'static str, Option<&str>)> {
    let (package, path) = (detail.package_constraint.known(), detail.path_constraint.known());
    let counted = |count: fn(&HistoricalCounts) -> &Field<i64>| count(detail.progress.known()?).odd();
    vec![
        ("id", detail.id.odd()),
        ("recordId", detail.record_id.odd()),
        ("localCluster", detail.local_cluster.odd()),
        ("remoteCluster", detail.remote_cluster.odd()),
        ("localRepoName", detail.local_repo_name.odd()),
        ("repoType", detail.repo_type.odd()),
        ("packageConstraint", detail.package_constraint.odd()),
        ("packageConstraint.packageKey", package.and_then(|package| package.package_key.odd())),
        ("packageConstraint.versions", package.and_then(|package| package.versions.odd())),
        ("pathConstraint", detail.path_constraint.odd()),
        ("pathConstraint.path", path.and_then(|path| path.path.odd())),
        ("artifactName", detail.artifact_name.odd()),
        ("version", detail.version.odd()),
        ("conflictStrategy", detail.conflict_strategy.odd()),
        ("size", detail.size.odd()),
        ("sha256", detail.sha256.odd()),
        ("status", detail.status.odd()),
        ("progress", detail.progress.odd()),
        ("progress.success", counted(|counts| &counts.success)),
        ("progress.skip", counted(|counts| &counts.skip)),
        ("progress.failed", counted(|counts| &counts.failed)),
        ("progress.totalSize", counted(|counts| &counts.total_size)),
        ("progress.conflict", counted(|counts| &counts.conflict)),
        ("startTime", detail.start_time.odd()),
        ("endTime", detail.end_time.odd()),
        ("errorReason", detail.error_reason.odd()),
        ("executeType", detail.execute_type.odd()),
    ]
}

/// The conflict strategy with its explanation.
fn conflict_strategy(i18n: Localizer, detail: &Detail) -> Option<String> {
    if detail.has_no_recorded_conflict() {
        return Some(i18n.words().conflict_none_why.to_owned());
    }
    let (word, explanation, _) = labels::conflict(i18n, detail.conflict_strategy.known()?);
    Some(match explanation {
        Some(explanation) => fill(i18n.words().labelled, &[&word, explanation]),
        None => word,
    })
}

/// The whole error with a copy button; the row itself has its first line only.
#[component]
fn WholeReason(reason: String) -> impl IntoView {
    let note = use_localizer().words().note;
    view! {
        <div class="rl-block">
            <p>
                <b>{note}</b>
                " "
                <CopyButton name=note text=reason.clone() />
            </p>
            <pre class="rl-whole">
                <Message text=reason />
            </pre>
        </div>
    }
}

/// The JSON of the detail as received, for fields that the page does not know.
#[component]
fn ReceivedJson(json: String) -> impl IntoView {
    let title = use_localizer().words().raw_json;
    view! {
        <details class="rl-block">
            <summary>{title}</summary>
            <pre class="rl-whole"><Message text=indent(&json) /></pre>
            <CopyButton name=title text=json />
        </details>
    }
}
