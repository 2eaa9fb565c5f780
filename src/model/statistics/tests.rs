use super::matrix::{Matrix, MatrixLimit, MatrixOrder, MatrixView, Measure};
use super::*;
use crate::model::csv::Readers;

const ALL: MatrixLimit = MatrixLimit { rows: usize::MAX, columns: usize::MAX };

fn row<'a>(repository: &'a str, node: &'a str, status: &'a Status) -> StatisticsRow<'a> {
    StatisticsRow { repository, node, status: Some(status), size: Some(10), ..StatisticsRow::default() }
}

fn statistics(rows: &[StatisticsRow<'_>]) -> DetailStatistics {
    let mut statistics = DetailStatistics::default();
    rows.iter().for_each(|row| statistics.add(row));
    statistics
}

/// Three repositories and two nodes; only `docker` fails, and only on `tokyo`.
fn example() -> DetailStatistics {
    let tomorrow = Status::Other("PAUSED".into());
    statistics(&[
        row("docker", "tokyo", &Status::Failed),
        row("docker", "tokyo", &Status::Failed),
        row("docker", "paris", &Status::Success),
        row("maven", "paris", &Status::Success),
        row("maven", "paris", &Status::Running),
        row("maven", "paris", &tomorrow),
        StatisticsRow { has_conflict: true, is_skipped: true, ..row("npm", "tokyo", &Status::Success) },
    ])
}

fn names(matrix: &Matrix) -> (Vec<&str>, Vec<&str>) {
    let rows = matrix.rows.iter().map(|row| row.head.name.as_str()).collect();
    (rows, matrix.columns.iter().map(|column| column.name.as_str()).collect())
}

#[test]
fn each_detail_is_counted_once_by_its_status() {
    let total = *example().total();
    assert_eq!((total.details, total.succeeded, total.failed, total.running), (7, 3, 2, 1));
    assert_eq!((total.conflicts, total.bytes), (1, 20), "skipped artifacts are not transferred");
}

#[test]
fn the_matrix_has_a_value_for_each_pair_with_details() {
    let matrix = example().matrix(MatrixView::default(), ALL);
    assert_eq!(names(&matrix), (vec!["docker", "maven", "npm"], vec!["tokyo", "paris"]));
    let values: Vec<_> = matrix.rows.iter().map(|row| row.values.as_slice()).collect();
    assert_eq!(values, [[Some(2), Some(0)], [None, Some(0)], [Some(0), None]]);
    assert_eq!((matrix.sum, matrix.largest, matrix.columns[0].sum, matrix.rows[0].head.sum), (2, 2, 2, 2));
}

#[test]
fn every_measure_adds_up_to_its_sum() {
    for measure in Measure::ALL {
        let matrix = example().matrix(MatrixView { measure, ..MatrixView::default() }, ALL);
        let cells: u64 = matrix.rows.iter().flat_map(|row| &row.values).flatten().sum();
        let rows: u64 = matrix.rows.iter().map(|row| row.head.sum).sum();
        let columns: u64 = matrix.columns.iter().map(|column| column.sum).sum();
        assert_eq!([cells, rows, columns], [matrix.sum; 3], "{measure:?}");
    }
}

#[test]
fn rows_and_columns_are_ordered_by_failures_total_or_name() {
    let order = |order| {
        let statistics = example();
        let matrix = statistics.matrix(MatrixView { order, ..MatrixView::default() }, ALL);
        let (rows, columns) = names(&matrix);
        format!("{} / {}", rows.join(" "), columns.join(" "))
    };
    assert_eq!(order(MatrixOrder::Failed), "docker maven npm / tokyo paris");
    assert_eq!(order(MatrixOrder::Total), "docker maven npm / paris tokyo");
    assert_eq!(order(MatrixOrder::Name), "docker maven npm / paris tokyo");
}

#[test]
fn names_are_ordered_without_regard_to_case_and_a_missing_one_is_last() {
    let statistics = statistics(&["b", "", "A", "C"].map(|name| row(name, "n", &Status::Success)));
    let matrix = statistics.matrix(MatrixView::default(), ALL);
    assert_eq!(names(&matrix).0, ["A", "b", "C", ""]);
}

#[test]
fn repositories_and_nodes_without_failures_can_be_hidden() {
    let matrix = example().matrix(MatrixView { hides_fine: true, ..MatrixView::default() }, ALL);
    assert_eq!(names(&matrix), (vec!["docker"], vec!["tokyo"]));
    assert_eq!((matrix.hidden_repositories, matrix.hidden_nodes), (2, 1));
}

#[test]
fn a_limit_cuts_rows_and_columns_and_keeps_the_sums() {
    let matrix = example().matrix(MatrixView::default(), MatrixLimit { rows: 1, columns: 1 });
    assert_eq!(names(&matrix), (vec!["docker"], vec!["tokyo"]));
    assert_eq!((matrix.more_rows, matrix.more_columns, matrix.sum), (2, 1, 2));
}

#[test]
fn nodes_become_rows_if_there_are_many_of_them_and_fewer_repositories() {
    let nodes: Vec<String> = (0..9).map(|at| format!("n{at}")).collect();
    let rows: Vec<_> = nodes.iter().map(|node| row("docker", node, &Status::Failed)).collect();
    assert!(!statistics(&rows[..8]).matrix(MatrixView::default(), ALL).is_turned);
    let matrix = statistics(&rows).matrix(MatrixView::default(), ALL);
    assert!(matrix.is_turned);
    assert_eq!((matrix.rows.len(), matrix.columns[0].name.as_str(), matrix.rows[8].values[0]), (9, "docker", Some(1)));
}

#[test]
fn levels_are_relative_to_the_largest_value() {
    let rows = vec![row("docker", "tokyo", &Status::Failed); 1000];
    let matrix = statistics(&rows).matrix(MatrixView::default(), ALL);
    assert_eq!(
        [0, 1, 125, 126, 250, 251, 500, 501, 1000].map(|value| matrix.level(value)),
        [0, 1, 1, 2, 2, 3, 3, 4, 4]
    );
}

#[test]
fn the_file_has_all_counters_of_each_pair() {
    let mut statistics = example();
    statistics.add(&row("=1+1", "tokyo", &Status::Success));
    let text = statistics.matrix_csv(MatrixOrder::Failed, Readers::Programs);
    assert_eq!(
        text.lines().collect::<Vec<_>>(),
        [
            "\u{feff}localRepoName,remoteCluster,details,SUCCESS,FAILED,RUNNING,conflicts,bytes",
            "docker,tokyo,2,0,2,0,0,0",
            "'=1+1,tokyo,1,1,0,0,0,10",
            "docker,paris,1,1,0,0,0,10",
            "maven,paris,3,1,0,1,0,10",
            "npm,tokyo,1,1,0,0,1,0",
        ]
    );
}

#[test]
fn a_spreadsheet_keeps_names_and_calculates_with_numbers() {
    let text = statistics(&[row("1.10", "007", &Status::Success)]).matrix_csv(MatrixOrder::Name, Readers::Spreadsheets);
    assert_eq!(text.lines().nth(1), Some(r#""=""1.10""","=""007""",1,1,0,0,0,10"#));
}

#[test]
fn odd_sizes_do_not_overflow_and_unknown_ones_are_counted() {
    let size = |size| StatisticsRow { size, ..row("docker", "tokyo", &Status::Success) };
    let statistics =
        statistics(&[size(Some(i64::MAX)), size(Some(i64::MAX)), size(Some(i64::MAX)), size(Some(-1)), size(None)]);
    assert_eq!((statistics.total().bytes, statistics.unknown_size()), (u64::MAX, 1));
}

#[test]
fn names_in_addresses_are_parsed_back() {
    assert!(Measure::ALL.into_iter().all(|measure| Measure::parse(measure.name()) == Some(measure)));
    assert!(MatrixOrder::ALL.into_iter().all(|order| MatrixOrder::parse(order.name()) == Some(order)));
    assert_eq!((Measure::parse("x"), MatrixOrder::parse("")), (None, None));
}
