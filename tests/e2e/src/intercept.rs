//! Request interception between the browser and the demo server: tests delay, remove or corrupt files, rewrite pages
//! (as another release would), and inject scripts that run in the page's own realm.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Router, http};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The URL of the script that runs before every other script of a page.
const FIRST_SCRIPT: &str = "/runs-first.js";
/// The URL of the script that a test runs in an open page.
pub(crate) const PAGE_SCRIPT: &str = "/runs-now.js";

/// Axum middleware that passes requests through unless a rule applies. Clones share their rules.
#[derive(Clone)]
pub struct Interceptor(Arc<Inner>);

struct Inner {
    rules: Mutex<Rules>,
    held: watch::Sender<Option<&'static str>>,
}

#[derive(Default)]
struct Rules {
    not_found: Option<&'static str>,
    corrupted: Option<&'static str>,
    rewrite: Option<(String, String)>,
    every_second: bool,
    page_count: u32,
    first_script: Option<Bytes>,
    page_script: Bytes,
    no_store: bool,
    requested: Vec<String>,
}

impl Rules {
    /// Whether pages are served modified.
    fn rewrites_pages(&self) -> bool {
        self.rewrite.is_some() || self.first_script.is_some()
    }

    /// The replacement (old text, new text) for the next page.
    fn next_rewrite(&mut self) -> Option<(String, String)> {
        self.page_count += 1;
        self.rewrite.clone().filter(|_| !self.every_second || self.page_count.is_multiple_of(2))
    }
}

impl Interceptor {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Inner { rules: Mutex::default(), held: watch::Sender::new(None) }))
    }

    /// Layers the interceptor in front of a router.
    pub(crate) fn layer(&self, router: Router) -> Router {
        router.layer(from_fn_with_state(self.clone(), intercept))
    }

    /// Holds responses to paths that contain `part` until [`release`](Self::release).
    pub fn hold(&self, part: &'static str) {
        self.0.held.send_replace(Some(part));
    }

    /// Releases the held responses.
    pub fn release(&self) {
        self.0.held.send_replace(None);
    }

    /// Answers paths that contain `part` with 404; `None` ends it.
    pub fn respond_not_found(&self, part: Option<&'static str>) {
        self.rules().not_found = part;
    }

    /// Answers paths that contain `part` with a wrong body and the right content type; `None` ends it.
    pub fn corrupt(&self, part: Option<&'static str>) {
        self.rules().corrupted = part;
    }

    /// Replaces a text in every page from now on.
    pub fn rewrite_pages(&self, old: &str, new: &str) {
        self.rules().rewrite = Some((old.to_owned(), new.to_owned()));
    }

    /// Replaces a text in every second page only.
    pub fn rewrite_every_second_page(&self, old: &str, new: &str) {
        self.rewrite_pages(old, new);
        self.rules().every_second = true;
    }

    /// Serves pages as built again.
    pub fn stop_rewriting(&self) {
        self.rules().rewrite = None;
    }

    /// Injects a script that runs before all others on every page from now on. It replaces the previous one.
    pub fn inject_script(&self, script: impl Into<Bytes>) {
        self.rules().first_script = Some(script.into());
    }

    /// Sets the script served at [`PAGE_SCRIPT`].
    pub(crate) fn set_page_script(&self, script: impl Into<Bytes>) {
        self.rules().page_script = script.into();
    }

    /// Disables the HTTP cache (`no-store`) from now on, so that every load is a first one.
    pub fn disable_cache(&self) {
        self.rules().no_store = true;
    }

    /// The number of requests whose path ends with `end`.
    pub fn request_count(&self, end: &str) -> usize {
        self.rules().requested.iter().filter(|path| path.ends_with(end)).count()
    }

    fn rules(&self) -> MutexGuard<'_, Rules> {
        self.0.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn intercept(State(interceptor): State<Interceptor>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let script = match &*path {
        FIRST_SCRIPT => Some(interceptor.rules().first_script.clone().unwrap_or_default()),
        PAGE_SCRIPT => Some(interceptor.rules().page_script.clone()),
        _ => None,
    };
    if let Some(script) = script {
        return ([(header::CONTENT_TYPE, "text/javascript"), (header::CACHE_CONTROL, "no-store")], script)
            .into_response();
    }
    interceptor.rules().requested.push(path.clone());
    let has = |part: Option<&str>| part.is_some_and(|part| path.contains(part));
    // The sender lives as long as the interceptor, so waiting cannot fail.
    let _ = interceptor.0.held.subscribe().wait_for(|held| !has(*held)).await;
    if has(interceptor.rules().not_found) {
        return (StatusCode::NOT_FOUND, "Not found.\n").into_response();
    }
    // Otherwise the file server would answer 304, and the browser would use its unchanged copy.
    if interceptor.rules().rewrites_pages() {
        for conditional in [header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE] {
            request.headers_mut().remove(conditional);
        }
    }
    let mut response = next.run(request).await;
    if interceptor.rules().no_store {
        response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    }
    if has(interceptor.rules().corrupted) {
        return with_body(response, |_| "other bytes".into()).await;
    }
    if !is_page(&response) {
        return response;
    }
    let (rewrite, first_script) = {
        let mut rules = interceptor.rules();
        (rules.next_rewrite(), rules.first_script.is_some())
    };
    if rewrite.is_none() && !first_script {
        return response;
    }
    with_body(response, |page| {
        let mut page = String::from_utf8_lossy(&page).into_owned();
        if let Some((old, new)) = rewrite {
            page = page.replace(&old, &new);
        }
        if first_script {
            page = page.replacen("<head>", &format!("<head><script src=\"{FIRST_SCRIPT}\"></script>"), 1);
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
            for outdated in [header::CONTENT_LENGTH, header::ETAG, header::LAST_MODIFIED] {
                parts.headers.remove(outdated);
            }
            Response::from_parts(parts, Body::from(change(body)))
        }
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
