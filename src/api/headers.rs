//! The headers of a request: those that every request has, and validation before gloo-net receives them.

use gloo_net::http::Headers;

use super::client::Client;
use super::cookie::cookie;
use super::request_context::RequestContext;
use crate::model::http_header::{is_name, is_value};

/// Sets a header, or leaves it out if its name or value is not valid in HTTP; the service's response then shows what is
/// missing.
///
/// `Headers::set` of gloo-net 0.6 panics on such a header. Configuration, cookies and host pages may contain one.
pub(super) fn set(headers: &Headers, name: &str, value: &str) {
    if is_name(name) && is_value(value) {
        headers.set(name, value);
    }
}

/// The headers of every request: content negotiation, time zone, project, CSRF token and the configured ones.
pub(super) fn request_headers(client: &Client, context: &RequestContext) -> Headers {
    let headers = Headers::new();
    set(&headers, "Accept", "application/json");
    set(&headers, "Accept-Language", context.locale.tag());
    if client.send_time_zone {
        set(&headers, "X-BKREPO-TIME-ZONE", &context.zone);
    }
    if !client.project_id.is_empty() {
        set(&headers, "X-BKREPO-PROJECT-ID", &client.project_id);
    }
    if let Some(token) = cookie(&client.csrf_cookie) {
        set(&headers, "X-CSRFToken", &token);
    }
    for (name, value) in &client.headers {
        set(&headers, name, value);
    }
    headers
}
