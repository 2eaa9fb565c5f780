//! Notifications in a host page: they are the host's to show.

use crate::shadow_dom::{click, test_with_setup, visible_texts, wait_for_texts};
use replica_log_e2e::{Setup, Tab, TestResult, examples};
use serde_json::json;
use std::time::Duration;

const BUTTON: &str = "button[data-name=notify]";
/// Selector of the status in the head of an execution.
const STATUS: &str = ".rl-record-head .rl-title .rl-status";

/// Mounts a running execution into `#one`, with these JavaScript options.
async fn mount(tab: &Tab, options: &str) -> TestResult {
    let place = format!("place: {{ record: '{}' }}", examples::RUNNING_RECORD);
    let mount = format!(
        "window.app = replicaLog.mount(document.getElementById('one'), {{ locale: 'en-US', {place}, {options} }})"
    );
    tab.run_in_page(mount).await?;
    tab.wait_until("the app to be ready", "app.ready.then(() => true)").await?;
    wait_for_texts(tab, STATUS, &["Running"]).await?;
    Ok(())
}

#[test]
fn notifications_are_given_to_the_host() -> TestResult {
    test_with_setup("bare", Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().freeze();
        tab.evaluate("(window.given = [], true)").await?;
        mount(tab, "onNotify: (notification) => { given.push(notification); }").await?;
        click(tab, BUTTON).await?;
        tab.wait_for_value(
            "the button to be pressed",
            &format!("document.getElementById('one').lastChild.shadowRoot.querySelector('{BUTTON}').ariaPressed"),
            "true",
        )
        .await?;
        tab.demo().clock().advance(Duration::from_secs(601));
        tab.wait_until("the notification of the end", "given.some(({ title }) => title.endsWith(': Success'))").await?;
        let record = json!(examples::RUNNING_RECORD);
        tab.wait_until("its address", &format!("given.at(-1).url.includes({record}) && given.at(-1).body.length > 0"))
            .await?;
        Ok(())
    })
}

#[test]
fn host_without_notifications_offers_none() -> TestResult {
    test_with_setup("bare", Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().freeze();
        mount(tab, "onSignIn: () => {}").await?;
        tab.wait_until("the controls", &format!("({}).length", visible_texts(".rl-refresh"))).await?;
        assert_eq!(tab.evaluate(&visible_texts(BUTTON)).await?, json!([]));
        Ok(())
    })
}
