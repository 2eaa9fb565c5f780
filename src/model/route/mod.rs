//! Where a person is: which page, and everything on it that a link must bring back.
//!
//! A place and its address are two forms of one thing: [`Route::parse`] and [`Route::address`] are each other's
//! inverse. Parameters are named as on the wire; defaults are left out.

mod members;
#[cfg(test)]
mod tests;

use super::enums::Status;
use super::filter::{DetailFilter, Field};
use super::id::Id;
use super::pagination::{self, Pagination};
use super::trend::{Per, Range};
use super::triage::GroupBy;
use super::url::{Address, Parameters, decode, encode};

/// A place in the app.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Route {
    /// Open a task or an execution.
    Home,
    /// The execution history of a task.
    Task(TaskRoute),
    /// One execution.
    Record(RecordRoute),
    /// An address that leads nowhere, as it was typed.
    NotFound(String),
}

/// The execution history of a task.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TaskRoute {
    /// The task's key.
    pub key: Id,
    /// The task's name, where the link that led here knew it (`planName`, as the console passes it).
    pub plan_name: Option<String>,
    /// Only executions in this state.
    pub status: Option<Status>,
    /// Which page of the table.
    pub page: Pagination,
    /// The trend over the whole history (`history=all`), where it is shown in place of the latest runs.
    pub trend: Option<Trend>,
}

/// How the whole history of a task is looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Trend {
    /// Only this span of it (`from`, `to`).
    pub range: Option<Range>,
    /// What it is summed up by (`per`); chosen by how long it is where nothing is said.
    pub per: Option<Per>,
}

/// One execution.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RecordRoute {
    /// The record's id.
    pub id: Id,
    /// The task's name, where the link that led here knew it.
    pub plan_name: Option<String>,
    /// What the details are narrowed to.
    pub filter: DetailFilter,
    /// Which page of the details.
    pub page: Pagination,
    /// The ids of the details that stand open (`open`, once for all, joined by commas).
    pub open: Vec<String>,
    /// What is asked about the failed details, where anything is (`triage`).
    pub analysis: Option<AnalysisView>,
    /// The group of failed details that stands open (`group`).
    pub group: Option<String>,
}

/// A question about all failed details of an execution.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AnalysisView {
    /// What they have in common (`triage=error`, `cluster` or `repository`).
    Groups(GroupBy),
    /// What was different in an execution before (`triage=before`): in that one (`compare`), or in the last.
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

    /// The same execution with other filters: from the first page, with all rows closed.
    #[must_use]
    pub fn filtered(&self, filter: DetailFilter) -> Self {
        Self { filter, page: self.page.at(1), open: Vec::new(), ..self.clone() }
    }

    /// The same execution on another page, with all rows closed.
    #[must_use]
    pub fn turned(&self, page: Pagination) -> Self {
        Self { page, open: Vec::new(), ..self.clone() }
    }

    /// The same execution with a row opened, or closed if it was open.
    #[must_use]
    pub fn toggled(&self, detail: &str) -> Self {
        let mut open = self.open.clone();
        match open.iter().position(|id| id == detail) {
            Some(at) => drop(open.remove(at)),
            None => open.push(detail.to_owned()),
        }
        Self { open, ..self.clone() }
    }

    /// The same execution with another question about what failed, and no group open; or with none.
    #[must_use]
    pub fn with_analysis(&self, analysis: Option<AnalysisView>) -> Self {
        Self { analysis, group: None, ..self.clone() }
    }
}

impl Route {
    /// Reads an address: the path below the base, without a leading slash, and the query without its `?`.
    ///
    /// Never fails: what cannot be read in the query is left at its default, and a path that names no page is
    /// [`Route::NotFound`].
    pub fn parse(path: &str, query: &str) -> Self {
        let nowhere = || Self::NotFound(path.to_owned());
        let mut segments = path.split('/');
        let (kind, id, rest) = (segments.next().unwrap_or_default(), segments.next(), segments.next());
        // A slash at the end is a habit of people and of servers.
        if rest.is_some_and(|rest| !rest.is_empty()) || segments.next().is_some() {
            return nowhere();
        }
        let Some(id) = id else {
            return if matches!(kind, "" | "index.html") { Self::Home } else { nowhere() };
        };
        let Ok(id) = Id::parse(&decode(id)) else {
            return nowhere();
        };
        let parameters = Parameters::parse(query);
        let plan_name = parameters.get("planName").map(str::to_owned);
        let status = parameters.get("status").and_then(Status::known);
        let page = Pagination::parse(parameters.get("pageNumber"), parameters.get("pageSize"));
        match kind {
            "tasks" => Self::Task(TaskRoute {
                key: id,
                plan_name,
                status,
                page,
                trend: (parameters.get("history") == Some("all")).then(|| Trend {
                    range: parameters
                        .get("from")
                        .zip(parameters.get("to"))
                        .and_then(|(from, to)| Range::parse(from, to)),
                    per: parameters.get("per").and_then(Per::parse),
                }),
            }),
            "records" => {
                let filter =
                    Field::ALL.into_iter().fold(DetailFilter::default().with_status(status), |filter, field| {
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
            _ => nowhere(),
        }
    }

    /// The address below the base, without a leading slash.
    pub fn address(&self) -> String {
        match self {
            Self::Home => String::new(),
            Self::NotFound(path) => path.clone(),
            Self::Task(task) => {
                let mut address = Address::new(format!("tasks/{}", encode(task.key.as_str())));
                head(&mut address, task.plan_name.as_deref(), task.status.as_ref());
                tail(&mut address, task.page);
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
                head(&mut address, record.plan_name.as_deref(), record.filter.status.as_ref());
                for (field, text) in record.filter.texts() {
                    address.parameter(field.name(), text);
                }
                tail(&mut address, record.page);
                if !record.open.is_empty() {
                    // Encoded one by one, so that a comma in an id is not taken for the next id.
                    let ids: Vec<String> = record.open.iter().map(|id| encode(id).to_string()).collect();
                    address.parameter("open", &ids.join(","));
                }
                inquire(&mut address, record);
                address.finish()
            }
        }
    }

    /// Whether two places are on the same page of the app, about the same thing: a move between them is no
    /// arrival at a new page, and leaves focus and scrolling alone.
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

fn head(address: &mut Address, plan_name: Option<&str>, status: Option<&Status>) {
    if let Some(name) = plan_name {
        address.parameter("planName", name);
    }
    if let Some(status) = status {
        address.parameter("status", status.as_str());
    }
}

fn tail(address: &mut Address, page: Pagination) {
    if page.number != 1 {
        address.parameter("pageNumber", &page.number.to_string());
    }
    if page.size != pagination::DEFAULT_SIZE {
        address.parameter("pageSize", &page.size.to_string());
    }
}

/// The value of `triage` for a comparison.
const BEFORE: &str = "before";

fn inquire(address: &mut Address, record: &RecordRoute) {
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
