//! The app as a guest: behind the wall of its shadow root, where a document's own selectors do not reach.

use replica_log_e2e::{Complaints, Fail, Outcome, Setup, Tab, visit};
use serde_json::{Value, json};

/// The roots of all apps on the page.
pub const ROOTS: &str = "[...document.querySelectorAll('*')].map(e => e.shadowRoot).filter(Boolean)";

/// A visit to a host page.
pub fn visit_host(site: &str, complaints: Complaints, test: impl AsyncFnOnce(&Tab) -> Outcome) -> Outcome {
    let mut setup = Setup { complaints, ..Setup::default() };
    setup.options.app = Some(crate::workshop::Workshop::site(site)?);
    visit(setup, async |tab| {
        tab.driver().goto(tab.address("")).await?;
        if site == "bare" {
            tab.until("the module", "!!window.replicaLog").await?;
        }
        test(tab).await?;
        let broken = tab.value(&inside(".rl-broken")).await?;
        assert_eq!(broken, json!([]), "the app broke");
        Ok(())
    })
}

/// A visit to a page that has the module, and nothing of it yet.
pub fn visit_bare(test: impl AsyncFnOnce(&Tab) -> Outcome) -> Outcome {
    visit_host("bare", Complaints::None, test)
}

/// The texts of what a selector finds inside of all apps: an expression.
pub fn inside(selector: &str) -> String {
    let selector = json!(selector);
    format!(
        "{ROOTS}.flatMap(root => [...root.querySelectorAll({selector})]).filter(e => e.checkVisibility())\
         .map(e => e.innerText.replace(/\\s+/g, ' ').trim())"
    )
}

/// Waits until what a selector finds inside of the apps has just these texts.
pub async fn reads(tab: &Tab, selector: &str, texts: &[&str]) -> Result<(), Fail> {
    tab.until_same(&format!("{texts:?} in {selector} of the app"), &inside(selector), texts.to_vec()).await
}

/// Waits until an app is there that shows so many rows of details.
pub async fn shows_rows(tab: &Tab, number: usize) -> Result<(), Fail> {
    let rows = format!("({}).length", inside("table.rl-details td.rl-name"));
    tab.until_same(&format!("{number} rows in the app"), &rows, number).await
}

/// Clicks the first visible element that a selector finds inside.
pub async fn click(tab: &Tab, selector: &str) -> Result<(), Fail> {
    let find = format!(
        "const found = {ROOTS}.flatMap(root => [...root.querySelectorAll({})]).find(e => e.checkVisibility()); \
         found?.scrollIntoView({{ block: 'center' }}); return found ?? null;",
        json!(selector)
    );
    tab.until_some(&format!("{selector} of the app to be clicked"), async || {
        let found = tab.driver().execute(find.clone(), Vec::new()).await?;
        if found.json().is_null() {
            return Ok(Err("none".to_owned()));
        }
        Ok(found.element()?.click().await.map_err(|error| error.to_string()))
    })
    .await
}

/// How many apps there are.
pub async fn apps(tab: &Tab) -> Result<Value, Fail> {
    tab.value(&format!("{ROOTS}.length")).await
}
