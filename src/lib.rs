//! Replica Log: a read-only web UI for BK-Repo's replication logs.
//!
//! An address becomes a [`model::route::Route`]; a page calls `use_query` with an [`api::endpoint::Endpoint`]; the data
//! becomes a view. A user action changes the route; the rest follows from it.
//!
//! | module | contents | depends on |
//! | --- | --- | --- |
//! | [`model`] | domain logic in pure Rust: routes, filters, paging, times, error fingerprints, statistics | nothing |
//! | [`api`] | the client, the endpoints, the wire types, errors and retries | `model` |
//! | [`i18n`] | every word of the app, and the formats of numbers and times | `model` |
//! | `settings` | language, theme, time zone, columns | `api`, `i18n`, `model` |
//! | `query` | data fetching: `use_query`, refetch intervals, new rows, bulk fetches | `settings` and below |
//! | `navigation` | the current route, and changes of it | `model` |
//! | `components` | the building blocks of pages; no component fetches | `query` and below |
//! | `pages` | home, the execution history of a task, one execution | `components` and below |
//! | `app` | contexts, layout, the page of the current route | `pages` and below |
//! | `shell` | the surroundings: browser with `leptos_router`, host page, frame | `app` and below |
//! | `embed` | `mount()` for host pages | `shell`, `app` |
//!
//! `model`, and `api` without the client, build and test natively.

#![cfg_attr(test, allow(clippy::arithmetic_side_effects))]

pub mod api;
#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod components;
// A host page's bundler takes one wasm file, so the split build has no `mount()`.
#[cfg(all(target_arch = "wasm32", not(feature = "split")))]
pub mod embed;
pub mod i18n;
pub mod model;
#[cfg(target_arch = "wasm32")]
pub mod navigation;
#[cfg(target_arch = "wasm32")]
pub mod pages;
#[cfg(target_arch = "wasm32")]
pub mod query;
#[cfg(target_arch = "wasm32")]
pub mod settings;
#[cfg(target_arch = "wasm32")]
pub mod shell;
