//! Checks after every test: no error page, and no console error that the test does not allow.

use crate::browser::Browser;
use crate::error::Error;
use crate::setup::AllowedErrors;
use crate::tab::Tab;
use thirtyfour::BrowserLogEntry;

/// Fails on an error page, an uncaught exception, a violation of the content security policy, or a failed request that
/// the test does not allow.
pub(crate) async fn audit(tab: &Tab) -> Result<(), Error> {
    let expected = tab.setup().allowed_errors;
    if expected == AllowedErrors::Any {
        return Ok(());
    }
    if let Some(broken) = tab.texts(".rl-broken").await?.first() {
        return Err(Error::new(format!("the page shows an error page: {broken}")));
    }
    if Browser::under_test() == Browser::Firefox {
        // geckodriver cannot read the console. The same test in Chromium does.
        return Ok(());
    }
    let log = tab.driver().browser_log().await?;
    let bad: Vec<_> = log.iter().filter(|entry| is_bad(entry, expected)).map(describe).collect();
    if bad.is_empty() {
        return Ok(());
    }
    Err(Error::new(format!("the browser console has errors:\n  {}", bad.join("\n  "))))
}

fn is_bad(entry: &BrowserLogEntry, expected: AllowedErrors) -> bool {
    let message = entry.message.to_ascii_lowercase();
    let forbidden = ["content security policy", "panicked", "uncaught", "unhandled"];
    if forbidden.iter().any(|word| message.contains(word)) || entry.source.as_deref() == Some("security") {
        return true;
    }
    let is_network = entry.source.as_deref() == Some("network");
    entry.level == "SEVERE" && !(is_network && expected == AllowedErrors::Requests)
}

fn describe(entry: &BrowserLogEntry) -> String {
    format!("{} {}: {}", entry.level, entry.source.as_deref().unwrap_or("?"), entry.message)
}

impl Tab {
    /// The console entries since the last call, one line each; always empty in Firefox, whose driver cannot read them.
    ///
    /// # Errors
    ///
    /// If the driver returns no log.
    pub async fn console_log(&self) -> Result<Vec<String>, Error> {
        if Browser::under_test() == Browser::Firefox {
            return Ok(Vec::new());
        }
        Ok(self.driver().browser_log().await?.iter().map(describe).collect())
    }
}
