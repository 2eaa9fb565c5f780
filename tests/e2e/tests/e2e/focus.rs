//! Where the focus is when what had it has done its work and is gone: on what stands in its place, and never nowhere.

use crate::common::NAMES;
use replica_log_e2e::{Complaints, Endpoint, Fault, FaultAnswer, Key, Outcome, Setup, Tab, examples, visit};
use serde_json::json;
use std::time::Duration;

/// Goes to a control by a selector as the tabulator key would, and presses Enter there.
async fn enter(tab: &Tab, selector: &str) -> Outcome {
    let selector = json!(selector);
    tab.until("the control", &format!("document.querySelector({selector})")).await?;
    tab.value(&format!("document.querySelector({selector}).focus({{ focusVisible: true }})")).await?;
    tab.press(Key::Enter).await?;
    Ok(())
}

async fn is_on(tab: &Tab, selector: &str) -> Outcome {
    let on = format!(
        "document.activeElement.matches({}) || document.activeElement.outerHTML.slice(0, 200)",
        json!(selector)
    );
    tab.until_same(&format!("the focus on {selector}"), &on, true).await?;
    Ok(())
}

/// The control of the details that a word stands on.
async fn enter_word(tab: &Tab, word: &str) -> Outcome {
    let button = format!("[...document.querySelectorAll('button')].find(e => e.innerText === '{word}')");
    tab.until("the button", &button).await?;
    tab.value(&format!("{button}.focus()")).await?;
    tab.press(Key::Enter).await?;
    Ok(())
}

#[test]
fn of_a_page_that_refreshes_itself() -> Outcome {
    const DETAILS: &str = "[data-part=details]";
    visit(Setup { complaints: Complaints::Requests, ..Setup::running(Duration::from_secs(600)) }, async |tab| {
        tab.demo().clock().stop();
        tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
        tab.counts(NAMES, 20).await?;
        tab.demo().clock().advance(Duration::from_secs(20));
        enter(tab, ".rl-news button").await?;
        tab.misses(".rl-news button").await?;
        is_on(tab, DETAILS).await?;
        enter_word(tab, "Pause").await?;
        tab.until_same("a way to resume", "document.activeElement.innerText", "Resume").await?;
        tab.press(Key::Enter).await?;
        tab.until_same("a way to pause", "document.activeElement.innerText", "Pause").await?;
        // A refresh fails, and works again.
        tab.demo().faults().add(Fault::new(Endpoint::DetailPage, FaultAnswer::Status(500)).times(1));
        tab.counts(".rl-stale", 1).await?;
        enter(tab, ".rl-stale .rl-notice-actions button").await?;
        tab.misses(".rl-stale").await?;
        is_on(tab, DETAILS).await?;
        // It ends while the focus is on what stops the refreshing.
        enter_word(tab, "Pause").await?;
        enter_word(tab, "Resume").await?;
        tab.until_same("a way to pause", "document.activeElement.innerText", "Pause").await?;
        tab.demo().clock().advance(Duration::from_secs(700));
        tab.reads(".rl-record-head .rl-title .rl-status", &["Success"]).await?;
        is_on(tab, DETAILS).await?;
        Ok(())
    })
}

#[test]
fn of_lists_that_grow() -> Outcome {
    visit(Setup::troubled(), async |tab| {
        tab.open(&format!("records/{}?pageSize=5&triage=repository", examples::nightly_failed())).await?;
        enter(tab, ".rl-triage .rl-toggle button").await?;
        tab.until("rows", "document.querySelector('.rl-members li')").await?;
        let shown = tab.texts(".rl-members li").await?.len();
        enter(tab, ".rl-members + .rl-button").await?;
        // The first of those that came.
        is_on(tab, &format!(".rl-members li:nth-child({}) a", shown + 1)).await?;
        Ok(())
    })
}

#[test]
fn of_dialogs() -> Outcome {
    const EXPORT: &str = "dialog[data-name=export]";
    visit(Setup::troubled(), async |tab| {
        tab.open(&format!("records/{}?pageSize=5", examples::nightly_failed())).await?;
        enter(tab, "button[data-name=raw]").await?;
        enter(tab, "dialog[data-name=raw] [data-main]").await?;
        tab.counts("dialog[data-name=raw] pre", 1).await?;
        is_on(tab, "dialog[data-name=raw]").await?;
        enter(tab, "dialog[data-name=raw] .rl-dialog-end button").await?;
        tab.misses("dialog[open]").await?;
        is_on(tab, "button[data-name=raw]").await?;
        tab.value("(window.showSaveFilePicker = undefined, null)").await?;
        let slow = Fault::new(Endpoint::DetailPage, FaultAnswer::Genuine).when("pageNumber=2&pageSize=500");
        tab.demo().faults().add(slow.delay(Duration::from_secs(3600)).times(1));
        enter(tab, "button[data-name=export]").await?;
        enter(tab, &format!("{EXPORT} [data-format=csv]")).await?;
        tab.counts(&format!("{EXPORT} .rl-reading progress"), 1).await?;
        is_on(tab, EXPORT).await?;
        tab.until_asked("the page that does not come", "detail/page/", |seen| {
            seen.query.contains("pageNumber=2&pageSize=500")
        })
        .await?;
        enter(tab, &format!("{EXPORT} .rl-reading button")).await?;
        tab.counts(&format!("{EXPORT} .rl-notice"), 1).await?;
        is_on(tab, EXPORT).await?;
        enter(tab, &format!("{EXPORT} .rl-notice button")).await?;
        tab.counts(&format!("{EXPORT} a[download]"), 1).await?;
        is_on(tab, EXPORT).await?;
        tab.press(Key::Escape).await?;
        tab.misses("dialog[open]").await?;
        is_on(tab, "button[data-name=export]").await?;
        Ok(())
    })
}

#[test]
fn of_a_strip_that_failed() -> Outcome {
    visit(Setup::troubled(), async |tab| {
        tab.demo()
            .faults()
            .add(Fault::new(Endpoint::RecordPage, FaultAnswer::Status(500)).when("pageSize=60").times(1));
        tab.open(&format!("tasks/{}", examples::NIGHTLY_TASK)).await?;
        tab.counts(".rl-strip-failed", 1).await?;
        enter(tab, ".rl-strip-failed button").await?;
        tab.misses(".rl-strip-failed").await?;
        is_on(tab, "main").await?;
        Ok(())
    })
}
