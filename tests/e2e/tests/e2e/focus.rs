//! Where the focus is when what had it has done its work and is gone: on what stands in its place, and never nowhere.

use crate::common::NAMES;
use replica_log_e2e::{
    AllowedErrors, Endpoint, Fault, FaultAnswer, Key, Setup, Tab, TestResult, browser_test, examples,
};
use serde_json::json;
use std::time::Duration;

/// Goes to a control by a selector as the tabulator key would, and presses Enter there.
async fn enter(tab: &Tab, selector: &str) -> TestResult {
    let selector = json!(selector);
    tab.wait_until("the control", &format!("document.querySelector({selector})")).await?;
    tab.evaluate(&format!("document.querySelector({selector}).focus({{ focusVisible: true }})")).await?;
    tab.press(Key::Enter).await?;
    Ok(())
}

async fn is_on(tab: &Tab, selector: &str) -> TestResult {
    let on = format!(
        "document.activeElement.matches({}) || document.activeElement.outerHTML.slice(0, 200)",
        json!(selector)
    );
    tab.wait_for_value(&format!("the focus on {selector}"), &on, true).await?;
    Ok(())
}

/// The control of the details that a word stands on.
async fn enter_word(tab: &Tab, word: &str) -> TestResult {
    let button = format!("[...document.querySelectorAll('button')].find(e => e.innerText === '{word}')");
    tab.wait_until("the button", &button).await?;
    tab.evaluate(&format!("{button}.focus()")).await?;
    tab.press(Key::Enter).await?;
    Ok(())
}

#[test]
fn focus_is_kept_on_a_page_that_polls() -> TestResult {
    const DETAILS: &str = "[data-part=details]";
    browser_test(
        Setup { allowed_errors: AllowedErrors::Requests, ..Setup::running(Duration::from_secs(600)) },
        async |tab| {
            tab.demo().clock().stop();
            tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
            tab.wait_for_count(NAMES, 20).await?;
            tab.demo().clock().advance(Duration::from_secs(20));
            enter(tab, ".rl-news button").await?;
            tab.wait_for_none(".rl-news button").await?;
            is_on(tab, DETAILS).await?;
            enter_word(tab, "Pause").await?;
            tab.wait_for_value("a way to resume", "document.activeElement.innerText", "Resume").await?;
            tab.press(Key::Enter).await?;
            tab.wait_for_value("a way to pause", "document.activeElement.innerText", "Pause").await?;
            // A refresh fails, and works again.
            tab.demo().faults().add(Fault::new(Endpoint::DetailPage, FaultAnswer::Status(500)).times(1));
            tab.wait_for_count(".rl-stale", 1).await?;
            enter(tab, ".rl-stale .rl-notice-actions button").await?;
            tab.wait_for_none(".rl-stale").await?;
            is_on(tab, DETAILS).await?;
            // It ends while the focus is on what stops the refreshing.
            enter_word(tab, "Pause").await?;
            enter_word(tab, "Resume").await?;
            tab.wait_for_value("a way to pause", "document.activeElement.innerText", "Pause").await?;
            tab.demo().clock().advance(Duration::from_secs(700));
            tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Success"]).await?;
            is_on(tab, DETAILS).await?;
            Ok(())
        },
    )
}

#[test]
fn focus_moves_to_the_first_new_item_of_a_list_that_grows() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.open(&format!("records/{}?pageSize=5&triage=repository", examples::nightly_failed())).await?;
        enter(tab, ".rl-triage .rl-toggle button").await?;
        tab.wait_until("rows", "document.querySelector('.rl-members li')").await?;
        let shown = tab.texts(".rl-members li").await?.len();
        enter(tab, ".rl-members + .rl-button").await?;
        // The first of those that came.
        is_on(tab, &format!(".rl-members li:nth-child({}) a", shown + 1)).await?;
        Ok(())
    })
}

#[test]
fn focus_stays_in_a_dialog_and_returns_to_its_opener() -> TestResult {
    const EXPORT: &str = "dialog[data-name=export]";
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.open(&format!("records/{}?pageSize=5", examples::nightly_failed())).await?;
        enter(tab, "button[data-name=raw]").await?;
        enter(tab, "dialog[data-name=raw] [data-main]").await?;
        tab.wait_for_count("dialog[data-name=raw] pre", 1).await?;
        is_on(tab, "dialog[data-name=raw]").await?;
        enter(tab, "dialog[data-name=raw] .rl-dialog-end button").await?;
        tab.wait_for_none("dialog[open]").await?;
        is_on(tab, "button[data-name=raw]").await?;
        tab.evaluate("(window.showSaveFilePicker = undefined, null)").await?;
        let slow = Fault::new(Endpoint::DetailPage, FaultAnswer::Genuine).when("pageNumber=2&pageSize=500");
        tab.demo().faults().add(slow.delay(Duration::from_secs(3600)).times(1));
        enter(tab, "button[data-name=export]").await?;
        enter(tab, &format!("{EXPORT} [data-format=csv]")).await?;
        tab.wait_for_count(&format!("{EXPORT} .rl-reading progress"), 1).await?;
        is_on(tab, EXPORT).await?;
        tab.wait_for_request("the page that does not come", "detail/page/", |seen| {
            seen.query.contains("pageNumber=2&pageSize=500")
        })
        .await?;
        enter(tab, &format!("{EXPORT} .rl-reading button")).await?;
        tab.wait_for_count(&format!("{EXPORT} .rl-notice"), 1).await?;
        is_on(tab, EXPORT).await?;
        enter(tab, &format!("{EXPORT} .rl-notice button")).await?;
        tab.wait_for_count(&format!("{EXPORT} a[download]"), 1).await?;
        is_on(tab, EXPORT).await?;
        tab.press(Key::Escape).await?;
        tab.wait_for_none("dialog[open]").await?;
        is_on(tab, "button[data-name=export]").await?;
        Ok(())
    })
}

#[test]
fn focus_is_kept_after_retrying_the_recent_runs_strip() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.demo()
            .faults()
            .add(Fault::new(Endpoint::RecordPage, FaultAnswer::Status(500)).when("pageSize=60").times(1));
        tab.open(&format!("tasks/{}", examples::NIGHTLY_TASK)).await?;
        tab.wait_for_count(".rl-strip-failed", 1).await?;
        enter(tab, ".rl-strip-failed button").await?;
        tab.wait_for_none(".rl-strip-failed").await?;
        is_on(tab, "main").await?;
        Ok(())
    })
}
