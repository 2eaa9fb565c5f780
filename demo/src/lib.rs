//! A mock of BK-Repo's replication service.
//!
//! It implements the endpoints that Replica Log reads, with a deterministic data set. It also serves the built app,
//! and injects faults on request. [`Demo`] is one instance.
//!
//! ```no_run
//! # async fn run() -> std::io::Result<()> {
//! use replica_log_demo::{Demo, Endpoint, Fault, FaultResponse, Options};
//! use std::time::Duration;
//!
//! let demo = Demo::new(Options::default());
//! demo.faults().add(Fault::new(Endpoint::Overview, FaultResponse::Status(500)).times(1));
//! demo.clock().advance(Duration::from_secs(600));
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! axum::serve(listener, demo.router()).await
//! # }
//! ```
//!
//! Modules: `data/` is the data set; `wire` and `response` build response bodies; `endpoint`, `api` and `filter` handle
//! requests for records, `task_api` and `task_info` requests for tasks; `zone` and `clock` handle time; `error` contains
//! the error responses; `faults` injects faults; `recorder` records requests; `cors` allows cross-origin requests;
//! `gateway` is the console's gateway; `site` serves the app; `links` are entry points to it; `control_page` is the
//! control page at `/demo`; `proxy` forwards requests to a real service.

mod api;
mod clock;
mod control_page;
mod cors;
mod data;
mod demo;
mod endpoint;
mod error;
pub mod examples;
mod faults;
mod filter;
mod gateway;
mod links;
mod options;
#[cfg(feature = "upstream")]
mod proxy;
mod recorder;
mod response;
mod site;
mod task_api;
mod task_info;
mod wire;
mod zone;

pub use clock::Clock;
pub use demo::Demo;
pub use endpoint::Endpoint;
pub use faults::{Fault, FaultResponse, Faults, RequestMatcher};
pub use links::{Link, main_links};
pub use options::{Options, Upstream};
pub use recorder::RecordedRequest;
