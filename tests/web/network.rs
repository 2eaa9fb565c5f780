//! A fake network: the test decides when and how each request is answered.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Error, Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{Headers, Request, RequestCache, RequestCredentials, Response, ResponseInit};

use crate::harness::until;

/// One request that was sent.
pub(crate) struct Call {
    /// The URL; without the origin if it is that of the page.
    pub(crate) url: String,
    request: Request,
    resolve: Function,
    reject: Function,
}

impl Call {
    /// A header that was sent.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.request.headers().get(name).unwrap()
    }

    /// Whether cookies are sent.
    pub(crate) fn credentials(&self) -> RequestCredentials {
        self.request.credentials()
    }

    /// The cache mode.
    pub(crate) fn cache(&self) -> RequestCache {
        self.request.cache()
    }

    /// Whether it was aborted.
    pub(crate) fn aborted(&self) -> bool {
        self.request.signal().aborted()
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
        self.resolves(&response);
    }

    /// Answers as the service does when all is well.
    pub(crate) fn answers(&self, data: &str) {
        self.responds(200, &[], &envelope(data));
    }

    /// Answers with a response that the test has made.
    pub(crate) fn resolves(&self, response: &JsValue) {
        self.resolve.call1(&JsValue::UNDEFINED, response).unwrap();
    }

    /// Rejects with an error of a name, as browsers do.
    pub(crate) fn breaks(&self, name: &str) {
        let error = Error::new("Failed to fetch");
        error.set_name(name);
        self.rejects(&error);
    }

    /// Rejects with any value, as a wrapped `fetch` may.
    pub(crate) fn rejects(&self, reason: &JsValue) {
        self.reject.call1(&JsValue::UNDEFINED, reason).unwrap();
    }
}

/// The envelope around data.
pub(crate) fn envelope(data: &str) -> String {
    format!(r#"{{"code":0,"message":null,"data":{data},"traceId":"trace"}}"#)
}

/// Replaces the page's `fetch`, as a host page may. The stage restores it.
pub(crate) fn replace_fetch(fetch: &JsValue) {
    Reflect::set(&window(), &"fetch".into(), fetch).unwrap();
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
        let origin = window().location().origin().unwrap();
        let fetch = Closure::<dyn FnMut(Request) -> Promise>::new(move |request: Request| {
            let url = request.url();
            let url = url.strip_prefix(&origin).unwrap_or(&url).to_owned();
            Promise::new(&mut |resolve, reject| {
                let call = Call { url: url.clone(), request: Clone::clone(&request), resolve, reject };
                taking.borrow_mut().push(Rc::new(call));
            })
        });
        replace_fetch(&fetch.into_js_value());
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
