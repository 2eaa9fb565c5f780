//! An instance of the mock service: its state, and the routing of requests.

use crate::api::Api;
use crate::clock::Clock;
use crate::cors::Cors;
use crate::data::{Data, Setup, mix};
use crate::error::{ApiError, Language};
use crate::faults::{FaultResponse, Faults};
use crate::gateway::{self, Gateway};
use crate::options::Options;
use crate::recorder::{RecordedRequest, Recorder};
use crate::site::Site;
use crate::{control_page, response};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, Response, StatusCode};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A part of every path of the API.
const API_PATH: &str = "/replication/api/";
/// An instance of the mock service. Clones and routers share the state.
#[derive(Clone)]
pub struct Demo(Arc<Inner>);

struct Inner {
    api: Api,
    api_base: String,
    clock: Arc<Clock>,
    cors: Option<Cors>,
    faults: Faults,
    gateway: Option<Gateway>,
    recorder: Recorder,
    site: Site,
    traces: AtomicU64,
    #[cfg(feature = "upstream")]
    proxy: Option<crate::proxy::Proxy>,
    #[cfg(not(feature = "upstream"))]
    upstream: bool,
}

impl Demo {
    /// Creates an instance.
    ///
    /// An unreadable app folder is treated as empty; [`Demo::open`] returns an error instead.
    pub fn new(options: Options) -> Self {
        let site = Site::read(&options).unwrap_or_default();
        Self::with_site(options, site)
    }

    /// Creates an instance and reports problems with the app folder.
    ///
    /// # Errors
    ///
    /// When the folder or one of its files cannot be read, or `index.html` is missing. The message contains the path.
    pub fn open(options: Options) -> io::Result<Self> {
        let site = Site::read(&options)?;
        Ok(Self::with_site(options, site))
    }

    fn with_site(options: Options, site: Site) -> Self {
        let now = options.now.unwrap_or_else(Timestamp::now);
        let clock = Arc::new(Clock::new(now));
        let zone = TimeZone::get(&options.server_zone).unwrap_or(TimeZone::UTC);
        let setup = Setup {
            now: now.as_millisecond(),
            run_for: i64::try_from(options.run_for.as_millis()).unwrap_or(i64::MAX / 4_000_000),
            zone: zone.clone(),
        };
        let api = Api { data: Data::new(&setup), clock: clock.clone(), zone, old_server: options.old_server };
        Self(Arc::new(Inner {
            api,
            api_base: options.effective_api_base().to_string(),
            clock,
            cors: Cors::new(&options),
            faults: Faults::default(),
            gateway: options.gateway.then(|| Gateway {
                zone: options.gateway_zone.as_deref().and_then(|zone| HeaderValue::from_str(zone).ok()),
            }),
            recorder: Recorder::default(),
            site,
            traces: AtomicU64::new(0),
            #[cfg(feature = "upstream")]
            proxy: options.upstream.map(crate::proxy::Proxy::new),
            #[cfg(not(feature = "upstream"))]
            upstream: options.upstream.is_some(),
        }))
    }

    /// The router for all requests: the API, the app, and the control page at `/demo`.
    pub fn router(&self) -> Router {
        Router::new().fallback(handle).with_state(self.clone())
    }

    /// The base path of the app, percent-encoded, with a slash at both ends.
    pub fn base(&self) -> &str {
        self.0.site.base()
    }

    /// The path prefix of the API, without a slash at its end.
    pub fn api_base(&self) -> &str {
        &self.0.api_base
    }

    /// The clock of this instance.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The faults of this instance.
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// The recorded API requests, oldest first. Above a limit the oldest ones are dropped.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.0.recorder.list()
    }

    /// Removes all recorded requests.
    pub fn clear_requests(&self) {
        self.0.recorder.clear();
    }

    /// A trace id that is unique and reproducible: a hashed counter.
    fn trace_id(&self) -> String {
        let count = self.0.traces.fetch_add(1, Ordering::Relaxed);
        format!("{:016x}{:016x}", mix(count, 1), mix(count, 2))
    }

    /// The API path without the configured prefix; `None` for other paths.
    fn api_path<'a>(&self, path: &'a str) -> Option<&'a str> {
        let rest = path.strip_prefix(self.0.api_base.as_str())?;
        rest.starts_with("/replication/").then_some(rest)
    }

    async fn api(&self, mut request: Parts, path: &str) -> Response<Body> {
        self.0.recorder.record(&request);
        let behind_gateway = self.0.gateway.is_some();
        if let Some(gateway) = &self.0.gateway
            && let Err(response) = gateway.admit(&mut request)
        {
            return *response;
        }
        let query = request.uri.query().unwrap_or_default();
        let (fault, delay) = match self.0.faults.next_for(path, query) {
            None => (FaultResponse::Genuine, Duration::ZERO),
            Some(fault) => (fault.response, fault.delay),
        };
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        if fault == FaultResponse::Hang {
            std::future::pending::<()>().await;
        }
        let trace_id = self.trace_id();
        let language = Language::from_headers(&request.headers);
        let mut response = match fault.replacement(language, trace_id.clone(), behind_gateway) {
            Some(replacement) => replacement,
            None => fault.apply_to(self.normal_response(&request, path, query, &trace_id).await).await,
        };
        if fault.is_from_service(behind_gateway) && !self.has_upstream() {
            self.0.api.add_headers(&request.headers, &trace_id, &mut response);
        }
        response
    }

    #[cfg(feature = "upstream")]
    fn has_upstream(&self) -> bool {
        self.0.proxy.is_some()
    }

    #[cfg(not(feature = "upstream"))]
    fn has_upstream(&self) -> bool {
        self.0.upstream
    }

    #[cfg(feature = "upstream")]
    async fn normal_response(&self, request: &Parts, path: &str, query: &str, trace_id: &str) -> Response<Body> {
        match &self.0.proxy {
            Some(proxy) => proxy.forward(&request.method, path, &request.headers, request.uri.query()).await,
            None => self.mock_response(request, path, query, trace_id),
        }
    }

    #[cfg(not(feature = "upstream"))]
    async fn normal_response(&self, request: &Parts, path: &str, query: &str, trace_id: &str) -> Response<Body> {
        if self.0.upstream {
            // Not the data set: its records must never be mistaken for those of the real service.
            return gateway::error(502);
        }
        self.mock_response(request, path, query, trace_id)
    }

    fn mock_response(&self, request: &Parts, path: &str, query: &str, trace_id: &str) -> Response<Body> {
        if request.method != Method::GET {
            let language = Language::from_headers(&request.headers);
            return response::error(&ApiError::MethodNotAllowed, language, trace_id.into());
        }
        self.0.api.handle(path, query, &request.headers, trace_id)
    }

    /// The response to an API path below a wrong prefix.
    fn wrong_prefix(&self, request: &Parts) -> Response<Body> {
        if self.0.gateway.is_some() {
            return gateway::error(404);
        }
        let trace_id = self.trace_id();
        let language = Language::from_headers(&request.headers);
        let mut response = response::error(&ApiError::UnknownPath, language, trace_id.clone());
        self.0.api.add_headers(&request.headers, &trace_id, &mut response);
        response
    }
}

async fn handle(State(demo): State<Demo>, request: Request) -> Response<Body> {
    // The body is dropped, because it is not `Sync` and no endpoint reads it.
    let (request, _) = request.into_parts();
    let path = request.uri.path().to_owned();
    if let Some(path) = demo.api_path(&path) {
        let Some(cors) = &demo.0.cors else {
            return demo.api(request, path).await;
        };
        if let Some(response) = cors.preflight(&request) {
            return response;
        }
        let headers = request.headers.clone();
        let mut response = demo.api(request, path).await;
        cors.allow(&headers, &mut response);
        return response;
    }
    if path.contains(API_PATH) {
        return demo.wrong_prefix(&request);
    }
    if !matches!(request.method, Method::GET | Method::HEAD) {
        return response::response(StatusCode::METHOD_NOT_ALLOWED, "text/plain", "Only GET.\n");
    }
    let query = request.uri.query().unwrap_or_default();
    if path == gateway::SIGN_IN && demo.0.gateway.is_some() {
        return gateway::sign_in(query, &request.headers);
    }
    if path == "/demo" || path.starts_with("/demo/") {
        return control_page::handle(&path, query, &demo.0.faults, demo.0.site.base());
    }
    demo.0.site.handle(&path)
}
