//! Headers of a host page: how they are sent, and how failures and timeouts of its function are reported.

use leptos::prelude::*;
use replica_log::api::error::ErrorKind;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{Harness, until};
use crate::network::Network;
use crate::requests::{record, send};
use crate::timers::Timers;

#[wasm_bindgen_test]
async fn headers_of_the_host_page_are_sent() {
    for headers in ["return { 'X-Token': 'a' }", "return Promise.resolve({ 'X-Token': 'a' })"] {
        let _harness = Harness::new();
        let network = Network::fake();
        let (_controller, result) = send(record(), Some(headers));
        let call = network.next().await;
        assert_eq!(call.header("X-Token").as_deref(), Some("a"));
        call.respond(200, &[], "{}");
        until("a response", || result.get_untracked() == Some(Ok("{}".to_owned()))).await;
    }
}

#[wasm_bindgen_test]
async fn failing_host_headers_are_a_sign_in_error_without_a_request() {
    for headers in ["throw new Error('no token')", "return Promise.reject(new Error('no token'))"] {
        let _harness = Harness::new();
        let network = Network::fake();
        let (_controller, result) = send(record(), Some(headers));
        until("the result", || result.get_untracked() == Some(Err(ErrorKind::SignIn))).await;
        assert_eq!(network.count(), 0);
    }
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
    call.respond(200, &[], "{}");
    until("a response", || result.get_untracked() == Some(Ok("{}".to_owned()))).await;
}

#[wasm_bindgen_test]
async fn waiting_for_host_headers_times_out() {
    let _harness = Harness::new();
    let (network, timers) = (Network::fake(), Timers::fake());
    let (_controller, result) = send(record(), Some("return new Promise(() => {})"));
    until("a timeout", || timers.request_timeouts() == 1).await;
    timers.advance(75_000);
    until("the result", || result.get_untracked() == Some(Err(ErrorKind::TimedOut))).await;
    assert_eq!((network.count(), timers.request_timeouts()), (0, 0));
}

#[wasm_bindgen_test]
async fn waiting_for_host_headers_ends_when_the_request_is_aborted() {
    let _harness = Harness::new();
    let (network, timers) = (Network::fake(), Timers::fake());
    let (controller, result) = send(record(), Some("return new Promise(() => {})"));
    until("a timeout", || timers.request_timeouts() == 1).await;
    controller.abort();
    until("the result", || result.get_untracked().is_some()).await;
    assert_eq!((network.count(), timers.request_timeouts()), (0, 0));
}
