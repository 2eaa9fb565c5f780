//! The pages: queries to the service, and a view for each state of their data.

pub mod bulk_fetch_view;
pub mod error_notice;
pub mod export;
pub mod home;
mod labels;
pub mod not_found;
pub mod query_view;
pub mod record;
pub mod task;
