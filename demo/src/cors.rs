//! CORS headers, which a gateway in front of the service would send.

use crate::response;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};

/// Request headers that are allowed in addition to the CORS-safelisted ones.
const ALLOWED_HEADERS: &str = "X-BKREPO-TIME-ZONE, X-CSRFToken";
/// Response headers that are exposed in addition to the CORS-safelisted ones.
const EXPOSED_HEADERS: &str = "X-BKREPO-Time-Zone, Retry-After, Date";
/// Seconds for which a browser may cache a preflight response.
const MAX_AGE: &str = "600";

/// The allowed origin. It may send credentials.
pub(crate) struct Cors(HeaderValue);

impl Cors {
    pub(crate) fn new(origin: &str) -> Option<Self> {
        HeaderValue::from_str(origin).ok().map(Self)
    }

    /// The response to a preflight request; `None` for other requests.
    pub(crate) fn preflight(&self, request: &Parts) -> Option<Response<Body>> {
        let is_preflight =
            request.method == Method::OPTIONS && request.headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        if !is_preflight {
            return None;
        }
        let mut response = response::response(StatusCode::NO_CONTENT, "text/plain", "");
        if self.allow(&request.headers, &mut response) {
            let headers = response.headers_mut();
            headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET"));
            headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(ALLOWED_HEADERS));
            headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static(MAX_AGE));
        }
        Some(response)
    }

    /// Adds the CORS headers if the request's origin is allowed. Returns whether it is.
    pub(crate) fn allow(&self, request_headers: &HeaderMap, response: &mut Response<Body>) -> bool {
        let headers = response.headers_mut();
        // Caches must not reuse the response for another origin.
        headers.append(header::VARY, HeaderValue::from_static("Origin"));
        if request_headers.get(header::ORIGIN) != Some(&self.0) {
            return false;
        }
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, self.0.clone());
        headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED_HEADERS));
        true
    }
}
