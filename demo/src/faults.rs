//! Faults on request: what a network and a troubled service do to an answer.

use crate::endpoint::Endpoint;
use crate::error::{Language, Refusal};
use crate::reply::{self, html};
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Response, StatusCode, header};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Which requests a fault befalls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum On {
    /// Every request to the API.
    Any,
    /// Those to one endpoint.
    Endpoint(Endpoint),
    /// Those whose path, as sent, contains this.
    Path(String),
}

impl From<Endpoint> for On {
    fn from(endpoint: Endpoint) -> Self {
        Self::Endpoint(endpoint)
    }
}

impl From<&str> for On {
    fn from(path: &str) -> Self {
        Self::Path(path.into())
    }
}

/// A fault: which requests it befalls, and what it does to them.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Which requests.
    pub on: On,
    /// Only those whose query, as sent, contains this.
    pub when: Option<String>,
    /// How long the answer is held back first.
    pub delay: Duration,
    /// What is answered then.
    pub answer: FaultAnswer,
    /// How many requests it befalls before it is over; `None` for all until it is cleared.
    pub times: Option<u32>,
}

impl Fault {
    /// A fault that befalls every request to `on`, at once, until it is cleared.
    pub fn new(on: impl Into<On>, answer: FaultAnswer) -> Self {
        Self { on: on.into(), when: None, delay: Duration::ZERO, answer, times: None }
    }

    /// Only for requests whose query, as sent, contains `part`.
    pub fn when(mut self, part: &str) -> Self {
        self.when = Some(part.into());
        self
    }

    /// Holds the answer back.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Is over after so many requests.
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    fn befalls(&self, path: &str, query: &str) -> bool {
        let there = match &self.on {
            On::Any => true,
            On::Endpoint(endpoint) => Endpoint::of(path).is_some_and(|(found, _)| found == *endpoint),
            On::Path(part) => path.contains(part),
        };
        there && self.when.as_ref().is_none_or(|part| query.contains(part))
    }
}

/// What a befallen request gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultAnswer {
    /// The answer itself: only the delay is a fault.
    Genuine,
    /// This HTTP status, with the service's own body for it; 502, 503 and 504 come from a gateway
    /// and are HTML.
    Status(u16),
    /// 429, with `Retry-After` in seconds.
    RetryAfter(u64),
    /// HTTP 200 and an HTML page, as a sign-in page in between would answer.
    Html,
    /// HTTP 200, declared JSON, and not JSON.
    NotJson,
    /// HTTP 200 and the answer's first half, properly framed.
    Truncated,
    /// HTTP 200, declared JSON, and this body.
    Body(String),
    /// The connection breaks before a single byte is sent.
    Drop,
    /// The connection breaks in the middle of the body.
    Cut,
    /// HTTP 200 with an envelope that tells of an error.
    Envelope {
        /// The envelope's code; anything but 0.
        code: i32,
        /// The envelope's message.
        message: String,
    },
    /// No answer, ever.
    Hang,
}

/// The faults that are set, the oldest first: the first that fits befalls a request.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    /// Adds one behind those that are set.
    pub fn add(&self, fault: Fault) {
        self.lock().push(fault);
    }

    /// Removes all.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// Those that are set and not over yet.
    pub fn list(&self) -> Vec<Fault> {
        self.lock().clone()
    }

    /// The fault that befalls this request, and one time less of it.
    pub(crate) fn take(&self, path: &str, query: &str) -> Option<Fault> {
        let mut faults = self.lock();
        let found = faults.iter().position(|fault| fault.befalls(path, query))?;
        let fault = faults.get_mut(found)?;
        let taken = fault.clone();
        if let Some(times) = &mut fault.times {
            *times = times.saturating_sub(1);
            if *times == 0 {
                faults.remove(found);
            }
        }
        Some(taken)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl FaultAnswer {
    /// The answer in place of the genuine one, where it does not need that one.
    pub(crate) fn instead(&self, language: Language, trace_id: String) -> Option<Response<Body>> {
        let json = |body: &str| reply::json(StatusCode::OK, body.as_bytes().to_vec());
        Some(match self {
            Self::Genuine | Self::Truncated | Self::Cut | Self::Hang => return None,
            Self::Status(status @ 502..=504) => reply::gateway(*status),
            Self::Status(status) => reply::refusal(&Refusal::Status(*status), language, trace_id),
            Self::RetryAfter(seconds) => {
                let mut response = reply::refusal(&Refusal::Status(429), language, trace_id);
                let headers = response.headers_mut();
                headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
                response
            }
            Self::Html => html(
                StatusCode::OK,
                "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>\n",
            ),
            Self::Body(body) => json(body),
            Self::Drop => {
                let broken = futures_util::stream::iter([Err::<Bytes, _>(std::io::Error::other("dropped on request"))]);
                reply::json(StatusCode::OK, Body::from_stream(broken))
            }
            Self::NotJson => json("upstream connect error or disconnect/reset before headers"),
            Self::Envelope { code, message } => reply::envelope(StatusCode::OK, *code, Some(message.clone()), trace_id),
        })
    }

    /// Breaks a genuine answer, if that is what this fault does.
    pub(crate) async fn spoil(&self, genuine: Response<Body>) -> Response<Body> {
        if !matches!(self, Self::Truncated | Self::Cut) {
            return genuine;
        }
        let (mut parts, body) = genuine.into_parts();
        let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
            return Response::from_parts(parts, Body::empty());
        };
        let half = body.slice(..body.len() / 2);
        if *self == Self::Truncated {
            return Response::from_parts(parts, Body::from(half));
        }
        // The length promises the whole, so that half of it cannot pass for an answer.
        parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        Response::from_parts(parts, Body::from_stream(cut_after(half)))
    }
}

/// The first bytes, and then a failure at which the connection is dropped.
///
/// Between the two it yields for a moment: what has been sent should arrive before it breaks.
fn cut_after(half: Bytes) -> impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> {
    futures_util::stream::unfold(Some(Ok(half)), |step| async move {
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
