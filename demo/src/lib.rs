//! A stand-in for BK-Repo's replication service.
//!
//! It answers the six endpoints that Replica Log reads as a deployed service does, from a data
//! set that is made, and the same every time; it serves the built app beside them, and it fails
//! on request. [`Demo`] is one instance.
//!
//! ```no_run
//! # async fn run() -> std::io::Result<()> {
//! use replica_log_demo::{Demo, Endpoint, Fault, FaultAnswer, Options};
//! use std::time::Duration;
//!
//! let demo = Demo::new(Options::default());
//! demo.faults().add(Fault::new(Endpoint::Overview, FaultAnswer::Status(500)).times(1));
//! demo.clock().advance(Duration::from_secs(600));
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! axum::serve(listener, demo.router()).await
//! # }
//! ```
//!
//! Where things are: `data/` what there is to tell, `wire` and `reply` the shapes it is told in,
//! `endpoint`, `api` and `filter` the questions, `zone` and `clock` the time, `error` the
//! refusals, `faults` the faults, `cors` other origins, `site` the app's files, `guide` the page for a person, `proxy`
//! the way to a real service.

mod api;
mod clock;
mod cors;
mod data;
mod demo;
mod endpoint;
mod error;
pub mod examples;
mod faults;
mod filter;
mod guide;
mod options;
#[cfg(feature = "upstream")]
mod proxy;
mod reply;
mod site;
mod wire;
mod zone;

pub use clock::Clock;
pub use demo::{Demo, Seen};
pub use endpoint::Endpoint;
pub use faults::{Fault, FaultAnswer, Faults, On};
pub use options::{Options, Upstream};
