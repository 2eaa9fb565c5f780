//! Requests as they are sent; timeouts, retries and failures of every kind.

use js_sys::{Function, Object, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use replica_log::api::endpoint::Endpoint;
use replica_log::api::error::ErrorKind;
use replica_log::model;
use replica_log::model::config::{Config, ConfigError};
use replica_log::model::filter::{DetailFilter, FilterField};
use replica_log::model::id::Id;
use replica_log::model::locale::Locale;
use replica_log::model::zone::{Zone, parse_offset};
use replica_log::query::service::Service;
use replica_log::settings::Settings;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{AbortController, RequestCache, RequestCredentials};

use crate::harness::{Harness, set_cookie, turn, until};
use crate::network::{Network, envelope, replace_fetch};
use crate::query::{Page, config};
use crate::timers::Timers;

#[wasm_bindgen_test]
async fn a_request_has_headers_for_zone_language_and_csrf_token() {
    let harness = Harness::new();
    set_cookie("another=x; path=/");
    set_cookie("bkrepo_ticket=a.b-c=d; path=/");
    let page = Page::on(harness, &config());
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
    assert_eq!(call.credentials(), RequestCredentials::Include);
    // The HTTP cache is never used.
    assert_eq!(call.cache(), RequestCache::NoStore);
}

#[wasm_bindgen_test]
async fn without_the_cookie_no_token_is_sent() {
    let page = Page::new(&config());
    assert_eq!(page.network.next().await.header("X-CSRFToken"), None);
}

#[wasm_bindgen_test]
async fn api_base_cookie_name_and_headers_are_configurable() {
    let harness = Harness::new();
    set_cookie("my_token=t; path=/");
    let (mut config, config_errors) = Config::parse(
        r#"{"apiBase":"https://repo.example.com/web/","csrfCookie":"my_token","headers":{"X-Console":"1","X-Bad":"a\nb"}}"#,
    );
    // A status that no browser sends.
    assert_eq!(config_errors, [ConfigError::Value { key: "headers", value: "X-Bad".to_owned() }]);
    config.locale = Some("ja".to_owned());
    let page = Page::on(harness, &config);
    let call = page.network.next().await;
    assert_eq!(call.url, "https://repo.example.com/web/replication/api/task/record/one");
    for (name, value) in
        [("X-Console", Some("1")), ("X-Bad", None), ("X-CSRFToken", Some("t")), ("Accept-Language", Some("ja"))]
    {
        assert_eq!(call.header(name).as_deref(), value, "{name}");
    }
}

#[wasm_bindgen_test]
async fn a_request_is_sent_in_the_current_language() {
    let page = Page::new(&config());
    page.network.next().await.respond_with_data("\"\"");
    page.settled().await;
    page.settings.set_locale(Locale::ZhCn);
    page.query.handle.refetch();
    assert_eq!(page.network.next().await.header("Accept-Language").as_deref(), Some("zh-CN"));
}

#[wasm_bindgen_test]
async fn the_zone_of_times_is_the_one_in_the_response_header() {
    for (header, zone) in [
        (None, Zone::Unknown),
        (Some("+0530"), Zone::Fixed { offset: parse_offset("+05:30").unwrap(), display: Some("Asia/Shanghai".into()) }),
        (Some("Mars"), Zone::Unknown),
    ] {
        let page = Page::new(&config());
        let headers: Vec<_> = header.map(|value| ("X-BKREPO-Time-Zone", value)).into_iter().collect();
        page.network.next().await.respond(200, &headers, &envelope(r#""x""#));
        page.settled().await;
        assert_eq!(untrack(|| page.query.data()).unwrap().zone(), &zone);
    }
}

#[wasm_bindgen_test]
async fn the_timeout_is_cleared_after_a_response() {
    let page = Page::new(&config());
    let timers = Timers::fake();
    let sent = page.network.next().await;
    assert_eq!(timers.request_timeouts(), 1);
    sent.respond(200, &[], &envelope(r#""x""#));
    page.settled().await;
    assert_eq!(timers.request_timeouts(), 0);
}

#[wasm_bindgen_test]
async fn a_gateway_error_is_retried_with_growing_delays() {
    let page = Page::new(&config());
    let timers = Timers::fake();
    for pauses in [200..=600, 600..=1800] {
        page.network.next().await.respond(503, &[], "<html>503</html>");
        until("a delay before the next attempt", || !timers.delays().is_empty()).await;
        let pause = timers.delays()[0];
        assert!(pauses.contains(&pause), "{pause} not in {pauses:?}");
        assert!(page.status().is_fetching && page.status().error.is_none());
        timers.advance(pause);
    }
    page.network.next().await.respond_with_data(r#""there""#);
    assert_eq!(page.settled().await, None);
    assert_eq!((page.data().as_deref(), page.network.count()), (Some("there"), 3));
}

#[wasm_bindgen_test]
async fn the_third_failed_attempt_is_an_error() {
    for (name, status, kind) in
        [("", 502, ErrorKind::Gateway), ("", 429, ErrorKind::TooMany), ("TypeError", 0, ErrorKind::Offline)]
    {
        let page = Page::new(&config());
        let timers = Timers::fake();
        for last in [false, false, true] {
            let call = page.network.next().await;
            if status == 0 {
                call.reject_with_error(name)
            } else {
                call.respond(status, &[], "")
            }
            if !last {
                until("a delay before the next attempt", || !timers.delays().is_empty()).await;
                timers.advance(2_000);
            }
        }
        assert_eq!(page.settled().await, Some(kind));
        assert_eq!((page.network.count(), timers.delays()), (3, Vec::new()));
    }
}

#[wasm_bindgen_test]
async fn an_error_that_is_not_transient_is_not_retried() {
    for (status, kind) in [
        (401, ErrorKind::SignIn),
        (402, ErrorKind::SignIn),
        (403, ErrorKind::Forbidden),
        (440, ErrorKind::Blocked),
        (404, ErrorKind::Unreadable),
        (500, ErrorKind::Service),
    ] {
        let page = Page::new(&config());
        page.network.next().await.respond(status, &[], "<html></html>");
        assert_eq!(page.settled().await, Some(kind), "{status}");
        assert_eq!(page.network.count(), 1, "{status}");
    }
}

#[wasm_bindgen_test]
async fn a_response_that_is_not_an_envelope_is_unreadable() {
    for body in ["", "<html>sign in</html>", "[]", r#"{"code":0,"data":7}"#] {
        let page = Page::new(&config());
        page.network.next().await.respond(200, &[], body);
        assert_eq!(page.settled().await, Some(ErrorKind::Unreadable), "{body}");
    }
}

#[wasm_bindgen_test]
async fn a_short_retry_after_is_the_delay_before_the_retry() {
    let page = Page::new(&config());
    let timers = Timers::fake();
    page.network.next().await.respond(429, &[("Retry-After", "2")], "");
    until("the requested delay", || timers.delays() == [2_000]).await;
    timers.advance(1_999);
    turn().await;
    assert_eq!(page.network.count(), 1);
    timers.advance(1);
    page.network.next().await.respond_with_data(r#""there""#);
    assert_eq!(page.settled().await, None);
}

#[wasm_bindgen_test]
async fn a_long_retry_after_is_an_error_without_a_retry() {
    let page = Page::new(&config());
    page.network.next().await.respond(429, &[("Retry-After", "60")], "");
    assert_eq!(page.settled().await, Some(ErrorKind::TooMany));
    assert_eq!(page.status().error.unwrap().retry_after, Some(60));
    assert_eq!(page.network.count(), 1);
}

#[wasm_bindgen_test]
async fn a_rejection_named_timeout_error_is_a_timeout() {
    let page = Page::new(&config());
    page.network.next().await.reject_with_error("TimeoutError");
    assert_eq!(page.settled().await, Some(ErrorKind::TimedOut));
}

#[wasm_bindgen_test]
async fn an_aborted_request_is_not_retried() {
    let page = Page::new(&config());
    let timers = Timers::fake();
    page.network.next().await.respond(503, &[], "");
    until("a delay before the next attempt", || !timers.delays().is_empty()).await;
    page.id.set(Some("two"));
    assert!(page.network.next().await.url.ends_with("/two"));
    timers.advance(10_000);
    turn().await;
    assert_eq!(page.network.count(), 2);
}

/// Sends a request, with a host page's `headers()`; returns the controller that aborts it, and its later result.
fn send(request: Endpoint, headers: Option<&str>) -> (AbortController, RwSignal<Option<Result<String, ErrorKind>>>) {
    let (settings, _) = Settings::load(&config(), true);
    let service = Service::new(&config(), settings, headers.map(Function::new_no_args));
    let (controller, result) = (AbortController::new().unwrap(), RwSignal::new(None));
    let signal = controller.signal();
    spawn_local(async move {
        let response = service.fetch(&request, &signal).await;
        result.set(Some(response.map(|response| response.data).map_err(|error| error.kind())));
    });
    (controller, result)
}

#[wasm_bindgen_test]
async fn an_unlimited_list_has_the_longer_timeout() {
    let _harness = Harness::new();
    let (network, timers) = (Network::fake(), Timers::fake());
    let (_controller, result) = send(Endpoint::DetailList(Id::parse("one").unwrap()), None);
    let call = network.next().await;
    timers.advance(299_999);
    assert!(!call.aborted());
    timers.advance(1);
    assert!(call.aborted());
    call.reject_with_error("TimeoutError");
    until("the result", || result.get_untracked() == Some(Err(ErrorKind::TimedOut))).await;
}

#[wasm_bindgen_test]
async fn headers_of_the_host_page_are_sent() {
    for headers in ["return { 'X-Token': 'a' }", "return Promise.resolve({ 'X-Token': 'a' })"] {
        let _harness = Harness::new();
        let network = Network::fake();
        let (_controller, result) = send(Endpoint::Record(Id::parse("one").unwrap()), Some(headers));
        let call = network.next().await;
        assert_eq!(call.header("X-Token").as_deref(), Some("a"));
        call.respond(200, &[], "said");
        until("an response", || result.get_untracked() == Some(Ok("said".to_owned()))).await;
    }
}

#[wasm_bindgen_test]
async fn failing_host_headers_are_a_sign_in_error_without_a_request() {
    for headers in ["throw new Error('no token')", "return Promise.reject(new Error('no token'))"] {
        let _harness = Harness::new();
        let network = Network::fake();
        let (_controller, result) = send(Endpoint::Record(Id::parse("one").unwrap()), Some(headers));
        until("the result", || result.get_untracked() == Some(Err(ErrorKind::SignIn))).await;
        assert_eq!(network.count(), 0);
    }
}

#[wasm_bindgen_test]
async fn waiting_for_host_headers_times_out() {
    let _harness = Harness::new();
    let (network, timers) = (Network::fake(), Timers::fake());
    let (_controller, result) = send(Endpoint::Record(Id::parse("one").unwrap()), Some("return new Promise(() => {})"));
    until("a timeout", || timers.request_timeouts() == 1).await;
    timers.advance(30_000);
    until("the result", || result.get_untracked() == Some(Err(ErrorKind::TimedOut))).await;
    assert_eq!((network.count(), timers.request_timeouts()), (0, 0));
}

#[wasm_bindgen_test]
async fn waiting_for_host_headers_ends_when_the_request_is_aborted() {
    let _harness = Harness::new();
    let (network, timers) = (Network::fake(), Timers::fake());
    let (controller, result) = send(Endpoint::Record(Id::parse("one").unwrap()), Some("return new Promise(() => {})"));
    until("a timeout", || timers.request_timeouts() == 1).await;
    controller.abort();
    until("the result", || result.get_untracked().is_some()).await;
    assert_eq!((network.count(), timers.request_timeouts()), (0, 0));
}

#[wasm_bindgen_test]
async fn a_retry_after_date_is_converted_to_seconds() {
    let page = Page::new(&config());
    let date = js_sys::Date::new(&(js_sys::Date::now() + 3_600_000.0).into()).to_utc_string();
    page.network.next().await.respond(503, &[("Retry-After", &String::from(date))], "");
    assert_eq!(page.settled().await, Some(ErrorKind::Gateway));
    let wait = page.status().error.unwrap().retry_after.unwrap();
    assert!((3_500..=3_600).contains(&wait), "{wait}");
    assert_eq!(page.network.count(), 1);
}

/// Values that a `fetch` wrapped by the page, or one of another realm, may reject with.
fn odd_reasons() -> [JsValue; 6] {
    let named = Object::new();
    Reflect::set(&named, &"message".into(), &"refused".into()).unwrap();
    [JsValue::UNDEFINED, JsValue::NULL, "refused".into(), 7.into(), Object::new().into(), named.into()]
}

fn record() -> Endpoint {
    Endpoint::Record(Id::parse("one").unwrap())
}

#[wasm_bindgen_test]
async fn a_fetch_that_rejects_with_anything_is_offline() {
    for reason in odd_reasons() {
        let page = Page::new(&config());
        let timers = Timers::fake();
        for _ in 0..3 {
            page.network.next().await.reject_with(&reason);
            until("the result", || !timers.delays().is_empty() || page.status().error.is_some()).await;
            timers.advance(2_000);
        }
        assert_eq!(page.settled().await, Some(ErrorKind::Offline), "{reason:?}");
    }
}

#[wasm_bindgen_test]
async fn a_fetch_that_throws_or_returns_something_else_is_offline() {
    for body in ["throw 'refused'", "throw new Error('refused')", "", "return 'text'", "return Promise.resolve({})"] {
        let _harness = Harness::new();
        let timers = Timers::fake();
        replace_fetch(&Function::new_no_args(body));
        let (_controller, result) = send(record(), None);
        for _ in 0..3 {
            turn().await;
            timers.advance(2_000);
        }
        until("the result", || result.get_untracked() == Some(Err(ErrorKind::Offline))).await;
    }
}

#[wasm_bindgen_test]
async fn a_body_that_breaks_off_with_anything_is_offline() {
    for response in [
        "return new Response(new ReadableStream({ start(controller) { controller.error(reason); } }))",
        // As a page that wraps `fetch` may respond.
        "return Object.assign(new Response('{}'), { text: () => Promise.reject(reason) })",
    ] {
        let response = Function::new_with_args("reason", response);
        for reason in odd_reasons() {
            let page = Page::new(&config());
            let timers = Timers::fake();
            for _ in 0..3 {
                page.network.next().await.resolve_with(&response.call1(&JsValue::NULL, &reason).unwrap());
                until("the result", || !timers.delays().is_empty() || page.status().error.is_some()).await;
                timers.advance(2_000);
            }
            assert_eq!(page.settled().await, Some(ErrorKind::Offline), "{reason:?}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_request_that_was_rejected_after_its_timeout_has_timed_out() {
    for reason in odd_reasons() {
        let _harness = Harness::new();
        let (network, timers) = (Network::fake(), Timers::fake());
        let (_controller, result) = send(record(), None);
        let call = network.next().await;
        timers.advance(30_000);
        assert!(call.aborted());
        call.reject_with(&reason);
        until("the result", || result.get_untracked() == Some(Err(ErrorKind::TimedOut))).await;
    }
}

#[wasm_bindgen_test]
async fn an_invalid_header_is_left_out_whatever_it_comes_from() {
    let harness = Harness::new();
    set_cookie("bkrepo_ticket=值; path=/");
    let mut config = config();
    config.time_zone = Some("Asia/Shanghai".to_owned());
    // Not validated, unlike a configuration that was parsed.
    config.headers = [("X Bad", "1"), ("", "1"), ("名", "1"), ("X-Line", "a\nb"), ("X-Nul", "a\0"), ("X-Good", "1")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
    let page = Page::on(harness, &config);
    let call = page.network.next().await;
    for (name, value) in [("X-CSRFToken", None), ("X-Line", None), ("X-Nul", None), ("X-Good", Some("1"))] {
        assert_eq!(call.header(name).as_deref(), value, "{name}");
    }
    call.respond_with_data(r#""there""#);
    assert_eq!(page.settled().await, None);
}

#[wasm_bindgen_test]
async fn an_invalid_time_zone_header_is_left_out() {
    let _harness = Harness::new();
    let network = Network::fake();
    let (settings, _) = Settings::load(&config(), true);
    let service = Service::new(&config(), settings, None);
    let signal = AbortController::new().unwrap().signal();
    spawn_local(async move {
        drop(service.stream(&record(), "Asia/上海", &signal, &mut |_| ()).await);
    });
    let call = network.next().await;
    assert_eq!(call.header("X-BKREPO-TIME-ZONE"), None);
    assert_eq!(call.header("Accept").as_deref(), Some("application/json"));
}

#[wasm_bindgen_test]
async fn an_invalid_header_of_the_host_page_is_left_out() {
    let _harness = Harness::new();
    let network = Network::fake();
    let headers = "return { 'X Bad': '1', '': '1', '名': '1', 'X-Value': '值', 'X-Line': 'a\\nb', 'X-Half': '\\ud83d', 'X-Good': '1' }";
    let (_controller, result) = send(record(), Some(headers));
    let call = network.next().await;
    for (name, value) in [("X-Value", None), ("X-Line", None), ("X-Half", None), ("X-Good", Some("1"))] {
        assert_eq!(call.header(name).as_deref(), value, "{name}");
    }
    call.respond(200, &[], "said");
    until("an response", || result.get_untracked() == Some(Ok("said".to_owned()))).await;
}

#[wasm_bindgen_test]
async fn the_query_is_sent_unchanged() {
    let _harness = Harness::new();
    let network = Network::fake();
    let filter = DetailFilter::default().with(FilterField::RepoName, "a b+c~d/e'(f)*");
    let page = model::pagination::Pagination { number: 2, size: 50 };
    let request = Endpoint::DetailPage { id: Id::parse("one").unwrap(), page, filter };
    let address = request.address();
    let (_controller, _result) = send(request, None);
    assert_eq!(network.next().await.url, address);
}
