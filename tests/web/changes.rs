//! The comparison of all artifacts of two executions: answers, partial results, notices, and the selection in a history.

use std::cell::Cell;

use js_sys::{Function, Reflect};
use replica_log::app::App;
use replica_log::model::id::Id;
use replica_log::model::route::{AnalysisView, ChangesView, RecordRoute, Route};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::fake_shell::{FakeShell, record, task};
use crate::harness::{Harness, turn, until};
use crate::network::Network;
use crate::query::config;

const ANSWERS: &str = ".rl-answers > p > b";

/// An artifact as a row: name, version and digest.
type Artifact<'a> = (&'a str, &'a str, &'a str);

/// The page of `r1`, which compares it with `r0`.
struct Page {
    harness: Harness,
    network: Network,
    _app: App,
}

impl Page {
    fn new(change: impl FnOnce(RecordRoute) -> RecordRoute) -> Self {
        let mut harness = Harness::new();
        let network = Network::fake();
        let view = ChangesView { other: Id::parse("r0").ok(), ..ChangesView::default() };
        let route = Route::Record(change(record("r1").with_analysis(Some(AnalysisView::Changes(Box::new(view))))));
        let app = App::new(FakeShell::default().navigation(route), config(), Vec::new(), None);
        harness.mount(move || app.view());
        Self { harness, network, _app: app }
    }

    /// Responds to all requests until `selector` is on the page.
    async fn respond(&self, data: impl Fn(&str) -> String, selector: &str) {
        self.network.respond_until("+0800", data, selector, || !self.harness.all(selector).is_empty()).await;
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        self.harness.texts(selector)
    }

    /// The counts of the kinds of changes.
    fn counts(&self) -> Vec<String> {
        self.texts("[data-change] > .rl-group-head > b")
    }

    fn click(&self, selector: &str) {
        self.harness.find::<HtmlElement>(selector).click();
    }

    /// Reads both executions again.
    fn refresh(&self) {
        self.click(".rl-triage > .rl-tools .rl-again");
    }

    fn has_notice_of_a_run(&self) -> bool {
        self.harness.text(".rl-triage").contains("was still running when it was read")
    }
}

/// A file that replaces the browser's dialog for the next new file. The test ends each call of its stream.
struct FakeFile(JsValue);

impl FakeFile {
    fn new() -> Self {
        let fake = Function::new_no_args(
            "const before = window.showSaveFilePicker; \
             const fake = { name: '', calls: '', end: null }; \
             const call = name => () => new Promise(end => { fake.calls += name + ' '; fake.end = end; }); \
             const stream = { write: call('write'), close: call('close'), abort: call('abort') }; \
             window.showSaveFilePicker = async options => { \
                 window.showSaveFilePicker = before; \
                 fake.name = options.suggestedName; \
                 return { createWritable: async () => stream }; \
             }; \
             return fake;",
        );
        Self(fake.call0(&JsValue::UNDEFINED).unwrap())
    }

    fn get(&self, name: &str) -> JsValue {
        Reflect::get(&self.0, &name.into()).unwrap()
    }

    /// The name that the dialog suggested.
    fn name(&self) -> String {
        self.get("name").as_string().unwrap()
    }

    /// Waits until these functions of the stream have been called, and ends the last call.
    async fn takes(&self, calls: &str) {
        until(calls, || self.get("calls").as_string().unwrap().trim() == calls).await;
        self.get("end").unchecked_into::<Function>().call0(&JsValue::UNDEFINED).unwrap();
    }
}

/// A page of details; `total` is the number of rows of the whole list.
fn details(prefix: &str, artifacts: &[Artifact<'_>], total: usize) -> String {
    let row = |(at, (name, version, digest)): (usize, &Artifact<'_>)| {
        format!(
            r#"{{"id":"{prefix}{at}","status":"SUCCESS","artifactName":"{name}","version":"{version}","sha256":"{digest}",
                "localRepoName":"npm","remoteCluster":"sh"}}"#
        )
    };
    let rows: Vec<_> = artifacts.iter().enumerate().map(row).collect();
    format!(r#"{{"totalRecords":{total},"records":[{}]}}"#, rows.join(","))
}

/// An execution that started on a day of November.
fn execution(id: &str, day: u32, task: &str) -> String {
    let times = format!(r#""startTime":"2026-11-{day:02}T02:00:00","endTime":"2026-11-{day:02}T03:00:00""#);
    format!(r#"{{"replicaType":"SCHEDULED","record":{{"id":"{id}","taskKey":"{task}","status":"SUCCESS",{times}}}}}"#)
}

/// The responses for two executions with these artifacts.
fn service<'a>(other: &'a [Artifact<'a>], this: &'a [Artifact<'a>]) -> impl Fn(&str) -> String + 'a {
    move |url| match url {
        url if url.contains("/detail/page/r0") => details("o", other, other.len()),
        url if url.contains("/detail/page/r1") => details("t", this, this.len()),
        url if url.ends_with("/record/r0") => execution("r0", 1, "k1"),
        url if url.ends_with("/record/r1") => execution("r1", 2, "k1"),
        url if url.contains("/record/page/") => r#"{"totalRecords":2,"records":[{"id":"r1"},{"id":"r0"}]}"#.to_owned(),
        _ => "null".to_owned(),
    }
}

const SAME: &str = "The same artifacts in both executions";

#[wasm_bindgen_test]
async fn both_questions_are_answered() {
    let page = Page::new(|route| route);
    let other = [("a", "1", ""), ("b", "1", ""), ("/c", "", "11"), ("/d", "", "22")];
    let this = [("a", "2", ""), ("/c", "", "11"), ("/d", "", "33"), ("e", "1", "")];
    page.respond(service(&other, &this), ANSWERS).await;
    until("the answers", || page.texts(ANSWERS)[0].starts_with("Not the same artifacts: 1 new, 1 gone, 2 with")).await;
    let digests = "Same name, other digest: 1 of the 2 artifacts that have a digest in both executions.";
    assert_eq!(page.texts(ANSWERS)[1], digests);
    assert_eq!(page.counts(), ["1", "1", "2", "0", "0", "1"]);
    page.click("[data-change=content] .rl-toggle button");
    let differences = || page.texts("[data-change=content] .rl-differences li");
    until("the list", || differences().len() == 2).await;
    assert_eq!(differences(), ["Version: 1 → 2", "Digest: 22 → 33"]);
    let links = page.harness.all("[data-change=content] .rl-members > li:first-child .rl-row-links a");
    let href = |at: usize| links[at].get_attribute("href").unwrap();
    assert!(
        href(0).ends_with(
            "/records/r1?artifactName=a&version=2&repoName=npm&clusterName=sh&triage=changes&compare=r0&group=content"
        ),
        "{}",
        href(0)
    );
    assert!(href(1).ends_with("/records/r0?artifactName=a&version=1&repoName=npm&clusterName=sh"), "{}", href(1));
    assert_eq!(links[1].get_attribute("aria-label").as_deref(), Some("a: Other execution"));
}

#[wasm_bindgen_test]
async fn equal_executions_are_said_to_be_equal() {
    let page = Page::new(|route| route);
    let rows = [("a", "1", ""), ("b", "1", "")];
    page.respond(service(&rows, &rows), ANSWERS).await;
    until("the answer", || page.texts(ANSWERS)[0].starts_with(SAME)).await;
    assert!(page.texts(ANSWERS)[1].starts_with("Same name, other digest: unknown"));
    assert_eq!(page.counts(), ["0", "0", "0", "0", "0", "2"]);
    until("an announcement", || page.texts(".rl-answers [role=status]")[0].starts_with(SAME)).await;
}

#[wasm_bindgen_test]
async fn answers_are_partial_until_both_executions_are_read() {
    let page = Page::new(|route| route);
    let rows = [("a", "1", "")];
    let whole = service(&rows, &rows);
    // The first page of the other execution is not the last one.
    let data = |url: &str| match url {
        url if url.contains("/detail/page/r0") && url.contains("pageNumber=1&") => details("o", &rows, 501),
        url => whole(url),
    };
    // Every request is answered except the second page of the other execution.
    let mut held = None;
    while held.is_none() {
        let call = page.network.next().await;
        if call.url.contains("/detail/page/r0") && call.url.contains("pageNumber=2&") {
            held = Some(call);
        } else {
            call.respond_with_data(&data(&call.url));
            turn().await;
        }
    }
    until("a partial answer", || page.texts(ANSWERS).first().is_some_and(|text| text.starts_with("So far: "))).await;
    assert!(page.harness.text(".rl-answers").contains("Not all rows have been read"));
    assert_eq!(page.texts(".rl-answers [role=status]"), [""]);
    assert_eq!(page.texts("[data-execution=other] .rl-total"), ["Other execution: 1 of 501 rows"]);
    until("the export", || !page.harness.all("[data-format=csv][disabled]").is_empty()).await;
    page.click("[data-execution=other] .rl-reading button");
    until("a stop", || page.harness.text("[data-execution=other]").contains("Stopped after reading 1 of 501.")).await;
    assert!(page.texts(ANSWERS)[0].starts_with("So far: "), "still partial");
}

#[wasm_bindgen_test]
async fn answers_and_the_file_are_partial_if_the_service_counts_more_rows_than_it_has() {
    let page = Page::new(|route| route);
    let rows = [("a", "1", "")];
    let whole = service(&rows, &rows);
    let data = |url: &str| if url.contains("/detail/page/r0") { details("o", &rows, 2) } else { whole(url) };
    page.respond(data, "[data-format=csv]:enabled").await;
    let answer = format!("So far: {SAME}");
    until("a partial answer", || page.texts(ANSWERS)[0].starts_with(&answer)).await;
    assert!(page.harness.text(".rl-answers").contains("Not all rows have been read"));
    until("an announcement", || page.texts(".rl-answers [role=status]")[0].starts_with(&answer)).await;
    let file = FakeFile::new();
    page.click("[data-format=csv]");
    file.takes("write").await;
    assert_eq!(file.name(), "changes-r1-r0-partial.csv");
    file.takes("write close").await;
    let incomplete = "0 changes written. Not all rows had been read, so the file is incomplete.";
    until("a partial file", || page.texts(".rl-triage .rl-notice [role=alert]") == [incomplete]).await;
}

#[wasm_bindgen_test]
async fn a_file_is_discarded_when_an_execution_is_read_again_while_it_is_written() {
    let page = Page::new(|route| route);
    // More artifacts than are written at a time.
    let names: Vec<String> = (0..1_500).map(|at| format!("a{at}")).collect();
    let this: Vec<Artifact<'_>> = names.iter().map(|name| (name.as_str(), "1", "")).collect();
    page.respond(service(&[("b", "1", "")], &this), "[data-format=csv]:enabled").await;
    let file = FakeFile::new();
    page.click("[data-format=csv]");
    until("the first artifacts", || file.get("calls").as_string().unwrap().trim() == "write").await;
    page.refresh();
    turn().await;
    file.takes("write").await;
    file.takes("write abort").await;
    let discarded = "The export was discarded because the executions were read again. Export again.";
    page.respond(service(&[("b", "1", "")], &this), "[data-format=csv]:enabled").await;
    until("the end of the export", || page.texts(".rl-triage .rl-notice [role=alert]") == [discarded]).await;
}

#[wasm_bindgen_test]
async fn a_running_execution_is_named_until_it_has_ended_and_is_read_again() {
    let rows = [("a", "1", "")];
    let ended = service(&rows, &rows);
    for record in ["/record/r0", "/record/r1"] {
        let page = Page::new(|route| route);
        let running = |url: &str| {
            let data = ended(url);
            if url.ends_with(record) { data.replace("SUCCESS", "RUNNING") } else { data }
        };
        let is_read = || page.harness.all(ANSWERS).len() == 2 && page.has_notice_of_a_run();
        page.network.respond_until("+0800", running, "the notice", is_read).await;
        page.refresh();
        let is_known = Cell::new(false);
        let data = |url: &str| {
            is_known.set(is_known.get() || url.contains("/detail/page/r0"));
            running(url)
        };
        let is_read = || is_known.get() && page.harness.all(ANSWERS).len() == 2;
        page.network.respond_until("+0800", data, "the same rows", is_read).await;
        assert!(page.has_notice_of_a_run(), "{record} is still running");
        if record == "/record/r1" {
            // Its end does not complete the rows.
            let status = || page.texts(".rl-record-head .rl-status");
            let before = status();
            page.click(".rl-refresh");
            let has_ended = || !status().is_empty() && status() != before;
            page.network.respond_until("+0800", &ended, "the end", has_ended).await;
            turn().await;
            assert!(page.has_notice_of_a_run(), "the rows are older than its end");
        }
        page.refresh();
        page.network.respond_until("+0800", &ended, "no notice", || !page.has_notice_of_a_run()).await;
    }
}

#[wasm_bindgen_test]
async fn executions_without_artifact_names_are_not_compared() {
    let (unnamed, named) = ([("", "", ""), ("", "", "")], [("a", "1", "")]);
    for (other, this) in [(&unnamed[..], &unnamed[..]), (&named, &unnamed), (&unnamed, &named)] {
        let page = Page::new(|route| route);
        let text = || page.harness.text(".rl-triage");
        let is_named =
            || text().contains("legacy log rows without artifact names, so the executions cannot be compared");
        page.network.respond_until("+0800", service(other, this), "the notice", is_named).await;
        let progress = [("This", this), ("Other", other)];
        let is_read = || {
            progress
                .iter()
                .all(|(name, rows)| text().contains(&format!("{name} execution: {0} of {0} rows", rows.len())))
        };
        page.network.respond_until("+0800", service(other, this), "all rows", is_read).await;
        turn().await;
        assert!(is_named());
        assert_eq!((page.texts(ANSWERS).len(), page.counts().len()), (0, 0));
        assert_eq!(page.harness.all(".rl-triage [data-format]").len(), 0, "no export");
    }
}

#[wasm_bindgen_test]
async fn an_execution_without_details_is_not_compared() {
    let page = Page::new(|route| route);
    page.respond(service(&[], &[("a", "1", "")]), ".rl-triage .rl-notice").await;
    until("the notice", || page.harness.text(".rl-triage").contains("no details of one of the two executions")).await;
    assert_eq!((page.texts(ANSWERS).len(), page.counts().len()), (0, 0));
}

#[wasm_bindgen_test]
async fn a_later_execution_and_one_of_another_plan_are_named() {
    let page = Page::new(|route| route);
    let rows = [("a", "1", "")];
    let whole = service(&rows, &rows);
    let data = |url: &str| if url.ends_with("/record/r0") { execution("r0", 9, "k2") } else { whole(url) };
    page.respond(data, ".rl-triage .rl-notice a").await;
    let link = page.harness.find::<HtmlElement>(".rl-triage .rl-notice a").get_attribute("href").unwrap();
    assert!(link.ends_with("/records/r0?triage=changes&compare=r1"), "{link}");
    until("the other plan", || page.harness.text(".rl-triage").contains("belongs to another plan")).await;
}

#[wasm_bindgen_test]
async fn the_filter_of_the_address_applies_to_the_lists() {
    let page = Page::new(|mut route| {
        if let Some(AnalysisView::Changes(view)) = &mut route.analysis {
            view.filter.name = "lib".to_owned();
        }
        RecordRoute { group: Some("new".to_owned()), ..route }
    });
    let this = [("lib-a", "1", ""), ("app", "1", ""), ("lib-b", "1", "")];
    page.respond(service(&[("x", "", "")], &this), "[data-change=new] .rl-members li").await;
    until("the filtered list", || page.harness.all("[data-change=new] .rl-members > li").len() == 2).await;
    assert_eq!(page.texts("[data-change=new] .rl-hint"), ["2 of 3 match the filters."]);
    assert_eq!(page.harness.find::<HtmlInputElement>("input[name=changedName]").value(), "lib");
}

#[wasm_bindgen_test]
async fn rows_without_a_name_and_repeated_rows_are_counted() {
    let page = Page::new(|route| route);
    let other = [("a", "1", ""), ("", "", "")];
    let this = [("a", "1", ""), ("a", "1", ""), ("", "", ""), ("", "", "")];
    page.respond(service(&other, &this), ANSWERS).await;
    let text = || page.harness.text(".rl-triage");
    let unnamed = "which cannot be compared: 1 in the other execution, 2 in this one.";
    until("the rows without a name", || text().contains(unnamed)).await;
    let repeated = "Rows that repeat the same version of an artifact: 0 in the other execution, 1 in this one.";
    until("the repeated rows", || text().contains(repeated)).await;
    let answer = format!("Among the rows with artifact names: {SAME}");
    until("the answer", || page.texts(ANSWERS)[0].starts_with(&answer)).await;
    until("an announcement", || page.texts(".rl-answers [role=status]")[0].starts_with(&answer)).await;
    let below = page.harness.text(".rl-answers > p:nth-child(2)");
    assert!(below.ends_with(unnamed), "{below}");
    assert_eq!(page.counts(), ["0", "0", "0", "0", "0", "1"]);
}

#[wasm_bindgen_test]
async fn two_executions_of_a_history_are_selected_and_compared() {
    let mut harness = Harness::new();
    let network = Network::fake();
    let app = App::new(FakeShell::default().navigation(Route::Task(task("k1"))), config(), Vec::new(), None);
    harness.mount(move || app.view());
    let run =
        |id: &str, day: u32| format!(r#"{{"id":"{id}","status":"SUCCESS","startTime":"2026-11-{day:02}T02:00:00"}}"#);
    let runs = format!(r#"{{"totalRecords":3,"records":[{},{},{}]}}"#, run("r3", 3), run("r2", 2), run("r1", 1));
    let data = |url: &str| match url {
        url if url.contains("/record/page/") => runs.clone(),
        url if url.contains("/record/r3") => execution("r3", 3, "k1"),
        _ => "null".to_owned(),
    };
    let boxes = || harness.all(".rl-history input[type=checkbox]");
    network.respond_until("+0800", data, "the checkboxes", || boxes().len() == 3).await;
    let checkbox = |at: usize| harness.all(".rl-history input[type=checkbox]")[at].clone();
    let click = |at: usize| checkbox(at).unchecked_into::<HtmlElement>().click();
    assert!(checkbox(1).get_attribute("aria-label").unwrap().starts_with("Select the execution of 2026-11-0"));
    let status = || harness.text(".rl-card > .rl-unseen[role=status]");
    click(2);
    until("the number", || status() == "1 of 2 executions selected for comparison").await;
    assert!(
        harness
            .find::<HtmlElement>(".rl-selected-runs button[disabled]")
            .text_content()
            .unwrap()
            .starts_with("Compare")
    );
    click(0);
    until("the number", || status() == "2 of 2 executions selected for comparison").await;
    until("the third is disabled", || checkbox(1).has_attribute("disabled")).await;
    let title = |at: usize| checkbox(at).closest("label").unwrap().unwrap().get_attribute("title").unwrap();
    let why = "To select another execution, deselect one of these first.";
    assert_eq!(title(1), why);
    assert!(title(0).starts_with("Select the execution of "), "{}", title(0));
    assert_eq!(harness.text(".rl-selected-runs .rl-hint"), why);
    let link = harness.find::<HtmlElement>(".rl-selected-runs a").get_attribute("href").unwrap();
    assert!(link.ends_with("/records/r3?triage=changes&compare=r1"), "the later one first: {link}");
    harness.find::<HtmlElement>(".rl-selected-runs button:last-child").click();
    until("no selection", || status() == "0 of 2 executions selected for comparison").await;
    assert!(!checkbox(1).has_attribute("disabled"));
    assert!(!checkbox(0).unchecked_into::<HtmlInputElement>().checked());
}
