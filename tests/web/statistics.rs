//! The statistics of an execution: the matrix of nodes and repositories and the durations, during refetches that succeed, fail or
//! are stopped, and with many nodes and repositories.

use std::rc::Rc;

use replica_log::app::App;
use replica_log::model::route::{AnalysisView, Route};
use replica_log::model::statistics::matrix::{MatrixView, Measure};
use replica_log::navigation::{HistoryMode, Navigation};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::fake_shell::{FakeShell, record};
use crate::harness::{Harness, turn, until};
use crate::network::{Call, Network};
use crate::query::config;

const TOTAL: &str = ".rl-triage .rl-total";
const STALE: &str = ".rl-triage .rl-stale";
const ROWS: &str = ".rl-matrix tbody > tr:not(.rl-matrix-sums)";

/// The page of an execution with open statistics.
struct Page {
    harness: Harness,
    network: Network,
    navigation: Navigation,
    _app: App,
}

impl Page {
    fn new(view: AnalysisView) -> Self {
        let mut harness = Harness::new();
        let network = Network::fake();
        let route = Route::Record(record("r1").with_analysis(Some(view)));
        let navigation = FakeShell::default().navigation(route);
        let app = App::new(navigation, config(), Vec::new(), None);
        harness.mount(move || app.view());
        Self { harness, network, navigation, _app: app }
    }

    /// The page after a fetch of some details.
    async fn read(view: MatrixView, details: &[[&str; 3]]) -> Self {
        let page = Self::new(AnalysisView::Matrix(view));
        page.next_request().await.respond_with_data(&data(details));
        until("the matrix", || !page.harness.all(".rl-matrix").is_empty()).await;
        page.shows_total(details.len()).await;
        page
    }

    /// Changes to another view.
    async fn goes_to(&self, view: AnalysisView) {
        self.navigation.go(Route::Record(record("r1").with_analysis(Some(view))), HistoryMode::Push);
        turn().await;
    }

    /// The next request for a page of details.
    async fn next_request(&self) -> Rc<Call> {
        self.network.next_with("pageSize=500").await
    }

    async fn refetch(&self) -> Rc<Call> {
        self.harness.find::<HtmlElement>(".rl-triage > .rl-tools .rl-again").click();
        let call = self.next_request().await;
        turn().await;
        call
    }

    async fn shows_total(&self, count: usize) {
        let text = format!("Based on {count} of {count} artifact");
        until(&text, || self.harness.text(TOTAL).starts_with(&text)).await;
    }

    /// The texts of all cells, row by row.
    fn cells(&self) -> Vec<String> {
        let rows = self.harness.all(".rl-matrix tr");
        let cells = |row: &web_sys::Element| {
            let cells = row.children();
            let texts = (0..cells.length()).map(|at| cells.item(at).unwrap().text_content().unwrap_or_default());
            texts.collect::<Vec<_>>().join(" | ")
        };
        rows.iter().map(cells).collect()
    }
}

/// A page of details: repository, node and status of each.
fn data(details: &[[&str; 3]]) -> String {
    let row = |(at, [repository, node, status]): (usize, &[&str; 3])| {
        format!(
            r#"{{"id":"d{at}","status":"{status}","artifactName":"a{at}","localRepoName":"{repository}",
                "remoteCluster":"{node}","size":1000}}"#
        )
    };
    let rows: Vec<_> = details.iter().enumerate().map(row).collect();
    format!(r#"{{"totalRecords":{},"records":[{}]}}"#, rows.len(), rows.join(","))
}

const DETAILS: [[&str; 3]; 5] = [
    ["docker", "tokyo", "FAILED"],
    ["docker", "tokyo", "FAILED"],
    ["docker", "paris", "SUCCESS"],
    ["maven", "paris", "SUCCESS"],
    ["maven ", "", "SUCCESS"],
];

#[wasm_bindgen_test]
async fn numbers_are_links_to_the_details_that_they_count() {
    let page = Page::read(MatrixView::default(), &DETAILS).await;
    assert_eq!(
        page.cells(),
        [
            "Repository ↓ · Remote node → | Total | tokyo | paris | (no name)",
            "Total | 2 | 2 | 0 | 0",
            "docker | 2 | 2 | 0 | --",
            "maven | 0 | -- | 0 | --",
            "maven  | 0 | -- | -- | 0",
        ]
    );
    let hrefs = |page: &Page| {
        let links = page.harness.all(".rl-matrix a");
        links
            .iter()
            .map(|link| link.get_attribute("href").unwrap().split_once('?').unwrap().1.to_owned())
            .collect::<Vec<_>>()
    };
    let of = |filter: &str| format!("status=FAILED{filter}&triage=matrix");
    let expected = ["", "&clusterName=tokyo", "&repoName=docker", "&repoName=docker&clusterName=tokyo"].map(of);
    assert_eq!(hrefs(&page), expected);
    drop(page);
    let view = MatrixView { measure: Measure::Bytes, ..MatrixView::default() };
    let page = Page::read(view, &DETAILS).await;
    assert_eq!(page.cells()[1], "Total | 3.00 kB | 0 bytes | 2.00 kB | 1.00 kB");
    // No filter of the service selects a missing name, or one with blanks at its ends.
    assert!(hrefs(&page).iter().all(|href| href.starts_with("status=SUCCESS") && !href.contains("maven%20")));
    assert_eq!(page.harness.all(".rl-matrix td:not(:has(a))").len(), 10);
}

#[wasm_bindgen_test]
async fn the_name_of_a_file_says_that_artifacts_are_missing() {
    let page = Page::new(AnalysisView::Matrix(MatrixView::default()));
    let data = data(&DETAILS).replace(r#""totalRecords":5"#, r#""totalRecords":6"#);
    page.next_request().await.respond_with_data(&data);
    until("the total", || page.harness.text(TOTAL).starts_with("Based on 5 of 6 artifact")).await;
    page.harness.find::<HtmlElement>(".rl-matrix-tools [data-format=spreadsheet]").click();
    until("the file", || !page.harness.all(".rl-matrix-tools a[download]").is_empty()).await;
    let link = page.harness.find::<HtmlElement>(".rl-matrix-tools a[download]");
    assert_eq!(link.get_attribute("download").as_deref(), Some("r1-nodes-repositories-partial.csv"));
}

#[wasm_bindgen_test]
async fn a_refetch_keeps_the_numbers_until_it_has_as_many_rows() {
    let page = Page::read(MatrixView::default(), &DETAILS).await;
    let (before, rows) = (page.cells(), page.harness.all(ROWS));
    // A second failure keeps them as well.
    for _ in 0..2 {
        page.refetch().await.respond(403, &[], "");
        until("the age", || page.harness.all(STALE).len() == 1).await;
        assert_eq!(page.cells(), before);
    }
    page.refetch().await;
    page.harness.find::<HtmlElement>(".rl-triage .rl-reading button").click();
    turn().await;
    assert_eq!((page.cells(), page.harness.all(STALE).len()), (before, 1));
    let mut details = DETAILS.to_vec();
    details.push(["npm", "tokyo", "FAILED"]);
    page.refetch().await.respond_with_data(&data(&details));
    page.shows_total(6).await;
    until("a new row", || page.harness.all(ROWS).len() == 4).await;
    assert!(rows.iter().all(|row| row.is_connected()), "rows stay in place");
    assert_eq!((page.cells()[1].as_str(), page.harness.all(STALE).len()), ("Total | 3 | 3 | 0 | 0", 0));
}

#[wasm_bindgen_test]
async fn what_has_not_failed_can_be_hidden() {
    let view = MatrixView { hides_fine: true, ..MatrixView::default() };
    let page = Page::read(view, &DETAILS).await;
    assert_eq!(page.cells().len(), 3);
    let hidden = "Hidden because nothing failed: repositories 2, nodes 2.";
    assert!(page.harness.texts(".rl-triage .rl-hint").iter().any(|text| text == hidden));
    page.refetch().await.respond_with_data(&data(&[["docker", "tokyo", "SUCCESS"]]));
    let notice = || page.harness.texts(".rl-triage .rl-notice-what");
    until("a sentence", || notice().iter().any(|text| text.starts_with("No artifact has failed"))).await;
}

#[wasm_bindgen_test]
async fn a_matrix_of_many_nodes_and_repositories_is_cut_and_can_be_extended() {
    let names: Vec<String> = (0..130).map(|at| format!("n{at:03}")).collect();
    let details: Vec<[&str; 3]> =
        (0..130usize).map(|at| [names[at].as_str(), names[at % 45].as_str(), "FAILED"]).collect();
    let page = Page::read(MatrixView::default(), &details).await;
    until("the first rows", || page.harness.all(ROWS).len() == 50).await;
    assert_eq!(page.harness.all(".rl-matrix thead th").len(), 42);
    let buttons = || page.harness.all(".rl-within button");
    assert_eq!(page.harness.texts(".rl-within button"), ["Show 50 more rows", "Show 5 more columns"]);
    buttons()[1].clone().unchecked_into::<HtmlElement>().click();
    until("all columns", || page.harness.all(".rl-matrix thead th").len() == 47).await;
    buttons()[0].clone().unchecked_into::<HtmlElement>().click();
    until("more rows", || page.harness.all(ROWS).len() == 100).await;
    assert_eq!(page.harness.texts(".rl-within button"), ["Show 30 more rows"]);
}

#[wasm_bindgen_test]
async fn durations_are_measured_from_the_same_fetch_as_the_matrix() {
    let page = Page::new(AnalysisView::Matrix(MatrixView::default()));
    let row = |id: &str, node: &str, start: &str, end: &str, more: &str| {
        format!(
            r#"{{"id":"{id}","status":"SUCCESS","artifactName":"{id}","version":"1.0","localRepoName":"docker",
                "remoteCluster":"{node}","startTime":"2026-07-15T{start}","endTime":{end}{more}}}"#
        )
    };
    let rows = [
        row("a", "tokyo", "01:00:00", r#""2026-07-15T01:00:30""#, r#","size":3000000"#),
        row("b", "paris", "01:00:10", r#""2026-07-15T01:00:20""#, r#","size":1000000"#),
        row("c", "tokyo", "01:01:30", r#""2026-07-15T01:02:00""#, ""),
        row("d", "tokyo", "01:01:30", "null", ""),
        row("e", "tokyo", "01:01:30", r#""2026-07-15T01:00:00""#, ""),
    ];
    let data = format!(r#"{{"totalRecords":5,"records":[{}]}}"#, rows.join(","));
    page.next_request().await.respond_with_data(&data);
    page.shows_total(5).await;
    let requests = page.network.count();
    page.goes_to(AnalysisView::Durations).await;
    until("findings", || !page.harness.all(".rl-findings li").is_empty()).await;
    assert_eq!(
        page.harness.texts(".rl-findings li"),
        [
            "2 min 0 sec passed from the first start to the last end; artifacts were in progress for 1 min 0 sec of it (50%).",
            "The longest pause without any artifact was 1 min 0 sec, from 2026-07-15 01:00:30.",
            "The busiest node was tokyo: 1 min 0 sec, 50% of the elapsed time.",
        ]
    );
    let cells = |table: &str| page.harness.texts(&format!(".rl-durations {table} tbody > tr:first-child > *"));
    let nodes = cells("[aria-label=Nodes]");
    assert_eq!((nodes[0].as_str(), nodes[1].as_str(), nodes[3].as_str()), ("tokyo", "1 min 0 sec", "2"));
    assert_eq!(nodes[7..], ["3.00 MB", "50.0 kB/s"]);
    let slowest = page.harness.texts(".rl-durations [aria-label='Slowest artifacts'] tbody th");
    assert_eq!(slowest, ["a 1.0", "c 1.0", "b 1.0"]);
    let href = page.harness.all(".rl-durations [aria-label='Slowest artifacts'] tbody a")[0].get_attribute("href");
    assert!(href.unwrap().contains("artifactName=a&version=1.0&repoName=docker&clusterName=tokyo&triage=durations"));
    let hints = page.harness.texts(".rl-durations .rl-hint");
    assert!(hints.iter().any(|hint| hint.starts_with("2 artifacts have no duration")), "{hints:?}");
    page.goes_to(AnalysisView::Matrix(MatrixView::default())).await;
    until("the matrix", || !page.harness.all(".rl-matrix").is_empty()).await;
    assert_eq!(page.network.count(), requests, "nothing is read again");
}

#[wasm_bindgen_test]
async fn details_without_times_have_no_durations() {
    let page = Page::new(AnalysisView::Durations);
    page.next_request().await.respond_with_data(&data(&DETAILS));
    let notice = || page.harness.texts(".rl-durations .rl-notice-what");
    until("a sentence", || notice() == ["No artifact has a start and an end, so there are no durations."]).await;
    assert_eq!(page.harness.all(".rl-durations [aria-label='Largest artifacts'] tbody tr").len(), 5);
}

#[wasm_bindgen_test]
async fn numbers_of_a_part_of_the_artifacts_say_so() {
    let page = Page::new(AnalysisView::Durations);
    let row = r#"{"id":"d1","status":"SUCCESS","remoteCluster":"n","localRepoName":"r","artifactName":"a",
        "startTime":"2026-11-02T02:00:00","endTime":"2026-11-02T02:10:00"}"#;
    page.next_request().await.respond_with_data(&format!(r#"{{"totalRecords":2,"records":[{row}]}}"#));
    let text = || page.harness.text(".rl-triage");
    until("the partial numbers", || text().contains("Not all artifacts have been read")).await;
    page.next_request()
        .await
        .respond_with_data(&format!(r#"{{"totalRecords":2,"records":[{}]}}"#, row.replace("d1", "d2")));
    until("the whole numbers", || !text().contains("Not all artifacts have been read")).await;
}

#[wasm_bindgen_test]
async fn numbers_are_partial_if_the_service_counts_more_artifacts_than_it_has() {
    let page = Page::new(AnalysisView::Matrix(MatrixView::default()));
    let page_of_two = data(&DETAILS[..1]).replace(r#""totalRecords":1"#, r#""totalRecords":2"#);
    // The second round over all pages finds nothing new.
    for _ in 0..2 {
        page.next_request().await.respond_with_data(&page_of_two);
    }
    until("the end", || page.harness.all(".rl-triage .rl-reading").is_empty()).await;
    let text = page.harness.text(".rl-triage");
    assert!(text.contains("Based on 1 of 2 artifacts") && text.contains("Not all artifacts have been read"), "{text}");
}

#[wasm_bindgen_test]
async fn the_number_of_artifacts_is_that_of_the_numbers_in_another_view() {
    let page = Page::new(AnalysisView::Matrix(MatrixView::default()));
    let rows =
        |id: &str| data(&DETAILS[..1]).replace("d0", id).replace(r#""totalRecords":1"#, r#""totalRecords":1500"#);
    page.next_request().await.respond_with_data(&rows("x"));
    page.next_request().await.respond_with_data(&rows("y"));
    // The third page is not there yet.
    page.next_request().await;
    until("the matrix", || !page.harness.all(".rl-matrix").is_empty()).await;
    assert!(page.harness.text(TOTAL).starts_with("Based on 1 of 1,500 artifacts"));
    page.goes_to(AnalysisView::Matrix(MatrixView { measure: Measure::Succeeded, ..MatrixView::default() })).await;
    page.goes_to(AnalysisView::Matrix(MatrixView::default())).await;
    until("the number", || page.harness.text(TOTAL).starts_with("Based on 2 of 1,500 artifacts")).await;
    until("the failures", || page.cells()[1] == "Total | 2 | 2").await;
}

#[wasm_bindgen_test]
async fn an_execution_that_was_running_is_named_until_it_is_read_again() {
    let page = Page::new(AnalysisView::Matrix(MatrixView::default()));
    let response = |status: &'static str| {
        move |url: &str| match url {
            url if url.contains("/detail/page/") => data(&DETAILS),
            url if url.ends_with("/record/r1") => {
                format!(r#"{{"replicaType":"SCHEDULED","record":{{"id":"r1","taskKey":"k1","status":"{status}"}}}}"#)
            }
            _ => "null".to_owned(),
        }
    };
    let is_named = || page.harness.text(".rl-triage").contains("was still running when it was read");
    let is_read = || is_named() && !page.harness.all(".rl-matrix").is_empty();
    page.network.respond_until("+0800", response("RUNNING"), "the notice", is_read).await;
    let status = || page.harness.texts(".rl-record-head .rl-status");
    let before = status();
    page.harness.find::<HtmlElement>(".rl-refresh").click();
    let has_ended = || !status().is_empty() && status() != before;
    page.network.respond_until("+0800", response("SUCCESS"), "the end", has_ended).await;
    turn().await;
    assert!(is_named(), "the numbers are older than the end");
    page.harness.find::<HtmlElement>(".rl-triage > .rl-tools .rl-again").click();
    page.network.respond_until("+0800", response("SUCCESS"), "no notice", || !is_named()).await;
}
