//! Notifications about a running execution.

use replica_log_e2e::{Setup, Tab, TestResult, browser_test, examples};
use serde_json::json;
use std::time::Duration;

const BUTTON: &str = "button[data-name=notify]";

/// Replaces the notifications of the browser by a record of them, with an answer of the user.
async fn fake_notifications(tab: &Tab, answer: &str) -> TestResult {
    let fake = "(() => { window.asked = 0; window.shown = []; \
        window.Notification = class { static permission = 'default'; \
        static async requestPermission() { window.asked += 1; return this.permission = ANSWER; } \
        constructor(title, { body }) { window.shown.push([title, body]); } }; })()";
    tab.evaluate(&fake.replace("ANSWER", &json!(answer).to_string())).await?;
    Ok(())
}

#[test]
fn notification_is_shown_when_a_running_execution_ends() -> TestResult {
    browser_test(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().freeze();
        tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
        fake_notifications(tab, "granted").await?;
        tab.wait_for_count(BUTTON, 1).await?;
        assert_eq!(tab.evaluate("asked").await?, 0, "the permission is requested after a click only");
        tab.click(BUTTON).await?;
        tab.wait_for_value("on", &format!("document.querySelector('{BUTTON}').ariaPressed"), "true").await?;
        assert_eq!(tab.evaluate("[asked, shown.length]").await?, json!([1, 0]));
        tab.wait_for_request("the number of failures", "detail/page/", |seen| {
            seen.query.contains("pageSize=1&") && seen.query.contains("status=FAILED")
        })
        .await?;
        tab.demo().clock().advance(Duration::from_secs(601));
        let title = "hotfix-push: Success";
        tab.wait_until("a notification of the end", &format!("shown.at(-1)?.[0] === '{title}'")).await?;
        tab.wait_until("its text", "shown.at(-1)[1].startsWith('The execution has ended')").await?;
        // They are off by themselves, and there is nothing to wait for any more.
        tab.wait_for_none(BUTTON).await?;
        assert_eq!(tab.evaluate(&format!("shown.filter(([title]) => title === '{title}').length")).await?, 1);
        Ok(())
    })
}

#[test]
fn refused_notifications_are_explained() -> TestResult {
    browser_test(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().freeze();
        tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
        fake_notifications(tab, "denied").await?;
        tab.click(BUTTON).await?;
        tab.wait_for_text(".rl-tools [role=alert]", "The browser does not allow notifications from this page.").await?;
        tab.wait_for_value("off", &format!("document.querySelector('{BUTTON}').ariaPressed"), "false").await?;
        Ok(())
    })
}

#[test]
fn pausing_the_refresh_turns_notifications_off() -> TestResult {
    browser_test(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().freeze();
        tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
        fake_notifications(tab, "granted").await?;
        let pressed = format!("document.querySelector('{BUTTON}').ariaPressed");
        tab.click(BUTTON).await?;
        tab.wait_for_value("on", &pressed, "true").await?;
        tab.click_text("button", "Pause auto-refresh").await?;
        tab.wait_for_value("off", &pressed, "false").await?;
        // Turned on again, they need the refresh.
        tab.click(BUTTON).await?;
        tab.wait_for_value("on", &pressed, "true").await?;
        tab.wait_for_text("button", "Pause auto-refresh").await?;
        Ok(())
    })
}

#[test]
fn executions_without_an_end_to_wait_for_offer_no_notifications() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        for record in [examples::nightly_failed(), examples::LIVE_RECORD.to_owned()] {
            tab.open(&format!("records/{record}")).await?;
            tab.wait_until_idle().await?;
            tab.wait_for_none(BUTTON).await?;
        }
        Ok(())
    })
}
