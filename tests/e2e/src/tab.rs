//! A browser tab with the app in it, and the stand-in behind it.

use crate::fail::Fail;
use crate::gate::{self, Gate};
use crate::service::Service;
use crate::setup::Setup;
use replica_log_demo::{Demo, Fault, FaultAnswer, On, Seen};
use serde_json::Value;
use std::time::{Duration, Instant};
use thirtyfour::WebDriver;

/// How long a state is awaited before it is missed.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long to let the page alone between two looks.
const BETWEEN: Duration = Duration::from_millis(25);

/// A tab.
pub struct Tab {
    driver: WebDriver,
    service: Service,
    setup: Setup,
}

impl Tab {
    pub(crate) fn new(driver: WebDriver, service: Service, setup: Setup) -> Self {
        Self { driver, service, setup }
    }

    /// The driver, for what the tab itself has no word for.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// What the visit was set up with.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The stand-in.
    pub fn demo(&self) -> &Demo {
        &self.service.demo
    }

    /// What stands between the browser and the app's files.
    pub fn gate(&self) -> &Gate {
        &self.service.gate
    }

    /// Sets a fault for every request to an endpoint, or to paths that contain a text.
    pub fn fault(&self, on: impl Into<On>, answer: FaultAnswer) {
        self.demo().faults().add(Fault::new(on, answer));
    }

    /// What the page has asked for so far, where the path contains `part`: `detail/page/` for example.
    pub fn asked(&self, part: &str) -> Vec<Seen> {
        self.service.asked(part)
    }

    /// What the service itself says, below `/replication/api/task/record/`, in the browser's zone: the envelope's
    /// data. It does not count among what the page has asked for.
    ///
    /// # Errors
    ///
    /// When the service refuses.
    pub async fn service_says(&self, below: &str) -> Result<Value, Fail> {
        self.service.ask(below, &self.setup.zone).await
    }

    /// The same in another zone.
    ///
    /// # Errors
    ///
    /// When the service refuses.
    pub async fn service_says_in(&self, zone: &str, below: &str) -> Result<Value, Fail> {
        self.service.ask(below, zone).await
    }

    /// The address of a place of the app, given below its base and encoded.
    pub fn address(&self, place: &str) -> String {
        format!("{}{}{place}", self.service.origin, self.demo().base())
    }

    /// Opens a place of the app anew, and waits until the app is there.
    ///
    /// # Errors
    ///
    /// When the browser cannot, or the app does not start.
    pub async fn open(&self, place: &str) -> Result<(), Fail> {
        self.driver.goto(self.address(place)).await?;
        self.has_started().await
    }

    /// Sets out for a place of the app anew, and waits for nothing.
    ///
    /// # Errors
    ///
    /// When the browser cannot.
    pub async fn go(&self, place: &str) -> Result<(), Fail> {
        let address = serde_json::json!(self.address(place));
        self.value("window.before = true").await?;
        self.driver.execute(format!("setTimeout(() => location.assign({address}))"), Vec::new()).await?;
        self.until_same("another page", "window.before ?? 'another'", "another").await
    }

    /// Reloads the page, and waits until the app is there.
    ///
    /// # Errors
    ///
    /// When the browser cannot, or the app does not start.
    pub async fn reload(&self) -> Result<(), Fail> {
        self.driver.refresh().await?;
        self.has_started().await
    }

    async fn has_started(&self) -> Result<(), Fail> {
        self.until("the app to be there", "document.querySelector('.rl .rl-main[tabindex]')").await.map(drop)
    }

    /// One step back in the tab's history.
    ///
    /// # Errors
    ///
    /// When the browser cannot.
    pub async fn back(&self) -> Result<(), Fail> {
        Ok(self.driver.back().await?)
    }

    /// One step forward.
    ///
    /// # Errors
    ///
    /// When the browser cannot.
    pub async fn forward(&self) -> Result<(), Fail> {
        Ok(self.driver.forward().await?)
    }

    /// Waits for the address, given below the app's base and as the browser writes it.
    ///
    /// # Errors
    ///
    /// When it stays another.
    pub async fn is_at(&self, place: &str) -> Result<(), Fail> {
        self.until_same(&format!("the address to be {place}"), "location.href", self.address(place)).await
    }

    /// The value of a JavaScript expression.
    ///
    /// # Errors
    ///
    /// When it throws.
    pub async fn value(&self, expression: &str) -> Result<Value, Fail> {
        Ok(self.driver.execute(format!("return ({expression});"), Vec::new()).await?.json().clone())
    }

    /// Runs a script as one of the page's own. What the driver of Firefox runs has objects, functions and promises of a
    /// world beside the page, which the app takes for a stranger's.
    ///
    /// # Errors
    ///
    /// When the page may not run it, or it throws.
    pub async fn page_runs(&self, script: impl std::fmt::Display) -> Result<(), Fail> {
        const RUN: &str = "const [address, done] = arguments; const run = document.createElement('script'); \
            run.onload = run.onerror = () => { run.remove(); done(run.dataset.end ?? 'it cannot be read'); }; \
            run.src = address; document.head.append(run);";
        self.gate().now(format!(
            "{{ const {{ dataset }} = document.currentScript; \
             try {{ {script}; dataset.end = 'well'; }} catch (error) {{ dataset.end = error; }} }}"
        ));
        let end = self.driver.execute_async(RUN, vec![Value::from(gate::NOW)]).await?;
        if end.json() == "well" { Ok(()) } else { Err(Fail::new(format!("{script}: {}", end.json()))) }
    }

    /// Waits until a JavaScript expression is neither null nor false, and has its value.
    ///
    /// # Errors
    ///
    /// When that does not happen.
    pub async fn until(&self, what: &str, expression: &str) -> Result<Value, Fail> {
        // An element would be sent as a reference: that it is there is all that matters.
        let expression = format!(
            "(() => {{ const value = ({expression}); return value instanceof Node ? true : value ?? null; }})()"
        );
        self.until_some(what, async || {
            let value = self.value(&expression).await?;
            Ok(if matches!(value, Value::Null | Value::Bool(false)) { Err(value.to_string()) } else { Ok(value) })
        })
        .await
    }

    /// Waits until a JavaScript expression has this value.
    ///
    /// # Errors
    ///
    /// When it keeps another, which is told.
    pub async fn until_same(&self, what: &str, expression: &str, wanted: impl Into<Value>) -> Result<(), Fail> {
        let wanted = wanted.into();
        self.until_some(what, async || {
            let value = self.value(expression).await?;
            Ok(if value == wanted { Ok(()) } else { Err(format!("{value} instead of {wanted}")) })
        })
        .await
    }

    /// Waits until the page has sent a request that fits, and has it. `part` is a part of its path.
    ///
    /// # Errors
    ///
    /// When no such request comes; those that came are told.
    pub async fn until_asked(&self, what: &str, part: &str, fits: impl Fn(&Seen) -> bool) -> Result<Seen, Fail> {
        self.until_some(what, async || {
            let asked = self.asked(part);
            let found = asked.iter().rfind(|seen| fits(seen)).cloned();
            let came = || asked.iter().map(|seen| format!("{}?{}", seen.path, seen.query)).collect::<Vec<_>>();
            Ok(found.ok_or_else(|| format!("only {:?}", came())))
        })
        .await
    }

    /// Waits until `look` has something; until then it says what there was instead.
    ///
    /// # Errors
    ///
    /// When it never has, or cannot look.
    pub async fn until_some<T>(
        &self,
        what: &str,
        look: impl AsyncFn() -> Result<Result<T, String>, Fail>,
    ) -> Result<T, Fail> {
        let end = Instant::now() + PATIENCE;
        loop {
            // While a page is being left there is nothing to look at.
            let instead = match look().await {
                Ok(Ok(found)) => return Ok(found),
                Ok(Err(instead)) => instead,
                Err(fail) => fail.to_string(),
            };
            if Instant::now() > end {
                return Err(Fail::new(format!("waited in vain for {what}: there was {instead}")));
            }
            tokio::time::sleep(BETWEEN).await;
        }
    }

    /// Where the tab is and what it shows, for a person who asks why.
    pub(crate) async fn sight(&self) -> String {
        let text = self.value("location.href + '\\n' + document.body.innerText.slice(0, 2000)").await;
        match text {
            Ok(Value::String(text)) => text,
            Ok(other) => other.to_string(),
            Err(fail) => fail.to_string(),
        }
    }
}
