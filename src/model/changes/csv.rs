//! The CSV columns of a comparison.

use std::borrow::Cow;

use super::item::{Facts, Item};
use super::kind::ComparedField;

/// The column names: those of the details, with `other.` before the values of the other execution.
pub const CSV_HEADER: [&str; 17] = [
    "change",
    "differs",
    "artifactName",
    "localRepoName",
    "remoteCluster",
    "version",
    "other.version",
    "sha256",
    "other.sha256",
    "size",
    "other.size",
    "status",
    "other.status",
    "conflictStrategy",
    "other.conflictStrategy",
    "durationMs",
    "other.durationMs",
];

/// Whether the cells of a column are numbers to calculate with.
pub fn is_csv_number(column: usize) -> bool {
    CSV_HEADER.get(column).is_some_and(|head| head.ends_with("size") || head.ends_with("durationMs"))
}

/// The cells of an artifact, one for each column; what is unknown is empty.
pub fn csv_cells<'a>(item: &Item<'a>) -> [Cow<'a, str>; CSV_HEADER.len()] {
    let text = |facts: &Option<Facts<'a>>, of: fn(&Facts<'a>) -> Option<&'a str>| -> Cow<'a, str> {
        facts.as_ref().and_then(of).unwrap_or_default().into()
    };
    let number = |facts: &Option<Facts<'a>>, of: fn(&Facts<'a>) -> Option<i64>| -> Cow<'a, str> {
        facts.as_ref().and_then(of).map(|number| number.to_string()).unwrap_or_default().into()
    };
    let Item { this, other, .. } = item;
    let [version, digest]: [fn(&Facts<'a>) -> Option<&'a str>; 2] = [|facts| facts.version, |facts| facts.digest];
    let [status, conflict]: [fn(&Facts<'a>) -> Option<&'a str>; 2] =
        [|facts| Some(facts.status), |facts| facts.conflict];
    let [size, duration]: [fn(&Facts<'a>) -> Option<i64>; 2] =
        [|facts| facts.size, |facts| facts.duration.map(i64::from)];
    [
        item.kind.name().into(),
        item.fields.iter().map(ComparedField::name).collect::<Vec<_>>().join(" ").into(),
        item.name.into(),
        item.repository.into(),
        item.cluster.into(),
        text(this, version),
        text(other, version),
        text(this, digest),
        text(other, digest),
        number(this, size),
        number(other, size),
        text(this, status),
        text(other, status),
        text(this, conflict),
        text(other, conflict),
        number(this, duration),
        number(other, duration),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::{Changes, DetailRow, Execution};
    use super::*;

    #[test]
    fn values_of_both_executions_are_in_their_columns() {
        let mut changes = Changes::default();
        let row = DetailRow { name: "a", repository: "npm", cluster: "sh", status: "SUCCESS", ..DetailRow::default() };
        changes.add(Execution::Other, &DetailRow { version: "1", size: Some(7), duration: Some(5), ..row });
        changes.add(Execution::This, &DetailRow { version: "2", size: Some(8), conflict: "SKIP", ..row });
        let item = changes.indexes().find_map(|index| changes.item(index)).unwrap();
        let cells = csv_cells(&item);
        let of = |name| cells[CSV_HEADER.iter().position(|head| *head == name).unwrap()].as_ref();
        assert_eq!(
            [of("change"), of("differs"), of("artifactName")],
            ["content", "version size conflictStrategy", "a"]
        );
        assert_eq!([of("version"), of("other.version"), of("size"), of("other.size")], ["2", "1", "8", "7"]);
        assert_eq!([of("conflictStrategy"), of("other.conflictStrategy"), of("other.durationMs")], ["SKIP", "", "5"]);
        assert_eq!((0..CSV_HEADER.len()).filter(|column| is_csv_number(*column)).count(), 4);
    }
}
