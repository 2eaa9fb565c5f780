//! Firefox sessions: preferences at the start, and scripts in the privileged (chrome) context for all that WebDriver
//! cannot set.

use crate::error::Error;
use crate::setup::Setup;
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use thirtyfour::WebDriver;
use thirtyfour::common::command::{Command, ExtensionCommand};

/// The capabilities of a new session.
pub(crate) fn capabilities(setup: &Setup) -> Value {
    let mut options = json!({
        "args": ["-headless"],
        "prefs": {
            "intl.accept_languages": setup.language,
            "layout.css.prefers-color-scheme.content-override": i32::from(!setup.dark),
            // Features that the app does not use, or that send requests to the internet.
            "app.normandy.enabled": false,
            "browser.chrome.site_icons": false,
            "browser.pagethumbnails.capturing_disabled": true,
            "messaging-system.rsexperimentloader.enabled": false,
            // No saved forms and passwords.
            "signon.rememberSignons": false,
            "browser.formfill.enable": false,
            // Tests read the clipboard without a permission prompt.
            "dom.events.testing.asyncClipboard": true,
            // Offline mode must include the loopback address.
            "network.disable-localhost-when-offline": true,
            "network.manage-offline-status": false,
        },
    });
    if let Ok(binary) = std::env::var("REPLICA_LOG_BROWSER_PROGRAM") {
        options["binary"] = json!(binary);
    }
    json!({ "browserName": "firefox", "moz:firefoxOptions": options })
}

/// Resets the cookies and preferences of a used browser.
pub(crate) async fn reset(driver: &WebDriver, setup: &Setup) -> Result<(), Error> {
    let script = "Services.io.offline = false; Services.cookies.removeAll(); \
        const colours = ['display.', 'anchor_color', 'visited_color'].flatMap(of => Services.prefs.getChildList(`browser.${of}`)); \
        for (const name of ['ui.prefersReducedMotion', ...colours]) Services.prefs.clearUserPref(name); \
        Services.prefs.setStringPref('intl.accept_languages', arguments[0]); \
        Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', arguments[1]);";
    run_in_chrome_context(driver, script, vec![json!(setup.language), json!(i32::from(!setup.dark))]).await.map(drop)
}

/// Applies settings without a Firefox preference: time zone and viewport.
pub(crate) async fn apply_emulation(driver: &WebDriver, setup: &Setup) -> Result<(), Error> {
    set_time_zone(driver, &setup.zone).await?;
    set_viewport(driver, setup.size).await
}

/// Overrides the time zone of the tab, on all its later pages too.
pub(crate) async fn set_time_zone(driver: &WebDriver, zone: &str) -> Result<(), Error> {
    let set = "gBrowser.selectedBrowser.browsingContext.timezoneOverride = arguments[0]";
    run_in_chrome_context(driver, set, vec![json!(zone)]).await.map(drop)
}

/// Sets the full-page zoom of the tab.
pub(crate) async fn set_full_zoom(driver: &WebDriver, factor: f64) -> Result<(), Error> {
    let set = "gBrowser.selectedBrowser.browsingContext.fullZoom = arguments[0]";
    run_in_chrome_context(driver, set, vec![json!(factor)]).await.map(drop)
}

/// The forced colours: background, text, links, visited links.
pub(crate) const fn forced_colors(dark: bool) -> [&'static str; 4] {
    if dark { ["#000000", "#ffffff", "#ffff00", "#ffff00"] } else { ["#ffffff", "#000000", "#0000ee", "#551a8b"] }
}

/// Forces the browser's colours on every page. They determine `prefers-color-scheme` too.
pub(crate) async fn force_colors(driver: &WebDriver, dark: bool) -> Result<(), Error> {
    let set = "const [dark, colours] = arguments; \
        const names = ['display.background_color', 'display.foreground_color', 'anchor_color', 'visited_color']; \
        for (const [at, name] of names.entries()) for (const end of ['', '.dark']) \
            Services.prefs.setStringPref(`browser.${name}${end}`, colours[at]); \
        Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', Number(!dark)); \
        Services.prefs.setIntPref('browser.display.document_color_use', 2);";
    run_in_chrome_context(driver, set, vec![json!(dark), json!(forced_colors(dark))]).await.map(drop)
}

/// Sets the inner size of the window, even below the minimum width of the browser's toolbars.
pub(crate) async fn set_viewport(driver: &WebDriver, (width, height): (u32, u32)) -> Result<(), Error> {
    let narrow = "document.documentElement.style.setProperty('min-width', '0', 'important')";
    run_in_chrome_context(driver, narrow, Vec::new()).await?;
    let around = driver.execute("return [outerWidth - innerWidth, outerHeight - innerHeight]", Vec::new()).await?;
    let around = |at: usize| u32::try_from(around.json()[at].as_u64().unwrap_or_default()).unwrap_or_default();
    driver.set_window_rect(0, 0, width + around(0), height + around(1)).await?;
    Ok(())
}

/// Runs a script in the browser's own window, with its privileges.
pub(crate) async fn run_in_chrome_context(
    driver: &WebDriver,
    script: &str,
    arguments: Vec<Value>,
) -> Result<Value, Error> {
    context(driver, "chrome").await?;
    let answer = driver.execute(script, arguments).await;
    context(driver, "content").await?;
    Ok(answer?.json().clone())
}

async fn context(driver: &WebDriver, context: &'static str) -> Result<(), Error> {
    driver.handle().cmd(Command::ExtensionCommand(Box::new(Context(context)))).await?;
    Ok(())
}

/// geckodriver's command to select where scripts run: in the browser's window (`chrome`) or in the page (`content`).
#[derive(Debug)]
struct Context(&'static str);

impl ExtensionCommand for Context {
    fn parameters_json(&self) -> Option<Value> {
        Some(json!({ "context": self.0 }))
    }

    fn method(&self) -> Method {
        Method::POST
    }

    fn endpoint(&self) -> Arc<str> {
        "/moz/context".into()
    }
}
