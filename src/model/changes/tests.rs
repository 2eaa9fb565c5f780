use std::collections::HashMap;

use super::*;
use proptest::prelude::*;

/// A row `name@version#digest`, in a repository and a cluster.
fn row(text: &str) -> DetailRow<'_> {
    let (text, digest) = text.split_once('#').unwrap_or((text, ""));
    let (name, version) = text.split_once('@').unwrap_or((text, ""));
    DetailRow { name, version, digest, repository: "npm", cluster: "sh", status: "SUCCESS", ..DetailRow::default() }
}

fn changes(other: &[&str], this: &[&str]) -> Changes {
    let mut changes = Changes::default();
    other.iter().for_each(|text| changes.add(Execution::Other, &row(text)));
    this.iter().for_each(|text| changes.add(Execution::This, &row(text)));
    changes
}

fn kinds(changes: &Changes) -> [u32; 6] {
    ChangeKind::ALL.map(|kind| changes.counts().of(kind))
}

/// The items of a kind, as `name: other version → this version`.
fn items(changes: &Changes, kind: ChangeKind) -> Vec<String> {
    let text = |item: Item<'_>| {
        let version = |facts: Option<Facts<'_>>| facts.and_then(|facts| facts.version).unwrap_or("-").to_owned();
        format!("{}: {} → {}", item.name, version(item.other), version(item.this))
    };
    let found = changes.matching(changes.indexes(), &ChangeFilter::default());
    found.into_iter().filter_map(|index| changes.item(index)).filter(|item| item.is_of(kind)).map(text).collect()
}

#[test]
fn each_artifact_has_one_kind() {
    let changes = changes(&["a@1", "b@1", "c", "d#x"], &["b@1", "c", "d#y", "e"]);
    assert_eq!(kinds(&changes), [1, 1, 1, 0, 0, 2]);
    assert_eq!(items(&changes, ChangeKind::New), ["e: - → -"]);
    assert_eq!(items(&changes, ChangeKind::Gone), ["a: 1 → -"]);
    assert_eq!((changes.counts().with_digests, changes.counts().differing_in(ComparedField::Digest)), (1, 1));
    assert!(!changes.counts().has_same_content());
    assert_eq!(changes.counts().in_both(), 3);
}

#[test]
fn one_version_that_is_left_in_each_execution_is_a_change_of_the_version() {
    let changes = changes(&["a@1", "a@2"], &["a@2", "a@3"]);
    assert_eq!(items(&changes, ChangeKind::Content), ["a: 1 → 3"]);
    assert_eq!(kinds(&changes), [0, 0, 1, 0, 0, 1]);
}

#[test]
fn several_versions_that_are_left_are_new_or_gone() {
    let changes = changes(&["a@1", "a@2"], &["a@3", "a@4", "a@5"]);
    assert_eq!(kinds(&changes), [3, 2, 0, 0, 0, 0]);
}

#[test]
fn the_latest_of_several_rows_of_the_same_version_counts() {
    let mut changes = changes(&["a@1#x"], &[]);
    for (start, digest) in [(Some(5), "y"), (Some(9), "x"), (None, "z"), (Some(7), "z")] {
        changes.add(Execution::This, &DetailRow { start, digest, ..row("a@1") });
    }
    assert_eq!(kinds(&changes), [0, 0, 0, 0, 0, 1]);
    assert_eq!(changes.read(Execution::This), ReadCounts { named: 4, unnamed: 0, repeated: 3 });
    assert_eq!(changes.read(Execution::Other), ReadCounts { named: 1, ..ReadCounts::default() });
}

#[test]
fn rows_without_a_name_are_counted_and_not_compared() {
    let changes = changes(&["", ""], &["", "a"]);
    assert_eq!((changes.read(Execution::Other).unnamed, changes.read(Execution::This).unnamed), (2, 1));
    assert_eq!(kinds(&changes), [1, 0, 0, 0, 0, 0]);
}

#[test]
fn executions_without_any_named_row_are_not_the_same() {
    let unnamed = changes(&["", ""], &[""]);
    assert!(!unnamed.counts().has_same_content());
    assert!(unnamed.read(Execution::Other).lacks_names() && unnamed.read(Execution::This).lacks_names());
    let one_sided = changes(&["", "a"], &[""]);
    assert!(!one_sided.read(Execution::Other).lacks_names() && one_sided.read(Execution::This).lacks_names());
    assert!(!ReadCounts::default().lacks_names(), "nothing has been read");
}

#[test]
fn a_digest_or_size_that_is_unknown_in_one_execution_does_not_differ() {
    let mut changes = changes(&["a#x"], &["a"]);
    assert_eq!((kinds(&changes), changes.counts().with_digests), ([0, 0, 0, 0, 0, 1], 0));
    changes.add(Execution::Other, &DetailRow { size: Some(1), ..row("b#AB") });
    changes.add(Execution::This, &DetailRow { size: Some(2), ..row("b#ab") });
    let b = changes.item(1).unwrap();
    assert_eq!((b.kind, b.fields.iter().collect::<Vec<_>>()), (ChangeKind::Content, vec![ComparedField::Size]));
}

#[test]
fn status_conflict_and_duration_are_the_outcome() {
    let mut changes = Changes::default();
    let (one, other) = (row("a"), DetailRow { conflict: "SKIP", duration: Some(9000), ..row("a") });
    changes.add(Execution::Other, &DetailRow { duration: Some(3000), ..one });
    changes.add(Execution::This, &other);
    let item = changes.item(0).unwrap();
    let fields: Vec<_> = item.fields.iter().collect();
    assert_eq!((item.kind, fields), (ChangeKind::Outcome, vec![ComparedField::Conflict, ComparedField::Duration]));
    assert!(changes.counts().has_same_content());
}

#[test]
fn failures_are_counted_beside_the_kinds() {
    let mut changes = Changes::default();
    let failed = |name| DetailRow { status: "FAILED", ..row(name) };
    for (execution, row) in [
        (Execution::Other, failed("a")),
        (Execution::This, failed("a")),
        (Execution::Other, row("b")),
        (Execution::This, failed("b")),
        (Execution::Other, failed("c")),
        (Execution::This, row("d")),
    ] {
        changes.add(execution, &row);
    }
    let counts = changes.counts();
    assert_eq!((counts.failed_now, counts.failed_before, counts.failed_both), (1, 1, 1));
    assert_eq!(kinds(&changes), [1, 1, 0, 1, 3, 1]);
    assert_eq!(items(&changes, ChangeKind::Failed).len(), 3);
}

#[test]
fn the_filter_selects_by_name_repository_cluster_and_field() {
    let mut changes = changes(&["lib-a#x", "lib-b"], &["lib-a#y", "lib-b", "app"]);
    changes.add(Execution::This, &DetailRow { cluster: "sz", repository: "go", ..row("lib-c") });
    let found = |filter: ChangeFilter| changes.matching(changes.indexes(), &filter);
    let none = ChangeFilter::default;
    assert!(none().is_empty());
    assert_eq!(found(none()), [0, 1, 2, 3]);
    assert_eq!(found(ChangeFilter { name: "ib-".into(), ..none() }), [0, 1, 3]);
    assert_eq!(found(ChangeFilter { cluster: "sz".into(), ..none() }), [3]);
    assert_eq!(found(ChangeFilter { repository: "npm".into(), name: "b".into(), ..none() }), [0, 1]);
    assert_eq!(found(ChangeFilter { repository: "unheard of".into(), ..none() }), [0u32; 0]);
    assert_eq!(found(ChangeFilter { field: Some(ComparedField::Digest), ..none() }), [0]);
    assert_eq!((changes.repositories(), changes.clusters()), (vec!["go", "npm"], vec!["sh", "sz"]));
}

#[test]
fn blanks_around_an_exact_filter_count_only_where_a_name_has_them() {
    let mut changes = changes(&[], &["a"]);
    changes.add(Execution::This, &DetailRow { repository: " npm", cluster: "sz", ..row("b") });
    let found = |filter: ChangeFilter| changes.matching(changes.indexes(), &filter);
    let none = ChangeFilter::default;
    for (repository, expected) in [("npm", [0]), (" npm", [1]), ("npm ", [0]), ("\u{200b}npm", [0])] {
        assert_eq!(found(ChangeFilter { repository: repository.into(), ..none() }), expected, "{repository:?}");
    }
    assert_eq!(found(ChangeFilter { cluster: " sz ".into(), ..none() }), [1]);
    assert_eq!(found(ChangeFilter { cluster: " s z ".into(), ..none() }), [0u32; 0]);
}

#[test]
fn the_rows_of_one_execution_can_be_replaced() {
    let mut changes = changes(&["a@1", "b"], &["a@2", "b", "b", ""]);
    changes.clear(Execution::This);
    assert_eq!((kinds(&changes), changes.read(Execution::This)), ([0, 2, 0, 0, 0, 0], ReadCounts::default()));
    changes.add(Execution::This, &row("a@1"));
    assert_eq!(kinds(&changes), [0, 1, 0, 0, 0, 1]);
    changes.clear(Execution::Other);
    assert_eq!(kinds(&changes), [1, 0, 0, 0, 0, 0]);
}

fn rows() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[a-c]@[1-4](#[xy])?", 0..14)
}

proptest! {
    #[test]
    fn running_counts_equal_those_of_the_items(other in rows(), this in rows(), order in prop::collection::vec(any::<bool>(), 28)) {
        let mut changes = Changes::default();
        let (mut other, mut this) = (other.iter(), this.iter());
        for is_this in order {
            let (execution, next) =
                if is_this { (Execution::This, this.next()) } else { (Execution::Other, other.next()) };
            if let Some(text) = next {
                changes.add(execution, &row(text));
            }
            let mut counted: HashMap<&str, u32> = HashMap::new();
            for item in changes.indexes().filter_map(|index| changes.item(index)) {
                *counted.entry(item.kind.name()).or_default() += 1;
            }
            for kind in ChangeKind::ALL {
                prop_assert_eq!(changes.counts().of(kind), counted.get(kind.name()).copied().unwrap_or_default());
            }
            let listed = changes.matching(changes.indexes(), &ChangeFilter::default()).len();
            prop_assert_eq!(listed as u32, counted.values().sum::<u32>());
        }
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(other in rows(), this in rows()) {
        let texts = |rows: &[String]| -> Vec<String> {
            let mut first = HashMap::new();
            rows.iter().for_each(|text| { first.entry(text.split('#').next().unwrap().to_owned()).or_insert(text.clone()); });
            first.into_values().collect()
        };
        let (other, this) = (texts(&other), texts(&this));
        let in_order: Vec<&str> = this.iter().map(String::as_str).collect();
        let reversed: Vec<&str> = this.iter().rev().map(String::as_str).collect();
        let other: Vec<&str> = other.iter().map(String::as_str).collect();
        prop_assert_eq!(*changes(&other, &in_order).counts(), *changes(&other, &reversed).counts());
    }
}

#[test]
fn no_map_grows_while_the_expected_rows_are_added() {
    let mut changes = Changes::default();
    let capacities = |changes: &Changes| [changes.group_index.capacity(), changes.cell_index.capacity()];
    changes.expect_rows(Execution::This, 1000);
    changes.expect_rows(Execution::Other, 500);
    let reserved = capacities(&changes);
    for execution in [Execution::This, Execution::Other] {
        for at in 0..if execution == Execution::This { 1000 } else { 500 } {
            changes.add(execution, &row(&format!("{at}-{execution:?}#digest")));
        }
    }
    assert_eq!(capacities(&changes), reserved);
    changes.expect_rows(Execution::This, u64::MAX);
    assert!(capacities(&changes).into_iter().all(|capacity| capacity < 400_000), "a service can report any total");
}
