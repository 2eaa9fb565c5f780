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
mod hands;
mod network;
mod shell;
mod stage;
mod timers;

// What they are about.
mod asked;
mod chart;
mod copy;
mod field;
mod frame;
mod history;
mod links;
mod pager;
mod pages;
mod parts;
mod poll;
mod prefetch;
mod reading;
mod requests;
mod rows;
mod settings;
mod speech;
mod tag;
mod trend;
mod triage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
