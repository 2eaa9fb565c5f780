//! Statistics of an execution: all details by remote node and repository.

use crate::common::{NAME_CELLS, format_number, records, text, total_records};
use crate::export::{await_promise, without_file_system_access};
use replica_log_e2e::{Fault, FaultResponse, Setup, Tab, TestResult, browser_test, examples};
use serde_json::Value;
use std::collections::BTreeSet;

const SUMMARY: &str = ".rl-triage .rl-total";
const MATRIX_ROWS: &str = ".rl-matrix tbody > tr:not(.rl-matrix-sums)";

/// All details of a record, from the service.
async fn details(tab: &Tab, record: &str) -> TestResult<Vec<Value>> {
    let page = tab.service_data(&format!("detail/page/{record}?pageSize=100000")).await?;
    let rows = records(&page);
    assert_eq!(rows.len() as u64, total_records(&page));
    Ok(rows)
}

/// Waits until all details are read. Those of a large execution take longer than the timeout of one wait.
async fn wait_until_read(tab: &Tab, total: &str) -> TestResult {
    let summary = format!("Based on {total} of {total} artifacts");
    for _ in 0..4 {
        if tab.wait_for_texts(SUMMARY, &[&summary]).await.is_ok() {
            break;
        }
    }
    tab.wait_for_texts(SUMMARY, &[&summary]).await?;
    Ok(())
}

/// Whether a detail has a start and an end.
fn is_timed(row: &&Value) -> bool {
    row["startTime"].is_string() && row["endTime"].is_string()
}

/// The cells of the matrix, row by row.
async fn cells(tab: &Tab) -> TestResult<Vec<Vec<String>>> {
    let script =
        "[...document.querySelectorAll('.rl-matrix tr')].map(row => [...row.cells].map(cell => cell.innerText.trim()))";
    Ok(serde_json::from_value(tab.evaluate(script).await?).unwrap())
}

#[test]
fn matrix_counts_the_failures_of_each_node_and_repository() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::nightly_failed();
        tab.open(&format!("records/{record}")).await?;
        tab.click_text(".rl-analyses a", "Node × repository").await?;
        tab.wait_for_url(&format!("records/{record}?triage=matrix")).await?;
        wait_until_read(tab, "12,345").await?;
        let rows = details(tab, &record).await?;
        let names = |field| rows.iter().map(|row| text(row, field)).collect::<BTreeSet<_>>();
        let (repositories, nodes) = (names("localRepoName"), names("remoteCluster"));
        tab.wait_for_count(MATRIX_ROWS, repositories.len()).await?;
        let cells = cells(tab).await?;
        assert_eq!(cells[0].len(), nodes.len() + 2);
        for row in &cells[2..] {
            for (column, cell) in cells[0].iter().zip(row).skip(2) {
                let here = || {
                    rows.iter().filter(|detail| {
                        text(detail, "localRepoName") == row[0] && text(detail, "remoteCluster") == column
                    })
                };
                let failed = here().filter(|detail| text(detail, "status") == "FAILED").count() as u64;
                let expected = if here().next().is_none() { "--".to_owned() } else { format_number(failed) };
                assert_eq!(*cell, expected, "{} to {column}", row[0]);
            }
        }
        assert_eq!(cells[1][1], "246");
        Ok(())
    })
}

#[test]
fn number_of_the_matrix_filters_the_details() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::REASONLESS_RECORD;
        tab.open(&format!("records/{record}?triage=matrix")).await?;
        wait_until_read(tab, "36").await?;
        tab.wait_until("numbers", &format!("document.querySelector('{MATRIX_ROWS} td[data-level] a')")).await?;
        let number = tab.texts(&format!("{MATRIX_ROWS} td[data-level] a")).await?.remove(0);
        let requests = tab.requests("detail/page/").len();
        tab.click(&format!("{MATRIX_ROWS} td[data-level] a")).await?;
        tab.wait_for_value("the focus on the table", "document.activeElement.dataset.part", "details").await?;
        tab.wait_for_count(".rl-chips li bdi", 3).await?;
        tab.wait_for_text("[aria-label=Details] .rl-total", &format!("{number} artifact")).await?;
        let more: Vec<_> = tab.requests("detail/page/").split_off(requests);
        assert!(more.iter().all(|request| !format!("{request:?}").contains("pageSize=500")), "nothing is read again");
        Ok(())
    })
}

#[test]
fn choices_of_the_matrix_are_part_of_the_address() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::REASONLESS_RECORD;
        tab.open(&format!("records/{record}?triage=matrix")).await?;
        wait_until_read(tab, "36").await?;
        tab.click_text(".rl-matrix-tools a", "Transferred bytes").await?;
        tab.click_text(".rl-matrix-tools a", "By name").await?;
        tab.click_text(".rl-matrix-tools a", "With failures").await?;
        tab.wait_for_url(&format!("records/{record}?triage=matrix&measure=bytes&order=name&show=failed")).await?;
        tab.wait_for_texts(".rl-matrix-tools a[aria-current]", &["Transferred bytes", "By name", "With failures"])
            .await?;
        let is_sorted = |names: &[String]| names.is_sorted_by_key(|name| name.to_lowercase());
        let names = tab.texts(&format!("{MATRIX_ROWS} > th")).await?;
        assert!(!names.is_empty() && is_sorted(&names), "{names:?}");
        tab.reload().await?;
        wait_until_read(tab, "36").await?;
        tab.wait_for_texts(&format!("{MATRIX_ROWS} > th"), &names.iter().map(String::as_str).collect::<Vec<_>>())
            .await?;
        tab.click_text(".rl-triage .rl-button", "Close").await?;
        tab.wait_for_none(".rl-triage").await?;
        tab.wait_for_url(&format!("records/{record}")).await?;
        Ok(())
    })
}

#[test]
fn statistics_can_be_stopped_and_continued() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.demo().faults().add(Fault::new("detail/page/", FaultResponse::Hang).when("pageNumber=3"));
        let record = examples::nightly_failed();
        tab.open(&format!("records/{record}?triage=matrix")).await?;
        tab.wait_for_text(".rl-triage .rl-reading", "1,000 of 12,345 read").await?;
        tab.click_text(".rl-triage .rl-button", "Stop reading").await?;
        tab.wait_for_texts(SUMMARY, &["Based on 1,000 of 12,345 artifacts"]).await?;
        tab.demo().faults().clear();
        tab.click_text(".rl-triage .rl-button", "Continue reading").await?;
        wait_until_read(tab, "12,345").await?;
        tab.wait_for_none(".rl-triage .rl-reading").await?;
        Ok(())
    })
}

#[test]
fn matrix_is_exported_as_csv() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::REASONLESS_RECORD;
        tab.open(&format!("records/{record}?triage=matrix")).await?;
        without_file_system_access(tab).await?;
        wait_until_read(tab, "36").await?;
        tab.click(".rl-matrix-tools [data-format=csv]").await?;
        let name = tab.attribute(".rl-matrix-tools a[download]", "download").await?;
        assert_eq!(name, format!("{record}-nodes-repositories.csv"));
        let saved = await_promise(tab, "window.saved.text()").await?;
        let lines: Vec<&str> = saved.as_str().unwrap().lines().collect();
        let head = "localRepoName,remoteCluster,details,SUCCESS,FAILED,RUNNING,conflicts,bytes";
        assert_eq!(lines[0].trim_start_matches('\u{feff}'), head);
        let sum = |column: usize| {
            lines[1..].iter().map(|line| line.split(',').nth(column).unwrap().parse::<u64>().unwrap()).sum::<u64>()
        };
        assert_eq!((sum(2), sum(4)), (36, 13));
        Ok(())
    })
}

#[test]
fn successful_execution_has_statistics() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::UNCHANGED_RECORD;
        tab.open(&format!("records/{record}")).await?;
        tab.click_text(".rl-analyses a", "Node × repository").await?;
        tab.wait_for_text(".rl-matrix-sums", "Total").await?;
        tab.click_text(".rl-matrix-tools a", "With failures").await?;
        tab.wait_for_text(".rl-triage .rl-notice-what", "No artifact has failed").await?;
        Ok(())
    })
}

#[test]
fn durations_share_the_read_of_the_matrix_and_explain_the_elapsed_time() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::REASONLESS_RECORD;
        tab.open(&format!("records/{record}")).await?;
        tab.click_text(".rl-analyses a", "Duration analysis").await?;
        tab.wait_for_url(&format!("records/{record}?triage=durations")).await?;
        wait_until_read(tab, "36").await?;
        tab.wait_for_text(".rl-findings li", "passed from the first start to the last end").await?;
        tab.wait_for_count(".rl-durations .rl-numbers", 5).await?;
        let rows = details(tab, record).await?;
        // All classes together are all artifacts.
        let script = "[...document.querySelectorAll('[aria-label=\"Artifacts by duration\"] tbody tr')] \
            .reduce((sum, row) => sum + Number(row.cells[1].innerText.replace(/,/g, '')), 0)";
        assert_eq!(tab.evaluate(script).await?, rows.iter().filter(is_timed).count());
        let reads = |tab: &Tab| {
            let requests = tab.requests("detail/page/");
            requests.iter().filter(|request| format!("{request:?}").contains("pageSize=500")).count()
        };
        let read = reads(tab);
        tab.click_text(".rl-triage .rl-choice a", "Node × repository").await?;
        tab.wait_for_count(".rl-matrix", 1).await?;
        tab.click_text(".rl-triage .rl-choice a", "Duration analysis").await?;
        tab.wait_for_count(".rl-findings", 1).await?;
        assert_eq!(reads(tab), read, "nothing is read again");
        Ok(())
    })
}

#[test]
fn slowest_artifacts_lead_to_their_rows() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::REASONLESS_RECORD;
        tab.open(&format!("records/{record}?triage=durations")).await?;
        wait_until_read(tab, "36").await?;
        let slowest = "[aria-label='Slowest artifacts'] tbody tr";
        tab.wait_for_count(slowest, 10).await?;
        let timed = details(tab, record).await?.iter().filter(is_timed).count();
        tab.click_text(".rl-durations button", &format!("Show {} more rows", timed - 10)).await?;
        tab.wait_for_count(slowest, timed).await?;
        let link = format!("{slowest}:first-child a");
        let name = tab.texts(&link).await?.remove(0);
        tab.click(&link).await?;
        tab.wait_for_value("the focus on the table", "document.activeElement.dataset.part", "details").await?;
        tab.wait_for_text(NAME_CELLS, &name).await?;
        Ok(())
    })
}
