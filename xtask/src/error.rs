//! What went wrong, in words for the person at the terminal.

use std::fmt;

/// One sentence or more for a person; there is nothing in it for a program to take apart.
#[derive(Debug, PartialEq, Eq)]
pub struct Error(String);

/// The result of everything here that can go wrong.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A failure with these words.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Says what was being done when something failed.
pub trait Context<T> {
    /// `doing` reads on after "could not": `"write target/x"`.
    fn could_not(self, doing: impl fmt::Display) -> Result<T>;
}

impl<T> Context<T> for std::io::Result<T> {
    fn could_not(self, doing: impl fmt::Display) -> Result<T> {
        self.map_err(|error| Error::new(format!("could not {doing}: {error}")))
    }
}
