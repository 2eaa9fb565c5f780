//! Parsing of addresses into routes.

use super::{
    AnalysisView, BEFORE, CHANGES, ChangesView, DURATIONS, FILES, LATEST, LatestRoute, MATRIX, PlansRoute, REPORT,
    RecordRoute, Route, TaskRoute, TrendView,
};
use crate::model::changes::{ChangeFilter, ComparedField};
use crate::model::enums::Status;
use crate::model::filter::{DetailFilter, FilterField};
use crate::model::hidden::trimmed;
use crate::model::id::Id;
use crate::model::pagination::Pagination;
use crate::model::plans::{PlanFilter, PlanSort};
use crate::model::run_selection::RunSelection;
use crate::model::statistics::matrix::{MatrixOrder, MatrixView, Measure, SHOW_FAILED};
use crate::model::trend::{AddressRange, PeriodLength};
use crate::model::triage::GroupBy;
use crate::model::url::{Parameters, decode};

impl Route {
    /// Reads an address: the path below the base, without a leading slash, and the query without its `?`.
    ///
    /// Never fails: an invalid parameter falls back to its default, an unknown path is [`Route::NotFound`].
    pub fn parse(path: &str, query: &str) -> Self {
        let segments: Vec<&str> = path.split('/').collect();
        let id = |text: &str| Id::parse(&decode(text)).ok();
        let parameters = Parameters::parse(query);
        // Some servers add a trailing slash.
        let route = match segments.as_slice() {
            ["" | "index.html"] => Some(Self::Home),
            ["tasks", key] | ["tasks", key, ""] => id(key).map(|key| task_or_latest(key, &parameters)),
            ["records", record] | ["records", record, ""] => {
                id(record).map(|id| Self::Record(record_route(id, &parameters)))
            }
            ["projects", project] | ["projects", project, "" | "plans"] | ["projects", project, "plans", ""] => {
                id(project).map(|id| Self::Plans(plans(id, &parameters)))
            }
            _ => None,
        };
        route.unwrap_or_else(|| Self::NotFound(path.to_owned()))
    }
}

fn plan_name(parameters: &Parameters<'_>) -> Option<String> {
    parameters.get("planName").map(str::to_owned)
}

fn status(parameters: &Parameters<'_>, name: &str) -> Option<Status> {
    parameters.get(name).map(str::trim).and_then(Status::parse)
}

fn page(parameters: &Parameters<'_>) -> Pagination {
    Pagination::parse(parameters.get("pageNumber"), parameters.get("pageSize"))
}

fn plans(project_id: Id, parameters: &Parameters<'_>) -> PlansRoute {
    let filter = PlanFilter {
        name: trimmed(parameters.get("name").unwrap_or_default()).to_owned(),
        last_status: status(parameters, "lastExecutionStatus"),
        enabled: match parameters.get("enabled") {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => None,
        },
    };
    let sort = PlanSort::parse(parameters.get("sortType"), parameters.get("sortDirection"));
    PlansRoute { project_id, filter, sort, page: page(parameters) }
}

fn task_or_latest(key: Id, parameters: &Parameters<'_>) -> Route {
    let plan_name = plan_name(parameters);
    if parameters.get("execution") == Some(LATEST) {
        return Route::Latest(LatestRoute { key, plan_name });
    }
    let trend = (parameters.get("history") == Some("all")).then(|| {
        let (from, to) = (parameters.get("from"), parameters.get("to"));
        let range = from.zip(to).and_then(|(from, to)| AddressRange::parse(from, to));
        let has_invalid_range = range.is_none() && (from.is_some() || to.is_some());
        TrendView { range, has_invalid_range, per: parameters.get("per").and_then(PeriodLength::parse) }
    });
    let selection = RunSelection::new(ids(parameters.get("compare")).filter_map(|id| Id::parse(&id).ok()));
    let (status, page) = (status(parameters, "status"), page(parameters));
    Route::Task(TaskRoute { key, plan_name, status, page, trend, selection })
}

/// Ids that are joined by commas, each encoded.
fn ids(joined: Option<&str>) -> impl Iterator<Item = String> {
    let ids = joined.unwrap_or_default().split(',').filter(|id| !id.is_empty());
    ids.map(|id| decode(id).into_owned())
}

/// The execution to compare with; not the execution itself.
fn compared(parameters: &Parameters<'_>, id: &Id) -> Option<Id> {
    parameters.get("compare").and_then(|other| Id::parse(other).ok()).filter(|other| other != id)
}

fn changes(parameters: &Parameters<'_>, id: &Id) -> ChangesView {
    let filter = ChangeFilter {
        name: trimmed(parameters.get("changedName").unwrap_or_default()).to_owned(),
        repository: parameters.get("changedRepo").unwrap_or_default().to_owned(),
        cluster: parameters.get("changedCluster").unwrap_or_default().to_owned(),
        field: parameters.get("changedField").and_then(ComparedField::parse),
    };
    ChangesView { other: compared(parameters, id), filter }
}

fn record_route(id: Id, parameters: &Parameters<'_>) -> RecordRoute {
    let unfiltered = DetailFilter::default().with_status(status(parameters, "status"));
    let filter = FilterField::ALL
        .into_iter()
        .fold(unfiltered, |filter, field| filter.with(field, parameters.get(field.name()).unwrap_or_default()));
    let analysis = parameters.get("triage").and_then(|triage| match triage {
        BEFORE => Some(AnalysisView::Compare(compared(parameters, &id))),
        CHANGES => Some(AnalysisView::Changes(Box::new(changes(parameters, &id)))),
        MATRIX => Some(AnalysisView::Matrix(matrix_view(parameters))),
        DURATIONS => Some(AnalysisView::Durations),
        FILES => Some(AnalysisView::Files(parameters.get("digests").unwrap_or_default().to_owned())),
        REPORT => Some(AnalysisView::Report),
        by => GroupBy::parse(by).map(AnalysisView::Groups),
    });
    let group = parameters.get("group").filter(|_| analysis.is_some()).map(str::to_owned);
    RecordRoute {
        id,
        plan_name: plan_name(parameters),
        filter,
        page: page(parameters),
        open: ids(parameters.get("open")).collect(),
        analysis,
        group,
    }
}

fn matrix_view(parameters: &Parameters<'_>) -> MatrixView {
    MatrixView {
        measure: parameters.get("measure").and_then(Measure::parse).unwrap_or_default(),
        order: parameters.get("order").and_then(MatrixOrder::parse).unwrap_or_default(),
        hides_fine: parameters.get("show") == Some(SHOW_FAILED),
    }
}
