//! The filters of the details of a record: seven query parameters of the service.

use std::borrow::Cow;

use super::enums::{ObjectType, Status};
use super::hidden::trimmed;

/// A text filter of the details. The status filter is separate, because it has fixed options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FilterField {
    /// The artifact's name; a full path in a GENERIC repository.
    ArtifactName,
    /// The artifact's version.
    Version,
    /// The local repository.
    RepoName,
    /// The remote cluster.
    ClusterName,
    /// The package of a historical detail.
    PackageName,
    /// The path of a historical detail.
    Path,
}

/// The comparison that the service uses for a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// The value starts with the text of the filter.
    Prefix,
    /// The value equals the text of the filter.
    Exact,
}

impl FilterField {
    /// All text filters, in the order of the page.
    pub const ALL: [Self; 6] =
        [Self::ArtifactName, Self::Version, Self::RepoName, Self::ClusterName, Self::PackageName, Self::Path];

    /// The name of the query parameter, in requests and in the URL of the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ArtifactName => "artifactName",
            Self::Version => "version",
            Self::RepoName => "repoName",
            Self::ClusterName => "clusterName",
            Self::PackageName => "packageName",
            Self::Path => "path",
        }
    }

    /// The comparison that the service uses for this filter.
    pub const fn matching(self) -> Matching {
        match self {
            Self::ArtifactName | Self::PackageName | Self::Path => Matching::Prefix,
            Self::Version | Self::RepoName | Self::ClusterName => Matching::Exact,
        }
    }

    /// Whether a value matches the text of this filter.
    pub fn matches(self, value: &str, text: &str) -> bool {
        match self.matching() {
            Matching::Prefix => value.starts_with(text),
            Matching::Exact => value == text,
        }
    }

    /// Whether only details of the older format have the value.
    pub const fn is_historical(self) -> bool {
        matches!(self, Self::PackageName | Self::Path)
    }

    /// Whether the field is folded away in a narrow container, because few users filter by it.
    pub const fn is_secondary(self) -> bool {
        matches!(self, Self::Version | Self::ClusterName)
    }

    /// Whether details of a record of this kind can have the value. An unknown kind excludes only package name and path,
    /// which only package and path records have.
    pub fn fits(self, kind: Option<&ObjectType>) -> bool {
        match self {
            Self::ArtifactName | Self::RepoName | Self::ClusterName => true,
            Self::Version => kind != Some(&ObjectType::Path),
            Self::PackageName => kind == Some(&ObjectType::Package),
            Self::Path => kind == Some(&ObjectType::Path),
        }
    }

    /// The parameter value that finds the typed text literally.
    ///
    /// The service passes the prefix filters to its database as regular expressions without escaping them.
    pub fn query_value(self, typed: &str) -> Cow<'_, str> {
        match self.matching() {
            Matching::Prefix => escape(typed),
            Matching::Exact => Cow::Borrowed(typed),
        }
    }
}

/// Escapes the metacharacters of a regular expression, in the syntax that Java (the service) and PCRE (its database) share.
/// Letters and digits are not escaped, because an escaped letter has a meaning of its own.
pub fn escape(text: &str) -> Cow<'_, str> {
    const SPECIAL: [char; 14] = ['\\', '^', '$', '.', '|', '?', '*', '+', '(', ')', '[', ']', '{', '}'];
    if !text.contains(SPECIAL) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len().saturating_mul(2));
    for character in text.chars() {
        if SPECIAL.contains(&character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    Cow::Owned(escaped)
}

/// The filters of a details table. An empty text does not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct DetailFilter {
    /// Only details with this status.
    pub status: Option<Status>,
    texts: [String; 6],
}

impl DetailFilter {
    /// The text of a filter, or `""`.
    pub fn text(&self, field: FilterField) -> &str {
        self.texts.get(field as usize).map_or("", String::as_str)
    }

    /// These filters with another text for one of them, [`trimmed`].
    #[must_use]
    pub fn with(mut self, field: FilterField, text: &str) -> Self {
        if let Some(slot) = self.texts.get_mut(field as usize) {
            trimmed(text).clone_into(slot);
        }
        self
    }

    /// These filters with another status.
    #[must_use]
    pub fn with_status(mut self, status: Option<Status>) -> Self {
        self.status = status;
        self
    }

    /// The text filters that are not empty.
    pub fn texts(&self) -> impl Iterator<Item = (FilterField, &str)> {
        FilterField::ALL.into_iter().map(|field| (field, self.text(field))).filter(|(_, text)| !text.is_empty())
    }

    /// Whether no filter is set.
    pub fn is_empty(&self) -> bool {
        self.status.is_none() && self.texts().next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The match of the service: the parameter, unescaped, after an anchor.
    fn service_finds(parameter: &str, name: &str) -> bool {
        pcre2::bytes::RegexBuilder::new()
            .utf(true)
            .build(&format!("^{parameter}"))
            .unwrap_or_else(|error| panic!("the service fails on {parameter:?}: {error}"))
            .is_match(name.as_bytes())
            .unwrap()
    }

    #[test]
    fn a_name_with_plus_signs_is_matched_literally() {
        let sent = FilterField::ArtifactName.query_value("libstdc++");
        assert_eq!(sent, r"libstdc\+\+");
        assert!(service_finds(&sent, "libstdc++-6.deb"));
        assert!(!service_finds(&sent, "libstdccc"));
    }

    #[test]
    fn an_exact_filter_is_sent_as_typed() {
        assert_eq!(FilterField::Version.query_value("1.0.0+build.7"), "1.0.0+build.7");
    }

    #[test]
    fn only_non_empty_filters_are_listed() {
        let filter = DetailFilter::default().with(FilterField::Version, "1").with(FilterField::Path, "");
        assert_eq!(filter.texts().collect::<Vec<_>>(), [(FilterField::Version, "1")]);
        assert!(DetailFilter::default().is_empty());
        assert!(!DetailFilter::default().with_status(Some(Status::Failed)).is_empty());
    }

    #[test]
    fn only_details_of_the_older_format_have_a_package_or_a_path() {
        let historical: Vec<_> = FilterField::ALL.into_iter().filter(|field| field.is_historical()).collect();
        assert_eq!(historical, [FilterField::PackageName, FilterField::Path]);
    }

    #[test]
    fn package_name_and_path_fit_only_records_of_their_kind() {
        assert!(FilterField::PackageName.fits(Some(&ObjectType::Package)));
        assert!(!FilterField::PackageName.fits(Some(&ObjectType::Path)));
        assert!(!FilterField::Version.fits(Some(&ObjectType::Path)));
        assert!(FilterField::Version.fits(None));
    }

    proptest! {
        #[test]
        fn a_typed_text_matches_itself(typed in "\\PC{1,40}") {
            prop_assert!(service_finds(&escape(&typed), &typed));
        }

        #[test]
        fn names_with_many_special_characters_match_themselves(typed in r"[-a-zA-Z0-9 \\^$.|?*+()\[\]{}#&~/=!<>:@,%_]{1,24}") {
            prop_assert!(service_finds(&escape(&typed), &typed));
        }

        #[test]
        fn a_typed_text_matches_exactly_the_names_that_start_with_it(
            typed in r"[abQE01+.*()\[\]\\^$|?{},]{1,8}",
            name in r"[abQE01+.*()\[\]\\^$|?{},]{1,12}",
        ) {
            prop_assert_eq!(service_finds(&escape(&typed), &name), name.starts_with(&typed));
        }
    }
}
