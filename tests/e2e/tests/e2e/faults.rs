//! Failed requests of a page: retries, recovery, failures of one part, stale data. The words of each kind of failure are
//! in `error_kinds`.

use crate::common::{NAME_CELLS, is_for_table};
use replica_log_e2e::{Endpoint, Fault, FaultResponse, Key, Setup, Tab, TestResult, browser_test, examples};
use serde_json::Value;
use std::time::Duration;

fn odd_record() -> String {
    format!("records/{}", examples::ODD_RECORD)
}

#[test]
fn retried_transient_errors_are_never_shown() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let faults = tab.demo().faults();
        faults.add(Tab::fault_of_rows(FaultResponse::Status(502)).times(1));
        faults.add(Tab::fault_of_rows(FaultResponse::Cut).times(1));
        faults.add(Fault::new(Endpoint::Overview, FaultResponse::RetryAfter(1)).times(1));
        faults.add(Fault::new(Endpoint::Record, FaultResponse::Status(503)).times(2));
        // Counts every error notice that appears at any time.
        tab.open("").await?;
        tab.wait_for_count("input[name=id]", 1).await?;
        tab.evaluate(
            "(window.failures = 0, new MutationObserver(() => { \
                window.failures += document.querySelectorAll('.rl-failure').length; \
            }).observe(document.body, { childList: true, subtree: true }))",
        )
        .await?;
        let click = "document.querySelector('input[name=id]').closest('main').insertAdjacentHTML('beforeend', \
            '<a id=there href=ADDRESS>there</a>')";
        tab.evaluate(&click.replace("ADDRESS", &odd_record())).await?;
        tab.click("#there").await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.wait_for_count(".rl-overview .rl-count", 3).await?;
        tab.wait_for_fact("Plan key", examples::ODD_TASK).await?;
        assert_eq!(tab.evaluate("window.failures").await?, 0);
        assert_eq!(tab.requests("detail/page/").iter().filter(|seen| is_for_table(&seen.query)).count(), 3);
        assert_eq!(tab.requests("/overview/").len(), 2);
        assert!(tab.demo().faults().list().is_empty());
        Ok(())
    })
}

#[test]
fn recovered_service_is_detected_automatically() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.fault("/replication/", FaultResponse::Status(502));
        tab.open(&odd_record()).await?;
        tab.wait_for_count(".rl-failure[data-kind=Gateway]", 1).await?;
        tab.demo().faults().clear();
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.wait_for_none(".rl-failure").await?;
        Ok(())
    })
}

#[test]
fn requests_that_fail_alike_have_one_notice_that_sends_all_of_them_again() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let task = format!("tasks/{}", examples::NIGHTLY_TASK);
        for (path, rows) in [(odd_record(), NAME_CELLS), (task, "table.rl-history tbody")] {
            tab.fault("/replication/", FaultResponse::Status(403));
            tab.open(&path).await?;
            tab.wait_for_count("main > .rl-failure[data-kind=Forbidden]", 1).await?;
            tab.wait_for_text(".rl-hint", "Not loaded.").await?;
            tab.wait_until_idle().await?;
            tab.wait_for_count(".rl-failure, .rl-strip-failed", 1).await?;
            tab.demo().faults().clear();
            tab.click_text(".rl-failure button", "Try again").await?;
            tab.wait_for_count(rows, 20).await?;
            tab.wait_for_none(".rl-failure, .rl-strip-failed").await?;
            // Older data stays after a failed refresh; its age is shown once for all queries.
            tab.fault("/replication/", FaultResponse::Status(403));
            tab.click(".rl-refresh").await?;
            tab.wait_for_count("main > .rl-stale .rl-failure[data-kind=Forbidden]", 1).await?;
            tab.wait_until_idle().await?;
            tab.wait_for_count(".rl-failure, .rl-strip-failed", 1).await?;
            tab.wait_for_count(rows, 20).await?;
            tab.demo().faults().clear();
        }
        Ok(())
    })
}

#[test]
fn unknown_record_and_task_are_reported_as_not_found() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.open("records/0123456789abcdef01234567").await?;
        tab.wait_for_text(".rl-failure[data-kind=NotFound]", "No such plan or execution").await?;
        tab.wait_for_text(".rl-failure[data-kind=NotFound]", "Check that the ID is complete.").await?;
        tab.wait_for_text(".rl-failure .rl-error", "Task [0123456789abcdef01234567] not found").await?;
        tab.open("tasks/0123456789abcdef0123456789abcdef").await?;
        tab.wait_for_text("main", "There is no plan with this key.").await?;
        tab.wait_for_none(".rl-failure").await?;
        Ok(())
    })
}

#[test]
fn failed_overview_leaves_the_details_usable() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.fault(Endpoint::Overview, FaultResponse::Status(500));
        tab.open(&odd_record()).await?;
        tab.wait_for_text(
            ".rl-overview .rl-failure[data-kind=Service]",
            "Overview: The replication service returned an error",
        )
        .await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.fill(".rl-field[data-name=version] input", "0.9").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_count(NAME_CELLS, 2).await?;
        tab.click(".rl-details tbody:nth-of-type(1) .rl-toggle button").await?;
        tab.wait_for_fact_in(".rl-whole-row", "Version", "0.9").await?;
        tab.demo().faults().clear();
        tab.click_text(".rl-overview button", "Try again").await?;
        tab.wait_for_count(".rl-overview .rl-count", 3).await?;
        tab.wait_for_count(".rl-whole-row", 1).await?;
        Ok(())
    })
}

#[test]
fn failed_execution_head_leaves_the_rest_usable() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.fault(Endpoint::Record, FaultResponse::Status(500));
        tab.open(&odd_record()).await?;
        tab.wait_for_text(".rl-failure[data-kind=Service]", "Execution: The replication service returned an error")
            .await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.wait_for_count(".rl-overview .rl-count", 3).await?;
        tab.wait_for_count(".rl-failure", 1).await?;
        // A history without its strip of recent runs still has its rows.
        tab.demo().faults().clear();
        let strip = Fault::new(Endpoint::RecordPage, FaultResponse::Status(500)).when("pageSize=60");
        tab.demo().faults().add(strip);
        tab.open(&format!("tasks/{}", examples::NIGHTLY_TASK)).await?;
        tab.wait_for_count("table.rl-history tbody", 20).await?;
        tab.wait_for_text(".rl-runs .rl-strip-failed", "The replication service returned an error").await?;
        tab.demo().faults().clear();
        tab.click_text(".rl-runs button", "Try again").await?;
        // It has as many bars as fit.
        tab.wait_until("the strip", "document.querySelectorAll('.rl-strip li a').length > 40").await?;
        Ok(())
    })
}

#[test]
fn stale_data_stays_after_a_failed_refetch() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.open(&odd_record()).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.wait_for_text(".rl-age", "Updated ").await?;
        tab.demo().faults().add(Tab::fault_of_rows(FaultResponse::Status(500)));
        tab.click(".rl-refresh").await?;
        tab.wait_for_text(".rl-stale", "Refresh failed. Showing data from").await?;
        tab.wait_for_text(".rl-stale .rl-failure[data-kind=Service]", "Details: The replication service returned")
            .await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.wait_for_text(".rl-total", "44 artifacts").await?;
        tab.demo().faults().clear();
        tab.click_text(".rl-stale button", "Try again").await?;
        tab.wait_for_none(".rl-stale").await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        // Transient errors are retried automatically.
        tab.demo().faults().add(Tab::fault_of_rows(FaultResponse::Status(503)));
        tab.click(".rl-refresh").await?;
        tab.wait_for_text(
            ".rl-stale .rl-failure[data-kind=Gateway]",
            "The gateway could not reach the replication service",
        )
        .await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.demo().faults().clear();
        tab.wait_for_none(".rl-stale").await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        Ok(())
    })
}

#[test]
fn slow_response_of_an_earlier_query_is_discarded() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&odd_record()).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        let slow = |part: &str, seconds: f32| {
            let fault = Fault::new(Endpoint::DetailPage, FaultResponse::Genuine);
            tab.demo().faults().add(fault.when(part).delay(Duration::from_secs_f32(seconds)));
        };
        slow("version=2.0.0", 8.0);
        // Records every name that the table shows at any time.
        tab.evaluate(&format!(
            "(window.shown = new Set(), new MutationObserver(() => {{ \
                for (const e of document.querySelectorAll('{NAME_CELLS}')) window.shown.add(e.textContent); \
            }}).observe(document.body, {{ childList: true, subtree: true, characterData: true }}))"
        ))
        .await?;
        tab.fill(".rl-field[data-name=version] input", "2.0.0").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_request("the slow request", "detail/page/", |seen| seen.query.contains("version=2.0.0")).await?;
        tab.fill(".rl-field[data-name=version] input", "0.9").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_texts(NAME_CELLS, &["namee", "name{2}"]).await?;
        // A request whose response comes after the slow one: by then the stale rows would have been shown.
        slow("version=0.1.0-beta.1", 8.5);
        tab.fill(".rl-field[data-name=version] input", "0.1.0-beta.1").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_texts(NAME_CELLS, &["$injector"]).await?;
        let shown = tab.evaluate("[...window.shown]").await?;
        let shown: Vec<_> = shown.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(shown.contains(&"namee"), "{shown:?}");
        assert!(!shown.contains(&"^caret"), "the response of an outdated query was shown: {shown:?}");
        Ok(())
    })
}
