//! The app as a guest: behind the wall of its shadow root, where a document's own selectors do not reach.

use replica_log_e2e::{AllowedErrors, Browser, Error, Setup, Tab, TestResult, browser_test};
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
pub fn test_in_host(
    site: &str,
    allowed_errors: AllowedErrors,
    test: impl AsyncFnOnce(&Tab) -> TestResult,
) -> TestResult {
    let mut setup = Setup { allowed_errors, ..Setup::default() };
    setup.options.app = Some(crate::host_sites::HostSites::site(site)?);
    browser_test(setup, async |tab| {
        tab.driver().goto(tab.url("")).await?;
        if site == "bare" {
            tab.wait_until("the module", "!!window.replicaLog").await?;
        }
        test(tab).await?;
        assert_eq!(evaluate(tab, &visible_texts(".rl-broken")).await?, json!([]), "the app broke");
        // What looks at every page at the end cannot look at one that has changed the language.
        tab.driver().goto("about:blank").await?;
        Ok(())
    })
}

/// A visit to a page that has the module, and nothing of it yet.
pub fn test_in_bare_host(test: impl AsyncFnOnce(&Tab) -> TestResult) -> TestResult {
    test_in_host("bare", AllowedErrors::None, test)
}

/// The value of an expression. In Chromium it is asked for beside the driver, whose own script does not survive a page
/// that has changed what JSON is; that of Firefox's driver lives apart from the page, and needs but a copy of its own.
pub async fn evaluate(tab: &Tab, expression: &str) -> Result<Value, Error> {
    if Browser::under_test() == Browser::Firefox {
        return tab.evaluate(&format!("({COPY})({expression})")).await;
    }
    let ask = json!({ "expression": expression, "returnByValue": true });
    let mut answer = tab.driver().cdp().send_raw("Runtime.evaluate", ask).await?;
    match answer.get("exceptionDetails") {
        Some(thrown) => Err(Error::new(format!("{expression} threw {thrown}"))),
        None => Ok(answer["result"]["value"].take()),
    }
}

/// Waits until an expression has this value.
pub async fn wait_for_value(tab: &Tab, what: &str, expression: &str, wanted: impl Into<Value>) -> Result<(), Error> {
    let wanted = wanted.into();
    tab.wait_for(what, async || {
        let value = evaluate(tab, expression).await?;
        Ok(if value == wanted { Ok(()) } else { Err(format!("{value} instead of {wanted}")) })
    })
    .await
}

/// The texts of what a selector finds inside of all apps: an expression.
pub fn visible_texts(selector: &str) -> String {
    let selector = json!(selector);
    format!(
        "{ROOTS}.flatMap(root => [...root.querySelectorAll({selector})]).filter(e => e.checkVisibility())\
         .map(e => e.innerText.replace(/\\s+/g, ' ').trim())"
    )
}

/// Waits until what a selector finds inside of the apps has just these texts.
pub async fn wait_for_texts(tab: &Tab, selector: &str, texts: &[&str]) -> Result<(), Error> {
    wait_for_value(tab, &format!("{texts:?} in {selector} of the app"), &visible_texts(selector), texts.to_vec()).await
}

/// Waits until an app is there that shows so many rows of details.
pub async fn wait_for_rows(tab: &Tab, number: usize) -> Result<(), Error> {
    let rows = format!("({}).length", visible_texts("table.rl-details td.rl-name"));
    wait_for_value(tab, &format!("{number} rows in the app"), &rows, number).await
}

/// Clicks in the middle of the first visible element that a selector finds inside, with the pointer.
pub async fn click(tab: &Tab, selector: &str) -> Result<(), Error> {
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
        .wait_for(&format!("{selector} of the app to be in sight"), async || {
            let at = evaluate(tab, &middle).await?;
            Ok(if at.is_array() { Ok(at) } else { Err("nothing, or something before it".to_owned()) })
        })
        .await?;
    if Browser::under_test() == Browser::Firefox {
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
pub async fn app_count(tab: &Tab) -> Result<Value, Error> {
    evaluate(tab, &format!("{ROOTS}.length")).await
}
