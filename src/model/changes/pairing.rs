//! Pairing of the rows of two executions.

use super::texts::TextId;
use super::{DetailRow, Execution};

/// The sign of a missing number in compact form.
const NO_NUMBER: i64 = i64::MIN;
const NO_DURATION: u32 = u32::MAX;

/// The compared fields of a row, in compact form.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side {
    pub(super) digest: Option<TextId>,
    pub(super) conflict: Option<TextId>,
    pub(super) status: TextId,
    duration: u32,
    size: i64,
    /// The start in milliseconds; a missing one is before all others.
    pub(super) start: i64,
}

impl Side {
    pub(super) fn new(digest: Option<TextId>, conflict: Option<TextId>, status: TextId, row: &DetailRow<'_>) -> Self {
        let longest = NO_DURATION.saturating_sub(1);
        let duration = row.duration.map_or(NO_DURATION, |duration| {
            u32::try_from(duration.max(0)).map_or(longest, |duration| duration.min(longest))
        });
        let [size, start] = [row.size, row.start].map(|number| number.unwrap_or(NO_NUMBER));
        Self { digest, conflict, status, duration, size, start }
    }

    pub(super) fn size(&self) -> Option<i64> {
        (self.size != NO_NUMBER).then_some(self.size)
    }

    pub(super) fn duration(&self) -> Option<u32> {
        (self.duration != NO_DURATION).then_some(self.duration)
    }
}

/// One version of an artifact, with its row in each execution.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) group: u32,
    pub(super) name: TextId,
    pub(super) repository: TextId,
    pub(super) cluster: TextId,
    pub(super) version: Option<TextId>,
    other: Option<Side>,
    this: Option<Side>,
}

impl Cell {
    pub(super) const fn new(
        group: u32,
        (name, repository, cluster): (TextId, TextId, TextId),
        version: Option<TextId>,
    ) -> Self {
        Self { group, name, repository, cluster, version, other: None, this: None }
    }

    pub(super) const fn side(&self, execution: Execution) -> Option<&Side> {
        match execution {
            Execution::Other => self.other.as_ref(),
            Execution::This => self.this.as_ref(),
        }
    }

    pub(super) const fn set_side(&mut self, execution: Execution, side: Side) {
        match execution {
            Execution::Other => self.other = Some(side),
            Execution::This => self.this = Some(side),
        }
    }

    pub(super) const fn clear_side(&mut self, execution: Execution) {
        match execution {
            Execution::Other => self.other = None,
            Execution::This => self.this = None,
        }
    }
}

/// A set of indexes that can name its only one: it keeps their number and their exclusive or.
#[derive(Debug, Clone, Copy, Default)]
struct Leftover {
    count: u32,
    xor: u32,
}

impl Leftover {
    const fn add(&mut self, index: u32) {
        self.count = self.count.saturating_add(1);
        self.xor ^= index;
    }

    const fn remove(&mut self, index: u32) {
        self.count = self.count.saturating_sub(1);
        self.xor ^= index;
    }

    fn only(self) -> Option<u32> {
        (self.count == 1).then_some(self.xor)
    }
}

/// All versions of an artifact: its name, repository and cluster.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Group {
    /// The versions that only the other execution has.
    other: Leftover,
    /// The versions that only this execution has.
    this: Leftover,
}

impl Group {
    /// Adds a cell of the group.
    pub(super) const fn add(&mut self, cell: &Cell, index: u32) {
        match (cell.other, cell.this) {
            (Some(_), None) => self.other.add(index),
            (None, Some(_)) => self.this.add(index),
            _ => {}
        }
    }

    /// Removes a cell of the group, in the state in which it was added.
    pub(super) const fn remove(&mut self, cell: &Cell, index: u32) {
        match (cell.other, cell.this) {
            (Some(_), None) => self.other.remove(index),
            (None, Some(_)) => self.this.remove(index),
            _ => {}
        }
    }

    /// The only version that only the other execution has.
    pub(super) fn other_left(self) -> Option<u32> {
        self.other.only()
    }

    /// The only version that only this execution has.
    pub(super) fn this_left(self) -> Option<u32> {
        self.this.only()
    }

    /// The cells of a change of the version: one version is left in each execution.
    pub(super) fn pair(self) -> Option<(u32, u32)> {
        self.other_left().zip(self.this_left())
    }
}
