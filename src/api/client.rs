//! The client of the service's REST API: sends a request, with a timeout and retries, and returns the response's body.

use std::string::FromUtf8Error;

use gloo_net::http::Headers;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Date, Function, Math};
use serde::de::IgnoredAny;
use web_sys::{AbortSignal, RequestRedirect};

use super::body::{self, Piece, Pieces};
use super::clock::{now, service_time, sync_server_clock};
use super::endpoint::Endpoint;
use super::envelope::{ApiResponse, HttpResponse, decode};
use super::error::{Error, ErrorKind};
use super::headers::request_headers;
use super::request_context::RequestContext;
use super::timeout::Timeout;
use super::{fetch, prefetch, retry};

/// The response header with the zone that the service's times are in.
const ZONE: &str = "X-BKREPO-Time-Zone";
/// The response header with the trace id of the request. CORS hides it unless it is exposed.
const TRACE_ID: &str = "X-BKREPO-RID";

/// The deployment's part of a request.
#[derive(Debug, Clone)]
pub struct Client {
    /// The prefix of `/replication/api/…`.
    pub base: String,
    /// The cookie whose value is sent as `X-CSRFToken`.
    pub csrf_cookie: String,
    /// The value of `X-BKREPO-PROJECT-ID`; empty if it is not sent.
    pub project_id: String,
    /// Whether the time zone is sent as `X-BKREPO-TIME-ZONE`.
    pub send_time_zone: bool,
    /// Configured request headers.
    pub headers: Vec<(String, String)>,
    /// A host page's function that returns further headers, or a promise of them; called before every request.
    pub host_headers: Option<Function>,
}

/// A response, copied out of the browser's objects.
struct FetchedResponse {
    status: u16,
    body: String,
    /// Whether the body was read as a stream; `body` is then empty.
    is_streamed: bool,
    retry_after: Option<String>,
    zone: Option<String>,
    trace_id: Option<String>,
}

impl Client {
    /// Sends a request and retries transient failures. The data of the result is the body as sent; [`ApiResponse::decode`]
    /// decodes it.
    ///
    /// Aborting `signal` ends the request soon; its result is then meaningless.
    ///
    /// # Errors
    /// The error of the last attempt.
    pub async fn get(
        &self,
        request: &Endpoint,
        context: &RequestContext,
        signal: &AbortSignal,
    ) -> Result<ApiResponse<String>, Error> {
        let response = self.send_with_retries(request, context, signal, None).await?;
        let zone = context.response_zone(self.send_time_zone, response.zone.as_deref());
        Ok(ApiResponse { data: response.body, trace_id: response.trace_id, zone })
    }

    /// Sends a request for a long list and passes its response to `each` as it arrives. A retry begins again. Returns the
    /// trace id of the response header, for an error in the body.
    ///
    /// # Errors
    /// The error of the last attempt.
    pub async fn stream(
        &self,
        request: &Endpoint,
        context: &RequestContext,
        signal: &AbortSignal,
        each: Pieces<'_>,
    ) -> Result<Option<String>, Error> {
        self.send_with_retries(request, context, signal, Some(each)).await.map(|response| response.trace_id)
    }

    async fn send_with_retries(
        &self,
        request: &Endpoint,
        context: &RequestContext,
        signal: &AbortSignal,
        mut each: Option<Pieces<'_>>,
    ) -> Result<FetchedResponse, Error> {
        let url = format!("{}{}", self.base, request.address());
        let mut failed = 0;
        loop {
            let pieces: Option<Pieces<'_>> = match &mut each {
                Some(each) => Some(&mut **each),
                None => None,
            };
            let error = match self.send_once(&url, context, signal, pieces).await {
                Ok(response) if response.may_be_data() => return Ok(response),
                Ok(response) => status_error(&response),
                Err(error) => error,
            };
            failed = u32::saturating_add(failed, 1);
            match retry::backoff_ms(&error, failed, Math::random()) {
                Some(backoff) if !signal.aborted() => TimeoutFuture::new(backoff).await,
                _ => return Err(error),
            }
            if signal.aborted() {
                return Err(error);
            }
        }
    }

    async fn send_once(
        &self,
        url: &str,
        context: &RequestContext,
        signal: &AbortSignal,
        each: Option<Pieces<'_>>,
    ) -> Result<FetchedResponse, Error> {
        let timeout = Timeout::new().map_err(|_| Error::new(ErrorKind::Offline))?;
        let either = AbortSignal::any(&Array::of2(signal, &timeout.signal()));
        let response = self.exchange(url, context, &either, &timeout, each).await;
        // The value that an aborted request is rejected with depends on the browser, or on a page that wraps `fetch`.
        response.map_err(|error| match error.kind() {
            ErrorKind::Offline if timeout.has_elapsed() => Error::new(ErrorKind::TimedOut),
            _ => error,
        })
    }

    async fn exchange(
        &self,
        url: &str,
        context: &RequestContext,
        signal: &AbortSignal,
        timeout: &Timeout,
        each: Option<Pieces<'_>>,
    ) -> Result<FetchedResponse, Error> {
        let headers = request_headers(self, context);
        #[cfg(feature = "embed")]
        if let Some(provider) = &self.host_headers {
            super::host_headers::add_host_headers(provider, &headers, signal).await?;
        }
        let headers = headers.into_raw();
        let sent = match prefetch::take(url, &headers, signal) {
            Some(prefetched) => prefetched,
            None => {
                fetch::send(&fetch::build(url, Headers::from_raw(headers.clone()), signal, RequestRedirect::Manual)?)
            }
        };
        let mut response = fetch::response(sent).await?;
        let mut is_redirected = false;
        timeout.restart();
        // A redirect, which the service itself never sends; the browser hides its target. A way to a sign-in page ends in
        // a page, or nowhere, because the origin of a single sign-on has no CORS rules for this page.
        if response.status() == 0 {
            let request = fetch::build(url, Headers::from_raw(headers), signal, RequestRedirect::Follow)?;
            let followed = fetch::response(fetch::send(&request)).await;
            response =
                followed.map_err(|error| if signal.aborted() { error } else { Error::new(ErrorKind::SignIn) })?;
            is_redirected = true;
        }
        let headers = response.headers();
        if let Some(date) = headers.get("Date") {
            sync_server_clock(&date);
        }
        let status = response.status();
        let zone = headers.get(ZONE);
        let is_page = headers.get("Content-Type").is_some_and(|content_type| content_type.starts_with("text/html"));
        let mut each = each.filter(|_| response.ok() && !is_page);
        let is_streamed = each.is_some() && response.body().is_some();
        if let Some(each) = each.as_mut().filter(|_| is_streamed) {
            each(Piece::Begin(context.response_zone(self.send_time_zone, zone.as_deref())));
        }
        let body = match response.body() {
            Some(body) => body::read(&body, timeout, each).await?,
            None => Vec::new(),
        };
        let lossy = |error: FromUtf8Error| String::from_utf8_lossy(error.as_bytes()).into_owned();
        let body = String::from_utf8(body).unwrap_or_else(lossy);
        // A sign-in page may refuse the method or the headers of a request for data. Without a page there, the redirect
        // leads to a wrong path.
        if is_redirected && (400..500).contains(&status) && status != 404 && !is_json(&body) {
            return Err(Error::with_status(ErrorKind::SignIn, status));
        }
        let (retry_after, trace_id) = (headers.get("Retry-After"), headers.get(TRACE_ID));
        Ok(FetchedResponse { status, body, is_streamed, retry_after, zone, trace_id })
    }
}

impl FetchedResponse {
    /// Whether the response may be that of the service. Every other one is an error, whatever its status.
    fn may_be_data(&self) -> bool {
        (self.is_streamed || is_json(&self.body)) && (200..300).contains(&self.status)
    }
}

/// Whether a body may be an envelope of the service.
fn is_json(body: &str) -> bool {
    body.trim_start_matches('\u{feff}').trim_start().starts_with('{')
}

/// The error that a response means that has a status of failure, or no data.
fn status_error(response: &FetchedResponse) -> Error {
    let FetchedResponse { status, body, retry_after, trace_id, .. } = response;
    let decoded = decode::<IgnoredAny>(HttpResponse { status: *status, body, retry_after: retry_after.as_deref() });
    // Such a response never decodes to data; should it, it is an error all the same.
    let mut error = decoded.err().unwrap_or_else(|| Error::new(ErrorKind::Unreadable));
    if error.retry_after.is_none() {
        error.retry_after = retry_after.as_deref().and_then(seconds_until);
    }
    error.or_trace_id(trace_id.clone())
}

/// `Retry-After` as a date: the seconds until then by the service's clock; `None` if it is not in the future.
fn seconds_until(date: &str) -> Option<u32> {
    let wait = (Date::parse(date) - service_time(now())) / 1000.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positive, and saturating")]
    (wait > 0.0).then(|| wait.ceil() as u32)
}
