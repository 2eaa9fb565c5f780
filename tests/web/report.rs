//! The report of an execution: what gets into it, and what does not.

use replica_log::app::App;
use replica_log::model::route::{AnalysisView, Route};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::fake_shell::{FakeShell, record};
use crate::harness::{Harness, until};
use crate::network::Network;
use crate::query::config;

const PREVIEW: &str = ".rl-report pre";

/// Responses with more fields than the report may have.
fn data(url: &str) -> String {
    match url {
        url if url.contains("/detail/page/") && url.contains("pageSize=500") => {
            r#"{"totalRecords":3,"records":[
                {"id":"d1","status":"FAILED","artifactName":"a@all","version":"1","localRepoName":"libs","remoteCluster":"north",
                 "errorReason":"<b>disk full</b>\nPUT https://u:hunter2@node/x","password":"hunter2"},
                {"id":"d2","status":"FAILED","artifactName":"b","localRepoName":"libs","errorReason":"<b>disk full</b>"},
                {"id":"d3","status":"SUCCESS","artifactName":"c"}]}"#
        }
        url if url.contains("/detail/page/") => r#"{"totalRecords":5,"records":[]}"#,
        url if url.ends_with("/record/r1") => {
            r#"{"replicaObjectType":"PATH","replicaType":"SCHEDULED","record":{"id":"r1","taskKey":"k1","status":"FAILED",
                "startTime":"2026-07-15T01:00:08.8","endTime":"2026-07-15T01:01:08.8","errorReason":"no\nsecond line token=hunter2",
                "token":"hunter2"}}"#
        }
        url if url.contains("/overview/") => r#"{"success":3,"failed":2,"conflict":1}"#,
        url if url.contains("/task/info/") => {
            r#"{"name":"nightly","projectId":"demo","createdBy":"hunter2",
                "remoteClusters":[{"id":"c1","name":"north","accessKey":"hunter2"}]}"#
        }
        _ => "null",
    }
    .to_owned()
}

#[wasm_bindgen_test]
async fn a_report_has_named_fields_only() {
    let mut harness = Harness::new();
    let network = Network::fake();
    let route = Route::Record(record("r1").with_analysis(Some(AnalysisView::Report)));
    let app = App::new(FakeShell::default().navigation(route), config(), Vec::new(), None);
    harness.mount(move || app.view());
    let shown = || harness.texts(PREVIEW).concat();
    let is_complete = || shown().contains("Based on 2 of 2 failed artifacts") && shown().contains("nightly");
    network.respond_until("+0900", data, "the report", is_complete).await;
    until("the project", || shown().contains("Project: demo")).await;
    let text = shown();
    let origin = leptos::prelude::window().location().origin().unwrap();
    for line in [
        "Replication report: nightly\n",
        "Plan key: k1\n",
        "Status: Failed\n",
        "Error: no second line token=[…]\n",
        "Duration: 1 min 0 sec\n",
        "Succeeded: 3\nFailed: 2\n",
        "of which 1 already existed\n",
        "1. 2 (100%): <b>disk full<‹path›>\n",
        "| <b>disk full</b>\n",
        "| PUT https://[…]@node/x\n",
        "Remote node: north (1), (unnamed) (1)\n",
        "- a@all 1 · libs → north\n",
        "- b · libs → (unnamed)\n",
        &format!("Execution: {origin}/app/records/r1\n"),
        &format!("Failure analysis: {origin}/app/records/r1?triage=error\n"),
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    let html = harness.find::<Element>(".rl-report").inner_html();
    assert!(!html.contains("hunter2"));
    // The row that is no failure is counted.
    assert!(harness.text(".rl-triage .rl-within:not(.rl-report)").contains("1 row returned as failed"));
}

#[wasm_bindgen_test]
async fn a_report_says_that_failures_are_missing() {
    let mut harness = Harness::new();
    let network = Network::fake();
    let route = Route::Record(record("r1").with_analysis(Some(AnalysisView::Report)));
    let app = App::new(FakeShell::default().navigation(route), config(), Vec::new(), None);
    harness.mount(move || app.view());
    let shown = || harness.texts(PREVIEW).concat();
    loop {
        let call = network.next().await;
        if call.url.contains("pageSize=500") {
            call.respond(403, &[], "");
        } else {
            call.respond_with_data(&data(&call.url));
        }
        if shown().contains("Succeeded: 3") && !harness.all(".rl-triage .rl-failure").is_empty() {
            break;
        }
        crate::harness::turn().await;
    }
    assert!(shown().contains("Not all failed artifacts were read"));
}
