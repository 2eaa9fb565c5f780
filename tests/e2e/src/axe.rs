//! Accessibility checks with axe-core.

use crate::error::Error;
use crate::setup::variable;
use crate::tab::Tab;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::OnceLock;

static SOURCE: OnceLock<String> = OnceLock::new();

/// The rule sets: WCAG 2.2 at levels A and AA, and axe-core's best practices.
const RULES: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// Returns one line for each element that violates a rule.
const RUN: &str = "const done = arguments[arguments.length - 1]; \
    axe.run(document, { runOnly: { type: 'tag', values: arguments[0] }, resultTypes: ['violations'] }).then( \
        ({ violations }) => done(violations.flatMap(({ id, nodes }) => nodes \
            .map(({ target, failureSummary, html }) => `${id}: ${target.flat().join(' ')} ${html.slice(0, 160)} ${failureSummary.replace(/\\s+/g, ' ')}`))), \
        error => done(['axe-core failed: ' + error]));";

/// Lets axe-core talk to frames of other origins.
const ALLOW_ALL_ORIGINS: &str = "axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] });";

impl Tab {
    /// Injects axe-core into the page, or into the current frame, unless it is loaded already.
    ///
    /// # Errors
    ///
    /// If axe-core is not installed.
    pub async fn inject_axe(&self) -> Result<(), Error> {
        if self.evaluate("!window.axe").await? == true {
            // Run by the driver, because the page's content security policy would block a script element.
            self.driver().execute(source()?, Vec::new()).await?;
            self.driver().execute(ALLOW_ALL_ORIGINS, Vec::new()).await?;
        }
        Ok(())
    }

    /// The violations that axe-core finds on the current page, one line each. Open shadow roots are included, and
    /// frames that axe-core was injected into.
    ///
    /// # Errors
    ///
    /// If axe-core is not installed or cannot run.
    pub async fn axe_violations(&self) -> Result<Vec<String>, Error> {
        self.inject_axe().await?;
        let found = self.driver().execute_async(RUN, vec![json!(RULES)]).await?;
        let found = found.json().as_array().cloned().unwrap_or_default();
        Ok(found.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }
}

fn source() -> Result<&'static str, Error> {
    if let Some(source) = SOURCE.get() {
        return Ok(source);
    }
    let file = Path::new(&variable("REPLICA_LOG_HOSTS")?).join("axe-core/axe.min.js");
    let read = std::fs::read_to_string(&file).map_err(|error| Error::new(format!("{}: {error}", file.display())))?;
    Ok(SOURCE.get_or_init(|| read))
}
