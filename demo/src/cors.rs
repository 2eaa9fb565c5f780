//! CORS headers, which a gateway in front of the service would send.

use crate::options::Options;
use crate::response;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};

/// Request headers that are allowed in addition to the CORS-safelisted ones, as an operator has to set them.
const ALLOWED_HEADERS: &str = "X-BKREPO-TIME-ZONE, X-BKREPO-PROJECT-ID, X-CSRFToken";
/// Response headers that are exposed in addition to the CORS-safelisted ones, as an operator has to set them.
const EXPOSED_HEADERS: &str = "X-BKREPO-Time-Zone, X-BKREPO-RID, Retry-After, Date";
/// Request headers that the stock gateway allows.
const STOCK_HEADERS: &str = "Authorization,Content-Type,Accept,Origin,User-Agent,DNT,Cache-Control,X-Mx-ReqToken,\
    X-Requested-With,X-CSRFToken";
/// Seconds for which a browser may cache a preflight response.
const MAX_AGE: &str = "600";

/// The allowed origin, which may send credentials, and the lists of headers.
pub(crate) struct Cors {
    origin: HeaderValue,
    is_stock: bool,
}

impl Cors {
    /// The configuration of the options; `None` without an allowed origin.
    pub(crate) fn new(options: &Options) -> Option<Self> {
        let origin = HeaderValue::from_str(options.allow_origin.as_deref()?).ok()?;
        Some(Self { origin, is_stock: options.stock_cors })
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
            let allowed_headers = if self.is_stock { STOCK_HEADERS } else { ALLOWED_HEADERS };
            let headers = response.headers_mut();
            headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET"));
            headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(allowed_headers));
            headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static(MAX_AGE));
        }
        Some(response)
    }

    /// Adds the CORS headers if the request's origin is allowed. Returns whether it is.
    pub(crate) fn allow(&self, request_headers: &HeaderMap, response: &mut Response<Body>) -> bool {
        let headers = response.headers_mut();
        // Caches must not reuse the response for another origin.
        headers.append(header::VARY, HeaderValue::from_static("Origin"));
        if request_headers.get(header::ORIGIN) != Some(&self.origin) {
            return false;
        }
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, self.origin.clone());
        headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        if !self.is_stock {
            headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED_HEADERS));
        }
        true
    }
}
