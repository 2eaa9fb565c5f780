//! The requests to the API, recorded for tests.

use axum::http::request::Parts;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Maximum number of recorded requests, because a demo may run for weeks.
const MAX_RECORDED: usize = 50_000;

/// A recorded request to the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedRequest {
    /// The method, usually `GET`.
    pub method: String,
    /// The path, percent-encoded.
    pub path: String,
    /// The query string without `?`, percent-encoded; may be empty.
    pub query: String,
    /// Header names in lower case, with their values.
    pub headers: Vec<(String, String)>,
}

impl RecordedRequest {
    /// The first value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// The recorded requests, oldest first.
#[derive(Default)]
pub(crate) struct Recorder(Mutex<VecDeque<RecordedRequest>>);

impl Recorder {
    pub(crate) fn record(&self, request: &Parts) {
        let headers = request.headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes());
            (name.to_string(), value.into_owned())
        });
        let recorded = RecordedRequest {
            method: request.method.to_string(),
            path: request.uri.path().to_string(),
            query: request.uri.query().unwrap_or_default().to_string(),
            headers: headers.collect(),
        };
        let mut requests = self.lock();
        if requests.len() >= MAX_RECORDED {
            requests.pop_front();
        }
        requests.push_back(recorded);
    }

    pub(crate) fn list(&self) -> Vec<RecordedRequest> {
        self.lock().iter().cloned().collect()
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<RecordedRequest>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
