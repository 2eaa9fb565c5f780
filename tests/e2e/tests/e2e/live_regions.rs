//! Screen reader announcements: every event is announced once, by one live region, and polling repeats nothing.

use crate::common::NAME_CELLS;
use replica_log_e2e::{AllowedErrors, Error, FaultResponse, Key, Setup, Tab, TestResult, browser_test, examples};
use std::time::Duration;

/// Waits until the page is idle, and expects exactly these announcements since the last check.
async fn expect_announcements(tab: &Tab, announcements: &[&str]) -> TestResult {
    tab.wait_until("the announcements", &format!("heard.length >= {}", announcements.len())).await?;
    tab.wait_until_idle().await?;
    assert_eq!(tab.take_announcements().await?, announcements);
    Ok(())
}

/// Runs `action`, and waits until the details have been refetched.
async fn wait_for_refetch(tab: &Tab, action: impl AsyncFnOnce() -> Result<(), Error>) -> TestResult {
    let before = tab.requests("detail/page/").len();
    action().await?;
    tab.wait_for("another request", async || {
        let now = tab.requests("detail/page/").len();
        Ok(if now > before { Ok(()) } else { Err(now.to_string()) })
    })
    .await?;
    tab.wait_for_value("the response", "document.querySelector('.rl-refresh').dataset.busy", "false").await?;
    Ok(())
}

#[test]
fn query_results_are_announced_once() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.record_announcements();
        tab.open("").await?;
        tab.press(Key::Enter).await?;
        expect_announcements(tab, &["Enter a key, an ID, or an address."]).await?;
        tab.fill(".rl-open input", examples::NIGHTLY_TASK).await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_count("table.rl-history tbody", 20).await?;
        expect_announcements(tab, &["Searching…", "60 executions"]).await?;
        tab.open(&format!("records/{}", examples::nightly_failed())).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        expect_announcements(tab, &["12,345 artifacts"]).await?;
        tab.click(".rl-filters .rl-choice a:last-child").await?;
        expect_announcements(tab, &["246 artifacts"]).await?;
        tab.click(".rl-pager a[rel=next]").await?;
        expect_announcements(tab, &["246 artifacts"]).await?;
        tab.click(".rl-questions a:nth-of-type(1)").await?;
        tab.wait_until("groups", "document.querySelector('.rl-triage .rl-toggle button')").await?;
        expect_announcements(tab, &["Based on 246 of 246 failed artifacts"]).await?;
        Ok(())
    })
}

#[test]
fn copy_and_export_are_announced_once() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.record_announcements();
        tab.open(&format!("records/{}", examples::nightly_failed())).await?;
        expect_announcements(tab, &["12,345 artifacts"]).await?;
        tab.allow_clipboard().await?;
        tab.click(".rl-record-head .rl-copy").await?;
        expect_announcements(tab, &["Copied"]).await?;
        // It fetches 25 pages.
        tab.evaluate("(window.showSaveFilePicker = undefined, null)").await?;
        tab.click("button[data-name=export]").await?;
        tab.click("dialog [data-format=ndjson]").await?;
        tab.wait_for_count("dialog a[download]", 1).await?;
        expect_announcements(tab, &["12,345 rows written; complete."]).await?;
        tab.press(Key::Escape).await?;
        tab.wait_for_none("dialog[open]").await?;
        tab.click("button[data-name=raw]").await?;
        tab.click("dialog[data-name=raw] [data-main]").await?;
        tab.wait_for_count("dialog[data-name=raw] pre", 1).await?;
        tab.wait_until("the announcements", "heard.length >= 2").await?;
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
        expect_announcements(tab, &[&total[0]]).await?;
        tab.click(".rl-runs-switch a").await?;
        tab.wait_for_count(".rl-point", 1).await?;
        expect_announcements(tab, &["Loading…", &total[0]]).await?;
        Ok(())
    })
}

#[test]
fn polling_announces_new_rows_once_and_nothing_else() -> TestResult {
    browser_test(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().freeze();
        tab.record_announcements();
        tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        let total = tab.texts(".rl-total").await?;
        expect_announcements(tab, &[&total[0]]).await?;
        // Nothing new.
        wait_for_refetch(tab, async || Ok(())).await?;
        assert_eq!(tab.take_announcements().await?, [""; 0]);
        // New rows are announced once; more of them are not.
        tab.demo().clock().advance(Duration::from_secs(20));
        tab.wait_for_count(".rl-news button", 1).await?;
        let new_rows = tab.texts(".rl-news button").await?;
        expect_announcements(tab, &[&new_rows[0]]).await?;
        tab.demo().clock().advance(Duration::from_secs(20));
        tab.wait_until(
            "more new rows",
            &format!("document.querySelector('.rl-news button').innerText !== '{}'", new_rows[0]),
        )
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
            tab.demo().clock().freeze();
            tab.record_announcements();
            tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
            tab.wait_for_count(NAME_CELLS, 20).await?;
            let total = tab.texts(".rl-total").await?;
            expect_announcements(tab, &[&total[0]]).await?;
            tab.demo().faults().add(Tab::fault_of_rows(FaultResponse::Status(500)));
            tab.wait_for_count(".rl-stale", 1).await?;
            expect_announcements(tab, &["Details: The replication service returned an error"]).await?;
            for _ in 0..2 {
                wait_for_refetch(tab, async || tab.click(".rl-refresh").await).await?;
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
