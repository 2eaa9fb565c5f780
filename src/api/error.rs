//! Why an answer was not had, and what a person can do about it.

/// A failed request. Cheap to clone; ask it what it is with [`kind`](Self::kind).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: Kind,
    /// The HTTP status; `None` when there was no answer at all.
    pub status: Option<u16>,
    /// The service's own code, from its envelope.
    pub code: Option<i64>,
    /// The service's own words for people, or the reader's where the answer was unreadable.
    pub message: Option<String>,
    /// What an operator of the service asks for.
    pub trace_id: Option<String>,
    /// Seconds after which the service wants to be asked again.
    pub retry_after: Option<u32>,
}

/// The kinds of failure that people have to tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Not signed in, or no longer (HTTP 401, 402).
    SignIn,
    /// Signed in, but no administrator of replication (403).
    Forbidden,
    /// Refused by a network rule; the message says which (440).
    Blocked,
    /// The task or the record does not exist (code 250310).
    NotFound,
    /// Too many requests (429).
    TooMany,
    /// The service answered with an error of its own.
    Service,
    /// A gateway answered in the service's place (502, 503, 504).
    Gateway,
    /// Something answered, but not as the service does.
    Unreadable,
    /// Nothing answered.
    Offline,
    /// Nothing answered in time.
    TimedOut,
}

impl Kind {
    /// A name for style sheets and tests.
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
    /// An error of a kind, of which nothing else is known.
    pub const fn new(kind: Kind) -> Self {
        Self { kind, status: None, code: None, message: None, trace_id: None, retry_after: None }
    }

    /// What kind of failure it is.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether asking again later can help, without a person having done anything.
    pub const fn is_passing(&self) -> bool {
        matches!(self.kind, Kind::TooMany | Kind::Gateway | Kind::Offline | Kind::TimedOut)
    }

    /// The kind that an HTTP status and a code stand for; `enveloped` when the service itself spoke.
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
    fn the_code_tells_an_unknown_id_from_another_bad_request() {
        assert_eq!(Error::classify(400, Some(250_310), true), Kind::NotFound);
        assert_eq!(Error::classify(400, Some(250_101), true), Kind::Service);
        assert_eq!(Error::classify(200, Some(250_310), true), Kind::NotFound);
    }
}
