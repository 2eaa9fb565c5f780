//! The texts of the report in English.

use super::ReportWords;

pub(in crate::i18n) static REPORT: ReportWords = ReportWords {
    hint: "For a ticket or a message: what this page shows, in its language and time zone. Nothing is sent. Passwords, tokens and signatures that are recognized in errors are replaced by […]; others can remain, so read the report before you send it.",
    markdown: "Markdown",
    plain_text: "plain text",
    mail: "HTML for mail",
    save: "Save {0}",
    preview: "Preview as plain text",
    title: "Replication report: {0}",
    project: "Project",
    running: "The execution had not ended when its failures were read: more artifacts may have failed.",
    failures: "Failed artifacts by error",
    incomplete: "Not all failed artifacts were read, so these counts are too low.",
    share: "{0} ({1})",
    examples: "Examples",
    replication: "{0} → {1}",
    more_groups: "Further errors: {0}; failed artifacts in them: {1}.",
    nodes: "Failed artifacts by remote node",
    links: "Links",
    read_at: "Execution read at",
    failures_read_at: "Failed artifacts read at",
    cut: "… (shortened)",
};
