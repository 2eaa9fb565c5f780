//! Zoom and reflow (WCAG 1.4.4 and 1.4.10): finds content that is cut off, overlapped or out of reach.

use crate::browser::Browser;
use crate::error::Error;
use crate::firefox;
use crate::tab::Tab;
use serde_json::{Value, json};

const FIND_PROBLEMS: &str = include_str!("reflow.js");

/// Elements that may scroll horizontally, because they are two-dimensional: tables (in a narrow window their rows are
/// cards instead) and charts.
const SCROLLERS: &str = ".rl-table-box, .rl-numbers, .rl-matrix";

/// Elements that may be truncated: breadcrumbs, because the heading of the page repeats the last two in full; very long
/// names, which an open row has in full.
const TRUNCATED: &str = ".rl-trail li, .rl-name > [data-long]";

/// The two kinds of zoom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zoom {
    /// Full-page zoom in per cent, in a window of 1280 by 1024.
    Page(u32),
    /// Text-only zoom of 200 %.
    Text,
}

impl Tab {
    /// Zooms the page.
    ///
    /// # Errors
    ///
    /// If the browser fails.
    pub async fn zoom(&self, zoom: Zoom) -> Result<(), Error> {
        let percent = if let Zoom::Page(percent) = zoom { percent } else { 100 };
        let (width, height) = (1280 * 100 / percent, 1024 * 100 / percent);
        let scale = f64::from(percent) / 100.0;
        match Browser::under_test() {
            Browser::Chromium => {
                let size = json!({ "width": width, "height": height, "deviceScaleFactor": scale, "mobile": false });
                self.driver().cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await?;
            }
            Browser::Firefox => {
                firefox::set_full_zoom(self.driver(), 1.0).await?;
                firefox::set_viewport(self.driver(), (1280, 1024)).await?;
                firefox::set_full_zoom(self.driver(), scale).await?;
            }
        }
        let sizes =
            [("", 14), ("-tiny", 11), ("-small", 12), ("-label", 13), ("-head", 16), ("-title", 20), ("-count", 22)];
        let factor = if zoom == Zoom::Text { 2 } else { 1 };
        for (name, size) in sizes {
            let size = json!(format!("{}px", size * factor));
            self.evaluate(&format!("document.querySelector('.rl').style.setProperty('--rl-size{name}', {size})"))
                .await?;
        }
        self.wait_until("the window to have its new size", &format!("innerWidth === {width}")).await?;
        // Tables measure their space in the next animation frame.
        let frames = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));";
        self.driver().execute_async(frames, Vec::new()).await?;
        self.wait_until_idle().await
    }

    /// The reflow problems of the current page, one line each.
    ///
    /// # Errors
    ///
    /// If the browser fails.
    pub async fn reflow_problems(&self) -> Result<Vec<String>, Error> {
        let problems = self.driver().execute(FIND_PROBLEMS, vec![json!(SCROLLERS), json!(TRUNCATED)]).await?;
        let problems = problems.json().as_array().cloned().unwrap_or_default();
        Ok(problems.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }
}
