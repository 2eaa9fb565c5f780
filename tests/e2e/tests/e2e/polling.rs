//! Polling of running executions: live updates, pause, and what a refetch must not disturb.

use crate::common::{format_time, is_for_table, records, text};
use replica_log_e2e::{Setup, TestResult, browser_test, examples};
use serde_json::json;
use std::time::Duration;

const ROWS: &str = "table.rl-details tbody";

#[test]
fn running_execution_updates_until_it_ends() -> TestResult {
    let record = examples::RUNNING_RECORD;
    browser_test(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().freeze();
        tab.open(&format!("records/{record}")).await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Running"]).await?;
        tab.wait_for_fact("End time", "--").await?;
        let before = tab.service_data(&format!("detail/page/{record}")).await?["totalRecords"].clone();
        tab.wait_for_text(".rl-total", &format!("{before} artifacts")).await?;
        // Half way.
        tab.demo().clock().advance(Duration::from_secs(300));
        let later = tab.service_data(&format!("detail/page/{record}")).await?["totalRecords"].clone();
        assert_ne!(before, later);
        tab.wait_for_text(".rl-total", &format!("{later} artifacts")).await?;
        // After the end.
        tab.demo().clock().advance(Duration::from_secs(301));
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Success"]).await?;
        tab.wait_for_text(".rl-total", "240 artifacts").await?;
        let info = tab.service_data(record).await?;
        tab.wait_for_fact("End time", &format_time(text(&info["record"], "endTime"))).await?;
        tab.wait_for_text(".rl-overview .rl-count[data-tone=good]", "240").await?;
        tab.wait_for_value("no next refresh", "document.querySelector('.rl-next').innerText", "").await?;
        Ok(())
    })
}

#[test]
fn pause_stops_polling_and_refresh_refetches_manually() -> TestResult {
    browser_test(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().freeze();
        tab.open(&format!("records/{}", examples::RUNNING_RECORD)).await?;
        tab.wait_for_text(".rl-next", "Next refresh in").await?;
        tab.click_text("button", "Pause auto-refresh").await?;
        tab.wait_for_value("no next refresh", "document.querySelector('.rl-next').innerText", "").await?;
        tab.wait_until_idle().await?;
        tab.demo().clock().advance(Duration::from_secs(601));
        let request_count = tab.requests("detail/page/").len();
        // Longer than a polling interval: the age keeps counting, the rows stay.
        tab.wait_until("the age to go on", "/[5-9] sec/.test(document.querySelector('.rl-age').innerText)").await?;
        assert_eq!(tab.requests("detail/page/").len(), request_count);
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Running"]).await?;
        tab.click(".rl-refresh").await?;
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Success"]).await?;
        tab.wait_for_text(".rl-total", "240 artifacts").await?;
        Ok(())
    })
}

#[test]
fn refetch_keeps_expanded_rows_scroll_position_focus_and_selection() -> TestResult {
    let record = examples::RUNNING_RECORD;
    browser_test(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().freeze();
        let page = tab.service_data(&format!("detail/page/{record}?pageSize=100")).await?;
        let rows = records(&page);
        let id = text(&rows[40], "id").to_owned();
        tab.open(&format!("records/{record}?pageSize=100")).await?;
        tab.wait_for_count(ROWS, rows.len()).await?;
        let button = format!("{ROWS}:nth-of-type(41) .rl-toggle button");
        tab.click(&button).await?;
        tab.wait_for_fact_in(".rl-whole-row", "Detail ID", &id).await?;
        tab.wait_for_value("the focus on the row", "document.activeElement.getAttribute('aria-expanded')", "true")
            .await?;
        // A text is selected.
        tab.evaluate(
            "(window.held = document.activeElement, \
            window.getSelection().selectAllChildren([...document.querySelectorAll('.rl-whole-row .rl-id')].pop()))",
        )
        .await?;
        let state = "[Math.round(window.held.getBoundingClientRect().top), window.held.isConnected, \
            document.activeElement === window.held, String(window.getSelection())]";
        tab.wait_until_idle().await?;
        let before = tab.evaluate(state).await?;
        assert_eq!(before, json!([before[0], true, true, id]));
        assert!(tab.evaluate("scrollY").await?.as_f64().unwrap() > 500.0);
        tab.demo().clock().advance(Duration::from_secs(30));
        let later = tab.service_data(&format!("detail/page/{record}?pageSize=100")).await?;
        let more = records(&later).iter().position(|row| text(row, "id") == id).unwrap();
        assert!(more > 40 && more < 60, "{more}");
        tab.wait_for_texts(".rl-news button", &[&format!("Show {} new", more - 40)]).await?;
        tab.wait_for_text(".rl-age", "Updated just now").await?;
        assert_eq!(tab.evaluate(state).await?, before, "position, focus and selection are unchanged");
        // New rows are revealed on demand; the expanded row stays visible and expanded.
        tab.click(".rl-news button").await?;
        tab.wait_for_fact_in(&format!("{ROWS}:nth-of-type({})", more + 1), "Detail ID", &id).await?;
        let after = tab.evaluate(state).await?;
        assert_eq!(after[1], true, "the DOM node of the row is the same");
        tab.wait_for_count(".rl-whole-row", 1).await?;
        tab.wait_for_url(&format!("records/{record}?pageSize=100&open={id}")).await?;
        Ok(())
    })
}

#[test]
fn polling_repeats_the_same_request() -> TestResult {
    let record = examples::RUNNING_RECORD;
    browser_test(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.open(&format!("records/{record}?status=SUCCESS&clusterName=shanghai&pageSize=10")).await?;
        tab.wait_for_count(ROWS, 10).await?;
        let queries = || {
            let requests = tab.requests("detail/page/").into_iter().map(|seen| seen.query);
            requests.filter(|query| is_for_table(query)).collect::<Vec<_>>()
        };
        let first = queries()[0].clone();
        tab.wait_for("three requests", async || {
            let request_count = queries().len();
            Ok(if request_count > 2 { Ok(()) } else { Err(request_count.to_string()) })
        })
        .await?;
        let requests = queries();
        assert!(requests.iter().all(|query| *query == first), "{requests:?}");
        // Polling does not reset the text in a filter field.
        tab.fill(".rl-field[data-name=artifactName] input", "/no-such").await?;
        tab.wait_for_url(&format!(
            "records/{record}?status=SUCCESS&artifactName=%2Fno-such&clusterName=shanghai&pageSize=10"
        ))
        .await?;
        tab.wait_for_text(".rl-notice", "No results match these filters.").await?;
        Ok(())
    })
}
