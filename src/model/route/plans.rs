//! The routes of the plans of a project and of the latest execution of a plan.

use crate::model::hidden::trimmed;
use crate::model::id::Id;
use crate::model::pagination::Pagination;
use crate::model::plans::{PlanFilter, PlanSort};

/// The plans of a project.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PlansRoute {
    /// The project's id.
    pub project_id: Id,
    /// The filters.
    pub filter: PlanFilter,
    /// The sort order.
    pub sort: PlanSort,
    /// The page of the table.
    pub page: Pagination,
}

impl PlansRoute {
    /// The plans of a project, unfiltered, from their first page.
    pub fn new(project_id: Id, size: u32) -> Self {
        Self { project_id, filter: PlanFilter::default(), sort: PlanSort::default(), page: Pagination::first(size) }
    }

    /// The same plans with another filter, on the first page. The name is [`trimmed`].
    #[must_use]
    pub fn with_filter(&self, filter: PlanFilter) -> Self {
        let filter = PlanFilter { name: trimmed(&filter.name).to_owned(), ..filter };
        Self { filter, page: self.page.at(1), ..self.clone() }
    }

    /// The same plans in another order, on the first page.
    #[must_use]
    pub fn with_sort(&self, sort: PlanSort) -> Self {
        Self { sort, page: self.page.at(1), ..self.clone() }
    }

    /// Another page of the same plans.
    #[must_use]
    pub fn with_page(&self, page: Pagination) -> Self {
        Self { page, ..self.clone() }
    }
}

/// The latest execution of a task. The id of the execution is unknown until the page has requested it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LatestRoute {
    /// The task's key.
    pub key: Id,
    /// The name of the task, where the link had it.
    pub plan_name: Option<String>,
}
