//! Comparison of all artifacts of two executions: answers, lists, filters, links, export, and the selection in a history.

use crate::common::{format_number, records, text};
use crate::export::{await_promise, without_file_system_access};
use replica_log_e2e::{Fault, FaultResponse, LocatedError, Setup, Tab, TestResult, browser_test, examples};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

const ANSWERS: &str = ".rl-answers > p > b";

/// The versions of each artifact of a record, by name, repository and cluster; from the service.
type Artifacts = BTreeMap<[String; 3], BTreeSet<String>>;

async fn artifacts(tab: &Tab, record: &str) -> Result<Artifacts, LocatedError> {
    let page = tab.service_data(&format!("detail/page/{record}?pageSize=100000")).await?;
    let mut artifacts = Artifacts::new();
    for row in &records(&page) {
        let key = ["artifactName", "localRepoName", "remoteCluster"].map(|name| text(row, name).to_owned());
        artifacts.entry(key).or_default().insert(row["version"].as_str().unwrap_or_default().to_owned());
    }
    Ok(artifacts)
}

/// The numbers of artifacts that are new, gone, and of another version.
fn expected(other: &Artifacts, this: &Artifacts) -> [usize; 3] {
    let none = BTreeSet::new();
    let mut counts = [0; 3];
    for key in this.keys().chain(other.keys()).collect::<BTreeSet<_>>() {
        let (this, other) = (this.get(key).unwrap_or(&none), other.get(key).unwrap_or(&none));
        match (this.difference(other).count(), other.difference(this).count()) {
            (1, 1) => counts[2] += 1,
            (new, gone) => {
                counts[0] += new;
                counts[1] += gone;
            }
        }
    }
    counts
}

async fn wait_for_count(tab: &Tab, kind: &str, count: usize) -> TestResult {
    let selector = format!("[data-change={kind}] > .rl-group-head > b");
    tab.wait_for_texts(&selector, &[&format_number(count as u64)]).await?;
    Ok(())
}

#[test]
fn last_night_is_compared_with_the_night_before() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let (this, other) = (examples::nightly_failed(), examples::nightly_run(2));
        tab.open(&format!("records/{this}")).await?;
        tab.wait_for_count(".rl-analyses a[href*='triage=changes']", 1).await?;
        tab.click(".rl-analyses a[href*='triage=changes']").await?;
        tab.wait_for_url(&format!("records/{this}?triage=changes")).await?;
        let [new, gone, version] = expected(&artifacts(tab, &other).await?, &artifacts(tab, &this).await?);
        assert!(new > 0 && gone > 0 && version > 0, "{new}, {gone}, {version}");
        let answer =
            format!("Not the same artifacts: {new} new, {gone} gone, {version} with another version, digest, or size.");
        tab.wait_for_text(&format!("{ANSWERS}:only-child"), &answer).await?;
        tab.wait_for_text(".rl-answers", "Same name, other digest: none of the").await?;
        tab.wait_for_text("[data-execution=this] .rl-total", "This execution: 12,345 of 12,345 rows").await?;
        for (kind, count) in [("new", new), ("gone", gone), ("content", version)] {
            wait_for_count(tab, kind, count).await?;
        }
        // Another execution is chosen, and read in place of the one before.
        let earlier = examples::nightly_run(4);
        tab.select_option("select[data-name=compare]", &earlier).await?;
        tab.wait_for_url(&format!("records/{this}?triage=changes&compare={earlier}")).await?;
        let [new, gone, version] = expected(&artifacts(tab, &earlier).await?, &artifacts(tab, &this).await?);
        for (kind, count) in [("new", new), ("gone", gone), ("content", version)] {
            wait_for_count(tab, kind, count).await?;
        }
        Ok(())
    })
}

#[test]
fn changes_are_listed_filtered_and_linked_to_their_details() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let (this, other) = (examples::nightly_failed(), examples::nightly_run(2));
        let view = format!("records/{this}?triage=changes&compare={other}");
        tab.open(&view).await?;
        tab.wait_for_count("[data-change=content] .rl-toggle button", 1).await?;
        tab.click("[data-change=content] .rl-toggle button").await?;
        tab.wait_for_url(&format!("{view}&group=content")).await?;
        let items = "[data-change=content] .rl-members > li";
        tab.wait_for_count(items, 20).await?;
        tab.click_text("[data-change=content] button", "Show 100 more").await?;
        tab.wait_for_count(items, 120).await?;
        tab.wait_for_text(&format!("{items}:first-child .rl-differences"), "Version: ").await?;
        // The filter is part of the address.
        tab.select_option("select[name=changedCluster]", "chengdu").await?;
        tab.wait_for_url(&format!("{view}&changedCluster=chengdu&group=content")).await?;
        tab.wait_for_text("[data-change=content] .rl-hint", "match the filters.").await?;
        let clusters = format!(
            "document.querySelector('{items}') && \
                [...document.querySelectorAll('{items} small')].every(e => e.innerText.endsWith('chengdu'))"
        );
        tab.wait_until("the artifacts of the node", &clusters).await?;
        tab.reload().await?;
        // The list changes until all rows have been read.
        tab.wait_until("both executions", "document.querySelector('.rl-triage [data-format=csv]:enabled')").await?;
        tab.wait_for_text("[data-change=content] .rl-hint", "match the filters.").await?;
        tab.wait_until("the artifacts of the node", &clusters).await?;
        let name = tab.texts(&format!("{items}:first-child bdi")).await?.remove(0);
        tab.click(&format!("{items}:first-child .rl-row-links a:first-child")).await?;
        tab.wait_for_texts("table.rl-details td.rl-name bdi", &[&name]).await?;
        tab.click(&format!("{items}:first-child .rl-row-links a:last-child")).await?;
        tab.wait_until("the other execution", &format!("location.pathname.endsWith('{other}')")).await?;
        tab.wait_for_texts("table.rl-details td.rl-name bdi", &[&name]).await?;
        Ok(())
    })
}

#[test]
fn reading_is_stopped_and_resumed_with_partial_answers() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let (this, other) = (examples::nightly_failed(), examples::nightly_run(2));
        let path = format!("detail/page/{other}");
        let slow = Fault::new(path.as_str(), FaultResponse::Genuine).when("pageNumber=3&");
        tab.demo().faults().add(slow.delay(Duration::from_secs(3600)).times(1));
        tab.open(&format!("records/{this}?triage=changes")).await?;
        tab.wait_for_text("[data-execution=other] .rl-reading", "1,000 of").await?;
        tab.wait_for_text(".rl-answers", "So far: Not the same artifacts:").await?;
        tab.wait_for_text(".rl-answers", "Not all rows have been read").await?;
        tab.click_text("[data-execution=other] .rl-reading button", "Stop reading").await?;
        tab.wait_for_text("[data-execution=other] .rl-notice", "Stopped after reading 1,000 of").await?;
        tab.click_text("[data-execution=other] .rl-notice button", "Continue reading").await?;
        let [new, ..] = expected(&artifacts(tab, &other).await?, &artifacts(tab, &this).await?);
        wait_for_count(tab, "new", new).await?;
        tab.wait_until("the final answer", "!document.querySelector('.rl-answers').innerText.includes('So far')")
            .await?;
        Ok(())
    })
}

/// The number of artifacts of a comparison: a change of the version is one.
fn item_count(other: &Artifacts, this: &Artifacts) -> usize {
    let in_both = |key| other.get(key).map_or(0, |other| this[key].intersection(other).count());
    this.keys().map(in_both).sum::<usize>() + expected(other, this).iter().sum::<usize>()
}

#[test]
fn exported_changes_are_those_of_the_page() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let this = examples::BYTES_RECORD;
        tab.open(&format!("records/{this}?triage=changes")).await?;
        tab.wait_until("both executions", "document.querySelector('.rl-triage [data-format=csv]:enabled')").await?;
        let other = tab.evaluate("document.querySelector('select[data-name=compare]').value").await?;
        let other = other.as_str().unwrap();
        without_file_system_access(tab).await?;
        tab.click(".rl-triage [data-format=csv]").await?;
        tab.wait_for_text(".rl-triage .rl-notice", "rows written; complete.").await?;
        assert_eq!(tab.attribute(".rl-triage a[download]", "download").await?, format!("changes-{this}-{other}.csv"));
        let file = await_promise(tab, "window.saved.text()").await?;
        let Value::String(file) = file else { panic!("{file}") };
        let lines: Vec<&str> = file.trim_start_matches('\u{feff}').lines().collect();
        assert!(lines[0].starts_with("change,differs,artifactName,localRepoName,remoteCluster,version,other.version,"));
        let (others, these) = (artifacts(tab, other).await?, artifacts(tab, this).await?);
        // Without those that are the same in both.
        assert!((2..=item_count(&others, &these)).contains(&lines.len()));
        assert!(lines.iter().all(|line| !line.starts_with("unchanged,") || line.contains("FAILED")));
        let [new, gone, _] = expected(&others, &these);
        let count = |kind: &str| lines.iter().filter(|line| line.starts_with(kind)).count();
        assert_eq!((count("new,"), count("gone,")), (new, gone));
        Ok(())
    })
}

#[test]
fn two_executions_are_selected_in_the_history_of_a_plan() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::NIGHTLY_TASK)).await?;
        let rows = "table.rl-history tbody";
        tab.wait_for_count(&format!("{rows} input[type=checkbox]"), 20).await?;
        tab.click(&format!("{rows}:nth-of-type(5) input[type=checkbox]")).await?;
        tab.wait_for_text(".rl-selected-runs", "1 of 2 executions selected for comparison").await?;
        tab.click(&format!("{rows}:nth-of-type(2) input[type=checkbox]")).await?;
        tab.wait_for_text(".rl-selected-runs", "2 of 2 executions selected for comparison").await?;
        tab.wait_for_count(&format!("{rows} input[type=checkbox]:disabled"), 18).await?;
        // The selection is part of the address, the later execution first, and outlives a page of the table.
        let (this, other) = (examples::nightly_run(1), examples::nightly_run(4));
        let history = format!("tasks/{}?compare={this}%2C{other}", examples::NIGHTLY_TASK);
        tab.wait_for_url(&history).await?;
        tab.reload().await?;
        tab.wait_for_count(&format!("{rows} input[type=checkbox]:checked"), 2).await?;
        tab.click_text(".rl-selected-runs a", "Compare selected").await?;
        tab.wait_until("the comparison", "document.querySelector('.rl-answers')").await?;
        let search = tab.evaluate("location.pathname + location.search").await?;
        assert!(search.as_str().unwrap().contains(&format!("{this}?")), "{search}");
        assert!(search.as_str().unwrap().ends_with(&format!("triage=changes&compare={other}")), "{search}");
        tab.back().await?;
        tab.wait_for_url(&history).await?;
        tab.wait_for_count(&format!("{rows} input[type=checkbox]:checked"), 2).await?;
        Ok(())
    })
}

#[test]
fn an_execution_is_compared_with_any_other_from_its_page() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let (this, later) = (examples::nightly_run(4), examples::nightly_run(1));
        tab.open(&format!("records/{this}?triage=changes")).await?;
        tab.click_text(".rl-triage a", "Choose any execution in the execution log").await?;
        tab.wait_for_url(&format!("tasks/{}?compare={this}", examples::NIGHTLY_TASK)).await?;
        let rows = "table.rl-history tbody";
        tab.wait_for_count(&format!("{rows} input[type=checkbox]:checked"), 1).await?;
        tab.click(&format!("{rows}:nth-of-type(2) input[type=checkbox]")).await?;
        tab.wait_for_url(&format!("tasks/{}?compare={later}%2C{this}", examples::NIGHTLY_TASK)).await?;
        Ok(())
    })
}

#[test]
fn a_continuous_plan_offers_no_comparison() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::LIVE_TASK)).await?;
        tab.wait_for_count("table.rl-history tbody", 1).await?;
        tab.wait_until_idle().await?;
        tab.wait_for_none("table.rl-history input[type=checkbox]").await?;
        tab.open(&format!("records/{}?triage=changes", examples::LIVE_RECORD)).await?;
        tab.wait_for_text(".rl-triage .rl-notice", "replicates continuously in one execution").await?;
        Ok(())
    })
}

#[test]
fn the_comparisons_of_failures_and_of_all_artifacts_link_to_each_other() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        let (this, other) = (examples::nightly_failed(), examples::nightly_run(3));
        tab.open(&format!("records/{this}?triage=before&compare={other}")).await?;
        tab.wait_for_count("[data-change]", 3).await?;
        tab.click_text(".rl-triage a", "Compare all artifacts").await?;
        tab.wait_for_url(&format!("records/{this}?triage=changes&compare={other}")).await?;
        tab.wait_for_count("[data-change]", 6).await?;
        // The link moves until all rows have been read.
        tab.wait_for_none(".rl-triage .rl-reading").await?;
        tab.click_text(".rl-triage a", "Compare with an earlier execution").await?;
        tab.wait_for_url(&format!("records/{this}?triage=before&compare={other}")).await?;
        Ok(())
    })
}
