//! One artifact of a comparison.

use super::kind::{ChangeKind, ComparedField, FieldSet, is_other_duration};
use super::pairing::{Cell, Side};
use super::texts::{TextId, Texts};

const FAILED: &str = "FAILED";

/// The compared fields of an artifact in one execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts<'a> {
    /// The version.
    pub version: Option<&'a str>,
    /// The SHA-256 digest; packages have none.
    pub digest: Option<&'a str>,
    /// The status, as received; empty if it is missing.
    pub status: &'a str,
    /// The resolution of a conflict, as received; `None` where none was recorded.
    pub conflict: Option<&'a str>,
    /// The size in bytes.
    pub size: Option<i64>,
    /// The duration in milliseconds.
    pub duration: Option<u32>,
}

impl<'a> Facts<'a> {
    fn new(texts: &'a Texts, version: Option<TextId>, side: &Side) -> Self {
        let text = |id: Option<TextId>| id.map(|id| texts.resolve(id));
        Self {
            version: text(version),
            digest: text(side.digest),
            status: texts.resolve(side.status),
            conflict: text(side.conflict),
            size: side.size(),
            duration: side.duration(),
        }
    }

    /// Whether its replication failed.
    pub fn has_failed(&self) -> bool {
        self.status == FAILED
    }

    /// The fields that differ. A digest, size or duration that is unknown in one execution does not differ.
    fn differences(&self, other: &Self) -> FieldSet {
        let known = |differs: Option<bool>| differs.unwrap_or_default();
        let differs = |field| match field {
            ComparedField::Version => self.version != other.version,
            ComparedField::Digest => {
                known(self.digest.zip(other.digest).map(|(one, other)| !one.eq_ignore_ascii_case(other)))
            }
            ComparedField::Size => known(self.size.zip(other.size).map(|(one, other)| one != other)),
            ComparedField::Status => self.status != other.status,
            ComparedField::Conflict => self.conflict != other.conflict,
            ComparedField::Duration => {
                known(self.duration.zip(other.duration).map(|(one, other)| is_other_duration(one, other)))
            }
        };
        let mut fields = FieldSet::default();
        ComparedField::ALL.into_iter().filter(|field| differs(*field)).for_each(|field| fields.insert(field));
        fields
    }
}

/// An artifact of a comparison.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Item<'a> {
    /// The kind; never [`ChangeKind::Failed`].
    pub kind: ChangeKind,
    /// The fields that differ.
    pub fields: FieldSet,
    /// The name of the artifact.
    pub name: &'a str,
    /// The local repository; empty if it is missing.
    pub repository: &'a str,
    /// The remote cluster; empty if it is missing.
    pub cluster: &'a str,
    /// The artifact in the other execution.
    pub other: Option<Facts<'a>>,
    /// The artifact in this execution.
    pub this: Option<Facts<'a>>,
}

impl<'a> Item<'a> {
    /// Whether it is in a list of changes: it differs, or its replication failed.
    pub fn is_change(&self) -> bool {
        self.kind != ChangeKind::Unchanged || self.is_of(ChangeKind::Failed)
    }

    /// The artifact of a cell, with its version and its row in each execution; `None` if it is in neither.
    pub(super) fn new(
        texts: &'a Texts,
        cell: &Cell,
        (other_version, other): (Option<TextId>, Option<&Side>),
        (this_version, this): (Option<TextId>, Option<&Side>),
    ) -> Option<Self> {
        let other = other.map(|side| Facts::new(texts, other_version, side));
        let this = this.map(|side| Facts::new(texts, this_version, side));
        let (kind, fields) = match (&other, &this) {
            (None, None) => return None,
            (None, Some(_)) => (ChangeKind::New, FieldSet::default()),
            (Some(_), None) => (ChangeKind::Gone, FieldSet::default()),
            (Some(other), Some(this)) => {
                let fields = this.differences(other);
                let kind = match fields {
                    fields if fields == FieldSet::default() => ChangeKind::Unchanged,
                    fields if fields.iter().any(ComparedField::is_content) => ChangeKind::Content,
                    _ => ChangeKind::Outcome,
                };
                (kind, fields)
            }
        };
        let [name, repository, cluster] = [cell.name, cell.repository, cell.cluster].map(|id| texts.resolve(id));
        Some(Self { kind, fields, name, repository, cluster, other, this })
    }

    /// Whether its replication failed in the other execution, and in this one.
    pub fn failed(&self) -> (bool, bool) {
        let has_failed = |facts: &Option<Facts<'_>>| facts.as_ref().is_some_and(Facts::has_failed);
        (has_failed(&self.other), has_failed(&self.this))
    }

    /// Whether it is of a kind.
    pub fn is_of(&self, kind: ChangeKind) -> bool {
        self.kind == kind || (kind == ChangeKind::Failed && self.failed() != (false, false))
    }

    /// Whether it has a digest in both executions.
    pub(super) fn has_digests(&self) -> bool {
        let has_digest = |facts: &Option<Facts<'_>>| facts.as_ref().is_some_and(|facts| facts.digest.is_some());
        has_digest(&self.other) && has_digest(&self.this)
    }
}
