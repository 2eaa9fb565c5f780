//! Writing of routes as addresses.

use super::{
    AnalysisView, BEFORE, CHANGES, ChangesView, DURATIONS, FILES, LATEST, LatestRoute, MATRIX, PlansRoute, REPORT,
    RecordRoute, Route, TaskRoute,
};
use crate::model::changes::{ChangeFilter, ComparedField};
use crate::model::enums::Status;
use crate::model::id::Id;
use crate::model::pagination::{self, Pagination};
use crate::model::plans::parameters;
use crate::model::statistics::matrix::{MatrixOrder, MatrixView, Measure, SHOW_FAILED};
use crate::model::url::{Address, encode};

impl Route {
    /// The address below the base, without a leading slash.
    pub fn address(&self) -> String {
        match self {
            Self::Home => String::new(),
            Self::NotFound(path) => path.clone(),
            Self::Plans(plans) => write_plans(plans),
            Self::Task(task) => write_task(task),
            Self::Latest(latest) => write_latest(latest),
            Self::Record(record) => write_record(record),
        }
    }
}

fn write_plans(plans: &PlansRoute) -> String {
    let mut address = Address::new(format!("projects/{}/plans", encode(plans.project_id.as_str())));
    for (name, value) in parameters(&plans.filter, &plans.filter.name, plans.sort) {
        address.parameter(name, value);
    }
    write_page(&mut address, plans.page);
    address.finish()
}

fn write_task(task: &TaskRoute) -> String {
    let mut address = Address::new(format!("tasks/{}", encode(task.key.as_str())));
    write_plan_and_status(&mut address, task.plan_name.as_deref(), task.status.as_ref());
    write_page(&mut address, task.page);
    write_ids(&mut address, "compare", task.selection.ids().iter().map(Id::as_str));
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

fn write_latest(latest: &LatestRoute) -> String {
    let mut address = Address::new(format!("tasks/{}", encode(latest.key.as_str())));
    address.parameter("execution", LATEST);
    write_plan_and_status(&mut address, latest.plan_name.as_deref(), None);
    address.finish()
}

fn write_record(record: &RecordRoute) -> String {
    let mut address = Address::new(format!("records/{}", encode(record.id.as_str())));
    write_plan_and_status(&mut address, record.plan_name.as_deref(), record.filter.status.as_ref());
    for (field, text) in record.filter.texts() {
        address.parameter(field.name(), text);
    }
    write_page(&mut address, record.page);
    write_ids(&mut address, "open", record.open.iter().map(String::as_str));
    write_analysis(&mut address, record);
    address.finish()
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

fn write_ids<'a>(address: &mut Address, name: &str, ids: impl Iterator<Item = &'a str>) {
    // Encoded one by one, so that a comma in an id is not taken for the next id.
    let ids: Vec<String> = ids.map(|id| encode(id).to_string()).collect();
    if !ids.is_empty() {
        address.parameter(name, &ids.join(","));
    }
}

fn write_analysis(address: &mut Address, record: &RecordRoute) {
    match &record.analysis {
        None => return,
        Some(AnalysisView::Groups(by)) => address.parameter("triage", by.name()),
        Some(AnalysisView::Files(digests)) => {
            address.parameter("triage", FILES);
            if !digests.is_empty() {
                address.parameter("digests", digests);
            }
        }
        Some(AnalysisView::Report) => address.parameter("triage", REPORT),
        Some(AnalysisView::Compare(with)) => {
            address.parameter("triage", BEFORE);
            if let Some(id) = with {
                address.parameter("compare", id.as_str());
            }
        }
        Some(AnalysisView::Changes(changes)) => write_changes(address, changes),
        Some(AnalysisView::Matrix(view)) => write_matrix(address, *view),
        Some(AnalysisView::Durations) => address.parameter("triage", DURATIONS),
    }
    if let Some(group) = &record.group {
        address.parameter("group", group);
    }
}

fn write_matrix(address: &mut Address, view: MatrixView) {
    address.parameter("triage", MATRIX);
    if view.measure != Measure::default() {
        address.parameter("measure", view.measure.name());
    }
    if view.order != MatrixOrder::default() {
        address.parameter("order", view.order.name());
    }
    if view.hides_fine {
        address.parameter("show", SHOW_FAILED);
    }
}

fn write_changes(address: &mut Address, ChangesView { other, filter }: &ChangesView) {
    let ChangeFilter { name, repository, cluster, field } = filter;
    let parameters = [
        ("triage", CHANGES),
        ("compare", other.as_ref().map_or("", |id| id.as_str())),
        ("changedName", name),
        ("changedRepo", repository),
        ("changedCluster", cluster),
        ("changedField", field.map_or("", ComparedField::name)),
    ];
    for (name, value) in parameters.into_iter().filter(|(_, value)| !value.is_empty()) {
        address.parameter(name, value);
    }
}
