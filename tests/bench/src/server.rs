//! Serves the pages as a deployment would (brotli at quality 11, immutable caching of hashed names), and records the
//! bytes sent.

use crate::browser::Subject;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::routing::any_service;
use replica_log_e2e::{Demo, Error, Options, app_folder, brotli, examples};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A server of all measured pages, with the demo server as the API.
pub struct Server {
    state: Arc<ServerState>,
    origin: String,
    /// Whether another build of the app is served.
    has_before: bool,
    /// Whether its npm package is served.
    has_before_npm: bool,
}

/// An execution with the same number of details as [`examples::BULK_RECORD`], all of which have other names.
pub const OTHER_RECORD: &str = "6912f1a0e4b0c35d7a90b002";

/// The folders of the files that the demo servers do not have.
const OTHER_PAGES: [&str; 5] = ["/hand/", "/bare/", "/npm/", "/before-npm/", "/host/"];

/// The state of the middleware.
struct ServerState {
    /// The files that the demo server does not have: the vanilla page, the minimal page, the npm packages.
    files: HashMap<String, (&'static str, Bytes)>,
    /// A cache of compressed bodies.
    compressed: Mutex<HashMap<Bytes, Bytes>>,
    sent: Mutex<Vec<Sent>>,
    /// Overrides the page size of requests for details.
    rows: Mutex<Option<u32>>,
}

/// A response that was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The path of the request.
    pub path: String,
    /// The size of the compressed body; 0 for a streamed response, whose size is unknown.
    pub bytes: u64,
}

impl Sent {
    /// The kind of the file, for the table of bytes.
    pub fn kind(&self) -> Kind {
        match self.path.rsplit('.').next() {
            _ if self.path.starts_with("/replication/") => Kind::Api,
            Some("wasm") => Kind::Wasm,
            Some("js") => Kind::Script,
            Some("css") => Kind::Style,
            Some("svg" | "ico") => Kind::Icon,
            _ => Kind::Page,
        }
    }
}

/// The kinds of responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// HTML.
    Page,
    /// JavaScript.
    Script,
    /// A style sheet.
    Style,
    /// WebAssembly.
    Wasm,
    /// The tab's icon.
    Icon,
    /// An API response.
    Api,
}

impl Kind {
    /// All kinds except API responses, with their names in the report.
    pub const ASSETS: [(Self, &'static str); 5] = [
        (Self::Wasm, "wasm"),
        (Self::Script, "scripts"),
        (Self::Style, "style sheet"),
        (Self::Page, "HTML"),
        (Self::Icon, "icon"),
    ];
}

impl Server {
    /// Starts the server on a free port. `before` is the `dist/site` folder of another build of the app. Its npm package
    /// is read from the folder `npm` beside it, if there is one.
    pub async fn start(before: Option<&Path>) -> Result<Self, Error> {
        let before_npm = before.and_then(Path::parent).map(|dist| dist.join("npm")).filter(|folder| folder.is_dir());
        let app = app_folder()?;
        let options = Options { app: Some(app), run_for: Duration::ZERO, ..Options::default() };
        let demo = Demo::open(options)?;
        demo.clock().freeze();
        let state = ServerState {
            files: files(before_npm.as_deref())?,
            compressed: Mutex::default(),
            sent: Mutex::default(),
            rows: Mutex::default(),
        };
        let state = Arc::new(state);
        let router = match before {
            Some(folder) => with_before(demo.router(), folder)?,
            None => demo.router(),
        };
        let router = router.layer(from_fn_with_state(Arc::clone(&state), respond));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://{}", listener.local_addr()?);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { state, origin, has_before: before.is_some(), has_before_npm: before_npm.is_some() })
    }

    /// The origin, without a trailing slash.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Those of the pages that are served: all but the other build of the app, which is optional.
    pub fn available<const N: usize>(&self, pages: [Subject; N]) -> impl Iterator<Item = Subject> {
        let has_before = self.has_before;
        pages.into_iter().filter(move |page| has_before || *page != Subject::Before)
    }

    /// Whether a page can be mounted in the host page: each but another build of the app without an npm package.
    pub const fn can_mount(&self, page: Subject) -> bool {
        self.has_before_npm || !matches!(page, Subject::Before)
    }

    /// Overrides the page size of requests for details; `None` ends it.
    pub fn override_page_size(&self, rows: Option<u32>) {
        *lock(&self.state.rows) = rows;
    }

    /// The responses sent since the last call.
    pub fn take_sent(&self) -> Vec<Sent> {
        std::mem::take(&mut *lock(&self.state.sent))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Adds another build of the app below its base path. A second demo server serves it, so that caching, headers and the
/// fallback to index.html are those of the app. It also sets the base path, and an `apiBase` that refers to the first
/// demo server's API at the root of the origin.
fn with_before(router: Router, site: &Path) -> Result<Router, Error> {
    let base = Subject::Before.base();
    let options = Options { app: Some(site.to_owned()), base: base.to_owned(), ..Options::default() };
    // Not nested, because a nested router would not see the base path, which the demo server expects.
    let before = any_service(Demo::open(options)?.router());
    Ok(router.route(base, before.clone()).route(&format!("{base}{{*path}}"), before))
}

/// The files of the other pages by their URL paths.
fn files(before_npm: Option<&Path>) -> Result<HashMap<String, (&'static str, Bytes)>, Error> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let variable = |name: &str| {
        let value =
            std::env::var(name).map_err(|_| Error::new(format!("{name} is not set; `cargo xtask bench` sets it")))?;
        Ok::<_, Error>(PathBuf::from(value))
    };
    let mut files = HashMap::new();
    let mut folders = vec![
        ("/hand/", here.join("hand")),
        ("/bare/", here.join("bare")),
        ("/bare/", variable("REPLICA_LOG_BARE")?),
        ("/npm/", variable("REPLICA_LOG_NPM")?),
    ];
    folders.extend(before_npm.map(|folder| ("/before-npm/", folder.to_owned())));
    for (below, folder) in folders {
        let failed = |error: std::io::Error| Error::new(format!("{} cannot be read: {error}", folder.display()));
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let kind = match path.extension().and_then(|kind| kind.to_str()) {
                Some("html") => "text/html; charset=utf-8",
                Some("js") => "text/javascript; charset=utf-8",
                Some("css") => "text/css; charset=utf-8",
                Some("wasm") => "application/wasm",
                _ => continue,
            };
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.insert(format!("{below}{name}"), (kind, std::fs::read(&path).map_err(failed)?.into()));
        }
    }
    // The host page that the app is mounted into.
    let host = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Host</title><link rel=\"icon\" href=\"data:,\"><body>";
    files.insert("/host/index.html".into(), ("text/html; charset=utf-8", host.into()));
    Ok(files)
}

async fn respond(State(state): State<Arc<ServerState>>, mut request: Request, next: Next) -> Response<Body> {
    let path = request.uri().path().to_owned();
    let rows = *lock(&state.rows);
    // Not for the requests that count details with a page of one row.
    let is_count = request.uri().query().is_some_and(|query| query.split('&').any(|part| part == "pageSize=1"));
    if let Some(rows) = rows.filter(|_| path.contains("/detail/page/") && !is_count)
        && let Ok(uri) = format!("{path}?pageSize={rows}").parse()
    {
        *request.uri_mut() = uri;
    }
    let other = path.contains(OTHER_RECORD).then(|| request.uri().to_string());
    if let Some(uri) = &other
        && let Ok(uri) = uri.replace(OTHER_RECORD, examples::BULK_RECORD).parse()
    {
        *request.uri_mut() = uri;
    }
    let response = match state.response_for(&path) {
        Some(response) => response,
        None if other.is_some() => with_other_names(next.run(request).await).await,
        None => next.run(request).await,
    };
    let is_api = path.starts_with("/replication/");
    let response = if is_api { response } else { state.compressed(response).await };
    let bytes = axum::body::HttpBody::size_hint(response.body()).exact().unwrap_or_default();
    lock(&state.sent).push(Sent { path, bytes });
    response
}

/// The response of [`examples::BULK_RECORD`] as that of [`OTHER_RECORD`].
async fn with_other_names(response: Response<Body>) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let text = String::from_utf8_lossy(&body).replace(examples::BULK_RECORD, OTHER_RECORD);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(text.replace("\"artifactName\":\"", "\"artifactName\":\"other-")))
}

impl ServerState {
    /// The response for a file of the other pages. Every unknown path below them serves their index.html.
    fn response_for(&self, path: &str) -> Option<Response<Body>> {
        let folder = OTHER_PAGES.into_iter().find(|folder| path.starts_with(folder))?;
        let found = self.files.get(path).or_else(|| self.files.get(&format!("{folder}index.html")));
        let mut response = Response::new(Body::empty());
        let Some((kind, body)) = found else {
            *response.status_mut() = StatusCode::NOT_FOUND;
            return Some(response);
        };
        *response.body_mut() = Body::from(body.clone());
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        let kept = if kind.starts_with("text/html") { "no-cache" } else { "public, max-age=31536000, immutable" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
        Some(response)
    }

    async fn compressed(&self, response: Response<Body>) -> Response<Body> {
        let (mut parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        let known = lock(&self.compressed).get(&body).cloned();
        let compressed = known.unwrap_or_else(|| {
            let compressed = Bytes::from(brotli(&body));
            lock(&self.compressed).insert(body.clone(), compressed.clone());
            compressed
        });
        parts.headers.remove(header::CONTENT_LENGTH);
        if compressed.len() >= body.len() {
            return Response::from_parts(parts, Body::from(body));
        }
        parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        parts.headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        Response::from_parts(parts, Body::from(compressed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::io::{Read as _, Write as _};
    use std::net::{SocketAddr, TcpStream};

    fn get(address: SocketAddr, path: &str) -> String {
        let mut stream = TcpStream::connect(address).expect("a connection");
        let request = format!("GET {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("a sent request");
        let mut response = String::new();
        stream.read_to_string(&mut response).expect("a response");
        response
    }

    #[test]
    fn the_earlier_build_is_served_below_its_base_with_the_api_of_the_origin() {
        let folder = tempfile::tempdir().expect("a folder");
        let page = "<base href=\"/\"><script type=\"application/json\" id=\"replica-log-config\">\
            { \"apiBase\": \"https://api.example\" }</script><script src=\"./assets/boot-0123456789abcdef.js\"></script>";
        fs::create_dir(folder.path().join("assets")).expect("a folder");
        fs::write(folder.path().join("index.html"), page).expect("a page");
        fs::write(folder.path().join("assets/boot-0123456789abcdef.js"), "earlier()").expect("a script");
        let router = Router::new().fallback(|| async { "the app" });
        let router = with_before(router, folder.path()).expect("a router");
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a port");
        let address = listener.local_addr().expect("an address");
        runtime.spawn(async move { axum::serve(listener, router).await });

        for path in ["/before/records/1?pageSize=10", "/before/"] {
            let page = get(address, path);
            assert!(page.contains("<base href=\"/before/\">"), "{page}");
            assert!(page.contains("{\"apiBase\":\"\"}") && page.contains("cache-control: no-cache"), "{page}");
        }
        let script = get(address, "/before/assets/boot-0123456789abcdef.js");
        assert!(script.ends_with("earlier()") && script.contains("immutable"), "{script}");
        for path in ["/records/1", "/assets/boot-0123456789abcdef.js", "/before-npm/replica-log.js"] {
            assert!(get(address, path).ends_with("the app"), "{path}");
        }
        runtime.shutdown_background();
    }

    #[test]
    fn an_earlier_build_without_index_html_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = with_before(Router::new(), folder.path()).expect_err("an error").to_string();
        assert!(error.contains("index.html"), "{error}");
    }
}
