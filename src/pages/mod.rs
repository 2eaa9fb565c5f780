//! The pages: queries to the service, and a view for each state of their data.

mod bulk_fetch_view;
mod error_notice;
mod export;
pub mod home;
mod labels;
pub mod not_found;
mod query_view;
pub mod record;
pub mod task;
