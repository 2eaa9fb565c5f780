//! Failure analysis: the failed details of one execution, grouped by error, cluster or repository.
//!
//! An execution can have a hundred thousand failed details, therefore memory is saved: a text that many details share
//! is interned, and a whole error is kept only for the first detail of each fingerprint.

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::NaiveDateTime;

use super::fingerprint;
use super::text::first_line;

/// The property that the details of a group have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupBy {
    /// The fingerprint of the error.
    Error,
    /// The remote cluster.
    Cluster,
    /// The local repository.
    Repository,
}

impl GroupBy {
    /// All variants, in the order of their discriminants.
    pub const ALL: [Self; 3] = [Self::Error, Self::Cluster, Self::Repository];

    /// The value in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Cluster => "cluster",
            Self::Repository => "repository",
        }
    }

    /// Parses a value that [`name`](Self::name) returned.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group_by| group_by.name() == name)
    }
}

/// A failed detail as input of the analysis.
#[derive(Debug, Clone, Copy, Default)]
pub struct FailureRow<'a> {
    /// The name of the artifact; `None` in a historical detail.
    pub name: Option<&'a str>,
    /// The version of the artifact.
    pub version: Option<&'a str>,
    /// The local repository.
    pub repository: Option<&'a str>,
    /// The type of the local repository.
    pub repository_type: Option<&'a str>,
    /// The remote cluster.
    pub cluster: Option<&'a str>,
    /// The start time, in the display zone.
    pub at: Option<NaiveDateTime>,
    /// The whole error.
    pub error: Option<&'a str>,
}

/// A failed detail as the analysis keeps it: shared texts are indexes into an `Interner`.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    name: Option<Box<str>>,
    version: Option<Box<str>>,
    /// The first line of the error, with the names that the fingerprint leaves out.
    line: Box<str>,
    at: Option<NaiveDateTime>,
    fingerprint: u32,
    cluster: u32,
    repository: u32,
    repository_type: u32,
}

impl Member {
    /// The name of the artifact; `None` in a historical detail.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The version of the artifact.
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// The start time, in the display zone.
    pub const fn at(&self) -> Option<NaiveDateTime> {
        self.at
    }
}

/// The texts of a member; an empty text is a missing one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberTexts<'a> {
    /// The local repository.
    pub repository: &'a str,
    /// The type of the local repository.
    pub repository_type: &'a str,
    /// The remote cluster.
    pub cluster: &'a str,
    /// The first line of the error.
    pub line: &'a str,
}

/// The failed details with one fingerprint, in one cluster, or in one repository.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The value in an address.
    pub key: String,
    /// The fingerprint of the error, or the name of the cluster or repository; empty where it is missing.
    pub title: String,
    /// The number of failed details.
    pub count: u64,
    /// The remote clusters of the details.
    pub clusters: Breakdown,
    /// The repositories of the details.
    pub repositories: Breakdown,
    /// The types of the repositories.
    pub repository_types: Breakdown,
    /// The fingerprints of the errors.
    pub errors: Breakdown,
    /// The start time of the first detail.
    pub first: Option<NaiveDateTime>,
    /// The start time of the last detail.
    pub last: Option<NaiveDateTime>,
}

/// The values of one property within a group, with their frequencies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breakdown {
    /// The most frequent values with their counts, in descending order.
    pub top: Vec<(String, u64)>,
    /// The number of values that `top` leaves out.
    pub rest: usize,
}

/// An interner: stores each distinct text once and returns its index.
#[derive(Debug, Default)]
struct Interner {
    texts: Vec<Box<str>>,
    indexes: HashMap<Box<str>, u32>,
}

impl Interner {
    fn intern(&mut self, text: &str) -> u32 {
        if let Some(index) = self.indexes.get(text) {
            return *index;
        }
        let index = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.into());
        self.indexes.insert(text.into(), index);
        index
    }

    fn resolve(&self, index: u32) -> &str {
        usize::try_from(index).ok().and_then(|index| self.texts.get(index)).map_or("", |text| text)
    }
}

/// The failure analysis of one execution, over the details that have been read so far.
#[derive(Debug, Default)]
pub struct Triage {
    members: Vec<Member>,
    fingerprints: Interner,
    /// One whole error for each fingerprint.
    examples: Vec<Box<str>>,
    clusters: Interner,
    repositories: Interner,
    repository_types: Interner,
    /// The statistics of each group, for each [`GroupBy`]. They are updated with each detail, because counting a
    /// hundred thousand details again after each page would block the page.
    stats: [Vec<GroupStats>; 3],
    left_out: u64,
}

impl Triage {
    /// Adds a failed detail.
    pub fn add(&mut self, failure: &FailureRow<'_>) {
        let error = failure.error.unwrap_or_default();
        let fingerprint = self.fingerprints.intern(&fingerprint::fingerprint(error));
        if usize::try_from(fingerprint).is_ok_and(|index| index == self.examples.len()) {
            self.examples.push(error.into());
        }
        let member = Member {
            name: failure.name.map(Into::into),
            version: failure.version.map(Into::into),
            line: first_line(error).into(),
            at: failure.at,
            fingerprint,
            cluster: self.clusters.intern(failure.cluster.unwrap_or_default()),
            repository: self.repositories.intern(failure.repository.unwrap_or_default()),
            repository_type: self.repository_types.intern(failure.repository_type.unwrap_or_default()),
        };
        for (group_by, stats) in GroupBy::ALL.into_iter().zip(&mut self.stats) {
            let group = usize::try_from(group_of(&member, group_by)).unwrap_or(usize::MAX);
            // A text that is new has the next index.
            if group == stats.len() {
                stats.push(GroupStats::default());
            }
            if let Some(stats) = stats.get_mut(group) {
                stats.add(&member);
            }
        }
        self.members.push(member);
    }

    /// Counts a detail that is not analysed.
    pub const fn leave_out(&mut self) {
        self.left_out = self.left_out.saturating_add(1);
    }

    /// The number of details that are not analysed.
    pub const fn left_out(&self) -> u64 {
        self.left_out
    }

    /// The number of details.
    pub const fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are no details.
    pub const fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// All details, in the order in which they were added.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The detail with an index.
    pub fn member(&self, index: u32) -> Option<&Member> {
        self.members.get(usize::try_from(index).ok()?)
    }

    /// The texts of a detail.
    pub fn texts<'a>(&'a self, member: &'a Member) -> MemberTexts<'a> {
        MemberTexts {
            repository: self.repositories.resolve(member.repository),
            repository_type: self.repository_types.resolve(member.repository_type),
            cluster: self.clusters.resolve(member.cluster),
            line: &member.line,
        }
    }

    fn titles(&self, group_by: GroupBy) -> &Interner {
        match group_by {
            GroupBy::Error => &self.fingerprints,
            GroupBy::Cluster => &self.clusters,
            GroupBy::Repository => &self.repositories,
        }
    }

    fn stats(&self, group_by: GroupBy, group: u32) -> Option<&GroupStats> {
        self.stats.get(group_by as usize)?.get(usize::try_from(group).ok()?)
    }

    /// The indexes of the groups in descending order of size; groups of the same size keep the order in which they
    /// were found.
    pub fn ranked(&self, group_by: GroupBy) -> Vec<u32> {
        let stats = self.stats.get(group_by as usize).map(Vec::as_slice).unwrap_or_default();
        by_count((0u32..).zip(stats.iter().map(|stats| stats.count)))
    }

    /// The index of the group with a key.
    pub fn group_index(&self, group_by: GroupBy, key: &str) -> Option<u32> {
        let titles = &self.titles(group_by).texts;
        let index = titles.iter().position(|title| group_key(title, group_by) == key)?;
        u32::try_from(index).ok()
    }

    /// The group with an index; each breakdown has at most `top` values.
    pub fn group(&self, group_by: GroupBy, group: u32, top: usize) -> Option<Group> {
        let stats = self.stats(group_by, group)?;
        let title = self.titles(group_by).resolve(group);
        Some(Group {
            key: group_key(title, group_by),
            title: title.to_owned(),
            count: stats.count,
            clusters: breakdown(&stats.clusters, &self.clusters, top),
            repositories: breakdown(&stats.repositories, &self.repositories, top),
            repository_types: breakdown(&stats.repository_types, &self.repository_types, top),
            errors: breakdown(&stats.fingerprints, &self.fingerprints, top),
            first: stats.first,
            last: stats.last,
        })
    }

    /// An example error of a group in full: one with the most frequent fingerprint.
    pub fn example(&self, group_by: GroupBy, group: u32) -> Option<&str> {
        let fingerprint = most_frequent(&self.stats(group_by, group)?.fingerprints)?;
        let example = self.examples.get(usize::try_from(fingerprint).ok()?)?;
        Some(example).filter(|example| !example.is_empty()).map(AsRef::as_ref)
    }

    /// The indexes of the first details of a group, at most `count`.
    pub fn first_members_of(&self, group_by: GroupBy, group: u32, count: usize) -> Vec<u32> {
        let is_member = |member: &Member| group_of(member, group_by) == group;
        let members = (0u32..).zip(&self.members).filter(|(_, member)| is_member(member));
        members.map(|(index, _)| index).take(count).collect()
    }

    /// The indexes of the details of a group.
    pub fn members_of(&self, group_by: GroupBy, group: u32) -> Vec<u32> {
        let is_member = |member: &Member| group_of(member, group_by) == group;
        (0u32..).zip(&self.members).filter(|(_, member)| is_member(member)).map(|(index, _)| index).collect()
    }
}

/// The key of a group in an address: the name itself, or a hash of a fingerprint, which is too long for an address.
fn group_key(title: &str, group_by: GroupBy) -> String {
    match group_by {
        GroupBy::Error => fingerprint::key(title),
        // An empty parameter would be dropped from the address.
        GroupBy::Cluster | GroupBy::Repository if title.is_empty() => "-".to_owned(),
        GroupBy::Cluster | GroupBy::Repository => title.to_owned(),
    }
}

const fn group_of(member: &Member, group_by: GroupBy) -> u32 {
    match group_by {
        GroupBy::Error => member.fingerprint,
        GroupBy::Cluster => member.cluster,
        GroupBy::Repository => member.repository,
    }
}

/// The frequencies of interned texts.
type Counts = HashMap<u32, u64>;

/// The running statistics of one group.
#[derive(Debug, Default)]
struct GroupStats {
    count: u64,
    clusters: Counts,
    repositories: Counts,
    repository_types: Counts,
    fingerprints: Counts,
    first: Option<NaiveDateTime>,
    last: Option<NaiveDateTime>,
}

impl GroupStats {
    fn add(&mut self, member: &Member) {
        self.count = self.count.saturating_add(1);
        for (counts, text) in [
            (&mut self.clusters, member.cluster),
            (&mut self.repositories, member.repository),
            (&mut self.repository_types, member.repository_type),
            (&mut self.fingerprints, member.fingerprint),
        ] {
            let count = counts.entry(text).or_default();
            *count = count.saturating_add(1);
        }
        if let Some(at) = member.at {
            self.first = Some(self.first.map_or(at, |first| first.min(at)));
            self.last = Some(self.last.map_or(at, |last| last.max(at)));
        }
    }
}

/// The most frequent text; of several, the one that was interned first.
fn most_frequent(counts: &Counts) -> Option<u32> {
    counts.iter().max_by_key(|(text, count)| (**count, Reverse(**text))).map(|(text, _)| *text)
}

fn breakdown(counts: &Counts, interner: &Interner, top: usize) -> Breakdown {
    let count = |text: &u32| counts.get(text).copied().unwrap_or_default();
    let ranked = by_count(counts.iter().map(|(text, count)| (*text, *count)));
    let top = ranked.iter().take(top).map(|text| (interner.resolve(*text).to_owned(), count(text))).collect::<Vec<_>>();
    Breakdown { rest: ranked.len().saturating_sub(top.len()), top }
}

/// The indexes of counts: the largest count first, and equal counts by index.
fn by_count(counts: impl Iterator<Item = (u32, u64)>) -> Vec<u32> {
    let mut counts: Vec<(Reverse<u64>, u32)> = counts.map(|(index, count)| (Reverse(count), index)).collect();
    counts.sort_unstable();
    counts.into_iter().map(|(_, index)| index).collect()
}
