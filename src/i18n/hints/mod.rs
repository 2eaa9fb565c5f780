//! The texts of the explanations of missing or odd data.

pub(super) mod en_us;
pub(super) mod ja;
pub(super) mod zh_cn;

use super::words::Plural;

/// The explanations of missing or odd data on the page of an execution, which are loaded with their code.
#[derive(Debug)]
pub struct Hints {
    /// Below the totals of a running execution, which the service has not written yet.
    pub totals_at_end: &'static str,
    /// Below the totals of an execution from before per-artifact logging.
    pub totals_predated: &'static str,
    /// Below the totals of an execution that ended without totals of the service, for example after a crash.
    pub totals_never_written: &'static str,
    /// Below totals that count rows from before per-artifact logging.
    pub rows_counted: &'static str,
    /// Below the totals, where the service reports more. {0}: its number of successes; {1}: of failures.
    pub details_missing: &'static str,
    /// Below the totals, where the service reports less. {0}: its number of successes; {1}: of failures.
    pub counted_less: &'static str,
    /// Below totals of the service that cannot be compared with details.
    pub maybe_skipped_twice: &'static str,
    /// In the head of an execution whose task was started again.
    pub executions_mixed: &'static str,
    /// In place of the table of an execution of an edge node.
    pub none_at_centre: &'static str,
    /// In place of the table of a recent execution whose details are not kept.
    pub none_kept: &'static str,
    /// In place of the table of an old execution with totals but without details.
    pub none_left: &'static str,
    /// In place of the table of a failed execution without details.
    pub failed_first: &'static str,
    /// Headline of the notice about an execution that is probably stuck. {0}: how long it has been running; {1}: how long
    /// earlier executions took.
    pub stuck: &'static str,
    /// In that notice. {0}: when the last artifact started, such as "2 days ago".
    pub stuck_last_artifact: &'static str,
    /// In that notice, if no artifact has started.
    pub stuck_no_artifact: &'static str,
    /// In that notice: what it means.
    pub stuck_consequence: &'static str,
    /// In place of the rows of a page without any, although the list has rows.
    pub page_without_rows: &'static str,
    /// Below a table: rows that the service sent although they do not match the filters. {0}: their number.
    pub unmatched_rows: Plural,
    /// Below a table whose number of rows the service does not report.
    pub least_total: &'static str,
}
