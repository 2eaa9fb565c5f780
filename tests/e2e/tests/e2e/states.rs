//! The states of an execution: continuous, probably stuck, started again, without details, unknown.

use crate::common::{NAME_CELLS, records};
use replica_log_e2e::{Setup, Tab, TestResult, browser_test, examples};
use serde_json::Value;

const EMPTY: &str = ".rl-empty .rl-notice-what";

async fn open(tab: &Tab, record: &str) -> TestResult {
    tab.open(&format!("records/{record}")).await?;
    tab.wait_for_fact("Execution ID", record).await?;
    Ok(())
}

/// The names of the facts in the head.
async fn head_facts(tab: &Tab) -> TestResult<Vec<String>> {
    Ok(tab.texts(".rl-record-head .rl-fact dt").await?)
}

#[test]
fn continuous_execution_has_a_start_but_no_end_no_duration_and_no_run_before() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.demo().clock().freeze();
        for record in [examples::LIVE_RECORD, examples::FEDERATION_RECORD] {
            open(tab, record).await?;
            tab.wait_for_fact("Continuous since", "ago").await?;
            let facts = head_facts(tab).await?;
            for name in ["Start time", "End time", "Duration"] {
                assert!(!facts.contains(&name.to_owned()), "{record}: {name}");
            }
            tab.wait_for_none(".rl-record-head .rl-live").await?;
            tab.wait_for_texts(".rl-record-head .rl-title .rl-status", &["Continuous"]).await?;
            tab.wait_until("the title", "document.title.startsWith('Continuous · ')").await?;
            tab.wait_until("no badge", "!document.querySelector('link[rel=icon]').dataset.sign").await?;
            tab.wait_for_none(".rl-questions a[href*='triage=before']").await?;
            // An address can demand the comparison.
            tab.open(&format!("records/{record}?triage=before&compare={}", examples::UNCHANGED_RECORD)).await?;
            let sentence = "This plan replicates continuously in one execution, so there is no other to compare with.";
            tab.wait_for_texts(".rl-triage .rl-notice-what", &[sentence]).await?;
        }
        Ok(())
    })
}

#[test]
fn continuous_execution_is_polled_once_a_minute() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        open(tab, examples::LIVE_RECORD).await?;
        let minute = "/Next refresh in (1 min|[45]\\d sec)/.test(document.querySelector('.rl-next').innerText)";
        tab.wait_until("a refresh in a minute", minute).await?;
        Ok(())
    })
}

#[test]
fn execution_that_is_much_longer_than_its_predecessors_is_reported_as_probably_stuck() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        open(tab, examples::STUCK_RECORD).await?;
        tab.wait_for_text(".rl-notice-what", "Probably stuck: running for").await?;
        tab.wait_for_text(".rl-notice-what", "while earlier executions took about").await?;
        tab.wait_for_text(".rl-notice-text p", "The last artifact started").await?;
        tab.wait_for_text(".rl-notice-text p", "the scheduler skips the plan until this is cleared.").await?;
        // It is one of a task whose earlier executions are not.
        let history = tab.service_data(&format!("page/{}", examples::STUCK_TASK)).await?;
        let earlier = records(&history).into_iter().find(|record| record["status"] != "RUNNING").unwrap();
        open(tab, earlier["id"].as_str().unwrap()).await?;
        tab.wait_until_idle().await?;
        tab.wait_for_none(".rl-notice-what").await?;
        Ok(())
    })
}

#[test]
fn long_execution_of_another_type_is_not_called_stuck() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        for record in [examples::LIVE_RECORD, examples::FEDERATION_RECORD] {
            open(tab, record).await?;
            tab.wait_until_idle().await?;
            tab.wait_for_none(".rl-notice-what").await?;
            assert!(tab.requests("record/page/").is_empty(), "no request for earlier executions");
        }
        Ok(())
    })
}

#[test]
fn executions_that_share_a_record_have_no_duration() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        open(tab, examples::RESTARTED_RECORD).await?;
        tab.wait_for_text(".rl-record-head .rl-hint", "This plan was started more than once").await?;
        tab.wait_for_fact("Duration", "--").await?;
        Ok(())
    })
}

#[test]
fn empty_table_is_explained_as_far_as_the_reason_is_known() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        for (record, sentence) in [
            (examples::UNRECORDED_RECORD, "The service counted artifacts but has no details"),
            (examples::EDGE_RECORD, "An edge node pulled these artifacts; the center keeps no details of them."),
            (examples::EARLY_FAILED_RECORD, "The execution failed before its first artifact."),
        ] {
            open(tab, record).await?;
            tab.wait_for_text(EMPTY, sentence).await?;
            tab.wait_for_count(EMPTY, 1).await?;
            tab.wait_for_none("table").await?;
        }
        // The totals of the service are all there is; they lead to no rows.
        open(tab, examples::UNRECORDED_RECORD).await?;
        let overview = tab.service_data(&format!("overview/{}", examples::UNRECORDED_RECORD)).await?;
        let success = crate::common::format_number(overview["success"].as_u64().unwrap());
        tab.wait_for_texts(".rl-overview .rl-count[data-tone=good] b", &[&success]).await?;
        tab.wait_for_none(".rl-overview a.rl-count").await?;
        // The reason of the early failure is in the head.
        open(tab, examples::EARLY_FAILED_RECORD).await?;
        let info = tab.service_data(examples::EARLY_FAILED_RECORD).await?;
        let reason = info.pointer("/record/errorReason").and_then(Value::as_str).unwrap().trim().to_owned();
        tab.wait_for_text(".rl-reason p", reason.lines().next().unwrap()).await?;
        Ok(())
    })
}

#[test]
fn failure_without_a_message_says_so_in_its_row_and_in_its_group() -> TestResult {
    let record = examples::REASONLESS_RECORD;
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("records/{record}?status=FAILED&pageSize=100")).await?;
        let page = tab.service_data(&format!("detail/page/{record}?status=FAILED&pageSize=100")).await?;
        let is_blank = |row: &Value| row["errorReason"].as_str().is_none_or(|reason| reason.trim().is_empty());
        let blank = records(&page).iter().filter(|row| is_blank(row)).count();
        assert!(blank > 0);
        let rows = "[...document.querySelectorAll('.rl-error-row bdi')] \
            .filter(e => e.textContent === '(no error message)').length";
        tab.wait_for_value("rows without a message", rows, blank).await?;
        tab.click(".rl-questions a[href*='triage=error']").await?;
        tab.wait_for_text(".rl-triage .rl-shape", "(no error message)").await?;
        Ok(())
    })
}

#[test]
fn federation_rows_without_content_are_operations_and_no_transfers() -> TestResult {
    let record = examples::FEDERATION_RECORD;
    browser_test(Setup::default(), async |tab| {
        tab.demo().clock().freeze();
        let page = tab.service_data(&format!("detail/page/{record}?pageSize=100")).await?;
        let is_operation = |row: &Value| ["size", "sha256", "version"].into_iter().all(|name| row[name].is_null());
        let operations = records(&page).iter().filter(|row| is_operation(row)).count();
        assert!(operations > 0 && operations < records(&page).len());
        tab.open(&format!("records/{record}?pageSize=100")).await?;
        tab.wait_for_count(NAME_CELLS, records(&page).len()).await?;
        let tags = "[...document.querySelectorAll('.rl-details .rl-name .rl-tag')] \
            .filter(e => e.textContent === 'Operation on this path')";
        tab.wait_for_value("the tags", &format!("{tags}.length"), operations).await?;
        let sizes = format!("{tags}.every(e => /^--$/m.test(e.closest('tr').querySelector('td.rl-number').innerText))");
        tab.wait_for_value("no sizes", &sizes, true).await?;
        Ok(())
    })
}

#[test]
fn filters_for_the_older_format_are_offered_where_it_occurs() -> TestResult {
    let field = ".rl-field[data-name=packageName], .rl-field[data-name=path]";
    browser_test(Setup::default(), async |tab| {
        open(tab, &examples::nightly_failed()).await?;
        tab.wait_for_count(NAME_CELLS, 20).await?;
        tab.wait_for_value("neither of them", &format!("document.querySelectorAll('{field}').length"), 0).await?;
        tab.open(&format!("records/{}?packageName=npm", examples::nightly_failed())).await?;
        tab.wait_for_count(".rl-field[data-name=packageName] input", 1).await?;
        open(tab, examples::MIXED_RECORD).await?;
        tab.wait_for_value("both of them", &format!("document.querySelectorAll('{field}').length"), 2).await?;
        Ok(())
    })
}

#[test]
fn unknown_execution_is_reported_once_and_shows_nothing_else() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.open("records/0123456789abcdef01234567").await?;
        tab.wait_for_count(".rl-failure[data-kind=NotFound]", 1).await?;
        tab.wait_for_none(".rl-overview, .rl-filters, table, .rl-empty").await?;
        tab.wait_for_count(".rl-failure", 1).await?;
        Ok(())
    })
}

#[test]
fn missing_conflict_strategy_means_that_no_conflict_was_recorded() -> TestResult {
    let record = examples::DOCUMENTED_GENERIC_RECORD;
    browser_test(Setup::default(), async |tab| {
        open(tab, record).await?;
        tab.wait_for_count(NAME_CELLS, 2).await?;
        let hint = tab.attribute(".rl-details td span[title*='conflict']", "title").await?;
        assert_eq!(hint, "No conflict recorded.");
        Ok(())
    })
}
