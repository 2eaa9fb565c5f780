//! A fake network: the test decides when and how each request is responded to.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Error, Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{Headers, Request, RequestCache, RequestCredentials, RequestRedirect, Response, ResponseInit};

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

    /// The mode for redirects.
    pub(crate) fn redirect(&self) -> RequestRedirect {
        self.request.redirect()
    }

    /// Whether the request was aborted.
    pub(crate) fn aborted(&self) -> bool {
        self.request.signal().aborted()
    }

    /// Responds with a status, headers and a body.
    pub(crate) fn respond(&self, status: u16, headers: &[(&str, &str)], body: &str) {
        let sent = Headers::new().unwrap();
        for (name, value) in headers {
            sent.set(name, value).unwrap();
        }
        let init = ResponseInit::new();
        init.set_status(status);
        init.set_headers(&sent);
        let response = Response::new_with_opt_str_and_init(Some(body), &init).unwrap();
        self.resolve_with(&response);
    }

    /// Responds with a status and without a body.
    pub(crate) fn respond_without_body(&self, status: u16) {
        let init = ResponseInit::new();
        init.set_status(status);
        self.resolve_with(&Response::new_with_opt_str_and_init(None, &init).unwrap());
    }

    /// Responds with a body that arrives in pieces.
    pub(crate) fn respond_in_pieces(&self) -> Pieces {
        let pieces = Function::new_no_args(
            "let controller; \
             const stream = new ReadableStream({ start(started) { controller = started; } }); \
             const encoder = new TextEncoder(); \
             return { response: new Response(stream), send: text => controller.enqueue(encoder.encode(text)), \
                 end: () => controller.close(), fail: reason => controller.error(reason) };",
        );
        let pieces = Pieces(pieces.call0(&JsValue::UNDEFINED).unwrap());
        self.resolve_with(&Reflect::get(&pieces.0, &"response".into()).unwrap());
        pieces
    }

    /// Responds with a redirect, as a browser shows it to a request that does not follow redirects: with the status 0.
    pub(crate) fn redirect_opaquely(&self) {
        self.resolve_with(&Response::error());
    }

    /// Responds with data in the envelope of the service.
    pub(crate) fn respond_with_data(&self, data: &str) {
        self.respond(200, &[], &envelope(data));
    }

    /// Resolves the promise of `fetch` with a response, or with any other value.
    pub(crate) fn resolve_with(&self, response: &JsValue) {
        self.resolve.call1(&JsValue::UNDEFINED, response).unwrap();
    }

    /// Rejects with an error of a name, as browsers do.
    pub(crate) fn reject_with_error(&self, name: &str) {
        let error = Error::new("Failed to fetch");
        error.set_name(name);
        self.reject_with(&error);
    }

    /// Rejects with any value, as a wrapped `fetch` may.
    pub(crate) fn reject_with(&self, reason: &JsValue) {
        self.reject.call1(&JsValue::UNDEFINED, reason).unwrap();
    }
}

/// The body of a response that arrives in pieces.
pub(crate) struct Pieces(JsValue);

impl Pieces {
    fn call(&self, name: &str, argument: &JsValue) {
        let function: Function = Reflect::get(&self.0, &name.into()).unwrap().into();
        function.call1(&JsValue::UNDEFINED, argument).unwrap();
    }

    /// Sends the next piece.
    pub(crate) fn send(&self, text: &str) {
        self.call("send", &text.into());
    }

    /// Ends the body.
    pub(crate) fn end(&self) {
        self.call("end", &JsValue::UNDEFINED);
    }

    /// Breaks the body off, as a browser does after an abort.
    pub(crate) fn fail(&self, reason: &str) {
        self.call("fail", &reason.into());
    }
}

/// The envelope around data.
pub(crate) fn envelope(data: &str) -> String {
    format!(r#"{{"code":0,"message":null,"data":{data},"traceId":"trace"}}"#)
}

/// Replaces the page's `fetch`, as a host page may. The harness restores it.
pub(crate) fn replace_fetch(fetch: &JsValue) {
    Reflect::set(&window(), &"fetch".into(), fetch).unwrap();
}

/// The requests so far. An aborted request can still be responded to, because in a browser too a response may have
/// arrived before the abort.
pub(crate) struct Network {
    calls: Rc<RefCell<Vec<Rc<Call>>>>,
    next: Cell<usize>,
}

impl Network {
    /// Replaces `fetch` by a fake. The harness restores it.
    pub(crate) fn fake() -> Self {
        let calls = Rc::new(RefCell::new(Vec::new()));
        let recorded = Rc::clone(&calls);
        let origin = window().location().origin().unwrap();
        let fetch = Closure::<dyn FnMut(Request) -> Promise>::new(move |request: Request| {
            let url = request.url();
            let url = url.strip_prefix(&origin).unwrap_or(&url).to_owned();
            Promise::new(&mut |resolve, reject| {
                let call = Call { url: url.clone(), request: Clone::clone(&request), resolve, reject };
                recorded.borrow_mut().push(Rc::new(call));
            })
        });
        replace_fetch(&fetch.into_js_value());
        Self { calls, next: Cell::new(0) }
    }

    /// How many requests were sent.
    pub(crate) fn count(&self) -> usize {
        self.calls.borrow().len()
    }

    /// The next request, if it has been sent.
    pub(crate) fn try_next(&self) -> Option<Rc<Call>> {
        let call = self.calls.borrow().get(self.next.get()).cloned()?;
        self.next.set(self.next.get() + 1);
        Some(call)
    }

    /// The next request, as soon as it is sent.
    pub(crate) async fn next(&self) -> Rc<Call> {
        let at = self.next.replace(self.next.get() + 1);
        until(&format!("request {}", at + 1), || self.count() > at).await;
        Rc::clone(&self.calls.borrow()[at])
    }

    /// Responds to all requests with times in an offset, until a condition is true.
    pub(crate) async fn respond_until(
        &self,
        offset: &str,
        data: impl Fn(&str) -> String,
        what: &str,
        mut condition: impl FnMut() -> bool,
    ) {
        until(what, || {
            while self.count() > self.next.get() {
                let call = Rc::clone(&self.calls.borrow()[self.next.replace(self.next.get() + 1)]);
                call.respond(200, &[("X-BKREPO-Time-Zone", offset)], &envelope(&data(&call.url)));
            }
            condition()
        })
        .await;
    }

    /// The next request whose URL contains `part`; the requests before it are skipped.
    pub(crate) async fn next_with(&self, part: &str) -> Rc<Call> {
        loop {
            let call = self.next().await;
            if call.url.contains(part) {
                return call;
            }
        }
    }
}
