//! Plans: the list of a project, the settings of a plan, and the search for the latest execution.

use replica_log::app::App;
use replica_log::model::config::Config;
use replica_log::model::id::Id;
use replica_log::model::route::{LatestRoute, PlansRoute, Route};
use replica_log::navigation::HistoryMode;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::fake_shell::{FakeShell, ShellCall, task};
use crate::harness::{Harness, turn, until};
use crate::history::NOT_FOUND;
use crate::input::{commit_change, type_text};
use crate::network::{Network, envelope};
use crate::query::config;

/// A page of the app.
struct PlansPage {
    harness: Harness,
    network: Network,
    shell: FakeShell,
}

impl PlansPage {
    fn mount(route: Route, config: Config) -> Self {
        let mut harness = Harness::new();
        let (network, shell) = (Network::fake(), FakeShell::default());
        let navigation = shell.navigation(route);
        harness.mount(move || App::new(navigation, config, Vec::new(), None).view());
        Self { harness, network, shell }
    }

    /// The plans of the project `p`.
    async fn with(rows: &[&str]) -> Self {
        let page = Self::mount(Route::Plans(PlansRoute::new(id("p"), 20)), config());
        page.respond_to("/task/page/p?", &list(rows)).await;
        until("the rows", || page.harness.all(".rl-plans tbody").len() == rows.len()).await;
        page
    }

    /// Responds to the next request whose URL contains `part`, with times in Shanghai's zone.
    async fn respond_to(&self, part: &str, data: &str) {
        let call = self.network.next_with(part).await;
        call.respond(200, &[("X-BKREPO-Time-Zone", "+0800")], &envelope(data));
    }

    fn row(&self, index: usize) -> Vec<String> {
        let cells = self.harness.texts(&format!(".rl-plans tbody:nth-of-type({}) td", index + 1));
        cells.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    /// The last address that was shown.
    fn address(&self) -> Option<(String, HistoryMode)> {
        self.shell.take_calls().into_iter().rev().find_map(|call| match call {
            ShellCall::Show(address, mode) => Some((address, mode)),
            _ => None,
        })
    }
}

fn id(text: &str) -> Id {
    Id::parse(text).unwrap()
}

fn list(rows: &[&str]) -> String {
    format!(r#"{{"totalRecords":{},"records":[{}]}}"#, rows.len(), rows.join(","))
}

const NIGHTLY: &str = r#"{"key":"k1","name":"nightly","projectId":"p","replicaType":"SCHEDULED",
    "replicaObjectType":"REPOSITORY","remoteClusters":[{"id":"1","name":"shanghai"},{"id":"2","name":"beijing"}],
    "setting":{"conflictStrategy":"SKIP","errorStrategy":"FAST_FAIL","executionStrategy":"CRON_EXPRESSION",
    "executionPlan":{"cronExpression":"0 30 2 * * ?"}},"lastExecutionStatus":"FAILED",
    "lastExecutionTime":"2026-03-01T02:30:00","nextExecutionTime":"2026-03-02T02:30:00","enabled":true,
    "recordReserveDays":30,"createdBy":"admin"}"#;
const DISABLED: &str = r#"{"key":"k2","name":"old","replicaType":"SCHEDULED","enabled":false,
    "nextExecutionTime":"2026-03-02T02:30:00"}"#;
const LIVE: &str = r#"{"key":"k3","name":"live","replicaType":"REAL_TIME","setting":{"executionStrategy":"IMMEDIATELY"},"lastExecutionStatus":"RUNNING","enabled":true}"#;

#[wasm_bindgen_test]
async fn a_plan_shows_its_schedule_in_words_and_as_written() {
    let page = PlansPage::with(&[NIGHTLY]).await;
    let row = page.row(0);
    assert_eq!(
        row[..5],
        ["Failed", "nightly", "Scheduled", "shanghai beijing", "Every day at 02:30 0 30 2 * * ? service time zone"]
    );
    assert!(row[5].starts_with("2026-03-01 02:30:00") && row[6].starts_with("2026-03-02 02:30:00"), "{row:?}");
    assert_eq!(row[7], "Enabled");
}

#[wasm_bindgen_test]
async fn a_plan_that_is_disabled_or_was_never_executed_says_so() {
    let page = PlansPage::with(&[DISABLED]).await;
    let row = page.row(0);
    assert_eq!((row[0].as_str(), row[7].as_str()), ("Not executed", "Disabled"));
    assert_eq!(row[6], "--", "the service keeps the time of an execution that will not be");
}

#[wasm_bindgen_test]
async fn a_plan_leads_to_its_history_and_its_status_to_the_latest_execution() {
    let page = PlansPage::with(&[NIGHTLY]).await;
    let href = |selector: &str| page.harness.find::<Element>(selector).get_attribute("href").unwrap();
    assert!(href(".rl-row-link").ends_with("/tasks/k1?planName=nightly"));
    assert!(href(".rl-plans td:first-child a").ends_with("/tasks/k1?execution=latest&planName=nightly"));
}

#[wasm_bindgen_test]
async fn a_plan_that_replicates_continuously_is_neither_running_nor_scheduled() {
    let page = PlansPage::with(&[LIVE]).await;
    assert_eq!((page.row(0)[0].as_str(), page.row(0)[4].as_str()), ("Continuous", "Continuous"));
}

#[wasm_bindgen_test]
async fn filters_and_order_are_part_of_the_address() {
    let page = PlansPage::with(&[NIGHTLY]).await;
    let input: HtmlInputElement = page.harness.find("input[name=name]");
    type_text(&input, " c++ ");
    commit_change(&input);
    assert_eq!(page.address(), Some(("projects/p/plans?name=c%2B%2B".to_owned(), HistoryMode::Push)));
    page.respond_to("name=c%5C%2B%5C%2B", &list(&[])).await;
    until("the sentence", || page.harness.texts(".rl-empty p") == ["No results match these filters."]).await;
    let hrefs: Vec<_> =
        page.harness.all(".rl-choice a").iter().map(|link| link.get_attribute("href").unwrap_or_default()).collect();
    for parameter in
        ["lastExecutionStatus=FAILED", "enabled=false", "sortType=LAST_EXECUTION_TIME", "sortDirection=ASC"]
    {
        assert!(hrefs.iter().any(|href| href.contains(parameter) && href.contains("name=c%2B%2B")), "{parameter}");
    }
}

#[wasm_bindgen_test]
async fn a_project_without_plans_may_not_exist() {
    let page = PlansPage::mount(Route::Plans(PlansRoute::new(id("p"), 20)), config());
    page.respond_to("/task/page/p?", &list(&[])).await;
    until("the notice", || !page.harness.all(".rl-empty .rl-notice").is_empty()).await;
    let text = page.harness.text(".rl-empty .rl-notice-text");
    assert!(text.contains("No plans found for this project") && text.contains("case-sensitive"), "{text}");
}

#[wasm_bindgen_test]
async fn a_refused_list_is_an_error_and_not_an_empty_project() {
    let page = PlansPage::mount(Route::Plans(PlansRoute::new(id("p"), 20)), config());
    page.network.next_with("/task/page/p?").await.respond(403, &[], r#"{"code":250113,"message":"x"}"#);
    until("the error", || !page.harness.all(".rl-failure[data-kind=Forbidden]").is_empty()).await;
    assert!(page.harness.all(".rl-empty .rl-notice").is_empty());
}

#[wasm_bindgen_test]
async fn the_plans_of_the_configured_project_are_on_the_first_page() {
    let page = PlansPage::mount(Route::Home, Config { project_id: "p".to_owned(), ..config() });
    page.respond_to("/task/page/p?", &list(&[NIGHTLY])).await;
    until("the row", || page.harness.texts(".rl-plans .rl-row-link") == ["nightly"]).await;
    assert_eq!(page.harness.all(".rl-open input").len(), 1);
}

#[wasm_bindgen_test]
async fn the_address_of_the_latest_execution_is_replaced_by_that_of_the_execution() {
    let latest = Route::Latest(LatestRoute { key: id("k1"), plan_name: Some("nightly".to_owned()) });
    let page = PlansPage::mount(latest, config());
    let odd_first = r#"{"totalRecords":9,"records":[null,{"id":7},{"id":"r9"},{"id":"r8"}]}"#;
    page.respond_to("/record/page/k1?pageNumber=1&pageSize=20", odd_first).await;
    until("the execution", || page.network.count() > 1).await;
    assert_eq!(page.address(), Some(("records/r9?planName=nightly".to_owned(), HistoryMode::Replace)));
}

#[wasm_bindgen_test]
async fn a_plan_without_executions_has_no_latest_one() {
    let page = PlansPage::mount(Route::Latest(LatestRoute { key: id("k1"), plan_name: None }), config());
    page.respond_to("/record/page/k1?", &list(&[])).await;
    until("the notice", || {
        page.harness.texts(".rl-notice-what")
            == ["No execution to open: the plan has not been executed, or there is no plan with this key."]
    })
    .await;
    let href = page.harness.find::<Element>(".rl-notice a").get_attribute("href").unwrap();
    assert!(href.ends_with("/tasks/k1"));
}

#[wasm_bindgen_test]
async fn executions_without_ids_are_no_plan_without_executions() {
    let page = PlansPage::mount(Route::Latest(LatestRoute { key: id("k1"), plan_name: None }), config());
    page.respond_to("/record/page/k1?", r#"{"totalRecords":2,"records":[null,{"id":7}]}"#).await;
    let text = "No execution to open: the latest ones have no id that can be read.";
    until("the notice", || page.harness.texts(".rl-notice-what") == [text]).await;
}

#[wasm_bindgen_test]
async fn the_page_of_a_task_says_its_name_its_project_and_its_settings() {
    let page = PlansPage::mount(Route::Task(task("k1")), config());
    page.respond_to("/task/info/k1", NIGHTLY).await;
    until("the name", || page.harness.text("h1") == "nightly").await;
    let crumbs = page.harness.texts(".rl-trail li");
    assert_eq!(crumbs, ["p", "nightly"]);
    assert!(page.harness.all(".rl-plan-facts").is_empty(), "folded");
    page.harness.find::<HtmlElement>(".rl-plan-toggle").click();
    // The page itself decodes the summary only.
    page.respond_to("/task/info/k1", NIGHTLY).await;
    until("the settings", || !page.harness.all(".rl-plan-facts dd").is_empty()).await;
    let facts = page.harness.text(".rl-plan-facts");
    for part in ["Every day at 02:30", "shanghai", "Skip", "Stop the execution", "Enabled", "30 days"] {
        assert!(facts.contains(part), "{part} in {facts}");
    }
    assert!(!page.harness.root.inner_html().contains("admin"), "no account names");
}

#[wasm_bindgen_test]
async fn a_service_that_does_not_tell_the_plan_leaves_the_page_as_it_is() {
    for (status, body) in [(404, r#"{"code":250130,"message":"x"}"#), (403, ""), (400, NOT_FOUND), (200, "<html>")] {
        let page = PlansPage::mount(Route::Task(task("k1")), config());
        for _ in 0..2 {
            page.respond_to("/record/page/k1", r#"{"totalRecords":1,"records":[{"id":"r","status":"SUCCESS"}]}"#).await;
        }
        page.network.next_with("/task/info/k1").await.respond(status, &[], body);
        until("the row", || !page.harness.all(".rl-history tbody").is_empty()).await;
        turn().await;
        assert_eq!(page.harness.text("h1"), "Plan k1");
        assert!(page.harness.all(".rl-failure, .rl-plan-toggle").is_empty(), "{status}");
    }
}
