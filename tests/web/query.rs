//! Queries: their data and status through responses, errors, refetches and changes of the key.

use leptos::prelude::*;
use replica_log::api::endpoint::Endpoint;
use replica_log::api::error::ErrorKind;
use replica_log::model::config::{Config, Theme};
use replica_log::model::id::Id;
use replica_log::model::zone::{Zone, ZoneChoice};
use replica_log::query::service::Service;
use replica_log::query::use_query::{Query, QueryStatus, use_query};
use replica_log::settings::Settings;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{Harness, turn, until};
use crate::network::{Network, envelope};

/// A page with a query for the record `id`.
pub(crate) struct Page {
    pub(crate) harness: Harness,
    pub(crate) network: Network,
    pub(crate) settings: Settings,
    pub(crate) id: RwSignal<Option<&'static str>>,
    pub(crate) query: Query<String>,
}

impl Page {
    pub(crate) fn new(config: &Config) -> Self {
        let harness = Harness::new();
        Self::on(harness, config)
    }

    /// A page in a prepared harness.
    pub(crate) fn on(harness: Harness, config: &Config) -> Self {
        let network = Network::fake();
        let (settings, _) = Settings::load(config, true);
        provide_context(Service::new(config, settings, None));
        let id = RwSignal::new(Some("one"));
        let query = use_query(move || id.get().map(|id| Endpoint::Record(Id::parse(id).unwrap())));
        Self { harness, network, settings, id, query }
    }

    pub(crate) fn status(&self) -> QueryStatus {
        untrack(|| self.query.handle.status())
    }

    /// The latest data, of the current key or of the key before.
    pub(crate) fn latest(&self) -> Option<String> {
        untrack(|| self.query.latest()).map(|cached| cached.data().clone())
    }

    /// The data of the current key.
    pub(crate) fn data(&self) -> Option<String> {
        untrack(|| self.query.data()).map(|cached| cached.data().clone())
    }

    /// Waits until the request has ended; returns the kind of its error.
    pub(crate) async fn settled(&self) -> Option<ErrorKind> {
        until("the end of the request", || !self.status().is_fetching).await;
        self.status().error.map(|error| error.kind())
    }
}

/// A configuration in English, with the time zone of Shanghai.
pub(crate) fn config() -> Config {
    Config { locale: Some("en-US".to_owned()), time_zone: Some("Asia/Shanghai".to_owned()), ..Config::default() }
}

#[wasm_bindgen_test]
async fn a_query_is_fetching_until_the_response_arrives() {
    let page = Page::new(&config());
    assert_eq!(page.status(), QueryStatus { is_fetching: true, ..QueryStatus::default() });
    let call = page.network.next().await;
    assert_eq!((page.status().is_fetching, page.latest()), (true, None));
    let before = js_sys::Date::now();
    call.respond(200, &[("X-BKREPO-Time-Zone", "+0800")], &envelope(r#""first""#));
    assert_eq!(page.settled().await, None);
    let status = page.status();
    assert!(status.has_data && status.data_changed && status.updated_at.is_some_and(|at| at >= before));
    let cached = untrack(|| page.query.data()).unwrap();
    assert_eq!((cached.data().as_str(), cached.response.trace_id.as_deref()), ("first", Some("trace")));
    assert_eq!(cached.zone(), &Zone::Named("Asia/Shanghai".into()));
}

#[wasm_bindgen_test]
async fn a_query_without_an_endpoint_sends_nothing() {
    let page = Page::new(&config());
    page.network.next().await.respond_with_data(r#""first""#);
    page.settled().await;
    page.id.set(None);
    turn().await;
    assert_eq!((page.network.count(), page.data()), (1, None));
}

#[wasm_bindgen_test]
async fn a_changed_key_aborts_the_request_before() {
    let page = Page::new(&config());
    let first = page.network.next().await;
    assert!(!first.aborted());
    page.id.set(Some("two"));
    let second = page.network.next().await;
    assert_eq!((first.aborted(), second.aborted()), (true, false));
    assert!(first.url.ends_with("/one") && second.url.ends_with("/two"));
}

#[wasm_bindgen_test]
async fn the_last_key_wins_whatever_the_order_of_the_responses() {
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let page = Page::new(&config());
        let mut calls = vec![page.network.next().await];
        for id in ["two", "three"] {
            page.id.set(Some(id));
            calls.push(page.network.next().await);
        }
        for at in order {
            calls[at].respond_with_data(["\"one\"", "\"two\"", "\"three\""][at]);
            turn().await;
            let latest = page.latest();
            assert!(latest.is_none() || latest.as_deref() == Some("three"), "{order:?}: {latest:?}");
        }
        assert_eq!(page.settled().await, None);
        assert_eq!(page.data().as_deref(), Some("three"), "{order:?}");
    }
}

#[wasm_bindgen_test]
async fn a_late_error_of_a_key_before_is_ignored() {
    let page = Page::new(&config());
    let first = page.network.next().await;
    page.id.set(Some("two"));
    page.network.next().await.respond_with_data(r#""two""#);
    page.settled().await;
    first.respond(401, &[], "");
    turn().await;
    assert_eq!((page.status().error, page.data().as_deref()), (None, Some("two")));
}

#[wasm_bindgen_test]
async fn the_data_of_the_key_before_is_latest_but_not_data_while_the_next_key_loads() {
    let page = Page::new(&config());
    page.network.next().await.respond_with_data(r#""first""#);
    page.settled().await;
    page.id.set(Some("two"));
    let second = page.network.next().await;
    assert_eq!((page.latest().as_deref(), page.data()), (Some("first"), None));
    assert_eq!((page.status().is_fetching, page.status().updated_at), (true, None));
    second.respond(403, &[], r#"{"code":250113,"message":"x"}"#);
    assert_eq!(page.settled().await, Some(ErrorKind::Forbidden));
    // Data of the key before is not shown beside an error.
    assert_eq!((page.latest(), page.data()), (None, None));
}

#[wasm_bindgen_test]
async fn a_refetch_reports_whether_the_data_changed() {
    let page = Page::new(&config());
    page.network.next().await.respond_with_data(r#""same""#);
    page.settled().await;
    for (data, changed) in [(r#""same""#, false), (r#""other""#, true), (r#""other""#, false)] {
        page.query.handle.refetch();
        let call = page.network.next().await;
        assert!(call.url.ends_with("/one") && page.status().is_fetching && page.data().is_some());
        call.respond_with_data(data);
        page.settled().await;
        assert_eq!(page.status().data_changed, changed, "{data}");
    }
}

#[wasm_bindgen_test]
async fn a_failed_refetch_keeps_the_data_and_sets_the_error() {
    let page = Page::new(&config());
    page.network.next().await.respond_with_data(r#""good""#);
    page.settled().await;
    let updated_at = page.status().updated_at;
    page.query.handle.refetch();
    let body = r#"{"code":250102,"message":"数据库异常","traceId":"t2"}"#;
    page.network.next().await.respond(500, &[], body);
    assert_eq!(page.settled().await, Some(ErrorKind::Service));
    let status = page.status();
    assert_eq!((page.data().as_deref(), status.has_data, status.updated_at), (Some("good"), true, updated_at));
    let error = status.error.unwrap();
    assert_eq!((error.status, error.code), (Some(500), Some(250_102)));
    assert_eq!((error.message.as_deref(), error.trace_id.as_deref()), (Some("数据库异常"), Some("t2")));
    // The error stays during the next refetch, and a successful response clears it.
    page.query.handle.refetch();
    let again = page.network.next().await;
    assert_eq!(
        (page.status().is_fetching, page.status().error.map(|error| error.kind())),
        (true, Some(ErrorKind::Service))
    );
    again.respond_with_data(r#""good""#);
    assert_eq!(page.settled().await, None);
    assert!(!page.status().data_changed);
}

#[wasm_bindgen_test]
async fn a_changed_time_zone_fetches_again() {
    let page = Page::new(&config());
    let first = page.network.next().await;
    assert_eq!(first.header("X-BKREPO-TIME-ZONE").as_deref(), Some("Asia/Shanghai"));
    page.settings.set_zone(ZoneChoice::Utc);
    let second = page.network.next().await;
    assert!(first.aborted());
    assert_eq!(second.header("X-BKREPO-TIME-ZONE").as_deref(), Some("UTC"));
    second.respond(200, &[("X-BKREPO-Time-Zone", "+0000")], &envelope(r#""in UTC""#));
    page.settled().await;
    assert_eq!(untrack(|| page.query.data()).unwrap().zone(), &Zone::Named("UTC".into()));
}

#[wasm_bindgen_test]
async fn a_setting_that_does_not_affect_the_response_does_not_refetch() {
    let page = Page::new(&config());
    page.network.next().await.respond_with_data(r#""first""#);
    page.settled().await;
    page.settings.set_theme(Theme::Dark);
    page.settings.set_size(50);
    page.settings.set_zone(ZoneChoice::Own);
    page.id.set(Some("one"));
    turn().await;
    assert_eq!((page.network.count(), page.status().is_fetching), (1, false));
}

#[wasm_bindgen_test]
async fn disposing_a_query_aborts_its_request() {
    let page = Page::new(&config());
    let call = page.network.next().await;
    drop(page.harness);
    assert!(call.aborted());
    // A late response is ignored.
    call.respond_with_data(r#""late""#);
    turn().await;
}
