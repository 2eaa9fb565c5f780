//! The detail filters with the semantics of the real service, including its defects.

use crate::data::Detail;
use crate::error::ApiError;
use pcre2::bytes::{Regex, RegexBuilder};

/// The status values that the service accepts in a query; others are rejected.
pub(crate) const STATUSES: [&str; 3] = ["RUNNING", "SUCCESS", "FAILED"];

/// The parsed filters of a detail page request.
#[derive(Default)]
pub(crate) struct Filter {
    package: Option<Regex>,
    path: Option<Regex>,
    artifact: Option<Regex>,
    repo: Option<String>,
    cluster: Option<String>,
    version: Option<String>,
    status: Option<&'static str>,
}

impl Filter {
    pub(crate) fn parse(query: &Query) -> Result<Self, ApiError> {
        Ok(Self {
            package: query.get("packageName").map(prefix_pattern).transpose()?,
            path: query.get("path").map(prefix_pattern).transpose()?,
            artifact: query.get("artifactName").map(prefix_pattern).transpose()?,
            repo: query.get("repoName").map(str::to_string),
            cluster: query.get("clusterName").map(str::to_string),
            version: query.get("version").map(str::to_string),
            status: query.one_of("status", &STATUSES)?,
        })
    }

    /// Whether a row with the given current status matches. A pattern that exceeds the match limit on one row fails the
    /// whole request.
    pub(crate) fn matches(&self, row: &Detail, status: &str) -> Result<bool, ApiError> {
        if self.status.is_some_and(|expected| expected != status) {
            return Ok(false);
        }
        let exact = |expected: &Option<String>, actual: Option<&str>| {
            expected.as_deref().is_none_or(|expected| actual == Some(expected))
        };
        if !exact(&self.repo, Some(&row.repo_name))
            || !exact(&self.cluster, Some(&row.remote_cluster))
            || !exact(&self.version, row.version.as_deref())
        {
            return Ok(false);
        }
        let package = row.package.as_ref().map(|package| &*package.key);
        Ok(pattern_matches(&self.package, package)?
            && pattern_matches(&self.path, row.path.as_deref())?
            && pattern_matches(&self.artifact, row.artifact_name.as_deref())?)
    }
}

pub(crate) fn pattern_matches(pattern: &Option<Regex>, text: Option<&str>) -> Result<bool, ApiError> {
    match (pattern, text) {
        (None, _) => Ok(true),
        (Some(_), None) => Ok(false),
        (Some(pattern), Some(text)) => pattern.is_match(text.as_bytes()).map_err(|_| ApiError::Internal),
    }
}

/// Builds a prefix pattern without escaping the value, as the real service does; clients have to escape it.
pub(crate) fn prefix_pattern(value: &str) -> Result<Regex, ApiError> {
    // The real service's database rejects NUL in patterns.
    if value.contains('\0') {
        return Err(ApiError::Internal);
    }
    RegexBuilder::new().utf(true).build(&format!("^{value}")).map_err(|_| ApiError::Internal)
}

/// A decoded query string. Of repeated names the first value is used.
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    pub(crate) fn parse(raw: &str) -> Self {
        let pairs = form_urlencoded::parse(raw.as_bytes());
        Self(pairs.into_owned().collect())
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(actual, _)| actual == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Parses a Java `int`; absent or empty values result in the default.
    fn int(&self, name: &str, default: i32) -> Result<i32, ApiError> {
        match self.get(name) {
            None | Some("") => Ok(default),
            Some(text) => text.trim().parse().map_err(|_| ApiError::InvalidParameter(name.into())),
        }
    }

    /// Parses page number and page size. The size has no upper limit; a negative page number forces the default size.
    pub(crate) fn page_number_and_size(&self) -> Result<(u64, u64), ApiError> {
        let number = self.int("pageNumber", 1)?;
        let size = self.int("pageSize", 20)?;
        match (number, size) {
            (..0, _) => Ok((1, 20)),
            // The service passes the size on without checking it.
            (_, ..1) => Err(ApiError::Internal),
            _ => Ok((u64::from(number.max(1).unsigned_abs()), u64::from(size.unsigned_abs()))),
        }
    }

    /// Parses an enum value; absent or empty values result in `None`.
    pub(crate) fn one_of<'a>(&self, name: &str, values: &[&'a str]) -> Result<Option<&'a str>, ApiError> {
        match self.get(name) {
            None | Some("") => Ok(None),
            Some(text) => match values.iter().find(|value| **value == text) {
                Some(value) => Ok(Some(value)),
                None => Err(ApiError::InvalidParameter(name.into())),
            },
        }
    }
}
