//! Failed details, grouped by what they have in common.
//!
//! Lean, since there may be a hundred thousand of them: a text that many share is kept once, and an error in full
//! only for the first of its shape.

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono::NaiveDateTime;

use super::fingerprint;
use super::sorting::by_count;
use super::text::first_line;

/// What groups have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    /// The shape of the error.
    Error,
    /// The remote cluster.
    Cluster,
    /// The local repository.
    Repository,
}

impl By {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Error, Self::Cluster, Self::Repository];

    /// As it stands in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Cluster => "cluster",
            Self::Repository => "repository",
        }
    }

    /// Reads what [`name`](Self::name) gives.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.name() == name)
    }
}

/// A failed detail, as it is told to a triage.
#[derive(Debug, Clone, Copy, Default)]
pub struct Failed<'a> {
    /// The artifact's name; none in a historical detail.
    pub name: Option<&'a str>,
    /// Its version.
    pub version: Option<&'a str>,
    /// The local repository.
    pub repository: Option<&'a str>,
    /// Its type.
    pub repository_type: Option<&'a str>,
    /// The remote cluster.
    pub cluster: Option<&'a str>,
    /// When it began.
    pub at: Option<NaiveDateTime>,
    /// The whole error.
    pub error: Option<&'a str>,
}

/// A failed detail, as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    name: Option<Box<str>>,
    version: Option<Box<str>>,
    /// The first line of its error, with the names that the shape leaves out.
    line: Box<str>,
    at: Option<NaiveDateTime>,
    shape: u32,
    cluster: u32,
    repository: u32,
    repository_type: u32,
}

impl Member {
    /// The artifact's name; none in a historical detail.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Its version.
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// When it began, on the clock of the answer's zone.
    pub const fn at(&self) -> Option<NaiveDateTime> {
        self.at
    }
}

/// The texts of a member; an empty one is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texts<'a> {
    /// The local repository.
    pub repository: &'a str,
    /// Its type.
    pub repository_type: &'a str,
    /// The remote cluster.
    pub cluster: &'a str,
    /// The first line of the error.
    pub line: &'a str,
}

/// What failed for one reason, in one cluster, or in one repository.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What it is called in an address.
    pub key: String,
    /// The shape of the error, or the name of the cluster or repository; empty where there is none.
    pub title: String,
    /// How many failed details.
    pub count: u64,
    /// The remote clusters that it hits.
    pub clusters: Hits,
    /// The repositories.
    pub repositories: Hits,
    /// Their types.
    pub repository_types: Hits,
    /// The shapes of its errors.
    pub errors: Hits,
    /// When the first of them began.
    pub first: Option<NaiveDateTime>,
    /// When the last of them began.
    pub last: Option<NaiveDateTime>,
}

/// What a group hits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// The most frequent, and how often each; the most frequent first.
    pub most: Vec<(String, u64)>,
    /// How many there are besides.
    pub rest: usize,
}

/// Texts that many share, each once.
#[derive(Debug, Default)]
struct Texted {
    texts: Vec<Box<str>>,
    places: HashMap<Box<str>, u32>,
}

impl Texted {
    fn put(&mut self, text: &str) -> u32 {
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        let place = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.into());
        self.places.insert(text.into(), place);
        place
    }

    fn get(&self, place: u32) -> &str {
        usize::try_from(place).ok().and_then(|place| self.texts.get(place)).map_or("", |text| text)
    }
}

/// Failed details, as many as were read.
#[derive(Debug, Default)]
pub struct Triage {
    members: Vec<Member>,
    shapes: Texted,
    /// One whole error for each shape.
    examples: Vec<Box<str>>,
    clusters: Texted,
    repositories: Texted,
    repository_types: Texted,
    /// What each group has in common, as far as it is known, by what it is grouped by: counted as they come, since
    /// counting a hundred thousand anew with every page would stop the page.
    tallies: [Vec<Tally>; 3],
}

impl Triage {
    /// Takes one in.
    pub fn add(&mut self, failed: &Failed<'_>) {
        let error = failed.error.unwrap_or_default();
        let shape = self.shapes.put(&fingerprint::fingerprint(error));
        if usize::try_from(shape).is_ok_and(|shape| shape == self.examples.len()) {
            self.examples.push(error.into());
        }
        let member = Member {
            name: failed.name.map(Into::into),
            version: failed.version.map(Into::into),
            line: first_line(error).into(),
            at: failed.at,
            shape,
            cluster: self.clusters.put(failed.cluster.unwrap_or_default()),
            repository: self.repositories.put(failed.repository.unwrap_or_default()),
            repository_type: self.repository_types.put(failed.repository_type.unwrap_or_default()),
        };
        for (by, tallies) in By::ALL.into_iter().zip(&mut self.tallies) {
            let place = usize::try_from(group_of(&member, by)).unwrap_or(usize::MAX);
            // A text that was not met before is the next one.
            if place == tallies.len() {
                tallies.push(Tally::default());
            }
            if let Some(tally) = tallies.get_mut(place) {
                tally.add(&member);
            }
        }
        self.members.push(member);
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// All of them, in the order in which they came.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// One of them, by its place among all.
    pub fn member(&self, place: u32) -> Option<&Member> {
        self.members.get(usize::try_from(place).ok()?)
    }

    /// The texts of one.
    pub fn texts<'a>(&'a self, member: &'a Member) -> Texts<'a> {
        Texts {
            repository: self.repositories.get(member.repository),
            repository_type: self.repository_types.get(member.repository_type),
            cluster: self.clusters.get(member.cluster),
            line: &member.line,
        }
    }

    fn texted(&self, by: By) -> &Texted {
        match by {
            By::Error => &self.shapes,
            By::Cluster => &self.clusters,
            By::Repository => &self.repositories,
        }
    }

    fn tally(&self, by: By, place: u32) -> Option<&Tally> {
        self.tallies.get(by as usize)?.get(usize::try_from(place).ok()?)
    }

    /// The groups by their places, the largest first; of the same size, the one that was met first.
    pub fn order(&self, by: By) -> Vec<u32> {
        let tallies = self.tallies.get(by as usize).map(Vec::as_slice).unwrap_or_default();
        by_count((0u32..).zip(tallies.iter().map(|tally| tally.count)))
    }

    /// The place of the group that an address calls so.
    pub fn place(&self, by: By, wanted: &str) -> Option<u32> {
        let texts = &self.texted(by).texts;
        texts.iter().position(|title| key(title, by) == wanted).and_then(|place| u32::try_from(place).ok())
    }

    /// A group by its place; of all that it hits, at most `most` of each kind.
    pub fn group(&self, by: By, place: u32, most: usize) -> Option<Group> {
        let tally = self.tally(by, place)?;
        let title = self.texted(by).get(place);
        Some(Group {
            key: key(title, by),
            title: title.to_owned(),
            count: tally.count,
            clusters: hits(&tally.clusters, &self.clusters, most),
            repositories: hits(&tally.repositories, &self.repositories, most),
            repository_types: hits(&tally.repository_types, &self.repository_types, most),
            errors: hits(&tally.shapes, &self.shapes, most),
            first: tally.first,
            last: tally.last,
        })
    }

    /// One of the errors of a group in full: one of its most frequent shape.
    pub fn example(&self, by: By, place: u32) -> Option<&str> {
        let shape = largest(&self.tally(by, place)?.shapes)?;
        let example = self.examples.get(usize::try_from(shape).ok()?)?;
        Some(example).filter(|example| !example.is_empty()).map(AsRef::as_ref)
    }

    /// The members of a group, by their places among all.
    pub fn members_of(&self, by: By, group: u32) -> Vec<u32> {
        (0u32..).zip(&self.members).filter(|(_, member)| group_of(member, by) == group).map(|(at, _)| at).collect()
    }
}

/// A name stands for itself; a shape is too long for an address.
fn key(title: &str, by: By) -> String {
    match by {
        By::Error => fingerprint::key(title),
        // An empty parameter is none: what has no name is called so.
        By::Cluster | By::Repository if title.is_empty() => "-".to_owned(),
        By::Cluster | By::Repository => title.to_owned(),
    }
}

const fn group_of(member: &Member, by: By) -> u32 {
    match by {
        By::Error => member.shape,
        By::Cluster => member.cluster,
        By::Repository => member.repository,
    }
}

/// How often each of some texts occurs.
type Counts = HashMap<u32, u64>;

#[derive(Debug, Default)]
struct Tally {
    count: u64,
    clusters: Counts,
    repositories: Counts,
    repository_types: Counts,
    shapes: Counts,
    first: Option<NaiveDateTime>,
    last: Option<NaiveDateTime>,
}

impl Tally {
    fn add(&mut self, member: &Member) {
        self.count = self.count.saturating_add(1);
        for (counts, place) in [
            (&mut self.clusters, member.cluster),
            (&mut self.repositories, member.repository),
            (&mut self.repository_types, member.repository_type),
            (&mut self.shapes, member.shape),
        ] {
            let count = counts.entry(place).or_default();
            *count = count.saturating_add(1);
        }
        if let Some(at) = member.at {
            self.first = Some(self.first.map_or(at, |first| first.min(at)));
            self.last = Some(self.last.map_or(at, |last| last.max(at)));
        }
    }
}

/// The most frequent; of several, the one that was met first.
fn largest(counts: &Counts) -> Option<u32> {
    counts.iter().max_by_key(|(place, count)| (**count, std::cmp::Reverse(**place))).map(|(place, _)| *place)
}

fn hits(counts: &Counts, texted: &Texted, most: usize) -> Hits {
    let count = |place: &u32| counts.get(place).copied().unwrap_or_default();
    let places = by_count(counts.iter().map(|(place, count)| (*place, *count)));
    let most = places.iter().take(most).map(|place| (texted.get(*place).to_owned(), count(place))).collect::<Vec<_>>();
    Hits { rest: places.len().saturating_sub(most.len()), most }
}
