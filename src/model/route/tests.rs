//! A route and its address.

use super::*;
use crate::model::changes::ComparedField;
use crate::model::filter::FilterField;
use crate::model::hidden::trimmed;
use crate::model::pagination;
use crate::model::plans::{PlanFilter, PlanSort, PlanSortKey};
use crate::model::statistics::matrix::{MatrixOrder, Measure};
use crate::model::time::of_milliseconds;
use crate::model::trend::Range;
use chrono::FixedOffset;
use proptest::prelude::*;

fn parse(address: &str) -> Route {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    Route::parse(path, query)
}

#[test]
fn documented_addresses_are_their_pages() {
    assert_eq!(parse(""), Route::Home);
    let key = Id::parse("651095dfe0524ce9b3ab53d13532361c").unwrap();
    assert_eq!(parse("tasks/651095dfe0524ce9b3ab53d13532361c"), Route::Task(TaskRoute::new(key, None, 20)));
    let Route::Record(record) = parse("records/609b?status=FAILED&artifactName=libstdc%2B%2B&open=a,b") else {
        panic!("a record")
    };
    assert_eq!(record.filter.status, Some(Status::Failed));
    assert_eq!(record.filter.text(FilterField::ArtifactName), "libstdc++");
    assert_eq!(record.open, ["a", "b"]);
}

#[test]
fn defaults_are_left_out_of_addresses() {
    let route = RecordRoute::new(Id::parse("609b").unwrap(), None, pagination::DEFAULT_SIZE);
    assert_eq!(Route::Record(route).address(), "records/609b");
}

#[test]
fn invalid_parameters_fall_back_to_defaults() {
    assert_eq!(
        parse("tasks/k?pageNumber=abc&pageSize=-3&status=A_STATUS_OF_TOMORROW&history=some&unheard=of"),
        parse("tasks/k")
    );
}

#[test]
fn unknown_addresses_are_not_found() {
    for path in [
        "task/x",
        "tasks",
        "tasks/",
        "tasks/%20",
        "tasks/a/b",
        "records/..",
        "records/a/b/c",
        "x",
        "/",
        "projects",
        "projects/",
        "projects//plans",
        "projects/a/plan",
        "projects/a/plans/b",
        "projects/a/plans//",
    ] {
        assert_eq!(parse(path), Route::NotFound(path.to_owned()), "{path}");
    }
    let long = format!("tasks/{}", "x".repeat(300));
    assert_eq!(parse(&long), Route::NotFound(long.clone()));
}

#[test]
fn a_trailing_slash_changes_nothing() {
    assert_eq!(parse("tasks/k/"), parse("tasks/k"));
    assert_eq!(parse("projects/p/plans/"), parse("projects/p/plans"));
}

#[test]
fn a_project_alone_is_the_page_of_its_plans() {
    for path in ["projects/p", "projects/p/", "projects/p/plans"] {
        assert_eq!(parse(path).address(), "projects/p/plans");
    }
    assert_eq!(parse("projects/p?name=a").address(), "projects/p/plans?name=a");
}

fn plans_route(address: &str) -> PlansRoute {
    let Route::Plans(plans) = parse(address) else { panic!("plans") };
    plans
}

#[test]
fn the_filters_and_the_order_of_plans_are_part_of_the_route() {
    let plans = plans_route(
        "projects/p/plans?name=%20libs%20&lastExecutionStatus=FAILED&enabled=false&sortType=LAST_EXECUTION_TIME\
         &sortDirection=ASC&pageNumber=2&pageSize=50",
    );
    assert_eq!(
        plans.filter,
        PlanFilter { name: "libs".into(), last_status: Some(Status::Failed), enabled: Some(false) }
    );
    assert_eq!(plans.sort, PlanSort { key: PlanSortKey::LastExecution, is_ascending: true });
    assert_eq!(plans.page, Pagination { number: 2, size: 50 });
    assert_eq!(
        parse("projects/p/plans?name=%20&lastExecutionStatus=x&enabled=yes&sortType=NAME&sortDirection=DESC"),
        parse("projects/p/plans")
    );
}

#[test]
fn another_filter_or_order_of_plans_begins_on_the_first_page() {
    let plans = plans_route("projects/p/plans?pageNumber=7&pageSize=50&enabled=true");
    let filter = PlanFilter { name: " a ".into(), ..plans.filter.clone() };
    let address = |plans| Route::Plans(plans).address();
    assert_eq!(address(plans.with_filter(filter)), "projects/p/plans?name=a&enabled=true&pageSize=50");
    let sort = PlanSort { key: PlanSortKey::NextExecution, is_ascending: false };
    let sorted = "projects/p/plans?enabled=true&sortType=NEXT_EXECUTION_TIME&pageSize=50";
    assert_eq!(address(plans.with_sort(sort)), sorted);
    assert_eq!(address(plans.with_page(plans.page.at(1))), "projects/p/plans?enabled=true&pageSize=50");
}

#[test]
fn the_latest_execution_is_a_page_of_its_own() {
    let latest = parse("tasks/k?execution=latest&planName=nightly&status=FAILED");
    assert_eq!(
        latest,
        Route::Latest(LatestRoute { key: Id::parse("k").unwrap(), plan_name: Some("nightly".to_owned()) })
    );
    assert_eq!(parse("tasks/k?execution=first"), parse("tasks/k"));
    assert!(!latest.is_same_page(&parse("tasks/k")));
    assert!(latest.is_same_page(&parse("tasks/k?execution=latest")));
}

#[test]
fn plans_of_a_project_are_one_page_whatever_the_filter() {
    assert!(parse("projects/p/plans?name=a").is_same_page(&parse("projects/p")));
    assert!(!parse("projects/p/plans").is_same_page(&parse("projects/q/plans")));
}

#[test]
fn a_filter_resets_the_page() {
    let Route::Record(record) = parse("records/r?pageNumber=7&pageSize=50&open=x") else { panic!("a record") };
    let filtered = record.with_filter(DetailFilter::default().with(FilterField::Version, "1"));
    assert_eq!(Route::Record(filtered).address(), "records/r?version=1&pageSize=50");
}

#[test]
fn the_failure_analysis_is_part_of_the_route() {
    let Route::Record(record) = parse("records/r?triage=cluster&group=shanghai&status=FAILED") else {
        panic!("a record")
    };
    assert_eq!(
        (&record.analysis, record.group.as_deref()),
        (&Some(AnalysisView::Groups(GroupBy::Cluster)), Some("shanghai"))
    );
    let other = record.with_analysis(Some(AnalysisView::Compare(Id::parse("r0").ok())));
    assert_eq!(Route::Record(other).address(), "records/r?status=FAILED&triage=before&compare=r0");
    assert_eq!(parse("records/r?triage=moon&group=x"), parse("records/r"));
}

#[test]
fn the_matrix_is_part_of_the_route() {
    let address = "records/r?triage=matrix&measure=bytes&order=name&show=failed";
    let Route::Record(record) = parse(address) else { panic!("a record") };
    let view = MatrixView { measure: Measure::Bytes, order: MatrixOrder::Name, hides_fine: true };
    assert_eq!(record.analysis, Some(AnalysisView::Matrix(view)));
    assert_eq!(Route::Record(record).address(), address);
    let default = "records/r?triage=matrix";
    assert_eq!(parse("records/r?triage=durations&order=name").address(), "records/r?triage=durations");
    assert_eq!(parse("records/r?triage=matrix&measure=failed&order=moon&show=all").address(), default);
}

#[test]
fn each_view_of_the_analysis_has_a_panel() {
    let panel = |triage: &str| {
        let Route::Record(record) = parse(&format!("records/r?triage={triage}")) else { panic!("a record") };
        record.analysis.map(|view| view.panel())
    };
    assert_eq!([panel("error"), panel("before")], [Some(Panel::Failures); 2]);
    assert_eq!((panel("report"), panel("files"), panel("moon")), (Some(Panel::Report), Some(Panel::Files), None));
}

#[test]
fn the_comparison_of_all_artifacts_is_part_of_the_route() {
    let address = "records/r?triage=changes&compare=r0&changedName=lib&changedRepo=npm&changedCluster=sh\
                   &changedField=sha256&group=content";
    let Route::Record(record) = parse(address) else { panic!("a record") };
    let Some(AnalysisView::Changes(view)) = &record.analysis else { panic!("a comparison") };
    assert_eq!((view.other.as_ref().map(Id::as_str), view.filter.name.as_str()), (Some("r0"), "lib"));
    assert_eq!((view.filter.field, record.group.as_deref()), (Some(ComparedField::Digest), Some("content")));
    assert_eq!(record.analysis.as_ref().map(AnalysisView::panel), Some(Panel::Changes));
    assert_eq!(Route::Record(record).address(), address);
    assert_eq!(parse("records/r?triage=changes&compare=.&changedField=x").address(), "records/r?triage=changes");
    for triage in ["changes", "before"] {
        let own = format!("records/r?triage={triage}&compare=r");
        assert_eq!(parse(&own).address(), format!("records/r?triage={triage}"), "not with itself");
    }
    assert_eq!(parse("records/r?triage=before&changedName=a").address(), "records/r?triage=before");
}

#[test]
fn the_trend_is_part_of_the_route() {
    let address = "tasks/k?history=all&from=2026-11-01T00%3A00&to=2026-11-08T00%3A00&per=day";
    let Route::Task(task) = parse(address) else { panic!("a task") };
    assert_eq!(task.trend.as_ref().and_then(|trend| trend.per), Some(PeriodLength::Day));
    assert_eq!(Route::Task(task).address(), address);
    let address = "tasks/k?history=all&from=2026-11-01T00%3A00%2B08%3A00&to=2026-11-08T00%3A00%2B08%3A00";
    assert_eq!(parse(address).address(), address);
    for invalid in
        ["from=2026-11-08T00:00&to=x&per=year", "from=2026-11-08T00:00", "from=2026-11-02T00:00Z&to=2026-11-01T00:00Z"]
    {
        let Route::Task(task) = parse(&format!("tasks/k?history=all&{invalid}")) else { panic!("a task") };
        assert_eq!(task.trend, Some(TrendView { has_invalid_range: true, ..TrendView::default() }), "{invalid}");
        assert_eq!(Route::Task(task).address(), "tasks/k?history=all");
    }
    assert_eq!(parse("tasks/k?from=2026-11-01T00:00&to=2026-11-08T00:00"), parse("tasks/k"));
}

#[test]
fn a_row_expands_and_collapses() {
    let Route::Record(record) = parse("records/r?open=x") else { panic!("a record") };
    assert_eq!(record.with_detail_toggled("y").open, ["x", "y"]);
    assert_eq!(record.with_detail_toggled("x").open, Vec::<String>::new());
}

fn id() -> impl Strategy<Value = Id> {
    "\\PC{1,40}".prop_filter_map("no id", |text| Id::parse(&text).ok())
}

fn status() -> impl Strategy<Value = Option<Status>> {
    prop::option::of(prop::sample::select(Status::KNOWN.to_vec()))
}

fn page() -> impl Strategy<Value = Pagination> {
    (1..=pagination::LARGEST_NUMBER, 1..=pagination::LARGEST_SIZE)
        .prop_map(|(number, size)| Pagination { number, size })
}

fn name() -> impl Strategy<Value = Option<String>> {
    prop::option::of("(?s).{1,20}")
}

fn plans() -> impl Strategy<Value = Route> {
    let name = "(?s).{0,20}".prop_map(|name| trimmed(&name).to_owned());
    let filter = (name, status(), prop::option::of(any::<bool>()))
        .prop_map(|(name, last_status, enabled)| PlanFilter { name, last_status, enabled });
    let sort = (prop::sample::select(PlanSortKey::ALL.to_vec()), any::<bool>())
        .prop_map(|(key, is_ascending)| PlanSort { key, is_ascending });
    (id(), filter, sort, page())
        .prop_map(|(project_id, filter, sort, page)| Route::Plans(PlansRoute { project_id, filter, sort, page }))
}

fn latest() -> impl Strategy<Value = Route> {
    (id(), name()).prop_map(|(key, plan_name)| Route::Latest(LatestRoute { key, plan_name }))
}

fn any_route() -> impl Strategy<Value = Route> {
    prop_oneof![Just(Route::Home), plans(), task(), latest(), record()]
}

fn task() -> impl Strategy<Value = Route> {
    let selection = prop::collection::vec(id(), 0..4).prop_map(RunSelection::new);
    let parts = (id(), name(), status(), page(), prop::option::of(trend()), selection);
    parts.prop_map(|(key, plan_name, status, page, trend, selection)| {
        Route::Task(TaskRoute { key, plan_name, status, page, trend, selection })
    })
}

fn trend() -> impl Strategy<Value = TrendView> {
    let range = (0i64..200_000_000_000_000, 60_000i64..100_000_000_000);
    let range = range.prop_filter_map("no range", |(from, length)| {
        Range::new(of_milliseconds(from), of_milliseconds(from + length))
    });
    let offset =
        prop::option::of((-720i32..720).prop_filter_map("no offset", |minutes| FixedOffset::east_opt(minutes * 60)));
    let range = (range, offset).prop_map(|(range, offset)| AddressRange::new(range, |_| offset));
    let per = prop::option::of(prop::sample::select(PeriodLength::ALL.to_vec()));
    (prop::option::of(range), per).prop_map(|(range, per)| TrendView { range, per, has_invalid_range: false })
}

fn analysis() -> impl Strategy<Value = AnalysisView> {
    let groups = prop::sample::select(GroupBy::ALL.to_vec()).prop_map(AnalysisView::Groups);
    let matrix =
        (prop::sample::select(Measure::ALL.to_vec()), prop::sample::select(MatrixOrder::ALL.to_vec()), any::<bool>())
            .prop_map(|(measure, order, hides_fine)| AnalysisView::Matrix(MatrixView { measure, order, hides_fine }));
    prop_oneof![
        groups,
        prop::option::of(id()).prop_map(AnalysisView::Compare),
        matrix,
        changes(),
        Just(AnalysisView::Durations),
        Just(AnalysisView::Report),
        "(?s).{0,80}".prop_map(AnalysisView::Files)
    ]
}

/// Whether an execution is compared with itself, which no address means.
fn is_own_comparison(id: &Id, view: &AnalysisView) -> bool {
    match view {
        AnalysisView::Compare(other) => other.as_ref() == Some(id),
        AnalysisView::Changes(view) => view.other.as_ref() == Some(id),
        _ => false,
    }
}

fn changes() -> impl Strategy<Value = AnalysisView> {
    let texts = ("(?s).{0,20}", "(?s).{0,20}", "(?s).{0,20}");
    let field = prop::option::of(prop::sample::select(ComparedField::ALL.to_vec()));
    (prop::option::of(id()), texts, field).prop_map(|(other, (name, repository, cluster), field)| {
        let filter = ChangeFilter { name: trimmed(&name).to_owned(), repository, cluster, field };
        AnalysisView::Changes(Box::new(ChangesView { other, filter }))
    })
}

fn record() -> impl Strategy<Value = Route> {
    let texts = prop::array::uniform6(prop::option::of("(?s).{1,20}"));
    let inquired = prop::option::of((analysis(), prop::option::of("\\PC{1,24}")));
    let open = prop::collection::vec("\\PC{1,24}", 0..4);
    (id(), name(), status(), page(), texts, open, inquired).prop_map(
        |(id, plan_name, status, page, texts, open, inquired)| {
            let filter = FilterField::ALL
                .into_iter()
                .zip(texts)
                .fold(DetailFilter::default().with_status(status), |filter, (field, text)| {
                    filter.with(field, &text.unwrap_or_default())
                });
            let (analysis, group) = inquired.filter(|(view, _)| !is_own_comparison(&id, view)).unzip();
            Route::Record(RecordRoute { id, plan_name, filter, page, open, analysis, group: group.flatten() })
        },
    )
}

proptest! {
    #[test]
    fn a_route_survives_its_address(route in any_route()) {
        prop_assert_eq!(parse(&route.address()), route);
    }

    #[test]
    fn a_route_survives_its_members(route in any_route()) {
        prop_assert_eq!(Route::from_members(&route.members()), route);
    }

    #[test]
    fn no_address_panics_and_parsing_is_idempotent(path in "\\PC{0,40}", query in "\\PC{0,60}") {
        let route = Route::parse(&path, &query);
        if !matches!(route, Route::NotFound(_)) {
            prop_assert_eq!(parse(&route.address()), route);
        }
    }
}
