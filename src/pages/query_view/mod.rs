//! Views of a query's status, and of the pagination of its data.

pub mod busy;
pub mod new_rows;
pub mod pager;
pub mod poll_hint;
pub mod query_error;
pub mod recent;
pub mod refresh_controls;
mod temporary;
pub mod total;

// temporary: for views that are not converted yet
pub(super) use temporary::{both, fresh_rows, freshness, pace, pages, remember, total, trouble, unanswered, waits};
pub(super) use total::{Extent, extent};
