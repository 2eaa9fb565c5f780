//! Fault injection: failures of the network and of the service, on request.

use crate::endpoint::Endpoint;
use crate::error::{ApiError, Language};
use crate::gateway;
use crate::response::{self, html};
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Response, StatusCode, header};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A request matcher of a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestMatcher {
    /// All API requests.
    Any,
    /// Requests to one endpoint.
    Endpoint(Endpoint),
    /// Requests whose encoded path contains this text.
    Path(String),
}

impl From<Endpoint> for RequestMatcher {
    fn from(endpoint: Endpoint) -> Self {
        Self::Endpoint(endpoint)
    }
}

impl From<&str> for RequestMatcher {
    fn from(path: &str) -> Self {
        Self::Path(path.into())
    }
}

/// A fault: a request matcher and an effect.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The request matcher.
    pub on: RequestMatcher,
    /// Restricts the fault to requests whose encoded query contains this text.
    pub when: Option<String>,
    /// Exempts requests with this encoded query parameter, such as `pageSize=1`.
    pub unless: Option<String>,
    /// Delay before the response.
    pub delay: Duration,
    /// The response.
    pub response: FaultResponse,
    /// Number of requests that are affected; `None` for all until the fault is cleared.
    pub times: Option<u32>,
}

impl Fault {
    /// Creates a fault for all requests that match `on`, without delay, until it is cleared.
    pub fn new(on: impl Into<RequestMatcher>, response: FaultResponse) -> Self {
        Self { on: on.into(), when: None, unless: None, delay: Duration::ZERO, response, times: None }
    }

    /// Restricts the fault to requests whose encoded query contains `part`.
    pub fn when(mut self, part: &str) -> Self {
        self.when = Some(part.into());
        self
    }

    /// Exempts requests with the query parameter `parameter`.
    pub fn unless(mut self, parameter: &str) -> Self {
        self.unless = Some(parameter.into());
        self
    }

    /// Delays the response.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Limits the fault to a number of requests.
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    fn matches(&self, path: &str, query: &str) -> bool {
        let matches_path = match &self.on {
            RequestMatcher::Any => true,
            RequestMatcher::Endpoint(endpoint) => Endpoint::parse(path).is_some_and(|(found, _)| found == *endpoint),
            RequestMatcher::Path(part) => path.contains(part),
        };
        let is_exempt = |parameter: &String| query.split('&').any(|found| found == parameter);
        matches_path
            && self.when.as_ref().is_none_or(|part| query.contains(part))
            && !self.unless.as_ref().is_some_and(is_exempt)
    }
}

/// The response to an affected request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultResponse {
    /// The normal response; the fault is only a delay.
    Genuine,
    /// This HTTP status with the service's error body. 440 is an answer of BlueKing's login, and 502, 503 and 504 are
    /// answers of a gateway. With 401 the service asks for Basic authentication, at which a browser opens its own
    /// dialog; behind the console's gateway it is the gateway's 401.
    Status(u16),
    /// This HTTP status with the body of the console's gateway: 401, 404, 503 as JSON, 502 and 504 as an HTML page.
    Gateway(u16),
    /// Status 429 with `Retry-After` in seconds.
    RetryAfter(u64),
    /// Status 200 with an HTML page, as from a sign-in proxy.
    Html,
    /// A redirect to this URL, as a single sign-on sends it.
    Redirect(String),
    /// This HTTP status without a body: 200, 204, 205, 304.
    Empty(u16),
    /// Status 200 with the JSON content type and an invalid body.
    NotJson,
    /// Status 200 with the first half of the normal body and a correct length.
    Truncated,
    /// Status 200 with the JSON content type and this body.
    Body(String),
    /// The connection is closed before the first byte.
    Drop,
    /// The connection is closed in the middle of the body.
    Cut,
    /// Status 200 with an error envelope.
    Envelope {
        /// The error code; not 0.
        code: i32,
        /// The error message.
        message: String,
    },
    /// The normal body in eight pieces, each after this pause.
    Trickle(Duration),
    /// The first half of the normal body, and then nothing more, on an open connection.
    Stall,
    /// No response.
    Hang,
}

/// The active faults, oldest first. The first fault that matches a request applies.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    /// Adds a fault at the end.
    pub fn add(&self, fault: Fault) {
        self.lock().push(fault);
    }

    /// Removes all faults.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// The active faults.
    pub fn list(&self) -> Vec<Fault> {
        self.lock().clone()
    }

    /// Finds the fault for a request and decrements its counter.
    pub(crate) fn next_for(&self, path: &str, query: &str) -> Option<Fault> {
        let mut faults = self.lock();
        let found = faults.iter().position(|fault| fault.matches(path, query))?;
        let fault = faults.get_mut(found)?;
        let matched = fault.clone();
        if let Some(times) = &mut fault.times {
            *times = times.saturating_sub(1);
            if *times == 0 {
                faults.remove(found);
            }
        }
        Some(matched)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl FaultResponse {
    /// The replacement response; `None` if the normal response is needed.
    pub(crate) fn replacement(
        &self,
        language: Language,
        trace_id: String,
        behind_gateway: bool,
    ) -> Option<Response<Body>> {
        let json = |body: &str| response::json(StatusCode::OK, body.as_bytes().to_vec());
        Some(match self {
            Self::Genuine | Self::Truncated | Self::Cut | Self::Trickle(_) | Self::Stall | Self::Hang => return None,
            Self::Status(status @ (440 | 502..=504)) | Self::Gateway(status) => gateway::error(*status),
            Self::Status(401) if behind_gateway => gateway::error(401),
            Self::Status(401) => {
                let mut response = response::error(&ApiError::Status(401), language, trace_id);
                response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Basic"));
                response
            }
            Self::Status(status) => response::error(&ApiError::Status(*status), language, trace_id),
            Self::RetryAfter(seconds) => {
                let mut response = response::error(&ApiError::Status(429), language, trace_id);
                let headers = response.headers_mut();
                headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
                response
            }
            Self::Html => html(
                StatusCode::OK,
                "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>\n",
            ),
            Self::Redirect(url) => {
                let mut response = response::response(StatusCode::FOUND, "text/plain", "");
                if let Ok(url) = HeaderValue::from_str(url) {
                    response.headers_mut().insert(header::LOCATION, url);
                }
                response
            }
            Self::Empty(status) => {
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::from_u16(*status).unwrap_or(StatusCode::NO_CONTENT);
                response
            }
            Self::Body(body) => json(body),
            Self::Drop => {
                let broken = futures_util::stream::iter([Err::<Bytes, _>(std::io::Error::other("dropped on request"))]);
                response::json(StatusCode::OK, Body::from_stream(broken))
            }
            Self::NotJson => json("upstream connect error or disconnect/reset before headers"),
            Self::Envelope { code, message } => {
                response::envelope(StatusCode::OK, *code, Some(message.clone()), trace_id)
            }
        })
    }

    /// Whether the response is the service's, and not that of something in front of it.
    pub(crate) fn is_from_service(&self, behind_gateway: bool) -> bool {
        match self {
            Self::Status(401) => !behind_gateway,
            Self::Status(440 | 502..=504)
            | Self::Gateway(_)
            | Self::Html
            | Self::Redirect(_)
            | Self::Empty(_)
            | Self::NotJson
            | Self::Drop => false,
            _ => true,
        }
    }

    /// Modifies the body of a normal response; other faults leave it unchanged.
    pub(crate) async fn apply_to(&self, response: Response<Body>) -> Response<Body> {
        if !matches!(self, Self::Truncated | Self::Cut | Self::Trickle(_) | Self::Stall) {
            return response;
        }
        let (mut parts, body) = response.into_parts();
        let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
            return Response::from_parts(parts, Body::empty());
        };
        let first_half = body.slice(..body.len() / 2);
        if *self == Self::Truncated {
            return Response::from_parts(parts, Body::from(first_half));
        }
        match self {
            Self::Trickle(pause) => return Response::from_parts(parts, Body::from_stream(trickle(body, *pause))),
            Self::Stall => return Response::from_parts(parts, Body::from_stream(stall_after(first_half))),
            _ => {}
        }
        // The length of the whole body, so that the client detects the missing half.
        parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        Response::from_parts(parts, Body::from_stream(cut_after(first_half)))
    }
}

/// A body stream that fails after its first chunk, which closes the connection.
///
/// It pauses before the failure, so that the chunk arrives first.
fn cut_after(first_half: Bytes) -> impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> {
    futures_util::stream::unfold(Some(Ok(first_half)), |step| async move {
        let next = match step? {
            Ok(bytes) => (Ok(bytes), Some(Err(()))),
            Err(()) => {
                tokio::time::sleep(Duration::from_millis(20)).await;
                (Err(std::io::Error::other("cut on request")), None)
            }
        };
        Some(next)
    })
}

/// A body stream in eight pieces, each after a pause.
fn trickle(body: Bytes, pause: Duration) -> impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> {
    let size = body.len().div_ceil(8).max(1);
    futures_util::stream::unfold(body, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(pause).await;
        let piece = rest.split_to(size.min(rest.len()));
        Some((Ok(piece), rest))
    })
}

/// A body stream that falls silent after its first piece.
fn stall_after(first_half: Bytes) -> impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> {
    use futures_util::StreamExt;
    futures_util::stream::iter([Ok(first_half)]).chain(futures_util::stream::pending())
}
