//! A detail row of a record, and its state at a given time.

use super::errors::Failure;
use super::random::digest;
use crate::wire;
use crate::zone::{Moment, Zone};
use std::borrow::Cow;

/// A string that is often a constant.
pub(crate) type Text = Cow<'static, str>;

/// A detail in its final state. While it runs, [`Detail::status`] and the response differ.
#[derive(Clone, Debug)]
pub(crate) struct Detail {
    pub(crate) id: Box<str>,
    pub(crate) local_cluster: Text,
    pub(crate) remote_cluster: Text,
    pub(crate) repo_name: Text,
    pub(crate) repo_type: Text,
    pub(crate) package: Option<Box<Package>>,
    pub(crate) path: Option<Box<str>>,
    pub(crate) artifact_name: Option<Box<str>>,
    pub(crate) version: Option<Box<str>>,
    pub(crate) conflict: Option<Text>,
    pub(crate) size: Option<i64>,
    pub(crate) sha256: Digest,
    pub(crate) outcome: Text,
    pub(crate) progress: wire::Progress,
    pub(crate) start: Moment,
    pub(crate) end: Option<Moment>,
    pub(crate) error: Reason,
    /// Null in historical rows.
    pub(crate) execute_type: Option<Text>,
    pub(crate) extra: Option<Box<serde_json::Value>>,
}

/// The package constraint of a historical row.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    pub(crate) key: String,
    pub(crate) versions: Vec<String>,
}

/// A SHA-256, stored as a seed, because a hundred thousand digests would take much memory.
#[derive(Clone, Debug)]
pub(crate) enum Digest {
    None,
    Generated(u64),
    Text(Box<str>),
}

/// The error reason, stored as parameters and formatted on demand, to save memory.
#[derive(Clone, Debug)]
pub(crate) enum Reason {
    Null,
    Text(Box<str>),
    Generated(Failure),
}

impl Reason {
    /// The complete error reason of a row.
    pub(crate) fn text(&self, row: &Detail) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Text(text) => Some(text.to_string()),
            Self::Generated(failure) => Some(failure.text(row)),
        }
    }
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
            // Current rows do not count.
            progress: wire::Progress {
                conflict: Some(0),
                file_success: Some(0),
                file_failed: Some(0),
                ..wire::Progress::default()
            },
            start: Moment::from_millis(0),
            end: None,
            error: Reason::Text("".into()),
            execute_type: Some("FULL".into()),
            extra: None,
        }
    }
}

impl Detail {
    /// Whether it has started.
    pub(crate) fn has_started(&self, now: i64) -> bool {
        !self.start.is_after(now)
    }

    /// Whether it is running and will end.
    fn is_running(&self, now: i64) -> bool {
        self.end.as_ref().is_some_and(|end| end.is_after(now))
    }

    /// The status at `now`.
    pub(crate) fn status(&self, now: i64) -> &str {
        if self.is_running(now) { "RUNNING" } else { &self.outcome }
    }

    /// The response value at `now`.
    pub(crate) fn wire<'a>(&'a self, record_id: &'a str, now: i64, zone: &Zone, old: bool) -> wire::Detail<'a> {
        let is_running = self.is_running(now);
        let newer = if old { None } else { Some(None) };
        let mut progress = self.progress;
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
                Digest::Generated(seed) => Some(digest(*seed)),
                Digest::Text(text) => Some(text.to_string()),
            },
            status: self.status(now),
            progress,
            start_time: zone.format_local(&self.start),
            end_time: match &self.end {
                Some(end) if !is_running => Some(zone.format_local(end)),
                _ => None,
            },
            error_reason: self.error.text(self).filter(|_| !is_running),
            execute_type: (!old).then_some(self.execute_type.as_deref()),
            a_field_of_tomorrow: self.extra.as_deref().filter(|_| !old),
        }
    }
}
