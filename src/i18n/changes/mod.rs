//! The texts of the comparison of all artifacts of two executions.

pub(super) mod en_us;
pub(super) mod ja;
pub(super) mod zh_cn;

use super::words::Plural;

/// The texts of the comparison of all artifacts of two executions, in one language. `{0}`, `{1}` … are placeholders for
/// values.
#[derive(Debug)]
pub struct Changes {
    // Progress
    /// Name of the execution whose page is open, before its number of rows; link to its row of an artifact.
    pub this_execution: &'static str,
    /// Name of the execution to compare with, before its number of rows; link to its row of an artifact.
    pub other_execution: &'static str,
    /// After the name of an execution. {0}: the number of rows read; {1}: the number of its rows.
    pub rows_of: &'static str,
    /// Link to the history of the plan, in which this execution is selected for a comparison.
    pub choose_in_history: &'static str,
    /// Below the comparison: link to the comparison of failed artifacts only, whose name follows.
    pub failures_only: &'static str,

    // Answers
    /// Answer: the executions have the same artifacts.
    pub same_artifacts: &'static str,
    /// Answer: the executions have different artifacts. {0}: the number of new ones; {1}: of those that are gone; {2}: of
    /// those with another version, digest or size.
    pub other_artifacts: &'static str,
    /// Around the answer about artifacts, where rows have no artifact name. {0}: the answer, a sentence.
    pub among_named: &'static str,
    /// Answer. {0}: the number of artifacts with another digest; {1}: the number of those that have a digest in both
    /// executions.
    pub other_digests: &'static str,
    /// Answer. {0}: the number of artifacts that have a digest in both executions.
    pub no_other_digest: &'static str,
    /// Answer: no artifact has a digest in both executions.
    pub no_digests: &'static str,
    /// After the answers about digests. {0}: the number of artifacts without a digest to compare.
    pub without_digests: Plural,
    /// An answer while rows are missing. {0}: the answer.
    pub so_far: &'static str,
    /// Below such an answer: why the numbers will change.
    pub partial: &'static str,

    // Notices
    /// In place of the comparison: one of the executions has no rows.
    pub no_details: &'static str,
    /// In place of the comparison: all rows of one of the executions, or of both, are from before per-artifact logging.
    pub no_names: &'static str,
    /// Notice while one of the executions is running, and after it has ended until its rows are read again. The button
    /// is called “Refresh”.
    pub running: &'static str,
    /// Notice: the execution to compare with started later than this one.
    pub is_later: &'static str,
    /// Link in that notice to the same comparison on the page of the later execution.
    pub open_later: &'static str,
    /// Notice: the execution to compare with belongs to another plan.
    pub other_plan: &'static str,
    /// Rows without an artifact name. {0}: those of the other execution; {1}: those of this one.
    pub unnamed_rows: &'static str,
    /// Rows that repeat an artifact. {0}: those of the other execution; {1}: those of this one.
    pub repeated_rows: &'static str,

    // Explanations
    /// Heading of the explanations, which open below it.
    pub method: &'static str,
    /// Explanation: which rows are compared with each other.
    pub method_pairs: &'static str,
    /// Explanation: when a duration counts as another one.
    pub method_durations: &'static str,
    /// Explanation: what the details do not tell.
    pub method_unknown: &'static str,

    // Lists
    /// Accessible name of the list of kinds of changes.
    pub kinds: &'static str,
    /// Kind: artifacts of this execution only.
    pub kind_new: &'static str,
    /// Kind: artifacts of the other execution only.
    pub kind_gone: &'static str,
    /// Kind: artifacts with another version, digest or size.
    pub kind_content: &'static str,
    /// Kind: artifacts that differ in status, conflict or duration only.
    pub kind_outcome: &'static str,
    /// Kind: artifacts that failed in one execution or in both; they have another kind as well.
    pub kind_failed: &'static str,
    /// Kind: artifacts without a difference.
    pub kind_unchanged: &'static str,
    /// After `kind_failed`. {0}: failed in this execution only; {1}: in the other one only; {2}: in both.
    pub failed_in: &'static str,
    /// Name of the links that filter by a field that differs.
    pub differing_field: &'static str,
    /// An option of these links. {0}: the field; {1}: the number of artifacts that differ in it.
    pub field_count: &'static str,
    /// Name of the digest of an artifact.
    pub digest: &'static str,
    /// Name of the conflict of an artifact.
    pub conflict: &'static str,
    /// Beside the filter by name: the name contains the text.
    pub contains: &'static str,
    /// Above a filtered list. {0}: the number of artifacts that match; {1}: the number of all artifacts of the kind.
    pub matches: &'static str,
    /// While a list is made.
    pub listing: &'static str,

    // Export
    /// Name of the buttons that export all changes that match the filters.
    pub export: &'static str,
    /// After an export during which the rows of an execution were replaced.
    pub export_discarded: &'static str,
}
