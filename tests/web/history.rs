//! The history of a task: bytes and counts, continuous tasks, impossible spans, and histories without executions.

use leptos::prelude::*;
use replica_log::app::App;
use replica_log::model::enums::Status;
use replica_log::model::route::{Route, TaskRoute, TrendView};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

use crate::fake_shell::{FakeShell, ShellCall, task};
use crate::harness::{Harness, turn, until};
use crate::network::{Network, envelope};
use crate::query::config;
use crate::timers::Timers;

/// The headings of a table with executions that end.
const HEADS: [&str; 5] = ["Status", "Start time", "End time", "Duration", "Artifacts"];
/// The headings of a table of a continuous task.
const CONTINUOUS_HEADS: [&str; 3] = ["Status", "Start time", "Artifacts"];

/// The body of the error for an unknown id.
pub(crate) const NOT_FOUND: &str = r#"{"code":250310,"message":"x","data":null,"traceId":"t"}"#;

/// The page of a task.
struct HistoryPage {
    harness: Harness,
    network: Network,
    shell: FakeShell,
}

impl HistoryPage {
    fn mount(route: TaskRoute) -> Self {
        let mut harness = Harness::new();
        let (network, shell) = (Network::fake(), FakeShell::default());
        let navigation = shell.navigation(Route::Task(route));
        harness.mount(move || App::new(navigation, config(), Vec::new(), None).view());
        Self { harness, network, shell }
    }

    /// The page at a route, whose history has these executions.
    async fn at(route: TaskRoute, rows: &[String]) -> Self {
        let page = Self::mount(route);
        page.respond_to_lists(rows).await;
        page
    }

    /// The page with these executions, as soon as it shows them.
    async fn with(rows: &[String]) -> Self {
        let page = Self::at(task("k1"), rows).await;
        until("the rows", || page.harness.all(".rl-history .rl-row-link").len() == rows.len()).await;
        page
    }

    /// Responds to the requests for the page of the table and for the latest runs.
    async fn respond_to_lists(&self, rows: &[String]) {
        let data = format!(r#"{{"totalRecords":{},"records":[{}]}}"#, rows.len(), rows.join(","));
        for _ in 0..2 {
            self.respond_to("/record/page/", &data).await;
        }
    }

    /// Responds to the next request whose URL contains `part`, with times in Shanghai's zone.
    async fn respond_to(&self, part: &str, data: &str) {
        let call = self.network.next_with(part).await;
        call.respond(200, &[("X-BKREPO-Time-Zone", "+0800")], &envelope(data));
    }

    /// Responds to the request for the type of the task of the execution `r1`.
    async fn respond_to_type(&self, replica_type: &str) {
        let info = format!(r#"{{"replicaType":{replica_type},"record":{}}}"#, running("r1", ""));
        self.respond_to("/record/r1", &info).await;
    }

    fn count(&self, selector: &str) -> usize {
        self.harness.all(selector).len()
    }

    fn heads(&self) -> Vec<String> {
        self.harness.texts(".rl-history thead th")
    }

    /// The title of the tab.
    fn title(&self) -> Option<String> {
        let mut titles = self.shell.take_calls().into_iter().filter_map(|call| match call {
            ShellCall::SetTitle(title) => Some(title),
            _ => None,
        });
        titles.next_back()
    }

    fn cells(&self, class: &str) -> Vec<String> {
        let texts = self.harness.texts(&format!(".rl-history tbody {class}"));
        texts.iter().map(|text| text.trim().replace(['\u{a0}', '\u{202f}'], " ")).collect()
    }
}

/// A running execution with further fields.
fn running(id: &str, fields: &str) -> String {
    format!(r#"{{"id":"{id}","status":"RUNNING","startTime":"2026-03-01T08:00:00"{fields}}}"#)
}

/// An execution of a minute with further fields.
fn ended(id: &str, fields: &str) -> String {
    span(id, "2026-03-01T08:00:00", "2026-03-01T08:01:00", fields)
}

fn span(id: &str, start: &str, end: &str, fields: &str) -> String {
    format!(r#"{{"id":"{id}","status":"SUCCESS","startTime":"{start}","endTime":"{end}"{fields}}}"#)
}

#[wasm_bindgen_test]
async fn the_size_column_is_there_only_if_a_row_reports_bytes() {
    for (bytes, size) in [
        (r#","replicatedBytes":0,"totalBytes":0"#, None),
        (r#","replicatedBytes":null,"totalBytes":null"#, None),
        ("", None),
        (r#","replicatedBytes":0,"totalBytes":2000"#, Some("0 bytes")),
        (r#","replicatedBytes":2000,"totalBytes":null"#, Some("2.00 kB")),
    ] {
        let page =
            HistoryPage::with(&[ended("r1", r#","replicatedBytes":0,"totalBytes":0"#), ended("r2", bytes)]).await;
        let columns: Vec<&str> = HEADS.into_iter().chain(size.map(|_| "Replicated")).collect();
        assert_eq!(page.heads(), columns, "{bytes}");
        let sizes: Vec<String> = page.cells("td:nth-child(6)");
        assert_eq!(sizes, size.map(|size| vec!["--", size]).unwrap_or_default(), "{bytes}");
        // The dialog offers the same columns.
        page.harness.find::<HtmlElement>("button[data-name=columns]").click();
        until("the dialog", || page.count(".rl-columns li") > 0).await;
        let names = page.harness.texts(".rl-columns label");
        assert_eq!(names.iter().any(|name| name == "Replicated"), size.is_some(), "{bytes}");
    }
}

#[wasm_bindgen_test]
async fn counts_that_may_include_artifacts_twice_have_a_hint() {
    for (counts, hints) in [
        (r#"{"success":20000,"failed":0,"conflict":10000}"#, 1),
        (r#"{"success":20000,"failed":3,"conflict":0}"#, 0),
        (r#"{"success":2,"failed":9,"conflict":3}"#, 0),
    ] {
        let overview = format!(r#","replicaOverview":{counts}"#);
        let page = HistoryPage::with(&[ended("r1", &overview), ended("r2", &overview)]).await;
        assert_eq!(page.count(".rl-counts[title]"), hints * 2, "{counts}");
        let hint = "Artifacts that already existed may be counted twice as succeeded.";
        assert_eq!(page.harness.texts(".rl-table-box + .rl-hint"), vec![hint; hints], "{counts}");
    }
}

#[wasm_bindgen_test]
async fn a_running_execution_without_counts_says_when_they_are_written() {
    let page = HistoryPage::with(&[running("r2", r#","replicaOverview":null"#), ended("r1", "")]).await;
    assert_eq!(page.cells(".rl-artifacts"), ["--", "--"]);
    let titles: Vec<_> =
        page.harness.all("tbody .rl-artifacts > span").iter().map(|cell| cell.get_attribute("title")).collect();
    assert_eq!(titles, [Some("Totals are written when the execution ends.".to_owned()), None]);
}

#[wasm_bindgen_test]
async fn a_continuous_task_has_neither_end_nor_duration_nor_strip_nor_trend_nor_status_filter() {
    for (kind, trend) in [("REAL_TIME", None), ("FEDERATION", None), ("REAL_TIME", Some(TrendView::default()))] {
        let requests = 4 + usize::from(trend.is_some());
        let rows = [running("r1", r#","endTime":null,"replicaOverview":{"success":5000,"failed":3,"conflict":0}"#)];
        let page = HistoryPage::at(TaskRoute { trend, ..task("k1") }, &rows).await;
        // The row is there before the type of the task, and nothing pretends to know the type.
        until("the row", || page.count(".rl-history .rl-row-link") == 1).await;
        assert_eq!(page.heads(), CONTINUOUS_HEADS);
        assert_eq!((page.count(".rl-live"), page.count(".rl-strip"), page.count(".rl-chart")), (0, 0, 0));
        page.respond_to_type(&format!(r#""{kind}""#)).await;
        until("the explanation", || page.count(".rl-runs .rl-fact") == 1).await;
        turn().await;
        assert_eq!(page.harness.text(".rl-runs dt"), "Continuous since");
        assert!(page.harness.text(".rl-runs dd").starts_with("2026-03-01 08:00:00"));
        assert!(page.harness.text(".rl-runs .rl-hint").contains("never ends"));
        assert_eq!(page.heads(), CONTINUOUS_HEADS);
        assert_eq!(page.cells(".rl-artifacts"), ["5,000 succeeded · 3 failed"]);
        for absent in [".rl-live", ".rl-strip", ".rl-chart", ".rl-runs-switch", ".rl-choice"] {
            assert_eq!(page.count(absent), 0, "{kind} {absent}");
        }
        assert_eq!(page.title().as_deref(), Some("Continuous · Plan k1 · Replica Log"));
        // The type of the task is requested once.
        assert_eq!(page.network.count(), requests);
        page.harness.find::<HtmlElement>(".rl-tools .rl-refresh").click();
        page.respond_to_lists(&rows).await;
        turn().await;
        assert_eq!(page.network.count(), requests + 2);
    }
}

#[wasm_bindgen_test]
async fn the_first_execution_of_another_task_is_shown_like_any_other() {
    for replica_type in [r#""SCHEDULED""#, r#""RUN_ONCE""#, r#""TOMORROW""#, "null"] {
        let page = HistoryPage::with(&[running("r1", "")]).await;
        page.respond_to_type(replica_type).await;
        until("the strip", || page.count(".rl-strip li") == 1).await;
        until("the duration", || page.count(".rl-live") == 1).await;
        assert_eq!((page.heads(), page.count(".rl-choice")), (HEADS.map(str::to_owned).to_vec(), 1), "{replica_type}");
        assert_eq!(page.title().as_deref(), Some("Running · Plan k1 · Replica Log"));
    }
}

#[wasm_bindgen_test]
async fn a_task_whose_type_cannot_be_fetched_is_shown_like_any_other() {
    let page = HistoryPage::with(&[running("r1", "")]).await;
    page.network.next_with("/record/r1").await.respond(403, &[], "");
    until("the strip", || page.count(".rl-strip li") == 1).await;
    until("the duration", || page.count(".rl-live") == 1).await;
    assert_eq!(page.count(".rl-failure"), 0);
}

#[wasm_bindgen_test]
async fn a_task_with_more_than_one_execution_needs_no_request_for_its_type() {
    let page = HistoryPage::with(&[running("r2", ""), ended("r1", "")]).await;
    until("the strip", || page.count(".rl-strip li") == 2).await;
    turn().await;
    // The two lists and the task.
    assert_eq!((page.network.count(), page.heads()), (3, HEADS.map(str::to_owned).to_vec()));
}

#[wasm_bindgen_test]
async fn a_continuous_task_is_polled_once_a_minute() {
    for (replica_type, delay) in [(r#""REAL_TIME""#, 60_000), (r#""SCHEDULED""#, 3_000)] {
        let page = HistoryPage::mount(task("k1"));
        let timers = Timers::fake();
        page.respond_to_lists(&[running("r1", "")]).await;
        until("the row", || page.count(".rl-history .rl-row-link") == 1).await;
        assert_eq!(timers.delays(), [0; 0], "no poll before the type of the task");
        page.respond_to_type(replica_type).await;
        until("a poll", || timers.delays() == [delay]).await;
    }
}

#[wasm_bindgen_test]
async fn an_end_before_the_start_is_no_duration() {
    let page = HistoryPage::with(&[
        span("r3", "2026-03-03T08:00:00", "2026-03-01T08:00:00", ""),
        span("r2", "2026-03-02T08:00:00", "2026-03-02T08:03:00", ""),
        span("r1", "2026-03-01T08:00:00", "2026-03-01T08:01:00", ""),
    ])
    .await;
    assert_eq!(page.cells("td:nth-child(4)"), ["--", "3 min 0 sec", "1 min 0 sec"]);
    let bar_of = |row: &Element| row.query_selector(".rl-took").unwrap().is_some();
    assert_eq!(page.harness.all(".rl-history tbody tr").iter().map(bar_of).collect::<Vec<_>>(), [false, true, true]);
    until("the strip", || page.count(".rl-strip li a") == 3).await;
    let labels = page.harness.all(".rl-strip li a").into_iter().filter_map(|bar| bar.get_attribute("aria-label"));
    let labels: Vec<String> = labels.map(|label| label.replace(['\u{a0}', '\u{202f}'], " ")).collect();
    assert_eq!(
        labels,
        [
            "2026-03-01 08:00:00 · Success · 1 min 0 sec",
            "2026-03-02 08:00:00 · Success · 3 min 0 sec",
            "2026-03-03 08:00:00 · Success"
        ]
    );
    assert!(
        page.harness.text(".rl-runs .rl-hint").replace(['\u{a0}', '\u{202f}'], " ").ends_with("median 2 min 0 sec")
    );
}

#[wasm_bindgen_test]
async fn an_empty_history_says_why_it_is_empty() {
    let neutral = "No executions: the key may be wrong, ";
    for (status, body, text, links, exists) in [
        (200, envelope(r#"{"lastExecutionTime":null}"#), "This plan has not been executed yet.", 0, true),
        (200, envelope("{}"), "This plan has not been executed yet.", 0, true),
        (200, envelope(r#"{"lastExecutionTime":"2026-03-01T08:00"}"#), "This plan has been executed, but ", 0, true),
        (400, NOT_FOUND.to_owned(), "There is no plan with this key.", 1, false),
        (403, String::new(), neutral, 1, false),
        (404, "<html>".to_owned(), neutral, 1, false),
        (200, envelope("[]"), neutral, 1, false),
    ] {
        for filter in [None, Some(Status::Failed)] {
            let page = HistoryPage::at(TaskRoute { status: filter, ..task("k1") }, &[]).await;
            let call = page.network.next_with("/task/info/k1").await;
            assert_eq!(page.count(".rl-notice"), 0, "nothing is claimed before the response");
            call.respond(status, &[], &body);
            until("the reason", || page.count(".rl-notice") == 1).await;
            let actual = page.harness.text(".rl-notice-what");
            assert!(actual.starts_with(text), "{status} {body}: {actual}");
            assert_eq!(page.count(".rl-notice a[href$='/app/']"), links, "{status} {body}");
            assert_eq!((page.count(".rl-runs"), page.count(".rl-failure")), (0, 0), "{status} {body}");
            turn().await;
            let recent = window().local_storage().unwrap().unwrap().get_item("replica-log.recent").unwrap();
            assert_eq!(recent.is_some_and(|recent| recent.contains("tasks/k1")), exists, "{status} {body}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_filter_that_matches_nothing_says_so() {
    let page = HistoryPage::mount(TaskRoute { status: Some(Status::Failed), ..task("k1") });
    for _ in 0..2 {
        let call = page.network.next_with("/record/page/").await;
        let rows = if call.url.contains("status=FAILED") { String::new() } else { ended("r1", "") };
        let total = usize::from(!rows.is_empty());
        call.respond_with_data(&format!(r#"{{"totalRecords":{total},"records":[{rows}]}}"#));
    }
    until("the notice", || page.count(".rl-notice") == 1).await;
    turn().await;
    assert_eq!(page.harness.text(".rl-notice-what"), "No results match these filters.");
}
