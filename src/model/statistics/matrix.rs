//! The matrix of repositories and remote nodes: the counters of each pair, sorted and cut for a table.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;

use super::{Counts, DetailStatistics, Names};
use crate::model::csv::{self, Readers};
use crate::model::enums::Status;

/// The number of nodes up to which they are the columns even if there are fewer repositories.
const FEW_NODES: usize = 8;

/// The number in each cell of the matrix.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Failed details.
    #[default]
    Failed,
    /// Succeeded details.
    Succeeded,
    /// Details with a conflict.
    Conflicts,
    /// The size of the succeeded artifacts that were not skipped.
    Bytes,
}

impl Measure {
    /// All measures, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Failed, Self::Succeeded, Self::Conflicts, Self::Bytes];

    /// The value in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Succeeded => "succeeded",
            Self::Conflicts => "conflicts",
            Self::Bytes => "bytes",
        }
    }

    /// Parses a value that [`name`](Self::name) returned.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.name() == name)
    }

    /// The status of the details that are measured; `None` for details of any status, because no filter of the service
    /// selects conflicts.
    pub const fn status(self) -> Option<Status> {
        match self {
            Self::Failed => Some(Status::Failed),
            Self::Succeeded | Self::Bytes => Some(Status::Success),
            Self::Conflicts => None,
        }
    }

    /// The value of some counters.
    pub const fn of(self, counts: &Counts) -> u64 {
        match self {
            Self::Failed => counts.failed,
            Self::Succeeded => counts.succeeded,
            Self::Conflicts => counts.conflicts,
            Self::Bytes => counts.bytes,
        }
    }
}

/// The order of rows and columns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum MatrixOrder {
    /// Most failed details first.
    #[default]
    Failed,
    /// Most details first.
    Total,
    /// By name.
    Name,
}

impl MatrixOrder {
    /// All orders, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Failed, Self::Total, Self::Name];

    /// The value in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Total => "total",
            Self::Name => "name",
        }
    }

    /// Parses a value that [`name`](Self::name) returned.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }
}

/// The choices of the view, which are part of its address.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct MatrixView {
    /// The number in each cell (`measure`).
    pub measure: Measure,
    /// The order of rows and columns (`order`).
    pub order: MatrixOrder,
    /// Whether repositories and nodes without failed details are hidden (`show=failed`).
    pub hides_fine: bool,
}

/// The value of `show` that hides what has not failed.
pub const SHOW_FAILED: &str = "failed";

/// The largest number of rows and columns of a matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatrixLimit {
    /// The largest number of rows.
    pub rows: usize,
    /// The largest number of columns.
    pub columns: usize,
}

/// A repository or a node with its sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixHead {
    /// The index among the repositories or nodes, which stays the same while details are added.
    pub index: u32,
    /// The name; empty if it is missing.
    pub name: String,
    /// The value of the measure for all of its details.
    pub sum: u64,
}

/// A row of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// Its repository, or its node in a turned matrix.
    pub head: MatrixHead,
    /// The value of each column; `None` where there is no detail.
    pub values: Vec<Option<u64>>,
}

/// A matrix, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// Whether the rows are nodes and the columns repositories, because there are many nodes and fewer repositories.
    pub is_turned: bool,
    /// The columns.
    pub columns: Vec<MatrixHead>,
    /// The rows.
    pub rows: Vec<MatrixRow>,
    /// The value of the measure for all details.
    pub sum: u64,
    /// The largest value of a cell.
    pub largest: u64,
    /// The number of repositories that are hidden, because nothing failed in them.
    pub hidden_repositories: usize,
    /// The number of nodes that are hidden, because nothing failed in them.
    pub hidden_nodes: usize,
    /// The number of rows beyond the limit.
    pub more_rows: usize,
    /// The number of columns beyond the limit.
    pub more_columns: usize,
}

impl Matrix {
    /// The step of a value on a scale from 0 to 4, relative to the largest: each step is a factor of two.
    pub fn level(&self, value: u64) -> u8 {
        let halved = |times: u32| self.largest.checked_shr(times).unwrap_or(0);
        match value {
            0 => 0,
            _ if value > halved(1) => 4,
            _ if value > halved(2) => 3,
            _ if value > halved(3) => 2,
            _ => 1,
        }
    }
}

/// The names of one axis, sorted and without those that are hidden.
struct Axis {
    indexes: Vec<u32>,
    sums: HashMap<u32, Counts>,
    hidden: usize,
}

impl Axis {
    fn new(names: &Names, counts: impl Iterator<Item = (u32, Counts)>, view: MatrixView) -> Self {
        let mut sums = HashMap::<u32, Counts>::new();
        for (index, counts) in counts {
            sums.entry(index).or_default().merge(&counts);
        }
        let is_shown = |counts: &Counts| !view.hides_fine || counts.failed > 0;
        let shown = sums.iter().filter(|(_, counts)| is_shown(counts));
        let mut sorted: Vec<(Reverse<u64>, &str, u32)> = shown
            .map(|(index, counts)| {
                let amount = match view.order {
                    MatrixOrder::Failed => counts.failed,
                    MatrixOrder::Total => counts.details,
                    MatrixOrder::Name => 0,
                };
                (Reverse(amount), names.get(*index), *index)
            })
            .collect();
        sorted.sort_unstable_by(|one, other| {
            // Rows and columns without failures are ordered by their names.
            one.0.cmp(&other.0).then_with(|| natural(one.1, other.1)).then(one.2.cmp(&other.2))
        });
        let indexes: Vec<u32> = sorted.into_iter().map(|(_, _, index)| index).collect();
        let hidden = sums.len().saturating_sub(indexes.len());
        Self { indexes, sums, hidden }
    }

    fn head(&self, names: &Names, index: u32, measure: Measure) -> MatrixHead {
        let sum = self.sums.get(&index).map_or(0, |counts| measure.of(counts));
        MatrixHead { index, name: names.get(index).to_owned(), sum }
    }
}

/// The order of names: without regard to case, and an empty name last.
fn natural(one: &str, other: &str) -> Ordering {
    let key = |name: &str| (name.is_empty(), name.to_lowercase());
    key(one).cmp(&key(other)).then_with(|| one.cmp(other))
}

impl DetailStatistics {
    /// The matrix in a view, up to a limit.
    pub fn matrix(&self, view: MatrixView, limit: MatrixLimit) -> Matrix {
        let repositories =
            Axis::new(&self.repositories, self.pairs.iter().map(|((at, _), counts)| (*at, *counts)), view);
        let nodes = Axis::new(&self.nodes, self.pairs.iter().map(|((_, at), counts)| (*at, *counts)), view);
        // By all names, so that it does not turn when fine ones are hidden.
        let is_turned = self.nodes.list.len() > self.repositories.list.len().max(FEW_NODES);
        let (hidden_repositories, hidden_nodes) = (repositories.hidden, nodes.hidden);
        let (rows, columns) = if is_turned {
            ((&self.nodes, nodes), (&self.repositories, repositories))
        } else {
            ((&self.repositories, repositories), (&self.nodes, nodes))
        };
        let (row_names, rows) = rows;
        let (column_names, columns) = columns;
        let heads: Vec<MatrixHead> = columns
            .indexes
            .iter()
            .take(limit.columns)
            .map(|index| columns.head(column_names, *index, view.measure))
            .collect();
        let value = |row: u32, column: u32| {
            let pair = if is_turned { (column, row) } else { (row, column) };
            self.pairs.get(&pair).map(|counts| view.measure.of(counts))
        };
        let row = |index: &u32| MatrixRow {
            head: rows.head(row_names, *index, view.measure),
            values: heads.iter().map(|column| value(*index, column.index)).collect(),
        };
        let shown: Vec<MatrixRow> = rows.indexes.iter().take(limit.rows).map(row).collect();
        let largest = shown.iter().flat_map(|row| &row.values).copied().flatten().max().unwrap_or_default();
        Matrix {
            is_turned,
            sum: view.measure.of(&self.total),
            largest,
            hidden_repositories,
            hidden_nodes,
            more_rows: rows.indexes.len().saturating_sub(shown.len()),
            more_columns: columns.indexes.len().saturating_sub(heads.len()),
            rows: shown,
            columns: heads,
        }
    }

    /// All pairs as CSV, in an order and with all counters.
    pub fn matrix_csv(&self, order: MatrixOrder, readers: Readers) -> String {
        const HEADER: [&str; 8] =
            ["localRepoName", "remoteCluster", "details", "SUCCESS", "FAILED", "RUNNING", "conflicts", "bytes"];
        let mut text = csv::BOM.to_owned();
        csv::line(&mut text, &HEADER);
        let mut pairs: Vec<_> = self
            .pairs
            .iter()
            .map(|((repository, node), counts)| (self.repositories.get(*repository), self.nodes.get(*node), counts))
            .collect();
        pairs.sort_unstable_by(|one, other| {
            let amount = |counts: &Counts| match order {
                MatrixOrder::Failed => counts.failed,
                MatrixOrder::Total => counts.details,
                MatrixOrder::Name => 0,
            };
            let by_name = || natural(one.0, other.0).then_with(|| natural(one.1, other.1));
            amount(other.2).cmp(&amount(one.2)).then_with(by_name)
        });
        for (repository, node, counts) in pairs {
            let numbers =
                [counts.details, counts.succeeded, counts.failed, counts.running, counts.conflicts, counts.bytes];
            let numbers = numbers.map(|number| number.to_string());
            let names = [repository, node];
            let cells: Vec<&str> = names.into_iter().chain(numbers.iter().map(String::as_str)).collect();
            readers.line(&mut text, &cells, |at| at >= names.len());
        }
        text
    }
}
