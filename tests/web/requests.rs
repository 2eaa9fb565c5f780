//! Requests as they are sent: the URL, and the headers of the app, of the configuration and of cookies.

use js_sys::Function;
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
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{AbortController, RequestCache, RequestCredentials};

use crate::harness::{Harness, set_cookie};
use crate::network::{Network, envelope};
use crate::query::{Page, config};

/// Sends a request, with a host page's `headers()`; returns the controller that aborts it, and its later result.
pub(crate) fn send(
    request: Endpoint,
    headers: Option<&str>,
) -> (AbortController, RwSignal<Option<Result<String, ErrorKind>>>) {
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

/// A request for one execution.
pub(crate) fn record() -> Endpoint {
    Endpoint::Record(Id::parse("one").unwrap())
}

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
async fn the_project_is_sent_and_the_time_zone_left_out_as_configured() {
    for (json, project, zone) in [
        ("{}", None, Some("Asia/Shanghai")),
        (r#"{"projectId":"blueking"}"#, Some("blueking"), Some("Asia/Shanghai")),
        (r#"{"projectId":"","sendTimeZone":false}"#, None, None),
        (r#"{"projectId":"blueking","sendTimeZone":false,"headers":{"X-A":"1"}}"#, Some("blueking"), None),
        // A configured header overrides the project.
        (r#"{"projectId":"a","headers":{"X-BKREPO-PROJECT-ID":"b"}}"#, Some("b"), Some("Asia/Shanghai")),
    ] {
        let (parsed, config_errors) = Config::parse(json);
        assert_eq!(config_errors, []);
        let page = Page::new(&Config { time_zone: config().time_zone, ..parsed });
        let call = page.network.next().await;
        assert_eq!(call.header("X-BKREPO-PROJECT-ID").as_deref(), project, "{json}");
        assert_eq!(call.header("X-BKREPO-TIME-ZONE").as_deref(), zone, "{json}");
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
    let fixed = |offset| Zone::Fixed { offset: parse_offset(offset).unwrap(), display: Some("Asia/Shanghai".into()) };
    for (header, send_time_zone, zone) in [
        (None, true, Zone::Unknown),
        (Some("Mars"), true, Zone::Unknown),
        (Some("+0530"), true, fixed("+05:30")),
        (Some("+0800"), true, Zone::Named("Asia/Shanghai".into())),
        // No zone is requested, so the service used its own.
        (Some("+0800"), false, fixed("+08:00")),
        (None, false, Zone::Unknown),
    ] {
        let page = Page::new(&Config { send_time_zone, ..config() });
        let headers: Vec<_> = header.map(|value| ("X-BKREPO-Time-Zone", value)).into_iter().collect();
        page.network.next().await.respond(200, &headers, &envelope(r#""x""#));
        page.settled().await;
        assert_eq!(untrack(|| page.query.data()).unwrap().zone(), &zone, "{header:?} {send_time_zone}");
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
