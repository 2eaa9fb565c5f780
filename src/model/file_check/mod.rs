//! File check: whether files are among the details of an execution, by their SHA-256 digests.
//!
//! An execution can have a hundred thousand details, so the details are not kept: each one is compared as it is read,
//! and only matches remain, a few for each file.

mod csv;
mod latest;
mod parse;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::fmt;

use self::latest::{Change, LatestRows, Outcome};
use super::enums::Status;

pub use parse::{ParsedList, extended, parse_list};

/// The most files that are compared at a time.
pub const MAX_FILES: usize = 10_000;
/// The most details that are kept for each file.
const MAX_MATCHES: usize = 5;
/// The longest list of digests in an address, in characters as encoded; web servers accept addresses of 8 kB.
const MAX_ADDRESS_LIST: usize = 6_000;

/// A SHA-256 digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// Parses 64 hex digits of either case, with or without the prefix `sha256:` of container images.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let hex = match text.split_at_checked(7) {
            Some((prefix, rest)) if prefix.eq_ignore_ascii_case("sha256:") => rest,
            _ => text,
        };
        let digits = hex.as_bytes();
        if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

/// A file to look for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WantedFile {
    /// The name, possibly with a path; `None` for a digest alone.
    pub name: Option<String>,
    /// The digest.
    pub digest: Digest,
}

impl fmt::Display for WantedFile {
    /// A line of `sha256sum`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, digest } = self;
        match name {
            None => write!(formatter, "{digest}"),
            Some(name) if name.contains(['\\', '\n', '\r']) => {
                let name = name.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r");
                write!(formatter, "\\{digest} *{name}")
            }
            Some(name) => write!(formatter, "{digest} *{name}"),
        }
    }
}

/// A detail as input of the comparison.
#[derive(Debug, Clone, Copy, Default)]
pub struct DetailRow<'a> {
    /// The name of the artifact, a path in a GENERIC repository.
    pub name: Option<&'a str>,
    /// The version of the artifact.
    pub version: Option<&'a str>,
    /// The local repository.
    pub repository: Option<&'a str>,
    /// The remote cluster.
    pub cluster: Option<&'a str>,
    /// The status.
    pub status: Option<&'a Status>,
    /// The digest as received.
    pub digest: Option<&'a str>,
    /// Whether the artifact was skipped, because the remote cluster had one of its name. Their contents are not compared.
    pub is_skipped: bool,
    /// The start, in milliseconds on the local clock of the response.
    pub start: Option<i64>,
}

/// A detail with the digest or the name of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The name of the artifact.
    pub name: String,
    /// The version of the artifact.
    pub version: Option<String>,
    /// The local repository.
    pub repository: String,
    /// The remote cluster.
    pub cluster: String,
    /// The status.
    pub status: Option<Status>,
    /// The digest, where it is another one.
    pub other_digest: Option<String>,
}

impl Match {
    fn new(row: &DetailRow<'_>, other_digest: Option<&str>) -> Self {
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        Self {
            name: text(row.name),
            version: row.version.map(str::to_owned),
            repository: text(row.repository),
            cluster: text(row.cluster),
            status: row.status.cloned(),
            other_digest: other_digest.map(str::to_owned),
        }
    }

    /// Whether another match is about the same artifact and cluster.
    fn is_alike(&self, other: &Self) -> bool {
        fn key(one: &Match) -> [&str; 4] {
            [&one.name, one.version.as_deref().unwrap_or_default(), &one.repository, &one.cluster]
        }
        key(self) == key(other)
    }
}

/// The details with the digest or the name of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matches {
    /// The first of them.
    pub first: Vec<Match>,
    /// Their number.
    pub count: u64,
}

impl Matches {
    fn add(&mut self, row: &DetailRow<'_>, other_digest: Option<&str>) {
        self.count = self.count.saturating_add(1);
        if self.first.len() < MAX_MATCHES {
            self.first.push(Match::new(row, other_digest));
        }
    }

    /// Replaces an earlier detail of the same artifact and cluster.
    fn replace(&mut self, row: &DetailRow<'_>) {
        let new = Match::new(row, None);
        if let Some(before) = self.first.iter_mut().find(|one| one.is_alike(&new)) {
            *before = new;
        }
    }
}

/// The result for one file, from the worst to the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// No detail has its digest or its name.
    Absent,
    /// Details with its name have another digest.
    OtherDigest,
    /// Details with its name have no digest.
    NoDigest,
    /// Details have its digest, but none of them succeeded.
    NotReplicated,
    /// Details have its digest, and some of them succeeded, others did not.
    PartlyReplicated,
    /// Details have its digest and all of them succeeded, but some were skipped: the remote cluster had an artifact of that
    /// name, whose content the service does not compare.
    Skipped,
    /// Details have its digest, and all of them succeeded and were transferred.
    Replicated,
}

impl Verdict {
    /// All variants, from the worst to the best.
    pub const ALL: [Self; 7] = [
        Self::Absent,
        Self::OtherDigest,
        Self::NoDigest,
        Self::NotReplicated,
        Self::PartlyReplicated,
        Self::Skipped,
        Self::Replicated,
    ];
}

/// How much of the execution a file has been compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completeness {
    /// Not all details have been read.
    Partial,
    /// All details, but some of them have no digest: a file can be among them under another name.
    WithoutDigests,
    /// All details, each with a digest.
    Complete,
}

/// The matches of one file so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// Details with its digest: for each artifact and cluster the latest one.
    pub same: Matches,
    /// Those of them that succeeded.
    pub succeeded: u64,
    /// Those of the succeeded ones that were skipped.
    pub skipped: u64,
    /// Details with its name and another digest.
    pub other: Matches,
    /// Details with its name and no digest.
    pub unknown: Matches,
}

impl Findings {
    /// Adds a detail with its digest, or replaces an earlier one.
    fn take_same(&mut self, row: &DetailRow<'_>, change: Change) {
        let counted = |outcome| [outcome != Outcome::NotReplicated, outcome == Outcome::Skipped].map(u64::from);
        match change.before {
            None => self.same.add(row, None),
            Some(before) => {
                self.same.replace(row);
                let [succeeded, skipped] = counted(before);
                self.succeeded = self.succeeded.saturating_sub(succeeded);
                self.skipped = self.skipped.saturating_sub(skipped);
            }
        }
        let [succeeded, skipped] = counted(change.now);
        self.succeeded = self.succeeded.saturating_add(succeeded);
        self.skipped = self.skipped.saturating_add(skipped);
    }

    /// The result.
    pub const fn verdict(&self) -> Verdict {
        if self.same.count > 0 {
            return match self.succeeded {
                0 => Verdict::NotReplicated,
                succeeded if succeeded < self.same.count => Verdict::PartlyReplicated,
                _ if self.skipped > 0 => Verdict::Skipped,
                _ => Verdict::Replicated,
            };
        }
        if self.other.count > 0 {
            Verdict::OtherDigest
        } else if self.unknown.count > 0 {
            Verdict::NoDigest
        } else {
            Verdict::Absent
        }
    }

    /// The number of details with its name and another digest, beside those with its digest: a later one can have replaced
    /// the file.
    pub const fn replacements(&self) -> u64 {
        if self.same.count > 0 { self.other.count } else { 0 }
    }

    /// The details that account for the result.
    pub const fn matches(&self) -> &Matches {
        match self.verdict() {
            Verdict::OtherDigest => &self.other,
            Verdict::NoDigest | Verdict::Absent => &self.unknown,
            Verdict::NotReplicated | Verdict::PartlyReplicated | Verdict::Skipped | Verdict::Replicated => &self.same,
        }
    }
}

/// A digest that is looked for.
#[derive(Debug, Default)]
struct Wanted {
    /// The positions of the files with this digest.
    files: Vec<usize>,
    latest: LatestRows,
}

/// The comparison of files with the details that have been read so far.
#[derive(Debug, Default)]
pub struct FileCheck {
    files: Vec<WantedFile>,
    findings: Vec<Findings>,
    by_digest: HashMap<Digest, Wanted>,
    by_name: HashMap<Box<str>, Vec<usize>>,
    without_digest: u64,
}

impl FileCheck {
    /// A comparison of files with no details yet. A file is compared once, and [`MAX_FILES`] at most.
    pub fn new(files: &[WantedFile]) -> Self {
        let mut check = Self::default();
        let mut known = HashSet::new();
        for file in files.iter().take(MAX_FILES).filter(|file| known.insert(*file)) {
            let index = check.files.len();
            check.by_digest.entry(file.digest).or_default().files.push(index);
            if let Some(name) = &file.name {
                check.by_name.entry(last_segment(name).into()).or_default().push(index);
            }
            check.files.push(file.clone());
            check.findings.push(Findings::default());
        }
        check
    }

    /// Compares a detail.
    pub fn add(&mut self, row: &DetailRow<'_>) {
        let received = row.digest.filter(|digest| !digest.trim().is_empty());
        if received.is_none() {
            self.without_digest = self.without_digest.saturating_add(1);
        }
        let digest = received.and_then(Digest::parse);
        let mut same: &[usize] = &[];
        if let Some(wanted) = digest.and_then(|digest| self.by_digest.get_mut(&digest)) {
            same = &wanted.files;
            if let Some(change) = wanted.latest.take(row) {
                for index in same {
                    let Some(findings) = self.findings.get_mut(*index) else { continue };
                    findings.take_same(row, change);
                }
            }
        }
        let alike = row.name.and_then(|name| self.by_name.get(last_segment(name)));
        for index in alike.into_iter().flatten().filter(|index| same.binary_search(index).is_err()) {
            let Some(findings) = self.findings.get_mut(*index) else { continue };
            match received {
                Some(received) => findings.other.add(row, Some(received)),
                None => findings.unknown.add(row, None),
            }
        }
    }

    /// The number of details without a digest.
    pub const fn without_digest(&self) -> u64 {
        self.without_digest
    }

    /// How much of the execution the files have been compared with. `is_all_read` says whether all details were added.
    pub const fn completeness(&self, is_all_read: bool) -> Completeness {
        match (is_all_read, self.without_digest) {
            (false, _) => Completeness::Partial,
            (true, 0) => Completeness::Complete,
            (true, _) => Completeness::WithoutDigests,
        }
    }

    /// The files with their results, the worst first; files with the same result in their order.
    pub fn results(&self) -> Vec<(&WantedFile, &Findings)> {
        let mut results: Vec<_> = self.files.iter().zip(&self.findings).collect();
        results.sort_by_key(|(_, findings)| findings.verdict());
        results
    }

    /// The number of files with each result, in the order of [`Verdict::ALL`].
    pub fn counts(&self) -> [u64; Verdict::ALL.len()] {
        Verdict::ALL.map(|verdict| {
            let count = self.findings.iter().filter(|findings| findings.verdict() == verdict).count();
            u64::try_from(count).unwrap_or(u64::MAX)
        })
    }
}

/// The name of a file without the folders before it.
fn last_segment(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
