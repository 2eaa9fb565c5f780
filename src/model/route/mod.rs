//! Routes: the page, and all of its state that a link must restore.
//!
//! [`Route::parse`] and [`Route::address`] are inverse functions. Query parameters are named as on the wire; defaults are
//! left out.

mod members;
#[cfg(test)]
mod tests;

use super::enums::Status;
use super::filter::{DetailFilter, FilterField};
use super::id::Id;
use super::pagination::{self, Pagination};
use super::trend::{PeriodLength, Range};
use super::triage::GroupBy;
use super::url::{Address, Parameters, decode, encode};

/// A page of the app with its state.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Route {
    /// The first page: open a task or an execution.
    Home,
    /// The execution history of a task.
    Task(TaskRoute),
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
}

/// The range and the grouping of a trend.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct TrendView {
    /// Only this range of times (`from`, `to`).
    pub range: Option<Range>,
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
    /// The open view of the failure analysis (`triage`).
    pub analysis: Option<AnalysisView>,
    /// The expanded group of failed details (`group`).
    pub group: Option<String>,
}

/// A view of the failure analysis.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AnalysisView {
    /// Failed details, grouped (`triage=error`, `cluster` or `repository`).
    Groups(GroupBy),
    /// A comparison with an earlier execution (`triage=before`): with this one (`compare`), or with the previous one.
    Compare(Option<Id>),
}

impl TaskRoute {
    /// The history of a task, from its first page.
    pub fn new(key: Id, plan_name: Option<String>, size: u32) -> Self {
        Self { key, plan_name, status: None, page: Pagination::first(size), trend: None }
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
    /// Reads an address: the path below the base, without a leading slash, and the query without its `?`.
    ///
    /// Never fails: an invalid parameter falls back to its default, an unknown path is [`Route::NotFound`].
    pub fn parse(path: &str, query: &str) -> Self {
        let not_found = || Self::NotFound(path.to_owned());
        let mut segments = path.split('/');
        let (kind, id, rest) = (segments.next().unwrap_or_default(), segments.next(), segments.next());
        // Some servers add a trailing slash.
        if rest.is_some_and(|rest| !rest.is_empty()) || segments.next().is_some() {
            return not_found();
        }
        let Some(id) = id else {
            return if matches!(kind, "" | "index.html") { Self::Home } else { not_found() };
        };
        let Ok(id) = Id::parse(&decode(id)) else {
            return not_found();
        };
        let parameters = Parameters::parse(query);
        let plan_name = parameters.get("planName").map(str::to_owned);
        let status = parameters.get("status").and_then(Status::parse);
        let page = Pagination::parse(parameters.get("pageNumber"), parameters.get("pageSize"));
        match kind {
            "tasks" => Self::Task(TaskRoute {
                key: id,
                plan_name,
                status,
                page,
                trend: (parameters.get("history") == Some("all")).then(|| TrendView {
                    range: parameters
                        .get("from")
                        .zip(parameters.get("to"))
                        .and_then(|(from, to)| Range::parse(from, to)),
                    per: parameters.get("per").and_then(PeriodLength::parse),
                }),
            }),
            "records" => {
                let filter =
                    FilterField::ALL.into_iter().fold(DetailFilter::default().with_status(status), |filter, field| {
                        filter.with(field, parameters.get(field.name()).unwrap_or_default())
                    });
                let open = parameters.get("open").unwrap_or_default();
                let analysis = parameters.get("triage").and_then(|triage| match triage {
                    BEFORE => Some(AnalysisView::Compare(parameters.get("compare").and_then(|id| Id::parse(id).ok()))),
                    by => GroupBy::parse(by).map(AnalysisView::Groups),
                });
                let group = parameters.get("group").filter(|_| analysis.is_some()).map(str::to_owned);
                Self::Record(RecordRoute {
                    id,
                    plan_name,
                    filter,
                    page,
                    open: open.split(',').filter(|id| !id.is_empty()).map(|id| decode(id).into_owned()).collect(),
                    analysis,
                    group,
                })
            }
            _ => not_found(),
        }
    }

    /// The address below the base, without a leading slash.
    pub fn address(&self) -> String {
        match self {
            Self::Home => String::new(),
            Self::NotFound(path) => path.clone(),
            Self::Task(task) => {
                let mut address = Address::new(format!("tasks/{}", encode(task.key.as_str())));
                write_plan_and_status(&mut address, task.plan_name.as_deref(), task.status.as_ref());
                write_page(&mut address, task.page);
                if let Some(trend) = &task.trend {
                    address.parameter("history", "all");
                    if let Some(range) = trend.range {
                        let (from, to) = range.texts();
                        address.parameter("from", &from);
                        address.parameter("to", &to);
                    }
                    if let Some(per) = trend.per {
                        address.parameter("per", per.name());
                    }
                }
                address.finish()
            }
            Self::Record(record) => {
                let mut address = Address::new(format!("records/{}", encode(record.id.as_str())));
                write_plan_and_status(&mut address, record.plan_name.as_deref(), record.filter.status.as_ref());
                for (field, text) in record.filter.texts() {
                    address.parameter(field.name(), text);
                }
                write_page(&mut address, record.page);
                if !record.open.is_empty() {
                    // Encoded one by one, so that a comma in an id is not taken for the next id.
                    let ids: Vec<String> = record.open.iter().map(|id| encode(id).to_string()).collect();
                    address.parameter("open", &ids.join(","));
                }
                write_analysis(&mut address, record);
                address.finish()
            }
        }
    }

    /// Whether two routes are the same page with another state. A navigation between them leaves focus and scroll
    /// position alone.
    pub fn is_same_page(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Home, Self::Home) => true,
            (Self::Task(one), Self::Task(other)) => one.key == other.key,
            (Self::Record(one), Self::Record(other)) => one.id == other.id,
            (Self::NotFound(one), Self::NotFound(other)) => one == other,
            _ => false,
        }
    }
}

fn write_plan_and_status(address: &mut Address, plan_name: Option<&str>, status: Option<&Status>) {
    if let Some(name) = plan_name {
        address.parameter("planName", name);
    }
    if let Some(status) = status {
        address.parameter("status", status.as_str());
    }
}

fn write_page(address: &mut Address, page: Pagination) {
    if page.number != 1 {
        address.parameter("pageNumber", &page.number.to_string());
    }
    if page.size != pagination::DEFAULT_SIZE {
        address.parameter("pageSize", &page.size.to_string());
    }
}

/// The value of `triage` for a comparison.
const BEFORE: &str = "before";

fn write_analysis(address: &mut Address, record: &RecordRoute) {
    match &record.analysis {
        None => return,
        Some(AnalysisView::Groups(by)) => address.parameter("triage", by.name()),
        Some(AnalysisView::Compare(with)) => {
            address.parameter("triage", BEFORE);
            if let Some(id) = with {
                address.parameter("compare", id.as_str());
            }
        }
    }
    if let Some(group) = &record.group {
        address.parameter("group", group);
    }
}
