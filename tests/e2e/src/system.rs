//! What a person sets outside of the page, while it is open: in the system, or in the browser.

use crate::browser::Browser;
use crate::fail::Fail;
use crate::firefox;
use crate::tab::Tab;
use serde_json::json;
use std::path::Path;

/// What a person likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Liking {
    /// A light page.
    Light,
    /// Less motion.
    Stillness,
    /// As much motion as there is.
    Motion,
}

impl Tab {
    /// The person likes something else from now on, and the page that is open knows it. In Chromium all other likings
    /// are the usual ones then.
    ///
    /// # Errors
    ///
    /// When the browser cannot.
    pub async fn likes(&self, liking: Liking) -> Result<(), Fail> {
        let (name, value) = match liking {
            Liking::Light => ("prefers-color-scheme", "light"),
            Liking::Stillness => ("prefers-reduced-motion", "reduce"),
            Liking::Motion => ("prefers-reduced-motion", "no-preference"),
        };
        match Browser::here() {
            Browser::Chromium => {
                let media = json!({ "features": [{ "name": name, "value": value }] });
                self.driver().cdp().send_raw("Emulation.setEmulatedMedia", media).await?;
            }
            Browser::Firefox => {
                let (name, value) = match liking {
                    Liking::Light => ("layout.css.prefers-color-scheme.content-override", 1),
                    Liking::Stillness => ("ui.prefersReducedMotion", 1),
                    Liking::Motion => ("ui.prefersReducedMotion", 0),
                };
                let set = "Services.prefs.setIntPref(arguments[0], arguments[1])";
                firefox::itself(self.driver(), set, vec![json!(name), json!(value)]).await?;
            }
        }
        // Firefox tells its pages a little later.
        self.until("what is liked", &format!("matchMedia('({name}: {value})').matches")).await.map(drop)
    }

    /// The person's device is in another zone from now on.
    ///
    /// # Errors
    ///
    /// When the browser cannot.
    pub async fn is_in(&self, zone: &str) -> Result<(), Fail> {
        match Browser::here() {
            Browser::Chromium => {
                let zone = json!({ "timezoneId": zone });
                self.driver().cdp().send_raw("Emulation.setTimezoneOverride", zone).await?;
            }
            Browser::Firefox => firefox::put_into(self.driver(), zone).await?,
        }
        Ok(())
    }

    /// Takes the device off the network, or lets it back.
    ///
    /// # Errors
    ///
    /// When the browser cannot.
    pub async fn is_off_the_network(&self, off: bool) -> Result<(), Fail> {
        match Browser::here() {
            Browser::Chromium => {
                let cdp = self.driver().cdp();
                let conditions =
                    json!({ "offline": off, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
                cdp.send_raw("Network.enable", json!({})).await?;
                cdp.send_raw("Network.emulateNetworkConditions", conditions).await?;
            }
            Browser::Firefox => {
                // A connection that is open already would go on.
                let set = "Services.io.offline = arguments[0]; \
                    Services.obs.notifyObservers(null, 'net:prune-all-connections');";
                firefox::itself(self.driver(), set, vec![json!(off)]).await?;
            }
        }
        Ok(())
    }

    /// Lets every page read and write the clipboard. In Firefox every page may, from the start.
    ///
    /// # Errors
    ///
    /// When the browser cannot.
    pub async fn shares_the_clipboard(&self) -> Result<(), Fail> {
        if Browser::here() == Browser::Chromium {
            let allow = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
            self.driver().cdp().send_raw("Browser.grantPermissions", allow).await?;
        }
        Ok(())
    }

    /// Saves what is saved into a folder, without asking.
    ///
    /// # Errors
    ///
    /// When the browser cannot.
    pub async fn saves_into(&self, folder: &Path) -> Result<(), Fail> {
        match Browser::here() {
            Browser::Chromium => {
                let allow = json!({ "behavior": "allow", "downloadPath": folder });
                self.driver().cdp().send_raw("Browser.setDownloadBehavior", allow).await?;
            }
            Browser::Firefox => {
                let set = "Services.prefs.setIntPref('browser.download.folderList', 2); \
                    Services.prefs.setStringPref('browser.download.dir', arguments[0]);";
                firefox::itself(self.driver(), set, vec![json!(folder)]).await?;
            }
        }
        Ok(())
    }
}
