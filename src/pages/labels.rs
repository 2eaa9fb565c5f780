//! The words of the service's enumerations. An unknown value is shown as received.

use crate::api::field::Field;
use crate::api::wire::RecordInfo;
use crate::components::status::Tone;
use crate::components::timestamp::EMPTY;
use crate::i18n::Words;
use crate::i18n::localizer::Localizer;
use crate::model::enums::{ConflictStrategy, ExecuteType, ObjectType, ReplicaType, Status};
use crate::model::filter::{FilterField, Matching};
use crate::model::hidden::visible;

/// The tone and the word of a status that can be odd: its JSON is then the word.
pub(super) fn received_status(i18n: Localizer, field: &Field<Status>) -> (Tone, String) {
    match field.odd() {
        Some(json) => (Tone::Plain, visible(json).into_owned()),
        None => status(i18n, field.known()),
    }
}

/// The tone and the word of a status.
pub(super) fn status(i18n: Localizer, status: Option<&Status>) -> (Tone, String) {
    let words = i18n.words();
    match status {
        Some(Status::Running) => (Tone::Busy, words.running.to_owned()),
        Some(Status::Success) => (Tone::Good, words.success.to_owned()),
        Some(Status::Failed) => (Tone::Bad, words.failed.to_owned()),
        Some(Status::Other(other)) => (Tone::Plain, visible(other).into_owned()),
        None => (Tone::Plain, EMPTY.to_owned()),
    }
}

/// The tone and the word of the status of an execution. One that replicates continuously is always `RUNNING`, which
/// would raise the expectation of an end.
pub(super) fn record_status(i18n: Localizer, info: &RecordInfo) -> (Tone, String) {
    let is_continuous = info.replica_type.known().is_some_and(ReplicaType::is_continuous);
    if is_continuous && info.record.is_running() {
        return (Tone::Plain, i18n.words().continuous.to_owned());
    }
    received_status(i18n, &info.record.status)
}

/// The word for the kind of objects that a task replicates.
pub(super) fn object_type(i18n: Localizer, kind: &ObjectType) -> String {
    let words = i18n.words();
    match kind {
        ObjectType::Repository => words.object_repository,
        ObjectType::Package => words.object_package,
        ObjectType::Path => words.object_path,
        ObjectType::Other(other) => return visible(other).into_owned(),
    }
    .to_owned()
}

/// The word for the schedule of a task.
pub(super) fn replica_type(i18n: Localizer, kind: &ReplicaType) -> String {
    let words = i18n.words();
    match kind {
        ReplicaType::Scheduled => words.replica_scheduled,
        ReplicaType::RealTime => words.replica_real_time,
        ReplicaType::RunOnce => words.replica_run_once,
        ReplicaType::EdgePull => words.replica_edge_pull,
        ReplicaType::Federation => words.replica_federation,
        ReplicaType::Other(other) => return visible(other).into_owned(),
    }
    .to_owned()
}

/// The word for a conflict strategy, its explanation, and its `data-tone`.
pub(super) fn conflict(
    i18n: Localizer,
    strategy: &ConflictStrategy,
) -> (String, Option<&'static str>, Option<&'static str>) {
    let words = i18n.words();
    let (word, explanation, tone) = match strategy {
        ConflictStrategy::Skip => (words.conflict_skip, Some(words.conflict_skip_why), None),
        ConflictStrategy::Overwrite => (words.conflict_overwrite, Some(words.conflict_overwrite_why), Some("warn")),
        ConflictStrategy::FastFail => (words.conflict_fast_fail, Some(words.conflict_fast_fail_why), Some("bad")),
        ConflictStrategy::Other(other) => return (other.to_string(), None, None),
    };
    (word.to_owned(), explanation, tone)
}

/// The word for the scope of an execution: all objects, chosen ones, or those of one event.
pub(super) fn execute_type(i18n: Localizer, kind: &ExecuteType) -> String {
    let words = i18n.words();
    match kind {
        ExecuteType::Delta => words.execute_delta,
        ExecuteType::Full => words.execute_full,
        ExecuteType::Partial => words.execute_partial,
        ExecuteType::Other(other) => return visible(other).into_owned(),
    }
    .to_owned()
}

/// The label of a filter, and the hint of how it compares.
pub(super) fn filter(words: &'static Words, field: FilterField) -> (&'static str, &'static str) {
    let name = match field {
        FilterField::ArtifactName => words.artifact_name,
        FilterField::Version => words.version,
        FilterField::RepoName => words.repository,
        FilterField::ClusterName => words.remote_cluster,
        FilterField::PackageName => words.package_key,
        FilterField::Path => words.file_path,
    };
    let hint = match field.matching() {
        Matching::Prefix => words.starts_with,
        Matching::Exact => words.is_exactly,
    };
    (name, hint)
}
