//! The link from an execution to its task.

use crate::api::wire::RecordInfo;
use crate::model::id::Id;
use crate::model::route::TaskRoute;

/// The route of the task that an execution belongs to; `None` if the execution names no valid task key.
pub(super) fn task_route(info: &RecordInfo, plan_name: Option<String>, page_size: u32) -> Option<TaskRoute> {
    let key = Id::parse(info.record.task_key.as_deref()?).ok()?;
    Some(TaskRoute::new(key, plan_name, page_size))
}
