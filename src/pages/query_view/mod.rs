//! Views of a query's status, and of the pagination of its data.

pub mod busy;
pub mod list_state;
pub mod new_rows;
mod notes;
pub mod pager;
pub mod poll_hint;
pub mod query_error;
pub mod recent;
pub mod refresh_controls;
mod scroll;
pub mod shared_error;
pub mod total;
