//! Comparison of all details of two executions: what is new, gone, changed, failed or unchanged.
//!
//! Details are paired by artifact name, repository and remote cluster. An artifact can have several versions in one
//! execution, so rows of the same version are paired first. One row that is then left in each execution is a change of
//! the version; more of them are new or gone, because nothing says which version replaced which. Of several rows of the
//! same version in one execution, such as retries, the latest counts.
//!
//! The comparison is updated with each row in constant time, and keeps some 100 bytes for each artifact instead of rows.

mod csv;
mod filter;
mod item;
mod kind;
mod pairing;
#[cfg(test)]
mod tests;
mod texts;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use self::filter::ResolvedFilter;
use self::pairing::{Cell, Group, Side};
use self::texts::{TextId, Texts};

pub use self::csv::{CSV_HEADER, csv_cells, is_csv_number};
pub use self::filter::ChangeFilter;
pub use self::item::{Facts, Item};
pub use self::kind::{ChangeKind, ComparedField, FieldSet, LEAST_DIFFERENCE_MS, is_other_duration};

/// One of the two executions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Execution {
    /// The execution that is compared with, usually the earlier one.
    Other,
    /// The execution whose page shows the comparison.
    This,
}

/// A detail as input of the comparison; an empty text is a missing one.
#[derive(Debug, Clone, Copy, Default)]
pub struct DetailRow<'a> {
    /// The name of the artifact; empty in a historical detail.
    pub name: &'a str,
    /// The version of the artifact.
    pub version: &'a str,
    /// The local repository.
    pub repository: &'a str,
    /// The remote cluster.
    pub cluster: &'a str,
    /// The SHA-256 digest.
    pub digest: &'a str,
    /// The status.
    pub status: &'a str,
    /// The resolution of a conflict.
    pub conflict: &'a str,
    /// The size in bytes.
    pub size: Option<i64>,
    /// The duration in milliseconds.
    pub duration: Option<i64>,
    /// The start, in milliseconds on the local clock of the response.
    pub start: Option<i64>,
}

/// Numbers of artifacts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    kinds: [u32; ChangeKind::ALL.len()],
    fields: [u32; ComparedField::ALL.len()],
    /// Failed in this execution only.
    pub failed_now: u32,
    /// Failed in the other execution only.
    pub failed_before: u32,
    /// Failed in both.
    pub failed_both: u32,
    /// In both executions, with a digest in both.
    pub with_digests: u32,
}

impl Counts {
    /// The number of artifacts of a kind.
    pub fn of(&self, kind: ChangeKind) -> u32 {
        self.kinds.get(kind as usize).copied().unwrap_or_default()
    }

    /// The number of artifacts that differ in a field.
    pub fn differing_in(&self, field: ComparedField) -> u32 {
        self.fields.get(field as usize).copied().unwrap_or_default()
    }

    /// The number of artifacts that are in both executions.
    pub fn in_both(&self) -> u32 {
        let kinds = [ChangeKind::Content, ChangeKind::Outcome, ChangeKind::Unchanged];
        kinds.into_iter().fold(0, |sum, kind| sum.saturating_add(self.of(kind)))
    }

    /// Whether the executions have the same artifacts, with the same version, digest and size. Without any artifact
    /// nothing was compared, which is not the same.
    pub fn has_same_content(&self) -> bool {
        self.in_both() > 0
            && [ChangeKind::New, ChangeKind::Gone, ChangeKind::Content].into_iter().all(|kind| self.of(kind) == 0)
    }
}

/// The details of one execution as far as they have been read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadCounts {
    /// Rows with an artifact name.
    pub named: u32,
    /// Rows without an artifact name, which cannot be compared.
    pub unnamed: u32,
    /// Rows that repeat an artifact with the same version; only the latest of them counts.
    pub repeated: u32,
}

impl ReadCounts {
    /// Whether there are rows, and none of them has an artifact name.
    pub const fn lacks_names(&self) -> bool {
        self.named == 0 && self.unnamed > 0
    }
}

/// The most artifacts that memory is reserved for, because a service can report any total.
const MAX_RESERVED: u64 = 200_000;

/// The comparison of the rows that have been read so far.
#[derive(Debug, Default)]
pub struct Changes {
    texts: Texts,
    groups: Vec<Group>,
    /// By name, repository and cluster.
    group_index: HashMap<(TextId, TextId, TextId), u32>,
    cells: Vec<Cell>,
    /// By group and version.
    cell_index: HashMap<(u32, Option<TextId>), u32>,
    repositories: BTreeSet<TextId>,
    clusters: BTreeSet<TextId>,
    counts: Counts,
    read: [ReadCounts; 2],
    /// The total numbers of rows.
    expected: [u64; 2],
}

impl Changes {
    /// Reserves memory for all rows of an execution. Hash maps that grow while rows are added are hashed again as a whole,
    /// which takes longer than a task may with a hundred thousand entries.
    pub fn expect_rows(&mut self, execution: Execution, total: u64) {
        if let Some(expected) = self.expected.get_mut(execution as usize) {
            *expected = total;
        }
        let all = self.expected.iter().fold(0, |sum: u64, total| sum.saturating_add(*total)).min(MAX_RESERVED);
        let more = usize::try_from(all).unwrap_or_default().saturating_sub(self.cells.len());
        self.group_index.reserve(more);
        self.cell_index.reserve(more);
        // Each artifact has a name and a digest.
        self.texts.reserve(more.saturating_mul(2));
    }

    /// Adds a row of an execution.
    pub fn add(&mut self, execution: Execution, row: &DetailRow<'_>) {
        if let Some(read) = self.read.get_mut(execution as usize) {
            let count = if row.name.is_empty() { &mut read.unnamed } else { &mut read.named };
            *count = count.saturating_add(1);
        }
        if row.name.is_empty() {
            return;
        }
        let index = self.cell_of(row);
        let side = self.side_of(row);
        let Some(mut cell) = self.cells.get(to_usize(index)).copied() else { return };
        if let Some(known) = cell.side(execution) {
            if let Some(read) = self.read.get_mut(execution as usize) {
                read.repeated = read.repeated.saturating_add(1);
            }
            if side.start <= known.start {
                return;
            }
        }
        let Some(before) = self.groups.get(to_usize(cell.group)).copied() else { return };
        let mut group = before;
        group.remove(&cell, index);
        cell.set_side(execution, side);
        group.add(&cell, index);
        // The artifacts whose kind can change: that of the row, and the rows that are left over alone.
        let affected = [Some(index), before.other_left(), before.this_left(), group.other_left(), group.this_left()];
        self.tally_all(&affected, false);
        if let Some(slot) = self.cells.get_mut(to_usize(index)) {
            *slot = cell;
        }
        if let Some(slot) = self.groups.get_mut(to_usize(cell.group)) {
            *slot = group;
        }
        self.tally_all(&affected, true);
    }

    /// Forgets the rows of an execution.
    pub fn clear(&mut self, execution: Execution) {
        self.groups.fill(Group::default());
        for (index, cell) in (0u32..).zip(&mut self.cells) {
            cell.clear_side(execution);
            if let Some(group) = self.groups.get_mut(to_usize(cell.group)) {
                group.add(cell, index);
            }
        }
        self.counts = Counts::default();
        for index in self.indexes() {
            self.tally(index, true);
        }
        if let Some(read) = self.read.get_mut(execution as usize) {
            *read = ReadCounts::default();
        }
        if let Some(expected) = self.expected.get_mut(execution as usize) {
            *expected = 0;
        }
    }

    /// The numbers of artifacts.
    pub const fn counts(&self) -> &Counts {
        &self.counts
    }

    /// The details of an execution as far as they have been read.
    pub fn read(&self, execution: Execution) -> ReadCounts {
        self.read.get(execution as usize).copied().unwrap_or_default()
    }

    /// The indexes for [`Self::item`].
    pub fn indexes(&self) -> Range<u32> {
        0..u32::try_from(self.cells.len()).unwrap_or(u32::MAX)
    }

    /// The local repositories, sorted.
    pub fn repositories(&self) -> Vec<&str> {
        self.names(&self.repositories)
    }

    /// The remote clusters, sorted.
    pub fn clusters(&self) -> Vec<&str> {
        self.names(&self.clusters)
    }

    fn names(&self, ids: &BTreeSet<TextId>) -> Vec<&str> {
        let mut names: Vec<&str> =
            ids.iter().map(|id| self.texts.resolve(*id)).filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        names
    }

    /// The artifact with an index; `None` for a row that is shown as a part of another artifact.
    pub fn item(&self, index: u32) -> Option<Item<'_>> {
        let cell = self.cells.get(to_usize(index))?;
        let group = self.groups.get(to_usize(cell.group))?;
        let (other, this) = match group.pair() {
            // The row of the other execution is shown with that of this one.
            Some((other, _)) if other == index => return None,
            Some((other, this)) if this == index => (self.cells.get(to_usize(other))?, cell),
            _ => (cell, cell),
        };
        Item::new(
            &self.texts,
            cell,
            (other.version, other.side(Execution::Other)),
            (this.version, this.side(Execution::This)),
        )
    }

    /// The indexes, among some of [`Self::indexes`], of the artifacts that match a filter.
    pub fn matching(&self, among: Range<u32>, filter: &ChangeFilter) -> Vec<u32> {
        let Some(filter) = ResolvedFilter::new(filter, &self.texts) else { return Vec::new() };
        let matches = |index: &u32| {
            let cell = self.cells.get(to_usize(*index));
            cell.is_some_and(|cell| filter.matches(cell, &self.texts))
                && self.item(*index).is_some_and(|item| filter.matches_fields(item.fields))
        };
        among.filter(matches).collect()
    }

    /// The cell of a row: found, or added without rows.
    fn cell_of(&mut self, row: &DetailRow<'_>) -> u32 {
        let [name, repository, cluster] = [row.name, row.repository, row.cluster].map(|text| self.texts.intern(text));
        let version = (!row.version.is_empty()).then(|| self.texts.intern(row.version));
        let new_group = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
        let group = *self.group_index.entry((name, repository, cluster)).or_insert(new_group);
        if group == new_group {
            self.groups.push(Group::default());
            self.repositories.insert(repository);
            self.clusters.insert(cluster);
        }
        let new_cell = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        let cell = *self.cell_index.entry((group, version)).or_insert(new_cell);
        if cell == new_cell {
            self.cells.push(Cell::new(group, (name, repository, cluster), version));
        }
        cell
    }

    fn side_of(&mut self, row: &DetailRow<'_>) -> Side {
        let mut optional = |text: &str| (!text.is_empty()).then(|| self.texts.intern(text));
        let (digest, conflict) = (optional(row.digest), optional(row.conflict));
        let status = self.texts.intern(row.status);
        Side::new(digest, conflict, status, row)
    }

    /// Adds the artifacts at some indexes, each once, to the counts, or subtracts them.
    fn tally_all(&mut self, affected: &[Option<u32>], is_added: bool) {
        for (at, index) in affected.iter().enumerate() {
            let is_first = affected.iter().position(|other| other == index) == Some(at);
            if let Some(index) = index.filter(|_| is_first) {
                self.tally(index, is_added);
            }
        }
    }

    fn tally(&mut self, index: u32, is_added: bool) {
        let Some(item) = self.item(index) else { return };
        let (kind, fields, failed, has_digests) = (item.kind, item.fields, item.failed(), item.has_digests());
        let change = |count: &mut u32| {
            *count = if is_added { count.saturating_add(1) } else { count.saturating_sub(1) };
        };
        let counts = &mut self.counts;
        counts.kinds.get_mut(kind as usize).map(change);
        for field in fields.iter() {
            counts.fields.get_mut(field as usize).map(change);
        }
        if has_digests {
            change(&mut counts.with_digests);
        }
        if failed != (false, false) {
            counts.kinds.get_mut(ChangeKind::Failed as usize).map(change);
        }
        match failed {
            (false, false) => {}
            (false, true) => change(&mut counts.failed_now),
            (true, false) => change(&mut counts.failed_before),
            (true, true) => change(&mut counts.failed_both),
        }
    }
}

fn to_usize(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}
