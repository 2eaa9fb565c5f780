//! Screen reader announcements, recorded from ARIA live regions.

use crate::error::Error;
use crate::tab::Tab;
use serde_json::Value;

const RECORD: &str = include_str!("announcements.js");

impl Tab {
    /// Records announcements on every page from the next load on.
    pub fn record_announcements(&self) {
        self.interceptor().inject_script(RECORD);
    }

    /// The announcements since the last call, in order.
    ///
    /// # Errors
    ///
    /// If announcements are not recorded.
    pub async fn take_announcements(&self) -> Result<Vec<String>, Error> {
        let heard = self.evaluate("heard.splice(0)").await?;
        let heard = heard.as_array().cloned().unwrap_or_default();
        Ok(heard.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }
}
