//! Comparison of the failed artifacts of two executions of one task.

use std::collections::HashSet;

use super::triage::{Member, Triage};

/// The change of one artifact between the baseline and the current execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It failed in both executions.
    Both,
    /// It failed in the current execution only.
    New,
    /// It failed in the baseline only.
    Gone,
}

impl Change {
    /// All variants, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::New, Self::Both, Self::Gone];

    /// The value in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::New => "new",
            Self::Gone => "gone",
        }
    }
}

/// The failed artifacts of two executions, by change.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    both: Vec<u32>,
    new: Vec<u32>,
    gone: Vec<u32>,
    /// The number of failed details of the baseline that name no artifact, and so cannot be compared.
    pub unidentified_baseline: usize,
    /// The number of such details of the current execution.
    pub unidentified_current: usize,
}

impl Comparison {
    /// The artifacts with a change, each once, as ascending indexes: into the members of the current execution, or
    /// for [`Change::Gone`] into those of the baseline.
    pub fn indexes(&self, change: Change) -> &[u32] {
        match change {
            Change::Both => &self.both,
            Change::New => &self.new,
            Change::Gone => &self.gone,
        }
    }
}

/// The identity of an artifact within a task: remote cluster, local repository, name and version.
type Artifact<'a> = (&'a str, &'a str, &'a str, &'a str);

fn artifact<'a>(triage: &'a Triage, member: &'a Member) -> Option<Artifact<'a>> {
    let texts = triage.texts(member);
    Some((texts.cluster, texts.repository, member.name()?, member.version().unwrap_or_default()))
}

/// The distinct failed artifacts of an execution.
struct Artifacts<'a> {
    set: HashSet<Artifact<'a>>,
    /// Each artifact with the index of its first detail, in ascending order.
    first_indexes: Vec<(Artifact<'a>, u32)>,
    /// The number of details that name no artifact.
    unidentified: usize,
}

impl<'a> Artifacts<'a> {
    fn new(triage: &'a Triage) -> Self {
        let mut artifacts = Self { set: HashSet::new(), first_indexes: Vec::new(), unidentified: 0 };
        for (index, member) in (0u32..).zip(triage.members()) {
            match artifact(triage, member) {
                Some(artifact) if artifacts.set.insert(artifact) => artifacts.first_indexes.push((artifact, index)),
                Some(_) => {}
                None => artifacts.unidentified = artifacts.unidentified.saturating_add(1),
            }
        }
        artifacts
    }

    /// The indexes of the artifacts that are in another set as well, and of those that are not.
    fn partition(&self, other: &HashSet<Artifact<'_>>) -> (Vec<u32>, Vec<u32>) {
        let (in_both, only_here): (Vec<_>, Vec<_>) =
            self.first_indexes.iter().partition(|(artifact, _)| other.contains(artifact));
        let indexes = |artifacts: Vec<&(Artifact<'_>, u32)>| artifacts.into_iter().map(|(_, index)| *index).collect();
        (indexes(in_both), indexes(only_here))
    }
}

/// Compares the failed details of `current` with those of `baseline`. An artifact that failed several times in one
/// execution counts once.
pub fn compare(baseline: &Triage, current: &Triage) -> Comparison {
    let (before, after) = (Artifacts::new(baseline), Artifacts::new(current));
    let (both, new) = after.partition(&before.set);
    let (_, gone) = before.partition(&after.set);
    let (unidentified_baseline, unidentified_current) = (before.unidentified, after.unidentified);
    Comparison { both, new, gone, unidentified_baseline, unidentified_current }
}

#[cfg(test)]
mod tests {
    use super::super::triage::FailureRow;
    use super::*;
    use proptest::prelude::*;

    fn run(names: &[&str]) -> Triage {
        let mut triage = Triage::default();
        for name in names {
            let (cluster, name) = name.split_once(':').unwrap_or(("sh", name));
            let name = Some(name).filter(|name| !name.is_empty());
            triage.add(&FailureRow { name, repository: Some("npm"), cluster: Some(cluster), ..FailureRow::default() });
        }
        triage
    }

    #[test]
    fn each_artifact_has_one_change() {
        let comparison = compare(&run(&["a", "b", "c"]), &run(&["x", "b", "a", "y"]));
        assert_eq!(comparison.indexes(Change::Both), [1, 2]);
        assert_eq!(comparison.indexes(Change::New), [0, 3]);
        assert_eq!(comparison.indexes(Change::Gone), [2]);
    }

    #[test]
    fn an_artifact_that_failed_twice_in_one_execution_counts_once() {
        let comparison = compare(&run(&["a", "a"]), &run(&["a", "b", "b"]));
        assert_eq!((comparison.indexes(Change::Both).len(), comparison.indexes(Change::New).len()), (1, 1));
    }

    #[test]
    fn the_same_name_in_another_cluster_is_another_artifact() {
        let comparison = compare(&run(&["sh:a"]), &run(&["sz:a"]));
        assert_eq!((comparison.indexes(Change::New).len(), comparison.indexes(Change::Gone).len()), (1, 1));
    }

    #[test]
    fn details_without_an_artifact_name_are_counted_and_not_compared() {
        let comparison = compare(&run(&["", "a"]), &run(&["", "", "a"]));
        assert_eq!((comparison.unidentified_baseline, comparison.unidentified_current), (1, 2));
        assert_eq!(comparison.indexes(Change::Both).len(), 1);
        assert!(comparison.indexes(Change::New).is_empty());
    }

    proptest! {
        #[test]
        fn the_three_changes_partition_the_union(baseline in prop::collection::vec("[a-f]", 0..8), current in prop::collection::vec("[a-f]", 0..8)) {
            let (baseline, current): (Vec<&str>, Vec<&str>) = (baseline.iter().map(String::as_str).collect(), current.iter().map(String::as_str).collect());
            let comparison = compare(&run(&baseline), &run(&current));
            let set = |names: &[&str]| names.iter().copied().map(str::to_owned).collect::<HashSet<String>>();
            let (baseline, current) = (set(&baseline), set(&current));
            prop_assert_eq!(comparison.indexes(Change::Both).len(), baseline.intersection(&current).count());
            prop_assert_eq!(comparison.indexes(Change::New).len(), current.difference(&baseline).count());
            prop_assert_eq!(comparison.indexes(Change::Gone).len(), baseline.difference(&current).count());
        }
    }
}
