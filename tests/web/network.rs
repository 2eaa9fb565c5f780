//! A service that answers when a test says so.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Error, Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, Headers, Response, ResponseInit};

use crate::harness::until;

/// One request that was sent.
pub(crate) struct Call {
    /// Where to.
    pub(crate) url: String,
    init: JsValue,
    resolve: Function,
    reject: Function,
}

impl Call {
    fn init(&self, name: &str) -> JsValue {
        Reflect::get(&self.init, &name.into()).unwrap()
    }

    /// A header that was sent.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.init("headers").unchecked_into::<Headers>().get(name).unwrap()
    }

    /// Whether cookies go with it.
    pub(crate) fn credentials(&self) -> Option<String> {
        self.init("credentials").as_string()
    }

    /// What a browser's cache has to do with it.
    pub(crate) fn cache(&self) -> Option<String> {
        self.init("cache").as_string()
    }

    /// Whether it is no longer wanted.
    pub(crate) fn aborted(&self) -> bool {
        self.init("signal").unchecked_into::<AbortSignal>().aborted()
    }

    /// Answers with a status, headers and a body.
    pub(crate) fn responds(&self, status: u16, headers: &[(&str, &str)], body: &str) {
        let sent = Headers::new().unwrap();
        for (name, value) in headers {
            sent.set(name, value).unwrap();
        }
        let init = ResponseInit::new();
        init.set_status(status);
        init.set_headers(&sent);
        let response = Response::new_with_opt_str_and_init(Some(body), &init).unwrap();
        self.resolve.call1(&JsValue::UNDEFINED, &response).unwrap();
    }

    /// Answers as the service does when all is well.
    pub(crate) fn answers(&self, data: &str) {
        self.responds(200, &[], &envelope(data));
    }

    /// Is not answered at all. A browser that was asked again and again has nothing more to say than a name.
    pub(crate) fn breaks(&self, name: &str) {
        let error = Error::new("Failed to fetch");
        error.set_name(name);
        self.reject.call1(&JsValue::UNDEFINED, &error).unwrap();
    }
}

/// The envelope around data.
pub(crate) fn envelope(data: &str) -> String {
    format!(r#"{{"code":0,"message":null,"data":{data},"traceId":"trace"}}"#)
}

/// Everything that is fetched. What is aborted can be answered all the same: no browser is quicker than an answer
/// that is there already.
pub(crate) struct Network {
    calls: Rc<RefCell<Vec<Rc<Call>>>>,
    next: Cell<usize>,
}

impl Network {
    /// Stands in for the network from now on. The stage gives it back.
    pub(crate) fn fake() -> Self {
        let calls = Rc::new(RefCell::new(Vec::new()));
        let taking = Rc::clone(&calls);
        let fetch = Closure::<dyn FnMut(String, JsValue) -> Promise>::new(move |url: String, init: JsValue| {
            Promise::new(&mut |resolve, reject| {
                taking.borrow_mut().push(Rc::new(Call { url: url.clone(), init: init.clone(), resolve, reject }));
            })
        });
        Reflect::set(&window(), &"fetch".into(), &fetch.into_js_value()).unwrap();
        Self { calls, next: Cell::new(0) }
    }

    /// How many requests were sent.
    pub(crate) fn count(&self) -> usize {
        self.calls.borrow().len()
    }

    /// The next request, as soon as it is sent.
    pub(crate) async fn next(&self) -> Rc<Call> {
        let at = self.next.replace(self.next.get() + 1);
        until(&format!("request {}", at + 1), || self.count() > at).await;
        Rc::clone(&self.calls.borrow()[at])
    }

    /// The next request whose address has this in it; those before it are passed over.
    pub(crate) async fn next_with(&self, part: &str) -> Rc<Call> {
        loop {
            let call = self.next().await;
            if call.url.contains(part) {
                return call;
            }
        }
    }
}
