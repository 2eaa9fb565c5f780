//! What lets pages of another origin ask: the headers that a gateway in front of the service has to send.

use crate::reply;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};

/// What a page may send besides what any page may.
const ASKED: &str = "X-BKREPO-TIME-ZONE, X-CSRFToken";
/// What a page may read besides what any page may.
const ANSWERED: &str = "X-BKREPO-Time-Zone, Retry-After, Date";
/// How long a browser need not ask again whether it may ask.
const MAX_AGE: &str = "600";

/// The one origin that may ask, with its cookies.
pub(crate) struct Cors(HeaderValue);

impl Cors {
    pub(crate) fn of(origin: &str) -> Option<Self> {
        HeaderValue::from_str(origin).ok().map(Self)
    }

    /// The answer to a browser that asks whether it may ask.
    pub(crate) fn preflight(&self, request: &Parts) -> Option<Response<Body>> {
        let asks =
            request.method == Method::OPTIONS && request.headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        if !asks {
            return None;
        }
        let mut response = reply::response(StatusCode::NO_CONTENT, "text/plain", "");
        if self.allow(&request.headers, &mut response) {
            let headers = response.headers_mut();
            headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET"));
            headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(ASKED));
            headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static(MAX_AGE));
        }
        Some(response)
    }

    /// Lets the page read the answer, if it is of the origin that may; says which it was.
    pub(crate) fn allow(&self, asked: &HeaderMap, response: &mut Response<Body>) -> bool {
        let headers = response.headers_mut();
        // A cache must not give one origin's answer to another.
        headers.append(header::VARY, HeaderValue::from_static("Origin"));
        if asked.get(header::ORIGIN) != Some(&self.0) {
            return false;
        }
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, self.0.clone());
        headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(ANSWERED));
        true
    }
}
