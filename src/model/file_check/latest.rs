//! The latest row of each artifact: one that failed and was replicated later is on the node.

use std::collections::HashMap;

use super::DetailRow;
use crate::model::enums::Status;

/// The outcome of a row for its artifact, from the worst to the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// It was not replicated.
    NotReplicated,
    /// It was skipped.
    Skipped,
    /// It was transferred.
    Transferred,
}

impl Outcome {
    fn of(row: &DetailRow<'_>) -> Self {
        match (row.status, row.is_skipped) {
            (Some(Status::Success), true) => Self::Skipped,
            (Some(Status::Success), false) => Self::Transferred,
            _ => Self::NotReplicated,
        }
    }
}

/// A change of the latest row of an artifact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Change {
    /// The outcome of the row before; `None` for the first row of the artifact.
    pub(super) before: Option<Outcome>,
    pub(super) now: Outcome,
}

/// The latest rows with one digest, by name, version, repository and cluster.
#[derive(Debug, Default)]
pub(super) struct LatestRows(HashMap<[Box<str>; 4], (Option<i64>, Outcome)>);

impl LatestRows {
    /// Takes a row; returns `None` if another one remains the latest. Where the order of two rows is unknown, the worse one
    /// counts.
    pub(super) fn take(&mut self, row: &DetailRow<'_>) -> Option<Change> {
        let artifact = [row.name, row.version, row.repository, row.cluster].map(|text| text.unwrap_or_default().into());
        let now = Outcome::of(row);
        let known = self.0.get(&artifact).copied();
        if let Some((start, outcome)) = known {
            let is_latest = match start.zip(row.start) {
                Some((known, start)) if known != start => start > known,
                _ => now < outcome,
            };
            is_latest.then_some(())?;
        }
        self.0.insert(artifact, (row.start, now));
        Some(Change { before: known.map(|(_, outcome)| outcome), now })
    }
}
