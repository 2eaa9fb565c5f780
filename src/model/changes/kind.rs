//! Kinds of changes, and the fields in which a pair of details differs.

use std::fmt;

/// The change of one artifact between two executions. Each artifact has one kind, except that [`Failed`](Self::Failed)
/// ones have another kind as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// It is only in this execution.
    New,
    /// It is only in the other execution.
    Gone,
    /// It is in both, with another version, digest or size.
    Content,
    /// It is in both with the same content, but with another status, conflict or duration.
    Outcome,
    /// It failed in one of the executions or in both.
    Failed,
    /// It is the same in both.
    Unchanged,
}

impl ChangeKind {
    /// All variants, in the order of their discriminants and of the page.
    pub const ALL: [Self; 6] = [Self::New, Self::Gone, Self::Content, Self::Outcome, Self::Failed, Self::Unchanged];

    /// The value in an address and in an exported file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::Content => "content",
            Self::Outcome => "outcome",
            Self::Failed => "failed",
            Self::Unchanged => "unchanged",
        }
    }

    /// Parses a value that [`name`](Self::name) returned.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A field of a detail that is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ComparedField {
    /// The version.
    Version,
    /// The SHA-256 digest.
    Digest,
    /// The size in bytes.
    Size,
    /// The status.
    Status,
    /// The resolution of a conflict.
    Conflict,
    /// The duration. Every duration differs a little, so only a multiple counts: see [`is_other_duration`].
    Duration,
}

impl ComparedField {
    /// All variants, in the order of their discriminants.
    pub const ALL: [Self; 6] = [Self::Version, Self::Digest, Self::Size, Self::Status, Self::Conflict, Self::Duration];

    /// The value in an address: the name of the field on the wire, where it has one.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Digest => "sha256",
            Self::Size => "size",
            Self::Status => "status",
            Self::Conflict => "conflictStrategy",
            Self::Duration => "duration",
        }
    }

    /// Parses a value that [`name`](Self::name) returned.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Whether the field describes the artifact, and not how its replication ended.
    pub const fn is_content(self) -> bool {
        matches!(self, Self::Version | Self::Digest | Self::Size)
    }
}

/// A set of compared fields.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct FieldSet(u8);

impl FieldSet {
    const fn bit(field: ComparedField) -> u8 {
        1u8.wrapping_shl(field as u32)
    }

    /// Adds a field.
    pub const fn insert(&mut self, field: ComparedField) {
        self.0 |= Self::bit(field);
    }

    /// Whether the set has a field.
    pub const fn contains(self, field: ComparedField) -> bool {
        self.0 & Self::bit(field) != 0
    }

    /// The fields of the set, in their order.
    pub fn iter(self) -> impl Iterator<Item = ComparedField> {
        ComparedField::ALL.into_iter().filter(move |field| self.contains(*field))
    }
}

impl fmt::Debug for FieldSet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.iter()).finish()
    }
}

/// The shortest difference of durations that counts, in milliseconds.
pub const LEAST_DIFFERENCE_MS: u32 = 1000;

/// Whether two durations in milliseconds differ: one of them is at least twice the other, and a second longer.
pub const fn is_other_duration(one: u32, other: u32) -> bool {
    let (short, long) = if one < other { (one, other) } else { (other, one) };
    long.saturating_sub(short) >= LEAST_DIFFERENCE_MS && long >= short.saturating_mul(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parsed_back() {
        assert!(ChangeKind::ALL.into_iter().all(|kind| ChangeKind::parse(kind.name()) == Some(kind)));
        assert!(ComparedField::ALL.into_iter().all(|field| ComparedField::parse(field.name()) == Some(field)));
        assert_eq!((ChangeKind::parse("both"), ComparedField::parse("")), (None, None));
    }

    #[test]
    fn a_set_has_the_fields_that_were_inserted() {
        let mut set = FieldSet::default();
        set.insert(ComparedField::Duration);
        set.insert(ComparedField::Digest);
        assert_eq!(set.iter().collect::<Vec<_>>(), [ComparedField::Digest, ComparedField::Duration]);
        assert!(!set.contains(ComparedField::Version));
    }

    #[test]
    fn a_duration_is_another_one_if_it_is_twice_as_long_and_a_second_longer() {
        for (one, other, differs) in
            [(10, 900, false), (10, 1010, true), (2000, 3999, false), (2000, 4000, true), (0, u32::MAX, true)]
        {
            assert_eq!((is_other_duration(one, other), is_other_duration(other, one)), (differs, differs));
        }
    }
}
