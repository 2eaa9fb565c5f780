//! The texts of the error analysis and the trend.

pub(super) mod en_us;
pub(super) mod ja;
pub(super) mod zh_cn;

use super::words::Plural;

/// The texts of the error analysis and the trend, which are loaded with their code.
#[derive(Debug)]
pub struct Analysis {
    /// In place of groups before any artifact was read. {0}: the number of artifacts per request.
    pub triage_hint: &'static str,
    /// Above the groups. {0}: the failed artifacts read so far; {1}: their total.
    pub triage_over: Plural,
    /// In place of groups when no artifact has failed.
    pub triage_none: &'static str,
    /// Notice above the groups that were read while the execution was running.
    pub triage_running: &'static str,
    /// Tab of the failed artifacts: grouped by error message.
    pub by_error: &'static str,
    /// Below that tab: the signs for the parts of messages that differ within a group.
    pub placeholders: &'static str,
    /// Tab of the failed artifacts: grouped by remote node.
    pub by_cluster: &'static str,
    /// Tab of the failed artifacts: grouped by repository.
    pub by_repository: &'static str,
    /// Name of the time of the first failure of a group.
    pub first_seen: &'static str,
    /// Name of the time of the last failure of a group.
    pub last_seen: &'static str,
    /// In place of an empty name of a node or repository.
    pub unnamed: &'static str,
    /// After the most frequent names of a group. {0}: the number of further names.
    pub and_more: &'static str,
    /// Button below a long list of groups or artifacts. {0}: how many it adds.
    pub show_more: Plural,
    /// Accessible name and tooltip of the button that lists the artifacts of a group.
    pub open_group: &'static str,
    /// Tooltip of an artifact of a group: link that filters the table to it.
    pub find_row: &'static str,
    /// Comparison: artifacts that failed in both executions.
    pub change_both: &'static str,
    /// Comparison: artifacts that failed only in this execution.
    pub change_new: &'static str,
    /// Comparison: artifacts that failed only in the earlier execution.
    pub change_gone: &'static str,
    /// Comparison: explanation of `change_gone`.
    pub change_gone_why: &'static str,
    /// Label of the menu of earlier executions to compare with.
    pub compared_with: &'static str,
    /// Comparison: link to the page of the chosen earlier execution.
    pub open_earlier: &'static str,
    /// Comparison: while the earlier execution is searched.
    pub searching_earlier: &'static str,
    /// Comparison: no earlier execution was found.
    pub before_none: &'static str,
    /// Comparison: the task of the execution is unknown.
    pub before_unknown: &'static str,
    /// Comparison: in its place where the task has a single execution that never ends.
    pub before_continuous: &'static str,
    /// Comparison: notice if one of the executions was running when it was read.
    pub before_running: &'static str,
    /// Comparison: failures without an artifact name. {0}: those of the earlier execution; {1}: those of this one.
    pub unidentified_failures: &'static str,
    /// Above the groups: rows that the service sent as failed, but that have another status. {0}: their number.
    pub not_failed: Plural,
    /// In place of an empty list of artifacts.
    pub none_of_these: &'static str,
    /// In place of the table of a task: there is no task with this key.
    pub unknown_task: &'static str,
    /// In place of the table of a task that has never been executed.
    pub not_executed: &'static str,
    /// In place of the table of a task that has been executed, but whose executions were deleted.
    pub not_kept: &'static str,
    /// In place of the table or the trend of a task without executions, for an unknown reason.
    pub empty_history: &'static str,
    /// In place of the strip or the trend of such a task.
    pub continuous_why: &'static str,
    /// Below the trend: how far it reaches back.
    pub retention: &'static str,
    /// Number of executions in the trend. {0}: the number.
    pub trend_runs: Plural,
    /// Hint beside the heading of the trend: how to read and use the chart.
    pub trend_hint: &'static str,
    /// Name of the link in the chart, within `labelled` before the execution.
    pub trend_point: &'static str,
    /// Option of the trend: one period per day.
    pub per_day: &'static str,
    /// Option of the trend: one period per week.
    pub per_week: &'static str,
    /// Name of the success rate; head of its column.
    pub success_rate: &'static str,
    /// Name of the median of durations; head of its column.
    pub median_short: &'static str,
    /// Button that opens the table of the trend; accessible name of the table.
    pub in_numbers: &'static str,
    /// Label of the input of the start of the range.
    pub range_from: &'static str,
    /// Label of the input of the end of the range.
    pub range_to: &'static str,
    /// Beside the inputs, while they are not a valid range.
    pub range_invalid: &'static str,
    /// Below the inputs, if the address of the page had an invalid range.
    pub range_unreadable: &'static str,
    /// Link that removes the range.
    pub range_all: &'static str,
    /// Hint while a range is selected.
    pub range_hint: &'static str,
    /// In place of the chart when no execution started in the range.
    pub range_empty: &'static str,
    /// Tooltip of a period in the table: link that selects it as the range. {0}: its first day.
    pub zoom_in: &'static str,
    /// Below the trend: executions that could not be parsed. {0}: their number.
    pub unread_rows: Plural,
}
