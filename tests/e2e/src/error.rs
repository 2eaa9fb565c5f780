//! The error types of the tests.

use std::fmt;
use std::panic::Location;

/// An error, described in a sentence.
#[derive(Clone)]
pub struct Error(String);

impl Error {
    /// Creates an error from its description.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Prints the sentence, because the test runner prints errors by `Debug`.
impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl From<thirtyfour::error::WebDriverError> for Error {
    fn from(error: thirtyfour::error::WebDriverError) -> Self {
        Self(format!("WebDriver: {error}"))
    }
}

impl From<reqwest::Error> for Error {
    fn from(error: reqwest::Error) -> Self {
        Self(format!("request to the demo server: {error}"))
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// An error with the line of the test that it was returned from.
pub struct LocatedError {
    error: Error,
    at: &'static Location<'static>,
}

/// The result of a test.
pub type TestResult<T = ()> = Result<T, LocatedError>;

impl<E: Into<Error>> From<E> for LocatedError {
    /// Called by the `?` operator, so that the caller's line is the line of the test that failed.
    #[track_caller]
    fn from(error: E) -> Self {
        Self { error: error.into(), at: Location::caller() }
    }
}

impl fmt::Debug for LocatedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.at.file(), self.at.line(), self.error)
    }
}

impl fmt::Display for LocatedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }
}
