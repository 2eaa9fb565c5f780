//! Failure analysis: all failed details of an execution, grouped by error fingerprint, cluster or repository, and
//! compared with a previous run.

use crate::common::{format_number, format_time, records, text, total_records};
use replica_log_e2e::{
    Endpoint, Fault, FaultResponse, Setup, Tab, TestResult, browser_test, examples, query_parameters,
};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::time::Duration;

const GROUPS: &str = ".rl-groups > .rl-group";
const SUMMARY: &str = ".rl-triage .rl-total";

fn bulk_record() -> String {
    format!("records/{}", examples::BULK_RECORD)
}

/// All failed details of a record, from the service.
async fn failures(tab: &Tab, record: &str) -> TestResult<Vec<Value>> {
    let page = tab.service_data(&format!("detail/page/{record}?pageSize=100000&status=FAILED")).await?;
    let rows = records(&page);
    assert_eq!(rows.len() as u64, total_records(&page));
    Ok(rows)
}

/// The numbers of the requested pages of failed details (500 rows each).
fn fetched_pages(tab: &Tab) -> Vec<String> {
    let of = |name: &str, all: &[(String, String)]| {
        all.iter().find(|(has, _)| has == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let requests = tab.requests("detail/page/").iter().map(query_parameters).collect::<Vec<_>>();
    let fetched_pages = requests.iter().filter(|all| of("pageSize", all) == "500");
    fetched_pages.inspect(|all| assert_eq!(of("status", all), "FAILED")).map(|all| of("pageNumber", all)).collect()
}

/// The displayed counts of the groups.
async fn group_counts(tab: &Tab) -> TestResult<Vec<u64>> {
    let texts = tab.texts(&format!("{GROUPS} > .rl-group-head > b")).await?;
    Ok(texts.iter().map(|text| text.replace(',', "").parse().unwrap()).collect())
}

/// The identity of an artifact across runs.
fn artifact_key(row: &Value) -> [String; 4] {
    ["remoteCluster", "localRepoName", "artifactName", "version"].map(|name| row[name].to_string())
}

#[test]
fn failures_are_grouped_by_error_fingerprint() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&bulk_record()).await?;
        tab.click_text(".rl-questions a", "Analyze 4,151 failed artifacts").await?;
        tab.wait_for_url(&format!("{}?triage=error", bulk_record())).await?;
        tab.wait_for_texts(SUMMARY, &["Based on 4,151 of 4,151 failed artifacts"]).await?;
        assert_eq!(
            fetched_pages(tab),
            (1..=9).map(|page| page.to_string()).collect::<Vec<_>>(),
            "one page after the other"
        );
        let counts = group_counts(tab).await?;
        assert_eq!(counts.iter().sum::<u64>(), 4151);
        assert!((10..=14).contains(&counts.len()), "{counts:?}");
        assert!(counts.is_sorted_by(|one, other| one >= other), "largest group first");
        // Timeouts of hundreds of hosts are one group.
        let rows = failures(tab, examples::BULK_RECORD).await?;
        let timed_out = rows.iter().filter(|row| text(row, "errorReason").contains("SocketTimeoutException")).count();
        let first = format!("{GROUPS}:first-child");
        tab.wait_for_texts(&format!("{first} .rl-shape"), &["java.net.SocketTimeoutException: timeout"]).await?;
        tab.wait_for_texts(&format!("{first} > .rl-group-head > b"), &[&timed_out.to_string()]).await?;
        tab.wait_for_text(&format!("{first} .rl-group-share"), "22.1%").await?;
        Ok(())
    })
}

#[test]
fn failure_group_expands_and_its_cluster_filters_the_details() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("{}?triage=error", bulk_record())).await?;
        tab.wait_for_texts(SUMMARY, &["Based on 4,151 of 4,151 failed artifacts"]).await?;
        let first = format!("{GROUPS}:first-child");
        tab.click(&format!("{first} .rl-toggle button")).await?;
        tab.wait_for_text(&format!("{first} pre"), "java.net.SocketTimeoutException: timeout").await?;
        tab.wait_for_count(&format!("{first} .rl-members > li"), 20).await?;
        // A collapsed group lists the first few repositories, an expanded one all of them.
        let rows = failures(tab, examples::BULK_RECORD).await?;
        let hit =
            rows.iter().filter(|row| text(row, "errorReason").starts_with("java.net.SocketTimeoutException: timeout"));
        let repositories: HashSet<&str> = hit.map(|row| text(row, "localRepoName")).collect();
        assert!(repositories.len() > 3);
        tab.wait_for_count(&format!("{first} > .rl-hits a[href*='repoName=']"), repositories.len()).await?;
        tab.wait_for_count(&format!("{GROUPS}:nth-child(2) > .rl-hits a[href*='repoName=']"), 3).await?;
        tab.click_text(&format!("{first} button"), "Show 100 more").await?;
        tab.wait_for_count(&format!("{first} .rl-members > li"), 120).await?;
        let search = tab.evaluate("location.search").await?;
        assert!(search.as_str().unwrap().contains("&group="), "{search}");
        // The expanded group is part of the URL.
        tab.reload().await?;
        tab.wait_for_count(&format!("{first} .rl-members > li"), 20).await?;
        tab.wait_for_texts(SUMMARY, &["Based on 4,151 of 4,151 failed artifacts"]).await?;
        // A cluster link filters the table and does not reload the analysis.
        let fetches = fetched_pages(tab).len();
        tab.click_text(&format!("{first} .rl-hits a"), "sao-paulo").await?;
        tab.wait_for_texts(".rl-chips li bdi", &["Status: Failed", "Remote node: sao-paulo"]).await?;
        // Scroll position and focus move to the table, which is far below.
        tab.wait_for_value("the focus on the table", "document.activeElement.dataset.part", "details").await?;
        let top = "document.activeElement.getBoundingClientRect().top";
        tab.wait_until("the table in view", &format!("{top} > -2 && {top} < innerHeight / 2")).await?;
        let there = rows.iter().filter(|row| row["remoteCluster"] == "sao-paulo").count() as u64;
        tab.wait_for_text("[aria-label=Details] .rl-total", &format!("{} artifacts", format_number(there))).await?;
        tab.wait_for_count(&format!("{first} .rl-members > li"), 20).await?;
        assert_eq!(fetched_pages(tab).len(), fetches, "the analysis was not fetched again");
        // An artifact links to its row.
        let name = tab.texts(&format!("{first} .rl-members > li:first-child a")).await?.remove(0);
        tab.click(&format!("{first} .rl-members > li:first-child a")).await?;
        tab.wait_for_text("table.rl-details td.rl-name bdi", &name).await?;
        tab.click_text(".rl-triage .rl-button", "Close").await?;
        tab.wait_for_none(".rl-triage").await?;
        Ok(())
    })
}

#[test]
fn failures_are_grouped_by_cluster_and_by_repository() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::nightly_failed();
        tab.open(&format!("records/{record}?triage=error")).await?;
        tab.wait_for_texts(SUMMARY, &["Based on 246 of 246 failed artifacts"]).await?;
        let rows = failures(tab, &record).await?;
        for (label, by, field) in
            [("By remote node", "cluster", "remoteCluster"), ("By repository", "repository", "localRepoName")]
        {
            tab.click_text(".rl-triage .rl-choice a", label).await?;
            tab.wait_for_url(&format!("records/{record}?triage={by}")).await?;
            let names: HashSet<&str> = rows.iter().map(|row| text(row, field)).collect();
            tab.wait_for_count(GROUPS, names.len()).await?;
            let shown = tab.texts(&format!("{GROUPS} .rl-shape")).await?;
            let counts = group_counts(tab).await?;
            for (name, count) in shown.iter().zip(counts) {
                assert_eq!(rows.iter().filter(|row| text(row, field) == name).count() as u64, count, "{name}");
            }
        }
        assert_eq!(fetched_pages(tab), ["1"], "one fetch serves all three groupings");
        Ok(())
    })
}

#[test]
fn interrupted_failure_analysis_keeps_partial_results_and_resumes() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        let cut = Fault::new(Endpoint::DetailPage, FaultResponse::Cut).when("pageNumber=5&").times(3);
        tab.demo().faults().add(cut);
        tab.open(&format!("{}?triage=error", bulk_record())).await?;
        tab.wait_for_text(".rl-triage .rl-failure", "Reading interrupted after 2,000 of 4,151").await?;
        tab.wait_for_text(".rl-triage .rl-failure", "Cannot connect to the replication service").await?;
        tab.wait_for_texts(SUMMARY, &["Based on 2,000 of 4,151 failed artifacts"]).await?;
        assert_eq!(group_counts(tab).await?.iter().sum::<u64>(), 2000);
        assert_eq!(fetched_pages(tab), ["1", "2", "3", "4", "5", "5", "5"]);
        tab.click_text(".rl-triage .rl-failure button", "Continue reading").await?;
        tab.wait_for_texts(SUMMARY, &["Based on 4,151 of 4,151 failed artifacts"]).await?;
        assert_eq!(group_counts(tab).await?.iter().sum::<u64>(), 4151);
        assert_eq!(fetched_pages(tab)[7..], ["5", "6", "7", "8", "9"], "pages already fetched are not fetched again");
        tab.wait_for_none(".rl-triage .rl-failure").await?;
        Ok(())
    })
}

#[test]
fn failure_analysis_can_be_stopped_and_resumed() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let slow = Fault::new(Endpoint::DetailPage, FaultResponse::Genuine).when("pageNumber=3&");
        tab.demo().faults().add(slow.delay(Duration::from_secs(3600)).times(1));
        tab.open(&format!("{}?triage=error", bulk_record())).await?;
        tab.wait_for_text(".rl-reading", "1,000 of 4,151 read").await?;
        tab.wait_for_value("the progress", "document.querySelector('.rl-reading progress').value", 1000).await?;
        tab.click_text(".rl-reading button", "Stop reading").await?;
        tab.wait_for_text(".rl-triage .rl-notice", "Stopped after reading 1,000 of 4,151.").await?;
        assert_eq!(group_counts(tab).await?.iter().sum::<u64>(), 1000);
        tab.click_text(".rl-triage .rl-notice button", "Continue reading").await?;
        tab.wait_for_texts(SUMMARY, &["Based on 4,151 of 4,151 failed artifacts"]).await?;
        Ok(())
    })
}

#[test]
fn expanded_group_and_focus_stay_while_more_failures_load() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let slow = Fault::new(Endpoint::DetailPage, FaultResponse::Genuine).when("pageNumber=3&");
        tab.demo().faults().add(slow.delay(Duration::from_secs(3600)).times(1));
        tab.open(&format!("{}?triage=error", bulk_record())).await?;
        tab.wait_for_text(".rl-reading", "1,000 of 4,151 read").await?;
        let first = format!("{GROUPS}:first-child");
        tab.click(&format!("{first} .rl-toggle button")).await?;
        tab.click_text(&format!("{first} button"), "Show 100 more").await?;
        tab.wait_for_count(&format!("{first} .rl-members > li"), 120).await?;
        let before = group_counts(tab).await?[0];
        let hold = format!(
            "(window.held = ['.rl-toggle button', '.rl-hits a', '.rl-members li:nth-child(100)'] \
            .map(part => document.querySelector('{first} ' + part)), null)"
        );
        tab.evaluate(&hold).await?;
        tab.click_text(".rl-reading button", "Stop reading").await?;
        tab.click_text(".rl-triage .rl-notice button", "Continue reading").await?;
        tab.evaluate("(window.held[0].focus(), null)").await?;
        tab.wait_for_texts(SUMMARY, &["Based on 4,151 of 4,151 failed artifacts"]).await?;
        let after = tab.evaluate("window.held.map(element => element.isConnected)").await?;
        assert_eq!(after, json!([true, true, true]), "button, link and artifact are the same DOM nodes");
        assert_eq!(tab.evaluate("document.activeElement === window.held[0]").await?, true);
        tab.wait_for_count(".rl-members > li", 120).await?;
        let group = "window.held[0].closest('.rl-group').querySelector('.rl-group-head > b').innerText";
        tab.wait_until("the count of the group to grow", &format!("Number({group}) > {before}")).await?;
        Ok(())
    })
}

#[test]
fn failure_analysis_of_a_running_execution_warns_of_more_failures() -> TestResult {
    browser_test(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().freeze();
        let record = examples::nightly_running();
        tab.open(&format!("records/{record}?triage=error")).await?;
        tab.wait_for_text(
            ".rl-triage .rl-notice",
            "This execution was still running when its failures were read. Refresh to include later ones.",
        )
        .await?;
        let failed = failures(tab, &record).await?.len();
        tab.wait_for_texts(SUMMARY, &[&format!("Based on {failed} of {failed} failed artifacts")]).await?;
        // The refresh shortcut refetches the page's queries, not the analysis.
        let (all, fetches) = (tab.requests("detail/page/").len(), fetched_pages(tab).len());
        tab.press("r").await?;
        tab.wait_for("a refresh of the table", async || {
            let now = tab.requests("detail/page/").len();
            Ok(if now > all { Ok(()) } else { Err(now.to_string()) })
        })
        .await?;
        assert_eq!(fetched_pages(tab).len(), fetches);
        // The end of the execution does not make the failures complete that were read before.
        tab.demo().clock().advance(Duration::from_secs(1200));
        tab.press("r").await?;
        tab.wait_for_text(".rl-record-head .rl-status", "Failed").await?;
        tab.wait_for_count(".rl-triage .rl-notice", 1).await?;
        tab.click(".rl-triage .rl-again").await?;
        tab.wait_for_none(".rl-triage .rl-notice").await?;
        let failed = failures(tab, &record).await?.len();
        tab.wait_for_texts(SUMMARY, &[&format!("Based on {failed} of {failed} failed artifacts")]).await?;
        Ok(())
    })
}

#[test]
fn comparison_shows_new_persisting_and_resolved_failures() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::nightly_failed();
        tab.open(&format!("records/{record}")).await?;
        tab.click_text(".rl-questions a", "Compare with an earlier execution").await?;
        tab.wait_for_url(&format!("records/{record}?triage=before")).await?;
        for before in [2, 4] {
            let artifacts = async |ago: usize| {
                let rows = failures(tab, &examples::nightly_run(ago)).await?;
                Ok::<HashSet<_>, replica_log_e2e::LocatedError>(rows.iter().map(artifact_key).collect())
            };
            let (now, then) = (artifacts(1).await?, artifacts(before).await?);
            if before != 2 {
                tab.select_option("select[data-name=compare]", &examples::nightly_run(before)).await?;
                tab.wait_for_url(&format!("records/{record}?triage=before&compare={}", examples::nightly_run(before)))
                    .await?;
            }
            for (change, count) in [
                ("new", now.difference(&then).count()),
                ("both", now.intersection(&then).count()),
                ("gone", then.difference(&now).count()),
            ] {
                tab.wait_for_texts(&format!("[data-change={change}] > .rl-group-head > b"), &[&count.to_string()])
                    .await?;
                assert!(count > 0, "{change}");
            }
        }
        tab.click("[data-change=gone] .rl-toggle button").await?;
        tab.wait_for_url(&format!("records/{record}?triage=before&compare={}&group=gone", examples::nightly_run(4)))
            .await?;
        tab.wait_for_text("[data-change=gone]", "failed details alone cannot tell which").await?;
        tab.wait_for_count("[data-change=gone] .rl-members > li", 20).await?;
        Ok(())
    })
}

#[test]
fn comparison_explains_missing_baseline_and_unnamed_artifacts() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let first = examples::nightly_run(examples::NIGHTLY_RUNS - 1);
        tab.open(&format!("records/{first}?triage=before")).await?;
        tab.wait_for_text(".rl-triage .rl-notice", "This plan has no earlier execution.").await?;
        // Historical details have no artifact name.
        tab.open(&format!("records/{}?triage=before", examples::MIXED_RECORD)).await?;
        let rows = failures(tab, examples::MIXED_RECORD).await?;
        let unnamed = rows.iter().filter(|row| row["artifactName"].is_null()).count();
        assert!(unnamed > 0 && unnamed < rows.len(), "{unnamed}");
        tab.wait_for_text(".rl-triage .rl-notice", &format!("earlier, {unnamed} current.")).await?;
        tab.wait_for_count("[data-change]", 3).await?;
        Ok(())
    })
}

#[test]
fn execution_without_failures_offers_no_analysis() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::UNCHANGED_RECORD;
        tab.open(&format!("records/{record}")).await?;
        tab.wait_for_texts(".rl-count[data-tone=bad]", &["0 Failed"]).await?;
        tab.wait_for_none(".rl-questions:not(.rl-analyses) a").await?;
        // A URL that opens the analysis nevertheless shows an explanation.
        tab.open(&format!("records/{record}?triage=error")).await?;
        tab.wait_for_texts(SUMMARY, &["No failed artifacts."]).await?;
        assert_eq!(tab.evaluate("document.querySelectorAll('.rl-group').length").await?, json!(0));
        Ok(())
    })
}

#[test]
fn changing_the_time_zone_updates_all_times_of_the_analysis() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let record = examples::nightly_failed();
        tab.open(&format!("records/{record}?triage=before")).await?;
        tab.wait_for_count("[data-change]", 3).await?;
        let option = "document.querySelector('select[data-name=compare]').selectedOptions[0].innerText";
        let own = tab.evaluate(option).await?;
        tab.click_text(".rl-segments button", "UTC").await?;
        tab.wait_until("the run times in UTC", &format!("{option} !== {own}")).await?;
        tab.wait_for_count("[data-change]", 3).await?;
        tab.click_text(".rl-triage .rl-choice a", "By error").await?;
        let first = tab.service_data_in("UTC", &format!("detail/page/{record}?pageSize=1000&status=FAILED")).await?;
        let latest = format_time(text(&records(&first)[0], "startTime"));
        let last =
            "[...document.querySelectorAll('.rl-hits span:last-of-type time')].map(e => e.innerText).sort().pop()";
        tab.wait_for_value("the time of the latest failure in UTC", last, latest).await?;
        Ok(())
    })
}
