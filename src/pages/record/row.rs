//! One detail: its row, its error, and, when it stands open, all its fields.

use leptos::prelude::*;

use super::super::wording;
use super::cells::{bytes, cells, historical_versions, name};
use crate::api::wire::{Detail, Row};
use crate::components::copy::copy_button;
use crate::components::dynamic::click;
use crate::components::facts::{copyable, fact};
use crate::components::stamp::NONE;
use crate::i18n::fill;
use crate::i18n::speech::Speech;
use crate::model::place::{Place, RecordPlace};
use crate::model::text::{first_line, indent};
use crate::model::time::Time;
use crate::model::zone::Zone;
use crate::state::columns::Chosen;
use crate::state::nav::{Move, Nav};

/// What all rows of a table share.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    pub(super) speech: Speech,
    pub(super) nav: Nav,
    pub(super) place: Memo<RecordPlace>,
    pub(super) zone: Memo<Zone>,
    pub(super) columns: Chosen,
}

/// The row with what belongs to it.
pub(super) fn row(setting: Setting, detail: &Row<Detail>, open: bool) -> AnyView {
    let Setting { speech, nav, place, zone, columns } = setting;
    let words = speech.words();
    let zone = zone.get();
    let (tone, _) = wording::status(speech, detail.status.as_ref());
    let shown = columns.get().shown();
    // The arrow at its beginning stands in no column.
    let width = shown.len().saturating_add(1).to_string();
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
                <button type="button" data-row=name aria-expanded=open.to_string() aria-label=label.clone() title=label on:click=toggle></button>
            </td>
            {cells(setting, detail, &shown, &zone)}
        </tr>
        {error(speech, detail, &width)}
        {open.then(|| whole(speech, detail, &zone, &width))}
    }
    .into_any()
}

fn reason(detail: &Detail) -> Option<&str> {
    detail.error_reason.as_deref().filter(|reason| !reason.trim().is_empty())
}

/// The first line of the error, in sight without a click.
fn error(speech: Speech, detail: &Detail, width: &str) -> Option<AnyView> {
    let reason = reason(detail)?;
    Some(
        view! {
            <tr role="row" class="rl-error-row">
                <td role="cell" colspan=width.to_owned()>
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
fn whole(speech: Speech, detail: &Row<Detail>, zone: &Zone, width: &str) -> AnyView {
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
            <td role="cell" colspan=width.to_owned()>
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
