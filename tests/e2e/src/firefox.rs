//! A session of Firefox: all that is given before it starts, and what its own window is asked for afterwards.

use crate::fail::Fail;
use crate::setup::Setup;
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use thirtyfour::WebDriver;
use thirtyfour::common::command::{Command, ExtensionCommand};

/// What a session begins with.
pub(crate) fn capabilities(setup: &Setup) -> Value {
    let mut options = json!({
        "args": ["-headless"],
        "prefs": {
            "intl.accept_languages": setup.language,
            "layout.css.prefers-color-scheme.content-override": i32::from(!setup.dark),
            // What no page of ours has a use for, and what asks the world something.
            "app.normandy.enabled": false,
            "browser.chrome.site_icons": false,
            "browser.pagethumbnails.capturing_disabled": true,
            "messaging-system.rsexperimentloader.enabled": false,
            // Forms and passwords are nobody's here.
            "signon.rememberSignons": false,
            "browser.formfill.enable": false,
            // A test reads what was copied, and nobody is there to be asked.
            "dom.events.testing.asyncClipboard": true,
            // Off the network is off this machine too.
            "network.disable-localhost-when-offline": true,
            "network.manage-offline-status": false,
        },
    });
    if let Ok(binary) = std::env::var("REPLICA_LOG_BROWSER_PROGRAM") {
        options["binary"] = json!(binary);
    }
    json!({ "browserName": "firefox", "moz:firefoxOptions": options })
}

/// Makes a browser that was used before as good as a new one: a tab without a history, no cookies, and the person's
/// likings.
pub(crate) async fn anew(driver: &WebDriver, setup: &Setup) -> Result<(), Fail> {
    let tab = driver.new_tab().await?;
    for old in driver.windows().await? {
        if old != tab {
            driver.switch_to_window(old).await?;
            driver.close_window().await?;
        }
    }
    driver.switch_to_window(tab).await?;
    let reset = "Services.io.offline = false; Services.cookies.removeAll(); \
        const colours = ['display.', 'anchor_color', 'visited_color'].flatMap(of => Services.prefs.getChildList(`browser.${of}`)); \
        for (const liking of ['ui.prefersReducedMotion', ...colours]) Services.prefs.clearUserPref(liking); \
        Services.prefs.setStringPref('intl.accept_languages', arguments[0]); \
        Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', arguments[1]);";
    itself(driver, reset, vec![json!(setup.language), json!(i32::from(!setup.dark))]).await?;
    dress(driver, setup).await
}

/// What no preference sets: the person's zone and the size of the window.
pub(crate) async fn dress(driver: &WebDriver, setup: &Setup) -> Result<(), Fail> {
    put_into(driver, &setup.zone).await?;
    fit(driver, setup.size).await
}

/// Gives the tab a zone. It stays with it, wherever that goes.
pub(crate) async fn put_into(driver: &WebDriver, zone: &str) -> Result<(), Fail> {
    let put = "gBrowser.selectedBrowser.browsingContext.timezoneOverride = arguments[0]";
    itself(driver, put, vec![json!(zone)]).await.map(drop)
}

/// Enlarges the tab.
pub(crate) async fn enlarge(driver: &WebDriver, by: f64) -> Result<(), Fail> {
    let enlarge = "gBrowser.selectedBrowser.browsingContext.fullZoom = arguments[0]";
    itself(driver, enlarge, vec![json!(by)]).await.map(drop)
}

/// The colours that the browser gives every page: of its ground, of text, of links and of those that were followed.
pub(crate) const fn own_colours(dark: bool) -> [&'static str; 4] {
    if dark { ["#000000", "#ffffff", "#ffff00", "#ffff00"] } else { ["#ffffff", "#000000", "#0000ee", "#551a8b"] }
}

/// Has the browser give every page its own few colours, which then are its scheme, too.
pub(crate) async fn colours_of_its_own(driver: &WebDriver, dark: bool) -> Result<(), Fail> {
    let set = "const [dark, colours] = arguments; \
        const names = ['display.background_color', 'display.foreground_color', 'anchor_color', 'visited_color']; \
        for (const [at, name] of names.entries()) for (const end of ['', '.dark']) \
            Services.prefs.setStringPref(`browser.${name}${end}`, colours[at]); \
        Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', Number(!dark)); \
        Services.prefs.setIntPref('browser.display.document_color_use', 2);";
    itself(driver, set, vec![json!(dark), json!(own_colours(dark))]).await.map(drop)
}

/// Gives the window an inner size, also one that is narrower than its tools would like it to be.
pub(crate) async fn fit(driver: &WebDriver, (width, height): (u32, u32)) -> Result<(), Fail> {
    let narrow = "document.documentElement.style.setProperty('min-width', '0', 'important')";
    itself(driver, narrow, Vec::new()).await?;
    let around = driver.execute("return [outerWidth - innerWidth, outerHeight - innerHeight]", Vec::new()).await?;
    let around = |at: usize| u32::try_from(around.json()[at].as_u64().unwrap_or_default()).unwrap_or_default();
    driver.set_window_rect(0, 0, width + around(0), height + around(1)).await?;
    Ok(())
}

/// Runs a script in the window of the browser itself, with the rights of the browser.
pub(crate) async fn itself(driver: &WebDriver, script: &str, arguments: Vec<Value>) -> Result<Value, Fail> {
    context(driver, "chrome").await?;
    let answer = driver.execute(script, arguments).await;
    context(driver, "content").await?;
    Ok(answer?.json().clone())
}

async fn context(driver: &WebDriver, context: &'static str) -> Result<(), Fail> {
    driver.handle().cmd(Command::ExtensionCommand(Box::new(Context(context)))).await?;
    Ok(())
}

/// Which of the two scripts run in: the browser's own window, `chrome`, or the page, `content`.
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
