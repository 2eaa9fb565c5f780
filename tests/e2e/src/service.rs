//! A stand-in that listens, and what it was asked.

use crate::fail::Fail;
use crate::gate::Gate;
use crate::setup::{Setup, app_folder};
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use replica_log_demo::{Demo, Seen};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::runtime::Runtime;

/// Tells a test's own questions from those of the page.
const OWN: &str = "x-asked-by-the-test";

/// A stand-in, listening.
pub(crate) struct Service {
    pub(crate) demo: Demo,
    /// What stands before it.
    pub(crate) gate: Gate,
    /// `http://127.0.0.1:…`, without a slash at its end.
    pub(crate) origin: String,
    api_base: String,
    client: reqwest::Client,
    /// What it runs on. It ends with it, whatever is still being answered.
    runtime: Option<Runtime>,
}

impl Service {
    /// Starts it on a port that is free.
    pub(crate) async fn start(setup: &Setup) -> Result<Self, Fail> {
        let mut options = setup.options.clone();
        if options.app.is_none() {
            options.app = Some(app_folder()?);
        }
        let api_base = options.api_base.clone();
        let demo = Demo::open(options)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let origin = format!("http://{}", listener.local_addr()?);
        let gate = Gate::new();
        let router = demo.router().layer(from_fn_with_state(Follower(demo.clone(), Arc::default()), follow));
        let router = gate.before(router);
        runtime.spawn(async move { axum::serve(tokio::net::TcpListener::from_std(listener)?, router).await });
        let client = reqwest::Client::builder().no_proxy().build()?;
        Ok(Self { demo, gate, origin, api_base, client, runtime: Some(runtime) })
    }

    /// What the service answers below `/replication/api/task/record/`, the envelope taken off.
    pub(crate) async fn ask(&self, below: &str, zone: &str) -> Result<Value, Fail> {
        let url = format!("{}{}/replication/api/task/record/{below}", self.origin, self.api_base);
        let request = self.client.get(&url).header(OWN, "yes").header("X-BKREPO-TIME-ZONE", zone);
        let body = request.send().await?.error_for_status()?.text().await?;
        let mut envelope: Value =
            serde_json::from_str(&body).map_err(|error| Fail::new(format!("{url} answered no JSON: {error}")))?;
        Ok(envelope["data"].take())
    }

    /// What the page asked for so far, where the path contains `part`.
    pub(crate) fn asked(&self, part: &str) -> Vec<Seen> {
        let mut all = self.demo.requests();
        all.retain(|seen| seen.path.contains(part) && seen.header(OWN).is_none());
        all
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A stand-in whose clock goes by that of a page, and how far that has come.
#[derive(Clone)]
struct Follower(Demo, Arc<AtomicU64>);

/// Pushes the stand-in's clock on to where the page's is, where that tells: where a test holds its time.
async fn follow(State(Follower(demo, before)): State<Follower>, request: Request, next: Next) -> Response {
    let passed = request.headers().get("x-test-passed").and_then(|passed| passed.to_str().ok()?.parse::<u64>().ok());
    if let Some(passed) = passed {
        let before = before.fetch_max(passed, Ordering::Relaxed);
        demo.clock().advance(Duration::from_millis(passed.saturating_sub(before)));
    }
    next.run(request).await
}

/// The parameters of a request, decoded, in their order.
pub fn parameters(seen: &Seen) -> Vec<(String, String)> {
    form_urlencoded::parse(seen.query.as_bytes()).into_owned().collect()
}
