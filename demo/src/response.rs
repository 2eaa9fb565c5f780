//! Builders for responses.

use crate::error::{ApiError, Language};
use crate::wire;
use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use serde::Serialize;

/// A response with a content type and the common headers.
pub(crate) fn response(status: StatusCode, kind: &str, body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(kind) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

pub(crate) fn json(status: StatusCode, body: impl Into<Body>) -> Response<Body> {
    response(status, "application/json", body)
}

pub(crate) fn html(status: StatusCode, body: impl Into<Body>) -> Response<Body> {
    response(status, "text/html; charset=utf-8", body)
}

/// A success envelope with data. The service indents its JSON.
pub(crate) fn data<T: Serialize>(data: Option<T>, trace_id: String) -> Response<Body> {
    let envelope = wire::Envelope { code: 0, message: None, data, trace_id };
    match serde_json::to_vec_pretty(&envelope) {
        Ok(body) => json(StatusCode::OK, body),
        Err(_) => error(&ApiError::Internal, Language::English, envelope.trace_id),
    }
}

/// An envelope without data.
pub(crate) fn envelope(status: StatusCode, code: i32, message: Option<String>, trace_id: String) -> Response<Body> {
    let envelope = wire::Envelope::<()> { code, message, data: None, trace_id };
    json(status, serde_json::to_vec_pretty(&envelope).unwrap_or_default())
}

pub(crate) fn error(error: &ApiError, language: Language, trace_id: String) -> Response<Body> {
    let (status, code, message) = error.response_parts(language);
    envelope(status, code, Some(message), trace_id)
}

/// Adds the indentation of an inner value to each line of JSON. Strings in JSON contain no line feeds.
pub(crate) fn indent(json: &[u8], indentation: &[u8], into: &mut Vec<u8>) {
    for (number, line) in json.split(|byte| *byte == b'\n').enumerate() {
        if number > 0 {
            into.push(b'\n');
        }
        into.extend_from_slice(indentation);
        into.extend_from_slice(line);
    }
}
