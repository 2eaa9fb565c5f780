//! Visits every state of every page, for checks that must hold in all of them.

use replica_log_e2e::{AllowedErrors, Error, FaultResponse, Key, Setup, Tab, TestResult, examples};
use std::time::Duration;

/// The setup for [`each_state`].
pub fn setup(language: &str) -> Setup {
    let mut setup = Setup::running(Duration::from_secs(600));
    setup.options.shortcuts = true;
    Setup { language: language.into(), allowed_errors: AllowedErrors::Any, ..setup }
}

/// Brings the page into each state and calls `check` there.
pub async fn each_state(tab: &Tab, mut check: impl AsyncFnMut(&str) -> Result<(), Error>) -> TestResult {
    tab.demo().clock().freeze();
    tab.open("").await?;
    tab.press(Key::Enter).await?;
    tab.wait_for_count(".rl-refused", 1).await?;
    check("home, refused").await?;
    let failed = format!("records/{}?planName=nightly-release", examples::nightly_failed());
    let rows = tab.service_data(&format!("detail/page/{}?status=FAILED", examples::nightly_failed())).await?;
    let id = rows.pointer("/records/0/id").and_then(serde_json::Value::as_str).unwrap().to_owned();
    let task = format!("tasks/{}?pageSize=10", examples::NIGHTLY_TASK);
    for (state, path) in [
        ("task", format!("{task}&planName=nightly-release")),
        ("task that never ran", format!("tasks/{}", examples::EMPTY_TASK)),
        ("task, nothing matches", format!("tasks/{}?status=FAILED", examples::EDGE_TASK)),
        ("plans", format!("projects/{}/plans?pageSize=10", examples::PROJECT)),
        ("no plans", "projects/nowhere/plans".to_owned()),
        ("trend", format!("{task}&history=all")),
        ("record", format!("{failed}&pageSize=10&pageNumber=600")),
        ("record, an open row", format!("{failed}&status=FAILED&pageSize=5&open={id}")),
        ("record, odd", format!("records/{}", examples::ODD_RECORD)),
        ("record, historical", format!("records/{}?pageSize=5", examples::MIXED_RECORD)),
        ("record, running", format!("records/{}?pageSize=10", examples::RUNNING_RECORD)),
        ("record, continuous", format!("records/{}?pageSize=10", examples::LIVE_RECORD)),
        ("record, probably stuck", format!("records/{}?pageSize=10", examples::STUCK_RECORD)),
        ("record, details not kept", format!("records/{}", examples::UNRECORDED_RECORD)),
        ("by error", format!("{failed}&pageSize=5&triage=error")),
        ("by cluster", format!("{failed}&pageSize=5&triage=cluster")),
        ("against the run before", format!("{failed}&pageSize=5&triage=before&group=new")),
        ("all artifacts of two runs", format!("{failed}&pageSize=5&triage=changes&group=content")),
    ] {
        tab.open(&path).await?;
        tab.wait_until_idle().await?;
        if path.contains("history=all") {
            tab.click(".rl-numbers-switch button").await?;
            tab.wait_for_count(".rl-numbers table", 1).await?;
        }
        if path.contains("triage=") {
            let toggle = ".rl-triage .rl-toggle button[aria-expanded=false]";
            tab.wait_until("groups", &format!("document.querySelector('{toggle}')")).await?;
            tab.click(toggle).await?;
            tab.wait_until("an open group", "document.querySelector('.rl-triage .rl-members li')").await?;
            tab.wait_for_none(".rl-triage .rl-reading").await?;
        }
        check(state).await?;
    }
    tab.open(&format!("{failed}&pageSize=5&triage=matrix")).await?;
    tab.wait_until("the matrix", "document.querySelector('.rl-matrix td a')").await?;
    tab.wait_for_none(".rl-triage .rl-reading").await?;
    check("matrix").await?;
    tab.click(".rl-triage .rl-choice a[href*='triage=durations']").await?;
    tab.wait_for_count(".rl-findings", 1).await?;
    check("durations").await?;
    tab.open(&task).await?;
    tab.click(".rl-plan-toggle").await?;
    tab.wait_until("the settings", "document.querySelector('.rl-plan-facts dd')").await?;
    check("plan settings").await?;
    tab.click(".rl-plan-toggle").await?;
    tab.open("").await?;
    tab.wait_for_count("[data-name=recent]", 1).await?;
    check("home, recently opened").await?;
    tab.open(&format!("{failed}&pageSize=5")).await?;
    tab.wait_until_idle().await?;
    tab.click(".rl-filters .rl-more").await?;
    check("record, all filters").await?;
    for name in ["columns", "keys", "raw", "export"] {
        let opener = if name == "keys" { ".rl-help".to_owned() } else { format!("button[data-name={name}]") };
        tab.click(&opener).await?;
        tab.wait_for_count(&format!("dialog[data-name={name}][open]"), 1).await?;
        if name == "raw" {
            tab.click("dialog[data-name=raw] [data-main]").await?;
            tab.wait_for_count("dialog[data-name=raw] pre", 1).await?;
        }
        check(&format!("dialog {name}")).await?;
        tab.press(Key::Escape).await?;
        tab.wait_for_none("dialog[open]").await?;
    }
    for answer in [FaultResponse::Status(403), FaultResponse::Envelope { code: 250_102, message: "忙".into() }] {
        tab.demo().faults().add(Tab::fault_of_rows(answer));
        tab.click(".rl-refresh").await?;
        tab.wait_for_count(".rl-stale", 1).await?;
        check("record, stale").await?;
        tab.demo().faults().clear();
    }
    Ok(())
}
