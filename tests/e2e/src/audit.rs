//! What must be so at the end of every visit.

use crate::browser::Browser;
use crate::fail::Fail;
use crate::setup::Complaints;
use crate::tab::Tab;
use thirtyfour::BrowserLogEntry;

/// No broken page, no script that died, nothing that the content security policy forbids, and no failed request
/// but where the visit is about one.
pub(crate) async fn audit(tab: &Tab) -> Result<(), Fail> {
    let expected = tab.setup().complaints;
    if expected == Complaints::Any {
        return Ok(());
    }
    if let Some(broken) = tab.texts(".rl-broken").await?.first() {
        return Err(Fail::new(format!("the page broke: {broken}")));
    }
    if Browser::here() == Browser::Firefox {
        // Its driver has no way to tell what the console has been told. The same visit in Chromium does.
        return Ok(());
    }
    let log = tab.driver().browser_log().await?;
    let bad: Vec<_> = log.iter().filter(|entry| is_bad(entry, expected)).map(say).collect();
    if bad.is_empty() {
        return Ok(());
    }
    Err(Fail::new(format!("the browser complained:\n  {}", bad.join("\n  "))))
}

fn is_bad(entry: &BrowserLogEntry, expected: Complaints) -> bool {
    let words = entry.message.to_ascii_lowercase();
    let forbidden = ["content security policy", "panicked", "uncaught", "unhandled"];
    if forbidden.iter().any(|word| words.contains(word)) || entry.source.as_deref() == Some("security") {
        return true;
    }
    let of_a_request = entry.source.as_deref() == Some("network");
    entry.level == "SEVERE" && !(of_a_request && expected == Complaints::Requests)
}

fn say(entry: &BrowserLogEntry) -> String {
    format!("{} {}: {}", entry.level, entry.source.as_deref().unwrap_or("?"), entry.message)
}

impl Tab {
    /// What Chromium has said since it was last asked, a line each; Firefox says nothing.
    ///
    /// # Errors
    ///
    /// When the driver does not tell.
    pub async fn log(&self) -> Result<Vec<String>, Fail> {
        if Browser::here() == Browser::Firefox {
            return Ok(Vec::new());
        }
        Ok(self.driver().browser_log().await?.iter().map(say).collect())
    }
}
