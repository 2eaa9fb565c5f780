//! The failure analysis of an execution, during refetches that succeed, fail or are stopped.

use std::rc::Rc;

use replica_log::app::App;
use replica_log::model::id::Id;
use replica_log::model::route::{AnalysisView, Route};
use replica_log::model::triage::GroupBy;
use replica_log::model::zone::ZoneChoice;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

use crate::fake_shell::{FakeShell, record};
use crate::harness::{Harness, turn, until};
use crate::network::{Call, Network};
use crate::query::config;

const TOTAL: &str = ".rl-triage .rl-total";
const STALE: &str = ".rl-triage .rl-stale";

/// The page of an execution with an open analysis.
struct Page {
    harness: Harness,
    network: Network,
    app: App,
}

impl Page {
    fn new(analysis: AnalysisView) -> Self {
        let mut harness = Harness::new();
        let network = Network::fake();
        let route = Route::Record(record("r1").with_analysis(Some(analysis)));
        let app = App::new(FakeShell::default().navigation(route), config(), Vec::new(), None);
        harness.mount(move || app.view());
        Self { harness, network, app }
    }

    /// The groups by error, after a fetch of two failures with different errors.
    async fn read() -> Self {
        let page = Self::new(AnalysisView::Groups(GroupBy::Error));
        page.next_request().await.respond_with_data(&failures(&["out of memory", "no route to host"]));
        page.shows_groups(2).await;
        page
    }

    /// The next request for a page of failed details.
    async fn next_request(&self) -> Rc<Call> {
        self.network.next_with("pageSize=500").await
    }

    async fn refetch(&self) -> Rc<Call> {
        self.harness.find::<HtmlElement>(".rl-triage > .rl-tools .rl-again").click();
        let call = self.next_request().await;
        turn().await;
        call
    }

    fn groups(&self) -> Vec<Element> {
        self.harness.all(".rl-triage .rl-group")
    }

    /// Waits until a number of groups is shown.
    async fn shows_groups(&self, count: usize) {
        until(&format!("{count} groups"), || self.groups().len() == count).await;
    }

    /// Waits for a notice with a text.
    async fn shows_notice(&self, text: &str) {
        let is_shown = || self.harness.texts(".rl-triage .rl-notice-what").iter().any(|notice| notice.contains(text));
        until(text, is_shown).await;
    }
}

/// A page of failed details, one for each error.
fn failures(reasons: &[&str]) -> String {
    let row = |(at, reason): (usize, &&str)| {
        format!(r#"{{"id":"d{at}","status":"FAILED","artifactName":"a{at}","errorReason":"{reason}"}}"#)
    };
    let rows: Vec<_> = reasons.iter().enumerate().map(row).collect();
    format!(r#"{{"totalRecords":{},"records":[{}]}}"#, rows.len(), rows.join(","))
}

const TWO: &str = "Based on 2 of 2 failed artifacts";

#[wasm_bindgen_test]
async fn groups_stay_until_the_first_page_of_a_refetch_arrives() {
    let page = Page::read().await;
    assert_eq!((page.harness.text(TOTAL).as_str(), page.harness.all(STALE).len()), (TWO, 0));
    let held = page.groups();
    let call = page.refetch().await;
    assert!(held.iter().all(|group| group.is_connected()));
    assert_eq!(page.harness.text(TOTAL), TWO);
    call.respond_with_data(&failures(&["out of memory"]));
    page.shows_groups(1).await;
    until("the new count", || page.harness.text(TOTAL).starts_with("Based on 1 of 1 failed")).await;
    assert_eq!(page.harness.all(STALE).len(), 0);
}

#[wasm_bindgen_test]
async fn a_failed_or_stopped_refetch_keeps_the_groups_and_shows_their_age() {
    let page = Page::read().await;
    let held = page.groups();
    // A second failure keeps them as well.
    for _ in 0..2 {
        page.refetch().await.respond(403, &[], "");
        page.shows_notice("Reading interrupted after 0").await;
        assert!(held.iter().all(|group| group.is_connected()));
        assert_eq!(page.harness.text(TOTAL), TWO);
        assert!(page.harness.text(STALE).starts_with("Refresh failed."));
    }
    page.refetch().await;
    page.harness.find::<HtmlElement>(".rl-triage .rl-reading button").click();
    page.shows_notice("Stopped after reading 0.").await;
    assert!(held.iter().all(|group| group.is_connected()));
    assert_eq!((page.harness.text(TOTAL).as_str(), page.harness.all(STALE).len()), (TWO, 1));
    page.refetch().await.respond_with_data(&failures(&["out of memory", "no route to host", "disk full"]));
    page.shows_groups(3).await;
    until("no age", || page.harness.all(STALE).is_empty()).await;
}

#[wasm_bindgen_test]
async fn a_failed_refetch_keeps_the_comparison() {
    let page = Page::new(AnalysisView::Compare(Some(Id::parse("r0").unwrap())));
    let changes = || page.harness.texts(".rl-triage [data-change] > .rl-group-head > b");
    while changes().is_empty() {
        let call = page.network.next().await;
        if call.url.contains("pageSize=500") {
            call.respond_with_data(&failures(if call.url.contains("/r0?") { &["one"] } else { &["one", "two"] }));
        } else if call.url.ends_with("/record/r1") {
            call.respond_with_data(r#"{"record":{"id":"r1","taskKey":"k1","status":"FAILED"}}"#);
        }
        turn().await;
        turn().await;
    }
    assert_eq!(changes(), ["1", "1", "0"]);
    let call = page.refetch().await;
    assert_eq!(changes(), ["1", "1", "0"]);
    call.respond(403, &[], "");
    page.shows_notice("Reading interrupted after 0").await;
    assert_eq!((changes().len(), page.harness.all(STALE).len()), (3, 1));
}

#[wasm_bindgen_test]
async fn a_baseline_that_is_not_listed_is_named_if_it_runs_is_later_or_of_another_plan() {
    let page = Page::new(AnalysisView::Compare(Some(Id::parse("r9").unwrap())));
    let record = |id: &str, day: u32, task: &str, status: &str| {
        format!(
            r#"{{"record":{{"id":"{id}","taskKey":"{task}","status":"{status}","startTime":"2026-11-{day:02}T02:00:00"}}}}"#
        )
    };
    let data = |url: &str| match url {
        url if url.contains("/detail/page/") => failures(&["one"]),
        url if url.contains("/record/page/") => r#"{"totalRecords":1,"records":[{"id":"r1"}]}"#.to_owned(),
        url if url.ends_with("/record/r1") => record("r1", 2, "k1", "FAILED"),
        url if url.ends_with("/record/r9") => record("r9", 9, "k2", "RUNNING"),
        _ => "null".to_owned(),
    };
    let text = || page.harness.text(".rl-triage");
    let link = ".rl-triage .rl-notice a";
    page.network.respond_until("+0800", data, "the notices", || page.harness.all(link).len() == 1).await;
    until("the run", || text().contains("was still running when it was read: more artifacts may have failed")).await;
    until("the other plan", || text().contains("belongs to another plan")).await;
    let link = page.harness.find::<HtmlElement>(link).get_attribute("href").unwrap();
    assert!(link.ends_with("/records/r9?triage=before&compare=r1"), "{link}");
    assert!(page.harness.texts("[data-name=compare] option")[0].ends_with(" · Running"));
}

#[wasm_bindgen_test]
async fn groups_of_another_time_zone_are_not_shown_beside_an_error() {
    let page = Page::read().await;
    page.app.settings().set_zone(ZoneChoice::Utc);
    page.next_request().await.respond(403, &[], "");
    page.shows_notice("Reading interrupted after 0").await;
    page.shows_groups(0).await;
    assert_eq!((page.harness.text(TOTAL).as_str(), page.harness.all(STALE).len()), ("", 0));
}

#[wasm_bindgen_test]
async fn times_of_the_analysis_are_in_the_display_zone() {
    let failures = r#"{"totalRecords":1,"records":[{"id":"d0","status":"FAILED","artifactName":"a",
        "errorReason":"disk full","startTime":"2026-07-15T01:00:08.8"}]}"#;
    let runs = r#"{"totalRecords":2,"records":[{"id":"r1"},
        {"id":"r0","status":"FAILED","startTime":"2026-07-14T00:30:00"}]}"#;
    let data = |url: &str| match url {
        url if url.contains("/detail/page/") => failures.to_owned(),
        url if url.contains("/record/page/") => runs.to_owned(),
        url if url.ends_with("/record/r1") => r#"{"record":{"id":"r1","taskKey":"k1","status":"FAILED"}}"#.to_owned(),
        _ => "null".to_owned(),
    };
    let page = Page::new(AnalysisView::Groups(GroupBy::Error));
    let times = || page.harness.texts(".rl-triage .rl-hits time");
    page.network.respond_until("+0900", data, "a group", || !times().is_empty()).await;
    assert_eq!(times(), ["2026-07-15 00:00:08", "2026-07-15 00:00:08"]);
    drop(page);
    let page = Page::new(AnalysisView::Compare(None));
    let options = || page.harness.texts("[data-name=compare] option");
    page.network.respond_until("+0900", data, "the earlier execution", || !options().is_empty()).await;
    assert_eq!(options(), ["2026-07-13 23:30:00 · Failed"]);
}

#[wasm_bindgen_test]
async fn a_stopped_search_for_earlier_executions_can_be_continued() {
    let page = Page::new(AnalysisView::Compare(None));
    let record = |id: &str| format!(r#"{{"record":{{"id":"{id}","taskKey":"k1","status":"FAILED"}}}}"#);
    let begins_search = |url: &str| url.contains("/record/page/") && url.contains("pageSize=500");
    let call = loop {
        let call = page.network.next().await;
        if begins_search(&call.url) {
            break call;
        }
        call.respond_with_data(&if call.url.ends_with("/record/r1") { record("r1") } else { failures(&["one"]) });
    };
    let text = || page.harness.text(".rl-triage");
    until("the search", || text().contains("Searching for earlier executions")).await;
    page.harness.find::<HtmlElement>(".rl-triage .rl-reading button").click();
    page.shows_notice("Stopped after reading 0.").await;
    assert!(!text().contains("Searching for earlier executions") && !text().contains("has no earlier execution"));
    assert!(call.aborted());
    page.harness.find::<HtmlElement>(".rl-triage .rl-notice button").click();
    let runs = r#"{"totalRecords":1,"records":[{"id":"r1","status":"FAILED"}]}"#;
    page.network.next_with("/record/page/").await.respond_with_data(runs);
    until("no earlier execution", || text().contains("has no earlier execution")).await;
    until("no control", || !text().contains("Stopped after")).await;
}
