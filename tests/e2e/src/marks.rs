//! The system's own colours, and what can be told in them.

use crate::browser::Browser;
use crate::fail::Fail;
use crate::firefox;
use crate::tab::Tab;
use serde_json::{Value, json};

const MARKS: &str = include_str!("marks.js");

/// What the colours of the system are to the page, in the order of Firefox's own.
const NAMED: &str = "(() => { \
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

/// Elements that a selector finds, and how much of their width is looked at: all, where it is not said.
pub type Mark = (&'static str, Option<u32>);

impl Tab {
    /// The person has the system give every page its own few colours, on a dark ground or on a light one.
    ///
    /// # Errors
    ///
    /// When the browser cannot.
    pub async fn has_colours_of_its_own(&self, dark: bool) -> Result<(), Fail> {
        let scheme = if dark { "dark" } else { "light" };
        let media = json!({ "features": [
            { "name": "forced-colors", "value": "active" },
            { "name": "prefers-color-scheme", "value": scheme },
        ] });
        match Browser::here() {
            Browser::Chromium => drop(self.driver().cdp().send_raw("Emulation.setEmulatedMedia", media).await?),
            Browser::Firefox => firefox::colours_of_its_own(self.driver(), dark).await?,
        }
        // Firefox tells its pages a little later, and of one colour after the other.
        let known = format!("matchMedia('(forced-colors: active) and (prefers-color-scheme: {scheme})').matches");
        self.until("the system's colours", &known).await?;
        if Browser::here() == Browser::Firefox {
            self.until_same("each of the colours", NAMED, json!(firefox::own_colours(dark))).await?;
        }
        Ok(())
    }

    /// What of these in the window cannot be told from the page's ground in a picture of it, a line each: nothing of it
    /// is of a colour in a contrast of 3 to that.
    ///
    /// # Errors
    ///
    /// When the browser cannot tell.
    pub async fn unseen(&self, marks: &[Mark]) -> Result<Vec<String>, Fail> {
        // What turns is drawn a little differently in each picture.
        self.value("document.getAnimations().forEach(moving => { moving.pause(); moving.currentTime = 0; })").await?;
        let picture = self.driver().screenshot_as_png_base64().await?;
        let found = self.driver().execute_async(MARKS, vec![json!(picture), json!(marks)]).await?;
        let found = found.json().as_array().cloned().unwrap_or_default();
        Ok(found.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }
}
