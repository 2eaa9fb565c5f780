//! What stands between the browser and the app's files, for a test to meddle with: files that are slow, files that are
//! gone, and pages of another release.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Router, http};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// Lets everything pass until it is told otherwise. Clones are one gate.
#[derive(Clone)]
pub struct Gate(Arc<Inner>);

struct Inner {
    ways: Mutex<Ways>,
    held: watch::Sender<Option<&'static str>>,
}

#[derive(Default)]
struct Ways {
    gone: Option<&'static str>,
    spoilt: Option<&'static str>,
    other: Option<(String, String)>,
    by_turns: bool,
    pages: u32,
    passed: Vec<String>,
}

impl Ways {
    /// What stands in place of what in this page.
    fn other(&mut self) -> Option<(String, String)> {
        self.pages += 1;
        self.other.clone().filter(|_| !self.by_turns || self.pages.is_multiple_of(2))
    }
}

impl Gate {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Inner { ways: Mutex::default(), held: watch::Sender::new(None) }))
    }

    /// In front of a router.
    pub(crate) fn before(&self, router: Router) -> Router {
        router.layer(from_fn_with_state(self.clone(), pass))
    }

    /// Holds back whatever has this in its path.
    pub fn hold(&self, part: &'static str) {
        self.0.held.send_replace(Some(part));
    }

    /// Lets go of what is held back.
    pub fn let_go(&self) {
        self.0.held.send_replace(None);
    }

    /// Whatever has this in its path is no longer there; with `None` all is there again.
    pub fn lose(&self, part: Option<&'static str>) {
        self.ways().gone = part;
    }

    /// Whatever has this in its path comes as other bytes, though of the right kind.
    pub fn spoil(&self, part: Option<&'static str>) {
        self.ways().spoilt = part;
    }

    /// In every page from now on one text stands in place of another.
    pub fn rewrite(&self, old: &str, new: &str) {
        self.ways().other = Some((old.to_owned(), new.to_owned()));
    }

    /// The same in every second page only.
    pub fn rewrite_by_turns(&self, old: &str, new: &str) {
        self.rewrite(old, new);
        self.ways().by_turns = true;
    }

    /// Pages are as they were built again.
    pub fn rewrite_nothing(&self) {
        self.ways().other = None;
    }

    /// How often something with this at the end of its path was asked for.
    pub fn passed(&self, end: &str) -> usize {
        self.ways().passed.iter().filter(|path| path.ends_with(end)).count()
    }

    fn ways(&self) -> MutexGuard<'_, Ways> {
        self.0.ways.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn pass(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    gate.ways().passed.push(path.clone());
    let has = |part: Option<&str>| part.is_some_and(|part| path.contains(part));
    // The sender lives as long as the gate does.
    let _ = gate.0.held.subscribe().wait_for(|held| !has(*held)).await;
    if has(gate.ways().gone) {
        return (StatusCode::NOT_FOUND, "Not found.\n").into_response();
    }
    let response = next.run(request).await;
    if has(gate.ways().spoilt) {
        return with_body(response, |_| "other bytes".into()).await;
    }
    let other = is_page(&response).then(|| gate.ways().other()).flatten();
    match other {
        Some((old, new)) => with_body(response, |page| String::from_utf8_lossy(&page).replace(&old, &new).into()).await,
        None => response,
    }
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

async fn with_body(response: Response, change: impl FnOnce(Bytes) -> Bytes) -> Response {
    let (mut parts, body): (http::response::Parts, Body) = response.into_parts();
    match to_bytes(body, usize::MAX).await {
        Ok(body) => {
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(change(body)))
        }
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
