//! A browser tab with the app, and the demo server behind it.

use crate::demo_server::DemoServer;
use crate::error::Error;
use crate::intercept::{self, Interceptor};
use crate::setup::Setup;
use replica_log_demo::{Demo, Endpoint, Fault, FaultResponse, RecordedRequest, RequestMatcher};
use serde_json::Value;
use std::time::{Duration, Instant};
use thirtyfour::WebDriver;

/// The timeout of every wait. A busy machine may need most of it; only a failing test waits for so long.
const TIMEOUT: Duration = Duration::from_secs(60);
/// The pause between two checks of a wait.
const POLL_INTERVAL: Duration = Duration::from_millis(25);

/// A browser tab with its demo server.
pub struct Tab {
    driver: WebDriver,
    server: DemoServer,
    setup: Setup,
}

impl Tab {
    pub(crate) fn new(driver: WebDriver, server: DemoServer, setup: Setup) -> Self {
        Self { driver, server, setup }
    }

    /// The WebDriver session, for commands that `Tab` has no method for.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// The configuration of the test.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The demo server's control interface: clock, faults, requests.
    pub fn demo(&self) -> &Demo {
        &self.server.demo
    }

    /// The request interceptor between the browser and the demo server.
    pub fn interceptor(&self) -> &Interceptor {
        &self.server.interceptor
    }

    /// Adds a fault for every request to an endpoint, or to paths that contain a text.
    pub fn fault(&self, on: impl Into<RequestMatcher>, response: FaultResponse) {
        self.demo().faults().add(Fault::new(on, response));
    }

    /// A fault of the requests for the table of details, but not of those that count details.
    pub fn fault_of_rows(response: FaultResponse) -> Fault {
        Fault::new(Endpoint::DetailPage, response).unless("pageSize=1")
    }

    /// The requests of the page so far whose path contains `part`, for example `detail/page/`.
    pub fn requests(&self, part: &str) -> Vec<RecordedRequest> {
        self.server.requests(part)
    }

    /// Fetches the `data` of a response below `/replication/api/task/record/`, in the browser's time zone. The request
    /// is not counted among [`requests`](Self::requests).
    ///
    /// # Errors
    ///
    /// If the server returns an error.
    pub async fn service_data(&self, below: &str) -> Result<Value, Error> {
        self.server.fetch_data(below, &self.setup.zone).await
    }

    /// The same in another time zone.
    ///
    /// # Errors
    ///
    /// If the server returns an error.
    pub async fn service_data_in(&self, zone: &str, below: &str) -> Result<Value, Error> {
        self.server.fetch_data(below, zone).await
    }

    /// The URL of a page of the app, from its encoded path below the base path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{}{path}", self.server.origin, self.demo().base())
    }

    /// Loads a page of the app, and waits until the app has started.
    ///
    /// # Errors
    ///
    /// If the browser fails, or the app does not start.
    pub async fn open(&self, path: &str) -> Result<(), Error> {
        self.driver.goto(self.url(path)).await?;
        self.wait_for_app().await
    }

    /// Starts loading a page of the app, and waits until the old document is gone but not for the new app.
    ///
    /// # Errors
    ///
    /// If the browser fails.
    pub async fn start_navigation(&self, path: &str) -> Result<(), Error> {
        let url = serde_json::json!(self.url(path));
        self.evaluate("window.before = true").await?;
        self.driver.execute(format!("setTimeout(() => location.assign({url}))"), Vec::new()).await?;
        self.wait_for_value("another page", "window.before ?? 'another'", "another").await
    }

    /// Reloads the page, and waits until the app has started.
    ///
    /// # Errors
    ///
    /// If the browser fails, or the app does not start.
    pub async fn reload(&self) -> Result<(), Error> {
        self.driver.refresh().await?;
        self.wait_for_app().await
    }

    async fn wait_for_app(&self) -> Result<(), Error> {
        // The code of the home page is loaded on demand.
        let started =
            "document.querySelector('.rl .rl-main[tabindex]') && !document.querySelector('.rl-main > [data-loading]')";
        self.wait_until("the app to start", started).await.map(drop)
    }

    /// Goes one step back in the tab's history.
    ///
    /// # Errors
    ///
    /// If the browser fails.
    pub async fn back(&self) -> Result<(), Error> {
        Ok(self.driver.back().await?)
    }

    /// Goes one step forward.
    ///
    /// # Errors
    ///
    /// If the browser fails.
    pub async fn forward(&self) -> Result<(), Error> {
        Ok(self.driver.forward().await?)
    }

    /// Waits until the URL is this page of the app, encoded as the browser does.
    ///
    /// # Errors
    ///
    /// If it stays another.
    pub async fn wait_for_url(&self, path: &str) -> Result<(), Error> {
        self.wait_for_value(&format!("the URL to be {path}"), "location.href", self.url(path)).await
    }

    /// Evaluates a JavaScript expression.
    ///
    /// # Errors
    ///
    /// If it throws.
    pub async fn evaluate(&self, expression: &str) -> Result<Value, Error> {
        Ok(self.driver.execute(format!("return ({expression});"), Vec::new()).await?.json().clone())
    }

    /// Runs a script in the page's own realm. Scripts of geckodriver run in a sandbox, whose objects, functions and
    /// promises fail `instanceof` checks in the app.
    ///
    /// # Errors
    ///
    /// If the page may not load it, or it throws.
    pub async fn run_in_page(&self, script: impl std::fmt::Display) -> Result<(), Error> {
        const RUN: &str = "const [url, done] = arguments; const run = document.createElement('script'); \
            run.onload = run.onerror = () => { run.remove(); done(run.dataset.end ?? 'it cannot be read'); }; \
            run.src = url; document.head.append(run);";
        self.interceptor().set_page_script(format!(
            "{{ const {{ dataset }} = document.currentScript; \
             try {{ {script}; dataset.end = 'well'; }} catch (error) {{ dataset.end = error; }} }}"
        ));
        let end = self.driver.execute_async(RUN, vec![Value::from(intercept::PAGE_SCRIPT)]).await?;
        if end.json() == "well" { Ok(()) } else { Err(Error::new(format!("{script}: {}", end.json()))) }
    }

    /// Waits until a JavaScript expression is neither null nor false; returns its value.
    ///
    /// # Errors
    ///
    /// If that does not happen in time.
    pub async fn wait_until(&self, what: &str, expression: &str) -> Result<Value, Error> {
        // An element would be serialised as a reference; only its existence matters.
        let expression = format!(
            "(() => {{ const value = ({expression}); return value instanceof Node ? true : value ?? null; }})()"
        );
        self.wait_for(what, async || {
            let value = self.evaluate(&expression).await?;
            Ok(if matches!(value, Value::Null | Value::Bool(false)) { Err(value.to_string()) } else { Ok(value) })
        })
        .await
    }

    /// Waits until a JavaScript expression has this value.
    ///
    /// # Errors
    ///
    /// If it keeps another, which is in the message.
    pub async fn wait_for_value(&self, what: &str, expression: &str, wanted: impl Into<Value>) -> Result<(), Error> {
        let wanted = wanted.into();
        self.wait_for(what, async || {
            let value = self.evaluate(expression).await?;
            Ok(if value == wanted { Ok(()) } else { Err(format!("{value} instead of {wanted}")) })
        })
        .await
    }

    /// Waits until the page has sent a request that matches, and returns the latest. `part` is a part of its path.
    ///
    /// # Errors
    ///
    /// If no such request comes; the message lists those that came.
    pub async fn wait_for_request(
        &self,
        what: &str,
        part: &str,
        matches: impl Fn(&RecordedRequest) -> bool,
    ) -> Result<RecordedRequest, Error> {
        self.wait_for(what, async || {
            let requests = self.requests(part);
            let found = requests.iter().rfind(|seen| matches(seen)).cloned();
            let came = || requests.iter().map(|seen| format!("{}?{}", seen.path, seen.query)).collect::<Vec<_>>();
            Ok(found.ok_or_else(|| format!("only {:?}", came())))
        })
        .await
    }

    /// Polls `check` until it returns a value; until then it returns a description of the actual state.
    ///
    /// # Errors
    ///
    /// If it times out; the message has the last actual state or error.
    pub async fn wait_for<T>(
        &self,
        what: &str,
        check: impl AsyncFn() -> Result<Result<T, String>, Error>,
    ) -> Result<T, Error> {
        let end = Instant::now() + TIMEOUT;
        loop {
            // During navigation there may be no document: errors count as "not yet".
            let actual = match check().await {
                Ok(Ok(found)) => return Ok(found),
                Ok(Err(actual)) => actual,
                Err(fail) => fail.to_string(),
            };
            if Instant::now() > end {
                return Err(Error::new(format!("timed out waiting for {what}; actual: {actual}")));
            }
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// The URL and the visible text of the page, for the report of a failed test.
    pub(crate) async fn describe_page(&self) -> String {
        let text = self.evaluate("location.href + '\\n' + document.body.innerText.slice(0, 2000)").await;
        match text {
            Ok(Value::String(text)) => text,
            Ok(other) => other.to_string(),
            Err(fail) => fail.to_string(),
        }
    }
}
