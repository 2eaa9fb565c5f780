//! From a project to the execution: the plans of a project, the settings of a plan, and what the app never requests.

use crate::export::{await_promise, without_file_system_access};
use replica_log_e2e::{
    AllowedErrors, Endpoint, Error, FaultResponse, Key, Setup, Tab, TestResult, browser_test, examples,
};
use serde_json::Value;
use std::time::Duration;

const NAMES: &str = "table.rl-plans .rl-row-link";

fn plans(query: &str) -> String {
    format!("projects/{}/plans{query}", examples::PROJECT)
}

/// Waits until the table shows this number of plans.
async fn expect_plans(tab: &Tab, number: usize) -> Result<(), Error> {
    tab.wait_for_count(NAMES, number).await
}

#[test]
fn plans_lead_to_the_history_and_their_status_to_the_latest_execution() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&plans("")).await?;
        expect_plans(tab, 20).await?;
        tab.wait_for_text(".rl-total", "30 plans").await?;
        tab.click(".rl-pager a[rel=next]").await?;
        expect_plans(tab, 10).await?;
        tab.wait_for_url(&plans("?pageNumber=2")).await?;
        tab.open(&plans("?name=nightly-release")).await?;
        tab.click_text(NAMES, "nightly-release").await?;
        tab.wait_for_url(&format!("tasks/{}?planName=nightly-release", examples::NIGHTLY_TASK)).await?;
        tab.wait_for_texts("h1", &["nightly-release"]).await?;
        tab.back().await?;
        tab.click("table.rl-plans td:first-child a").await?;
        let newest = tab.service_data(&format!("page/{}?pageSize=1", examples::NIGHTLY_TASK)).await?;
        let id = newest.pointer("/records/0/id").and_then(Value::as_str).unwrap_or_default().to_owned();
        tab.wait_for_url(&format!("records/{id}?planName=nightly-release")).await?;
        // The address of the search is replaced, so that "back" does not search again.
        tab.back().await?;
        tab.wait_for_url(&plans("?name=nightly-release")).await?;
        Ok(())
    })
}

#[test]
fn failed_plans_are_one_click_away_and_filters_survive_a_reload() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&plans("")).await?;
        expect_plans(tab, 20).await?;
        tab.click_text(".rl-filters .rl-choice a", "Failed").await?;
        tab.wait_for_url(&plans("?lastExecutionStatus=FAILED")).await?;
        let all_failed = format!(
            "[...document.querySelectorAll('{NAMES}')].length > 0 && \
                [...document.querySelectorAll('table.rl-plans td:first-child')].every(e => e.innerText.trim() === 'Failed')"
        );
        tab.wait_until("failed plans only", &all_failed).await?;
        tab.click_text(".rl-filters .rl-choice a", "Disabled").await?;
        tab.click_text(".rl-tools .rl-choice a", "Last execution").await?;
        let address = plans("?lastExecutionStatus=FAILED&enabled=false&sortType=LAST_EXECUTION_TIME");
        tab.wait_for_url(&address).await?;
        tab.wait_for_texts(NAMES, &["old-mirror"]).await?;
        tab.reload().await?;
        tab.wait_for_texts(NAMES, &["old-mirror"]).await?;
        tab.wait_for_texts(".rl-choice [aria-current]", &["Failed", "Disabled", "Last execution", "Latest first"])
            .await?;
        Ok(())
    })
}

#[test]
fn a_name_with_special_characters_is_found_literally() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&plans("")).await?;
        expect_plans(tab, 20).await?;
        tab.press("/").await?;
        tab.wait_for_value("the filter to have the focus", "document.activeElement.name", "name").await?;
        tab.press(examples::PATTERN_NAME).await?;
        tab.wait_for_texts(NAMES, &[examples::PATTERN_NAME]).await?;
        Ok(())
    })
}

#[test]
fn keyboard_moves_between_plans_and_opens_one() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&plans("?name=n")).await?;
        tab.wait_until("plans", &format!("document.querySelectorAll('{NAMES}').length > 1")).await?;
        let second = tab.texts(NAMES).await?.swap_remove(1);
        tab.press("j").await?;
        tab.press("j").await?;
        tab.wait_for_value("the second plan to have the focus", "document.activeElement.innerText", second.as_str())
            .await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_texts("h1", &[second.as_str()]).await?;
        Ok(())
    })
}

#[test]
fn empty_unknown_and_refused_lists_are_different_sights() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.open(&plans("?name=nothing")).await?;
        tab.wait_for_text(".rl-empty", "No results match these filters.").await?;
        tab.click_text(".rl-empty a", "Clear all").await?;
        expect_plans(tab, 20).await?;
        tab.open("projects/nowhere/plans").await?;
        tab.wait_for_text(".rl-empty", "No plans found for this project").await?;
        tab.fault(Endpoint::TaskPage, FaultResponse::Status(403));
        tab.open(&plans("")).await?;
        tab.wait_for_count(".rl-failure[data-kind=Forbidden]", 1).await?;
        tab.wait_for_none(".rl-empty .rl-notice").await?;
        Ok(())
    })
}

#[test]
fn the_list_is_live_while_a_plan_is_running() -> TestResult {
    browser_test(Setup::running(Duration::from_secs(600)), async |tab| {
        tab.demo().clock().freeze();
        tab.open(&plans("?name=hotfix-push")).await?;
        tab.wait_for_texts("table.rl-plans td:first-child", &["Running"]).await?;
        tab.demo().clock().advance(Duration::from_secs(601));
        tab.wait_for_texts("table.rl-plans td:first-child", &["Success"]).await?;
        Ok(())
    })
}

#[test]
fn settings_of_the_plan_unfold_on_its_page_and_on_that_of_an_execution() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open(&format!("tasks/{}", examples::NIGHTLY_TASK)).await?;
        tab.wait_for_texts("h1", &["nightly-release"]).await?;
        tab.wait_for_texts(".rl-trail a", &[examples::PROJECT]).await?;
        tab.click(".rl-plan-toggle").await?;
        tab.wait_for_fact_in(".rl-plan-facts", "After an error", "Continue").await?;
        // They stay open on the pages that follow.
        tab.click("table.rl-history .rl-row-link").await?;
        tab.wait_for_fact_in(".rl-plan-facts", "After an error", "Continue").await?;
        tab.wait_for_texts("h1", &["nightly-release"]).await?;
        tab.wait_for_texts(".rl-trail a", &[examples::PROJECT, "nightly-release"]).await?;
        let title = tab.evaluate("document.title").await?;
        assert!(title.as_str().is_some_and(|title| title.contains("nightly-release · demo · Replica Log")), "{title}");
        tab.click_text(".rl-plan-facts a", examples::PROJECT).await?;
        tab.wait_for_url(&plans("")).await?;
        Ok(())
    })
}

#[test]
fn service_without_tasks_shows_the_pages_without_an_error() -> TestResult {
    browser_test(Setup::with_request_errors(), async |tab| {
        tab.fault(Endpoint::TaskInfo, FaultResponse::Status(404));
        tab.open(&format!("tasks/{}", examples::NIGHTLY_TASK)).await?;
        tab.wait_for_count("table.rl-history tbody", 20).await?;
        tab.wait_for_texts("h1", &[&format!("Plan {}", examples::NIGHTLY_TASK)]).await?;
        tab.open(&format!("records/{}", examples::UNCHANGED_RECORD)).await?;
        tab.wait_for_count("table.rl-details tbody", 20).await?;
        tab.wait_until_idle().await?;
        tab.wait_for_none(".rl-failure, .rl-plan-toggle").await?;
        Ok(())
    })
}

#[test]
fn a_pasted_console_address_opens_the_execution_and_a_project_id_its_plans() -> TestResult {
    browser_test(Setup::default(), async |tab| {
        tab.open("").await?;
        let record = examples::UNCHANGED_RECORD;
        let pasted =
            format!("https://bkrepo.example.com/ui/demo/planManage/logDetail/{record}?planName=nightly-mirror");
        tab.fill("input[name=id]", &pasted).await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_url(&format!("records/{record}?planName=nightly-mirror")).await?;
        tab.open("").await?;
        tab.fill("input[name=id]", examples::OTHER_PROJECT).await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_url(&format!("projects/{}/plans", examples::OTHER_PROJECT)).await?;
        expect_plans(tab, 8).await?;
        // Opened projects are listed.
        tab.open("").await?;
        tab.wait_for_text("[data-name=recent]", examples::OTHER_PROJECT).await?;
        Ok(())
    })
}

#[test]
fn plans_of_the_configured_project_are_the_first_page() -> TestResult {
    browser_test(Setup::with_config(serde_json::json!({ "projectId": examples::OTHER_PROJECT })), async |tab| {
        tab.open("").await?;
        expect_plans(tab, 8).await?;
        tab.wait_for_count("input[name=id]", 1).await?;
        tab.click_text(".rl-filters .rl-choice a", "Failed").await?;
        tab.wait_for_url(&format!("projects/{}/plans?lastExecutionStatus=FAILED", examples::OTHER_PROJECT)).await?;
        Ok(())
    })
}

/// The endpoints that the app may request, all of which only read.
const READ_ONLY: [&str; 8] = [
    "record/list/",
    "record/page/",
    "record/detail/list/",
    "record/detail/page/",
    "record/overview/",
    "record/",
    "info/",
    "page/",
];

#[test]
fn the_app_only_reads_and_keeps_no_account_names() -> TestResult {
    browser_test(Setup { allowed_errors: AllowedErrors::Requests, ..Setup::default() }, async |tab| {
        let failed = examples::nightly_failed();
        tab.open(&plans("")).await?;
        expect_plans(tab, 20).await?;
        without_file_system_access(tab).await?;
        tab.click("button[data-name=export]").await?;
        tab.click("dialog[data-name=export] [data-format=ndjson]").await?;
        tab.wait_for_text("dialog[data-name=export] .rl-notice", "30 rows written; complete.").await?;
        let file = await_promise(tab, "window.saved.text()").await?;
        let file = file.as_str().unwrap_or_default();
        assert!(file.contains("nightly-release") && file.contains("cronExpression"), "{file}");
        for secret in ["createdBy", "lastModifiedBy", "admin", "username", "accessKey", "certificate"] {
            assert!(!file.contains(secret), "{secret}");
        }
        for page in [
            format!("tasks/{}?history=all", examples::NIGHTLY_TASK),
            format!("tasks/{}?execution=latest", examples::NIGHTLY_TASK),
            format!("records/{failed}?triage=error"),
            format!("records/{failed}?triage=before"),
            "".to_owned(),
        ] {
            tab.open(&page).await?;
            tab.wait_until_idle().await?;
        }
        tab.fill("input[name=id]", "nowhere").await?;
        tab.press(Key::Enter).await?;
        tab.wait_for_count(".rl-refused", 1).await?;
        let stored = tab.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })").await?;
        assert!(stored.as_str().is_some_and(|stored| !stored.contains("admin")), "{stored}");
        let requests = tab.requests("");
        assert!(requests.len() > 15, "{}", requests.len());
        for request in requests {
            let below = request.path.strip_prefix("/replication/api/task/").unwrap_or_default();
            assert_eq!(request.method, "GET");
            assert!(READ_ONLY.iter().any(|start| below.starts_with(start)), "{}", request.path);
        }
        Ok(())
    })
}
