//! A whole history as it comes, as far as a trend needs it.

use std::sync::Arc;

use serde::de::IgnoredAny;

use crate::api::Error;
use crate::api::client::Piece;
use crate::api::field::Field;
use crate::api::lone_surrogates;
use crate::api::stream::{LIST, Splitter};
use crate::api::wire::Record;
use crate::i18n::localizer::elapsed;
use crate::model::enums::Status;
use crate::model::trend::{Outcome, Run, in_order};
use crate::model::zone::Zone;

/// States that are none that is known, each with the id of the run that is in it.
type Others = Vec<(Box<str>, Box<str>)>;

/// A history that was read.
#[derive(Clone, PartialEq)]
pub(super) struct History {
    /// Its runs, in the order of their starts.
    pub(super) runs: Arc<Vec<Run>>,
    others: Arc<Others>,
    /// How many executions do not say when they began.
    pub(super) left_out: usize,
}

impl History {
    /// The state of a run as it came, where it is none that is known.
    pub(super) fn other(&self, run: &Run) -> Option<&str> {
        self.others.iter().find(|(id, _)| *id == run.id).map(|(_, state)| &**state)
    }
}

/// Executions as they come.
pub(super) struct Reader {
    splitter: Splitter,
    zone: Zone,
    runs: Vec<Run>,
    others: Others,
    left_out: usize,
}

impl Default for Reader {
    fn default() -> Self {
        let (runs, others) = (Vec::new(), Vec::new());
        Self { splitter: Splitter::new(LIST), zone: Zone::Unknown, runs, others, left_out: 0 }
    }
}

impl Reader {
    /// Takes a piece; tells how many executions there are so far.
    pub(super) fn piece(&mut self, piece: Piece<'_>) -> usize {
        match piece {
            Piece::Begin(zone) => *self = Self { zone, ..Self::default() },
            Piece::Bytes(bytes) => {
                let Self { splitter, zone, runs, others, left_out } = self;
                splitter.feed(bytes, &mut |row| match lone_surrogates::from_str::<Record>(row)
                    .ok()
                    .and_then(|record| run(record, zone, others))
                {
                    Some(run) => runs.push(run),
                    None => *left_out = left_out.saturating_add(1),
                });
            }
        }
        self.runs.len()
    }

    /// All of them, once the last piece was taken.
    pub(super) fn finish(mut self) -> Result<History, Error> {
        self.splitter.finish::<Option<Vec<IgnoredAny>>>()?;
        // The newest come first; those of one second in the other order, too.
        self.runs.reverse();
        let (runs, others) = (Arc::new(in_order(self.runs)), Arc::new(self.others));
        Ok(History { runs, others, left_out: self.left_out })
    }
}

/// An execution as a trend needs it; `None` for one that does not say when it began.
fn run(record: Record, zone: &Zone, others: &mut Others) -> Option<Run> {
    let start = record.start_time.known()?;
    let at = start.local()?.milliseconds();
    let took = record.end_time.known().and_then(|end| elapsed(start, end, zone));
    let id: Box<str> = record.id.into();
    let outcome = match record.status {
        Field::Known(Status::Success) => Outcome::Good,
        Field::Known(Status::Failed) => Outcome::Bad,
        Field::Known(Status::Running) => Outcome::Busy,
        Field::Missing | Field::Odd(_) => Outcome::Other,
        Field::Known(Status::Other(state)) => {
            others.push((id.clone(), state));
            Outcome::Other
        }
    };
    Some(Run { start: at, took, outcome, id })
}
