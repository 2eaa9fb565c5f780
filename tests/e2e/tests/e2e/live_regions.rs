//! What is said by itself to those who do not see it: each thing that happened once, in one place, and nothing again and
//! again while a page refreshes itself.

use crate::common::NAMES;
use replica_log_e2e::{
    AllowedErrors, Endpoint, Error, Fault, FaultAnswer, Key, Setup, Tab, TestResult, browser_test, examples,
};
use std::time::Duration;

/// Waits until something has been said, and has all of it.
async fn hears(tab: &Tab, said: &[&str]) -> TestResult {
    tab.wait_until("it to be said", &format!("heard.length >= {}", said.len())).await?;
    tab.wait_until_idle().await?;
    assert_eq!(tab.take_announcements().await?, said);
    Ok(())
}

/// Waits until the details have been asked for again after `does`, and are answered.
async fn refreshes(tab: &Tab, does: impl AsyncFnOnce() -> Result<(), Error>) -> TestResult {
    let before = tab.requests("detail/page/").len();
    does().await?;
    tab.wait_for("another question", async || {
        let now = tab.requests("detail/page/").len();
        Ok(if now > before { Ok(()) } else { Err(now.to_string()) })
    })
    .await?;
    tab.wait_for_value("an answer", "document.querySelector('.rl-refresh').dataset.busy", "false").await?;
    Ok(())
}

#[test]
fn query_results_are_announced_once() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.record_announcements();
        tab.open("").await?;
        tab.press(Key::Enter).await?;
        hears(tab, &["Enter a task key or a record ID."]).await?;
        tab.fill(".rl-open input", examples::NIGHTLY_TASK).await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_count("table.rl-history tbody", 20).await?;
        hears(tab, &["Looking it up…", "187 executions"]).await?;
        tab.open(&format!("records/{}", examples::nightly_failed())).await?;
        tab.wait_for_count(NAMES, 20).await?;
        hears(tab, &["12,345 artifacts"]).await?;
        tab.click(".rl-filters .rl-choice a:last-child").await?;
        hears(tab, &["246 artifacts"]).await?;
        tab.click(".rl-pager a[rel=next]").await?;
        hears(tab, &["246 artifacts"]).await?;
        tab.click(".rl-questions a:nth-of-type(1)").await?;
        tab.wait_until("groups", "document.querySelector('.rl-triage .rl-toggle button')").await?;
        hears(tab, &["Over 246 of 246 failed artifacts"]).await?;
        Ok(())
    })
}

#[test]
fn copy_and_export_are_announced_once() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.record_announcements();
        tab.open(&format!("records/{}", examples::nightly_failed())).await?;
        hears(tab, &["12,345 artifacts"]).await?;
        tab.allow_clipboard().await?;
        tab.click(".rl-record-head .rl-copy").await?;
        hears(tab, &["Copied"]).await?;
        // Twenty-five pages are read for it.
        tab.evaluate("(window.showSaveFilePicker = undefined, null)").await?;
        tab.click("button[data-name=export]").await?;
        tab.click("dialog [data-format=ndjson]").await?;
        tab.wait_for_count("dialog a[download]", 1).await?;
        hears(tab, &["12,345 rows written, as promised."]).await?;
        tab.press(Key::Escape).await?;
        tab.wait_for_none("dialog[open]").await?;
        tab.click("button[data-name=raw]").await?;
        tab.click("dialog[data-name=raw] [data-main]").await?;
        tab.wait_for_count("dialog[data-name=raw] pre", 1).await?;
        let raw = tab.take_announcements().await?;
        assert_eq!(raw.len(), 2, "{raw:?}");
        assert!(raw[0] == "Loading…" && raw[1].starts_with("12,345 rows, ") && raw[1].ends_with(" MB"), "{raw:?}");
        Ok(())
    })
}

#[test]
fn loading_the_history_is_announced_without_progress() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.record_announcements();
        tab.open(&format!("tasks/{}", examples::FREQUENT_TASK)).await?;
        tab.wait_for_count("table.rl-history tbody", 20).await?;
        let total = tab.texts(".rl-total").await?;
        hears(tab, &[&total[0]]).await?;
        tab.click(".rl-runs-switch a").await?;
        tab.wait_for_count(".rl-point", 1).await?;
        hears(tab, &["Loading…", &total[0]]).await?;
        Ok(())
    })
}

#[test]
fn polling_announces_new_rows_once_and_nothing_else() -> TestResult {
    browser_test(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().stop();
        tab.record_announcements();
        tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
        tab.wait_for_count(NAMES, 20).await?;
        let total = tab.texts(".rl-total").await?;
        hears(tab, &[&total[0]]).await?;
        // Nothing new.
        refreshes(tab, async || Ok(())).await?;
        assert_eq!(tab.take_announcements().await?, [""; 0]);
        // Something, and then more.
        tab.demo().clock().advance(Duration::from_secs(20));
        tab.wait_for_count(".rl-news button", 1).await?;
        let news = tab.texts(".rl-news button").await?;
        hears(tab, &[&news[0]]).await?;
        tab.demo().clock().advance(Duration::from_secs(20));
        tab.wait_until("more news", &format!("document.querySelector('.rl-news button').innerText !== '{}'", news[0]))
            .await?;
        assert_eq!(tab.take_announcements().await?, [""; 0]);
        Ok(())
    })
}

#[test]
fn failed_refetch_is_announced_once_by_its_headline() -> TestResult {
    browser_test(
        Setup { allowed_errors: AllowedErrors::Requests, ..Setup::running(Duration::from_secs(600)) },
        async |tab| {
            tab.demo().clock().stop();
            tab.record_announcements();
            tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
            tab.wait_for_count(NAMES, 20).await?;
            tab.take_announcements().await?;
            tab.demo().faults().add(Fault::new(Endpoint::DetailPage, FaultAnswer::Status(500)));
            tab.wait_for_count(".rl-stale", 1).await?;
            hears(tab, &["Details: The replication service reported an error"]).await?;
            for _ in 0..2 {
                refreshes(tab, async || tab.click(".rl-refresh").await).await?;
            }
            tab.wait_for_count(".rl-stale", 1).await?;
            assert_eq!(tab.take_announcements().await?, [""; 0]);
            tab.demo().faults().clear();
            tab.click(".rl-refresh").await?;
            tab.wait_for_none(".rl-stale").await?;
            assert_eq!(tab.take_announcements().await?, [""; 0]);
            Ok(())
        },
    )
}
