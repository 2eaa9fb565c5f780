//! The replication service: its six endpoints, its answers and its errors.
//!
//! Knows HTTP, knows no page. What can be decided without a browser is decided here in pure code; only `client`,
//! `early`, `host` and `limit` need one.

#[cfg(target_arch = "wasm32")]
pub mod client;
pub mod csv_row;
pub mod envelope;
pub mod error;
pub mod field;
pub mod lone_surrogates;
#[cfg(target_arch = "wasm32")]
pub mod prefetch;
// The page that is taken apart is never within another.
pub mod endpoint;
#[cfg(all(target_arch = "wasm32", not(feature = "parts")))]
mod host_headers;
pub mod retry;
pub mod stream;
#[cfg(target_arch = "wasm32")]
mod timeout;
pub mod wire;

pub use envelope::Answer;
pub use error::Error;
