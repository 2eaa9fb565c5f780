//! A browser session, from a driver that the environment names.

use crate::fail::Fail;
use crate::firefox;
use crate::setup::{Setup, variable};
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::{Capabilities, WebDriver};

/// So many browsers run at once, however many threads the test runner has.
pub(crate) const AT_ONCE: usize = 2;

/// A browser that tests run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium: its `DevTools` protocol is spoken.
    Chromium,
    /// Firefox: what `WebDriver` has no word for is asked of its own window.
    Firefox,
}

impl Browser {
    /// The one that the environment names; Chromium where it names none.
    pub fn here() -> Self {
        match std::env::var("REPLICA_LOG_BROWSER").as_deref() {
            Ok("firefox") => Self::Firefox,
            _ => Self::Chromium,
        }
    }
}

/// The addresses of the running drivers.
pub(crate) fn drivers() -> Result<Vec<String>, Fail> {
    Ok(variable("REPLICA_LOG_WEBDRIVER")?.split_whitespace().map(str::to_owned).collect())
}

/// Opens a session that no visit is made with, by the first of the drivers.
///
/// # Errors
///
/// When the driver or the browser cannot.
pub async fn browse(setup: &Setup) -> Result<WebDriver, Fail> {
    let drivers = drivers()?;
    let driver = drivers.first().ok_or_else(|| Fail::new("no driver is running"))?;
    open(driver, setup).await
}

const ARGUMENTS: [&str; 15] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // What no page of ours has a use for: a quarter of what a session costs.
    "--disable-software-rasterizer",
    "--disable-extensions",
    "--disable-component-extensions-with-background-pages",
    "--disable-default-apps",
    "--disable-breakpad",
    "--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,GlobalMediaControls",
    "--mute-audio",
];

/// Opens a session with a profile of its own, which the driver makes and throws away.
pub(crate) async fn open(driver: &str, setup: &Setup) -> Result<WebDriver, Fail> {
    let capabilities = match Browser::here() {
        Browser::Chromium => chromium(setup),
        Browser::Firefox => firefox::capabilities(setup),
    };
    let capabilities: Capabilities = match capabilities {
        Value::Object(map) => map.into(),
        _ => Capabilities::new(),
    };
    let driver = WebDriver::builder(driver, capabilities).request_timeout(Duration::from_secs(60)).await?;
    let dressed = match Browser::here() {
        Browser::Chromium => dress(&driver, setup).await,
        Browser::Firefox => firefox::dress(&driver, setup).await,
    };
    if let Err(error) = dressed {
        // The first failure is the one to tell.
        let _ = driver.quit().await;
        return Err(error);
    }
    Ok(driver)
}

fn chromium(setup: &Setup) -> Value {
    let (width, height) = setup.size;
    let mut arguments: Vec<String> = ARGUMENTS.map(str::to_owned).to_vec();
    arguments.push(format!("--window-size={width},{height}"));
    arguments.push(format!("--lang={}", setup.language));
    arguments.push(format!("--accept-lang={}", setup.language));
    arguments.extend(setup.arguments.iter().map(|argument| (*argument).to_owned()));
    let mut options = json!({ "args": arguments });
    if let Ok(binary) = std::env::var("REPLICA_LOG_BROWSER_PROGRAM") {
        options["binary"] = json!(binary);
    }
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
    })
}

/// What a session of Chromium has that no argument of the browser sets.
async fn dress(driver: &WebDriver, setup: &Setup) -> Result<(), Fail> {
    let cdp = driver.cdp();
    let (width, height) = setup.size;
    let scheme = if setup.dark { "dark" } else { "light" };
    cdp.send_raw("Emulation.setTimezoneOverride", json!({ "timezoneId": setup.zone })).await?;
    cdp.send_raw(
        "Emulation.setDeviceMetricsOverride",
        json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
    )
    .await?;
    cdp.send_raw(
        "Emulation.setEmulatedMedia",
        json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }),
    )
    .await?;
    Ok(())
}
