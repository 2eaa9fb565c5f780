//! Focus management: when the focused element is removed, the focus moves to a replacement and never to the body.

use crate::common::NAME_CELLS;
use replica_log_e2e::{
    AllowedErrors, Endpoint, Fault, FaultResponse, Key, Setup, Tab, TestResult, browser_test, examples,
};
use serde_json::json;
use std::time::Duration;

/// Focuses a control as Tab does (with a visible focus ring), and presses Enter.
async fn press_enter_on(tab: &Tab, selector: &str) -> TestResult {
    let selector = json!(selector);
    tab.wait_until("the control", &format!("document.querySelector({selector})")).await?;
    tab.evaluate(&format!("document.querySelector({selector}).focus({{ focusVisible: true }})")).await?;
    tab.press(Key::Enter).await?;
    Ok(())
}

async fn expect_focus(tab: &Tab, selector: &str) -> TestResult {
    let on = format!(
        "document.activeElement.matches({}) || document.activeElement.outerHTML.slice(0, 200)",
        json!(selector)
    );
    tab.wait_for_value(&format!("the focus on {selector}"), &on, true).await?;
    Ok(())
}

/// Focuses the button with this text, and presses Enter.
async fn press_enter_on_text(tab: &Tab, text: &str) -> TestResult {
    let button = format!("[...document.querySelectorAll('button')].find(e => e.innerText === '{text}')");
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
            tab.demo().clock().freeze();
            tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
            tab.wait_for_count(NAME_CELLS, 20).await?;
            tab.demo().clock().advance(Duration::from_secs(20));
            press_enter_on(tab, ".rl-news button").await?;
            tab.wait_for_none(".rl-news button").await?;
            expect_focus(tab, DETAILS).await?;
            press_enter_on_text(tab, "Pause auto-refresh").await?;
            tab.wait_for_value("the Resume button", "document.activeElement.innerText", "Resume auto-refresh").await?;
            tab.press(Key::Enter).await?;
            tab.wait_for_value("the Pause button", "document.activeElement.innerText", "Pause auto-refresh").await?;
            // A refetch fails once.
            tab.demo().faults().add(Tab::fault_of_rows(FaultResponse::Status(500)).times(1));
            tab.wait_for_count(".rl-stale", 1).await?;
            press_enter_on(tab, ".rl-stale .rl-notice-actions button").await?;
            tab.wait_for_none(".rl-stale").await?;
            expect_focus(tab, DETAILS).await?;
            // The execution ends while the Pause button has the focus.
            press_enter_on_text(tab, "Pause auto-refresh").await?;
            press_enter_on_text(tab, "Resume auto-refresh").await?;
            tab.wait_for_value("the Pause button", "document.activeElement.innerText", "Pause auto-refresh").await?;
            tab.demo().clock().advance(Duration::from_secs(700));
            tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Success"]).await?;
            expect_focus(tab, DETAILS).await?;
            Ok(())
        },
    )
}

#[test]
fn focus_moves_to_the_first_new_item_of_a_list_that_grows() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.open(&format!("records/{}?pageSize=5&triage=repository", examples::nightly_failed())).await?;
        press_enter_on(tab, ".rl-triage .rl-toggle button").await?;
        tab.wait_until("rows", "document.querySelector('.rl-members li')").await?;
        let shown = tab.texts(".rl-members li").await?.len();
        press_enter_on(tab, ".rl-members + .rl-button").await?;
        // The first of the new items.
        expect_focus(tab, &format!(".rl-members li:nth-child({}) a", shown + 1)).await?;
        Ok(())
    })
}

#[test]
fn focus_returns_to_the_link_that_opened_a_panel() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{}", examples::nightly_failed())).await?;
        for (link, heading) in
            [("triage=error", "Failure analysis"), ("triage=files", "Check files"), ("triage=report", "Report")]
        {
            let opener = format!("a[href*='{link}']");
            tab.wait_for_count(&opener, 1).await?;
            press_enter_on(tab, &opener).await?;
            tab.wait_for_texts(".rl-triage h2", &[heading]).await?;
            press_enter_on(tab, ".rl-triage .rl-tools > a.rl-button").await?;
            tab.wait_for_none(".rl-triage").await?;
            expect_focus(tab, &opener).await?;
        }
        Ok(())
    })
}

#[test]
fn focus_stays_in_a_dialog_and_returns_to_its_opener() -> TestResult {
    const EXPORT: &str = "dialog[data-name=export]";
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.open(&format!("records/{}?pageSize=5", examples::nightly_failed())).await?;
        press_enter_on(tab, "button[data-name=raw]").await?;
        press_enter_on(tab, "dialog[data-name=raw] [data-main]").await?;
        tab.wait_for_count("dialog[data-name=raw] pre", 1).await?;
        expect_focus(tab, "dialog[data-name=raw]").await?;
        press_enter_on(tab, "dialog[data-name=raw] .rl-dialog-end button").await?;
        tab.wait_for_none("dialog[open]").await?;
        expect_focus(tab, "button[data-name=raw]").await?;
        tab.evaluate("(window.showSaveFilePicker = undefined, null)").await?;
        let slow = Fault::new(Endpoint::DetailPage, FaultResponse::Genuine).when("pageNumber=2&pageSize=500");
        tab.demo().faults().add(slow.delay(Duration::from_secs(3600)).times(1));
        press_enter_on(tab, "button[data-name=export]").await?;
        press_enter_on(tab, &format!("{EXPORT} [data-format=csv]")).await?;
        tab.wait_for_count(&format!("{EXPORT} .rl-reading progress"), 1).await?;
        expect_focus(tab, EXPORT).await?;
        tab.wait_for_request("the delayed page", "detail/page/", |seen| {
            seen.query.contains("pageNumber=2&pageSize=500")
        })
        .await?;
        press_enter_on(tab, &format!("{EXPORT} .rl-reading button")).await?;
        tab.wait_for_count(&format!("{EXPORT} .rl-notice"), 1).await?;
        expect_focus(tab, EXPORT).await?;
        press_enter_on(tab, &format!("{EXPORT} .rl-notice button")).await?;
        tab.wait_for_count(&format!("{EXPORT} a[download]"), 1).await?;
        expect_focus(tab, EXPORT).await?;
        tab.press(Key::Escape).await?;
        tab.wait_for_none("dialog[open]").await?;
        expect_focus(tab, "button[data-name=export]").await?;
        Ok(())
    })
}

#[test]
fn focus_is_kept_after_retrying_the_recent_runs_strip() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.demo()
            .faults()
            .add(Fault::new(Endpoint::RecordPage, FaultResponse::Status(500)).when("pageSize=60").times(1));
        tab.open(&format!("tasks/{}", examples::NIGHTLY_TASK)).await?;
        tab.wait_for_count(".rl-strip-failed", 1).await?;
        press_enter_on(tab, ".rl-strip-failed button").await?;
        tab.wait_for_none(".rl-strip-failed").await?;
        expect_focus(tab, "main").await?;
        Ok(())
    })
}
