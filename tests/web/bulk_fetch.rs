//! Bulk fetches: an aborted fetch has no effects.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use leptos::prelude::*;
use replica_log::api::endpoint::Endpoint;
use replica_log::api::wire::Record;
use replica_log::model::id::Id;
use replica_log::query::bulk_fetch::{Batch, BulkFetch, Progress, SinkFuture, Stage};
use replica_log::query::service::Service;
use replica_log::settings::Settings;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{Harness, turn, until};
use crate::network::Network;
use crate::query::config;

/// A bulk fetch of executions, and how many of them the sink received.
struct TestFetch {
    _harness: Harness,
    network: Network,
    service: Service,
    fetch: BulkFetch,
    owner: Owner,
    received: Rc<Cell<usize>>,
}

impl TestFetch {
    fn new() -> Self {
        let harness = Harness::new();
        let network = Network::fake();
        let (settings, _) = Settings::load(&config(), true);
        let service = Service::new(&config(), settings, None);
        let owner = Owner::new();
        let fetch = owner.with(BulkFetch::new);
        Self { _harness: harness, network, service, fetch, owner, received: Rc::default() }
    }

    /// Starts; each batch of rows is processed by `sink`.
    fn begin(&self, sink: impl Fn() -> SinkFuture + 'static) {
        let key = Id::parse("k1").unwrap();
        let request = move |page| Endpoint::RecordPage { key: key.clone(), page, status: None };
        let received = Rc::clone(&self.received);
        let count = move |batch: Batch<Record>| {
            received.set(received.get() + batch.rows.len());
            sink()
        };
        self.fetch.begin(self.service, request, |record: &Record| record.id.as_received(), count);
    }

    fn progress(&self) -> Progress {
        self.fetch.progress_untracked()
    }
}

fn at_once() -> SinkFuture {
    Box::pin(std::future::ready(Ok(())))
}

const PAGE: &str = r#"{"totalRecords":2,"records":[{"id":"a"},{"id":"b"}]}"#;

#[wasm_bindgen_test]
async fn an_earlier_fetch_does_not_change_the_progress_of_a_later_one() {
    let test = TestFetch::new();
    let done = Rc::new(Cell::new(None::<Function>));
    let resolver = Rc::clone(&done);
    test.begin(move || {
        let resolver = Rc::clone(&resolver);
        let processing = Promise::new(&mut |resolve, _| resolver.set(Some(resolve)));
        Box::pin(async move { JsFuture::from(processing).await.map(drop).map_err(|_| String::new()) })
    });
    test.network.next().await.respond_with_data(PAGE);
    until("rows that are being processed", || test.received.get() == 2).await;
    test.begin(at_once);
    done.take().unwrap().call0(&wasm_bindgen::JsValue::UNDEFINED).unwrap();
    turn().await;
    turn().await;
    assert_eq!(test.progress(), Progress { stage: Stage::Reading, ..Progress::default() });
    test.network.next().await.respond_with_data(PAGE);
    until("the end", || test.progress().stage == Stage::Done).await;
    assert_eq!((test.progress().read, test.progress().expected_total, test.received.get()), (2, Some(2), 4));
}

#[wasm_bindgen_test]
async fn rows_that_arrive_after_an_abort_do_not_reach_the_sink() {
    for leave in [|test: &TestFetch| test.owner.cleanup(), |test: &TestFetch| test.fetch.stop()] {
        let test = TestFetch::new();
        test.begin(at_once);
        // In the same task: the response has arrived, but has not been processed yet.
        test.network.next().await.respond_with_data(PAGE);
        leave(&test);
        turn().await;
        turn().await;
        assert_eq!(test.received.get(), 0);
    }
}

#[wasm_bindgen_test]
async fn an_error_in_the_body_of_a_page_has_the_trace_id_of_its_header() {
    for (body, trace_id) in [
        (r#"{"code":250102,"message":"x","traceId":null}"#, "of the header"),
        (r#"{"code":250102,"message":"x","traceId":"of the body"}"#, "of the body"),
        (r#"{"code":0,"data":{"records":[{"id":7]},"traceId":null}"#, "of the header"),
        ("<html></html>", "of the header"),
    ] {
        let test = TestFetch::new();
        test.begin(at_once);
        test.network.next().await.respond(200, &[("X-BKREPO-RID", "of the header")], body);
        until("the error", || matches!(test.progress().stage, Stage::Failed(_))).await;
        let Stage::Failed(error) = test.progress().stage else { return };
        assert_eq!(error.trace_id.as_deref(), Some(trace_id), "{body}");
    }
}
