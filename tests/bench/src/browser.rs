//! A browser with a probe in it.

use crate::server::Server;
use replica_log_e2e::{Fail, Setup, WebDriver, browse};
use serde_json::{Value, json};
use std::time::Duration;

/// Seen by every page before anything of its own.
const PROBE: &str = include_str!("probe.js");

/// A page that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    /// The app.
    App,
    /// The page by hand.
    Hand,
    /// The least page that the framework makes.
    Bare,
}

impl Measured {
    /// What stands before a place in its address.
    const fn below(self) -> &'static str {
        match self {
            Self::App => "/",
            Self::Hand => "/hand/",
            Self::Bare => "/bare/",
        }
    }
}

/// What the browser's machine and network are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// As they are: this machine, asking itself.
    Plain,
    /// 9 Mbit/s, 170 ms, and a processor that is four times slower.
    Slowed,
}

impl Line {
    /// For a table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Slowed => "slowed",
        }
    }
}

/// A browser that was opened anew, with nothing in its caches.
pub struct Browser<'s> {
    driver: WebDriver,
    server: &'s Server,
}

impl<'s> Browser<'s> {
    /// Opens it.
    pub async fn open(server: &'s Server, line: Line) -> Result<Self, Fail> {
        let driver = browse(&Setup::default()).await?;
        let browser = Self { driver, server };
        let dressed = browser.dress(line).await;
        if let Err(fail) = dressed {
            let _ = browser.close().await;
            return Err(fail);
        }
        Ok(browser)
    }

    async fn dress(&self, line: Line) -> Result<(), Fail> {
        self.driver.set_script_timeout(Duration::from_secs(120)).await?;
        self.command("Page.enable", json!({})).await?;
        self.command("Page.addScriptToEvaluateOnNewDocument", json!({ "source": PROBE })).await?;
        if line == Line::Slowed {
            self.command("Network.enable", json!({})).await?;
            let bytes = 9_000_000 / 8;
            let network =
                json!({ "offline": false, "latency": 170, "downloadThroughput": bytes, "uploadThroughput": bytes });
            self.command("Network.emulateNetworkConditions", network).await?;
            self.command("Emulation.setCPUThrottlingRate", json!({ "rate": 4 })).await?;
        }
        Ok(())
    }

    /// Opens a place and waits for its first row; the server's notes begin anew.
    pub async fn visit(&self, page: Measured, place: &str) -> Result<(), Fail> {
        self.server.sent();
        self.driver.goto(format!("{}{}{place}", self.server.origin(), page.below())).await?;
        self.awaited("probe.firstRow").await.map(drop)
    }

    /// Opens any other address of the server.
    pub async fn goto(&self, path: &str) -> Result<(), Fail> {
        Ok(self.driver.goto(format!("{}{path}", self.server.origin())).await?)
    }

    /// What a promise comes to.
    pub async fn awaited(&self, promise: &str) -> Result<Value, Fail> {
        let done = "arguments[arguments.length - 1]";
        let script = format!(
            "const done = {done}; ({promise}).then(value => done({{ value }}), error => done({{ error: String(error) }}))"
        );
        let mut answer = self.driver.execute_async(script, Vec::new()).await?.json().clone();
        match answer.get("error") {
            Some(error) => Err(Fail::new(format!("in the browser, of {promise}: {error}"))),
            None => Ok(answer["value"].take()),
        }
    }

    /// A number that a promise comes to.
    pub async fn number(&self, promise: &str) -> Result<f64, Fail> {
        let value = self.awaited(promise).await?;
        value.as_f64().ok_or_else(|| Fail::new(format!("{promise} is no number but {value}")))
    }

    /// Bytes in use, what nobody holds any more taken out first: those of JavaScript and the document, and the
    /// wasm's memory, which never shrinks.
    pub async fn heap(&self) -> Result<f64, Fail> {
        self.command("HeapProfiler.enable", json!({})).await?;
        // Once for what is held by nobody, and again for what the first time let go of.
        for _ in 0..2 {
            self.command("HeapProfiler.collectGarbage", json!({})).await?;
        }
        let usage = self.command("Runtime.getHeapUsage", json!({})).await?;
        let number = |name: &str| usage[name].as_f64().unwrap_or_default();
        let wasm = self.number("Promise.resolve(probe.memory?.buffer.byteLength ?? 0)").await?;
        Ok(number("usedSize") + number("embedderHeapUsedSize") + wasm)
    }

    /// The driver's own watching of the network, which keeps something of every request.
    pub async fn watch_no_network(&self) -> Result<(), Fail> {
        self.command("Network.disable", json!({})).await.map(drop)
    }

    async fn command(&self, name: &'static str, parameters: Value) -> Result<Value, Fail> {
        Ok(self.driver.cdp().send_raw(name, parameters).await?)
    }

    /// Closes it.
    pub async fn close(self) -> Result<(), Fail> {
        Ok(self.driver.quit().await?)
    }
}

/// Does something with a browser of its own, and closes it however that ends.
pub async fn with<T>(
    server: &Server,
    line: Line,
    work: impl AsyncFnOnce(&Browser<'_>) -> Result<T, Fail>,
) -> Result<T, Fail> {
    let browser = Browser::open(server, line).await?;
    let done = work(&browser).await;
    let closed = browser.close().await;
    let done = done?;
    closed?;
    Ok(done)
}
