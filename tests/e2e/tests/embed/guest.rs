//! The app as a guest: behind the wall of its shadow root, where a document's own selectors do not reach.

use replica_log_e2e::{Browser, Complaints, Fail, Outcome, Setup, Tab, visit};
use serde_json::{Value, json};

/// The roots of all apps on the page.
pub const ROOTS: &str = "[...document.querySelectorAll('*')].map(e => e.shadowRoot).filter(Boolean)";

/// A copy of a value that has nothing of the page's prototypes.
const COPY: &str = "function copy(value) { \
    if (typeof value !== 'object' || value === null) return value; \
    const own = Array.isArray(value) ? [] : {}; \
    for (const key of Object.keys(value)) own[key] = copy(value[key]); \
    return own; }";

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
        assert_eq!(value(tab, &inside(".rl-broken")).await?, json!([]), "the app broke");
        // What looks at every page at the end cannot look at one that has changed the language.
        tab.driver().goto("about:blank").await?;
        Ok(())
    })
}

/// A visit to a page that has the module, and nothing of it yet.
pub fn visit_bare(test: impl AsyncFnOnce(&Tab) -> Outcome) -> Outcome {
    visit_host("bare", Complaints::None, test)
}

/// The value of an expression. In Chromium it is asked for beside the driver, whose own script does not survive a page
/// that has changed what JSON is; that of Firefox's driver lives apart from the page, and needs but a copy of its own.
pub async fn value(tab: &Tab, expression: &str) -> Result<Value, Fail> {
    if Browser::here() == Browser::Firefox {
        return tab.value(&format!("({COPY})({expression})")).await;
    }
    let ask = json!({ "expression": expression, "returnByValue": true });
    let mut answer = tab.driver().cdp().send_raw("Runtime.evaluate", ask).await?;
    match answer.get("exceptionDetails") {
        Some(thrown) => Err(Fail::new(format!("{expression} threw {thrown}"))),
        None => Ok(answer["result"]["value"].take()),
    }
}

/// Waits until an expression has this value.
pub async fn until_same(tab: &Tab, what: &str, expression: &str, wanted: impl Into<Value>) -> Result<(), Fail> {
    let wanted = wanted.into();
    tab.until_some(what, async || {
        let value = value(tab, expression).await?;
        Ok(if value == wanted { Ok(()) } else { Err(format!("{value} instead of {wanted}")) })
    })
    .await
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
    until_same(tab, &format!("{texts:?} in {selector} of the app"), &inside(selector), texts.to_vec()).await
}

/// Waits until an app is there that shows so many rows of details.
pub async fn shows_rows(tab: &Tab, number: usize) -> Result<(), Fail> {
    let rows = format!("({}).length", inside("table.rl-details td.rl-name"));
    until_same(tab, &format!("{number} rows in the app"), &rows, number).await
}

/// Clicks in the middle of the first visible element that a selector finds inside, with the pointer.
pub async fn click(tab: &Tab, selector: &str) -> Result<(), Fail> {
    let middle = format!(
        "(() => {{
            const found = {ROOTS}.flatMap(root => [...root.querySelectorAll({selector})]).find(e => e.checkVisibility());
            found?.scrollIntoView({{ block: 'center', behavior: 'instant' }});
            const box = found?.getBoundingClientRect();
            if (!box) return null;
            const at = [box.x + box.width / 2, box.y + box.height / 2];
            return found.contains(found.getRootNode().elementFromPoint(...at)) ? at : null;
        }})()",
        selector = json!(selector)
    );
    let at = tab
        .until_some(&format!("{selector} of the app to be in sight"), async || {
            let at = value(tab, &middle).await?;
            Ok(if at.is_array() { Ok(at) } else { Err("nothing, or something before it".to_owned()) })
        })
        .await?;
    if Browser::here() == Browser::Firefox {
        let whole = |at: &Value| at.as_f64().map_or(0, |at| at as i64);
        tab.driver().action_chain().move_to(whole(&at[0]), whole(&at[1])).click().perform().await?;
        return Ok(());
    }
    for kind in ["mousePressed", "mouseReleased"] {
        let event = json!({ "type": kind, "x": at[0], "y": at[1], "button": "left", "clickCount": 1 });
        tab.driver().cdp().send_raw("Input.dispatchMouseEvent", event).await?;
    }
    Ok(())
}

/// How many apps there are.
pub async fn apps(tab: &Tab) -> Result<Value, Fail> {
    value(tab, &format!("{ROOTS}.length")).await
}
