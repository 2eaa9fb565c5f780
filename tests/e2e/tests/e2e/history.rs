//! The history of a task as real services have it: bytes that are not reported, counts that may be too high, tasks that
//! replicate continuously, and histories without executions.

use crate::common::{format_number, format_time, records, text};
use replica_log_e2e::{FaultResponse, Key, Setup, Tab, TestResult, browser_test, examples};
use std::time::Duration;

const ROWS: &str = "table.rl-history tbody";
const HEADS: &str = "table.rl-history thead th";
const UNKNOWN: &str = "0123456789abcdef0123456789abcdef";

/// The sentence for a history that is empty for an unknown reason.
const NEUTRAL: &str = "No executions: the key may be wrong, the plan may not have been executed yet, \
    or its executions were deleted after the retention period.";

#[test]
fn bytes_that_the_service_does_not_report_are_no_column() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::NIGHTLY_TASK)).await?;
        tab.wait_for_count(ROWS, 20).await?;
        let page = tab.service_data(&format!("page/{}", examples::NIGHTLY_TASK)).await?;
        assert!(records(&page).iter().all(|row| row["totalBytes"] == 0 && row["replicatedBytes"] == 0));
        tab.wait_for_texts(HEADS, &["Status", "Start time", "End time", "Duration", "Artifacts"]).await?;
        tab.click("button[data-name=columns]").await?;
        tab.wait_for_count("dialog[data-name=columns] li", 5).await?;
        tab.press(Key::Escape).await?;
        // The column is there for a service that reports them.
        tab.open(&format!("tasks/{}", examples::BYTES_TASK)).await?;
        tab.wait_for_text(HEADS, "Replicated").await?;
        let page = tab.service_data(&format!("page/{}", examples::BYTES_TASK)).await?;
        let exact = format!("{} bytes", format_number(records(&page)[0]["replicatedBytes"].as_u64().unwrap()));
        let title = tab.attribute(&format!("{ROWS}:nth-of-type(1) td:nth-child(6) span"), "title").await?;
        assert_eq!(title, exact);
        Ok(())
    })
}

#[test]
fn counts_are_labelled_and_say_where_artifacts_may_be_counted_twice() -> TestResult {
    let hint = "Artifacts that already existed may be counted twice as succeeded.";
    browser_test(Setup::default(), async |tab| {
        let page = tab.service_data(&format!("page/{}", examples::UNCHANGED_TASK)).await?;
        let rows = records(&page);
        let newest = &rows[0]["replicaOverview"];
        let count = |name: &str| format_number(newest[name].as_u64().unwrap());
        assert_eq!(newest["failed"], 0);
        tab.open(&format!("tasks/{}", examples::UNCHANGED_TASK)).await?;
        let counts = format!("{} succeeded · of which {} already existed", count("success"), count("conflict"));
        tab.wait_for_text(&format!("{ROWS}:nth-of-type(1) .rl-artifacts"), &counts).await?;
        assert_eq!(tab.attribute(&format!("{ROWS}:nth-of-type(1) .rl-counts"), "title").await?, hint);
        tab.wait_for_texts("section[aria-label='Execution log'] > .rl-hint", &[hint]).await?;
        Ok(())
    })
}

#[test]
fn a_running_execution_says_when_its_totals_are_written() -> TestResult {
    browser_test(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.open(&format!("tasks/{}", examples::NIGHTLY_TASK)).await?;
        let first = format!("{ROWS}:nth-of-type(1)");
        tab.wait_for_texts(&format!("{first} td:first-child .rl-status"), &["Running"]).await?;
        tab.wait_for_texts(&format!("{first} .rl-artifacts"), &["--"]).await?;
        let title = tab.attribute(&format!("{first} .rl-artifacts span"), "title").await?;
        assert_eq!(title, "Totals are written when the execution ends.");
        Ok(())
    })
}

/// Waits until the page of a continuous task shows what such a task has, and nothing else.
async fn expect_continuous(tab: &Tab, task: &str) -> TestResult {
    let page = tab.service_data(&format!("page/{task}")).await?;
    let start = format_time(text(&records(&page)[0], "startTime"));
    tab.wait_for_fact_in(".rl-runs", "Continuous since", &start).await?;
    tab.wait_for_text(".rl-runs .rl-hint", "so there are no durations, earlier executions, or trend.").await?;
    tab.wait_for_texts(HEADS, &["Status", "Start time", "Artifacts"]).await?;
    tab.wait_for_texts(&format!("{ROWS} .rl-row-link"), &[&start]).await?;
    tab.wait_for_text(&format!("{ROWS} .rl-artifacts"), " succeeded").await?;
    for absent in [".rl-strip", ".rl-chart", ".rl-runs-switch", ".rl-choice", ".rl-live", ".rl-took"] {
        tab.wait_for_none(absent).await?;
    }
    tab.wait_for_value("the title", "document.title.split(' · ')[0]", "Continuous").await?;
    assert_eq!(tab.requests("/task/record/").iter().filter(|seen| seen.path.split('/').count() == 6).count(), 1);
    Ok(())
}

#[test]
fn continuous_tasks_have_neither_durations_nor_a_trend() -> TestResult {
    for task in [examples::LIVE_TASK, examples::FEDERATION_TASK] {
        browser_test(Setup::default(), async |tab| {
            tab.open(&format!("tasks/{task}")).await?;
            expect_continuous(tab, task).await
        })?;
    }
    // Also when the address asks for the trend.
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}?history=all", examples::LIVE_TASK)).await?;
        expect_continuous(tab, examples::LIVE_TASK).await
    })
}

#[test]
fn continuous_task_is_polled_once_a_minute() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.install_fake_timers(0);
        tab.open(&format!("tasks/{}", examples::LIVE_TASK)).await?;
        tab.wait_until_idle().await?;
        tab.wait_for_value("the title", "document.title.split(' · ')[0]", "Continuous").await?;
        let before = tab.requests("record/page/").len();
        tab.advance_time(Duration::from_secs(55)).await?;
        assert_eq!(tab.requests("record/page/").len(), before);
        tab.advance_time(Duration::from_secs(600)).await?;
        // Two lists, each time.
        let polls = tab.requests("record/page/").len() - before;
        assert!((16..=22).contains(&polls), "{polls} requests in eleven minutes");
        Ok(())
    })
}

#[test]
fn task_whose_type_is_not_known_is_shown_at_once_and_as_running() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.fault(&*format!("/task/record/{}", examples::LIVE_RECORD), FaultResponse::Status(403));
        tab.open(&format!("tasks/{}", examples::LIVE_TASK)).await?;
        tab.wait_for_count(&format!("{ROWS} .rl-live"), 1).await?;
        tab.wait_for_count(".rl-strip li a", 1).await?;
        tab.wait_for_value("the title", "document.title.split(' · ')[0]", "Running").await?;
        Ok(())
    })
}

#[test]
fn unknown_key_is_no_task() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        for parameters in ["", "?status=FAILED", "?history=all"] {
            tab.open(&format!("tasks/{UNKNOWN}{parameters}")).await?;
            tab.wait_for_text(".rl-notice", "There is no plan with this key.").await?;
            tab.wait_for_none(".rl-runs, table, .rl-failure").await?;
        }
        tab.click_text(".rl-notice a", "Open a plan or an execution").await?;
        tab.wait_for_url("").await?;
        // It is not remembered.
        tab.wait_for_text(".rl-home", "Pages that you open appear here").await?;
        Ok(())
    })
}

#[test]
fn task_without_executions_is_told_from_an_unknown_key() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::EMPTY_TASK)).await?;
        tab.wait_for_texts(".rl-notice", &["This plan has not been executed yet."]).await?;
        tab.wait_for_none(".rl-runs, table").await?;
        tab.click(".rl-brand").await?;
        tab.wait_for_count("[data-name=recent] li", 1).await?;
        Ok(())
    })
}

#[test]
fn service_that_does_not_say_whether_there_is_a_task_gets_a_neutral_sentence() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        for status in [403, 404] {
            tab.demo().faults().clear();
            tab.fault("/task/info/", FaultResponse::Status(status));
            tab.open(&format!("tasks/{}", examples::EMPTY_TASK)).await?;
            tab.wait_for_text(".rl-notice", NEUTRAL).await?;
            tab.wait_for_none(".rl-failure").await?;
            // The lookup opens the same page.
            tab.open("").await?;
            tab.fill("input[name=id]", UNKNOWN).await?;
            tab.press(Key::Enter).await?;
            tab.wait_for_url(&format!("tasks/{UNKNOWN}")).await?;
            tab.wait_for_text(".rl-notice", NEUTRAL).await?;
        }
        Ok(())
    })
}

#[test]
fn looking_up_an_unknown_key_opens_no_page() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.open("").await?;
        tab.fill("input[name=id]", UNKNOWN).await?;
        tab.press(Key::Enter).await?;
        let message =
            format!("No plan, execution, or project has the key or ID {UNKNOWN}, or the project has no plans.");
        tab.wait_for_texts(".rl-refused", &[&message]).await?;
        tab.wait_for_url("").await?;
        for path in ["/record/page/", "/task/info/", "/task/record/0"] {
            assert_eq!(tab.requests(path).len(), 1, "{path}");
        }
        Ok(())
    })
}

#[test]
fn trend_says_how_far_it_reaches_back() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}?history=all", examples::NIGHTLY_TASK)).await?;
        tab.wait_for_text(".rl-runs .rl-hint", "Newer BK-Repo versions delete them after 60 days at most.").await?;
        Ok(())
    })
}
