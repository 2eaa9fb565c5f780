//! Data fetching: queries to the service, refetching, rows that a refetch brought, lists that are fetched as a whole.

pub mod bulk_fetch;
pub mod clock;
pub mod effect;
pub mod file_sink;
pub mod service;
pub mod table_rows;
pub mod unsubscribe;
pub mod use_poll;
pub mod use_query;
