//! Routes: the page, and all of its state that a link must restore.
//!
//! [`Route::parse`] and [`Route::address`] are inverse functions. Query parameters are named as on the wire; defaults are
//! left out.

mod members;
mod parse;
mod plans;
#[cfg(test)]
mod tests;
mod write;

use super::changes::ChangeFilter;
use super::enums::Status;
use super::filter::DetailFilter;
use super::id::Id;
use super::pagination::Pagination;
use super::run_selection::RunSelection;
use super::statistics::matrix::MatrixView;
use super::trend::{AddressRange, PeriodLength};
use super::triage::GroupBy;

pub use plans::{LatestRoute, PlansRoute};

/// The value of `triage` for a comparison.
const BEFORE: &str = "before";
/// The value of `triage` for a comparison of all artifacts.
const CHANGES: &str = "changes";
/// The value of `triage` for the matrix of nodes and repositories.
const MATRIX: &str = "matrix";
/// The value of `triage` for the durations.
const DURATIONS: &str = "durations";
/// The value of `triage` for the file check.
const FILES: &str = "files";
/// The value of `triage` for the report.
const REPORT: &str = "report";
/// The value of `execution` for the latest execution of a task.
const LATEST: &str = "latest";

/// A page of the app with its state.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Route {
    /// The first page: open a project, a task or an execution.
    Home,
    /// The plans of a project (`projects/{projectId}/plans`; `projects/{projectId}` is parsed as well, because people
    /// shorten addresses).
    Plans(PlansRoute),
    /// The execution history of a task.
    Task(TaskRoute),
    /// The latest execution of a task (`tasks/{key}?execution=latest`).
    Latest(LatestRoute),
    /// One execution.
    Record(RecordRoute),
    /// An unknown address, as it was typed.
    NotFound(String),
}

/// The execution history of a task.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TaskRoute {
    /// The task's key.
    pub key: Id,
    /// The name of the task, where the link had it (`planName`, as in links of the console).
    pub plan_name: Option<String>,
    /// Only executions with this status.
    pub status: Option<Status>,
    /// The page of the table.
    pub page: Pagination,
    /// The trend over the whole history (`history=all`); `None` shows the latest executions instead.
    pub trend: Option<TrendView>,
    /// The executions that are selected for a comparison (`compare`, joined by commas).
    pub selection: RunSelection,
}

/// The range and the grouping of a trend.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct TrendView {
    /// Only this range of times (`from`, `to`).
    pub range: Option<AddressRange>,
    /// Whether the address had an invalid range, such as an end before its start. It is not written again.
    pub has_invalid_range: bool,
    /// The period that executions are grouped by (`per`); by default it depends on the length of the range.
    pub per: Option<PeriodLength>,
}

/// One execution.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RecordRoute {
    /// The record's id.
    pub id: Id,
    /// The name of the task, where the link had it.
    pub plan_name: Option<String>,
    /// The filter of the details.
    pub filter: DetailFilter,
    /// The page of the details.
    pub page: Pagination,
    /// The ids of the expanded details (`open`, joined by commas).
    pub open: Vec<String>,
    /// The open view of the analysis (`triage`).
    pub analysis: Option<AnalysisView>,
    /// The expanded group of failed details (`group`).
    pub group: Option<String>,
}

/// A view of the analysis of an execution.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AnalysisView {
    /// Failed details, grouped (`triage=error`, `cluster` or `repository`).
    Groups(GroupBy),
    /// A comparison with an earlier execution (`triage=before`): with this one (`compare`), or with the previous one.
    Compare(Option<Id>),
    /// A comparison of all artifacts with those of another execution (`triage=changes`).
    Changes(Box<ChangesView>),
    /// All details by node and repository (`triage=matrix`).
    Matrix(MatrixView),
    /// The durations of all details (`triage=durations`).
    Durations,
    /// A report of the execution for other tools (`triage=report`).
    Report,
    /// A check of files on the device (`triage=files`) and of a list of digests, as `sha256sum` writes it (`digests`).
    Files(String),
}

/// A panel of the page of an execution: the views of one panel share the details that it has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Panel {
    /// The failure analysis.
    Failures,
    /// The statistics of all details.
    Statistics,
    /// The report.
    Report,
    /// The file check.
    Files,
    /// The comparison of all artifacts of two executions.
    Changes,
}

impl Panel {
    /// The view that the link to the panel opens.
    pub fn first_view(self) -> AnalysisView {
        match self {
            Self::Failures => AnalysisView::Groups(GroupBy::Error),
            Self::Statistics => AnalysisView::Matrix(MatrixView::default()),
            Self::Report => AnalysisView::Report,
            Self::Files => AnalysisView::Files(String::new()),
            Self::Changes => AnalysisView::Changes(Box::default()),
        }
    }
}

impl AnalysisView {
    /// The panel that shows the view.
    pub const fn panel(&self) -> Panel {
        match self {
            Self::Groups(_) | Self::Compare(_) => Panel::Failures,
            Self::Changes(_) => Panel::Changes,
            Self::Matrix(_) | Self::Durations => Panel::Statistics,
            Self::Report => Panel::Report,
            Self::Files(_) => Panel::Files,
        }
    }
}

/// A comparison of all artifacts of two executions. The expanded kind of change is the `group` of the route.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ChangesView {
    /// The execution to compare with (`compare`); `None` is the previous one.
    pub other: Option<Id>,
    /// The filter of the lists (`changedName`, `changedRepo`, `changedCluster`, `changedField`).
    pub filter: ChangeFilter,
}

impl TaskRoute {
    /// The history of a task, from its first page.
    pub fn new(key: Id, plan_name: Option<String>, size: u32) -> Self {
        Self {
            key,
            plan_name,
            status: None,
            page: Pagination::first(size),
            trend: None,
            selection: RunSelection::default(),
        }
    }
}

impl RecordRoute {
    /// An execution, unfiltered, from its first page.
    pub fn new(id: Id, plan_name: Option<String>, size: u32) -> Self {
        let (filter, page) = (DetailFilter::default(), Pagination::first(size));
        Self { id, plan_name, filter, page, open: Vec::new(), analysis: None, group: None }
    }

    /// The same execution with another filter: on the first page, with all rows collapsed.
    #[must_use]
    pub fn with_filter(&self, filter: DetailFilter) -> Self {
        Self { filter, page: self.page.at(1), open: Vec::new(), ..self.clone() }
    }

    /// The same execution on another page, with all rows collapsed.
    #[must_use]
    pub fn with_page(&self, page: Pagination) -> Self {
        Self { page, open: Vec::new(), ..self.clone() }
    }

    /// The same execution with a row expanded, or collapsed if it was expanded.
    #[must_use]
    pub fn with_detail_toggled(&self, detail: &str) -> Self {
        let mut open = self.open.clone();
        match open.iter().position(|id| id == detail) {
            Some(at) => drop(open.remove(at)),
            None => open.push(detail.to_owned()),
        }
        Self { open, ..self.clone() }
    }

    /// The same execution with another view of the failure analysis, or none, and with all groups collapsed.
    #[must_use]
    pub fn with_analysis(&self, analysis: Option<AnalysisView>) -> Self {
        Self { analysis, group: None, ..self.clone() }
    }
}

impl Route {
    /// Whether two routes are the same page with another state. A navigation between them leaves focus and scroll
    /// position alone.
    pub fn is_same_page(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Home, Self::Home) => true,
            (Self::Plans(one), Self::Plans(other)) => one.project_id == other.project_id,
            (Self::Task(one), Self::Task(other)) => one.key == other.key,
            (Self::Latest(one), Self::Latest(other)) => one.key == other.key,
            (Self::Record(one), Self::Record(other)) => one.id == other.id,
            (Self::NotFound(one), Self::NotFound(other)) => one == other,
            _ => false,
        }
    }

    /// The page of the route's list; `None` where it has none.
    pub const fn pagination(&self) -> Option<Pagination> {
        match self {
            Self::Plans(PlansRoute { page, .. })
            | Self::Task(TaskRoute { page, .. })
            | Self::Record(RecordRoute { page, .. }) => Some(*page),
            Self::Home | Self::Latest(_) | Self::NotFound(_) => None,
        }
    }
}
