//! What is sent to the service, and what is done when it does not answer.

use js_sys::Function;
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica_log::api::endpoint::Request;
use replica_log::api::error::Kind;
use replica_log::model::config::{Config, ConfigError};
use replica_log::model::id::Id;
use replica_log::model::locale::Locale;
use replica_log::model::zone::{Zone, parse_offset};
use replica_log::query::service::Service;
use replica_log::settings::Settings;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::AbortController;

use crate::harness::{Harness, set_cookie, turn, until};
use crate::network::{Network, envelope};
use crate::query::{Page, config};
use crate::timers::Timers;

#[wasm_bindgen_test]
async fn a_request_says_the_zone_the_language_and_the_token() {
    let stage = Harness::new();
    set_cookie("another=x; path=/");
    set_cookie("bkrepo_ticket=a.b-c=d; path=/");
    let page = Page::on(stage, &config());
    let call = page.network.next().await;
    assert_eq!(call.url, "/replication/api/task/record/one");
    for (name, value) in [
        ("X-BKREPO-TIME-ZONE", Some("Asia/Shanghai")),
        ("Accept-Language", Some("en-US")),
        ("X-CSRFToken", Some("a.b-c=d")),
        ("Accept", Some("application/json")),
        ("X-Another", None),
    ] {
        assert_eq!(call.header(name).as_deref(), value, "{name}");
    }
    assert_eq!(call.credentials().as_deref(), Some("include"));
    // What was true once is no answer.
    assert_eq!(call.cache().as_deref(), Some("no-store"));
}

#[wasm_bindgen_test]
async fn without_the_cookie_no_token_is_sent() {
    let page = Page::new(&config());
    assert_eq!(page.network.next().await.header("X-CSRFToken"), None);
}

#[wasm_bindgen_test]
async fn the_operator_says_where_to_and_what_more_to_send() {
    let stage = Harness::new();
    set_cookie("my_token=t; path=/");
    let (mut config, config_errors) = Config::parse(
        r#"{"apiBase":"https://repo.example.com/web/","csrfCookie":"my_token","headers":{"X-Console":"1","X-Bad":"a\nb"}}"#,
    );
    // One that no browser sends.
    assert_eq!(config_errors, [ConfigError::Value { key: "headers", value: "X-Bad".to_owned() }]);
    config.locale = Some("ja".to_owned());
    let page = Page::on(stage, &config);
    let call = page.network.next().await;
    assert_eq!(call.url, "https://repo.example.com/web/replication/api/task/record/one");
    for (name, value) in
        [("X-Console", Some("1")), ("X-Bad", None), ("X-CSRFToken", Some("t")), ("Accept-Language", Some("ja"))]
    {
        assert_eq!(call.header(name).as_deref(), value, "{name}");
    }
}

#[wasm_bindgen_test]
async fn the_language_of_a_request_is_the_one_that_is_chosen_now() {
    let page = Page::new(&config());
    page.network.next().await.answers("\"\"");
    page.settled().await;
    page.settings.set_locale(Locale::ZhCn);
    page.asked.question.refresh();
    assert_eq!(page.network.next().await.header("Accept-Language").as_deref(), Some("zh-CN"));
}

#[wasm_bindgen_test]
async fn a_service_that_names_no_zone_or_another_one_is_believed() {
    for (header, zone) in [
        (None, Zone::Unknown),
        (Some("+0530"), Zone::Fixed(parse_offset("+05:30").unwrap())),
        (Some("Mars"), Zone::Unknown),
    ] {
        let page = Page::new(&config());
        let headers: Vec<_> = header.map(|value| ("X-BKREPO-Time-Zone", value)).into_iter().collect();
        page.network.next().await.responds(200, &headers, &envelope(r#""x""#));
        page.settled().await;
        assert_eq!(untrack(|| page.asked.data()).unwrap().zone(), &zone);
    }
}

#[wasm_bindgen_test]
async fn what_has_been_answered_is_watched_no_longer() {
    let page = Page::new(&config());
    let timers = Timers::hold();
    let sent = page.network.next().await;
    assert_eq!(timers.limits(), 1);
    sent.responds(200, &[], &envelope(r#""x""#));
    page.settled().await;
    assert_eq!(timers.limits(), 0);
}

#[wasm_bindgen_test]
async fn a_gateway_that_is_down_for_a_moment_is_asked_again_with_growing_pauses() {
    let page = Page::new(&config());
    let timers = Timers::hold();
    for pauses in [200..=600, 600..=1800] {
        page.network.next().await.responds(503, &[], "<html>503</html>");
        until("a pause before the next try", || !timers.pauses().is_empty()).await;
        let pause = timers.pauses()[0];
        assert!(pauses.contains(&pause), "{pause} not in {pauses:?}");
        assert!(page.standing().busy && page.standing().error.is_none());
        timers.pass(pause);
    }
    page.network.next().await.answers(r#""there""#);
    assert_eq!(page.settled().await, None);
    assert_eq!((page.data().as_deref(), page.network.count()), (Some("there"), 3));
}

#[wasm_bindgen_test]
async fn after_three_tries_it_is_told_why() {
    for (name, status, kind) in [("", 502, Kind::Gateway), ("", 429, Kind::TooMany), ("TypeError", 0, Kind::Offline)] {
        let page = Page::new(&config());
        let timers = Timers::hold();
        for last in [false, false, true] {
            let call = page.network.next().await;
            if status == 0 {
                call.breaks(name)
            } else {
                call.responds(status, &[], "")
            }
            if !last {
                until("a pause before the next try", || !timers.pauses().is_empty()).await;
                timers.pass(2_000);
            }
        }
        assert_eq!(page.settled().await, Some(kind));
        assert_eq!((page.network.count(), timers.pauses()), (3, Vec::new()));
    }
}

#[wasm_bindgen_test]
async fn what_a_person_must_mend_is_not_asked_again() {
    for (status, kind) in [
        (401, Kind::SignIn),
        (402, Kind::SignIn),
        (403, Kind::Forbidden),
        (440, Kind::Blocked),
        (404, Kind::Unreadable),
        (500, Kind::Service),
    ] {
        let page = Page::new(&config());
        page.network.next().await.responds(status, &[], "<html></html>");
        assert_eq!(page.settled().await, Some(kind), "{status}");
        assert_eq!(page.network.count(), 1, "{status}");
    }
}

#[wasm_bindgen_test]
async fn an_answer_that_is_none_is_unreadable() {
    for body in ["", "<html>sign in</html>", "[]", r#"{"code":0,"data":7}"#] {
        let page = Page::new(&config());
        page.network.next().await.responds(200, &[], body);
        assert_eq!(page.settled().await, Some(Kind::Unreadable), "{body}");
    }
}

#[wasm_bindgen_test]
async fn the_service_says_how_long_to_wait() {
    let page = Page::new(&config());
    let timers = Timers::hold();
    page.network.next().await.responds(429, &[("Retry-After", "2")], "");
    until("the pause that was asked for", || timers.pauses() == [2_000]).await;
    timers.pass(1_999);
    turn().await;
    assert_eq!(page.network.count(), 1);
    timers.pass(1);
    page.network.next().await.answers(r#""there""#);
    assert_eq!(page.settled().await, None);
}

#[wasm_bindgen_test]
async fn a_wait_that_is_too_long_to_sit_through_is_told() {
    let page = Page::new(&config());
    page.network.next().await.responds(429, &[("Retry-After", "60")], "");
    assert_eq!(page.settled().await, Some(Kind::TooMany));
    assert_eq!(page.standing().error.unwrap().retry_after, Some(60));
    assert_eq!(page.network.count(), 1);
}

#[wasm_bindgen_test]
async fn an_answer_that_never_comes_has_timed_out() {
    let page = Page::new(&config());
    page.network.next().await.breaks("TimeoutError");
    assert_eq!(page.settled().await, Some(Kind::TimedOut));
}

#[wasm_bindgen_test]
async fn what_is_no_longer_wanted_is_not_tried_again() {
    let page = Page::new(&config());
    let timers = Timers::hold();
    page.network.next().await.responds(503, &[], "");
    until("a pause before the next try", || !timers.pauses().is_empty()).await;
    page.id.set(Some("two"));
    assert!(page.network.next().await.url.ends_with("/two"));
    timers.pass(10_000);
    turn().await;
    assert_eq!(page.network.count(), 2);
}

/// Asks a service that wants `headers()` of its host page, and may be stopped; what comes of it, once it does.
fn asks(request: Request, headers: Option<&str>) -> (AbortController, RwSignal<Option<Result<String, Kind>>>) {
    let (settings, _) = Settings::load(&config(), true);
    let service = Service::new(&config(), settings, headers.map(Function::new_no_args));
    let (controller, came) = (AbortController::new().unwrap(), RwSignal::new(None));
    let signal = controller.signal();
    spawn_local(async move {
        let answer = service.ask(&request, &signal).await;
        came.set(Some(answer.map(|answer| answer.data).map_err(|error| error.kind())));
    });
    (controller, came)
}

#[wasm_bindgen_test]
async fn a_list_of_any_length_may_take_its_time() {
    let _stage = Harness::new();
    let (network, timers) = (Network::fake(), Timers::hold());
    let (_controller, came) = asks(Request::DetailList(Id::parse("one").unwrap()), None);
    let call = network.next().await;
    timers.pass(299_999);
    assert!(!call.aborted());
    timers.pass(1);
    assert!(call.aborted());
    call.breaks("TimeoutError");
    until("an end", || came.get_untracked() == Some(Err(Kind::TimedOut))).await;
}

#[wasm_bindgen_test]
async fn a_host_page_is_asked_for_headers_before_the_service_is() {
    for headers in ["return { 'X-Token': 'a' }", "return Promise.resolve({ 'X-Token': 'a' })"] {
        let _stage = Harness::new();
        let network = Network::fake();
        let (_controller, came) = asks(Request::Record(Id::parse("one").unwrap()), Some(headers));
        let call = network.next().await;
        assert_eq!(call.header("X-Token").as_deref(), Some("a"));
        call.responds(200, &[], "said");
        until("an answer", || came.get_untracked() == Some(Ok("said".to_owned()))).await;
    }
}

#[wasm_bindgen_test]
async fn a_host_page_that_refuses_its_headers_has_to_sign_in() {
    for headers in ["throw new Error('no token')", "return Promise.reject(new Error('no token'))"] {
        let _stage = Harness::new();
        let network = Network::fake();
        let (_controller, came) = asks(Request::Record(Id::parse("one").unwrap()), Some(headers));
        until("an end", || came.get_untracked() == Some(Err(Kind::SignIn))).await;
        assert_eq!(network.count(), 0);
    }
}

#[wasm_bindgen_test]
async fn headers_that_never_come_have_timed_out() {
    let _stage = Harness::new();
    let (network, timers) = (Network::fake(), Timers::hold());
    let (_controller, came) = asks(Request::Record(Id::parse("one").unwrap()), Some("return new Promise(() => {})"));
    until("a limit", || timers.limits() == 1).await;
    timers.pass(30_000);
    until("an end", || came.get_untracked() == Some(Err(Kind::TimedOut))).await;
    assert_eq!((network.count(), timers.limits()), (0, 0));
}

#[wasm_bindgen_test]
async fn headers_that_nobody_wants_any_more_are_not_waited_for() {
    let _stage = Harness::new();
    let (network, timers) = (Network::fake(), Timers::hold());
    let (controller, came) = asks(Request::Record(Id::parse("one").unwrap()), Some("return new Promise(() => {})"));
    until("a limit", || timers.limits() == 1).await;
    controller.abort();
    until("an end", || came.get_untracked().is_some()).await;
    assert_eq!((network.count(), timers.limits()), (0, 0));
}

#[wasm_bindgen_test]
async fn the_service_says_until_when_to_wait() {
    let page = Page::new(&config());
    let date = js_sys::Date::new(&(js_sys::Date::now() + 3_600_000.0).into()).to_utc_string();
    page.network.next().await.responds(503, &[("Retry-After", &String::from(date))], "");
    assert_eq!(page.settled().await, Some(Kind::Gateway));
    let wait = page.standing().error.unwrap().retry_after.unwrap();
    assert!((3_500..=3_600).contains(&wait), "{wait}");
    assert_eq!(page.network.count(), 1);
}
