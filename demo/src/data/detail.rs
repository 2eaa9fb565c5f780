//! One row of a record, and what it shows at a given moment.

use super::errors::Trouble;
use super::random::digest;
use crate::wire;
use crate::zone::{Moment, Zone};
use std::borrow::Cow;

/// A text that is mostly one of a few known ones.
pub(crate) type Word = Cow<'static, str>;

/// One detail as it is when it has ended; before that, [`Detail::status`] and the answer differ.
#[derive(Clone, Debug)]
pub(crate) struct Detail {
    pub(crate) id: Box<str>,
    pub(crate) local_cluster: Word,
    pub(crate) remote_cluster: Word,
    pub(crate) repo_name: Word,
    pub(crate) repo_type: Word,
    pub(crate) package: Option<Box<Package>>,
    pub(crate) path: Option<Box<str>>,
    pub(crate) artifact_name: Option<Box<str>>,
    pub(crate) version: Option<Box<str>>,
    pub(crate) conflict: Option<Word>,
    pub(crate) size: Option<i64>,
    pub(crate) sha256: Digest,
    pub(crate) outcome: Word,
    pub(crate) progress: wire::Progress,
    pub(crate) start: Moment,
    pub(crate) end: Option<Moment>,
    pub(crate) error: Reason,
    pub(crate) execute_type: Word,
    pub(crate) extra: Option<Box<serde_json::Value>>,
}

/// What a historical row replicated.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    pub(crate) key: String,
    pub(crate) versions: Vec<String>,
}

/// A SHA-256, kept as the seed it is made from: a hundred thousand of them take no room.
#[derive(Clone, Debug)]
pub(crate) enum Digest {
    None,
    Made(u64),
    Text(Box<str>),
}

/// Why a row failed, written out only when it is sent, for the same reason.
#[derive(Clone, Debug)]
pub(crate) enum Reason {
    Null,
    Text(Box<str>),
    Made(Trouble),
}

impl Default for Detail {
    fn default() -> Self {
        Self {
            id: "".into(),
            local_cluster: "center".into(),
            remote_cluster: "shanghai".into(),
            repo_name: "generic-local".into(),
            repo_type: "GENERIC".into(),
            package: None,
            path: None,
            artifact_name: None,
            version: None,
            conflict: None,
            size: None,
            sha256: Digest::None,
            outcome: "SUCCESS".into(),
            progress: wire::Progress { conflict: Some(0), ..wire::Progress::default() },
            start: Moment::from_millis(0),
            end: None,
            error: Reason::Text("".into()),
            execute_type: "DELTA".into(),
            extra: None,
        }
    }
}

impl Detail {
    /// Whether it has begun.
    pub(crate) fn begun(&self, now: i64) -> bool {
        !self.start.later(now)
    }

    /// Whether it has not ended yet, though one day it does.
    fn under_way(&self, now: i64) -> bool {
        self.end.as_ref().is_some_and(|end| end.later(now))
    }

    /// The status that it has at `now`.
    pub(crate) fn status(&self, now: i64) -> &str {
        if self.under_way(now) { "RUNNING" } else { &self.outcome }
    }

    /// Its answer at `now`.
    pub(crate) fn wire<'a>(&'a self, record_id: &'a str, now: i64, zone: &Zone, old: bool) -> wire::Detail<'a> {
        let under_way = self.under_way(now);
        let newer = if old { None } else { Some(None) };
        let mut progress = self.progress;
        if under_way {
            progress.file_success = progress.file_success.map(|_| 0);
            progress.file_failed = progress.file_failed.map(|_| 0);
        }
        if old {
            progress.conflict = None;
            progress.file_success = None;
            progress.file_failed = None;
        }
        wire::Detail {
            id: &self.id,
            record_id,
            local_cluster: &self.local_cluster,
            remote_cluster: &self.remote_cluster,
            local_repo_name: &self.repo_name,
            repo_type: &self.repo_type,
            package_constraint: self.package.as_ref().map(|package| wire::PackageConstraint {
                package_key: &package.key,
                versions: &package.versions,
                target_versions: newer,
                package_regex: newer,
                version_regex: newer,
                deleted_date: newer,
            }),
            path_constraint: self.path.as_ref().map(|path| wire::PathConstraint { path }),
            artifact_name: self.artifact_name.as_deref(),
            version: self.version.as_deref(),
            conflict_strategy: self.conflict.as_deref(),
            size: self.size,
            sha256: match &self.sha256 {
                Digest::None => None,
                Digest::Made(seed) => Some(digest(*seed)),
                Digest::Text(text) => Some(text.to_string()),
            },
            status: self.status(now),
            progress,
            start_time: zone.local(&self.start),
            end_time: match &self.end {
                Some(end) if !under_way => Some(zone.local(end)),
                _ => None,
            },
            error_reason: match &self.error {
                Reason::Null => None,
                _ if under_way => Some(String::new()),
                Reason::Text(text) => Some(text.to_string()),
                Reason::Made(trouble) => Some(trouble.text(self)),
            },
            execute_type: (!old).then_some(&*self.execute_type),
            a_field_of_tomorrow: self.extra.as_deref().filter(|_| !old),
        }
    }
}
