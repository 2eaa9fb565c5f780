//! The error type of xtask: a message for the terminal.

use std::fmt;

/// An error message. It has no structure, because errors are only printed.
#[derive(Debug, PartialEq, Eq)]
pub struct Error(String);

/// A result with this error type.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error with a message.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Adds the failed action to an error message.
pub trait Context<T> {
    /// `action` follows "could not" in the message: `"write target/x"`.
    fn could_not(self, action: impl fmt::Display) -> Result<T>;
}

impl<T> Context<T> for std::io::Result<T> {
    fn could_not(self, action: impl fmt::Display) -> Result<T> {
        self.map_err(|error| Error::new(format!("could not {action}: {error}")))
    }
}
