//! Replica Log: a read-only web UI for BK-Repo's replication logs.
//!
//! `cargo xtask demo` builds it and serves it with a mock of the service. CONTRIBUTING.md of the repository has a table
//! "to change X, open Y".
//!
//! # Data flow
//!
//! ```text
//!  shell::browser          shell::frame          shell::guest
//!   address bar          page around it           host page
//!        |                     |                      |
//!        +---------------------+----------------------+
//!                              |
//!                              v
//!  +------------->   model::route::Route
//!  |                           |
//!  |                           v            Endpoint            request
//!  |                         pages   --->  query::use_query  --->  api  --->  BK-Repo
//!  |                           |     <---                    <---       <---
//!  |                           v            Query<T>            wire types
//!  |                      components
//!  |                           |
//!  +------ navigation  <-------+
//!           user action
//! ```
//!
//! A user action changes the route and nothing else; the view follows from the route and the data. So the address
//! contains the state of a page, and a link shows the same view.
//!
//! # Where to start
//!
//! The page starts in `index.html` and `src/shell/boot.js`, which load this program, and in [`shell::standalone`].
//!
//! 1. [`model::route::Route`]: the pages, their parameters, and the addresses of both.
//! 2. [`api::endpoint::Endpoint`]: the requests; [`api::wire`] has the types of their responses.
//! 3. [`query::use_query::use_query`]: how a page gets data, and what happens during a refetch.
//! 4. [`pages::record::RecordPage`]: the largest page, one execution: queries, and a view for each state.
//! 5. [`i18n::Words`]: the words of the page, one file for each language.
//!
//! # Modules
//!
//! | module | contents | depends on |
//! | --- | --- | --- |
//! | [`model`] | domain logic in pure Rust: routes, filters, paging, times, error fingerprints, statistics | nothing |
//! | [`api`] | the client, the endpoints, the wire types, errors and retries | `model` |
//! | [`i18n`] | every word of the app, and the formats of numbers and times | `model` |
//! | [`settings`] | language, theme, time zone, columns | `api`, `i18n`, `model` |
//! | [`query`] | data fetching: `use_query`, refetch intervals, new rows, bulk fetches | `settings` and above |
//! | [`navigation`] | the current route, and changes of it | `model`, `query` |
//! | [`components`] | the building blocks of pages; no component fetches | `navigation` and above |
//! | [`pages`] | home, the plans of a project, the execution history of a task, one execution | `components` and above |
//! | [`app`] | contexts, layout, the page of the current route | `pages` and above |
//! | [`shell`] | the surroundings: browser with `leptos_router`, host page, frame | `app` and above |
//! | `embed` | `mount()` for host pages | `shell`, `app` |
//!
//! `model`, and `api` without the client, build and test natively.

// The other modules exist only for the browser, and links to them only in its documentation.
#![cfg_attr(not(target_arch = "wasm32"), allow(rustdoc::broken_intra_doc_links))]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects))]

pub mod api;
#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod components;
#[cfg(all(target_arch = "wasm32", feature = "embed"))]
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
