//! Incremental parsing of a whole history, keeping what a trend needs.

use std::sync::Arc;

use serde::de::IgnoredAny;

use crate::api::Error;
use crate::api::body::Piece;
use crate::api::field::Field;
use crate::api::lone_surrogates;
use crate::api::stream::{LIST, Splitter};
use crate::api::wire::{Record, Row};
use crate::i18n::localizer::{elapsed, shown};
use crate::model::enums::Status;
use crate::model::hidden::visible;
use crate::model::trend::{Outcome, Run, in_order};
use crate::model::zone::Zone;

/// The ids of runs with an unknown status, each with that status as received.
type UnknownStatuses = Vec<(Box<str>, Box<str>)>;

/// A parsed history.
#[derive(Clone, PartialEq)]
pub(super) struct History {
    /// The runs in the order of their starts.
    pub(super) runs: Arc<Vec<Run>>,
    unknown_statuses: Arc<UnknownStatuses>,
    /// The zone of the response.
    pub(super) zone: Zone,
    /// The number of executions without a readable start.
    pub(super) left_out: usize,
    /// The number of other executions with a value that is not as documented.
    pub(super) odd: usize,
}

impl History {
    /// The status of a run as received, when it is unknown.
    pub(super) fn unknown_status(&self, run: &Run) -> Option<&str> {
        self.unknown_statuses.iter().find(|(id, _)| *id == run.id).map(|(_, status)| &**status)
    }
}

/// The parser of a streamed history.
pub(super) struct HistoryReader {
    splitter: Splitter,
    zone: Zone,
    runs: Vec<Run>,
    unknown_statuses: UnknownStatuses,
    left_out: usize,
    odd: usize,
}

impl Default for HistoryReader {
    fn default() -> Self {
        let (runs, unknown_statuses) = (Vec::new(), Vec::new());
        Self { splitter: Splitter::new(LIST), zone: Zone::Unknown, runs, unknown_statuses, left_out: 0, odd: 0 }
    }
}

impl HistoryReader {
    /// Parses the next piece of the response; returns the number of executions so far.
    pub(super) fn feed(&mut self, piece: Piece<'_>) -> usize {
        match piece {
            Piece::Begin(zone) => *self = Self { zone, ..Self::default() },
            Piece::Bytes(bytes) => {
                let Self { splitter, zone, runs, unknown_statuses, left_out, odd } = self;
                splitter.feed(bytes, &mut |row| {
                    let row = lone_surrogates::from_str::<Row<Record>>(row).ok();
                    let run = row.as_ref().and_then(|row| run(row, zone, unknown_statuses));
                    let is_odd = row.is_some_and(|row| row.is_odd());
                    match run {
                        Some(run) => {
                            *odd = odd.saturating_add(is_odd.into());
                            runs.push(run);
                        }
                        None => *left_out = left_out.saturating_add(1),
                    }
                });
            }
        }
        self.runs.len()
    }

    /// The history, after the last piece.
    pub(super) fn finish(mut self) -> Result<History, Error> {
        self.splitter.finish::<Option<Vec<IgnoredAny>>>()?;
        // The response is newest first. The sort keeps the order within a second, so it must be reversed before.
        self.runs.reverse();
        let (runs, unknown_statuses) = (Arc::new(in_order(self.runs)), Arc::new(self.unknown_statuses));
        Ok(History { runs, unknown_statuses, zone: self.zone, left_out: self.left_out, odd: self.odd })
    }
}

/// The run of an execution; `None` for one without a readable start.
fn run(record: &Record, zone: &Zone, unknown_statuses: &mut UnknownStatuses) -> Option<Run> {
    let start = record.start_time.known()?;
    let at = shown(start, zone).0.local()?;
    let duration_ms = record.end_time.known().and_then(|end| elapsed(start, end, zone));
    let id: Box<str> = record.id.as_received().into();
    let outcome = match &record.status {
        Field::Known(Status::Success) => Outcome::Succeeded,
        Field::Known(Status::Failed) => Outcome::Failed,
        Field::Known(Status::Running) => Outcome::Running,
        Field::Missing => Outcome::Unknown,
        Field::Known(Status::Other(status)) | Field::Odd(status) => {
            unknown_statuses.push((id.clone(), visible(status).into()));
            Outcome::Unknown
        }
    };
    Some(Run { start: at, duration_ms, outcome, id })
}
