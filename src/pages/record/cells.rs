//! The columns of the details, and the cell of each. Cells are plain functions
//! and static views, because a page has thousands of them.

use leptos::either::Either;
use leptos::prelude::*;

use super::super::labels;
use super::super::run_duration::RunDuration;
use crate::api::field::Field;
use crate::api::wire::{Detail, Row};
use crate::components::copy::CopyButton;
use crate::components::odd::odd;
use crate::components::status::{StatusLabel, Tag};
use crate::components::table::{Cell, ColumnHead};
use crate::components::text::{Name, name as name_text};
use crate::components::timestamp::{EMPTY, absolute, in_full};
use crate::i18n::fill;
use crate::i18n::localizer::Localizer;
use crate::model::columns::Column;
use crate::model::columns::DefaultVisibility::{Hidden, Visible, WhenWide};
use crate::model::enums::Status;
use crate::model::hidden::visible;
use crate::model::text::digest;
use crate::model::time::Time;
use crate::model::zone::Zone;
use crate::query::use_query::QueryHandle;

/// A name with more characters is cut to some lines by the style sheet. An open row has it in full.
const LONG: usize = 200;

/// The columns in their default order. An open row shows the fields of all columns.
pub(super) const COLUMNS: &[Column] = &[
    Column { name: "artifactName", default: Visible },
    Column { name: "version", default: WhenWide },
    Column { name: "repository", default: Visible },
    Column { name: "repositoryType", default: Hidden },
    Column { name: "clusters", default: Visible },
    Column { name: "size", default: Visible },
    Column { name: "sha256", default: Visible },
    Column { name: "conflictStrategy", default: Visible },
    Column { name: "executeType", default: Hidden },
    Column { name: "status", default: Visible },
    Column { name: "startTime", default: Visible },
    Column { name: "endTime", default: Hidden },
    Column { name: "duration", default: Visible },
    Column { name: "id", default: Hidden },
];

/// The heading of each column, and the class of its cells.
pub(super) fn column_heads(i18n: Localizer) -> Vec<ColumnHead> {
    let words = i18n.words();
    vec![
        (words.artifact_name, "rl-name"),
        (words.version, "rl-version"),
        (words.repository, "rl-repository"),
        (words.repository_type, ""),
        (words.route, "rl-route"),
        (words.size, "rl-number"),
        ("SHA-256", "rl-digest"),
        (words.conflict_strategy, ""),
        (words.execute_type, ""),
        (words.status, ""),
        (words.start_time, "rl-when"),
        (words.end_time, "rl-when"),
        (words.duration, "rl-number"),
        (words.detail_id, "rl-digest"),
    ]
}

/// The cells of a row. `columns` are the indexes of the visible columns, in their order; `query` is that of the rows.
pub(super) fn cells(
    i18n: Localizer,
    detail: &Row<Detail>,
    columns: &[usize],
    zone: &Zone,
    is_federation: bool,
    query: QueryHandle,
) -> impl IntoView + use<> {
    let heads = column_heads(i18n);
    let name_of = |index: &usize| COLUMNS.get(*index).map(|column| column.name);
    let has_version = columns.iter().any(|index| name_of(index) == Some("version"));
    let cell_of = |index: &usize| {
        let content = match name_of(index)? {
            "artifactName" => artifact(i18n, detail, has_version, is_federation).into_any(),
            name => content(i18n, detail, name, zone, query),
        };
        let head = *heads.get(*index)?;
        Some(view! { <Cell head>{content}</Cell> })
    };
    columns.iter().filter_map(cell_of).collect_view()
}

/// The JSON of an odd value that is all that a column shows. The other columns show several values each.
fn odd_value<'a>(detail: &'a Detail, column: &str) -> Option<&'a str> {
    match column {
        "repositoryType" => detail.repo_type.odd(),
        "size" => odd_size(detail),
        "sha256" => detail.sha256.odd(),
        "conflictStrategy" => detail.conflict_strategy.odd(),
        "executeType" => detail.execute_type.odd(),
        "status" => detail.status.odd(),
        "startTime" => detail.start_time.odd(),
        "endTime" => detail.end_time.odd(),
        "id" => detail.id.odd(),
        _ => None,
    }
}

fn content(i18n: Localizer, detail: &Row<Detail>, column: &str, zone: &Zone, query: QueryHandle) -> AnyView {
    if let Some(odd) = odd(odd_value(detail, column)) {
        return odd;
    }
    match column {
        "version" => version(i18n, detail).unwrap_or_else(|| EMPTY.into_any()),
        "repository" => repository(detail).into_any(),
        "repositoryType" => name_or_empty(&detail.repo_type),
        "clusters" => clusters(detail).into_any(),
        "size" => size(i18n, detail).into_any(),
        "sha256" => sha256(detail).into_any(),
        "conflictStrategy" => conflict(i18n, detail),
        "executeType" => {
            let execute_type = detail.execute_type.known().map(|kind| labels::execute_type(i18n, kind));
            or_empty(execute_type).into_any()
        }
        "status" => {
            let (tone, word) = labels::status(i18n, detail.status.known());
            view! { <StatusLabel tone word /> }.into_any()
        }
        "startTime" => time(i18n, detail.start_time.known(), zone).into_any(),
        "endTime" => time(i18n, detail.end_time.known(), zone).into_any(),
        "duration" => duration(detail, zone, query).into_any(),
        _ => id(i18n, detail).into_any(),
    }
}

/// The content of a cell, or [`EMPTY`] where there is none.
fn or_empty(content: Option<impl IntoView + 'static>) -> Either<impl IntoView, &'static str> {
    content.map_or(Either::Right(EMPTY), Either::Left)
}

/// A name, or the sign and the JSON of an odd one.
fn name_or_empty(field: &Field<String>) -> AnyView {
    odd(field.odd())
        .unwrap_or_else(|| view! { <Name text=field.cloned().unwrap_or_else(|| EMPTY.to_owned()) /> }.into_any())
}

/// The name, with the version unless it has a column of its own. A federation logs operations that transfer nothing as
/// well, and nothing names them.
fn artifact(i18n: Localizer, detail: &Detail, has_version: bool, is_federation: bool) -> impl IntoView + use<> {
    let version = (!has_version).then(|| version(i18n, detail)).flatten();
    let operation =
        (is_federation && detail.is_path_only()).then(|| view! { <Tag word=i18n.words().operation.to_owned() /> });
    let name = odd(odd_name(detail)).unwrap_or_else(|| {
        let text = name(i18n, detail);
        let is_long = text.chars().nth(LONG).is_some();
        view! { <bdi data-long=is_long.then_some("true")>{name_text(text)}</bdi> }.into_any()
    });
    view! {
        {name}
        " "
        {version}
        " "
        {operation}
        " "
        {historical_counts(i18n, detail)}
    }
}

/// The name of the replicated artifact; of a historical detail, its constraint.
pub(super) fn name(i18n: Localizer, detail: &Detail) -> String {
    let path = || detail.path_constraint.known().and_then(|constraint| constraint.path.cloned());
    let package = || detail.package_constraint.known().and_then(|constraint| constraint.package_key.cloned());
    let name = detail.artifact_name.cloned().or_else(package).or_else(path);
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| {
        if detail.is_historical() { i18n.words().whole_repository.to_owned() } else { EMPTY.to_owned() }
    })
}

/// The JSON of an odd name, or of the odd constraint of a historical detail.
fn odd_name(detail: &Detail) -> Option<&str> {
    let package = || detail.package_constraint.known()?.package_key.odd();
    let path = || detail.path_constraint.known()?.path.odd();
    let constraint = || {
        let whole = detail.package_constraint.odd().or_else(|| detail.path_constraint.odd());
        whole.or_else(package).or_else(path)
    };
    detail.artifact_name.odd().or_else(|| constraint().filter(|_| detail.artifact_name.is_missing()))
}

/// The version as a tag; of a historical detail of a package, all its versions.
fn version(i18n: Localizer, detail: &Detail) -> Option<AnyView> {
    let version = detail.version.cloned().filter(|version| !version.is_empty());
    let tag = |word: String| view! { <Tag word /> }.into_any();
    odd(odd_version(detail)).or_else(|| Some(tag(version.or_else(|| historical_versions(i18n, detail))?)))
}

fn odd_version(detail: &Detail) -> Option<&str> {
    let versions = || detail.package_constraint.known().filter(|_| detail.is_historical())?.versions.odd();
    detail.version.odd().or_else(versions)
}

/// The versions that the constraint of a historical detail names.
pub(super) fn historical_versions(i18n: Localizer, detail: &Detail) -> Option<String> {
    let constraint = detail.package_constraint.known().filter(|_| detail.is_historical())?;
    let versions = constraint.versions.as_deref().unwrap_or_default();
    Some(if versions.is_empty() {
        i18n.words().all_versions.to_owned()
    } else {
        versions.join(i18n.words().list_separator)
    })
}

/// The counts of a historical detail, which stands for many artifacts.
fn historical_counts(i18n: Localizer, detail: &Detail) -> Option<impl IntoView + use<>> {
    let words = i18n.words();
    if !detail.is_historical() {
        return None;
    }
    let counts = detail.progress.known().map(|progress| {
        let counts = [&progress.success, &progress.skip, &progress.failed];
        let [success, skip, failed] =
            counts.map(|count| count.copied().map_or_else(|| EMPTY.to_owned(), |count| i18n.integer(count)));
        let odd_counts = counts.map(|count| odd(count.odd())).into_iter().collect_view();
        let text = fill(words.historical_counts, &[&success, &skip, &failed]);
        view! { {text} {odd_counts} }
    });
    let odd_progress = odd(detail.progress.odd());
    (counts.is_some() || odd_progress.is_some()).then(|| {
        view! { <small class="rl-historical">{words.historical} " · " {counts} {odd_progress}</small> }
    })
}

fn repository(detail: &Detail) -> impl IntoView + use<> {
    let kind =
        || detail.repo_type.cloned().map(|kind| view! { <span class="rl-kind">{name_text(kind)}</span> }.into_any());
    view! {
        {odd(detail.repo_type.odd()).or_else(kind)}
        " "
        {name_or_empty(&detail.local_repo_name)}
    }
}

fn clusters(detail: &Detail) -> impl IntoView + use<> {
    view! {
        {name_or_empty(&detail.local_cluster)}
        " → "
        {name_or_empty(&detail.remote_cluster)}
    }
}

/// The size; of a historical detail, the sum that it counted.
pub(super) fn bytes(detail: &Detail) -> Option<i64> {
    let counted = || detail.progress.known().filter(|_| detail.is_historical())?.total_size.copied();
    detail.size.copied().or_else(counted)
}

fn odd_size(detail: &Detail) -> Option<&str> {
    let counted = || detail.progress.known().filter(|_| detail.is_historical())?.total_size.odd();
    detail.size.odd().or_else(counted)
}

fn size(i18n: Localizer, detail: &Detail) -> impl IntoView + use<> {
    or_empty(bytes(detail).map(|size| view! { <span title=i18n.bytes(size)>{i18n.size(size)}</span> }))
}

/// The digest. Its middle, and in a narrow table its end, is folded away by the style sheet, so that the text can be
/// found and copied as a whole.
fn sha256(detail: &Detail) -> impl IntoView + use<> {
    let text = detail.sha256.cloned().filter(|sha256| !sha256.is_empty());
    or_empty(text.map(|text| {
        let (start, middle, end) = digest(&text);
        let part = |class: &'static str, text: &str| {
            let text = text.to_owned();
            (!text.is_empty()).then(|| view! { <span class=class>{name_text(text)}</span> })
        };
        view! {
            <code title=visible(&text).into_owned()>
                {name_text(start.to_owned())} {part("rl-folded", middle)} {part("rl-tail", end)}
            </code>
            <CopyButton name="SHA-256" text />
        }
    }))
}

fn conflict(i18n: Localizer, detail: &Detail) -> AnyView {
    let Some(strategy) = detail.conflict_strategy.known() else {
        let hint = detail.has_no_recorded_conflict().then_some(i18n.words().conflict_none_why);
        return view! { <span title=hint>{EMPTY}</span> }.into_any();
    };
    let (word, title, tone) = labels::conflict(i18n, strategy);
    view! { <Tag word title tone /> }.into_any()
}

fn time(i18n: Localizer, time: Option<&Time>, zone: &Zone) -> impl IntoView + use<> {
    or_empty(time.map(|time| view! { <time title=in_full(i18n, time, zone)>{absolute(time, zone)}</time> }))
}

fn duration(detail: &Detail, zone: &Zone, query: QueryHandle) -> impl IntoView + use<> {
    let (start, end) = (detail.start_time.cloned(), detail.end_time.cloned());
    let is_running = detail.status.known() == Some(&Status::Running);
    view! { <RunDuration start end is_running zone=zone.clone() query /> }
}

fn id(i18n: Localizer, detail: &Detail) -> impl IntoView + use<> {
    or_empty(detail.id.cloned().map(|id| {
        view! {
            <code>{name_text(id.clone())}</code>
            <CopyButton name=i18n.words().detail_id text=id />
        }
    }))
}
