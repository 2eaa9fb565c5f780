//! The texts of the statistics of an execution: the matrix of nodes and repositories, and the durations.

pub(super) mod en_us;
pub(super) mod ja;
pub(super) mod zh_cn;

use super::words::Plural;

/// The texts of the statistics in one language. `{0}`, `{1}` … are placeholders for values.
#[derive(Debug)]
pub struct Statistics {
    // Both views
    /// Above the view. {0}: the artifacts read so far; {1}: their total.
    pub based_on: Plural,
    /// In place of the view before anything was read. {0}: the number of artifacts per request.
    pub reads_all: &'static str,
    /// In place of the view of an execution without artifacts.
    pub no_artifacts: &'static str,
    /// Hint while artifacts are being read, after reading was stopped, and if fewer were found than the service counts.
    pub partial: &'static str,
    /// Notice above the view of a running execution, and of one that has ended since it was read. The button is called
    /// “Refresh”.
    pub still_running: &'static str,
    /// Number of rows that stand for several artifacts, because they are from before per-artifact logging. {0}: the number.
    pub legacy_rows: Plural,
    /// In place of an empty name of a node or repository.
    pub unnamed: &'static str,
    /// Head of the row and of the column of sums.
    pub total: &'static str,
    /// Name of the buttons that save the numbers as a CSV file.
    pub save_csv: &'static str,
    /// After the file was written to disk.
    pub csv_saved: &'static str,
    /// When the file is ready and a link saves it.
    pub csv_ready: &'static str,
    /// After the file was written before all artifacts were read.
    pub csv_partial: &'static str,
    /// Error: the file could not be written. {0}: the reason given by the browser, often in English.
    pub csv_refused: &'static str,
    /// Button below the table. {0}: how many rows it adds.
    pub more_rows: Plural,

    // Matrix
    /// Accessible name of the links that choose the number in each cell.
    pub measure: &'static str,
    /// The number in each cell: failed artifacts. Also an option of the order.
    pub failed: &'static str,
    /// The number in each cell: succeeded artifacts.
    pub succeeded: &'static str,
    /// The number in each cell: artifacts that the remote node had already.
    pub conflicts: &'static str,
    /// The number in each cell: the size of the artifacts that were transferred.
    pub bytes: &'static str,
    /// Below the table of conflicts: what they are, and what the links show.
    pub conflicts_why: &'static str,
    /// Below the table of bytes: which sizes are added.
    pub bytes_why: &'static str,
    /// Below the table of bytes: succeeded artifacts without a size. {0}: their number.
    pub unknown_sizes: Plural,
    /// Accessible name of the links that choose the order.
    pub order: &'static str,
    /// Option of the order: most failed artifacts first.
    pub by_failed: &'static str,
    /// Option of the order: most artifacts first.
    pub by_total: &'static str,
    /// Option of the order: by name.
    pub by_name: &'static str,
    /// Accessible name of the links that hide what has no failures.
    pub shown: &'static str,
    /// Option: all repositories and nodes.
    pub show_all: &'static str,
    /// Option: repositories and nodes with failures.
    pub show_failed: &'static str,
    /// Below the table: what is hidden. {0}: the number of repositories; {1}: the number of nodes.
    pub hidden: &'static str,
    /// In place of a table of which all is hidden.
    pub none_failed: &'static str,
    /// Accessible name of the table and of its frame. {0}: what is counted, such as `failed`.
    pub caption: &'static str,
    /// Head of the first column, if the columns are nodes.
    pub repository_by_node: &'static str,
    /// Head of the first column, if the columns are repositories.
    pub node_by_repository: &'static str,
    /// Below the table: how to read it. {0}: the mark of a pair of a repository and a node without artifacts.
    pub how_to_read: &'static str,
    /// Button below the table: shows more columns. {0}: how many it adds.
    pub more_columns: Plural,

    // Durations
    /// In place of the view when no artifact has a start and an end.
    pub no_durations: &'static str,
    /// Accessible name of the list of sentences at the top.
    pub findings: &'static str,
    /// First sentence. {0}: the time from the first start to the last end; {1}: the part of it in which artifacts were
    /// replicated; {2}: that part in per cent.
    pub elapsed: &'static str,
    /// Finding: {0}: the duration of the execution; {1}: the time of it in which no artifact was replicated.
    pub outside: &'static str,
    /// Second sentence. {0}: the length of the longest time without an artifact; {1}: its start.
    pub longest_pause: &'static str,
    /// Third sentence. {0}: the node that was busy longest; {1}: for how long; {2}: the same in per cent of the elapsed time.
    pub busiest: &'static str,
    /// Fourth sentence. {0}: a number of artifacts; {1}: the sum of their durations; {2}: the same in per cent of the sum
    /// of all durations.
    pub slowest_share: &'static str,
    /// Heading of the table that counts artifacts by duration.
    pub distribution: &'static str,
    /// Class of durations. {0}: the duration that is not reached.
    pub class_below: &'static str,
    /// Class of durations. {0}: the shortest; {1}: the duration that is not reached.
    pub class_between: &'static str,
    /// Class of durations. {0}: the shortest.
    pub class_from: &'static str,
    /// Head of a column: a part of a whole, in per cent.
    pub share: &'static str,
    /// Head of a column: durations added up.
    pub sum: &'static str,
    /// Heading of the table of nodes, and head of its first column.
    pub by_node: &'static str,
    /// Heading of the table of repositories, and head of its first column.
    pub by_repository: &'static str,
    /// Head of a column: the time in which at least one artifact was in progress.
    pub busy_time: &'static str,
    /// Head of a column: the median of durations.
    pub median: &'static str,
    /// Head of a column: the 95th percentile of durations.
    pub p95: &'static str,
    /// Head of a column: the longest duration.
    pub longest: &'static str,
    /// Head of a column: bytes in each second of the busy time.
    pub throughput: &'static str,
    /// Throughput. {0}: a size.
    pub per_second: &'static str,
    /// Name of the buttons that save the tables of nodes and repositories.
    pub save_timings: &'static str,
    /// Heading of the table of artifacts with the longest durations.
    pub slowest: &'static str,
    /// Name of the buttons that save that table.
    pub save_slowest: &'static str,
    /// Heading of the table of artifacts with the largest sizes.
    pub largest: &'static str,
    /// Below the tables: what sums and busy times mean. {0}: the length up to which pauses count as busy.
    pub sums_why: &'static str,
    /// Hint if pauses are left out. {0}: the length up to which they count as busy.
    pub pauses_closed: &'static str,
    /// Below the tables: how exact median and percentile are. {0}: the largest error in per cent.
    pub quantiles_why: &'static str,
    /// In its place if pauses are left out. {0}: the largest error of median and percentile in per cent.
    pub approximate_why: &'static str,
    /// Below the tables: artifacts without a start or end, or with an end before the start. {0}: their number.
    pub untimed: Plural,
}
