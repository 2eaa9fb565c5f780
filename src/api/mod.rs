//! The replication service: its six endpoints, its answers and its errors.
//!
//! Knows HTTP, knows no page. What can be decided without a browser is decided here in pure code; only `client`,
//! `early`, `host` and `limit` need one.

pub mod cells;
#[cfg(target_arch = "wasm32")]
pub mod client;
pub mod decode;
#[cfg(target_arch = "wasm32")]
pub mod early;
pub mod error;
pub mod field;
// The page that is taken apart is never within another.
#[cfg(all(target_arch = "wasm32", not(feature = "parts")))]
mod host;
#[cfg(target_arch = "wasm32")]
mod limit;
pub mod lone_surrogates;
pub mod request;
pub mod retry;
pub mod stream;
pub mod wire;

pub use decode::Answer;
pub use error::Error;
