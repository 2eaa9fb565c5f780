//! Why a visit did not go as it should.

use std::fmt;
use std::panic::Location;

/// What went wrong, in a sentence.
#[derive(Clone)]
pub struct Fail(String);

impl Fail {
    /// A failure, told in a sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Fail {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The sentence itself: it is what a test runner prints.
impl fmt::Debug for Fail {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Fail {}

impl From<thirtyfour::error::WebDriverError> for Fail {
    fn from(error: thirtyfour::error::WebDriverError) -> Self {
        Self(format!("the browser's driver: {error}"))
    }
}

impl From<reqwest::Error> for Fail {
    fn from(error: reqwest::Error) -> Self {
        Self(format!("a request to the stand-in: {error}"))
    }
}

impl From<std::io::Error> for Fail {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// What went wrong, and on which line of the test.
pub struct Failed {
    fail: Fail,
    at: &'static Location<'static>,
}

/// How a visit ended.
pub type Outcome<T = ()> = Result<T, Failed>;

impl<E: Into<Fail>> From<E> for Failed {
    /// The `?` of a test leads here: the line that it stands on is the one to look at.
    #[track_caller]
    fn from(error: E) -> Self {
        Self { fail: error.into(), at: Location::caller() }
    }
}

impl fmt::Debug for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.at.file(), self.at.line(), self.fail)
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }
}
