//! What axe-core finds against a page.

use crate::fail::Fail;
use crate::setup::variable;
use crate::tab::Tab;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::OnceLock;

static SOURCE: OnceLock<String> = OnceLock::new();

/// What WCAG 2.2 demands at A and AA, and what axe-core calls good practice besides.
const RULES: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// A line for each element that a rule is broken by.
const RUN: &str = "const done = arguments[arguments.length - 1]; \
    axe.run(document, { runOnly: { type: 'tag', values: arguments[0] }, resultTypes: ['violations'] }).then( \
        ({ violations }) => done(violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary, html }) => \
            `${id}: ${target.flat().join(' ')} ${html.slice(0, 160)} ${failureSummary.replace(/\\s+/g, ' ')}`))), \
        error => done(['axe-core failed: ' + error]));";

impl Tab {
    /// What axe-core finds against the page as it stands, a line each. Open shadow roots are a part of it.
    ///
    /// # Errors
    ///
    /// When axe-core is not there, or cannot run.
    pub async fn violations(&self) -> Result<Vec<String>, Fail> {
        if self.value("!window.axe").await? == true {
            // A script of the driver's: no page of ours would let it in.
            self.driver().execute(source()?, Vec::new()).await?;
        }
        let found = self.driver().execute_async(RUN, vec![json!(RULES)]).await?;
        let found = found.json().as_array().cloned().unwrap_or_default();
        Ok(found.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }
}

fn source() -> Result<&'static str, Fail> {
    if let Some(source) = SOURCE.get() {
        return Ok(source);
    }
    let file = Path::new(&variable("REPLICA_LOG_HOSTS")?).join("axe-core/axe.min.js");
    let read = std::fs::read_to_string(&file).map_err(|error| Fail::new(format!("{}: {error}", file.display())))?;
    Ok(SOURCE.get_or_init(|| read))
}
