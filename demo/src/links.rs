//! Links to the data set: entry points to the app.

use crate::examples;

/// A link to a page of the app.
#[derive(Clone, Debug)]
pub struct Link {
    /// The text of the link.
    pub name: &'static str,
    pub(crate) page: Page,
}

/// A page of the app.
#[derive(Clone, Debug)]
pub(crate) enum Page {
    /// The plans of a project.
    Plans(&'static str),
    /// The executions of a task.
    Task(&'static str),
    /// One execution.
    Record(String),
}

impl Link {
    /// The path of the page, relative to the base path of the app.
    pub fn path(&self) -> String {
        match &self.page {
            Page::Plans(project) => format!("projects/{project}/plans"),
            Page::Task(key) => format!("tasks/{key}"),
            Page::Record(id) => format!("records/{id}"),
        }
    }
}

/// The three links to start with: from a project to an execution.
pub fn main_links() -> [Link; 3] {
    [
        Link { name: "the plans of a project", page: Page::Plans(examples::PROJECT) },
        Link { name: "nightly-release: the run of last night, failed", page: Page::Record(examples::nightly_failed()) },
        Link { name: "release-archive: 100,000 artifacts", page: Page::Record(examples::BULK_RECORD.into()) },
    ]
}

/// All links, beginning with the [`main_links`].
pub(crate) fn all_links() -> Vec<Link> {
    let record = |name, id: &str| Link { name, page: Page::Record(id.into()) };
    let task = |name, key| Link { name, page: Page::Task(key) };
    let mut links = Vec::from(main_links());
    links.extend([
        Link { name: "the plans of another project", page: Page::Plans(examples::OTHER_PROJECT) },
        task("nightly-release: sixty nights", examples::NIGHTLY_TASK),
        record("hotfix-push: running now", examples::RUNNING_RECORD),
        record("nightly-mirror: almost everything skipped", examples::UNCHANGED_RECORD),
        record("stuck-backup: running since two days", examples::STUCK_RECORD),
        task("ci-artifacts: 50,000 executions", examples::LONG_TASK),
        task("live-mirror: replicates continuously", examples::LIVE_TASK),
    ]);
    links
}
