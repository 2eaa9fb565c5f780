//! What a page loses when it is enlarged.

use crate::browser::Browser;
use crate::fail::Fail;
use crate::firefox;
use crate::tab::Tab;
use serde_json::{Value, json};

const LOST: &str = include_str!("reflow.js");

/// What may scroll to the side: what has two dimensions of its own. For a table that is so where there is room for
/// columns; else its rows are cards.
const SCROLLERS: &str = ".rl-table-box, .rl-numbers, .rl-strip ol";

/// What may be cut off: the way here, whose last two steps are the page's heading in full.
const CUT: &str = ".rl-trail li";

/// How a person enlarges a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zoom {
    /// Everything, by so many hundredths, in a window of 1280 by 1024.
    Page(u32),
    /// Texts alone, to twice their size.
    Text,
}

impl Tab {
    /// Enlarges the page.
    ///
    /// # Errors
    ///
    /// When the browser cannot.
    pub async fn zoom(&self, zoom: Zoom) -> Result<(), Fail> {
        let hundredths = if let Zoom::Page(hundredths) = zoom { hundredths } else { 100 };
        let (width, height) = (1280 * 100 / hundredths, 1024 * 100 / hundredths);
        let scale = f64::from(hundredths) / 100.0;
        match Browser::here() {
            Browser::Chromium => {
                let size = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
                self.driver().cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await?;
            }
            Browser::Firefox => {
                firefox::enlarge(self.driver(), 1.0).await?;
                firefox::fit(self.driver(), (1280, 1024)).await?;
                firefox::enlarge(self.driver(), scale).await?;
            }
        }
        let sizes =
            [("", 14), ("-tiny", 11), ("-small", 12), ("-label", 13), ("-head", 16), ("-title", 20), ("-count", 22)];
        let by = if zoom == Zoom::Text { 2 } else { 1 };
        for (name, size) in sizes {
            let size = json!(format!("{}px", size * by));
            self.value(&format!("document.querySelector('.rl').style.setProperty('--rl-size{name}', {size})")).await?;
        }
        self.until("the window to have its new size", &format!("innerWidth === {width}")).await?;
        // What a table has room for it finds out when the next frame is drawn.
        let frames = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));";
        self.driver().execute_async(frames, Vec::new()).await?;
        self.is_quiet().await
    }

    /// What is lost of the page as it stands, or hard to reach: a line each.
    ///
    /// # Errors
    ///
    /// When the browser cannot tell.
    pub async fn losses(&self) -> Result<Vec<String>, Fail> {
        let lost = self.driver().execute(LOST, vec![json!(SCROLLERS), json!(CUT)]).await?;
        let lost = lost.json().as_array().cloned().unwrap_or_default();
        Ok(lost.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }
}
