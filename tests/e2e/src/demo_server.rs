//! The demo server of a test, and the requests that it received.

use crate::error::Error;
use crate::intercept::Interceptor;
use crate::setup::{Setup, app_folder};
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use replica_log_demo::{Demo, RecordedRequest};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::runtime::Runtime;

/// Header that marks a test's own requests, so that they are not counted as the page's.
const TEST_REQUEST: &str = "x-asked-by-the-test";

/// A listening demo server.
pub(crate) struct DemoServer {
    pub(crate) demo: Demo,
    /// Intercepts requests before they reach the demo server.
    pub(crate) interceptor: Interceptor,
    /// `http://127.0.0.1:…`, without a slash at its end.
    pub(crate) origin: String,
    api_base: String,
    client: reqwest::Client,
    /// Its own runtime, shut down on drop without waiting for pending responses.
    runtime: Option<Runtime>,
}

impl DemoServer {
    /// Starts the server on a free port.
    pub(crate) async fn start(setup: &Setup) -> Result<Self, Error> {
        let mut options = setup.options.clone();
        if options.app.is_none() {
            options.app = Some(app_folder()?);
        }
        let demo = Demo::open(options)?;
        let api_base = demo.api_base().to_owned();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let origin = format!("http://{}", listener.local_addr()?);
        let interceptor = Interceptor::new();
        let router = demo.router().layer(from_fn_with_state(ClockSync(demo.clone(), Arc::default()), sync_clock));
        let router = interceptor.layer(router);
        runtime.spawn(async move { axum::serve(tokio::net::TcpListener::from_std(listener)?, router).await });
        let client = reqwest::Client::builder().no_proxy().build()?;
        Ok(Self { demo, interceptor, origin, api_base, client, runtime: Some(runtime) })
    }

    /// Requests a path below `/replication/api/task/record/` and returns the `data` of the response.
    pub(crate) async fn fetch_data(&self, below: &str, zone: &str) -> Result<Value, Error> {
        let url = format!("{}{}/replication/api/task/record/{below}", self.origin, self.api_base);
        let request = self.client.get(&url).header(TEST_REQUEST, "yes").header("X-BKREPO-TIME-ZONE", zone);
        // For a gateway in front of the service.
        let request = request.header("Cookie", "bkrepo_ticket=test");
        let body = request.send().await?.error_for_status()?.text().await?;
        let mut envelope: Value =
            serde_json::from_str(&body).map_err(|error| Error::new(format!("{url} returned invalid JSON: {error}")))?;
        Ok(envelope["data"].take())
    }

    /// The requests of the page so far whose path contains `part`.
    pub(crate) fn requests(&self, part: &str) -> Vec<RecordedRequest> {
        let mut all = self.demo.requests();
        all.retain(|seen| seen.path.contains(part) && seen.header(TEST_REQUEST).is_none());
        all
    }
}

impl Drop for DemoServer {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A demo server whose clock follows the fake timers of a page, and the time that has passed there.
#[derive(Clone)]
struct ClockSync(Demo, Arc<AtomicU64>);

/// Advances the demo server's clock to the page's, if the request carries that: if the page has fake timers.
async fn sync_clock(State(ClockSync(demo, before)): State<ClockSync>, request: Request, next: Next) -> Response {
    let passed = request.headers().get("x-test-passed").and_then(|passed| passed.to_str().ok()?.parse::<u64>().ok());
    if let Some(passed) = passed {
        let before = before.fetch_max(passed, Ordering::Relaxed);
        demo.clock().advance(Duration::from_millis(passed.saturating_sub(before)));
    }
    next.run(request).await
}

/// The decoded query parameters of a request, in their order.
pub fn query_parameters(seen: &RecordedRequest) -> Vec<(String, String)> {
    form_urlencoded::parse(seen.query.as_bytes()).into_owned().collect()
}
