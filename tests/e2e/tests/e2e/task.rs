//! The task page: execution history and the strip of recent runs.

use crate::common::{format_time, records, status_label, text, total_records};
use replica_log_e2e::{Key, Setup, TestResult, browser_test, examples, query_parameters};
use serde_json::json;
use std::time::Duration;

const ROWS: &str = "table.rl-history tbody";
const BARS: &str = ".rl-strip li a";

fn nightly_task() -> String {
    format!("tasks/{}", examples::NIGHTLY_TASK)
}

#[test]
fn history_rows_match_the_service() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&nightly_task()).await?;
        tab.wait_for_count(ROWS, 20).await?;
        let page = tab.service_data(&format!("page/{}?pageNumber=1&pageSize=20", examples::NIGHTLY_TASK)).await?;
        let rows = records(&page);
        let starts: Vec<_> = rows.iter().map(|row| format_time(text(row, "startTime"))).collect();
        let starts: Vec<_> = starts.iter().map(String::as_str).collect();
        tab.wait_for_texts(&format!("{ROWS} .rl-row-link"), &starts).await?;
        let ends: Vec<_> = rows.iter().map(|row| format_time(text(row, "endTime"))).collect();
        let ends: Vec<_> = ends.iter().map(String::as_str).collect();
        tab.wait_for_texts(&format!("{ROWS} td:nth-child(3)"), &ends).await?;
        let statuses: Vec<_> = rows.iter().map(|row| status_label(text(row, "status"))).collect();
        tab.wait_for_texts(&format!("{ROWS} td:first-child .rl-status"), &statuses).await?;
        assert!(statuses.contains(&"Failed") && statuses.contains(&"Success"), "the page has both statuses");
        // The first line of each reason; successful executions have an empty one.
        let errors: Vec<_> = rows.iter().filter_map(|row| row["errorReason"].as_str()?.lines().next()).collect();
        assert!(!errors.is_empty());
        tab.wait_for_texts(&format!("{ROWS} .rl-error bdi"), &errors).await?;
        // The counts of `replicaOverview`, which newer servers include in each row.
        let second = &rows[1]["replicaOverview"];
        let counts = format!(
            "{} succeeded · {} failed",
            crate::common::format_number(second["success"].as_u64().unwrap()),
            crate::common::format_number(second["failed"].as_u64().unwrap()),
        );
        tab.wait_for_text(&format!("{ROWS}:nth-of-type(2) td:nth-child(5)"), &counts).await?;
        tab.wait_for_text(".rl-total", "60 executions").await?;
        Ok(())
    })
}

#[test]
fn history_of_an_old_server_has_no_counts() -> TestResult {
    browser_test(Setup::old_server(), async |tab| {
        tab.open(&nightly_task()).await?;
        tab.wait_for_count(ROWS, 20).await?;
        tab.wait_for_texts(&format!("{ROWS} td:nth-child(5)"), &["--"; 20]).await?;
        tab.wait_for_none(".rl-table-box + .rl-hint").await?;
        Ok(())
    })
}

#[test]
fn status_filter_is_applied_by_the_service() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("{}?pageNumber=3", nightly_task())).await?;
        tab.wait_for_count(ROWS, 20).await?;
        tab.click_text(".rl-choice a", "Failed").await?;
        // A filter change resets the page number.
        tab.wait_for_url(&format!("{}?status=FAILED", nightly_task())).await?;
        let request = tab
            .wait_for_request("the request for failed executions", "record/page/", |seen| {
                query_parameters(seen).contains(&("status".into(), "FAILED".into()))
            })
            .await?;
        assert!(query_parameters(&request).contains(&("pageNumber".into(), "1".into())), "{request:?}");
        let page = tab.service_data(&format!("page/{}?status=FAILED", examples::NIGHTLY_TASK)).await?;
        tab.wait_for_text(".rl-total", &format!("{} executions", total_records(&page))).await?;
        let failed = vec!["Failed"; total_records(&page).min(20) as usize];
        tab.wait_for_texts(&format!("{ROWS} td:first-child .rl-status"), &failed).await?;
        tab.wait_for_texts(".rl-choice a[aria-current]", &["Failed"]).await?;
        tab.click_text(".rl-choice a", "Running").await?;
        tab.wait_for_text(".rl-notice", "No results match these filters.").await?;
        tab.wait_for_none("table").await?;
        tab.click_text(".rl-notice a", "Clear all").await?;
        tab.wait_for_url(&nightly_task()).await?;
        tab.wait_for_count(ROWS, 20).await?;
        Ok(())
    })
}

#[test]
fn history_row_links_to_its_execution_and_back() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("{}?planName=nightly-release&pageNumber=2", nightly_task())).await?;
        tab.wait_for_texts("h1", &["nightly-release"]).await?;
        let run = examples::nightly_run(23);
        tab.click(&format!("{ROWS} a[href*='{run}']")).await?;
        // The plan name is kept in the URL.
        tab.wait_for_url(&format!("records/{run}?planName=nightly-release")).await?;
        tab.wait_for_fact("Execution ID", &run).await?;
        tab.wait_for_texts("h1", &["nightly-release"]).await?;
        // The new page is scrolled to the top.
        tab.wait_for_value("the top of the page", "scrollY", 0).await?;
        tab.back().await?;
        tab.wait_for_url(&format!("{}?planName=nightly-release&pageNumber=2", nightly_task())).await?;
        tab.wait_for_text(".rl-pager-rows", "21–40 of 60").await?;
        tab.wait_for_count(&format!("{ROWS} a[href*='{run}']"), 1).await?;
        Ok(())
    })
}

#[test]
fn each_bar_of_the_recent_runs_strip_is_a_labelled_link() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.resize(1600, 900).await?;
        tab.open(&nightly_task()).await?;
        tab.wait_for_value("sixty bars", &format!("document.querySelectorAll('{BARS}').length"), 60).await?;
        let page = tab.service_data(&format!("page/{}?pageSize=60", examples::NIGHTLY_TASK)).await?;
        let mut rows = records(&page);
        rows.reverse();
        let labels = tab.attributes(BARS, "aria-label").await?;
        for (row, label) in rows.iter().zip(&labels) {
            let start = format_time(text(row, "startTime"));
            let begins = format!("{start} · {} · ", status_label(text(row, "status")));
            let label = label.as_str().unwrap();
            assert!(label.starts_with(&begins) && label.len() > begins.len(), "{label} should begin with {begins}");
        }
        tab.wait_for_text(".rl-runs h2", "Last 60 executions").await?;
        tab.wait_for_text(".rl-runs .rl-hint", "median 3").await?;
        assert_eq!(tab.evaluate("document.querySelectorAll('.rl-strip hr').length").await?, 1);
        // The longest run has the highest bar.
        let heights = format!("[...document.querySelectorAll('{BARS} i')].map(e => parseInt(e.style.height))");
        let heights = tab.evaluate(&heights).await?;
        let heights: Vec<i64> = heights.as_array().unwrap().iter().filter_map(serde_json::Value::as_i64).collect();
        let longest = heights.iter().max().unwrap();
        let bad_week = heights[60 - 42..60 - 35].iter().max().unwrap();
        assert_eq!(longest, bad_week, "{heights:?}");
        tab.click(&format!("{BARS}[href*='{}']", examples::nightly_failed())).await?;
        tab.wait_for_url(&format!("records/{}", examples::nightly_failed())).await?;
        assert!(tab.requests("record/list/").is_empty(), "the whole history was not requested");
        Ok(())
    })
}

#[test]
fn the_strip_shows_as_many_of_the_latest_runs_as_fit_at_the_least_size_of_a_target() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&nightly_task()).await?;
        let newest =
            format!("[...document.querySelectorAll('{BARS}')].at(-1).href.includes('{}')", examples::nightly_run(0));
        for width in [1440, 768, 360, 1600] {
            tab.resize(width, 900).await?;
            let layout = format!(
                "(() => {{ const bars = [...document.querySelectorAll('{BARS}')]; \
                    const fitting = Math.min(60, Math.floor(document.querySelector('.rl-strip').clientWidth / 24)); \
                    const least = Math.min(...bars.map(bar => bar.getBoundingClientRect().width)); \
                    return [bars.length - fitting, least >= 24, \
                        document.querySelector('.rl-runs h2').innerText === `Last ${{fitting}} executions`, {newest}]; }})()"
            );
            tab.wait_for_value(&format!("the strip at {width}"), &layout, json!([0, true, true, true])).await?;
        }
        Ok(())
    })
}

#[test]
fn pager_reaches_every_page() -> TestResult {
    let rows = ".rl-pager-rows";
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("{}?pageSize=7", nightly_task())).await?;
        tab.wait_for_texts(rows, &["1–7 of 60"]).await?;
        tab.wait_for_none(".rl-pager a[rel=prev], .rl-pager a[rel=first]").await?;
        tab.click(".rl-pager a[rel=next]").await?;
        tab.wait_for_url(&format!("{}?pageNumber=2&pageSize=7", nightly_task())).await?;
        tab.wait_for_texts(rows, &["8–14 of 60"]).await?;
        tab.click_text(".rl-pager a", "3").await?;
        tab.wait_for_texts(rows, &["15–21 of 60"]).await?;
        tab.wait_for_texts(".rl-pager a[aria-current=page]", &["3"]).await?;
        let page = tab.service_data(&format!("page/{}?pageNumber=3&pageSize=7", examples::NIGHTLY_TASK)).await?;
        let first = format_time(text(&records(&page)[0], "startTime"));
        tab.wait_for_text(&format!("{ROWS}:nth-of-type(1) .rl-row-link"), &first).await?;
        tab.click(".rl-pager a[rel=last]").await?;
        tab.wait_for_texts(rows, &["57–60 of 60"]).await?;
        tab.wait_for_count(ROWS, 4).await?;
        tab.wait_for_none(".rl-pager a[rel=next], .rl-pager a[rel=last]").await?;
        tab.click(".rl-pager a[rel=prev]").await?;
        tab.wait_for_texts(rows, &["50–56 of 60"]).await?;
        tab.click(".rl-pager a[rel=first]").await?;
        tab.wait_for_url(&format!("{}?pageSize=7", nightly_task())).await?;
        tab.fill(".rl-jump input", "7").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_url(&format!("{}?pageNumber=7&pageSize=7", nightly_task())).await?;
        tab.wait_for_texts(rows, &["43–49 of 60"]).await?;
        // A number beyond the end opens the last page.
        tab.fill(".rl-jump input", "400").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_texts(rows, &["57–60 of 60"]).await?;
        tab.back().await?;
        tab.wait_for_texts(rows, &["43–49 of 60"]).await?;
        tab.forward().await?;
        tab.wait_for_texts(rows, &["57–60 of 60"]).await?;
        Ok(())
    })
}

#[test]
fn page_number_beyond_the_end_is_replaced_by_the_last_page() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open("").await?;
        tab.open(&format!("{}?pageNumber=99", nightly_task())).await?;
        tab.wait_for_url(&format!("{}?pageNumber=3", nightly_task())).await?;
        tab.wait_for_texts(".rl-pager-rows", &["41–60 of 60"]).await?;
        // The redirect replaces the history entry, so "back" leaves the page.
        tab.back().await?;
        tab.wait_for_url("").await?;
        // Invalid parameters fall back to the defaults.
        tab.open(&format!("{}?pageNumber=abc&pageSize=-5&status=SIDEWAYS", nightly_task())).await?;
        tab.wait_for_texts(".rl-pager-rows", &["1–20 of 60"]).await?;
        Ok(())
    })
}

#[test]
fn page_size_is_stored_and_used_on_other_pages() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("{}?pageNumber=3", nightly_task())).await?;
        tab.wait_for_texts(".rl-pager-rows", &["41–60 of 60"]).await?;
        let size = ".rl-pager select";
        let sizes = tab.evaluate(&format!("[...document.querySelector('{size}').options].map(o => o.value)")).await?;
        assert_eq!(sizes, json!(["10", "20", "50", "100"]));
        tab.select_option(size, "10").await?;
        // The page that contains the row that was first before.
        tab.wait_for_url(&format!("{}?pageNumber=5&pageSize=10", nightly_task())).await?;
        tab.wait_for_texts(".rl-pager-rows", &["41–50 of 60"]).await?;
        tab.wait_for_count(ROWS, 10).await?;
        tab.reload().await?;
        tab.wait_for_count(ROWS, 10).await?;
        tab.click(".rl-brand").await?;
        tab.fill("input[name=id]", examples::nightly_failed().as_str()).await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_url(&format!("records/{}?pageSize=10", examples::nightly_failed())).await?;
        tab.wait_for_texts(".rl-pager-rows", &["1–10 of 12,345"]).await?;
        tab.wait_for_count("table.rl-details tbody", 10).await?;
        Ok(())
    })
}

#[test]
fn running_task_updates_until_its_execution_ends() -> TestResult {
    browser_test(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.open(&format!("tasks/{}", examples::RUNNING_TASK)).await?;
        tab.wait_for_count(ROWS, 3).await?;
        let first = format!("{ROWS}:nth-of-type(1)");
        tab.wait_for_texts(&format!("{first} td:first-child .rl-status"), &["Running"]).await?;
        tab.wait_for_texts(&format!("{first} td:nth-child(3)"), &["--"]).await?;
        tab.wait_for_text(&format!("{first} .rl-live"), "4 min").await?;
        tab.wait_for_text(".rl-next", "Next refresh in").await?;
        tab.demo().clock().advance(Duration::from_secs(601));
        tab.wait_for_texts(&format!("{first} td:first-child .rl-status"), &["Success"]).await?;
        let page = tab.service_data(&format!("page/{}", examples::RUNNING_TASK)).await?;
        let end = format_time(text(&records(&page)[0], "endTime"));
        tab.wait_for_texts(&format!("{first} td:nth-child(3)"), &[&end]).await?;
        tab.wait_for_value(
            "the last bar to have ended",
            &format!("[...document.querySelectorAll('{BARS}')].pop().dataset.tone"),
            "good",
        )
        .await?;
        // Polling stops when nothing runs.
        tab.wait_for_value("no next refresh", "document.querySelector('.rl-next').innerText", "").await?;
        Ok(())
    })
}
