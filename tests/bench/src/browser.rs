//! A browser with a probe in it.

use crate::server::Server;
use replica_log_e2e::{Error, Setup, WebDriver, open_session};
use serde_json::{Value, json};

/// Seen by every page before anything of its own.
const PROBE: &str = include_str!("probe.js");

/// Garbage is collected so often at most, before its bytes are taken for those that stay.
const COLLECTIONS: u32 = 12;
/// Bytes that a collection may still let go of.
const SETTLED: f64 = 1000.0;

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
    /// As they are, but scripts that run often are not compiled, so that no code of the browser's own making is in the
    /// heap: 100 kB of it within a thousand mounts, whatever they leave behind.
    Interpreted,
}

impl Line {
    /// For a table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Slowed => "slowed",
            Self::Interpreted => "interpreted",
        }
    }

    /// The browser's arguments that make it so.
    const fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Plain | Self::Slowed => &[],
            Self::Interpreted => &["--js-flags=--no-sparkplug --no-maglev --no-opt"],
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
    pub async fn open(server: &'s Server, line: Line) -> Result<Self, Error> {
        let driver = open_session(&Setup { arguments: line.arguments(), ..Setup::default() }).await?;
        let browser = Self { driver, server };
        let dressed = browser.dress(line).await;
        if let Err(fail) = dressed {
            let _ = browser.close().await;
            return Err(fail);
        }
        Ok(browser)
    }

    async fn dress(&self, line: Line) -> Result<(), Error> {
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
    pub async fn visit(&self, page: Measured, place: &str) -> Result<(), Error> {
        self.server.sent();
        self.driver.goto(format!("{}{}{place}", self.server.origin(), page.below())).await?;
        self.awaited("probe.firstRow").await.map(drop)
    }

    /// Opens any other address of the server.
    pub async fn goto(&self, path: &str) -> Result<(), Error> {
        Ok(self.driver.goto(format!("{}{path}", self.server.origin())).await?)
    }

    /// What a promise comes to. Asked for without the driver's own scripts, which would be in the page's heap.
    pub async fn awaited(&self, promise: &str) -> Result<Value, Error> {
        let asked = json!({ "expression": promise, "awaitPromise": true, "returnByValue": true });
        let mut answer = self.command("Runtime.evaluate", asked).await?;
        match answer.get("exceptionDetails") {
            Some(error) => Err(Error::new(format!("in the browser, of {promise}: {error}"))),
            None => Ok(answer["result"]["value"].take()),
        }
    }

    /// A number that a promise comes to.
    pub async fn number(&self, promise: &str) -> Result<f64, Error> {
        let value = self.awaited(promise).await?;
        value.as_f64().ok_or_else(|| Error::new(format!("{promise} is no number but {value}")))
    }

    /// Bytes in use, what nobody holds any more taken out first: those of JavaScript and the document, and the
    /// wasm's memory, which never shrinks.
    pub async fn heap(&self) -> Result<f64, Error> {
        self.command("HeapProfiler.enable", json!({})).await?;
        let mut least = f64::INFINITY;
        // Until nothing more is let go of: what the page's own tasks still hold when garbage is first collected is half
        // a megabyte of the document.
        for _ in 0..COLLECTIONS {
            let used = self.used_after_collection().await?;
            let settled = least - used < SETTLED;
            least = least.min(used);
            if settled {
                break;
            }
            self.awaited("new Promise(done => setTimeout(done, 50))").await?;
        }
        let wasm = self.number("Promise.resolve(probe.memory?.buffer.byteLength ?? 0)").await?;
        Ok(least + wasm)
    }

    /// Bytes of JavaScript and the document.
    async fn used_after_collection(&self) -> Result<f64, Error> {
        self.command("HeapProfiler.collectGarbage", json!({})).await?;
        let usage = self.command("Runtime.getHeapUsage", json!({})).await?;
        let number = |name: &str| usage[name].as_f64().unwrap_or_default();
        Ok(number("usedSize") + number("embedderHeapUsedSize"))
    }

    /// The driver's own watching of the network, which keeps something of every request.
    pub async fn watch_no_network(&self) -> Result<(), Error> {
        self.command("Network.disable", json!({})).await.map(drop)
    }

    async fn command(&self, name: &'static str, parameters: Value) -> Result<Value, Error> {
        Ok(self.driver.cdp().send_raw(name, parameters).await?)
    }

    /// Closes it.
    pub async fn close(self) -> Result<(), Error> {
        Ok(self.driver.quit().await?)
    }
}

/// Does something with a browser of its own, and closes it however that ends.
pub async fn with<T>(
    server: &Server,
    line: Line,
    work: impl AsyncFnOnce(&Browser<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let browser = Browser::open(server, line).await?;
    let done = work(&browser).await;
    let closed = browser.close().await;
    let done = done?;
    closed?;
    Ok(done)
}
