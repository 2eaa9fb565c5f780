//! The client of the replication service: its endpoints, wire types, errors and retries.
//!
//! Requests, wire types, errors and the retry policy are pure code with native tests; the modules with
//! `cfg(target_arch = "wasm32")` need a browser.

#[cfg(target_arch = "wasm32")]
pub mod body;
#[cfg(target_arch = "wasm32")]
pub mod client;
#[cfg(target_arch = "wasm32")]
pub mod clock;
#[cfg(target_arch = "wasm32")]
pub mod cookie;
pub mod csv_row;
pub mod endpoint;
pub mod envelope;
pub mod error;
#[cfg(target_arch = "wasm32")]
mod fetch;
pub mod field;
#[cfg(target_arch = "wasm32")]
mod headers;
#[cfg(all(target_arch = "wasm32", feature = "embed"))]
mod host_headers;
pub mod lone_surrogates;
#[cfg(target_arch = "wasm32")]
pub mod prefetch;
#[cfg(target_arch = "wasm32")]
pub mod request_context;
pub mod retry;
pub mod stream;
#[cfg(target_arch = "wasm32")]
mod timeout;
pub mod wire;
#[cfg(target_arch = "wasm32")]
pub mod yielder;

pub use envelope::ApiResponse;
pub use error::Error;
