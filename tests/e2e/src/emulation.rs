//! Emulated settings of the system and the browser, changed while a page is open.

use crate::browser::Browser;
use crate::error::Error;
use crate::firefox;
use crate::tab::Tab;
use serde_json::json;
use std::path::Path;

/// A media preference of the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaPreference {
    /// `prefers-color-scheme: light`.
    LightScheme,
    /// `prefers-reduced-motion: reduce`.
    ReducedMotion,
    /// `prefers-reduced-motion: no-preference`.
    NoPreference,
}

impl Tab {
    /// Sets a media preference and waits until the open page observes it. In Chromium this resets all other
    /// preferences.
    ///
    /// # Errors
    ///
    /// If the browser fails.
    pub async fn emulate_media(&self, preference: MediaPreference) -> Result<(), Error> {
        let (name, value) = match preference {
            MediaPreference::LightScheme => ("prefers-color-scheme", "light"),
            MediaPreference::ReducedMotion => ("prefers-reduced-motion", "reduce"),
            MediaPreference::NoPreference => ("prefers-reduced-motion", "no-preference"),
        };
        match Browser::under_test() {
            Browser::Chromium => {
                let media = json!({ "features": [{ "name": name, "value": value }] });
                self.driver().cdp().send_raw("Emulation.setEmulatedMedia", media).await?;
            }
            Browser::Firefox => {
                let (name, value) = match preference {
                    MediaPreference::LightScheme => ("layout.css.prefers-color-scheme.content-override", 1),
                    MediaPreference::ReducedMotion => ("ui.prefersReducedMotion", 1),
                    MediaPreference::NoPreference => ("ui.prefersReducedMotion", 0),
                };
                let set = "Services.prefs.setIntPref(arguments[0], arguments[1])";
                firefox::run_in_chrome_context(self.driver(), set, vec![json!(name), json!(value)]).await?;
            }
        }
        // Firefox updates its pages with a delay.
        self.wait_until("the media preference", &format!("matchMedia('({name}: {value})').matches")).await.map(drop)
    }

    /// Applies the style sheets for paper, or again those for the screen.
    ///
    /// # Errors
    ///
    /// If the browser fails.
    pub async fn emulate_print(&self, print: bool) -> Result<(), Error> {
        let medium = if print { "print" } else { "" };
        match Browser::under_test() {
            Browser::Chromium => {
                self.driver().cdp().send_raw("Emulation.setEmulatedMedia", json!({ "media": medium })).await?;
            }
            Browser::Firefox => {
                let set = "gBrowser.selectedBrowser.browsingContext.mediumOverride = arguments[0]";
                firefox::run_in_chrome_context(self.driver(), set, vec![json!(medium)]).await?;
            }
        }
        self.wait_until("the medium", &format!("matchMedia('print').matches === {print}")).await.map(drop)
    }

    /// Changes the device's time zone.
    ///
    /// # Errors
    ///
    /// If the browser fails.
    pub async fn set_time_zone(&self, zone: &str) -> Result<(), Error> {
        match Browser::under_test() {
            Browser::Chromium => {
                let zone = json!({ "timezoneId": zone });
                self.driver().cdp().send_raw("Emulation.setTimezoneOverride", zone).await?;
            }
            Browser::Firefox => firefox::set_time_zone(self.driver(), zone).await?,
        }
        Ok(())
    }

    /// Switches the device offline or online.
    ///
    /// # Errors
    ///
    /// If the browser fails.
    pub async fn set_offline(&self, offline: bool) -> Result<(), Error> {
        match Browser::under_test() {
            Browser::Chromium => {
                let cdp = self.driver().cdp();
                let conditions =
                    json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
                cdp.send_raw("Network.enable", json!({})).await?;
                cdp.send_raw("Network.emulateNetworkConditions", conditions).await?;
            }
            Browser::Firefox => {
                // Open connections would stay usable.
                let set = "Services.io.offline = arguments[0]; \
                    Services.obs.notifyObservers(null, 'net:prune-all-connections');";
                firefox::run_in_chrome_context(self.driver(), set, vec![json!(offline)]).await?;
            }
        }
        Ok(())
    }

    /// Grants clipboard access. Firefox sessions have it from the start.
    ///
    /// # Errors
    ///
    /// If the browser fails.
    pub async fn allow_clipboard(&self) -> Result<(), Error> {
        if Browser::under_test() == Browser::Chromium {
            let allow = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
            self.driver().cdp().send_raw("Browser.grantPermissions", allow).await?;
        }
        Ok(())
    }

    /// Sets the download folder, without a prompt.
    ///
    /// # Errors
    ///
    /// If the browser fails.
    pub async fn set_download_folder(&self, folder: &Path) -> Result<(), Error> {
        match Browser::under_test() {
            Browser::Chromium => {
                let allow = json!({ "behavior": "allow", "downloadPath": folder });
                self.driver().cdp().send_raw("Browser.setDownloadBehavior", allow).await?;
            }
            Browser::Firefox => {
                let set = "Services.prefs.setIntPref('browser.download.folderList', 2); \
                    Services.prefs.setStringPref('browser.download.dir', arguments[0]);";
                firefox::run_in_chrome_context(self.driver(), set, vec![json!(folder)]).await?;
            }
        }
        Ok(())
    }
}
