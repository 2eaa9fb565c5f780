//! The end of a session in a host page: `onUnauthorized`, `retry()`, and dialogs that would cover the sign-in.

use crate::shadow_dom::{click, test_in_host, visible_texts, wait_until_loaded};
use replica_log_e2e::{AllowedErrors, FaultResponse, Tab, TestResult, examples};
use serde_json::json;

/// Selector of the artifact names in the details table.
const NAME_CELLS: &str = "table.rl-details td.rl-name > bdi";
/// The number of open dialogs of the app.
const OPEN_DIALOGS: &str =
    "document.getElementById('one').lastChild.shadowRoot.querySelectorAll('dialog[open]').length";

/// Mounts an execution into `#one` as `window.app`, with these JavaScript options.
async fn mount(tab: &Tab, options: &str) -> TestResult {
    let place = format!("place: {{ record: '{}', status: 'FAILED' }}", examples::ODD_RECORD);
    let mount = format!(
        "window.app = replicaLog.mount(document.getElementById('one'), {{ locale: 'en-US', {place}, {options} }})"
    );
    tab.run_in_page(mount).await?;
    tab.wait_until("the app to be ready", "app.ready.then(() => true)").await?;
    Ok(())
}

#[test]
fn on_unauthorized_is_called_once_and_retry_repeats_all_failed_requests() -> TestResult {
    test_in_host("bare", AllowedErrors::Requests, async |tab| {
        tab.evaluate("(window.unauthorized = 0, true)").await?;
        tab.fault("/replication/", FaultResponse::Gateway(401));
        mount(tab, "onUnauthorized: () => { unauthorized += 1; }").await?;
        tab.wait_until("a failure", &format!("({}).length > 0", visible_texts(".rl-failure[data-kind=SignIn]")))
            .await?;
        tab.wait_for_value("one call", "unauthorized", 1).await?;
        wait_until_loaded(tab).await?;
        let rows = || tab.requests("detail/page/").len();
        let (first, overviews) = (rows(), tab.requests("overview/").len());
        assert!(first > 0 && overviews > 0, "several requests have failed");
        // Still signed out.
        tab.evaluate("(app.retry(), true)").await?;
        tab.wait_for_request("the rows again", "detail/page/", |_| rows() > first).await?;
        tab.wait_for_request("the overview again", "overview/", |_| tab.requests("overview/").len() > overviews)
            .await?;
        tab.wait_until("a failure", &format!("({}).length > 0", visible_texts(".rl-failure[data-kind=SignIn]")))
            .await?;
        assert_eq!(tab.evaluate("unauthorized").await?, json!(1));
        // Signed in elsewhere, when no request is running.
        wait_until_loaded(tab).await?;
        tab.demo().faults().clear();
        tab.evaluate("(app.retry(), true)").await?;
        tab.wait_for_value("the failed rows", &format!("({}).length", visible_texts(NAME_CELLS)), 15).await?;
        tab.wait_for_value("no failure", &visible_texts(".rl-failure"), json!([])).await?;
        // The next end of a session is another one.
        tab.fault("/replication/", FaultResponse::Gateway(401));
        click(tab, ".rl-refresh").await?;
        tab.wait_for_value("the second call", "unauthorized", 2).await?;
        Ok(())
    })
}

#[test]
fn dialogs_are_closed_before_the_host_is_told_or_asked_to_sign_in() -> TestResult {
    const DIALOG: &str = "dialog[data-name=columns][open] li";
    test_in_host("bare", AllowedErrors::Requests, async |tab| {
        let options = format!(
            "onUnauthorized: () => {{ window.atTheEnd = {OPEN_DIALOGS}; }}, onSignIn: () => {{ window.atSignIn = {OPEN_DIALOGS}; }}"
        );
        mount(tab, &options).await?;
        tab.wait_for_value("the rows", &format!("({}).length", visible_texts(NAME_CELLS)), 15).await?;
        click(tab, "button[data-name=columns]").await?;
        tab.wait_until("the dialog", &format!("({}).length > 1", visible_texts(DIALOG))).await?;
        tab.fault("/replication/", FaultResponse::Gateway(401));
        tab.evaluate("(app.update({ timeZone: 'UTC' }), true)").await?;
        tab.wait_for_value("the end of the session without a dialog", "window.atTheEnd", 0).await?;
        click(tab, "button[data-name=columns]").await?;
        tab.wait_until("the dialog again", &format!("({}).length > 1", visible_texts(DIALOG))).await?;
        // As a host's own script would click it: the dialog covers the notice.
        tab.evaluate(
            "([...document.getElementById('one').lastChild.shadowRoot.querySelectorAll('.rl-failure button')]\
                .find(button => button.textContent === 'Sign in').click(), true)",
        )
        .await?;
        tab.wait_for_value("the sign-in without a dialog", "window.atSignIn", 0).await?;
        Ok(())
    })
}
