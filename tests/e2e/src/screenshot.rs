//! Viewport size and screenshots.

use crate::browser::Browser;
use crate::error::Error;
use crate::firefox;
use crate::tab::Tab;
use serde_json::json;
use std::path::Path;

impl Tab {
    /// Sets the inner size of the window, in CSS pixels.
    ///
    /// # Errors
    ///
    /// If the browser fails.
    pub async fn resize(&self, width: u32, height: u32) -> Result<(), Error> {
        match Browser::under_test() {
            Browser::Chromium => {
                let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                self.driver().cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await?;
            }
            Browser::Firefox => firefox::set_viewport(self.driver(), (width, height)).await?,
        }
        self.wait_until("the window to have its new size", &format!("innerWidth === {width}")).await.map(drop)
    }

    /// Saves a screenshot of the window without scroll bars, once the page is idle.
    ///
    /// # Errors
    ///
    /// If the page does not become idle, or the file cannot be written.
    pub async fn screenshot(&self, file: &Path) -> Result<(), Error> {
        let hidden = json!({ "hidden": true });
        self.driver().cdp().send_raw("Emulation.setScrollbarsHidden", hidden).await?;
        self.wait_until_idle().await?;
        let picture = self.driver().screenshot_as_png().await?;
        std::fs::write(file, picture).map_err(|error| Error::new(format!("{}: {error}", file.display())))
    }

    /// Saves a screenshot of the whole page, by enlarging the window to its height.
    ///
    /// # Errors
    ///
    /// As [`screenshot`](Self::screenshot).
    pub async fn screenshot_full_page(&self, file: &Path, width: u32) -> Result<(), Error> {
        self.wait_until_idle().await?;
        let height = self.evaluate("document.documentElement.scrollHeight").await?;
        // Limits the size of the file for very long tables.
        let height = height.as_u64().and_then(|height| u32::try_from(height).ok()).unwrap_or(900).clamp(600, 8000);
        self.resize(width, height).await?;
        self.screenshot(file).await
    }
}
