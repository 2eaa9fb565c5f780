//! The pages as a deployment would send them: compressed by brotli at its best, to be kept for ever where their names
//! change with their content. And a note of what was sent.

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use replica_log_e2e::{Demo, Error, Options, app_folder, brotli};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A server of all that is measured, with the stand-in of the service behind it.
pub struct Server {
    shelf: Arc<Shelf>,
    origin: String,
}

/// What the middleware knows.
struct Shelf {
    /// What the stand-in does not have: the page by hand, the bare one, the package.
    files: HashMap<String, (&'static str, Bytes)>,
    /// What was compressed already.
    packed: Mutex<HashMap<Bytes, Bytes>>,
    sent: Mutex<Vec<Sent>>,
    /// How many rows a page has, whatever is asked for.
    rows: Mutex<Option<u32>>,
}

/// An answer that was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// What it was asked for by.
    pub path: String,
    /// How long its body was, as it was sent. Of an answer that was written while it was sent nobody knows.
    pub bytes: u64,
}

impl Sent {
    /// What it is, for a table of bytes.
    pub fn kind(&self) -> Kind {
        match self.path.rsplit('.').next() {
            _ if self.path.starts_with("/replication/") => Kind::Answer,
            Some("wasm") => Kind::Wasm,
            Some("js") => Kind::Script,
            Some("css") => Kind::Style,
            Some("svg" | "ico") => Kind::Icon,
            _ => Kind::Page,
        }
    }
}

/// The kinds of what a page loads.
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
    /// An answer of the service's.
    Answer,
}

impl Kind {
    /// All of them but the service's answers, and their names in a table.
    pub const LOADED: [(Self, &'static str); 5] = [
        (Self::Wasm, "wasm"),
        (Self::Script, "scripts"),
        (Self::Style, "style sheet"),
        (Self::Page, "HTML"),
        (Self::Icon, "icon"),
    ];
}

impl Server {
    /// Listens on a port that is free.
    pub async fn start() -> Result<Self, Error> {
        let app = app_folder()?;
        let options = Options { app: Some(app), run_for: Duration::ZERO, ..Options::default() };
        let demo = Demo::open(options)?;
        demo.clock().stop();
        let shelf = Shelf { files: files()?, packed: Mutex::default(), sent: Mutex::default(), rows: Mutex::default() };
        let shelf = Arc::new(shelf);
        let router = demo.router().layer(from_fn_with_state(Arc::clone(&shelf), answer));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let router: Router = router;
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { shelf, origin })
    }

    /// Where it is, without a slash at its end.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// From now on a page of details has so many rows, whatever is asked for; or as many as are asked for.
    pub fn answer_with(&self, rows: Option<u32>) {
        *lock(&self.shelf.rows) = rows;
    }

    /// What it has sent since it was last asked.
    pub fn sent(&self) -> Vec<Sent> {
        std::mem::take(&mut *lock(&self.shelf.sent))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The files of the pages that are not the app's, by their addresses.
fn files() -> Result<HashMap<String, (&'static str, Bytes)>, Error> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let variable = |name: &str| {
        let value =
            std::env::var(name).map_err(|_| Error::new(format!("{name} is not set; `cargo xtask bench` sets it")))?;
        Ok::<_, Error>(PathBuf::from(value))
    };
    let mut files = HashMap::new();
    let folders = [
        ("/hand/", here.join("hand")),
        ("/bare/", here.join("bare")),
        ("/bare/", variable("REPLICA_LOG_BARE")?),
        ("/npm/", variable("REPLICA_LOG_NPM")?),
    ];
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
    // A page of somebody else's, for the app to be mounted into.
    let host = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Host</title><link rel=\"icon\" href=\"data:,\"><body>";
    files.insert("/host/index.html".into(), ("text/html; charset=utf-8", host.into()));
    Ok(files)
}

async fn answer(State(shelf): State<Arc<Shelf>>, mut request: Request, next: Next) -> Response<Body> {
    let path = request.uri().path().to_owned();
    let rows = *lock(&shelf.rows);
    if let Some(rows) = rows.filter(|_| path.contains("/detail/page/"))
        && let Ok(uri) = format!("{path}?pageSize={rows}").parse()
    {
        *request.uri_mut() = uri;
    }
    let response = match shelf.own(&path) {
        Some(response) => response,
        None => next.run(request).await,
    };
    let is_api = path.starts_with("/replication/");
    let response = if is_api { response } else { shelf.packed(response).await };
    let bytes = axum::body::HttpBody::size_hint(response.body()).exact().unwrap_or_default();
    lock(&shelf.sent).push(Sent { path, bytes });
    response
}

impl Shelf {
    /// A file of its own. Every place below the page by hand is that page.
    fn own(&self, path: &str) -> Option<Response<Body>> {
        let folder = ["/hand/", "/bare/", "/npm/", "/host/"].into_iter().find(|folder| path.starts_with(folder))?;
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

    async fn packed(&self, response: Response<Body>) -> Response<Body> {
        let (mut parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        let known = lock(&self.packed).get(&body).cloned();
        let packed = known.unwrap_or_else(|| {
            let packed = Bytes::from(brotli(&body));
            lock(&self.packed).insert(body.clone(), packed.clone());
            packed
        });
        parts.headers.remove(header::CONTENT_LENGTH);
        if packed.len() >= body.len() {
            return Response::from_parts(parts, Body::from(body));
        }
        parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        parts.headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        Response::from_parts(parts, Body::from(packed))
    }
}
