//! Parts of the app in a browser, through what the crate makes public. Whole pages are the end-to-end tests' matter.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by a panic"
)]

// What the tests stand on.
mod fake_shell;
mod harness;
mod input;
mod network;
mod timers;

// What they are about.
mod browser_shell;
mod bulk_fetch;
mod chart;
mod copy;
mod field;
mod keyed_list;
mod layout;
mod leaf_components;
mod links;
mod localizer;
mod pager;
mod pages;
mod poll;
mod prefetch;
mod query;
mod requests;
mod rows;
mod settings;
mod subscribers;
mod table;
mod trend;
mod triage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
