//! A question to the service, and what is known of its answer.

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

/// A question about the record with an id, on a page of its own.
pub(crate) struct Page {
    pub(crate) stage: Harness,
    pub(crate) network: Network,
    pub(crate) settings: Settings,
    pub(crate) id: RwSignal<Option<&'static str>>,
    pub(crate) asked: Query<String>,
}

impl Page {
    pub(crate) fn new(config: &Config) -> Self {
        let stage = Harness::new();
        Self::on(stage, config)
    }

    /// On a page that was prepared.
    pub(crate) fn on(stage: Harness, config: &Config) -> Self {
        let network = Network::fake();
        let (settings, _) = Settings::load(config, true);
        provide_context(Service::new(config, settings, None));
        let id = RwSignal::new(Some("one"));
        let asked = use_query(move || id.get().map(|id| Endpoint::Record(Id::parse(id).unwrap())));
        Self { stage, network, settings, id, asked }
    }

    pub(crate) fn status(&self) -> QueryStatus {
        untrack(|| self.asked.handle.status())
    }

    /// What is shown, whichever question it answers.
    pub(crate) fn shown(&self) -> Option<String> {
        untrack(|| self.asked.latest()).map(|reply| reply.data().clone())
    }

    /// The answer to the present question.
    pub(crate) fn data(&self) -> Option<String> {
        untrack(|| self.asked.data()).map(|reply| reply.data().clone())
    }

    /// Waits until the question is answered, or has failed.
    pub(crate) async fn settled(&self) -> Option<ErrorKind> {
        until("an answer or a failure", || !self.status().busy).await;
        self.status().error.map(|error| error.kind())
    }
}

/// The configuration of a service that is asked in English and in Shanghai.
pub(crate) fn config() -> Config {
    Config { locale: Some("en-US".to_owned()), time_zone: Some("Asia/Shanghai".to_owned()), ..Config::default() }
}

#[wasm_bindgen_test]
async fn a_question_is_busy_until_it_is_answered() {
    let page = Page::new(&config());
    assert_eq!(page.status(), QueryStatus { busy: true, ..QueryStatus::default() });
    let call = page.network.next().await;
    assert_eq!((page.status().busy, page.shown()), (true, None));
    let before = js_sys::Date::now();
    call.responds(200, &[("X-BKREPO-Time-Zone", "+0800")], &envelope(r#""first""#));
    assert_eq!(page.settled().await, None);
    let status = page.status();
    assert!(status.has_data && status.data_changed && status.updated_at.is_some_and(|at| at >= before));
    let reply = untrack(|| page.asked.data()).unwrap();
    assert_eq!((reply.data().as_str(), reply.answer.trace_id.as_deref()), ("first", Some("trace")));
    assert_eq!(reply.zone(), &Zone::Named("Asia/Shanghai".into()));
}

#[wasm_bindgen_test]
async fn no_question_is_not_asked() {
    let page = Page::new(&config());
    page.network.next().await.answers(r#""first""#);
    page.settled().await;
    page.id.set(None);
    turn().await;
    assert_eq!((page.network.count(), page.data()), (1, None));
}

#[wasm_bindgen_test]
async fn a_changed_question_aborts_the_one_before() {
    let page = Page::new(&config());
    let first = page.network.next().await;
    assert!(!first.aborted());
    page.id.set(Some("two"));
    let second = page.network.next().await;
    assert_eq!((first.aborted(), second.aborted()), (true, false));
    assert!(first.url.ends_with("/one") && second.url.ends_with("/two"));
}

#[wasm_bindgen_test]
async fn the_last_question_wins_whatever_the_order_of_the_answers() {
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let page = Page::new(&config());
        let mut calls = vec![page.network.next().await];
        for id in ["two", "three"] {
            page.id.set(Some(id));
            calls.push(page.network.next().await);
        }
        for at in order {
            calls[at].answers(["\"one\"", "\"two\"", "\"three\""][at]);
            turn().await;
            let shown = page.shown();
            assert!(shown.is_none() || shown.as_deref() == Some("three"), "{order:?}: {shown:?}");
        }
        assert_eq!(page.settled().await, None);
        assert_eq!(page.data().as_deref(), Some("three"), "{order:?}");
    }
}

#[wasm_bindgen_test]
async fn a_late_failure_of_a_question_before_is_nobodys() {
    let page = Page::new(&config());
    let first = page.network.next().await;
    page.id.set(Some("two"));
    page.network.next().await.answers(r#""two""#);
    page.settled().await;
    first.responds(401, &[], "");
    turn().await;
    assert_eq!((page.status().error, page.data().as_deref()), (None, Some("two")));
}

#[wasm_bindgen_test]
async fn while_another_question_is_asked_the_answer_before_is_shown_but_is_not_its_answer() {
    let page = Page::new(&config());
    page.network.next().await.answers(r#""first""#);
    page.settled().await;
    page.id.set(Some("two"));
    let second = page.network.next().await;
    assert_eq!((page.shown().as_deref(), page.data()), (Some("first"), None));
    assert_eq!((page.status().busy, page.status().answered), (true, None));
    second.responds(403, &[], "");
    assert_eq!(page.settled().await, Some(ErrorKind::Forbidden));
    // What belongs to another question is not shown beside an error.
    assert_eq!((page.shown(), page.data()), (None, None));
}

#[wasm_bindgen_test]
async fn a_refresh_asks_the_same_again_and_says_whether_the_answer_is_new() {
    let page = Page::new(&config());
    page.network.next().await.answers(r#""same""#);
    page.settled().await;
    for (answer, changed) in [(r#""same""#, false), (r#""other""#, true), (r#""other""#, false)] {
        page.asked.handle.refresh();
        let call = page.network.next().await;
        assert!(call.url.ends_with("/one") && page.status().busy && page.data().is_some());
        call.answers(answer);
        page.settled().await;
        assert_eq!(page.status().changed, changed, "{answer}");
    }
}

#[wasm_bindgen_test]
async fn a_failed_refresh_keeps_the_data_and_shows_the_error() {
    let page = Page::new(&config());
    page.network.next().await.answers(r#""good""#);
    page.settled().await;
    let answered = page.status().answered;
    page.asked.handle.refresh();
    let body = r#"{"code":250102,"message":"数据库异常","traceId":"t2"}"#;
    page.network.next().await.responds(500, &[], body);
    assert_eq!(page.settled().await, Some(ErrorKind::Service));
    let status = page.status();
    assert_eq!((page.data().as_deref(), status.has_data, status.updated_at), (Some("good"), true, answered));
    let error = status.error.unwrap();
    assert_eq!((error.status, error.code), (Some(500), Some(250_102)));
    assert_eq!((error.message.as_deref(), error.trace_id.as_deref()), (Some("数据库异常"), Some("t2")));
    // While it is tried again, what went wrong still stands; answered, it is as if nothing had been.
    page.asked.handle.refresh();
    let again = page.network.next().await;
    assert_eq!((page.status().busy, page.status().error.map(|error| error.kind())), (true, Some(ErrorKind::Service)));
    again.answers(r#""good""#);
    assert_eq!(page.settled().await, None);
    assert!(!page.status().changed);
}

#[wasm_bindgen_test]
async fn another_zone_asks_again() {
    let page = Page::new(&config());
    let first = page.network.next().await;
    assert_eq!(first.header("X-BKREPO-TIME-ZONE").as_deref(), Some("Asia/Shanghai"));
    page.settings.set_zone(ZoneChoice::Utc);
    let second = page.network.next().await;
    assert!(first.aborted());
    assert_eq!(second.header("X-BKREPO-TIME-ZONE").as_deref(), Some("UTC"));
    second.responds(200, &[("X-BKREPO-Time-Zone", "+0000")], &envelope(r#""in UTC""#));
    page.settled().await;
    assert_eq!(untrack(|| page.asked.data()).unwrap().zone(), &Zone::Named("UTC".into()));
}

#[wasm_bindgen_test]
async fn what_has_nothing_to_do_with_the_answer_does_not_ask_again() {
    let page = Page::new(&config());
    page.network.next().await.answers(r#""first""#);
    page.settled().await;
    page.settings.set_theme(Theme::Dark);
    page.settings.set_size(50);
    page.settings.set_zone(ZoneChoice::Own);
    page.id.set(Some("one"));
    turn().await;
    assert_eq!((page.network.count(), page.status().busy), (1, false));
}

#[wasm_bindgen_test]
async fn a_question_that_is_gone_is_aborted() {
    let page = Page::new(&config());
    let call = page.network.next().await;
    drop(page.stage);
    assert!(call.aborted());
    // And its answer, should one come, finds nobody.
    call.answers(r#""late""#);
    turn().await;
}
