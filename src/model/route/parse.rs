//! Parsing of addresses into routes.

use super::{AnalysisView, BEFORE, LATEST, LatestRoute, PlansRoute, RecordRoute, Route, TaskRoute, TrendView};
use crate::model::enums::Status;
use crate::model::filter::{DetailFilter, FilterField};
use crate::model::id::Id;
use crate::model::pagination::Pagination;
use crate::model::plans::{PlanFilter, PlanSort};
use crate::model::trend::{PeriodLength, Range};
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
    parameters.get(name).and_then(Status::parse)
}

fn page(parameters: &Parameters<'_>) -> Pagination {
    Pagination::parse(parameters.get("pageNumber"), parameters.get("pageSize"))
}

fn plans(project_id: Id, parameters: &Parameters<'_>) -> PlansRoute {
    let filter = PlanFilter {
        name: parameters.get("name").unwrap_or_default().trim().to_owned(),
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
    let trend = (parameters.get("history") == Some("all")).then(|| TrendView {
        range: parameters.get("from").zip(parameters.get("to")).and_then(|(from, to)| Range::parse(from, to)),
        per: parameters.get("per").and_then(PeriodLength::parse),
    });
    Route::Task(TaskRoute { key, plan_name, status: status(parameters, "status"), page: page(parameters), trend })
}

fn record_route(id: Id, parameters: &Parameters<'_>) -> RecordRoute {
    let unfiltered = DetailFilter::default().with_status(status(parameters, "status"));
    let filter = FilterField::ALL
        .into_iter()
        .fold(unfiltered, |filter, field| filter.with(field, parameters.get(field.name()).unwrap_or_default()));
    let open = parameters.get("open").unwrap_or_default();
    let analysis = parameters.get("triage").and_then(|triage| match triage {
        BEFORE => Some(AnalysisView::Compare(parameters.get("compare").and_then(|id| Id::parse(id).ok()))),
        by => GroupBy::parse(by).map(AnalysisView::Groups),
    });
    let group = parameters.get("group").filter(|_| analysis.is_some()).map(str::to_owned);
    RecordRoute {
        id,
        plan_name: plan_name(parameters),
        filter,
        page: page(parameters),
        open: open.split(',').filter(|id| !id.is_empty()).map(|id| decode(id).into_owned()).collect(),
        analysis,
        group,
    }
}
