//! What a screen reader would say by itself.

use crate::fail::Fail;
use crate::tab::Tab;
use serde_json::Value;

const LISTEN: &str = include_str!("spoken.js");

impl Tab {
    /// Listens on every page from the next one on.
    pub fn listen(&self) {
        self.gate().first(LISTEN);
    }

    /// What has been said since this was last asked, in its order.
    ///
    /// # Errors
    ///
    /// When nobody listens.
    pub async fn heard(&self) -> Result<Vec<String>, Fail> {
        let heard = self.value("heard.splice(0)").await?;
        let heard = heard.as_array().cloned().unwrap_or_default();
        Ok(heard.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }
}
