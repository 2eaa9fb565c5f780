//! Errors of API requests, by what the user can do about them.

/// A failed request; see [`kind`](Self::kind).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: Kind,
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
pub enum Kind {
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

impl Kind {
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
    pub const fn new(kind: Kind) -> Self {
        Self { kind, status: None, code: None, message: None, trace_id: None, retry_after: None }
    }

    /// The kind of failure.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether a later retry can succeed without any action of the user.
    pub const fn is_transient(&self) -> bool {
        matches!(self.kind, Kind::TooMany | Kind::Gateway | Kind::Offline | Kind::TimedOut)
    }

    /// The kind of an HTTP status and a code; `enveloped` if the body was the service's envelope.
    pub(super) const fn classify(status: u16, code: Option<i64>, enveloped: bool) -> Kind {
        match (status, code) {
            (401 | 402, _) => Kind::SignIn,
            (403, _) => Kind::Forbidden,
            (440, _) => Kind::Blocked,
            (429, _) => Kind::TooMany,
            (_, Some(NOT_FOUND)) => Kind::NotFound,
            (502..=504, _) => Kind::Gateway,
            _ if enveloped => Kind::Service,
            (500..=599, _) => Kind::Service,
            _ => Kind::Unreadable,
        }
    }

    /// An error of a kind with a status.
    pub(super) const fn with_status(kind: Kind, status: u16) -> Self {
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
            (401, Kind::SignIn),
            (402, Kind::SignIn),
            (403, Kind::Forbidden),
            (440, Kind::Blocked),
            (429, Kind::TooMany),
            (500, Kind::Service),
            (502, Kind::Gateway),
            (503, Kind::Gateway),
            (504, Kind::Gateway),
            (404, Kind::Unreadable),
        ] {
            assert_eq!(Error::classify(status, None, false), kind, "{status}");
        }
    }

    #[test]
    fn the_code_distinguishes_an_unknown_id_from_another_bad_request() {
        assert_eq!(Error::classify(400, Some(250_310), true), Kind::NotFound);
        assert_eq!(Error::classify(400, Some(250_101), true), Kind::Service);
        assert_eq!(Error::classify(200, Some(250_310), true), Kind::NotFound);
    }
}
