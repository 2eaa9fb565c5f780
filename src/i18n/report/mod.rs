//! The texts of the report of an execution.

pub(super) mod en_us;
pub(super) mod ja;
pub(super) mod zh_cn;

/// The texts of the report in one language. `{0}`, `{1}` … are placeholders for values.
#[derive(Debug)]
pub struct ReportWords {
    // Panel
    /// Below the heading: the contents of the report, that nothing is sent anywhere, and that secrets can remain.
    pub hint: &'static str,
    /// Name of a format of the report.
    pub markdown: &'static str,
    /// Name of a format of the report.
    pub plain_text: &'static str,
    /// Name of a format of the report: HTML, which mail programs paste as formatted text.
    pub mail: &'static str,
    /// Link that saves the report as a file. {0}: the name of the format.
    pub save: &'static str,
    /// Accessible name of the box with the report.
    pub preview: &'static str,

    // Report
    /// Heading of the report. {0}: the name of the plan.
    pub title: &'static str,
    /// Name of the project of the plan.
    pub project: &'static str,
    /// Note on an execution that had not ended.
    pub running: &'static str,
    /// Heading of the groups of failed artifacts.
    pub failures: &'static str,
    /// Note below that heading, when not all failed artifacts have been read.
    pub incomplete: &'static str,
    /// Number of failed artifacts of a group. {0}: the number; {1}: their share in per cent. Also a name and the number of
    /// its failed artifacts.
    pub share: &'static str,
    /// Name of the list of the first artifacts of a group.
    pub examples: &'static str,
    /// Where an artifact was replicated. {0}: the repository; {1}: the remote node.
    pub replication: &'static str,
    /// Below the groups. {0}: the number of groups that the report leaves out; {1}: the number of artifacts in them.
    pub more_groups: &'static str,
    /// Heading of the remote nodes with failed artifacts and their numbers.
    pub nodes: &'static str,
    /// Heading of the links to the pages of the execution and of the analysis.
    pub links: &'static str,
    /// Name of the time at which the facts of the execution were read.
    pub read_at: &'static str,
    /// Name of the time at which the failed artifacts were read.
    pub failures_read_at: &'static str,
    /// At the end of an error message that is too long for the report.
    pub cut: &'static str,
}
