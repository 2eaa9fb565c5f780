//! Browser sessions, opened through the WebDriver servers that the environment names.

use crate::error::Error;
use crate::firefox;
use crate::setup::{Setup, variable};
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::{Capabilities, WebDriver};

/// The maximum number of browsers at a time, independent of the number of test threads.
pub(crate) const MAX_BROWSERS: usize = 2;

/// The timeout of a script: it may simulate hours of the page on a busy machine.
const SCRIPT_TIMEOUT: Duration = Duration::from_secs(240);

/// The browsers that the tests support.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium, driven by WebDriver and the DevTools protocol.
    Chromium,
    /// Firefox, driven by WebDriver and by scripts in its privileged (chrome) context.
    Firefox,
}

impl Browser {
    /// The browser under test: `REPLICA_LOG_BROWSER`, by default Chromium.
    pub fn under_test() -> Self {
        match std::env::var("REPLICA_LOG_BROWSER").as_deref() {
            Ok("firefox") => Self::Firefox,
            _ => Self::Chromium,
        }
    }
}

/// The URLs of the running WebDriver servers.
pub(crate) fn driver_urls() -> Result<Vec<String>, Error> {
    Ok(variable("REPLICA_LOG_WEBDRIVER")?.split_whitespace().map(str::to_owned).collect())
}

/// Opens a session outside of a test, with the first driver. The benchmarks use it.
///
/// # Errors
///
/// If the driver or the browser fails.
pub async fn open_session(setup: &Setup) -> Result<WebDriver, Error> {
    let driver_urls = driver_urls()?;
    let driver = driver_urls.first().ok_or_else(|| Error::new("no driver is running"))?;
    open(driver, setup).await
}

const CHROMIUM_ARGUMENTS: [&str; 15] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Features that the app does not use: without them a session starts in three quarters of the time.
    "--disable-software-rasterizer",
    "--disable-extensions",
    "--disable-component-extensions-with-background-pages",
    "--disable-default-apps",
    "--disable-breakpad",
    "--disable-features=Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,GlobalMediaControls",
    "--mute-audio",
];

/// Opens a session with a fresh profile, which the driver creates and deletes.
pub(crate) async fn open(driver: &str, setup: &Setup) -> Result<WebDriver, Error> {
    let capabilities = match Browser::under_test() {
        Browser::Chromium => chromium(setup),
        Browser::Firefox => firefox::capabilities(setup),
    };
    let capabilities: Capabilities = match capabilities {
        Value::Object(map) => map.into(),
        _ => Capabilities::new(),
    };
    // A little longer than a script, so that the driver reports the timeout.
    let request_timeout = SCRIPT_TIMEOUT + Duration::from_secs(10);
    let driver = WebDriver::builder(driver, capabilities).request_timeout(request_timeout).await?;
    let prepared = async {
        driver.set_script_timeout(SCRIPT_TIMEOUT).await?;
        apply_emulation(&driver, setup).await
    };
    if let Err(error) = prepared.await {
        // Report the first error, not that of closing the session.
        let _ = driver.quit().await;
        return Err(error);
    }
    Ok(driver)
}

/// Resets a used browser to the state of a new one: a tab without history, no cookies, the settings of the setup.
pub(crate) async fn reset(driver: &WebDriver, setup: &Setup) -> Result<(), Error> {
    let tab = driver.new_tab().await?;
    for old in driver.windows().await? {
        if old != tab {
            driver.switch_to_window(old).await?;
            driver.close_window().await?;
        }
    }
    driver.switch_to_window(tab).await?;
    match Browser::under_test() {
        Browser::Chromium => {
            let cdp = driver.cdp();
            // A new tab is not always the active one, and typing into an inactive tab moves the caret.
            cdp.send_raw("Page.bringToFront", json!({})).await?;
            cdp.send_raw("Network.clearBrowserCookies", json!({})).await?;
            cdp.send_raw("Browser.resetPermissions", json!({})).await?;
            cdp.send_raw("Browser.setDownloadBehavior", json!({ "behavior": "default" })).await?;
            // Entries of the test before.
            driver.browser_log().await?;
        }
        Browser::Firefox => firefox::reset(driver, setup).await?,
    }
    apply_emulation(driver, setup).await
}

fn chromium(setup: &Setup) -> Value {
    let (width, height) = setup.size;
    let mut arguments: Vec<String> = CHROMIUM_ARGUMENTS.map(str::to_owned).to_vec();
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

/// Applies the settings that a session does not start with: time zone, viewport, and in Chromium the colour scheme.
async fn apply_emulation(driver: &WebDriver, setup: &Setup) -> Result<(), Error> {
    match Browser::under_test() {
        Browser::Chromium => emulate_in_chromium(driver, setup).await,
        Browser::Firefox => firefox::apply_emulation(driver, setup).await,
    }
}

/// Applies settings that no command line argument of Chromium has.
async fn emulate_in_chromium(driver: &WebDriver, setup: &Setup) -> Result<(), Error> {
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
