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

/// What axe-core cannot know: each bar of the strip of runs is as narrow as sixty of them must be, which WCAG 2.5.8
/// calls essential for pictures of data, and each leads where a row of the table below leads too.
const ESSENTIAL: &str = ".rl-strip a";

/// A line for each element that a rule is broken by.
const RUN: &str = "const done = arguments[arguments.length - 1]; \
    axe.run(document, { runOnly: { type: 'tag', values: arguments[0] }, resultTypes: ['violations'] }).then( \
        ({ violations }) => done(violations.flatMap(({ id, nodes }) => nodes \
            .filter(({ target }) => id !== 'target-size' || !document.querySelector(target.flat().at(-1)) \
                ?.matches(arguments[1])) \
            .map(({ target, failureSummary, html }) => `${id}: ${target.flat().join(' ')} ${html.slice(0, 160)} ${failureSummary.replace(/\\s+/g, ' ')}`))), \
        error => done(['axe-core failed: ' + error]));";

/// A page of one site asks the axe-core in a frame of another.
const TRUST: &str = "axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] });";

impl Tab {
    /// Brings axe-core into the page, or into the frame that the driver is in, unless it is there.
    ///
    /// # Errors
    ///
    /// When axe-core is not there.
    pub async fn bring_axe(&self) -> Result<(), Fail> {
        if self.value("!window.axe").await? == true {
            // A script of the driver's: no page of ours would let it in.
            self.driver().execute(source()?, Vec::new()).await?;
            self.driver().execute(TRUST, Vec::new()).await?;
        }
        Ok(())
    }

    /// What axe-core finds against the page as it stands, a line each. Open shadow roots are a part of it, and so are
    /// frames that it was brought into.
    ///
    /// # Errors
    ///
    /// When axe-core is not there, or cannot run.
    pub async fn violations(&self) -> Result<Vec<String>, Fail> {
        self.bring_axe().await?;
        let found = self.driver().execute_async(RUN, vec![json!(RULES), json!(ESSENTIAL)]).await?;
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
