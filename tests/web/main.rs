//! Component tests: parts of the app in a browser, through the public API of the crate. The end-to-end tests cover the
//! whole app.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by a panic"
)]

// Harness and fakes.
mod fake_shell;
mod harness;
mod input;
mod network;
mod timers;

// The tests.
mod browser_shell;
mod bulk_fetch;
mod changes;
mod chart;
mod copy;
mod error_notice;
mod failures;
mod field;
mod files;
mod history;
mod host_headers;
mod keyed_list;
mod layout;
mod leaf_components;
mod links;
mod localizer;
mod lookup;
mod notify;
mod odd_data;
mod pager;
mod pages;
mod plans;
mod poll;
mod prefetch;
mod query;
mod record_page;
mod report;
mod requests;
mod retries;
mod rows;
mod session;
mod settings;
mod statistics;
mod subscribers;
mod table;
mod trend;
mod triage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
