//! One detail: its row, its error, and, when it stands open, all its fields.

use leptos::prelude::*;

use super::super::task::live;
use super::super::wording;
use crate::api::wire::{Detail, Row};
use crate::components::copy::copy_button;
use crate::components::dynamic::click;
use crate::components::facts::{copyable, fact};
use crate::components::stamp::{NONE, absolute, in_full};
use crate::components::status::{status, tag};
use crate::i18n::fill;
use crate::i18n::speech::{Speech, elapsed};
use crate::model::codes::Status;
use crate::model::place::{Place, RecordPlace};
use crate::model::text::{digest, first_line, indent};
use crate::model::time::Time;
use crate::model::zone::Zone;
use crate::state::nav::{Move, Nav};

/// What all rows of a table share.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    pub(super) speech: Speech,
    pub(super) nav: Nav,
    pub(super) place: Memo<RecordPlace>,
    pub(super) zone: Memo<Zone>,
}

const COLUMNS: &str = "10";

/// The row with what belongs to it.
pub(super) fn row(setting: Setting, detail: &Row<Detail>, open: bool) -> AnyView {
    let Setting { speech, nav, place, zone } = setting;
    let words = speech.words();
    let zone = zone.get();
    let (tone, word) = wording::status(speech, detail.status.as_ref());
    let name = name(speech, detail);
    let id = detail.id.clone();
    let toggle = click(move || {
        let next = place.get_untracked().toggled(&id);
        nav.go(Place::Record(next), Move::Replace);
    });
    let label = fill(words.open_row, &[&name]);
    view! {
        <tr role="row" data-tone=tone.name()>
            <td role="cell" class="rl-toggle">
                <button type="button" aria-expanded=open.to_string() aria-label=label.clone() title=label on:click=toggle></button>
            </td>
            <td role="cell" data-label=words.artifact_name class="rl-name"><bdi>{name}</bdi> {versions(speech, detail)} {counts(speech, detail)}</td>
            <td role="cell" data-label=words.repository class="rl-repository">{repository(detail)}</td>
            <td role="cell" data-label=words.route class="rl-route">{route(detail)}</td>
            <td role="cell" data-label=words.size class="rl-number">{size(speech, detail)}</td>
            <td role="cell" data-label="SHA-256" class="rl-digest">{sha256(speech, detail)}</td>
            <td role="cell" data-label=words.conflict_strategy>{conflict(speech, detail)}</td>
            <td role="cell" data-label=words.status>{status(tone, word)}</td>
            <td role="cell" data-label=words.start_time class="rl-when">{when(speech, detail.start_time.as_ref(), &zone)}</td>
            <td role="cell" data-label=words.duration class="rl-number">{took(speech, detail, &zone)}</td>
        </tr>
        {error(speech, detail)}
        {open.then(|| whole(speech, detail, &zone))}
    }
    .into_any()
}

/// What was replicated; in a historical detail, its constraint.
fn name(speech: Speech, detail: &Detail) -> String {
    let path = || detail.path_constraint.as_ref().and_then(|constraint| constraint.path.clone());
    let package = || detail.package_constraint.as_ref().and_then(|constraint| constraint.package_key.clone());
    let name = detail.artifact_name.clone().or_else(package).or_else(path);
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| {
        if detail.is_historical() { speech.words().whole_repository.to_owned() } else { NONE.to_owned() }
    })
}

/// The version; in a historical detail of a package, all of them.
fn versions(speech: Speech, detail: &Detail) -> Option<AnyView> {
    let said =
        detail.version.clone().filter(|version| !version.is_empty()).or_else(|| historical_versions(speech, detail))?;
    Some(tag(said, None, None))
}

fn historical_versions(speech: Speech, detail: &Detail) -> Option<String> {
    let constraint = detail.package_constraint.as_ref().filter(|_| detail.is_historical())?;
    let versions = constraint.versions.as_deref().unwrap_or_default();
    Some(if versions.is_empty() { speech.words().all_versions.to_owned() } else { versions.join(", ") })
}

/// What a historical detail counted.
fn counts(speech: Speech, detail: &Detail) -> Option<AnyView> {
    let words = speech.words();
    let progress = detail.progress.filter(|_| detail.is_historical())?;
    let [success, skip, failed] = [progress.success, progress.skip, progress.failed]
        .map(|count| count.map_or_else(|| NONE.to_owned(), |count| speech.integer(count)));
    let said = fill(words.historical_counts, &[&success, &skip, &failed]);
    Some(view! { <small class="rl-historical">{words.historical} " · " {said}</small> }.into_any())
}

fn repository(detail: &Detail) -> AnyView {
    let kind = detail.repo_type.clone().map(|kind| view! { <span class="rl-kind">{kind}</span> " " });
    let name = detail.local_repo_name.clone().unwrap_or_else(|| NONE.to_owned());
    view! { {kind} <bdi>{name}</bdi> }.into_any()
}

fn route(detail: &Detail) -> AnyView {
    let name = |cluster: &Option<String>| cluster.clone().unwrap_or_else(|| NONE.to_owned());
    view! { <bdi>{name(&detail.local_cluster)}</bdi> " → " <bdi>{name(&detail.remote_cluster)}</bdi> }.into_any()
}

/// The size; of a historical detail, the sum that it counted.
fn bytes(detail: &Detail) -> Option<i64> {
    detail.size.or_else(|| detail.progress.filter(|_| detail.is_historical())?.total_size)
}

fn size(speech: Speech, detail: &Detail) -> AnyView {
    match bytes(detail) {
        None => NONE.into_any(),
        Some(size) => view! { <span title=speech.bytes(size)>{speech.size(size)}</span> }.into_any(),
    }
}

/// Short on screen, whole in the document, so that it is found and copied whole.
fn sha256(speech: Speech, detail: &Detail) -> AnyView {
    let Some(sha256) = detail.sha256.clone().filter(|sha256| !sha256.is_empty()) else { return NONE.into_any() };
    let (head, middle, tail) = digest(&sha256);
    let middle = (!middle.is_empty()).then(|| view! { <span class="rl-folded">{middle.to_owned()}</span> });
    view! {
        <code title=sha256.clone()>{head.to_owned()}{middle}{tail.to_owned()}</code>
        {copy_button(speech, "SHA-256", sha256)}
    }
    .into_any()
}

fn conflict(speech: Speech, detail: &Detail) -> AnyView {
    let Some(strategy) = &detail.conflict_strategy else {
        let why = (!detail.is_historical()).then_some(speech.words().conflict_none_why);
        return view! { <span title=why>{NONE}</span> }.into_any();
    };
    let (word, why, tone) = wording::conflict(speech, strategy);
    tag(word, why, tone).into_any()
}

fn when(speech: Speech, time: Option<&Time>, zone: &Zone) -> AnyView {
    match time {
        None => NONE.into_any(),
        Some(time) => view! { <time title=in_full(speech, time, zone)>{absolute(time)}</time> }.into_any(),
    }
}

fn took(speech: Speech, detail: &Detail, zone: &Zone) -> AnyView {
    match (&detail.start_time, &detail.end_time) {
        (Some(start), Some(end)) => {
            elapsed(start, end, zone).map_or_else(|| NONE.to_owned(), |took| speech.duration(took)).into_any()
        }
        (Some(start), None) if detail.status == Some(Status::Running) => live(speech, start, zone),
        _ => NONE.into_any(),
    }
}

fn reason(detail: &Detail) -> Option<&str> {
    detail.error_reason.as_deref().filter(|reason| !reason.trim().is_empty())
}

/// The first line of the error, in sight without a click.
fn error(speech: Speech, detail: &Detail) -> Option<AnyView> {
    let reason = reason(detail)?;
    Some(
        view! {
            <tr role="row" class="rl-error-row">
                <td role="cell" colspan=COLUMNS>
                    <p class="rl-error">
                        <bdi>{first_line(reason).to_owned()}</bdi>
                        {copy_button(speech, speech.words().note, reason.to_owned())}
                    </p>
                </td>
            </tr>
        }
        .into_any(),
    )
}

/// Every field, the whole error, and the JSON that all of it was read from.
fn whole(speech: Speech, detail: &Row<Detail>, zone: &Zone) -> AnyView {
    let words = speech.words();
    let text = |name: &'static str, value: Option<String>| match value.filter(|value| !value.is_empty()) {
        None => fact(name, NONE),
        Some(value) => fact(name, view! { <bdi>{value.clone()}</bdi> {copy_button(speech, name, value)} }),
    };
    let time = |name: &'static str, time: &Option<Time>| {
        fact(name, crate::components::stamp::stamp(speech, time.as_ref(), zone))
    };
    let strategy = detail.conflict_strategy.as_ref().map(|strategy| {
        let (word, why, _) = wording::conflict(speech, strategy);
        [Some(word.as_str()), why].into_iter().flatten().collect::<Vec<_>>().join(": ")
    });
    let path = detail.path_constraint.as_ref().map(|constraint| text(words.file_path, constraint.path.clone()));
    let package =
        detail.package_constraint.as_ref().map(|constraint| text(words.package_key, constraint.package_key.clone()));
    let json = indent(detail.json());
    let reason = reason(detail).map(str::to_owned).map(|reason| {
        view! {
            <div class="rl-block">
                <h3>{words.note} {copy_button(speech, words.note, reason.clone())}</h3>
                <pre class="rl-whole"><bdi>{reason}</bdi></pre>
            </div>
        }
    });
    view! {
        <tr role="row" class="rl-whole-row">
            <td role="cell" colspan=COLUMNS>
                <dl class="rl-facts">
                    {fact(words.artifact_name, {
                        let name = name(speech, detail);
                        view! { <bdi>{name.clone()}</bdi> {copy_button(speech, words.artifact_name, name)} }
                    })}
                    {text(words.version, detail.version.clone().or_else(|| historical_versions(speech, detail)))}
                    {package}
                    {path}
                    {text(words.repository, detail.local_repo_name.clone())}
                    {text(words.repository_type, detail.repo_type.clone())}
                    {text(words.local_cluster, detail.local_cluster.clone())}
                    {text(words.remote_cluster, detail.remote_cluster.clone())}
                    {text(words.size, bytes(detail).map(|size| speech.bytes(size)))}
                    {detail.sha256.as_deref().map(|sha256| fact("SHA-256", copyable(speech, "SHA-256", sha256)))}
                    {text(words.conflict_strategy, strategy)}
                    {detail.execute_type.as_ref().map(|kind| text(words.execute_type, Some(wording::execute_type(speech, kind))))}
                    {time(words.start_time, &detail.start_time)}
                    {time(words.end_time, &detail.end_time)}
                    {fact(words.time_zone, speech.zone(zone, crate::api::client::now()))}
                    {fact(words.detail_id, copyable(speech, words.detail_id, &detail.id))}
                </dl>
                {reason}
                <details class="rl-block">
                    <summary>{words.raw_json}</summary>
                    <pre class="rl-whole">{json}</pre>
                    {copy_button(speech, words.raw_json, detail.json().to_owned())}
                </details>
            </td>
        </tr>
    }
    .into_any()
}
