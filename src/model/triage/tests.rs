//! Tests of the grouping of failed details.

use super::super::time::parse;
use super::*;

fn failed<'a>(name: &'a str, repository: &'a str, cluster: &'a str, error: &'a str) -> FailureRow<'a> {
    FailureRow {
        name: Some(name),
        repository: Some(repository),
        cluster: Some(cluster),
        error: Some(error),
        ..FailureRow::default()
    }
}

fn triage() -> Triage {
    let mut triage = Triage::default();
    let at = |text: &str| parse(text);
    triage.add(&FailureRow {
        at: at("2026-11-01T08:30"),
        ..failed("a", "npm", "sh", "Read timed out after 30001 ms\nat x")
    });
    triage.add(&FailureRow { at: at("2026-11-01T08:10"), ..failed("b", "npm", "sz", "disk full") });
    triage.add(&FailureRow {
        at: at("2026-11-01T08:50"),
        ..failed("c", "maven", "sh", "Read timed out after 4 ms\nat y")
    });
    triage.add(&FailureRow::default());
    triage
}

fn groups(triage: &Triage, group_by: GroupBy) -> Vec<Group> {
    triage.ranked(group_by).into_iter().filter_map(|group| triage.group(group_by, group, 9)).collect()
}

#[test]
fn details_with_the_same_fingerprint_are_one_group_and_the_largest_is_first() {
    let triage = triage();
    let groups = groups(&triage, GroupBy::Error);
    let titles: Vec<_> = groups.iter().map(|group| (group.title.as_str(), group.count)).collect();
    assert_eq!(titles, [("Read timed out after ‹n› ms", 2), ("disk full", 1), ("", 1)]);
    let first = groups.first().unwrap();
    assert_eq!(first.clusters.top, [("sh".to_owned(), 2)]);
    assert_eq!(first.repositories.top, [("npm".to_owned(), 1), ("maven".to_owned(), 1)]);
    assert_eq!((first.first, first.last), (parse("2026-11-01T08:30"), parse("2026-11-01T08:50")));
    assert_eq!(triage.example(GroupBy::Error, 0), Some("Read timed out after 30001 ms\nat x"));
    assert_eq!(triage.example(GroupBy::Error, 2), None, "the detail has no error");
}

#[test]
fn a_group_has_its_members_and_each_member_its_own_line() {
    let triage = triage();
    let key = groups(&triage, GroupBy::Error).remove(0).key;
    let group = triage.group_index(GroupBy::Error, &key).unwrap();
    let members = triage.members_of(GroupBy::Error, group);
    assert_eq!(members, [0, 2]);
    let last = triage.member(2).unwrap();
    assert_eq!((last.name(), triage.texts(last).line), (Some("c"), "Read timed out after 4 ms"));
    assert_eq!(triage.group_index(GroupBy::Error, "no such"), None);
    assert_eq!(triage.group(GroupBy::Error, 99, 9), None);
}

#[test]
fn details_are_grouped_by_cluster_and_by_repository() {
    let triage = triage();
    let of =
        |group_by| groups(&triage, group_by).into_iter().map(|group| (group.title, group.count)).collect::<Vec<_>>();
    assert_eq!(of(GroupBy::Cluster), [("sh".to_owned(), 2), ("sz".to_owned(), 1), (String::new(), 1)]);
    assert_eq!(of(GroupBy::Repository), [("npm".to_owned(), 2), ("maven".to_owned(), 1), (String::new(), 1)]);
    let unnamed = triage.group_index(GroupBy::Cluster, "-").unwrap();
    assert_eq!(triage.members_of(GroupBy::Cluster, unnamed), [3], "without a name");
    assert_eq!(triage.example(GroupBy::Cluster, 0), Some("Read timed out after 30001 ms\nat x"));
}

#[test]
fn values_left_out_of_a_breakdown_are_counted() {
    let triage = triage();
    let npm = triage.group_index(GroupBy::Repository, "npm").unwrap();
    let few = triage.group(GroupBy::Repository, npm, 1).unwrap();
    assert_eq!((few.errors.top, few.errors.rest), (vec![("Read timed out after ‹n› ms".to_owned(), 1)], 1));
    assert_eq!(triage.group(GroupBy::Repository, npm, 9).unwrap().errors.rest, 0);
}

#[test]
fn each_member_is_in_one_group_of_each_grouping() {
    let triage = triage();
    for group_by in GroupBy::ALL {
        assert_eq!(groups(&triage, group_by).iter().map(|group| group.count).sum::<u64>(), 4);
        let ranked = triage.ranked(group_by);
        assert_eq!(ranked.iter().map(|group| triage.members_of(group_by, *group).len()).sum::<usize>(), 4);
        assert_eq!(GroupBy::parse(group_by.name()), Some(group_by));
    }
}

#[test]
fn the_largest_count_comes_first_and_equal_counts_keep_their_order() {
    assert_eq!(by_count([(0, 1), (1, 5), (2, 1), (3, u64::MAX)].into_iter()), [3, 1, 0, 2]);
}
