//! Pictures of a page.

use crate::browser::Browser;
use crate::fail::Fail;
use crate::firefox;
use crate::tab::Tab;
use serde_json::json;
use std::path::Path;

impl Tab {
    /// Gives the window another inner size, in CSS pixels.
    ///
    /// # Errors
    ///
    /// When the browser cannot.
    pub async fn resize(&self, width: u32, height: u32) -> Result<(), Fail> {
        match Browser::here() {
            Browser::Chromium => {
                let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                self.driver().cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await?;
            }
            Browser::Firefox => firefox::fit(self.driver(), (width, height)).await?,
        }
        self.until("the window to have its new size", &format!("innerWidth === {width}")).await.map(drop)
    }

    /// Writes what the window shows into a file, without its scroll bars, once the page is quiet.
    ///
    /// # Errors
    ///
    /// When the page does not come to rest, or the file cannot be written.
    pub async fn draw(&self, file: &Path) -> Result<(), Fail> {
        let hidden = json!({ "hidden": true });
        self.driver().cdp().send_raw("Emulation.setScrollbarsHidden", hidden).await?;
        self.is_quiet().await?;
        let picture = self.driver().screenshot_as_png().await?;
        std::fs::write(file, picture).map_err(|error| Fail::new(format!("{}: {error}", file.display())))
    }

    /// The same for the whole page, however long it is.
    ///
    /// # Errors
    ///
    /// As [`draw`](Self::draw).
    pub async fn draw_whole(&self, file: &Path, width: u32) -> Result<(), Fail> {
        self.is_quiet().await?;
        let height = self.value("document.documentElement.scrollHeight").await?;
        // A page of rows without end would be no picture.
        let height = height.as_u64().and_then(|height| u32::try_from(height).ok()).unwrap_or(900).clamp(600, 8000);
        self.resize(width, height).await?;
        self.draw(file).await
    }
}
