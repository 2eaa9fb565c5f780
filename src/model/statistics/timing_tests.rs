//! Durations and throughput.

use super::timing::{NamedTiming, SLOWEST, TOP};
use super::*;
use crate::model::csv::Readers;

fn row<'a>(node: &'a str, name: &'a str, span: Option<(i64, i64)>) -> StatisticsRow<'a> {
    let (repository, status) = ("docker", Some(&Status::Success));
    StatisticsRow { node, repository, name: Some(name), status, size: Some(1_000), span, ..StatisticsRow::default() }
}

fn statistics(rows: &[StatisticsRow<'_>]) -> DetailStatistics {
    let mut statistics = DetailStatistics::default();
    rows.iter().for_each(|row| statistics.add(row));
    statistics
}

#[test]
fn parallel_artifacts_are_busy_once_and_add_up_twice() {
    let statistics = statistics(&[
        row("tokyo", "a", Some((0, 10_000))),
        row("tokyo", "b", Some((0, 10_000))),
        row("paris", "c", Some((30_000, 40_000))),
    ]);
    let timing = statistics.timing();
    assert_eq!((timing.sum, timing.busy.length(), timing.busy.span()), (30_000, 20_000, 40_000));
    let pause = timing.busy.longest_pause().unwrap();
    assert_eq!((pause.from, pause.length()), (10_000, 20_000));
    let nodes = statistics.node_timings();
    let busy = |named: &NamedTiming<'_>| (named.name.to_owned(), named.timing.busy.length(), named.timing.sum);
    let expected = [("paris".to_owned(), 10_000, 10_000), ("tokyo".to_owned(), 10_000, 20_000)];
    assert_eq!(nodes.iter().map(busy).collect::<Vec<_>>(), expected);
    assert_eq!(nodes[1].timing.bytes_per_second(), Some(200));
}

#[test]
fn details_without_a_duration_are_counted() {
    let statistics = statistics(&[row("tokyo", "a", None), row("tokyo", "b", Some((0, 0)))]);
    assert_eq!((statistics.untimed(), statistics.timing().durations.count()), (1, 1));
    assert_eq!(statistics.timing().bytes_per_second(), None, "no rate in no time");
    let none = DetailStatistics::default();
    assert!(none.node_timings().is_empty() && none.slowest().next().is_none());
}

#[test]
fn skipped_and_failed_artifacts_transfer_nothing() {
    let failed = StatisticsRow { status: Some(&Status::Failed), ..row("tokyo", "a", Some((0, 1_000))) };
    let skipped = StatisticsRow { is_skipped: true, ..row("tokyo", "b", Some((0, 1_000))) };
    let statistics = statistics(&[failed, skipped, row("tokyo", "c", Some((1_000, 2_000)))]);
    assert_eq!((statistics.timing().bytes, statistics.timing().durations.count()), (1_000, 3));
}

#[test]
fn lists_have_the_slowest_and_the_largest_artifacts() {
    let names: Vec<String> = (0..300).map(|at| format!("a{at}")).collect();
    let rows: Vec<_> = (0..300i64)
        .zip(&names)
        .map(|(at, name)| StatisticsRow { size: Some(1_000 - at), ..row("tokyo", name, Some((0, at * 10))) })
        .collect();
    let statistics = statistics(&rows);
    let slowest: Vec<_> = statistics.slowest().collect();
    assert_eq!((slowest.len(), slowest[0].name.as_deref(), slowest[0].duration), (TOP, Some("a299"), Some(2_990)));
    assert_eq!(statistics.places(slowest[0]), ("docker", "tokyo"));
    assert!(slowest.is_sorted_by_key(|artifact| std::cmp::Reverse(artifact.duration)));
    let largest: Vec<_> = statistics.largest().collect();
    assert_eq!((largest.len(), largest[0].name.as_deref(), largest[0].size), (TOP, Some("a0"), Some(1_000)));
    let sum = (0..10).map(|at| (299 - at) * 10).sum::<u64>();
    assert_eq!(statistics.slowest_share(), (SLOWEST, sum));
}

#[test]
fn durations_are_in_classes() {
    let spans = [0, 99, 100, 999, 5_000, 60_000, 600_000, 3_600_000, i64::MAX];
    let rows: Vec<_> = spans.iter().map(|length| row("tokyo", "a", Some((0, *length)))).collect();
    let counts = statistics(&rows).duration_classes().map(|class| class.details);
    assert_eq!(counts, [2, 2, 1, 0, 1, 1, 2]);
}

#[test]
fn files_have_numbers_without_units_and_no_formulas() {
    let statistics = statistics(&[row("tokyo", "=1+1", Some((0, 2_000))), row("tokyo", "b", None)]);
    assert_eq!(
        statistics.timings_csv(Readers::Programs).lines().collect::<Vec<_>>(),
        [
            "\u{feff}field,name,details,sumMs,busyMs,medianMs,p95Ms,longestMs,bytes,bytesPerSecond",
            "remoteCluster,tokyo,1,2000,2000,2000,2000,2000,1000,500",
            "localRepoName,docker,1,2000,2000,2000,2000,2000,1000,500",
        ]
    );
    let slowest = statistics.slowest_csv(Readers::Programs);
    let row = slowest.lines().nth(1);
    assert_eq!(row, Some("'=1+1,,docker,tokyo,SUCCESS,2000,1000"));
}

#[test]
fn a_spreadsheet_keeps_versions_and_calculates_with_numbers() {
    let version = StatisticsRow { version: Some("1.10"), ..row("007", "a", Some((0, 2_000))) };
    let statistics = statistics(&[version]);
    let slowest = statistics.slowest_csv(Readers::Spreadsheets);
    assert_eq!(slowest.lines().nth(1), Some(r#"a,"=""1.10""",docker,"=""007""",SUCCESS,2000,1000"#));
    let timings = statistics.timings_csv(Readers::Spreadsheets);
    assert_eq!(timings.lines().nth(1), Some(r#"remoteCluster,"=""007""",1,2000,2000,2000,2000,2000,1000,500"#));
}

#[test]
fn a_hundred_thousand_details_of_many_nodes_take_little_memory() {
    let mut statistics = DetailStatistics::default();
    let names: Vec<String> = (0..240).map(|at| format!("name-{at}")).collect();
    for at in 0..100_000i64 {
        let index = usize::try_from(at).unwrap();
        let span = Some((at * 7_000, at * 7_000 + at % 5_000));
        let (node, repository) = (names[index % 40].as_str(), names[40 + index % 200].as_str());
        statistics.add(&StatisticsRow { repository, ..row(node, &names[index % 240], span) });
    }
    assert_eq!((statistics.node_timings().len(), statistics.repository_timings().len()), (40, 200));
    let intervals = statistics.timing().busy.interval_count();
    let of_nodes: usize = statistics.node_timings().iter().map(|named| named.timing.busy.interval_count()).sum();
    assert!(intervals <= 100_000 && of_nodes <= 100_000, "{intervals} {of_nodes}");
    assert_eq!(statistics.pause_tolerance(), 0, "exact");
}
