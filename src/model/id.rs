//! Validated task keys and record ids. Their form is up to the service; only impossible ones are rejected.

use std::fmt;

use super::hidden::trimmed;

/// The longest id that is sent to the service, in characters. Real ones have 24 or 32.
pub const LONGEST: usize = 256;

/// A task key or a record id: not blank, not too long, and usable as a path segment of a URL.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Id(Box<str>);

/// The reason why a text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdError {
    /// Empty, or only whitespace.
    Blank,
    /// Longer than [`LONGEST`].
    TooLong,
    /// `.` or `..`, which URLs resolve as path steps, even when percent-encoded.
    Dots,
}

impl Id {
    /// Parses an id; what was pasted along with it is removed, see [`trimmed`].
    ///
    /// # Errors
    /// The reason why the text cannot be an id.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        match trimmed(text) {
            "" => Err(IdError::Blank),
            "." | ".." => Err(IdError::Dots),
            id if id.chars().count() > LONGEST => Err(IdError::TooLong),
            id => Ok(Self(id.into())),
        }
    }

    /// The text of the id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whitespace_around_a_pasted_id_is_removed() {
        for pasted in
            [" 65b07d7e\n", "\u{feff}65b07d7e\u{200b}", "\u{202a}65b07d7e\u{202c}\t", "\u{a0}65b07d7e\u{3000}"]
        {
            assert_eq!(Id::parse(pasted).unwrap().as_str(), "65b07d7e", "{pasted:?}");
        }
    }

    #[test]
    fn an_id_may_contain_any_characters() {
        assert_eq!(Id::parse("a/b?c#d%2F 制").unwrap().as_str(), "a/b?c#d%2F 制");
    }

    #[test]
    fn impossible_ids_are_rejected() {
        assert_eq!(Id::parse(" \t"), Err(IdError::Blank));
        assert_eq!(Id::parse(".."), Err(IdError::Dots));
        assert_eq!(Id::parse(&"制".repeat(LONGEST)).map(|id| id.as_str().len()), Ok(LONGEST * 3));
        assert_eq!(Id::parse(&"x".repeat(LONGEST + 1)), Err(IdError::TooLong));
    }
}
