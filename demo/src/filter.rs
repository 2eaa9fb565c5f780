//! The filters of a detail page, as the service applies them, its mistakes included.

use crate::data::Detail;
use crate::error::Refusal;
use pcre2::bytes::{Regex, RegexBuilder};

/// The values that the service knows for a status; any other in a query is refused.
pub(crate) const STATUSES: [&str; 3] = ["RUNNING", "SUCCESS", "FAILED"];

/// What a detail page was asked to show.
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
    pub(crate) fn read(query: &Query) -> Result<Self, Refusal> {
        Ok(Self {
            package: query.get("packageName").map(prefix).transpose()?,
            path: query.get("path").map(prefix).transpose()?,
            artifact: query.get("artifactName").map(prefix).transpose()?,
            repo: query.get("repoName").map(str::to_string),
            cluster: query.get("clusterName").map(str::to_string),
            version: query.get("version").map(str::to_string),
            status: status(query)?,
        })
    }

    /// Whether a row, with the status that it has at present, is shown. A pattern that runs out
    /// of steps on one name fails the whole request.
    pub(crate) fn shows(&self, row: &Detail, status: &str) -> Result<bool, Refusal> {
        if self.status.is_some_and(|wanted| wanted != status) {
            return Ok(false);
        }
        let exact =
            |wanted: &Option<String>, has: Option<&str>| wanted.as_deref().is_none_or(|wanted| has == Some(wanted));
        if !exact(&self.repo, Some(&row.repo_name))
            || !exact(&self.cluster, Some(&row.remote_cluster))
            || !exact(&self.version, row.version.as_deref())
        {
            return Ok(false);
        }
        let package = row.package.as_ref().map(|package| &*package.key);
        Ok(matches(&self.package, package)?
            && matches(&self.path, row.path.as_deref())?
            && matches(&self.artifact, row.artifact_name.as_deref())?)
    }
}

fn matches(pattern: &Option<Regex>, text: Option<&str>) -> Result<bool, Refusal> {
    match (pattern, text) {
        (None, _) => Ok(true),
        (Some(_), None) => Ok(false),
        (Some(pattern), Some(text)) => pattern.is_match(text.as_bytes()).map_err(|_| Refusal::System),
    }
}

/// The value goes into the pattern as it came: that is the service's way, and the client's trouble.
fn prefix(value: &str) -> Result<Regex, Refusal> {
    // The database refuses a pattern with a NUL before it is ever compiled.
    if value.contains('\0') {
        return Err(Refusal::System);
    }
    RegexBuilder::new().utf(true).build(&format!("^{value}")).map_err(|_| Refusal::System)
}

/// The status filter of a record page or a detail page; an empty one is none at all.
pub(crate) fn status(query: &Query) -> Result<Option<&'static str>, Refusal> {
    match query.get("status") {
        None | Some("") => Ok(None),
        Some(value) => match STATUSES.iter().find(|known| **known == value) {
            Some(known) => Ok(Some(known)),
            None => Err(Refusal::Parameter("status".into())),
        },
    }
}

/// A decoded query string; of a repeated name the first value counts.
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    pub(crate) fn read(raw: &str) -> Self {
        let pairs = form_urlencoded::parse(raw.as_bytes());
        Self(pairs.into_owned().collect())
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(has, _)| has == name);
        found.map(|(_, value)| value.as_str())
    }

    /// A Java `int`, or the default when it is absent or empty.
    fn int(&self, name: &str, default: i32) -> Result<i32, Refusal> {
        match self.get(name) {
            None | Some("") => Ok(default),
            Some(text) => text.trim().parse().map_err(|_| Refusal::Parameter(name.into())),
        }
    }

    /// Which page, and how many on one. Below one means one; a page has no upper limit.
    pub(crate) fn page(&self) -> Result<(u64, u64), Refusal> {
        let number = self.int("pageNumber", 1)?.max(1);
        let size = self.int("pageSize", 20)?;
        if size < 1 {
            return Err(Refusal::Parameter("pageSize".into()));
        }
        Ok((u64::from(number.unsigned_abs()), u64::from(size.unsigned_abs())))
    }
}
