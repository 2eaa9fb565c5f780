//! Request headers of an embedded app that its options set: the project and the time zone.

use crate::shadow_dom::{click, test_in_bare_host, wait_for_rows};
use replica_log_e2e::{RecordedRequest, Tab, TestResult, examples};
use serde_json::json;

/// Waits for a request with the project, and with or without a time zone.
async fn wait_for_headers(tab: &Tab, project: Option<&str>, has_zone: bool) -> TestResult {
    let matches = |seen: &RecordedRequest| {
        seen.header("x-bkrepo-project-id") == project && seen.header("x-bkrepo-time-zone").is_some() == has_zone
    };
    tab.wait_for_request(&format!("project {project:?}, time zone {has_zone}"), "detail/page/", matches).await?;
    Ok(wait_for_rows(tab, 20).await?)
}

#[test]
fn options_of_mount_set_the_project_and_time_zone_headers() -> TestResult {
    test_in_bare_host(async |tab| {
        let place = format!("{{ record: '{}' }}", examples::ODD_RECORD);
        let options = format!("{{ locale: 'en-US', place: {place}, projectId: 'blueking', sendTimeZone: false }}");
        tab.run_in_page(format!("window.app = replicaLog.mount(document.getElementById('one'), {options})")).await?;
        wait_for_headers(tab, Some("blueking"), false).await?;
        // `undefined` restores the defaults.
        tab.evaluate("(app.update({ projectId: undefined, sendTimeZone: undefined }), true)").await?;
        click(tab, ".rl-refresh").await?;
        wait_for_headers(tab, None, true).await
    })
}

#[test]
fn element_attributes_set_the_project_and_time_zone_headers() -> TestResult {
    test_in_bare_host(async |tab| {
        let element = format!(
            "<replica-log locale=\"en-US\" record=\"{}\" project-id=\"blueking\" send-time-zone=\"false\"></replica-log>",
            examples::ODD_RECORD
        );
        tab.run_in_page(format!("replicaLog.define(); window.one.innerHTML = {}", json!(element))).await?;
        wait_for_headers(tab, Some("blueking"), false).await?;
        tab.evaluate("(one.firstChild.removeAttribute('send-time-zone'), true)").await?;
        click(tab, ".rl-refresh").await?;
        wait_for_headers(tab, Some("blueking"), true).await
    })
}
