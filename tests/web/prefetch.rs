//! What was asked of the service before the app was there.

use leptos::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use replica_log::api::error::Kind;
use replica_log::api::prefetch;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{AbortSignal, Headers, Response};

use crate::harness::{turn, until};
use crate::network::envelope;
use crate::query::{Page, config};
use crate::timers::Timers;

/// What was asked for: address, time zone, signal.
type Taken = Rc<RefCell<Vec<(String, Option<String>, AbortSignal)>>>;

/// Offers answers, one after the other, to whatever is asked. Nothing is offered any more once this is dropped.
struct Offer(Taken);

impl Offer {
    fn of(mut answers: Vec<Promise>) -> Self {
        answers.reverse();
        let taken = Taken::default();
        let taking = Rc::clone(&taken);
        let take =
            Closure::<dyn FnMut(String, Headers, AbortSignal) -> JsValue>::new(move |url, headers: Headers, signal| {
                taking.borrow_mut().push((url, headers.get("X-BKREPO-TIME-ZONE").unwrap(), signal));
                answers.pop().map_or(JsValue::UNDEFINED, JsValue::from)
            });
        prefetch::offer(take.into_js_value().unchecked_into());
        Self(taken)
    }
}

impl Drop for Offer {
    fn drop(&mut self) {
        prefetch::offer(Function::new_no_args(""));
    }
}

fn response(body: &str) -> Promise {
    Promise::resolve(&JsValue::from(Response::new_with_opt_str(Some(body)).unwrap()))
}

#[wasm_bindgen_test]
async fn an_answer_that_is_there_already_is_taken_and_nothing_is_sent() {
    let offer = Offer::of(vec![response(&envelope(r#""early""#))]);
    let page = Page::new(&config());
    assert_eq!(page.settled().await, None);
    assert_eq!((page.data().as_deref(), page.network.count()), (Some("early"), 0));
    let (url, zone, signal) = offer.0.borrow()[0].clone();
    assert_eq!((url.as_str(), zone.as_deref()), ("/replication/api/task/record/one", Some("Asia/Shanghai")));
    assert!(!signal.aborted());
    // The next time there is none.
    page.asked.question.refresh();
    page.network.next().await.answers(r#""late""#);
    assert_eq!(page.settled().await, None);
    assert_eq!((page.data().as_deref(), page.network.count()), (Some("late"), 1));
}

#[wasm_bindgen_test]
async fn where_no_answer_is_offered_the_question_is_sent() {
    let _offer = Offer::of(Vec::new());
    let page = Page::new(&config());
    page.network.next().await.answers(r#""own""#);
    assert_eq!(page.settled().await, None);
    assert_eq!(page.data().as_deref(), Some("own"));
}

#[wasm_bindgen_test]
async fn an_early_question_that_failed_is_sent_again_like_any_other() {
    let lost = js_sys::TypeError::new("Failed to fetch");
    let _offer = Offer::of(vec![Promise::reject(&lost)]);
    let page = Page::new(&config());
    let timers = Timers::hold();
    until("a pause before the next try", || !timers.pauses().is_empty()).await;
    assert!(page.standing().busy && page.standing().error.is_none());
    timers.pass(2_000);
    page.network.next().await.answers(r#""there""#);
    assert_eq!(page.settled().await, None);
    assert_eq!(page.data().as_deref(), Some("there"));
}

#[wasm_bindgen_test]
async fn an_early_answer_that_is_none_is_unreadable() {
    let _offer = Offer::of(vec![response("<html>sign in</html>")]);
    let page = Page::new(&config());
    assert_eq!(page.settled().await, Some(Kind::Unreadable));
    assert_eq!(page.network.count(), 0);
}

#[wasm_bindgen_test]
async fn an_early_question_that_is_no_longer_wanted_is_told_so() {
    let offer = Offer::of(vec![Promise::new(&mut |_, _| {})]);
    let page = Page::new(&config());
    until("the question to be taken", || !offer.0.borrow().is_empty()).await;
    let signal = offer.0.borrow()[0].2.clone();
    page.id.set(Some("two"));
    turn().await;
    assert!(signal.aborted());
    page.network.next().await.answers(r#""two""#);
    assert_eq!(page.settled().await, None);
}
