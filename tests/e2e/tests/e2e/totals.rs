//! The totals of an execution: what they count, and what the page says where those of the service are others.

use crate::common::{format_number, is_for_table, total_records};
use replica_log_e2e::{Setup, Tab, TestResult, browser_test, examples};
use std::time::Duration;

const HINTS: &str = ".rl-overview .rl-hint";
const TOTALS: &str = "[...document.querySelectorAll('.rl-overview .rl-count')] \
    .map(e => e.innerText.replace(/\\s+/g, ' ').trim())";

/// The number of all details of a record, and of the failed and the running ones.
async fn counts(tab: &Tab, record: &str) -> TestResult<[u64; 3]> {
    let mut counts = [0; 3];
    for (count, status) in counts.iter_mut().zip(["", "&status=FAILED", "&status=RUNNING"]) {
        let page = tab.service_data(&format!("detail/page/{record}?pageNumber=1&pageSize=1{status}")).await?;
        *count = total_records(&page);
    }
    Ok(counts)
}

/// Waits until the totals are those of the details, and that many of them existed before.
async fn expect_totals(tab: &Tab, [all, failed, running]: [u64; 3], existed: u64) -> TestResult {
    let succeeded = format!("{} Succeeded", format_number(all - failed - running));
    let running = (running > 0).then(|| format!("{} Running", format_number(running)));
    let existed = (existed > 0).then(|| format!("of which {} already existed", format_number(existed)));
    let texts = [succeeded, format!("{} Failed", format_number(failed))].into_iter().chain(running).chain(existed);
    tab.wait_for_value("the totals", TOTALS, texts.collect::<Vec<_>>()).await?;
    Ok(())
}

#[test]
fn skipped_artifacts_are_counted_once_although_the_service_counts_them_twice() -> TestResult {
    let record = examples::UNCHANGED_RECORD;
    browser_test(Setup::default(), async |tab| {
        let overview = tab.service_data(&format!("overview/{record}")).await?;
        let [success, conflict] = ["success", "conflict"].map(|name| overview[name].as_u64().unwrap());
        let counts = counts(tab, record).await?;
        assert!(success > counts[0], "the service counts twice");
        tab.open(&format!("records/{record}")).await?;
        expect_totals(tab, counts, conflict).await?;
        let reported = format_number(success);
        let hint = format!("The service reports {reported} succeeded because it counts skipped artifacts twice.");
        tab.wait_for_texts(HINTS, &[&hint]).await?;
        Ok(())
    })
}

#[test]
fn totals_neither_change_nor_are_counted_again_while_the_table_is_paged_and_filtered() -> TestResult {
    let record = examples::UNCHANGED_RECORD;
    browser_test(Setup::default(), async |tab| {
        let counts = counts(tab, record).await?;
        tab.open(&format!("records/{record}")).await?;
        let overview = tab.service_data(&format!("overview/{record}")).await?;
        let existed = overview["conflict"].as_u64().unwrap();
        expect_totals(tab, counts, existed).await?;
        let counted = || tab.requests("detail/page/").iter().filter(|seen| !is_for_table(&seen.query)).count();
        assert_eq!(counted(), 2, "failed and running details");
        // Every change of the totals is recorded.
        tab.evaluate(
            "(window.changes = 0, new MutationObserver(() => window.changes++).observe( \
                document.querySelector('.rl-overview'), { subtree: true, characterData: true }), null)",
        )
        .await?;
        tab.click(".rl-pager a[rel=next]").await?;
        tab.wait_for_url(&format!("records/{record}?pageNumber=2")).await?;
        tab.wait_until_idle().await?;
        tab.click_text(".rl-choice a", "Success").await?;
        tab.wait_for_url(&format!("records/{record}?status=SUCCESS")).await?;
        tab.wait_until_idle().await?;
        expect_totals(tab, counts, existed).await?;
        assert_eq!(tab.evaluate("window.changes").await?, 0);
        assert_eq!(counted(), 2);
        Ok(())
    })
}

#[test]
fn filtered_page_counts_all_details() -> TestResult {
    let record = examples::nightly_failed();
    browser_test(Setup::default(), async |tab| {
        let counts = counts(tab, &record).await?;
        let overview = tab.service_data(&format!("overview/{record}")).await?;
        tab.open(&format!("records/{record}?status=FAILED")).await?;
        tab.wait_for_text(".rl-total", &format!("{} artifacts", format_number(counts[1]))).await?;
        expect_totals(tab, counts, overview["conflict"].as_u64().unwrap()).await?;
        Ok(())
    })
}

#[test]
fn totals_of_a_running_execution_are_counted_from_its_details() -> TestResult {
    let record = examples::RUNNING_RECORD;
    browser_test(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().freeze();
        tab.open(&format!("records/{record}")).await?;
        expect_totals(tab, counts(tab, record).await?, 0).await?;
        let hint = "The service writes its totals when the execution ends; until then, they are counted here from the details.";
        tab.wait_for_texts(HINTS, &[hint]).await?;
        // They follow the execution.
        tab.demo().clock().advance(Duration::from_secs(300));
        expect_totals(tab, counts(tab, record).await?, 0).await?;
        tab.demo().clock().advance(Duration::from_secs(301));
        tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Success"]).await?;
        let overview = tab.service_data(&format!("overview/{record}")).await?;
        expect_totals(tab, counts(tab, record).await?, overview["conflict"].as_u64().unwrap_or_default()).await?;
        Ok(())
    })
}

#[test]
fn execution_that_ended_without_totals_is_counted_from_its_details() -> TestResult {
    let record = examples::CRASHED_RECORD;
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{record}")).await?;
        expect_totals(tab, counts(tab, record).await?, 0).await?;
        tab.wait_for_texts(HINTS, &["The execution ended without totals, so only its details are counted."]).await?;
        Ok(())
    })
}

#[test]
fn historical_execution_counts_the_rows_of_its_log() -> TestResult {
    let record = examples::MIXED_RECORD;
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{record}?pageSize=50")).await?;
        expect_totals(tab, counts(tab, record).await?, 0).await?;
        tab.wait_for_text(HINTS, "so log rows are counted here; each can stand for many artifacts.").await?;
        Ok(())
    })
}

#[test]
fn totals_of_the_service_that_include_deleted_details_are_named_beside_the_counted_ones() -> TestResult {
    let record = examples::LIVE_RECORD;
    browser_test(Setup::default(), async |tab| {
        tab.demo().clock().freeze();
        let overview = tab.service_data(&format!("overview/{record}")).await?;
        let [success, failed] = ["success", "failed"].map(|name| overview[name].as_u64().unwrap());
        let [all, failed_details, running] = counts(tab, record).await?;
        assert!(success + failed > all, "details were deleted");
        tab.open(&format!("records/{record}")).await?;
        let succeeded = format_number(all - failed_details - running);
        tab.wait_for_texts(".rl-overview .rl-count[data-tone=good] b", &[&succeeded]).await?;
        let (success, failed) = (format_number(success), format_number(failed));
        let hint = format!("The service reports {success} succeeded and {failed} failed: details were deleted");
        tab.wait_for_text(HINTS, &hint).await?;
        tab.wait_for_count(HINTS, 1).await?;
        Ok(())
    })
}

#[test]
fn bytes_are_shown_only_where_the_service_reports_them() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{}", examples::BYTES_RECORD)).await?;
        tab.wait_for_fact("Replicated", " of ").await?;
        tab.open(&format!("records/{}", examples::UNCHANGED_RECORD)).await?;
        tab.wait_for_fact("Execution ID", examples::UNCHANGED_RECORD).await?;
        let facts = tab.texts(".rl-record-head .rl-fact dt").await?;
        assert!(!facts.contains(&"Replicated".to_owned()), "{facts:?}");
        tab.wait_for_none("progress").await?;
        Ok(())
    })
}
