//! Failed details and their groups.

use super::super::time::parse;
use super::*;

fn failed<'a>(name: &'a str, repository: &'a str, cluster: &'a str, error: &'a str) -> Failed<'a> {
    Failed {
        name: Some(name),
        repository: Some(repository),
        cluster: Some(cluster),
        error: Some(error),
        ..Failed::default()
    }
}

fn triage() -> Triage {
    let mut triage = Triage::default();
    let at = |text: &str| parse(text);
    triage
        .add(&Failed { at: at("2026-11-01T08:30"), ..failed("a", "npm", "sh", "Read timed out after 30001 ms\nat x") });
    triage.add(&Failed { at: at("2026-11-01T08:10"), ..failed("b", "npm", "sz", "disk full") });
    triage.add(&Failed { at: at("2026-11-01T08:50"), ..failed("c", "maven", "sh", "Read timed out after 4 ms\nat y") });
    triage.add(&Failed::default());
    triage
}

fn groups(triage: &Triage, by: By) -> Vec<Group> {
    triage.order(by).into_iter().filter_map(|place| triage.group(by, place, 9)).collect()
}

#[test]
fn what_failed_alike_is_one_group_and_the_largest_stands_first() {
    let triage = triage();
    let groups = groups(&triage, By::Error);
    let said: Vec<_> = groups.iter().map(|group| (group.title.as_str(), group.count)).collect();
    assert_eq!(said, [("Read timed out after ‹n› ms", 2), ("disk full", 1), ("", 1)]);
    let first = groups.first().unwrap();
    assert_eq!(first.clusters.most, [("sh".to_owned(), 2)]);
    assert_eq!(first.repositories.most, [("npm".to_owned(), 1), ("maven".to_owned(), 1)]);
    assert_eq!((first.first, first.last), (parse("2026-11-01T08:30"), parse("2026-11-01T08:50")));
    assert_eq!(triage.example(By::Error, 0), Some("Read timed out after 30001 ms\nat x"));
    assert_eq!(triage.example(By::Error, 2), None, "nothing was said");
}

#[test]
fn a_group_knows_its_members_and_each_its_own_line() {
    let triage = triage();
    let key = groups(&triage, By::Error).remove(0).key;
    let place = triage.place(By::Error, &key).unwrap();
    let members = triage.members_of(By::Error, place);
    assert_eq!(members, [0, 2]);
    let last = triage.member(2).unwrap();
    assert_eq!((last.name(), triage.texts(last).line), (Some("c"), "Read timed out after 4 ms"));
    assert_eq!(triage.place(By::Error, "no such"), None);
    assert_eq!(triage.group(By::Error, 99, 9), None);
}

#[test]
fn clusters_and_repositories_are_groups_too() {
    let triage = triage();
    let of = |by| groups(&triage, by).into_iter().map(|group| (group.title, group.count)).collect::<Vec<_>>();
    assert_eq!(of(By::Cluster), [("sh".to_owned(), 2), ("sz".to_owned(), 1), (String::new(), 1)]);
    assert_eq!(of(By::Repository), [("npm".to_owned(), 2), ("maven".to_owned(), 1), (String::new(), 1)]);
    let unnamed = triage.place(By::Cluster, "-").unwrap();
    assert_eq!(triage.members_of(By::Cluster, unnamed), [3], "without a name");
    assert_eq!(triage.example(By::Cluster, 0), Some("Read timed out after 30001 ms\nat x"));
}

#[test]
fn what_is_not_named_is_counted() {
    let triage = triage();
    let npm = triage.place(By::Repository, "npm").unwrap();
    let few = triage.group(By::Repository, npm, 1).unwrap();
    assert_eq!((few.errors.most, few.errors.rest), (vec![("Read timed out after ‹n› ms".to_owned(), 1)], 1));
    assert_eq!(triage.group(By::Repository, npm, 9).unwrap().errors.rest, 0);
}

#[test]
fn every_member_is_in_one_group_of_each_kind() {
    let triage = triage();
    for by in By::ALL {
        assert_eq!(groups(&triage, by).iter().map(|group| group.count).sum::<u64>(), 4);
        let order = triage.order(by);
        assert_eq!(order.iter().map(|place| triage.members_of(by, *place).len()).sum::<usize>(), 4);
        assert_eq!(By::parse(by.name()), Some(by));
    }
}
