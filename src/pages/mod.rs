//! The pages: queries to the service, and a view for each state of their data.

pub mod bulk_fetch_view;
pub mod error_notice;
mod error_row;
pub mod export;
pub mod home;
mod labels;
pub mod not_found;
mod page_route;
pub mod query_view;
pub mod record;
mod run_duration;
mod status_filter;
pub mod task;
