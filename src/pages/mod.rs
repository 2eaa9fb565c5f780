//! The pages: queries to the service, and a view for each state of their data.

pub mod bulk_fetch_view;
pub mod error_notice;
pub mod error_row;
pub mod export;
pub mod home;
mod labels;
pub mod not_found;
mod odd_facts;
mod page_route;
pub mod plans;
pub mod query_view;
pub mod record;
pub mod run_duration;
pub mod status_filter;
pub mod task;
