//! The endpoints of tasks.

use crate::api::{Api, RequestContext};
use crate::data::Task;
use crate::error::ApiError;
use crate::filter::{STATUSES, pattern_matches, prefix_pattern};
use crate::response;
use crate::task_info::{TaskDetail, TaskInfo};
use axum::body::Body;
use axum::http::Response;
use std::cmp::Reverse;

/// Sort keys in the order of [`TaskInfo::times`]; the first one is the default.
const SORT_TYPES: [&str; 3] = ["CREATED_TIME", "LAST_EXECUTION_TIME", "NEXT_EXECUTION_TIME"];

impl Api {
    pub(crate) fn task_info(&self, key: &str, context: RequestContext) -> Result<Response<Body>, ApiError> {
        let info = self.info(self.known_task(key)?, &context);
        Ok(response::data(Some(info), context.trace_id))
    }

    pub(crate) fn task_detail(&self, key: &str, context: RequestContext) -> Result<Response<Body>, ApiError> {
        let task = self.known_task(key)?;
        let detail = TaskDetail::new(task, self.info(task, &context));
        Ok(response::data(Some(detail), context.trace_id))
    }

    pub(crate) fn task_page(&self, project: &str, context: RequestContext) -> Result<Response<Body>, ApiError> {
        let query = &context.query;
        let (number, size) = query.page_number_and_size()?;
        let name = query.get("name").filter(|name| !name.trim().is_empty()).map(prefix_pattern).transpose()?;
        let status = query.one_of("lastExecutionStatus", &STATUSES)?;
        let enabled = query.one_of("enabled", &["true", "false"])?.map(|enabled| enabled == "true");
        let sort_type = query.one_of("sortType", &SORT_TYPES)?.unwrap_or("CREATED_TIME");
        // Old servers have no such parameter.
        let ascending = !self.old_server && query.one_of("sortDirection", &["ASC", "DESC"])? == Some("ASC");
        let mut matching = Vec::new();
        for task in self.data.tasks().iter().filter(|task| task.plan.project == project) {
            let info = self.info(task, &context);
            if enabled.is_none_or(|enabled| enabled == info.enabled)
                && (status.is_none() || status == info.last_execution_status)
                && pattern_matches(&name, Some(info.name))?
            {
                matching.push(info);
            }
        }
        let sort_key = SORT_TYPES.iter().position(|known| *known == sort_type).unwrap_or(0);
        // As in MongoDB, null is lower than any time. Its order of equal values is undefined; here it is stable.
        let time = |info: &TaskInfo| info.times.get(sort_key).copied().flatten();
        if ascending {
            matching.sort_by_key(time);
        } else {
            matching.sort_by_key(|info| Reverse(time(info)));
        }
        let page = self.page(number, size, &matching, |info| info);
        Ok(response::data(Some(page), context.trace_id.clone()))
    }

    fn known_task(&self, key: &str) -> Result<&Task, ApiError> {
        self.data.task(key).ok_or_else(|| ApiError::NotFound(key.into()))
    }

    fn info(&self, task: &Task, context: &RequestContext) -> TaskInfo {
        TaskInfo::new(task, context.nanos(), &context.zone, &self.service_zone(), self.old_server)
    }
}
