//! Writing of routes as addresses.

use super::{AnalysisView, BEFORE, LATEST, LatestRoute, PlansRoute, RecordRoute, Route, TaskRoute};
use crate::model::enums::Status;
use crate::model::pagination::{self, Pagination};
use crate::model::plans::parameters;
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
    if !record.open.is_empty() {
        // Encoded one by one, so that a comma in an id is not taken for the next id.
        let ids: Vec<String> = record.open.iter().map(|id| encode(id).to_string()).collect();
        address.parameter("open", &ids.join(","));
    }
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
