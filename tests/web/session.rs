//! The session of the user, and requests that fail alike: one notice, a retry of everything, and nothing on the page that
//! claims more than is known.

use js_sys::{Date, Function};
use replica_log::app::App;
use replica_log::model::route::Route;
use replica_log::navigation::{Navigation, TabStatus};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::fake_shell::{FakeShell, ShellCall, record, task};
use crate::harness::{Harness, turn, until};
use crate::network::{Call, Network, envelope};
use crate::query::config;
use crate::timers::Timers;

const NOTICE: &str = ".rl-failure";
const HEAD_DURATION: &str = ".rl-record-head .rl-live";

/// The time so many milliseconds ago, as the service sends it in UTC.
fn ago(milliseconds: f64) -> String {
    let time = Date::new(&(Date::now() - milliseconds).into()).to_iso_string();
    String::from(time).trim_end_matches('Z').to_owned()
}

/// The data of a running or failed execution `r1` of the task `k1`.
fn data(url: &str, status: &str) -> String {
    let end = if status == "RUNNING" { String::new() } else { format!(r#","endTime":"{}""#, ago(1_000.0)) };
    let run = format!(r#"{{"id":"r1","taskKey":"k1","status":"{status}","startTime":"{}"{end}}}"#, ago(230_000.0));
    match url {
        url if url.contains("/overview/") => r#"{"success":1,"failed":0,"conflict":0}"#.to_owned(),
        url if url.contains("/detail/") => {
            let row = format!(r#"{{"id":"d1","artifactName":"/a","status":"RUNNING","startTime":"{}"}}"#, ago(5_000.0));
            format!(r#"{{"totalRecords":1,"records":[{row}]}}"#)
        }
        url if url.contains("record/page/") => format!(r#"{{"totalRecords":2,"records":[{run}]}}"#),
        url if url.contains("/info/") => r#"{"id":"t","key":"k1","name":"nightly"}"#.to_owned(),
        _ => format!(r#"{{"replicaObjectType":"REPOSITORY","replicaType":"SCHEDULED","record":{run}}}"#),
    }
}

/// A page of the app whose requests the test responds to.
struct Visit {
    harness: Harness,
    network: Network,
    shell: FakeShell,
    navigation: Navigation,
    timers: Timers,
}

impl Visit {
    fn new(route: Route, shell: FakeShell) -> Self {
        let mut harness = Harness::new();
        let (network, timers) = (Network::fake(), Timers::fake());
        let navigation = shell.navigation(route);
        harness.mount(move || App::new(navigation, config(), Vec::new(), None).view());
        Self { harness, network, shell, navigation, timers }
    }

    fn at_execution() -> Self {
        Self::new(Route::Record(record("r1")), FakeShell::default())
    }

    /// The page of a running execution, loaded.
    async fn at_running_execution() -> Self {
        let visit = Self::at_execution();
        visit
            .respond("the rows", |call| good(call, "RUNNING"), |visit| !visit.all("table.rl-details tbody").is_empty())
            .await;
        visit
    }

    fn all(&self, selector: &str) -> Vec<String> {
        self.harness.texts(selector)
    }

    /// Responds to all requests until a condition is true and no more requests come; returns their URLs.
    async fn respond(&self, what: &str, respond: impl Fn(&Call), condition: impl Fn(&Self) -> bool) -> Vec<String> {
        let mut urls = Vec::new();
        for _ in 0..6 {
            until(what, || {
                while let Some(call) = self.network.try_next() {
                    respond(&call);
                    urls.push(call.url.clone());
                }
                condition(self)
            })
            .await;
            turn().await;
        }
        urls
    }

    /// Refetches the page as its user does, and responds.
    async fn refresh(&self, respond: impl Fn(&Call)) -> Vec<String> {
        self.harness.find::<HtmlElement>(".rl-refresh").click();
        let before = self.network.count();
        until("the requests", || self.network.count() > before).await;
        self.respond("the responses", respond, |_| true).await
    }

    /// The calls of the app for the session.
    fn session_calls(&self) -> Vec<ShellCall> {
        let calls = self.shell.take_calls().into_iter();
        calls.filter(|call| matches!(call, ShellCall::SignIn | ShellCall::Unauthorized)).collect()
    }

    fn title(&self) -> String {
        let is_title = |call: &ShellCall| matches!(call, ShellCall::SetTitle(_));
        match self.shell.take_calls().into_iter().rfind(is_title) {
            Some(ShellCall::SetTitle(title)) => title,
            _ => String::new(),
        }
    }

    /// Hides the page, or makes it visible again, and waits until the clock of the app has looked, once a second.
    async fn set_visible(&self, is_visible: bool) {
        let define = Function::new_with_args(
            "state",
            "let reads = 0; \
             Object.defineProperty(document, 'visibilityState', { configurable: true, get() { reads += 1; return state; } }); \
             return () => reads;",
        );
        let state = if is_visible { "visible" } else { "hidden" };
        let reads: Function = define.call1(&JsValue::UNDEFINED, &state.into()).unwrap().unchecked_into();
        until("the clock", || reads.call0(&JsValue::UNDEFINED).unwrap().as_f64() > Some(1.0)).await;
        turn().await;
    }
}

fn good(call: &Call, status: &str) {
    call.respond(200, &[("X-BKREPO-Time-Zone", "+0000")], &envelope(&data(&call.url, status)));
}

fn refuse(call: &Call) {
    call.respond(401, &[], "");
}

#[wasm_bindgen_test]
async fn requests_that_fail_alike_have_one_notice_whose_button_sends_all_of_them_again() {
    for route in [Route::Record(record("r1")), Route::Task(task("k1"))] {
        let visit = Visit::new(route.clone(), FakeShell::default());
        visit
            .respond(
                "the notice",
                |call| call.respond(403, &[], r#"{"code":250113,"message":"x"}"#),
                |visit| visit.all(NOTICE).len() == 1,
            )
            .await;
        assert_eq!(visit.all("[role=alert]"), ["You do not have permission to view replication logs"], "{route:?}");
        assert!(visit.all(".rl-hint").iter().any(|text| text.contains("Not loaded.")), "{route:?}");
        visit.harness.find::<HtmlElement>(".rl-failure button.rl-button").click();
        let urls = visit.respond("the page", |call| good(call, "FAILED"), |visit| visit.all(NOTICE).is_empty()).await;
        assert!(urls.len() >= 3, "{urls:?}");
    }
}

#[wasm_bindgen_test]
async fn requests_that_fail_for_different_reasons_have_a_notice_each() {
    let visit = Visit::at_execution();
    let respond = |call: &Call| match call.url.as_str() {
        url if url.contains("/overview/") => call.respond(500, &[], ""),
        url if url.contains("/detail/") => call.respond(403, &[], r#"{"code":250113,"message":"x"}"#),
        _ => good(call, "FAILED"),
    };
    visit.respond("the notices", respond, |visit| visit.all(NOTICE).len() == 2).await;
    assert_eq!(
        visit.all("[role=alert]"),
        [
            "Overview: The replication service returned an error",
            "Details: You do not have permission to view replication logs"
        ]
    );
}

#[wasm_bindgen_test]
async fn the_shell_is_notified_of_a_401_once_until_a_request_succeeds() {
    let visit = Visit::at_execution();
    visit.respond("the notice", refuse, |visit| visit.all(NOTICE).len() == 1).await;
    assert_eq!(visit.session_calls(), [ShellCall::Unauthorized]);
    visit.navigation.retry();
    visit.respond("the notice", refuse, |visit| visit.network.count() >= 6 && visit.all(NOTICE).len() == 1).await;
    assert_eq!(visit.session_calls(), []);
    visit.navigation.retry();
    visit.respond("the page", |call| good(call, "FAILED"), |visit| visit.all(NOTICE).is_empty()).await;
    // A code of HTTP 200 means the same.
    visit.refresh(|call| call.respond(200, &[], r#"{"code":401,"message":"x"}"#)).await;
    assert_eq!(visit.session_calls(), [ShellCall::Unauthorized]);
}

#[wasm_bindgen_test]
async fn a_retry_sends_also_requests_again_whose_failure_is_not_shown() {
    let visit = Visit::at_execution();
    let respond = |call: &Call| if call.url.contains("/info/") { refuse(call) } else { good(call, "FAILED") };
    visit.respond("the rows", respond, |visit| !visit.all("table.rl-details tbody").is_empty()).await;
    assert!(visit.all(NOTICE).is_empty());
    visit.navigation.retry();
    let urls = visit.respond("the name", |call| good(call, "FAILED"), |visit| visit.all("h1") == ["nightly"]).await;
    assert_eq!(urls, ["/replication/api/task/info/k1"]);
}

#[wasm_bindgen_test]
async fn a_retry_sends_also_the_requests_again_that_count_details_of_a_running_execution() {
    // Without an overview, two more requests count the details.
    let respond = |call: &Call| match call.url.as_str() {
        url if url.contains("/overview/") => call.respond(200, &[], &envelope("null")),
        _ => good(call, "RUNNING"),
    };
    let visit = Visit::at_execution();
    let urls = visit.respond("the totals", respond, |visit| !visit.all(".rl-count").is_empty()).await;
    assert!(urls.iter().any(|url| url.ends_with("status=FAILED")), "{urls:?}");
    visit.refresh(refuse).await;
    assert_eq!(visit.all(NOTICE).len(), 1);
    visit.navigation.retry();
    let again = visit.respond("the page", respond, |visit| visit.all(NOTICE).is_empty()).await;
    // The task has not failed.
    for url in urls.into_iter().filter(|url| !url.contains("/info/")) {
        assert_eq!(again.iter().filter(|again| **again == url).count(), 1, "{url}");
    }
    assert_eq!(visit.timers.delays().len(), 1, "polling goes on");
}

#[wasm_bindgen_test]
async fn a_dialog_is_closed_before_the_sign_in_of_the_host() {
    let visit = Visit::new(Route::Record(record("r1")), FakeShell::with_sign_in());
    visit
        .respond("the rows", |call| good(call, "FAILED"), |visit| !visit.all("table.rl-details tbody").is_empty())
        .await;
    visit.harness.find::<HtmlElement>("button[data-name=raw]").click();
    until("the dialog", || !visit.harness.all("dialog[data-name=raw][open]").is_empty()).await;
    visit.harness.find::<HtmlElement>("dialog[data-name=raw] [data-main]").click();
    visit.respond("the notice", refuse, |visit| visit.all(NOTICE).len() == 1).await;
    assert_eq!(visit.session_calls(), [ShellCall::Unauthorized]);
    visit.harness.find::<HtmlElement>(".rl-failure [data-main]").click();
    assert!(visit.harness.all("dialog[open]").is_empty());
    assert_eq!(visit.session_calls(), [ShellCall::SignIn]);
}

#[wasm_bindgen_test]
async fn a_running_execution_that_cannot_be_refetched_does_not_look_alive() {
    for status in [401, 500] {
        let visit = Visit::at_running_execution().await;
        assert!(visit.title().starts_with("Running · "), "{status}");
        assert_eq!(visit.shell.tab_status(), Some(TabStatus::Running));
        assert_eq!(visit.harness.all("[data-tone=busy].rl-status").len(), 2, "in the head and in the row");
        visit.refresh(|call| call.respond(status, &[], "")).await;
        assert!(visit.title().starts_with("Unknown · "), "{status}");
        assert_eq!(visit.shell.tab_status(), Some(TabStatus::Unknown));
        assert_eq!(visit.all(NOTICE).len(), 1);
        assert_eq!(visit.harness.all(".rl-title [data-tone=busy]").len(), 0);
        let row = ".rl-details .rl-live";
        let frozen = (visit.all(HEAD_DURATION), visit.all(row));
        assert!(frozen.0.len() == 1 && frozen.1.len() == 1, "{frozen:?}");
        let age = visit.all(".rl-stale > p");
        until("the clock to go on", || visit.all(".rl-stale > p") != age).await;
        assert_eq!((visit.all(HEAD_DURATION), visit.all(row)), frozen, "{status}");
        // Afterwards everything goes on.
        visit.refresh(|call| good(call, "RUNNING")).await;
        assert!(visit.title().starts_with("Running · "));
        until("the duration to count", || visit.all(HEAD_DURATION) != frozen.0).await;
    }
}

#[wasm_bindgen_test]
async fn the_status_of_an_execution_that_has_ended_stays_known() {
    let visit = Visit::at_execution();
    visit
        .respond("the rows", |call| good(call, "FAILED"), |visit| !visit.all("table.rl-details tbody").is_empty())
        .await;
    visit.refresh(|call| call.respond(500, &[], "")).await;
    assert!(visit.title().starts_with("Failed · "));
    assert_eq!(visit.shell.tab_status(), Some(TabStatus::Failed));
}

#[wasm_bindgen_test]
async fn the_status_of_a_task_whose_newest_execution_was_running_is_unknown_without_a_session() {
    let visit = Visit::new(Route::Task(task("k1")), FakeShell::default());
    visit
        .respond("the rows", |call| good(call, "RUNNING"), |visit| !visit.all("table.rl-history tbody").is_empty())
        .await;
    assert!(visit.title().starts_with("Running · "));
    visit.refresh(refuse).await;
    assert!(visit.title().starts_with("Unknown · "));
    assert_eq!((visit.shell.tab_status(), visit.all(NOTICE).len()), (Some(TabStatus::Unknown), 1));
}

#[wasm_bindgen_test]
async fn a_page_without_a_session_does_not_poll_until_the_user_returns() {
    let visit = Visit::at_running_execution().await;
    assert_eq!(visit.timers.delays(), [3_000]);
    visit.timers.advance(3_000);
    visit.respond("the notice", refuse, |visit| visit.all(NOTICE).len() == 1).await;
    assert_eq!(visit.timers.delays(), [0_i32; 0]);
    let before = visit.network.count();
    visit.set_visible(false).await;
    visit.timers.advance(3_600_000);
    assert_eq!(visit.network.count(), before);
    visit.set_visible(true).await;
    visit.respond("the rows", |call| good(call, "RUNNING"), |visit| visit.all(NOTICE).is_empty()).await;
    assert_eq!(visit.timers.delays().len(), 1, "polling goes on");
}

#[wasm_bindgen_test]
async fn a_hidden_page_polls_the_execution_alone_until_it_ends_and_the_rest_when_it_is_visible_again() {
    let visit = Visit::at_running_execution().await;
    visit.set_visible(false).await;
    for status in ["RUNNING", "FAILED"] {
        assert_eq!(visit.timers.delays(), [60_000]);
        visit.timers.advance(60_000);
        let urls = visit.respond("the execution", |call| good(call, status), |_| true).await;
        assert_eq!(urls, ["/replication/api/task/record/r1"]);
    }
    assert!(visit.title().starts_with("Failed · "));
    assert_eq!(visit.shell.tab_status(), Some(TabStatus::Failed));
    assert_eq!(visit.timers.delays(), [0_i32; 0]);
    visit.set_visible(true).await;
    let urls = visit.respond("the rest", |call| good(call, "FAILED"), |_| true).await;
    for part in ["record/r1", "/overview/", "/detail/page/"] {
        assert!(urls.iter().any(|url| url.contains(part)), "{part} in {urls:?}");
    }
}

#[wasm_bindgen_test]
async fn a_hidden_page_of_a_task_polls_its_latest_executions_alone() {
    let visit = Visit::new(Route::Task(task("k1")), FakeShell::default());
    visit
        .respond("the rows", |call| good(call, "RUNNING"), |visit| !visit.all("table.rl-history tbody").is_empty())
        .await;
    visit.set_visible(false).await;
    assert_eq!(visit.timers.delays(), [60_000]);
    visit.timers.advance(60_000);
    let urls = visit.respond("the executions", |call| good(call, "FAILED"), |_| true).await;
    assert_eq!(urls, ["/replication/api/task/record/page/k1?pageNumber=1&pageSize=60"]);
    assert_eq!(visit.timers.delays(), [0_i32; 0]);
}
