//! Data that is not as documented: odd values, rows that are no objects, pages without rows, names with hidden characters,
//! and rows that do not match their filter.

use std::cell::Cell;

use replica_log::app::App;
use replica_log::model::enums::Status;
use replica_log::model::filter::DetailFilter;
use replica_log::model::id::Id;
use replica_log::model::pagination::Pagination;
use replica_log::model::route::{AnalysisView, PlansRoute, RecordRoute, Route, TaskRoute, TrendView};
use replica_log::model::triage::GroupBy;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

use crate::fake_shell::{FakeShell, record, task};
use crate::harness::{Harness, turn, until};
use crate::network::Network;
use crate::query::config;

/// A page of the app, and the number of requests for its list.
struct Page {
    harness: Harness,
    network: Network,
    requests: Cell<usize>,
}

/// The data of a page of a list.
fn list(total: &str, rows: &[&str]) -> String {
    format!(r#"{{"totalRecords":{total},"records":[{}]}}"#, rows.join(","))
}

fn data_of(fixture: &str) -> String {
    let response: serde_json::Value = serde_json::from_str(fixture).unwrap();
    response["data"].to_string()
}

const INFO: &str = r#"{"record":{"id":"r1","taskKey":"k1","status":"SUCCESS"}}"#;
const ODD_ROWS: &str = "2 rows are not as documented; differences are marked.";

impl Page {
    fn open(route: Route) -> Self {
        let mut harness = Harness::new();
        let network = Network::fake();
        let navigation = FakeShell::default().navigation(route);
        harness.mount(move || App::new(navigation, config(), Vec::new(), None).view());
        Self { harness, network, requests: Cell::new(0) }
    }

    /// An execution with this list of details.
    async fn details(route: RecordRoute, data: &str) -> Self {
        let page = Self::open(Route::Record(route));
        page.respond("/detail/page/r1", data).await;
        page
    }

    /// Responds to the requests of a list with data, to those for the execution, and to others with null, until no more
    /// are sent.
    async fn respond(&self, list: &str, data: &str) {
        let respond = |url: &str| match url {
            url if url.contains(list) => {
                self.requests.set(self.requests.get() + 1);
                data.to_owned()
            }
            url if url.ends_with("/record/r1") => INFO.to_owned(),
            _ => "null".to_owned(),
        };
        self.network.respond_until("+0000", respond, "the list", || self.requests.get() > 0).await;
        for _ in 0..8 {
            self.network.respond_until("+0000", respond, "no request", || true).await;
            turn().await;
        }
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        let single = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.harness.texts(selector).iter().map(single).collect()
    }

    /// The odd values that are marked, each without the words for screen readers.
    fn odd(&self, within: &str) -> Vec<String> {
        let marked = self.harness.all(&format!("{within} .rl-odd"));
        assert!(marked.iter().all(|odd| odd.get_attribute("title").as_deref() == Some("Not as documented")));
        assert_eq!(self.texts(&format!("{within} .rl-odd > .rl-unseen")).len(), marked.len());
        self.texts(&format!("{within} .rl-odd > bdi"))
    }

    fn hints(&self) -> Vec<String> {
        self.texts(".rl-card .rl-hints.rl-within > .rl-hint")
    }
}

#[wasm_bindgen_test]
async fn a_size_as_a_text_is_shown_as_received_and_marked_among_good_rows() {
    let page = Page::details(record("r1"), &data_of(include_str!("../fixtures/odd-row.json"))).await;
    assert_eq!(page.harness.all(".rl-details tbody").len(), 3);
    assert_eq!(page.odd(".rl-details"), [r#""1002""#]);
    assert_eq!(page.hints(), ["1 row is not as documented; differences are marked."]);
    assert!(page.harness.all(".rl-failure").is_empty());
}

#[wasm_bindgen_test]
async fn each_odd_value_of_a_detail_is_marked_in_its_cell_and_listed_in_its_fields() {
    let odd = r#"{"id":"d1","artifactName":["a"],"version":1.5,"localRepoName":{"b":1},"repoType":2,"localCluster":3,
        "remoteCluster":true,"size":"4","sha256":5,"conflictStrategy":6,"status":7,"startTime":8,"endTime":9,
        "errorReason":{"c":10},"executeType":11,"recordId":12,"progress":"13"}"#;
    let row = [odd, r#"{"id":"d2","artifactName":"/good"}"#, "[14]"];
    let route = RecordRoute { open: vec!["d1".to_owned()], ..record("r1") };
    let page = Page::details(route, &list("3", &row)).await;
    let cells = [r#"["a"]"#, "1.5", "2", r#"{"b":1}"#, "3", "true", r#""4""#, "5", "6", "7", "8"];
    assert_eq!(page.odd(".rl-details tr[data-tone]"), cells);
    assert_eq!(page.odd(".rl-details .rl-error-row"), [r#"{"c":10}"#, "[14]"]);
    let fields = page.texts(".rl-whole-row .rl-hints dt");
    assert_eq!(fields.len(), 16);
    assert_eq!(page.odd(".rl-whole-row .rl-hints").len(), 16);
    assert_eq!(page.hints(), [ODD_ROWS]);
    assert_eq!(page.texts("td.rl-name > bdi"), ["/good"]);
}

#[wasm_bindgen_test]
async fn times_in_an_undocumented_form_are_marked() {
    let row = r#"{"id":"d1","artifactName":"/a","startTime":"yesterday","endTime":"2026-11-20T09:00:00+08:00"}"#;
    let route = RecordRoute { open: vec!["d1".to_owned()], ..record("r1") };
    let page = Page::details(route, &list("1", &[row])).await;
    assert_eq!(page.odd(".rl-details tr[data-tone]"), [r#""yesterday""#]);
    assert_eq!(page.odd(".rl-whole-row .rl-hints"), [r#""yesterday""#, r#""2026-11-20T09:00:00+08:00""#]);
    assert_eq!(page.hints(), ["1 row is not as documented; differences are marked."]);
}

#[wasm_bindgen_test]
async fn an_odd_constraint_is_not_shown_as_a_whole_repository() {
    for (constraint, odd) in [
        (r#""packageConstraint":"x""#, r#""x""#),
        (r#""packageConstraint":{"packageKey":7}"#, "7"),
        (r#""pathConstraint":[]"#, "[]"),
        (r#""pathConstraint":{"path":{}}"#, "{}"),
    ] {
        let page = Page::details(record("r1"), &list("1", &[&format!(r#"{{"id":"d1",{constraint}}}"#)])).await;
        assert_eq!(page.odd(".rl-details .rl-name"), [odd]);
    }
    let versions =
        r#"{"id":"d1","packageConstraint":{"packageKey":"npm://a","versions":"all"},"progress":{"skip":"3"}}"#;
    let page = Page::details(record("r1"), &list("1", &[versions])).await;
    assert_eq!(page.odd(".rl-details .rl-name"), [r#""all""#, r#""3""#]);
    assert_eq!(page.texts("td.rl-name > bdi"), ["npm://a"]);
}

#[wasm_bindgen_test]
async fn rows_without_an_id_are_shown_and_cannot_be_opened() {
    let rows =
        [r#"{"artifactName":"/a"}"#, r#"{"artifactName":"/b"}"#, "null", "null", r#"{"id":7,"artifactName":"/c"}"#];
    let page = Page::details(record("r1"), &list("5", &rows)).await;
    assert_eq!(page.texts("td.rl-name > bdi"), ["/a", "/b", "/c"]);
    assert_eq!(page.odd(".rl-details"), ["null", "null"]);
    assert_eq!(page.harness.all(".rl-details .rl-toggle button").len(), 1);
}

#[wasm_bindgen_test]
async fn odd_values_of_an_execution_and_its_overview_are_listed_with_their_names() {
    let page = Page::open(Route::Record(record("r1")));
    let data = |url: &str| match url {
        url if url.contains("/overview/") => r#"{"success":"12","failed":1,"conflict":[]}"#.to_owned(),
        url if url.contains("/detail/page/") => list("1", &[r#"{"id":"d1","status":"SUCCESS"}"#]),
        url if url.ends_with("/record/r1") => {
            r#"{"replicaType":1,"record":{"id":2,"status":3,"startTime":{},"totalBytes":"x"}}"#.to_owned()
        }
        _ => "null".to_owned(),
    };
    let is_shown = || page.harness.all(".rl-record-head .rl-odd").len() == 5;
    page.network.respond_until("+0000", data, "the odd values", is_shown).await;
    assert_eq!(page.odd(".rl-record-head"), ["2", "3", "{}", r#""x""#, "1"]);
    until("the overview", || !page.harness.all(".rl-overview .rl-odd").is_empty()).await;
    assert_eq!(page.odd(".rl-overview"), [r#""12""#, "[]"]);
    assert_eq!(page.texts(".rl-overview .rl-odd bdi").len(), 2);
    let page = Page::open(Route::Record(record("r1")));
    let data = |url: &str| if url.contains("/overview/") { "7".to_owned() } else { data(url) };
    page.network.respond_until("+0000", data, "an odd overview", || page.odd(".rl-overview") == ["7"]).await;
}

#[wasm_bindgen_test]
async fn odd_values_of_executions_are_marked_in_their_cells() {
    let rows = [
        r#"{"id":"r1","status":1,"startTime":2,"endTime":3,"totalBytes":"4","replicaOverview":5,"errorReason":6}"#,
        r#"{"id":"r2","status":"SUCCESS","startTime":"2026-11-01T08:00:00","replicaOverview":{"success":"7"}}"#,
        "8",
        r#"{"id":"r3","status":"SUCCESS","startTime":"2026-11-01T07:00:00"}"#,
    ];
    let page = Page::open(Route::Task(task("k1")));
    page.respond("/record/page/k1", &list("4", &rows)).await;
    assert_eq!(page.odd(".rl-history"), ["1", "2", "3", "5", r#""4""#, "6", r#""7""#, "8"]);
    assert_eq!(page.hints().first().map(String::as_str), Some("3 rows are not as documented; differences are marked."));
    assert_eq!(page.harness.all(".rl-history .rl-row-link").len(), 3);
}

#[wasm_bindgen_test]
async fn the_trend_says_how_many_executions_are_odd_or_left_out() {
    let run = |id: &str, rest: &str| {
        format!(r#"{{"id":"{id}","status":"SUCCESS","startTime":"2026-11-0{id}T08:00:00"{rest}}}"#)
    };
    let rows =
        [run("1", ""), run("2", r#","totalBytes":"x""#), run("3", ""), "7".to_owned(), r#"{"startTime":5}"#.to_owned()];
    let page = Page::open(Route::Task(TaskRoute { trend: Some(TrendView::default()), ..task("k1") }));
    let data = |url: &str| match url {
        url if url.contains("/record/list/") => format!("[{}]", rows.join(",")),
        url if url.contains("/record/page/") => list("3", &[&rows[0], &rows[1], &rows[2]]),
        _ => "null".to_owned(),
    };
    let hints = || page.texts(".rl-runs > .rl-hint, .rl-runs div > .rl-hint");
    page.network.respond_until("+0000", data, "the trend", || hints().len() > 2).await;
    let hints = hints();
    assert!(hints.contains(&"2 executions could not be read and are not included.".to_owned()), "{hints:?}");
    assert!(hints.contains(&"1 row is not as documented; differences are marked.".to_owned()), "{hints:?}");
}

#[wasm_bindgen_test]
async fn odd_values_of_plans_are_marked_in_their_cells() {
    let rows = [
        r#"{"key":"a","name":1,"replicaType":2,"remoteClusters":[{"name":3},{"name":"edge"}],"setting":4,
            "lastExecutionStatus":5,"lastExecutionTime":6,"nextExecutionTime":7,"enabled":"8"}"#,
        r#"{"key":"b","name":"good","enabled":true}"#,
        "9",
    ];
    let page = Page::open(Route::Plans(PlansRoute::new(Id::parse("p").unwrap(), 20)));
    page.respond("/task/page/p", &list("3", &rows)).await;
    assert_eq!(page.odd(".rl-plans"), ["5", "1", "2", "3", "4", "6", "7", r#""8""#, "9"]);
    assert_eq!(page.hints(), [ODD_ROWS]);
}

#[wasm_bindgen_test]
async fn a_list_whose_total_is_odd_says_so_and_offers_the_next_page() {
    let rows: Vec<String> = (0..20).map(|id| format!(r#"{{"id":"d{id}"}}"#)).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let page = Page::details(record("r1"), &list(r#""many""#, &rows)).await;
    assert_eq!(page.harness.all(".rl-pager a[rel=next]").len(), 1);
    let hint = "The service does not report the number of rows; the number shown is a minimum.";
    assert_eq!(page.hints(), [hint]);
}

#[wasm_bindgen_test]
async fn a_page_without_rows_says_so_is_requested_once_more_and_links_to_others() {
    let at = |number| Pagination::first(20).at(number);
    let text = "This page has no rows, although the service counts more.";
    let check = |page: &Page, list: &str, requests: usize, links: &[&str]| {
        assert_eq!(page.texts(".rl-notice-what"), [text], "{list}");
        assert_eq!(page.texts(".rl-notice-actions a"), links, "{list}");
        assert!(page.harness.all(".rl-skeleton").is_empty(), "{list}");
        assert_eq!(page.requests.get(), requests, "{list}");
        assert_eq!(page.harness.all(".rl-pager").len(), 1, "{list}");
    };
    let empty = list("100", &[]);
    let page = Page::details(RecordRoute { page: at(4), ..record("r1") }, &empty).await;
    // The counts of the overview need three further requests for details.
    let for_table = page.requests.get();
    assert!(page.network.try_next().is_none());
    check(&page, "details", for_table, &["First page", "Previous page", "Next page"]);
    let page = Page::open(Route::Task(TaskRoute { page: at(5), ..task("k1") }));
    page.respond("pageNumber=5", &empty).await;
    check(&page, "executions", 2, &["First page", "Previous page"]);
    let plans = PlansRoute::new(Id::parse("p").unwrap(), 20).with_page(at(2));
    let page = Page::open(Route::Plans(plans));
    page.respond("/task/page/p", &empty).await;
    check(&page, "plans", 2, &["Previous page", "Next page"]);
}

#[wasm_bindgen_test]
async fn hidden_characters_of_names_are_marked_and_stay_in_the_text() {
    let page = Page::details(record("r1"), &data_of(include_str!("../fixtures/names.json"))).await;
    let names = page.harness.texts("td.rl-name > bdi");
    let shown: Vec<String> = page.harness.all("td.rl-name > bdi").iter().map(as_seen).collect();
    assert_eq!(names[0], "/safe/invoice\u{202e}gpj.exe");
    assert_eq!(shown[0], "/safe/invoice[U+202E]gpj.exe");
    assert_eq!((names[3].as_str(), shown[3].as_str()), ("  leading and trailing  ", "␣␣leading and trailing␣␣"));
    assert_eq!(shown[4], "/zero[U+200B]width[U+2060]name.zip");
    assert_ne!(shown[1], shown[2]);
    let plain = page.harness.all("td.rl-name > bdi").pop().unwrap();
    assert_eq!((plain.child_element_count(), as_seen(&plain).as_str()), (0, "/release/pkg-6.tar.gz"));
    assert_eq!(page.texts(".rl-error bdi"), ["ERROR connect timed out"]);
    let copy = page.harness.find::<Element>(".rl-error .rl-copy").get_attribute("data-copy");
    assert_eq!(copy.as_deref(), Some("\u{1b}[31mERROR\u{1b}[0m connect timed out"));
    let toggles = page.harness.all(".rl-details .rl-toggle button");
    let label = toggles[0].get_attribute("aria-label").unwrap();
    assert!(label.contains("invoice[U+202E]gpj.exe") && !label.contains('\u{202e}'), "{label}");
}

/// The text of an element with the marks that the style sheet draws.
fn as_seen(element: &Element) -> String {
    let nodes = element.child_nodes();
    let node = |at| nodes.get(at).unwrap();
    let seen = (0..nodes.length()).map(|at| match node(at).node_type() {
        web_sys::Node::ELEMENT_NODE => {
            wasm_bindgen::JsCast::unchecked_into::<Element>(node(at)).get_attribute("data-mark")
        }
        web_sys::Node::TEXT_NODE => node(at).text_content(),
        _ => None,
    });
    seen.flatten().collect()
}

#[wasm_bindgen_test]
async fn every_name_on_a_page_shows_its_hidden_characters() {
    let hidden = "x\u{202e}y";
    let row = format!(
        r#"{{"id":"{hidden}","artifactName":"{hidden}","version":"{hidden}","localRepoName":"{hidden}","repoType":"{hidden}",
            "localCluster":"{hidden}","remoteCluster":"{hidden}","sha256":"{hidden}","status":"{hidden}","startTime":"{hidden}",
            "conflictStrategy":"{hidden}","errorReason":"{hidden}","executeType":"{hidden}"}}"#
    );
    let route = RecordRoute { open: vec![hidden.to_owned()], plan_name: Some(hidden.to_owned()), ..record("r1") };
    let page = Page::details(route, &list("1", &[&row])).await;
    let all = page.harness.all(".rl *");
    for element in &all {
        for name in element.get_attribute_names() {
            let name = name.as_string().unwrap();
            let value = element.get_attribute(&name).unwrap();
            let is_original = matches!(name.as_str(), "data-copy" | "data-row" | "href");
            assert!(is_original || !value.contains(hidden), "{name} of {}", element.outer_html());
        }
    }
    // Within the text, the character is always in an element of its own.
    let texts = all.iter().filter(|element| element.child_element_count() == 0 && element.class_name() != "rl-mark");
    for element in texts {
        assert!(!element.text_content().unwrap().contains('\u{202e}'), "{}", element.outer_html());
    }
    assert!(page.harness.all(".rl-mark").len() > 15);
}

#[wasm_bindgen_test]
async fn an_analysis_leaves_out_rows_that_have_not_failed_and_says_how_many() {
    let rows = [
        r#"{"id":"d1","status":"FAILED","artifactName":"/a","errorReason":"\u001b[31mdisk\u001b[0m full"}"#,
        r#"{"id":"d2","status":"SUCCESS","artifactName":"/b"}"#,
        r#"{"id":"d3","status":"FAILED","artifactName":"/c","errorReason":"disk full","size":"x"}"#,
        r#"{"id":"d4","artifactName":"/d"}"#,
        "7",
    ];
    let route = record("r1").with_analysis(Some(AnalysisView::Groups(GroupBy::Error)));
    let page = Page::details(route, &list("5", &rows)).await;
    until("the group", || page.harness.all(".rl-triage .rl-group").len() == 1).await;
    assert_eq!(page.texts(".rl-triage .rl-shape"), ["disk full"]);
    assert_eq!(page.texts(".rl-triage .rl-total"), ["Based on 2 of 2 failed artifacts"]);
    let left_out = "3 rows returned as failed have another status and are not included.";
    assert_eq!(page.texts(".rl-triage .rl-within > .rl-hint"), [ODD_ROWS, left_out]);
}

#[wasm_bindgen_test]
async fn a_comparison_leaves_out_rows_that_have_not_failed() {
    let failed = |name: &str| format!(r#"{{"id":"{name}","status":"FAILED","artifactName":"{name}"}}"#);
    let ended = |name: &str| format!(r#"{{"id":"{name}","status":"SUCCESS","artifactName":"{name}"}}"#);
    let route = record("r1").with_analysis(Some(AnalysisView::Compare(Some(Id::parse("r0").unwrap()))));
    let page = Page::open(Route::Record(route));
    let data = |url: &str| match url {
        url if url.contains("/detail/page/r0") => list("3", &[&failed("a"), &ended("b"), &ended("c")]),
        url if url.contains("/detail/page/r1") => list("3", &[&failed("a"), &failed("b"), &ended("c")]),
        url if url.ends_with("/record/r1") => INFO.to_owned(),
        _ => "null".to_owned(),
    };
    let counts = || page.texts(".rl-triage [data-change] > .rl-group-head > b");
    page.network.respond_until("+0000", data, "the comparison", || !counts().is_empty()).await;
    assert_eq!(counts(), ["1", "1", "0"]);
    assert_eq!(page.texts(".rl-triage > .rl-within > .rl-hint").len(), 2);
}

#[wasm_bindgen_test]
async fn a_table_says_how_many_rows_do_not_match_its_filters() {
    let rows =
        [r#"{"id":"d1","status":"FAILED"}"#, r#"{"id":"d2","status":"SUCCESS"}"#, r#"{"id":"d3","status":"RUNNING"}"#];
    let filter = DetailFilter::default().with_status(Some(Status::Failed));
    let page = Page::details(record("r1").with_filter(filter), &list("3", &rows)).await;
    assert_eq!(page.hints(), ["2 rows do not match the filters, but the service returned them."]);
    let page = Page::open(Route::Task(TaskRoute { status: Some(Status::Failed), ..task("k1") }));
    page.respond("/record/page/k1", &list("3", &rows)).await;
    let hints = page.hints();
    assert!(hints.iter().any(|hint| hint.starts_with("2 rows do not match")), "{hints:?}");
}

#[wasm_bindgen_test]
async fn counts_of_a_service_that_ignores_the_filter_are_unknown() {
    let row = r#"{"id":"d1","status":"SUCCESS"}"#;
    let page = Page::details(record("r1"), &list("13", &[row])).await;
    assert_eq!(page.texts(".rl-overview .rl-count"), ["-- Succeeded", "-- Failed"]);
}
