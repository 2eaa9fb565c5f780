//! One instance: what it is made of, and which part answers which request.

use crate::api::Api;
use crate::clock::Clock;
use crate::cors::Cors;
use crate::data::{Anchor, Data, mix};
use crate::error::{Language, Refusal};
use crate::faults::{FaultAnswer, Faults};
use crate::options::Options;
use crate::site::Site;
use crate::{guide, reply};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{Method, Response, StatusCode};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::VecDeque;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many requests are remembered; a demo may run for weeks.
const REMEMBERED: usize = 50_000;

/// An instance of the stand-in. Clones and routers share its clock, faults and memory.
#[derive(Clone)]
pub struct Demo(Arc<Inner>);

struct Inner {
    api: Api,
    api_base: String,
    clock: Arc<Clock>,
    cors: Option<Cors>,
    faults: Faults,
    seen: Mutex<VecDeque<Seen>>,
    site: Site,
    traces: AtomicU64,
    #[cfg(feature = "upstream")]
    proxy: Option<crate::proxy::Proxy>,
    #[cfg(not(feature = "upstream"))]
    upstream: bool,
}

/// A request to the API, as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// `GET`, as a rule.
    pub method: String,
    /// The path, still encoded.
    pub path: String,
    /// What stands behind the question mark, still encoded; empty if there is none.
    pub query: String,
    /// Names in small letters, and values.
    pub headers: Vec<(String, String)>,
}

impl Seen {
    /// The first value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(has, _)| has.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

impl Demo {
    /// An instance with these options.
    ///
    /// An app folder that cannot be read is served as if it were empty; [`Demo::open`] tells.
    pub fn new(options: Options) -> Self {
        let site = Site::read(&options).unwrap_or_default();
        Self::with_site(options, site)
    }

    /// The same, for someone who wants to know what is wrong with the app folder.
    ///
    /// # Errors
    ///
    /// When the folder or a file in it cannot be read, or it has no `index.html`. The message is a
    /// sentence that names the folder.
    pub fn open(options: Options) -> io::Result<Self> {
        let site = Site::read(&options)?;
        Ok(Self::with_site(options, site))
    }

    fn with_site(options: Options, site: Site) -> Self {
        let now = options.now.unwrap_or_else(Timestamp::now);
        let clock = Arc::new(Clock::new(now));
        let zone = TimeZone::get(&options.server_zone).unwrap_or(TimeZone::UTC);
        let anchor = Anchor {
            now: now.as_millisecond(),
            run_for: i64::try_from(options.run_for.as_millis()).unwrap_or(i64::MAX / 4_000_000),
            zone: zone.clone(),
        };
        let api = Api { data: Data::new(&anchor), clock: clock.clone(), zone, old: options.old_server };
        Self(Arc::new(Inner {
            api,
            api_base: options.api_base.trim_end_matches('/').to_string(),
            clock,
            cors: options.allow_origin.as_deref().and_then(Cors::of),
            faults: Faults::default(),
            seen: Mutex::default(),
            site,
            traces: AtomicU64::new(0),
            #[cfg(feature = "upstream")]
            proxy: options.upstream.map(crate::proxy::Proxy::new),
            #[cfg(not(feature = "upstream"))]
            upstream: options.upstream.is_some(),
        }))
    }

    /// What answers its requests: the API, the app, and a page for a person at `/demo`.
    pub fn router(&self) -> Router {
        Router::new().fallback(answer).with_state(self.clone())
    }

    /// Where the app is served, encoded, with a slash at both ends.
    pub fn base(&self) -> &str {
        self.0.site.base()
    }

    /// Its time.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Its faults.
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// The requests to the API so far, the oldest first; of very many, the latest.
    pub fn requests(&self) -> Vec<Seen> {
        self.seen().iter().cloned().collect()
    }

    /// Forgets them.
    pub fn clear_requests(&self) {
        self.seen().clear();
    }

    fn seen(&self) -> MutexGuard<'_, VecDeque<Seen>> {
        self.0.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn remember(&self, request: &Parts) {
        let headers = request.headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            (name.to_string(), value.into_owned())
        });
        let seen = Seen {
            method: request.method.to_string(),
            path: request.uri.path().to_string(),
            query: request.uri.query().unwrap_or_default().to_string(),
            headers: headers.collect(),
        };
        let mut all = self.seen();
        if all.len() >= REMEMBERED {
            all.pop_front();
        }
        all.push_back(seen);
    }

    /// Looks like chance and is counted: a trace id must differ from answer to answer.
    fn trace_id(&self) -> String {
        let count = self.0.traces.fetch_add(1, Ordering::Relaxed);
        format!("{:016x}{:016x}", mix(count, 1), mix(count, 2))
    }

    /// The path behind what stands before the API, if it is one of the API.
    fn api_path<'a>(&self, path: &'a str) -> Option<&'a str> {
        let rest = path.strip_prefix(self.0.api_base.as_str())?;
        rest.starts_with("/replication/").then_some(rest)
    }

    async fn api(&self, request: &Parts, path: &str) -> Response<Body> {
        self.remember(request);
        let query = request.uri.query().unwrap_or_default();
        let language = Language::of(&request.headers);
        let fault = self.0.faults.take(path, query);
        let fault = match fault {
            None => FaultAnswer::Genuine,
            Some(fault) => {
                if !fault.delay.is_zero() {
                    tokio::time::sleep(fault.delay).await;
                }
                fault.answer
            }
        };
        if fault == FaultAnswer::Hang {
            std::future::pending::<()>().await;
        }
        if let Some(instead) = fault.instead(language, self.trace_id()) {
            return instead;
        }
        fault.spoil(self.genuine(request, path, query).await).await
    }

    #[cfg(feature = "upstream")]
    async fn genuine(&self, request: &Parts, path: &str, query: &str) -> Response<Body> {
        match &self.0.proxy {
            Some(proxy) => proxy.pass(&request.method, path, &request.headers, request.uri.query()).await,
            None => self.own(request, path, query),
        }
    }

    #[cfg(not(feature = "upstream"))]
    async fn genuine(&self, request: &Parts, path: &str, query: &str) -> Response<Body> {
        if self.0.upstream {
            // Answering from the data set would pass made-up runs off as the service's.
            return reply::gateway(502);
        }
        self.own(request, path, query)
    }

    fn own(&self, request: &Parts, path: &str, query: &str) -> Response<Body> {
        if request.method != Method::GET {
            let language = Language::of(&request.headers);
            return reply::refusal(&Refusal::Method, language, self.trace_id());
        }
        self.0.api.answer(path, query, &request.headers, self.trace_id())
    }
}

async fn answer(State(demo): State<Demo>, request: Request) -> Response<Body> {
    // The body, of which there is none worth reading, may not be shared between threads.
    let (request, _) = request.into_parts();
    let path = request.uri.path();
    if let Some(path) = demo.api_path(path) {
        let Some(cors) = &demo.0.cors else {
            return demo.api(&request, path).await;
        };
        if let Some(answer) = cors.preflight(&request) {
            return answer;
        }
        let mut answer = demo.api(&request, path).await;
        cors.allow(&request.headers, &mut answer);
        return answer;
    }
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return reply::response(StatusCode::METHOD_NOT_ALLOWED, "text/plain", "Only GET.\n");
    }
    if path == "/demo" || path.starts_with("/demo/") {
        let query = request.uri.query().unwrap_or_default();
        return guide::answer(path, query, &demo.0.faults, demo.0.site.base());
    }
    demo.0.site.answer(path)
}
