//! Failed details and their groups.

use super::*;

fn failed<'a>(id: &'a str, repository: &'a str, cluster: &'a str, error: &'a str) -> Failed<'a> {
    Failed {
        id,
        name: Some(id),
        repository: Some(repository),
        cluster: Some(cluster),
        error: Some(error),
        ..Failed::default()
    }
}

fn triage() -> Triage {
    let mut triage = Triage::default();
    let at = |text: &str| LocalTime::parse(text);
    triage
        .add(&Failed { at: at("2026-11-01T08:30"), ..failed("a", "npm", "sh", "Read timed out after 30001 ms\nat x") });
    triage.add(&Failed { at: at("2026-11-01T08:10"), ..failed("b", "npm", "sz", "disk full") });
    triage.add(&Failed { at: at("2026-11-01T08:50"), ..failed("c", "maven", "sh", "Read timed out after 4 ms\nat y") });
    triage.add(&Failed { id: "d", ..Failed::default() });
    triage
}

#[test]
fn what_failed_alike_is_one_group_and_the_largest_stands_first() {
    let triage = triage();
    let groups = triage.groups(By::Error);
    let said: Vec<_> = groups.iter().map(|group| (group.title.as_str(), group.count)).collect();
    assert_eq!(said, [("Read timed out after ‹n› ms", 2), ("disk full", 1), ("", 1)]);
    let first = groups.first().unwrap();
    assert_eq!(first.example, "Read timed out after 30001 ms\nat x");
    assert_eq!(first.clusters, [("sh".to_owned(), 2)]);
    assert_eq!(first.repositories, [("npm".to_owned(), 1), ("maven".to_owned(), 1)]);
    assert_eq!((first.first, first.last), (LocalTime::parse("2026-11-01T08:30"), LocalTime::parse("2026-11-01T08:50")));
}

#[test]
fn a_group_knows_its_members_and_each_its_own_line() {
    let triage = triage();
    let key = triage.groups(By::Error).first().unwrap().key.clone();
    let members = triage.group(By::Error, &key);
    assert_eq!(members, [0, 2]);
    let last = triage.member(2).unwrap();
    assert_eq!((last.name(), triage.texts(last).line), (Some("c"), "Read timed out after 4 ms"));
    assert!(triage.group(By::Error, "no such").is_empty());
}

#[test]
fn clusters_and_repositories_are_groups_too() {
    let triage = triage();
    let of = |by| triage.groups(by).iter().map(|group| (group.title.clone(), group.count)).collect::<Vec<_>>();
    assert_eq!(of(By::Cluster), [("sh".to_owned(), 2), ("sz".to_owned(), 1), (String::new(), 1)]);
    assert_eq!(of(By::Repository), [("npm".to_owned(), 2), ("maven".to_owned(), 1), (String::new(), 1)]);
    assert_eq!(triage.group(By::Cluster, "-"), [3], "without a name");
    assert_eq!(triage.groups(By::Cluster).first().unwrap().errors.len(), 1);
}

#[test]
fn every_member_is_in_one_group_of_each_kind() {
    let triage = triage();
    for by in By::ALL {
        let groups = triage.groups(by);
        assert_eq!(groups.iter().map(|group| group.count).sum::<u64>(), 4);
        assert_eq!(groups.iter().map(|group| triage.group(by, &group.key).len()).sum::<usize>(), 4);
        assert_eq!(By::parse(by.name()), Some(by));
    }
}
