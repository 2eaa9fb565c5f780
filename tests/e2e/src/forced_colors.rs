//! Forced colours (high contrast mode), and the contrast of what is drawn in them.

use crate::browser::Browser;
use crate::error::Error;
use crate::firefox;
use crate::tab::Tab;
use serde_json::{Value, json};

const CONTRAST: &str = include_str!("contrast.js");

/// The system colours as the page computes them, in the order of [`firefox::forced_colors`].
const SYSTEM_COLORS: &str = "(() => { \
    const probe = document.body.appendChild(document.createElement('i')); \
    probe.style.forcedColorAdjust = 'none'; \
    const colours = ['Canvas', 'CanvasText', 'LinkText', 'VisitedText'].map(name => { \
        probe.style.color = name; \
        const parts = getComputedStyle(probe).color.match(/\\d+/g).slice(0, 3); \
        return '#' + parts.map(part => Number(part).toString(16).padStart(2, '0')).join(''); \
    }); \
    probe.remove(); \
    return colours; \
})()";

/// A selector, and how many pixels of the width of its elements are measured; `None` for all.
pub type Mark = (&'static str, Option<u32>);

impl Tab {
    /// Emulates forced colours on a dark or a light background.
    ///
    /// # Errors
    ///
    /// If the browser fails.
    pub async fn emulate_forced_colors(&self, dark: bool) -> Result<(), Error> {
        let scheme = if dark { "dark" } else { "light" };
        let media = json!({ "features": [
            { "name": "forced-colors", "value": "active" },
            { "name": "prefers-color-scheme", "value": scheme },
        ] });
        match Browser::under_test() {
            Browser::Chromium => drop(self.driver().cdp().send_raw("Emulation.setEmulatedMedia", media).await?),
            Browser::Firefox => firefox::force_colors(self.driver(), dark).await?,
        }
        // Firefox updates its pages with a delay, one colour after the other.
        let applied = format!("matchMedia('(forced-colors: active) and (prefers-color-scheme: {scheme})').matches");
        self.wait_until("forced colours", &applied).await?;
        if Browser::under_test() == Browser::Firefox {
            self.wait_for_value("each of the forced colours", SYSTEM_COLORS, json!(firefox::forced_colors(dark)))
                .await?;
        }
        Ok(())
    }

    /// The marks in the window that have no colour with a contrast of at least 3 to the page's background in a
    /// screenshot, one line each.
    ///
    /// # Errors
    ///
    /// If the browser fails.
    pub async fn low_contrast_marks(&self, marks: &[Mark]) -> Result<Vec<String>, Error> {
        // Animations would differ between screenshots.
        self.evaluate("document.getAnimations().forEach(moving => { moving.pause(); moving.currentTime = 0; })")
            .await?;
        let picture = self.driver().screenshot_as_png_base64().await?;
        let found = self.driver().execute_async(CONTRAST, vec![json!(picture), json!(marks)]).await?;
        let found = found.json().as_array().cloned().unwrap_or_default();
        Ok(found.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }
}
