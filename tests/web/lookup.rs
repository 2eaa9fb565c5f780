//! The lookup of an id or an address on the first page: what exists, what does not, and what the service does not say.

use replica_log::app::App;
use replica_log::model::route::Route;
use replica_log::navigation::HistoryMode;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlFormElement, HtmlInputElement};

use crate::fake_shell::{FakeShell, ShellCall};
use crate::harness::{Harness, turn, until};
use crate::history::NOT_FOUND;
use crate::input::type_text;
use crate::network::{Network, envelope};
use crate::query::config;

const KEY: &str = "3f8a1c5e7b2d4096a1e4c7f20b95d863";
const ID: &str = "609b573d53ccce752bf9b860";
/// The id of a project with plans.
const PROJECT: &str = "blueking";

/// The outcome of a lookup: the opened page, or the shown text.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Opened(String),
    Shown(String),
}

/// Looks up an id. `task` is the response to the request for the task, its status and its body; executions and record
/// do not exist.
async fn look_up(id: &str, task: (u16, &str)) -> (Outcome, Vec<String>) {
    let mut harness = Harness::new();
    let (network, shell) = (Network::fake(), FakeShell::default());
    let navigation = shell.navigation(Route::Home);
    harness.mount(move || App::new(navigation, config(), Vec::new(), None).view());
    let input: HtmlInputElement = harness.find(".rl-open input");
    type_text(&input, id);
    harness.find::<HtmlFormElement>(".rl-open").request_submit().unwrap();
    let mut requests = Vec::new();
    loop {
        let call = network.next().await;
        let kind = ["/task/page/", "/record/page/", "/info/", "/record/"]
            .into_iter()
            .find(|part| call.url.contains(part))
            .unwrap();
        requests.push(kind.to_owned());
        match kind {
            "/task/page/" if id == PROJECT => call.respond_with_data(r#"{"totalRecords":1,"records":[{"key":"k"}]}"#),
            "/task/page/" | "/record/page/" => call.respond_with_data(r#"{"totalRecords":0,"records":[]}"#),
            "/info/" => call.respond(task.0, &[], task.1),
            _ => call.respond(400, &[], NOT_FOUND),
        }
        let sent = network.count();
        turn().await;
        until("the next step", || network.count() > sent || harness.all(".rl-open + div [role=status]").is_empty())
            .await;
        let opened = shell.take_calls().into_iter().find_map(|call| match call {
            ShellCall::Show(address, HistoryMode::Push) => Some(address),
            _ => None,
        });
        if let Some(address) = opened {
            return (Outcome::Opened(address), requests);
        }
        if network.count() == sent {
            let shown = harness.texts("#rl-open-said .rl-refused, #rl-open-said .rl-notice-what").concat();
            return (Outcome::Shown(shown), requests);
        }
    }
}

#[wasm_bindgen_test]
async fn an_empty_history_is_not_taken_for_a_task() {
    for (id, requests) in [
        (KEY, ["/record/page/", "/info/", "/record/", "/task/page/"]),
        (ID, ["/record/", "/record/page/", "/info/", "/task/page/"]),
    ] {
        let unknown = Outcome::Shown(format!(
            "No plan, execution, or project has the key or ID {id}, or the project has no plans."
        ));
        assert_eq!(look_up(id, (400, NOT_FOUND)).await, (unknown, requests.map(str::to_owned).to_vec()));
    }
}

#[wasm_bindgen_test]
async fn a_task_without_executions_is_opened() {
    let known = envelope(r#"{"key":"k"}"#);
    let (outcome, requests) = look_up(KEY, (200, &known)).await;
    assert_eq!(outcome, Outcome::Opened(format!("tasks/{KEY}")));
    assert_eq!(requests, ["/record/page/", "/info/"]);
    assert_eq!(look_up(ID, (200, &known)).await.0, Outcome::Opened(format!("tasks/{ID}")));
}

#[wasm_bindgen_test]
async fn a_service_that_does_not_say_whether_there_is_a_task_does_not_end_the_lookup() {
    // The page of the task names the possible reasons.
    for response in [(403, ""), (404, "<html>"), (404, r#"{"code":250130,"message":"x"}"#)] {
        assert_eq!(look_up(KEY, response).await.0, Outcome::Opened(format!("tasks/{KEY}")), "{response:?}");
    }
}

#[wasm_bindgen_test]
async fn an_expired_session_ends_the_lookup_with_its_error() {
    let expected = Outcome::Shown("You are not signed in, or your session has expired".to_owned());
    assert_eq!(look_up(KEY, (401, "")).await.0, expected);
}

#[wasm_bindgen_test]
async fn a_project_with_plans_is_opened() {
    let (outcome, requests) = look_up(PROJECT, (400, NOT_FOUND)).await;
    assert_eq!(outcome, Outcome::Opened(format!("projects/{PROJECT}/plans")));
    assert_eq!(requests, ["/task/page/"]);
}

#[wasm_bindgen_test]
async fn an_address_is_opened_without_a_request() {
    let log = format!("https://bkrepo.example.com/ui/blueking/planManage/logDetail/{ID}?planName=nightly");
    for (pasted, address) in [
        (log, format!("records/{ID}?planName=nightly")),
        (format!(" /ui/replica-log/tasks/{KEY}?status=FAILED\n"), format!("tasks/{KEY}?status=FAILED")),
        ("https://bkrepo.example.com/ui/blueking/planManage".to_owned(), "projects/blueking/plans".to_owned()),
    ] {
        let mut harness = Harness::new();
        let (network, shell) = (Network::fake(), FakeShell::default());
        let navigation = shell.navigation(Route::Home);
        harness.mount(move || App::new(navigation, config(), Vec::new(), None).view());
        type_text(&harness.find(".rl-open input"), &pasted);
        assert_eq!(network.count(), 0);
        harness.find::<HtmlFormElement>(".rl-open").request_submit().unwrap();
        assert!(shell.take_calls().contains(&ShellCall::Show(address, HistoryMode::Push)), "{pasted}");
    }
}

#[wasm_bindgen_test]
async fn an_address_of_another_page_is_not_sent_to_the_service() {
    let mut harness = Harness::new();
    let (network, shell) = (Network::fake(), FakeShell::default());
    let navigation = shell.navigation(Route::Home);
    harness.mount(move || App::new(navigation, config(), Vec::new(), None).view());
    type_text(&harness.find(".rl-open input"), "https://example.com/?token=secret");
    harness.find::<HtmlFormElement>(".rl-open").request_submit().unwrap();
    until("the reason", || harness.texts(".rl-refused").concat().contains("This address is neither")).await;
    assert_eq!(network.count(), 0);
}

#[wasm_bindgen_test]
async fn a_refused_list_of_plans_is_an_error_and_not_an_unknown_project() {
    let mut harness = Harness::new();
    let (network, shell) = (Network::fake(), FakeShell::default());
    let navigation = shell.navigation(Route::Home);
    harness.mount(move || App::new(navigation, config(), Vec::new(), None).view());
    type_text(&harness.find(".rl-open input"), PROJECT);
    harness.find::<HtmlFormElement>(".rl-open").request_submit().unwrap();
    network.next_with("/task/page/").await.respond(403, &[], r#"{"code":250113,"message":"x"}"#);
    until("the error", || harness.all(".rl-failure[data-kind=Forbidden]").len() == 1).await;
}
