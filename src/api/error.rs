//! Errors of API requests, by what the user can do about them.

/// A failed request; see [`kind`](Self::kind).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    /// The HTTP status; `None` without a response.
    pub status: Option<u16>,
    /// The `code` of the service's envelope.
    pub code: Option<i64>,
    /// The `message` of the service's envelope, or the decoder's message if the response was unreadable.
    pub message: Option<String>,
    /// The trace id of the request, for support.
    pub trace_id: Option<String>,
    /// `Retry-After` in seconds.
    pub retry_after: Option<u32>,
}

/// The kinds of failure, each with its own words and next step on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// Not signed in, or the session has expired (HTTP 401, 402).
    SignIn,
    /// Signed in, but not an administrator of replication (403).
    Forbidden,
    /// Refused by a network rule, which the message names (440).
    Blocked,
    /// The task or the record does not exist (code 250310).
    NotFound,
    /// Too many requests (429).
    TooMany,
    /// An error of the service itself.
    Service,
    /// An error of a gateway in front of the service (502, 503, 504).
    Gateway,
    /// A response that is not the service's, such as an HTML page.
    Unreadable,
    /// The request failed without a response: no connection, or CORS.
    Offline,
    /// No response before the timeout.
    TimedOut,
}

impl ErrorKind {
    /// The name for style sheets and tests.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SignIn => "SignIn",
            Self::Forbidden => "Forbidden",
            Self::Blocked => "Blocked",
            Self::NotFound => "NotFound",
            Self::TooMany => "TooMany",
            Self::Service => "Service",
            Self::Gateway => "Gateway",
            Self::Unreadable => "Unreadable",
            Self::Offline => "Offline",
            Self::TimedOut => "TimedOut",
        }
    }
}

/// The code of an unknown task or record.
const NOT_FOUND: i64 = 250_310;

impl Error {
    /// An error of a kind without details.
    pub const fn new(kind: ErrorKind) -> Self {
        Self { kind, status: None, code: None, message: None, trace_id: None, retry_after: None }
    }

    /// The kind of failure.
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Whether a later retry can succeed without any action of the user.
    pub const fn is_transient(&self) -> bool {
        matches!(self.kind, ErrorKind::TooMany | ErrorKind::Gateway | ErrorKind::Offline | ErrorKind::TimedOut)
    }

    /// The kind of an HTTP status and a code; `enveloped` if the body was the service's envelope.
    pub(super) const fn classify(status: u16, code: Option<i64>, enveloped: bool) -> ErrorKind {
        match (status, code) {
            (401 | 402, _) => ErrorKind::SignIn,
            (403, _) => ErrorKind::Forbidden,
            (440, _) => ErrorKind::Blocked,
            (429, _) => ErrorKind::TooMany,
            (_, Some(NOT_FOUND)) => ErrorKind::NotFound,
            (502..=504, _) => ErrorKind::Gateway,
            _ if enveloped => ErrorKind::Service,
            (500..=599, _) => ErrorKind::Service,
            _ => ErrorKind::Unreadable,
        }
    }

    /// An error of a kind with a status.
    pub(super) const fn with_status(kind: ErrorKind, status: u16) -> Self {
        let mut error = Self::new(kind);
        error.status = Some(status);
        error
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_has_its_kind() {
        for (status, kind) in [
            (401, ErrorKind::SignIn),
            (402, ErrorKind::SignIn),
            (403, ErrorKind::Forbidden),
            (440, ErrorKind::Blocked),
            (429, ErrorKind::TooMany),
            (500, ErrorKind::Service),
            (502, ErrorKind::Gateway),
            (503, ErrorKind::Gateway),
            (504, ErrorKind::Gateway),
            (404, ErrorKind::Unreadable),
        ] {
            assert_eq!(Error::classify(status, None, false), kind, "{status}");
        }
    }

    #[test]
    fn the_code_distinguishes_an_unknown_id_from_another_bad_request() {
        assert_eq!(Error::classify(400, Some(250_310), true), ErrorKind::NotFound);
        assert_eq!(Error::classify(400, Some(250_101), true), ErrorKind::Service);
        assert_eq!(Error::classify(200, Some(250_310), true), ErrorKind::NotFound);
    }
}
