//! Replica Log: what BK-Repo did when it replicated artifacts to other clusters.
//!
//! The crate is read from the inside out:
//!
//! - [`model`]: what the app thinks with. Pure; builds and tests natively.
//! - [`api`]: the replication service, its six endpoints, its answers and its errors.

#![cfg_attr(test, allow(clippy::arithmetic_side_effects))]

pub mod api;
pub mod model;
