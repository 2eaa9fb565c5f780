//! Why did it fail: all failed details of an execution, grouped, and held against those of a run before.

use crate::common::{grouped, records, text, to_the_second, total};
use replica_log_e2e::{Endpoint, Fault, FaultAnswer, Outcome, Setup, Tab, examples, parameters, visit};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::time::Duration;

const GROUPS: &str = ".rl-groups > .rl-group";
const OVER: &str = ".rl-triage .rl-total";

fn bulk() -> String {
    format!("records/{}", examples::BULK_RECORD)
}

/// What the service says failed in a record.
async fn failures(tab: &Tab, record: &str) -> Outcome<Vec<Value>> {
    let page = tab.service_says(&format!("detail/page/{record}?pageSize=100000&status=FAILED")).await?;
    let rows = records(&page);
    assert_eq!(rows.len() as u64, total(&page));
    Ok(rows)
}

/// The pages of failed details that the page asked for, 500 rows each.
fn walked(tab: &Tab) -> Vec<String> {
    let of = |name: &str, all: &[(String, String)]| {
        all.iter().find(|(has, _)| has == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let asked = tab.asked("detail/page/").iter().map(parameters).collect::<Vec<_>>();
    let walked = asked.iter().filter(|all| of("pageSize", all) == "500");
    walked.inspect(|all| assert_eq!(of("status", all), "FAILED")).map(|all| of("pageNumber", all)).collect()
}

/// The counts of the groups, as they are shown.
async fn counts(tab: &Tab) -> Outcome<Vec<u64>> {
    let texts = tab.texts(&format!("{GROUPS} > .rl-group-head > b")).await?;
    Ok(texts.iter().map(|text| text.replace(',', "").parse().unwrap()).collect())
}

/// An artifact, as it is the same in every run.
fn artifact(row: &Value) -> [String; 4] {
    ["remoteCluster", "localRepoName", "artifactName", "version"].map(|name| row[name].to_string())
}

#[test]
fn thousands_of_failures_are_a_few_groups_over_all_of_them() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&bulk()).await?;
        tab.click_word(".rl-questions a", "Group 4,151 failed artifacts by what went wrong").await?;
        tab.is_at(&format!("{}?triage=error", bulk())).await?;
        tab.reads(OVER, &["Over 4,151 of 4,151 failed artifacts"]).await?;
        assert_eq!(walked(tab), (1..=9).map(|page| page.to_string()).collect::<Vec<_>>(), "page by page, in turn");
        let counts = counts(tab).await?;
        assert_eq!(counts.iter().sum::<u64>(), 4151);
        assert!((10..=14).contains(&counts.len()), "{counts:?}");
        assert!(counts.is_sorted_by(|one, other| one >= other), "the largest first");
        // Time-outs of hundreds of hosts are one group.
        let rows = failures(tab, examples::BULK_RECORD).await?;
        let timed_out = rows.iter().filter(|row| text(row, "errorReason").contains("SocketTimeoutException")).count();
        let first = format!("{GROUPS}:first-child");
        tab.reads(&format!("{first} .rl-shape"), &["java.net.SocketTimeoutException: timeout"]).await?;
        tab.reads(&format!("{first} > .rl-group-head > b"), &[&timed_out.to_string()]).await?;
        tab.sees(&format!("{first} .rl-group-share"), "22.1%").await?;
        Ok(())
    })
}

#[test]
fn a_group_opens_its_rows_and_a_cluster_in_it_sets_the_filter() -> Outcome {
    visit(Setup::default(), async |tab| {
        tab.open(&format!("{}?triage=error", bulk())).await?;
        tab.reads(OVER, &["Over 4,151 of 4,151 failed artifacts"]).await?;
        let first = format!("{GROUPS}:first-child");
        tab.click(&format!("{first} .rl-toggle button")).await?;
        tab.sees(&format!("{first} pre"), "java.net.SocketTimeoutException: timeout").await?;
        tab.sees(&format!("{first} pre"), "at okhttp3").await?;
        tab.counts(&format!("{first} .rl-members > li"), 20).await?;
        // Closed, it names the first few of what it hits; open, all of them.
        let rows = failures(tab, examples::BULK_RECORD).await?;
        let hit =
            rows.iter().filter(|row| text(row, "errorReason").starts_with("java.net.SocketTimeoutException: timeout"));
        let repositories: HashSet<&str> = hit.map(|row| text(row, "localRepoName")).collect();
        assert!(repositories.len() > 3);
        tab.counts(&format!("{first} > .rl-hits a[href*='repoName=']"), repositories.len()).await?;
        tab.counts(&format!("{GROUPS}:nth-child(2) > .rl-hits a[href*='repoName=']"), 3).await?;
        tab.click_word(&format!("{first} button"), "Show 100 more").await?;
        tab.counts(&format!("{first} .rl-members > li"), 120).await?;
        let place = tab.value("location.search").await?;
        assert!(place.as_str().unwrap().contains("&group="), "{place}");
        // A sent link shows the same.
        tab.reload().await?;
        tab.counts(&format!("{first} .rl-members > li"), 20).await?;
        tab.reads(OVER, &["Over 4,151 of 4,151 failed artifacts"]).await?;
        // A cluster narrows the table, and all that was read stays.
        let walks = walked(tab).len();
        tab.click_word(&format!("{first} .rl-hits a"), "sao-paulo").await?;
        tab.reads(".rl-chips li bdi", &["Status: Failed", "Remote cluster: sao-paulo"]).await?;
        // The table stands far below: one is brought to it, and so is the focus.
        tab.until_same("the focus on the table", "document.activeElement.dataset.part", "details").await?;
        let top = "document.activeElement.getBoundingClientRect().top";
        tab.until("the table in sight", &format!("{top} > -2 && {top} < innerHeight / 2")).await?;
        let there = rows.iter().filter(|row| row["remoteCluster"] == "sao-paulo").count() as u64;
        tab.sees("[aria-label=Details] .rl-total", &format!("{} artifacts", grouped(there))).await?;
        tab.counts(&format!("{first} .rl-members > li"), 20).await?;
        assert_eq!(walked(tab).len(), walks, "nothing was read again");
        // An artifact leads to its row.
        let name = tab.texts(&format!("{first} .rl-members > li:first-child a")).await?.remove(0);
        tab.click(&format!("{first} .rl-members > li:first-child a")).await?;
        tab.sees("table.rl-details td.rl-name bdi", &name).await?;
        tab.click_word(".rl-triage .rl-button", "Close").await?;
        tab.misses(".rl-triage").await?;
        Ok(())
    })
}

#[test]
fn failures_are_grouped_by_cluster_and_by_repository_too() -> Outcome {
    visit(Setup::default(), async |tab| {
        let record = examples::nightly_failed();
        tab.open(&format!("records/{record}?triage=error")).await?;
        tab.reads(OVER, &["Over 246 of 246 failed artifacts"]).await?;
        let rows = failures(tab, &record).await?;
        for (word, by, field) in
            [("By remote cluster", "cluster", "remoteCluster"), ("By repository", "repository", "localRepoName")]
        {
            tab.click_word(".rl-triage .rl-choice a", word).await?;
            tab.is_at(&format!("records/{record}?triage={by}")).await?;
            let names: HashSet<&str> = rows.iter().map(|row| text(row, field)).collect();
            tab.counts(GROUPS, names.len()).await?;
            let shown = tab.texts(&format!("{GROUPS} .rl-shape")).await?;
            let counts = counts(tab).await?;
            for (name, count) in shown.iter().zip(counts) {
                assert_eq!(rows.iter().filter(|row| text(row, field) == name).count() as u64, count, "{name}");
            }
        }
        assert_eq!(walked(tab), ["1"], "one reading answers all three questions");
        Ok(())
    })
}

#[test]
fn a_connection_that_breaks_in_the_middle_leaves_what_was_read_and_a_way_on() -> Outcome {
    visit(Setup::troubled(), async |tab| {
        let cut = Fault::new(Endpoint::DetailPage, FaultAnswer::Cut).when("pageNumber=5&").times(3);
        tab.demo().faults().add(cut);
        tab.open(&format!("{}?triage=error", bulk())).await?;
        tab.sees(".rl-triage .rl-failure", "Reading broke off after 2,000 of 4,151").await?;
        tab.sees(".rl-triage .rl-failure", "No connection to the replication service").await?;
        tab.reads(OVER, &["Over 2,000 of 4,151 failed artifacts"]).await?;
        assert_eq!(counts(tab).await?.iter().sum::<u64>(), 2000);
        assert_eq!(walked(tab), ["1", "2", "3", "4", "5", "5", "5"]);
        tab.click_word(".rl-triage .rl-failure button", "Go on").await?;
        tab.reads(OVER, &["Over 4,151 of 4,151 failed artifacts"]).await?;
        assert_eq!(counts(tab).await?.iter().sum::<u64>(), 4151);
        assert_eq!(walked(tab)[7..], ["5", "6", "7", "8", "9"], "what was read is not read again");
        tab.misses(".rl-triage .rl-failure").await?;
        Ok(())
    })
}

#[test]
fn reading_can_be_stopped_and_goes_on_where_it_was() -> Outcome {
    visit(Setup::default(), async |tab| {
        let slow = Fault::new(Endpoint::DetailPage, FaultAnswer::Genuine).when("pageNumber=3&");
        tab.demo().faults().add(slow.delay(Duration::from_secs(3600)).times(1));
        tab.open(&format!("{}?triage=error", bulk())).await?;
        tab.sees(".rl-reading", "1,000 of 4,151 read").await?;
        tab.until_same("how far it is", "document.querySelector('.rl-reading progress').value", 1000).await?;
        tab.click_word(".rl-reading button", "Stop").await?;
        tab.sees(".rl-triage .rl-notice", "Stopped after 1,000 of 4,151.").await?;
        assert_eq!(counts(tab).await?.iter().sum::<u64>(), 1000);
        tab.click_word(".rl-triage .rl-notice button", "Go on").await?;
        tab.reads(OVER, &["Over 4,151 of 4,151 failed artifacts"]).await?;
        Ok(())
    })
}

#[test]
fn what_one_reads_stays_while_more_is_read() -> Outcome {
    visit(Setup::default(), async |tab| {
        let slow = Fault::new(Endpoint::DetailPage, FaultAnswer::Genuine).when("pageNumber=3&");
        tab.demo().faults().add(slow.delay(Duration::from_secs(3600)).times(1));
        tab.open(&format!("{}?triage=error", bulk())).await?;
        tab.sees(".rl-reading", "1,000 of 4,151 read").await?;
        let first = format!("{GROUPS}:first-child");
        tab.click(&format!("{first} .rl-toggle button")).await?;
        tab.click_word(&format!("{first} button"), "Show 100 more").await?;
        tab.counts(&format!("{first} .rl-members > li"), 120).await?;
        let before = counts(tab).await?[0];
        let hold = format!(
            "(window.held = ['.rl-toggle button', '.rl-hits a', '.rl-members li:nth-child(100)'] \
            .map(part => document.querySelector('{first} ' + part)), null)"
        );
        tab.value(&hold).await?;
        tab.click_word(".rl-reading button", "Stop").await?;
        tab.click_word(".rl-triage .rl-notice button", "Go on").await?;
        tab.value("(window.held[0].focus(), null)").await?;
        tab.reads(OVER, &["Over 4,151 of 4,151 failed artifacts"]).await?;
        let after = tab.value("window.held.map(element => element.isConnected)").await?;
        assert_eq!(after, json!([true, true, true]), "the button, the link, the artifact");
        assert_eq!(tab.value("document.activeElement === window.held[0]").await?, true);
        tab.counts(".rl-members > li", 120).await?;
        let group = "window.held[0].closest('.rl-group').querySelector('.rl-group-head > b').innerText";
        tab.until("its count to have grown", &format!("Number({group}) > {before}")).await?;
        Ok(())
    })
}

#[test]
fn a_run_that_goes_on_may_have_failed_further() -> Outcome {
    visit(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().stop();
        let record = examples::nightly_running();
        tab.open(&format!("records/{record}?triage=error")).await?;
        tab.sees(".rl-triage .rl-notice", "This execution is still running: more may fail.").await?;
        let failed = failures(tab, &record).await?.len();
        tab.reads(OVER, &[&format!("Over {failed} of {failed} failed artifacts")]).await?;
        // The key for a refresh is that of the page, not that of what was read on demand.
        let (all, walks) = (tab.asked("detail/page/").len(), walked(tab).len());
        tab.press("r").await?;
        tab.until_some("a refresh of the table", async || {
            let now = tab.asked("detail/page/").len();
            Ok(if now > all { Ok(()) } else { Err(now.to_string()) })
        })
        .await?;
        assert_eq!(walked(tab).len(), walks);
        Ok(())
    })
}

#[test]
fn the_run_before_tells_what_is_new_what_stayed_and_what_is_gone() -> Outcome {
    visit(Setup::default(), async |tab| {
        let record = examples::nightly_failed();
        tab.open(&format!("records/{record}")).await?;
        tab.click_word(".rl-questions a", "Against the run before").await?;
        tab.is_at(&format!("records/{record}?triage=before")).await?;
        for before in [2, 4] {
            let artifacts = async |ago: usize| {
                let rows = failures(tab, &examples::nightly_run(ago)).await?;
                Ok::<HashSet<_>, replica_log_e2e::Failed>(rows.iter().map(artifact).collect())
            };
            let (now, then) = (artifacts(1).await?, artifacts(before).await?);
            if before != 2 {
                tab.choose("select[data-name=compare]", &examples::nightly_run(before)).await?;
                tab.is_at(&format!("records/{record}?triage=before&compare={}", examples::nightly_run(before))).await?;
            }
            for (change, count) in [
                ("new", now.difference(&then).count()),
                ("both", now.intersection(&then).count()),
                ("gone", then.difference(&now).count()),
            ] {
                tab.reads(&format!("[data-change={change}] > .rl-group-head > b"), &[&count.to_string()]).await?;
                assert!(count > 0, "{change}");
            }
        }
        tab.click("[data-change=gone] .rl-toggle button").await?;
        tab.is_at(&format!("records/{record}?triage=before&compare={}&group=gone", examples::nightly_run(4))).await?;
        tab.sees("[data-change=gone]", "failed details alone cannot tell which").await?;
        tab.counts("[data-change=gone] .rl-members > li", 20).await?;
        Ok(())
    })
}

#[test]
fn what_cannot_be_compared_is_said() -> Outcome {
    visit(Setup::default(), async |tab| {
        let first = examples::nightly_run(examples::NIGHTLY_RUNS - 1);
        tab.open(&format!("records/{first}?triage=before")).await?;
        tab.sees(".rl-triage .rl-notice", "no execution of this task before this one").await?;
        // Historical details name no artifact.
        tab.open(&format!("records/{}?triage=before", examples::MIXED_RECORD)).await?;
        let rows = failures(tab, examples::MIXED_RECORD).await?;
        let unnamed = rows.iter().filter(|row| row["artifactName"].is_null()).count();
        assert!(unnamed > 0 && unnamed < rows.len(), "{unnamed}");
        tab.sees(".rl-triage .rl-notice", &format!("and {unnamed} now are historical and name no artifact")).await?;
        tab.counts("[data-change]", 3).await?;
        Ok(())
    })
}

#[test]
fn nothing_is_asked_about_an_execution_in_which_nothing_failed() -> Outcome {
    visit(Setup::default(), async |tab| {
        let task = tab.service_says(&format!("page/{}?pageSize=1", examples::EDGE_TASK)).await?;
        let record = text(&records(&task)[0], "id").to_owned();
        tab.open(&format!("records/{record}")).await?;
        tab.reads(".rl-count[data-tone=bad]", &["0 failed"]).await?;
        tab.misses(".rl-questions a").await?;
        // A link that asks all the same is answered.
        tab.open(&format!("records/{record}?triage=error")).await?;
        tab.reads(OVER, &["No artifact of this execution has failed."]).await?;
        assert_eq!(tab.value("document.querySelectorAll('.rl-group').length").await?, json!(0));
        Ok(())
    })
}

#[test]
fn another_time_zone_is_that_of_all_times() -> Outcome {
    visit(Setup::default(), async |tab| {
        let record = examples::nightly_failed();
        tab.open(&format!("records/{record}?triage=before")).await?;
        tab.counts("[data-change]", 3).await?;
        let option = "document.querySelector('select[data-name=compare]').selectedOptions[0].innerText";
        let own = tab.value(option).await?;
        tab.click_word(".rl-segments button", "UTC").await?;
        tab.until("the runs by their times in UTC", &format!("{option} !== {own}")).await?;
        tab.counts("[data-change]", 3).await?;
        tab.click_word(".rl-triage .rl-choice a", "By error").await?;
        let first = tab.service_says_in("UTC", &format!("detail/page/{record}?pageSize=1000&status=FAILED")).await?;
        let latest = to_the_second(text(&records(&first)[0], "startTime"));
        let last =
            "[...document.querySelectorAll('.rl-hits span:last-of-type time')].map(e => e.innerText).sort().pop()";
        tab.until_same("the last of all failures, in UTC", last, latest).await?;
        Ok(())
    })
}
