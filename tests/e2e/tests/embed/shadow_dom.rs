//! Helpers for embedded apps: their content is in a shadow root, which selectors of the document do not reach.

use replica_log_e2e::{AllowedErrors, Browser, Error, Setup, Tab, TestResult, browser_test};
use serde_json::{Value, json};

/// The shadow roots of all apps on the page.
pub const ROOTS: &str = "[...document.querySelectorAll('*')].map(e => e.shadowRoot).filter(Boolean)";

/// Copies a value without the page's (patched) prototypes.
const COPY: &str = "function copy(value) { \
    if (typeof value !== 'object' || value === null) return value; \
    const own = Array.isArray(value) ? [] : {}; \
    for (const key of Object.keys(value)) own[key] = copy(value[key]); \
    return own; }";

/// Runs a test in a host page.
pub fn test_in_host(
    site: &str,
    allowed_errors: AllowedErrors,
    test: impl AsyncFnOnce(&Tab) -> TestResult,
) -> TestResult {
    test_with_setup(site, Setup { allowed_errors, ..Setup::default() }, test)
}

/// Runs a test in a host page with another setup.
pub fn test_with_setup(site: &str, mut setup: Setup, test: impl AsyncFnOnce(&Tab) -> TestResult) -> TestResult {
    setup.options.app = Some(crate::host_sites::HostSites::site(site)?);
    browser_test(setup, async |tab| {
        tab.driver().goto(tab.url("")).await?;
        if site == "bare" {
            tab.wait_until("the module", "!!window.replicaLog").await?;
        }
        test(tab).await?;
        assert_eq!(evaluate(tab, &visible_texts(".rl-broken")).await?, json!([]), "the app broke");
        // The final audit cannot run in a page with patched prototypes.
        tab.driver().goto("about:blank").await?;
        Ok(())
    })
}

/// Runs a test in a host page that has loaded the module and mounted nothing.
pub fn test_in_bare_host(test: impl AsyncFnOnce(&Tab) -> TestResult) -> TestResult {
    test_in_host("bare", AllowedErrors::None, test)
}

/// Evaluates an expression. In Chromium through the DevTools protocol, because chromedriver's scripts fail in a page
/// with a patched `JSON`; geckodriver's run in a sandbox and need only a copy without the page's prototypes.
pub async fn evaluate(tab: &Tab, expression: &str) -> Result<Value, Error> {
    if Browser::under_test() == Browser::Firefox {
        return tab.evaluate(&format!("({COPY})({expression})")).await;
    }
    let command = json!({ "expression": expression, "returnByValue": true });
    let mut result = tab.driver().cdp().send_raw("Runtime.evaluate", command).await?;
    match result.get("exceptionDetails") {
        Some(thrown) => Err(Error::new(format!("{expression} threw {thrown}"))),
        None => Ok(result["result"]["value"].take()),
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

/// An expression for the texts of all visible elements that match a selector inside of the apps.
pub fn visible_texts(selector: &str) -> String {
    let selector = json!(selector);
    format!(
        "{ROOTS}.flatMap(root => [...root.querySelectorAll({selector})]).filter(e => e.checkVisibility())\
         .map(e => e.innerText.replace(/\\s+/g, ' ').trim())"
    )
}

/// Waits until the elements that match a selector inside of the apps have exactly these texts.
pub async fn wait_for_texts(tab: &Tab, selector: &str, texts: &[&str]) -> Result<(), Error> {
    wait_for_value(tab, &format!("{texts:?} in {selector} of the app"), &visible_texts(selector), texts.to_vec()).await
}

/// Waits until the apps show this number of detail rows.
pub async fn wait_for_rows(tab: &Tab, number: usize) -> Result<(), Error> {
    let rows = format!("({}).length", visible_texts("table.rl-details td.rl-name"));
    wait_for_value(tab, &format!("{number} rows in the app"), &rows, number).await
}

/// Waits until nothing in the apps is loading.
pub async fn wait_until_loaded(tab: &Tab) -> Result<(), Error> {
    let loading = format!(
        "{ROOTS}.flatMap(root => [...root.querySelectorAll('.rl-skeleton, [aria-busy=true], [data-busy=true]')])\
         .filter(e => e.checkVisibility()).length"
    );
    wait_for_value(tab, "the apps to have loaded", &loading, 0).await
}

/// Clicks the middle of the first visible element that matches a selector inside of the apps, with a real pointer
/// event, once nothing around it is loading, because content that arrives moves the element.
pub async fn click(tab: &Tab, selector: &str) -> Result<(), Error> {
    let middle = format!(
        "(() => {{
            const found = {ROOTS}.flatMap(root => [...root.querySelectorAll({selector})]).find(e => e.checkVisibility());
            found?.scrollIntoView({{ block: 'center', behavior: 'instant' }});
            const box = found?.getBoundingClientRect();
            if (!box) return null;
            const at = [box.x + box.width / 2, box.y + box.height / 2];
            const isLoading = found.getRootNode().querySelector('.rl-skeleton, [data-busy=true]') !== null;
            return !isLoading && found.contains(found.getRootNode().elementFromPoint(...at)) ? at : null;
        }})()",
        selector = json!(selector)
    );
    let at = tab
        .wait_for(&format!("{selector} of the app to be visible"), async || {
            let at = evaluate(tab, &middle).await?;
            Ok(if at.is_array() { Ok(at) } else { Err("not found or covered".to_owned()) })
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

/// The number of apps on the page.
pub async fn app_count(tab: &Tab) -> Result<Value, Error> {
    evaluate(tab, &format!("{ROOTS}.length")).await
}
