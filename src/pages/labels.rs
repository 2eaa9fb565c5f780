//! The service's enumerations in a person's words; a value that nobody knows stands as it came.

use crate::components::status::Tone;
use crate::components::timestamp::EMPTY;
use crate::i18n::Words;
use crate::i18n::localizer::Localizer;
use crate::model::enums::{ConflictStrategy, ExecuteType, ObjectType, ReplicaType, Status};
use crate::model::filter::{Field, Matching};

/// A status, with what it means to a person.
pub(super) fn status(speech: Localizer, status: Option<&Status>) -> (Tone, String) {
    let words = speech.words();
    match status {
        Some(Status::Running) => (Tone::Busy, words.running.to_owned()),
        Some(Status::Success) => (Tone::Good, words.success.to_owned()),
        Some(Status::Failed) => (Tone::Bad, words.failed.to_owned()),
        Some(Status::Other(other)) => (Tone::Plain, other.to_string()),
        None => (Tone::Plain, EMPTY.to_owned()),
    }
}

/// What a task replicates.
pub(super) fn object_type(speech: Localizer, kind: &ObjectType) -> String {
    let words = speech.words();
    match kind {
        ObjectType::Repository => words.object_repository,
        ObjectType::Package => words.object_package,
        ObjectType::Path => words.object_path,
        ObjectType::Other(other) => other,
    }
    .to_owned()
}

/// When a task replicates.
pub(super) fn replica_type(speech: Localizer, kind: &ReplicaType) -> String {
    let words = speech.words();
    match kind {
        ReplicaType::Scheduled => words.replica_scheduled,
        ReplicaType::RealTime => words.replica_real_time,
        ReplicaType::RunOnce => words.replica_run_once,
        ReplicaType::EdgePull => words.replica_edge_pull,
        ReplicaType::Federation => words.replica_federation,
        ReplicaType::Other(other) => other,
    }
    .to_owned()
}

/// What was done about a conflict, and what that means.
pub(super) fn conflict(
    speech: Localizer,
    strategy: &ConflictStrategy,
) -> (String, Option<&'static str>, Option<&'static str>) {
    let words = speech.words();
    let (word, why, tone) = match strategy {
        ConflictStrategy::Skip => (words.conflict_skip, Some(words.conflict_skip_why), None),
        ConflictStrategy::Overwrite => (words.conflict_overwrite, Some(words.conflict_overwrite_why), Some("warn")),
        ConflictStrategy::FastFail => (words.conflict_fast_fail, Some(words.conflict_fast_fail_why), Some("bad")),
        ConflictStrategy::Other(other) => return (other.to_string(), None, None),
    };
    (word.to_owned(), why, tone)
}

/// How much was gone through.
pub(super) fn execute_type(speech: Localizer, kind: &ExecuteType) -> String {
    let words = speech.words();
    match kind {
        ExecuteType::Delta => words.execute_delta,
        ExecuteType::Full => words.execute_full,
        ExecuteType::Partial => words.execute_partial,
        ExecuteType::Other(other) => other,
    }
    .to_owned()
}

/// The name of a filter, and how it compares.
pub(super) fn filter(words: &'static Words, field: Field) -> (&'static str, &'static str) {
    let name = match field {
        Field::ArtifactName => words.artifact_name,
        Field::Version => words.version,
        Field::RepoName => words.repository,
        Field::ClusterName => words.remote_cluster,
        Field::PackageName => words.package_key,
        Field::Path => words.file_path,
    };
    let hint = match field.matching() {
        Matching::Prefix => words.starts_with,
        Matching::Exact => words.is_exactly,
    };
    (name, hint)
}
