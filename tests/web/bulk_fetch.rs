//! Reading a whole list: what was given up changes nothing any more.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use leptos::prelude::*;
use replica_log::api::endpoint::Endpoint;
use replica_log::api::wire::Record;
use replica_log::model::id::Id;
use replica_log::query::bulk_fetch::{Batch, BulkFetch, Progress, Stage, Taken};
use replica_log::query::service::Service;
use replica_log::settings::Settings;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{Harness, turn, until};
use crate::network::Network;
use crate::query::config;

/// A reading of executions, and how many of them were handed on.
struct Read {
    _stage: Harness,
    network: Network,
    service: Service,
    reading: BulkFetch,
    owner: Owner,
    taken: Rc<Cell<usize>>,
}

impl Read {
    fn new() -> Self {
        let stage = Harness::new();
        let network = Network::fake();
        let (settings, _) = Settings::load(&config(), true);
        let service = Service::new(&config(), settings, None);
        let owner = Owner::new();
        let reading = owner.with(BulkFetch::new);
        Self { _stage: stage, network, service, reading, owner, taken: Rc::default() }
    }

    /// Begins; rows are taken when that is done.
    fn begin(&self, taking: impl Fn() -> Taken + 'static) {
        let key = Id::parse("k1").unwrap();
        let request = move |page| Endpoint::RecordPage { key: key.clone(), page, status: None };
        let taken = Rc::clone(&self.taken);
        let take = move |batch: Batch<Record>| {
            taken.set(taken.get() + batch.rows.len());
            taking()
        };
        self.reading.begin(self.service, request, |record: &Record| &record.id, take);
    }

    fn progress(&self) -> Progress {
        self.reading.progress_untracked()
    }
}

fn at_once() -> Taken {
    Box::pin(std::future::ready(Ok(())))
}

const PAGE: &str = r#"{"totalRecords":2,"records":[{"id":"a"},{"id":"b"}]}"#;

#[wasm_bindgen_test]
async fn a_bulk_fetch_that_was_restarted_ignores_the_run_before() {
    let read = Read::new();
    let done = Rc::new(Cell::new(None::<Function>));
    let told = Rc::clone(&done);
    read.begin(move || {
        let told = Rc::clone(&told);
        let taking = Promise::new(&mut |resolve, _| told.set(Some(resolve)));
        Box::pin(async move { JsFuture::from(taking).await.map(drop).map_err(|_| String::new()) })
    });
    read.network.next().await.answers(PAGE);
    until("rows that are being taken", || read.taken.get() == 2).await;
    read.begin(at_once);
    done.take().unwrap().call0(&wasm_bindgen::JsValue::UNDEFINED).unwrap();
    turn().await;
    turn().await;
    assert_eq!(read.progress(), Progress { stage: Stage::Reading, read: 0, promised: None });
    read.network.next().await.answers(PAGE);
    until("the end", || read.progress().stage == Stage::Done).await;
    assert_eq!((read.progress().read, read.progress().promised, read.taken.get()), (2, Some(2), 4));
}

#[wasm_bindgen_test]
async fn rows_that_arrive_after_the_page_was_left_are_dropped() {
    for leave in [|read: &Read| read.owner.cleanup(), |read: &Read| read.reading.stop()] {
        let read = Read::new();
        read.begin(at_once);
        // In the same breath: the answer is there, and nobody has looked at it yet.
        read.network.next().await.answers(PAGE);
        leave(&read);
        turn().await;
        turn().await;
        assert_eq!(read.taken.get(), 0);
    }
}
