//! Task keys and record ids: opaque, but not anything at all.

use std::fmt;

/// The longest id that is sent to the service, in characters. Real ones have 24 or 32.
pub const LONGEST: usize = 256;

/// A task key or a record id: not blank, not over-long, and addressable in a URL.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Id(Box<str>);

/// Why a text is no id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Nothing but blanks.
    Blank,
    /// Longer than [`LONGEST`].
    TooLong,
    /// `.` or `..`, which every URL takes for a step in the path, even when they are encoded.
    Dots,
}

impl Id {
    /// Takes a text for an id; blanks around it, as pasting brings them, do not count.
    ///
    /// # Errors
    /// When no service could have given such an id, or none can be asked for it.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        match text.trim() {
            "" => Err(Refused::Blank),
            "." | ".." => Err(Refused::Dots),
            id if id.chars().count() > LONGEST => Err(Refused::TooLong),
            id => Ok(Self(id.into())),
        }
    }

    /// The id as the service knows it.
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
    fn a_pasted_id_loses_the_blanks_around_it() {
        assert_eq!(Id::parse(" 65b07d7e\n").unwrap().as_str(), "65b07d7e");
    }

    #[test]
    fn odd_characters_are_part_of_an_id() {
        assert_eq!(Id::parse("a/b?c#d%2F 制").unwrap().as_str(), "a/b?c#d%2F 制");
    }

    #[test]
    fn what_cannot_be_asked_for_is_refused() {
        assert_eq!(Id::parse(" \t"), Err(Refused::Blank));
        assert_eq!(Id::parse(".."), Err(Refused::Dots));
        assert_eq!(Id::parse(&"制".repeat(LONGEST)).map(|id| id.as_str().len()), Ok(LONGEST * 3));
        assert_eq!(Id::parse(&"x".repeat(LONGEST + 1)), Err(Refused::TooLong));
    }
}
