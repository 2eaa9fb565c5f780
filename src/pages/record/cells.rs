//! The columns of the details, and the cell of each.

use super::super::labels;
use super::super::task::live;
use super::row::Setting;
use crate::api::field::Field;
use crate::api::wire::{Detail, Row};
use crate::components::compat::copy_button;
use crate::components::table::cell;
use crate::components::tag::{Child, Content, bdi, tag};
use crate::components::timestamp::{EMPTY, absolute, in_full};
use crate::i18n::fill;
use crate::i18n::localizer::{Localizer, elapsed};
use crate::model::columns::Column;
use crate::model::enums::Status;
use crate::model::text::digest;
use crate::model::time::Time;
use crate::model::zone::Zone;

/// The columns in their usual order. What is not usual stands in the opened row in any case.
pub(super) const COLUMNS: &[Column] = &[
    Column { name: "artifactName", default_visible: true },
    Column { name: "version", default_visible: false },
    Column { name: "repository", default_visible: true },
    Column { name: "repositoryType", default_visible: false },
    Column { name: "clusters", default_visible: true },
    Column { name: "size", default_visible: true },
    Column { name: "sha256", default_visible: true },
    Column { name: "conflictStrategy", default_visible: true },
    Column { name: "executeType", default_visible: false },
    Column { name: "status", default_visible: true },
    Column { name: "startTime", default_visible: true },
    Column { name: "endTime", default_visible: false },
    Column { name: "duration", default_visible: true },
    Column { name: "id", default_visible: false },
];

/// The word above each column, and the class of its cells.
pub(super) fn heads(speech: Localizer) -> Vec<(&'static str, &'static str)> {
    let words = speech.words();
    vec![
        (words.artifact_name, "rl-name"),
        (words.version, ""),
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

/// The cells of a row, in the order that was chosen.
pub(super) fn cells(setting: Setting, detail: &Row<Detail>, shown: &[usize], zone: &Zone) -> Vec<Content> {
    let heads = heads(setting.speech);
    let has = |name: &str| shown.iter().any(|index| COLUMNS.get(*index).is_some_and(|column| column.name == name));
    let has_version = has("version");
    shown
        .iter()
        .filter_map(|index| {
            let content = content(setting.speech, detail, COLUMNS.get(*index)?.name, has_version, zone);
            Some(cell(*heads.get(*index)?, content).content())
        })
        .collect()
}

fn content(speech: Localizer, detail: &Row<Detail>, column: &str, has_version: bool, zone: &Zone) -> Vec<Content> {
    let or_none = |text: Option<String>| text.unwrap_or_else(|| EMPTY.to_owned());
    let only = match column {
        "artifactName" => {
            // With a column of their own, the versions need not stand beside the name.
            let versions = (!has_version).then(|| versions(speech, detail));
            let name = bdi(name(speech, detail)).content();
            return vec![name, " ".content(), versions.content(), " ".content(), counts(speech, detail).content()];
        }
        "version" => versions(speech, detail).unwrap_or_else(|| EMPTY.content()),
        "repository" => return repository(detail),
        "repositoryType" => or_none(detail.repo_type.cloned()).content(),
        "clusters" => return route(detail),
        "size" => size(speech, detail),
        "sha256" => return sha256(speech, detail),
        "conflictStrategy" => conflict(speech, detail),
        "executeType" => or_none(detail.execute_type.known().map(|kind| labels::execute_type(speech, kind))).content(),
        "status" => {
            let (tone, word) = labels::status(speech, detail.status.known());
            crate::components::compat::status(tone, word).content()
        }
        "startTime" => when(speech, detail.start_time.known(), zone),
        "endTime" => when(speech, detail.end_time.known(), zone),
        "duration" => took(speech, detail, zone),
        _ => {
            let copy = copy_button(speech, speech.words().detail_id, detail.id.clone());
            return vec![tag("code").with(detail.id.clone()).content(), copy.content()];
        }
    };
    vec![only]
}

/// What was replicated; in a historical detail, its constraint.
pub(super) fn name(speech: Localizer, detail: &Detail) -> String {
    let path = || detail.path_constraint.known().and_then(|constraint| constraint.path.cloned());
    let package = || detail.package_constraint.known().and_then(|constraint| constraint.package_key.cloned());
    let name = detail.artifact_name.cloned().or_else(package).or_else(path);
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| {
        if detail.is_historical() { speech.words().whole_repository.to_owned() } else { EMPTY.to_owned() }
    })
}

/// The version; in a historical detail of a package, all of them.
fn versions(speech: Localizer, detail: &Detail) -> Option<Content> {
    let said = detail
        .version
        .cloned()
        .filter(|version| !version.is_empty())
        .or_else(|| historical_versions(speech, detail))?;
    Some(crate::components::compat::tag(said, None, None).content())
}

pub(super) fn historical_versions(speech: Localizer, detail: &Detail) -> Option<String> {
    let constraint = detail.package_constraint.known().filter(|_| detail.is_historical())?;
    let versions = constraint.versions.as_deref().unwrap_or_default();
    Some(if versions.is_empty() { speech.words().all_versions.to_owned() } else { versions.join(", ") })
}

/// What a historical detail counted.
fn counts(speech: Localizer, detail: &Detail) -> Option<Content> {
    let words = speech.words();
    let progress = detail.progress.known().filter(|_| detail.is_historical())?;
    let [success, skip, failed] = [&progress.success, &progress.skip, &progress.failed]
        .map(|count| count.copied().map_or_else(|| EMPTY.to_owned(), |count| speech.integer(count)));
    let said = fill(words.historical_counts, &[&success, &skip, &failed]);
    Some(tag("small").class("rl-historical").with(words.historical).with(" · ").with(said).content())
}

fn repository(detail: &Detail) -> Vec<Content> {
    let kind = detail.repo_type.cloned().map(|kind| tag("span").class("rl-kind").with(kind));
    let name = detail.local_repo_name.cloned().unwrap_or_else(|| EMPTY.to_owned());
    vec![kind.content(), " ".content(), bdi(name).content()]
}

fn route(detail: &Detail) -> Vec<Content> {
    let name = |cluster: &Field<String>| cluster.cloned().unwrap_or_else(|| EMPTY.to_owned());
    let (from, to) = (bdi(name(&detail.local_cluster)), bdi(name(&detail.remote_cluster)));
    vec![from.content(), " → ".content(), to.content()]
}

/// The size; of a historical detail, the sum that it counted.
pub(super) fn bytes(detail: &Detail) -> Option<i64> {
    let counted = || detail.progress.known().filter(|_| detail.is_historical())?.total_size.copied();
    detail.size.copied().or_else(counted)
}

fn size(speech: Localizer, detail: &Detail) -> Content {
    match bytes(detail) {
        None => EMPTY.content(),
        Some(size) => tag("span").attr("title", speech.bytes(size)).with(speech.size(size)).content(),
    }
}

/// Short on screen, whole in the document, so that it is found and copied whole.
fn sha256(speech: Localizer, detail: &Detail) -> Vec<Content> {
    let Some(sha256) = detail.sha256.cloned().filter(|sha256| !sha256.is_empty()) else { return vec![EMPTY.content()] };
    let (head, middle, tail) = digest(&sha256);
    let middle = (!middle.is_empty()).then(|| tag("span").class("rl-folded").with(middle.to_owned()));
    let code = tag("code").attr("title", sha256.clone()).with(head.to_owned()).with(middle).with(tail.to_owned());
    vec![code.content(), copy_button(speech, "SHA-256", sha256).content()]
}

fn conflict(speech: Localizer, detail: &Detail) -> Content {
    let Some(strategy) = detail.conflict_strategy.known() else {
        let why = (!detail.is_historical()).then_some(speech.words().conflict_none_why);
        return tag("span").maybe("title", why).with(EMPTY).content();
    };
    let (word, why, tone) = labels::conflict(speech, strategy);
    crate::components::compat::tag(word, why, tone).content()
}

fn when(speech: Localizer, time: Option<&Time>, zone: &Zone) -> Content {
    match time {
        None => EMPTY.content(),
        Some(time) => tag("time").attr("title", in_full(speech, time, zone)).with(absolute(time)).content(),
    }
}

fn took(speech: Localizer, detail: &Detail, zone: &Zone) -> Content {
    match (detail.start_time.known(), detail.end_time.known()) {
        (Some(start), Some(end)) => {
            elapsed(start, end, zone).map_or_else(|| EMPTY.to_owned(), |took| speech.duration(took)).content()
        }
        (Some(start), None) if detail.status.known() == Some(&Status::Running) => live(speech, start, zone).content(),
        _ => EMPTY.content(),
    }
}
