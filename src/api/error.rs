//! Errors of API requests, by what the user can do about them.

/// A failed request; see [`kind`](Self::kind).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    /// The HTTP status; `None` without a response.
    pub status: Option<u16>,
    /// The `code` of the service's envelope.
    pub code: Option<i64>,
    /// The `message` of the service's envelope.
    pub message: Option<String>,
    /// The trace id of the request, for support: the envelope's, else the response header's.
    pub trace_id: Option<String>,
    /// `Retry-After` in seconds.
    pub retry_after: Option<u32>,
}

/// The kinds of failure, each with its own words and next step on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// Not signed in, or the session has expired: 401, a redirect, or a web page in place of data.
    SignIn,
    /// Signed in, but not a system administrator of BK-Repo (403 with an envelope).
    Forbidden,
    /// Refused by a gateway or a firewall in front of the service (403 without an envelope).
    Blocked,
    /// The access to the application was refused by BlueKing's login (440).
    AppRefused,
    /// The task or the record does not exist (code 250310).
    NotFound,
    /// A service or a gateway that has no such endpoint: `apiBase` is wrong (404 with an envelope).
    WrongPath,
    /// The method `GET` is not allowed: `apiBase` is wrong, or a proxy refuses it (405).
    WrongMethod,
    /// A parameter is invalid (400 with code 250131).
    BadParameter,
    /// Too many requests (429).
    TooMany,
    /// An error of the service itself.
    Service,
    /// An error of a gateway in front of the service (502, 503, 504).
    Gateway,
    /// A response that is not the service's.
    Unreadable,
    /// A response of the service whose data is not as documented, as a whole.
    Undocumented,
    /// A response without content: 204, 205, 304, or an empty body.
    Empty,
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
            Self::AppRefused => "AppRefused",
            Self::NotFound => "NotFound",
            Self::WrongPath => "WrongPath",
            Self::WrongMethod => "WrongMethod",
            Self::BadParameter => "BadParameter",
            Self::TooMany => "TooMany",
            Self::Service => "Service",
            Self::Gateway => "Gateway",
            Self::Unreadable => "Unreadable",
            Self::Undocumented => "Undocumented",
            Self::Empty => "Empty",
            Self::Offline => "Offline",
            Self::TimedOut => "TimedOut",
        }
    }
}

impl Error {
    /// An error of a kind without details.
    pub const fn new(kind: ErrorKind) -> Self {
        Self { kind, status: None, code: None, message: None, trace_id: None, retry_after: None }
    }

    /// The kind of failure.
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Whether a web page answered in place of the service: a sign-in page, or what is found at a wrong address.
    pub fn is_web_page(&self) -> bool {
        self.kind == ErrorKind::SignIn && self.code.is_none() && self.status.is_some_and(|status| status < 300)
    }

    /// Whether a later retry can succeed without any action of the user.
    pub const fn is_transient(&self) -> bool {
        matches!(self.kind, ErrorKind::TooMany | ErrorKind::Gateway | ErrorKind::Offline | ErrorKind::TimedOut)
    }

    /// The kind of an HTTP status and the code of the envelope, if the body was one. Codes of the service have six digits;
    /// those of the console's gateway are HTTP statuses. A code counts also with HTTP 200.
    pub(super) const fn classify(status: u16, code: Option<i64>) -> ErrorKind {
        match (status, code) {
            (401, _) | (_, Some(401 | 250_114)) => ErrorKind::SignIn,
            (403, None) => ErrorKind::Blocked,
            (403, _) | (_, Some(403 | 250_113)) => ErrorKind::Forbidden,
            (440, _) | (_, Some(440)) => ErrorKind::AppRefused,
            (429, _) | (_, Some(250_124 | 250_129)) => ErrorKind::TooMany,
            (_, Some(250_310)) => ErrorKind::NotFound,
            (404, Some(_)) | (_, Some(404 | 250_130)) => ErrorKind::WrongPath,
            (405, _) | (_, Some(405 | 250_112)) => ErrorKind::WrongMethod,
            (_, Some(250_131)) => ErrorKind::BadParameter,
            (502..=504, _) | (_, Some(503)) => ErrorKind::Gateway,
            (500..=599, _) | (_, Some(_)) => ErrorKind::Service,
            _ => ErrorKind::Unreadable,
        }
    }

    /// Adds the trace id of the response header, unless the envelope had one.
    #[must_use]
    pub fn or_trace_id(mut self, trace_id: Option<String>) -> Self {
        self.trace_id = self.trace_id.or(trace_id);
        self
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
    fn each_status_has_its_kind_without_an_envelope() {
        for (status, kind) in [
            (401, ErrorKind::SignIn),
            (403, ErrorKind::Blocked),
            (440, ErrorKind::AppRefused),
            (405, ErrorKind::WrongMethod),
            (429, ErrorKind::TooMany),
            (500, ErrorKind::Service),
            (502, ErrorKind::Gateway),
            (503, ErrorKind::Gateway),
            (504, ErrorKind::Gateway),
            (200, ErrorKind::Unreadable),
            (400, ErrorKind::Unreadable),
            (402, ErrorKind::Unreadable),
            (404, ErrorKind::Unreadable),
        ] {
            assert_eq!(Error::classify(status, None), kind, "{status}");
        }
    }

    #[test]
    fn each_status_has_its_kind_with_the_code_of_the_service_or_of_the_gateway() {
        for (status, code, kind) in [
            (401, 250_114, ErrorKind::SignIn),
            (401, 401, ErrorKind::SignIn),
            (403, 250_113, ErrorKind::Forbidden),
            (403, 403, ErrorKind::Forbidden),
            (440, 440, ErrorKind::AppRefused),
            (400, 250_310, ErrorKind::NotFound),
            (404, 250_310, ErrorKind::NotFound),
            (404, 250_130, ErrorKind::WrongPath),
            (404, 404, ErrorKind::WrongPath),
            (405, 250_112, ErrorKind::WrongMethod),
            (405, 405, ErrorKind::WrongMethod),
            (400, 250_131, ErrorKind::BadParameter),
            (400, 250_101, ErrorKind::Service),
            (400, 400, ErrorKind::Service),
            (429, 250_124, ErrorKind::TooMany),
            (429, 250_129, ErrorKind::TooMany),
            (500, 250_102, ErrorKind::Service),
            (503, 503, ErrorKind::Gateway),
        ] {
            assert_eq!(Error::classify(status, Some(code)), kind, "{status}, {code}");
        }
    }

    #[test]
    fn a_known_code_has_its_kind_with_http_200() {
        for (code, kind) in [
            (250_114, ErrorKind::SignIn),
            (401, ErrorKind::SignIn),
            (250_113, ErrorKind::Forbidden),
            (440, ErrorKind::AppRefused),
            (250_310, ErrorKind::NotFound),
            (250_130, ErrorKind::WrongPath),
            (250_112, ErrorKind::WrongMethod),
            (250_131, ErrorKind::BadParameter),
            (250_124, ErrorKind::TooMany),
            (250_129, ErrorKind::TooMany),
            (503, ErrorKind::Gateway),
            (250_102, ErrorKind::Service),
            (1, ErrorKind::Service),
            (i64::MIN, ErrorKind::Service),
        ] {
            assert_eq!(Error::classify(200, Some(code)), kind, "{code}");
        }
    }
}
