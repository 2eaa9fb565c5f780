//! The failed artifacts of one execution against those of another of the same task.

use std::collections::{HashMap, HashSet};

use super::sorting::sort;
use super::triage::{Member, Triage};

/// What became of an artifact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It failed then and fails now.
    Both,
    /// It fails now and did not then.
    New,
    /// It failed then and does not now.
    Gone,
}

impl Change {
    /// Every one, the news first.
    pub const ALL: [Self; 3] = [Self::New, Self::Both, Self::Gone];

    /// As it stands in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::New => "new",
            Self::Gone => "gone",
        }
    }
}

/// The difference between two executions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    both: Vec<u32>,
    new: Vec<u32>,
    gone: Vec<u32>,
    /// Failed details then that name no artifact, so that nothing can be told of them.
    pub untold_then: usize,
    /// The same now.
    pub untold_now: usize,
}

impl Comparison {
    /// The artifacts of a change, each once: by their places among those of now, or, for those that are gone, among
    /// those of then.
    pub fn of(&self, change: Change) -> &[u32] {
        match change {
            Change::Both => &self.both,
            Change::New => &self.new,
            Change::Gone => &self.gone,
        }
    }
}

/// What tells an artifact from the others of its task: where it comes from, where it goes, its name and version.
type Artifact<'a> = (&'a str, &'a str, &'a str, &'a str);

fn artifact<'a>(of: &'a Triage, member: &'a Member) -> Option<Artifact<'a>> {
    let texts = of.texts(member);
    Some((texts.cluster, texts.repository, member.name()?, member.version().unwrap_or_default()))
}

/// The artifacts that failed, each where it stands first, and how many details name none.
fn artifacts(of: &Triage) -> (HashMap<Artifact<'_>, u32>, usize) {
    let mut places = HashMap::with_capacity(of.len());
    let mut untold = 0usize;
    for (at, member) in (0u32..).zip(of.members()) {
        match artifact(of, member) {
            Some(artifact) => {
                places.entry(artifact).or_insert(at);
            }
            None => untold = untold.saturating_add(1),
        }
    }
    (places, untold)
}

/// Holds the failed details of `now` against those of `then`. One artifact may have failed several times in one
/// execution: it counts once.
pub fn compare(then: &Triage, now: &Triage) -> Comparison {
    let (before, untold_then) = artifacts(then);
    let (after, untold_now) = artifacts(now);
    let sorted = |places: &mut dyn Iterator<Item = u32>| {
        let mut places: Vec<u64> = places.map(u64::from).collect();
        sort(&mut places);
        places.into_iter().filter_map(|place| u32::try_from(place).ok()).collect()
    };
    let known: HashSet<&Artifact<'_>> = before.keys().collect();
    let (both, new): (Vec<_>, Vec<_>) = after.iter().partition(|(artifact, _)| known.contains(artifact));
    Comparison {
        both: sorted(&mut both.into_iter().map(|(_, at)| *at)),
        new: sorted(&mut new.into_iter().map(|(_, at)| *at)),
        gone: sorted(&mut before.iter().filter(|(artifact, _)| !after.contains_key(*artifact)).map(|(_, at)| *at)),
        untold_then,
        untold_now,
    }
}

#[cfg(test)]
mod tests {
    use super::super::triage::Failed;
    use super::*;
    use proptest::prelude::*;

    fn run(names: &[&str]) -> Triage {
        let mut triage = Triage::default();
        for name in names {
            let (cluster, name) = name.split_once(':').unwrap_or(("sh", name));
            let name = Some(name).filter(|name| !name.is_empty());
            triage.add(&Failed { name, repository: Some("npm"), cluster: Some(cluster), ..Failed::default() });
        }
        triage
    }

    #[test]
    fn each_artifact_is_in_one_of_three() {
        let comparison = compare(&run(&["a", "b", "c"]), &run(&["x", "b", "a", "y"]));
        assert_eq!(comparison.of(Change::Both), [1, 2]);
        assert_eq!(comparison.of(Change::New), [0, 3]);
        assert_eq!(comparison.of(Change::Gone), [2]);
    }

    #[test]
    fn an_artifact_that_failed_twice_in_one_execution_counts_once() {
        let comparison = compare(&run(&["a", "a"]), &run(&["a", "b", "b"]));
        assert_eq!((comparison.of(Change::Both).len(), comparison.of(Change::New).len()), (1, 1));
    }

    #[test]
    fn the_same_name_in_another_cluster_is_another_artifact() {
        let comparison = compare(&run(&["sh:a"]), &run(&["sz:a"]));
        assert_eq!((comparison.of(Change::New).len(), comparison.of(Change::Gone).len()), (1, 1));
    }

    #[test]
    fn of_what_has_no_name_nothing_is_told() {
        let comparison = compare(&run(&["", "a"]), &run(&["", "", "a"]));
        assert_eq!((comparison.untold_then, comparison.untold_now), (1, 2));
        assert_eq!(comparison.of(Change::Both).len(), 1);
        assert!(comparison.of(Change::New).is_empty());
    }

    proptest! {
        #[test]
        fn the_three_are_the_union(then in prop::collection::vec("[a-f]", 0..8), now in prop::collection::vec("[a-f]", 0..8)) {
            let (then, now): (Vec<&str>, Vec<&str>) = (then.iter().map(String::as_str).collect(), now.iter().map(String::as_str).collect());
            let comparison = compare(&run(&then), &run(&now));
            let set = |names: &[&str]| names.iter().copied().map(str::to_owned).collect::<HashSet<String>>();
            let (then, now) = (set(&then), set(&now));
            prop_assert_eq!(comparison.of(Change::Both).len(), then.intersection(&now).count());
            prop_assert_eq!(comparison.of(Change::New).len(), now.difference(&then).count());
            prop_assert_eq!(comparison.of(Change::Gone).len(), then.difference(&now).count());
        }
    }
}
