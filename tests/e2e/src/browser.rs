//! A browser session, from the driver that the environment names.

use crate::fail::Fail;
use crate::setup::{Setup, variable};
use serde_json::json;
use std::time::Duration;
use thirtyfour::{Capabilities, WebDriver};

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
///
/// # Errors
///
/// When the driver or the browser cannot.
pub async fn open(setup: &Setup) -> Result<WebDriver, Fail> {
    let driver = WebDriver::builder(variable("REPLICA_LOG_WEBDRIVER")?, capabilities(setup))
        .request_timeout(Duration::from_secs(60))
        .await?;
    if let Err(error) = dress(&driver, setup).await {
        // The first failure is the one to tell.
        let _ = driver.quit().await;
        return Err(error);
    }
    Ok(driver)
}

fn capabilities(setup: &Setup) -> Capabilities {
    let (width, height) = setup.size;
    let mut arguments: Vec<String> = ARGUMENTS.map(str::to_owned).to_vec();
    arguments.push(format!("--window-size={width},{height}"));
    arguments.push(format!("--lang={}", setup.language));
    arguments.push(format!("--accept-lang={}", setup.language));
    let mut options = json!({ "args": arguments });
    if let Ok(binary) = std::env::var("REPLICA_LOG_CHROMIUM") {
        options["binary"] = json!(binary);
    }
    let capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
    });
    match capabilities {
        serde_json::Value::Object(map) => map.into(),
        _ => Capabilities::new(),
    }
}

/// What a session has that no argument of the browser sets.
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
