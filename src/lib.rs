//! Replica Log: what BK-Repo did when it replicated artifacts to other clusters.
//!
//! The crate is read from the inside out:
//!
//! - [`model`]: what the app thinks with. Pure; builds and tests natively.
//! - [`api`]: the replication service, its six endpoints, its answers and its errors.
//! - [`i18n`]: every word that a person reads, and how numbers and times are said.
//! - `state`: what lives longer than a view.
//! - `components`: parts of pages, with no knowledge of the service.
//! - `pages`: home, the history of a task, one execution.
//! - `standalone`: the app as a page of its own; `embed`: within a page of somebody else's.
//! - `broken`: who is told when it breaks.

#![cfg_attr(test, allow(clippy::arithmetic_side_effects))]

pub mod api;
#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod components;
// The page that is taken apart is never within another.
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
