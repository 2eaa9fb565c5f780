//! What stands between the browser and the app's files, for a test to meddle with: files that are slow, files that are
//! gone, pages of another release, and scripts of a test that run as the page's own.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Router, http};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// Where a page has the script that is to run first.
const FIRST: &str = "/runs-first.js";
/// Where it has the one that is to run now.
pub(crate) const NOW: &str = "/runs-now.js";

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
    first: Option<Bytes>,
    now: Bytes,
    forgotten: bool,
    passed: Vec<String>,
}

impl Ways {
    /// Whether some pages are not as they were built.
    fn change_pages(&self) -> bool {
        self.other.is_some() || self.first.is_some()
    }

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

    /// Runs a script before anything else on every page from now on. It takes the place of one that was set before.
    pub fn first(&self, script: impl Into<Bytes>) {
        self.ways().first = Some(script.into());
    }

    /// What [`NOW`] has.
    pub(crate) fn now(&self, script: impl Into<Bytes>) {
        self.ways().now = script.into();
    }

    /// From now on nothing is kept by the browser: every visit is a first one.
    pub fn keep_nothing(&self) {
        self.ways().forgotten = true;
    }

    /// How often something with this at the end of its path was asked for.
    pub fn passed(&self, end: &str) -> usize {
        self.ways().passed.iter().filter(|path| path.ends_with(end)).count()
    }

    fn ways(&self) -> MutexGuard<'_, Ways> {
        self.0.ways.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn pass(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let script = match &*path {
        FIRST => Some(gate.ways().first.clone().unwrap_or_default()),
        NOW => Some(gate.ways().now.clone()),
        _ => None,
    };
    if let Some(script) = script {
        return ([(header::CONTENT_TYPE, "text/javascript"), (header::CACHE_CONTROL, "no-store")], script)
            .into_response();
    }
    gate.ways().passed.push(path.clone());
    let has = |part: Option<&str>| part.is_some_and(|part| path.contains(part));
    // The sender lives as long as the gate does.
    let _ = gate.0.held.subscribe().wait_for(|held| !has(*held)).await;
    if has(gate.ways().gone) {
        return (StatusCode::NOT_FOUND, "Not found.\n").into_response();
    }
    // Of what the browser has kept it would otherwise be told that it is as it was.
    if gate.ways().change_pages() {
        for conditional in [header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE] {
            request.headers_mut().remove(conditional);
        }
    }
    let mut response = next.run(request).await;
    if gate.ways().forgotten {
        response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    }
    if has(gate.ways().spoilt) {
        return with_body(response, |_| "other bytes".into()).await;
    }
    if !is_page(&response) {
        return response;
    }
    let (other, first) = {
        let mut ways = gate.ways();
        (ways.other(), ways.first.is_some())
    };
    if other.is_none() && !first {
        return response;
    }
    with_body(response, |page| {
        let mut page = String::from_utf8_lossy(&page).into_owned();
        if let Some((old, new)) = other {
            page = page.replace(&old, &new);
        }
        if first {
            page = page.replacen("<head>", &format!("<head><script src=\"{FIRST}\"></script>"), 1);
        }
        page.into()
    })
    .await
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

async fn with_body(response: Response, change: impl FnOnce(Bytes) -> Bytes) -> Response {
    let (mut parts, body): (http::response::Parts, Body) = response.into_parts();
    match to_bytes(body, usize::MAX).await {
        Ok(body) => {
            for of_the_old_body in [header::CONTENT_LENGTH, header::ETAG, header::LAST_MODIFIED] {
                parts.headers.remove(of_the_old_body);
            }
            Response::from_parts(parts, Body::from(change(body)))
        }
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
