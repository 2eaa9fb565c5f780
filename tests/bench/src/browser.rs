//! A browser session with the measuring script (`probe.js`) injected.

use crate::server::Server;
use replica_log_e2e::{Error, Setup, WebDriver, open_session};
use serde_json::{Value, json};

/// Injected into every page before its own scripts.
const PROBE: &str = include_str!("probe.js");

/// The maximum number of garbage collections before the heap size is taken as final.
const MAX_COLLECTIONS: u32 = 12;
/// The heap counts as settled when a collection frees less than this many bytes.
const SETTLED_BYTES: f64 = 1000.0;

/// The pages that are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The app.
    App,
    /// Another build of the app, such as one of an earlier commit.
    Before,
    /// The vanilla JavaScript page.
    Hand,
    /// The minimal Leptos page.
    Bare,
}

impl Subject {
    /// The base path of the page.
    pub const fn base(self) -> &'static str {
        match self {
            Self::App => "/",
            Self::Before => "/before/",
            Self::Hand => "/hand/",
            Self::Bare => "/bare/",
        }
    }

    /// The path of the npm package that mounts the page in a host page; `None` for pages that are not the app.
    pub const fn npm_path(self) -> Option<&'static str> {
        match self {
            Self::App => Some("/npm/"),
            Self::Before => Some("/before-npm/"),
            Self::Hand | Self::Bare => None,
        }
    }
}

/// The network and CPU conditions of a measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conditions {
    /// No throttling: this machine, over the loopback interface.
    Plain,
    /// 9 Mbit/s, 170 ms latency, CPU throttled by 4.
    Slowed,
    /// No throttling and no optimising JavaScript compilers, whose code would add 100 kB to the heap within a thousand
    /// mounts.
    Interpreted,
}

impl Conditions {
    /// The name in a table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Slowed => "slowed",
            Self::Interpreted => "interpreted",
        }
    }

    /// The browser's command line arguments for it.
    const fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Plain | Self::Slowed => &[],
            Self::Interpreted => &["--js-flags=--no-sparkplug --no-maglev --no-opt"],
        }
    }
}

/// A fresh browser with empty caches.
pub struct Browser<'s> {
    driver: WebDriver,
    server: &'s Server,
}

impl<'s> Browser<'s> {
    /// Opens a browser.
    pub async fn open(server: &'s Server, conditions: Conditions) -> Result<Self, Error> {
        let driver = open_session(&Setup { arguments: conditions.arguments(), ..Setup::default() }).await?;
        let browser = Self { driver, server };
        let prepared = browser.prepare(conditions).await;
        if let Err(fail) = prepared {
            let _ = browser.close().await;
            return Err(fail);
        }
        Ok(browser)
    }

    async fn prepare(&self, conditions: Conditions) -> Result<(), Error> {
        self.command("Page.enable", json!({})).await?;
        self.command("Page.addScriptToEvaluateOnNewDocument", json!({ "source": PROBE })).await?;
        if conditions == Conditions::Slowed {
            self.command("Network.enable", json!({})).await?;
            let bytes = 9_000_000 / 8;
            let network =
                json!({ "offline": false, "latency": 170, "downloadThroughput": bytes, "uploadThroughput": bytes });
            self.command("Network.emulateNetworkConditions", network).await?;
            self.command("Emulation.setCPUThrottlingRate", json!({ "rate": 4 })).await?;
        }
        Ok(())
    }

    /// Opens a page, waits for its first row, and resets the server's record of sent responses.
    pub async fn visit(&self, page: Subject, path: &str) -> Result<(), Error> {
        self.server.take_sent();
        self.driver.goto(format!("{}{}{path}", self.server.origin(), page.base())).await?;
        self.await_promise("probe.firstRow").await.map(drop)
    }

    /// Opens any other URL of the server.
    pub async fn goto(&self, path: &str) -> Result<(), Error> {
        Ok(self.driver.goto(format!("{}{path}", self.server.origin())).await?)
    }

    /// Awaits a JavaScript promise. Evaluated through the DevTools protocol, because the driver's own scripts would
    /// count in the page's heap.
    pub async fn await_promise(&self, promise: &str) -> Result<Value, Error> {
        let command = json!({ "expression": promise, "awaitPromise": true, "returnByValue": true });
        let mut result = self.command("Runtime.evaluate", command).await?;
        match result.get("exceptionDetails") {
            Some(error) => Err(Error::new(format!("{promise} threw: {error}"))),
            None => Ok(result["result"]["value"].take()),
        }
    }

    /// Awaits a promise of a number.
    pub async fn number(&self, promise: &str) -> Result<f64, Error> {
        let value = self.await_promise(promise).await?;
        value.as_f64().ok_or_else(|| Error::new(format!("{promise} is not a number: {value}")))
    }

    /// The heap size after garbage collection: JavaScript, DOM, and the WebAssembly memory, which never shrinks.
    pub async fn heap(&self) -> Result<f64, Error> {
        self.command("HeapProfiler.enable", json!({})).await?;
        let mut least = f64::INFINITY;
        // Collect until nothing more is freed, because pending tasks of the page hold half a megabyte of the DOM at
        // first.
        for _ in 0..MAX_COLLECTIONS {
            let used = self.used_after_collection().await?;
            let settled = least - used < SETTLED_BYTES;
            least = least.min(used);
            if settled {
                break;
            }
            self.await_promise("new Promise(done => setTimeout(done, 50))").await?;
        }
        let wasm = self.number("Promise.resolve(probe.memory?.buffer.byteLength ?? 0)").await?;
        Ok(least + wasm)
    }

    /// The bytes of JavaScript and the DOM after a collection.
    async fn used_after_collection(&self) -> Result<f64, Error> {
        self.command("HeapProfiler.collectGarbage", json!({})).await?;
        let usage = self.command("Runtime.getHeapUsage", json!({})).await?;
        let number = |name: &str| usage[name].as_f64().unwrap_or_default();
        Ok(number("usedSize") + number("embedderHeapUsedSize"))
    }

    /// Disables the driver's network events, which retain memory for every request.
    pub async fn disable_network_events(&self) -> Result<(), Error> {
        self.command("Network.disable", json!({})).await.map(drop)
    }

    async fn command(&self, name: &'static str, parameters: Value) -> Result<Value, Error> {
        Ok(self.driver.cdp().send_raw(name, parameters).await?)
    }

    /// Closes the browser.
    pub async fn close(self) -> Result<(), Error> {
        Ok(self.driver.quit().await?)
    }
}

/// Runs a measurement in a fresh browser, and closes the browser even if it fails.
pub async fn with_browser<T>(
    server: &Server,
    conditions: Conditions,
    measure: impl AsyncFnOnce(&Browser<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let browser = Browser::open(server, conditions).await?;
    let done = measure(&browser).await;
    let closed = browser.close().await;
    let done = done?;
    closed?;
    Ok(done)
}
