//! The page of an execution: which details it counts, and how it explains what an execution lacks.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Date;
use replica_log::app::App;
use replica_log::model::enums::Status;
use replica_log::model::filter::DetailFilter;
use replica_log::model::id::Id;
use replica_log::model::route::{AnalysisView, RecordRoute, Route};
use replica_log::model::zone::ZoneChoice;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::fake_shell::{FakeShell, ShellCall, record};
use crate::harness::{Harness, turn, until};
use crate::network::{Call, Network, envelope};
use crate::query::config;

const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// The time so many milliseconds ago, as the service sends it in UTC.
fn ago(milliseconds: f64) -> String {
    let time = Date::new(&(Date::now() - milliseconds).into()).to_iso_string();
    String::from(time).trim_end_matches('Z').to_owned()
}

/// The responses of a fake service for one execution. Tests set the fields of JSON that matter.
#[derive(Clone)]
struct Service {
    /// The fields beside `record`.
    info: &'static str,
    /// The fields of the record.
    record: String,
    overview: &'static str,
    /// The rows of the table, and the number of all details.
    rows: Vec<String>,
    total: u64,
    /// The number of failed and of running details.
    counts: (u64, u64),
    /// Whether the numbers of rows are texts.
    has_odd_totals: bool,
    /// Earlier executions of the task.
    earlier: Vec<String>,
}

impl Service {
    /// A scheduled execution that ended an hour ago, with one detail.
    fn ended() -> Self {
        Self {
            info: r#""replicaObjectType":"REPOSITORY","replicaType":"SCHEDULED""#,
            record: format!(r#""status":"SUCCESS","startTime":"{}","endTime":"{}""#, ago(2.0 * HOUR), ago(HOUR)),
            overview: "null",
            rows: vec![r#"{"id":"d1","artifactName":"/a","status":"SUCCESS","size":1}"#.to_owned()],
            total: 1,
            counts: (0, 0),
            has_odd_totals: false,
            earlier: Vec::new(),
        }
    }

    /// An execution that started so many milliseconds ago and is running.
    fn running(info: &'static str, start: f64) -> Self {
        Self { info, record: format!(r#""status":"RUNNING","startTime":"{}""#, ago(start)), ..Self::ended() }
    }

    fn data(&self, url: &str) -> String {
        let page = |rows: &[String], total: u64| {
            let total = if self.has_odd_totals { format!(r#""{total}""#) } else { total.to_string() };
            format!(r#"{{"totalRecords":{total},"records":[{}]}}"#, rows.join(","))
        };
        let first = &self.rows[..self.rows.len().min(1)];
        match url {
            url if url.contains("/overview/") => self.overview.to_owned(),
            url if url.contains("record/page/") => page(&self.earlier, self.earlier.len() as u64),
            url if !url.contains("/detail/") => {
                format!(r#"{{{},"record":{{"id":"r1","taskKey":"k1",{}}}}}"#, self.info, self.record)
            }
            url if url.ends_with("pageSize=1&status=FAILED") => page(&[], self.counts.0),
            url if url.ends_with("pageSize=1&status=RUNNING") => page(&[], self.counts.1),
            url if url.ends_with("pageSize=1") => page(first, self.total),
            url if url.contains("status=FAILED") => page(&self.rows, self.counts.0),
            _ => page(&self.rows, self.total),
        }
    }
}

/// The page of an execution.
struct Page {
    harness: Harness,
    network: Network,
    shell: FakeShell,
    service: RefCell<Service>,
    requests: RefCell<Vec<String>>,
}

impl Page {
    fn new(route: RecordRoute, service: Service) -> Self {
        let mut harness = Harness::new();
        let (network, shell) = (Network::fake(), FakeShell::default());
        let navigation = shell.navigation(Route::Record(route));
        harness.mount(move || App::new(navigation, config(), Vec::new(), None).view());
        let (service, requests) = (RefCell::new(service), RefCell::default());
        Self { harness, network, shell, service, requests }
    }

    /// The page of an execution, as soon as its totals are known.
    async fn open(service: Service) -> Self {
        Self::open_at(record("r1"), service).await
    }

    async fn open_at(route: RecordRoute, service: Service) -> Self {
        let page = Self::new(route, service);
        page.until("the totals", |page| page.harness.all(".rl-skeleton").is_empty()).await;
        page.settle().await;
        page
    }

    fn respond(&self, call: &Rc<Call>) {
        self.requests.borrow_mut().push(call.url.clone());
        let data = self.service.borrow().data(&call.url);
        call.respond(200, &[("X-BKREPO-Time-Zone", "+0000")], &envelope(&data));
    }

    /// Responds to all requests until a condition is true.
    async fn until(&self, what: &str, condition: impl Fn(&Self) -> bool) {
        until(what, || {
            while let Some(call) = self.network.try_next() {
                self.respond(&call);
            }
            condition(self)
        })
        .await;
    }

    /// Responds until no more requests are sent.
    async fn settle(&self) {
        for _ in 0..8 {
            self.until("no request", |_| true).await;
            turn().await;
        }
    }

    /// The texts of the elements that match a selector, with single spaces.
    fn texts(&self, selector: &str) -> Vec<String> {
        let single = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.harness.texts(selector).iter().map(single).collect()
    }

    fn totals(&self) -> Vec<String> {
        self.texts(".rl-overview .rl-count")
    }

    fn overview_hints(&self) -> Vec<String> {
        self.texts(".rl-overview .rl-hint")
    }

    fn fact_names(&self) -> Vec<String> {
        self.texts(".rl-record-head .rl-fact dt")
    }

    fn fact(&self, name: &str) -> String {
        let index = self.fact_names().iter().position(|fact| fact == name).unwrap_or_else(|| panic!("no {name}"));
        self.texts(".rl-record-head .rl-fact dd").swap_remove(index)
    }

    fn empty_state(&self) -> Vec<String> {
        self.texts(".rl-empty .rl-notice-what")
    }

    fn counted(&self) -> usize {
        self.requests.borrow().iter().filter(|url| url.contains("pageSize=1&status=")).count()
    }
}

#[wasm_bindgen_test]
async fn an_overview_that_adds_up_is_shown_without_further_requests() {
    let overview = r#"{"success":12,"failed":1,"conflict":3,"fileSuccess":0,"fileFailed":0}"#;
    let page = Page::open(Service { overview, total: 13, ..Service::ended() }).await;
    assert_eq!(page.totals(), ["12 Succeeded", "1 Failed", "of which 3 already existed"]);
    assert!(page.overview_hints().is_empty());
    // The execution, its overview, its details, and its task.
    assert_eq!(page.requests.borrow().len(), 4);
    assert!(page.harness.all(".rl-overview .rl-fact").is_empty(), "files are not counted");
}

#[wasm_bindgen_test]
async fn artifacts_that_the_service_counts_twice_are_counted_from_the_details() {
    let overview = r#"{"success":19950,"failed":0,"conflict":9950}"#;
    let page = Page::open(Service { overview, total: 10_000, ..Service::ended() }).await;
    assert_eq!(page.totals(), ["10,000 Succeeded", "0 Failed", "of which 9,950 already existed"]);
    let hint = "The service reports 19,950 succeeded because it counts skipped artifacts twice.";
    assert_eq!(page.overview_hints(), [hint]);
    assert_eq!(page.counted(), 2);
}

#[wasm_bindgen_test]
async fn a_missing_overview_is_explained_and_replaced_by_counts() {
    let historical = r#"{"id":"d1","packageConstraint":{"packageKey":"npm://a"},"progress":{"success":3}}"#.to_owned();
    let running = Service::running(r#""replicaType":"SCHEDULED""#, 60.0 * MINUTE);
    for (service, hint) in [
        (running, "The service writes its totals when the execution ends"),
        (Service { rows: vec![historical], ..Service::ended() }, "This execution predates the service's totals"),
        (Service::ended(), "The execution ended without totals"),
    ] {
        let page = Page::open(Service { total: 240, counts: (7, 3), ..service }).await;
        assert_eq!(page.totals(), ["230 Succeeded", "7 Failed", "3 Running"], "{hint}");
        let hints = page.overview_hints();
        assert!(hints.len() == 1 && hints[0].starts_with(hint), "{hints:?}");
    }
}

#[wasm_bindgen_test]
async fn totals_with_deleted_details_name_those_of_the_service() {
    let overview = r#"{"success":5000,"failed":3,"conflict":0}"#;
    let info = r#""replicaType":"REAL_TIME""#;
    let service = Service { overview, total: 1200, counts: (1, 0), ..Service::running(info, 45.0 * DAY) };
    let page = Page::open(service).await;
    assert_eq!(page.totals(), ["1,199 Succeeded", "1 Failed"]);
    assert!(page.overview_hints()[0].starts_with("The service reports 5,000 succeeded and 3 failed: details were"));
}

#[wasm_bindgen_test]
async fn totals_change_together_when_all_responses_of_a_refetch_have_arrived() {
    let info = r#""replicaType":"SCHEDULED""#;
    let page = Page::open(Service { total: 10, counts: (1, 2), ..Service::running(info, 50.0 * MINUTE) }).await;
    let before = ["7 Succeeded", "1 Failed", "2 Running"];
    assert_eq!(page.totals(), before);
    *page.service.borrow_mut() = Service { total: 20, counts: (4, 1), ..Service::running(info, 50.0 * MINUTE) };
    page.harness.find::<HtmlElement>(".rl-refresh").click();
    for _ in 0..5 {
        let call = page.network.next().await;
        assert_eq!(page.totals(), before);
        page.respond(&call);
        turn().await;
    }
    assert_eq!(page.totals(), ["15 Succeeded", "4 Failed", "1 Running"]);
}

#[wasm_bindgen_test]
async fn details_with_an_unknown_status_are_not_counted_as_successes() {
    let row = r#"{"id":"d1","artifactName":"/a","status":"HALF_DONE"}"#.to_owned();
    let page = Page::open(Service { rows: vec![row], total: 12, counts: (1, 0), ..Service::ended() }).await;
    assert_eq!(page.totals(), ["-- Succeeded", "1 Failed"]);
}

#[wasm_bindgen_test]
async fn totals_of_the_service_are_kept_where_the_numbers_of_details_are_odd() {
    let overview = r#"{"success":95849,"failed":4151,"conflict":0}"#;
    let rows = (0..20).map(|row| format!(r#"{{"id":"d{row}","artifactName":"/a","status":"SUCCESS"}}"#)).collect();
    let service = Service { overview, rows, total: 100_000, has_odd_totals: true, ..Service::ended() };
    let page = Page::open(Service { counts: (4151, 0), ..service }).await;
    assert_eq!(page.totals(), ["95,849 Succeeded", "4,151 Failed"]);
}

#[wasm_bindgen_test]
async fn a_filtered_table_does_not_change_the_totals() {
    let filter = DetailFilter::default().with_status(Some(Status::Failed));
    let service = Service { total: 10, counts: (4, 0), ..Service::ended() };
    let page = Page::open_at(record("r1").with_filter(filter), service).await;
    assert_eq!(page.totals(), ["6 Succeeded", "4 Failed"]);
    let all = page.requests.borrow().iter().filter(|url| url.ends_with("pageNumber=1&pageSize=1")).count();
    assert_eq!(all, 1, "the number of all details");
}

#[wasm_bindgen_test]
async fn a_continuous_execution_has_a_start_but_no_end_and_no_run_before() {
    for info in [r#""replicaType":"REAL_TIME""#, r#""replicaType":"FEDERATION""#] {
        let service = Service { total: 10, counts: (1, 0), ..Service::running(info, 45.0 * DAY) };
        let page = Page::open(service.clone()).await;
        let names = page.fact_names();
        assert!(names.contains(&"Continuous since".to_owned()), "{names:?}");
        for name in ["Start time", "End time", "Duration", "Replicated", "Trace ID"] {
            assert!(!names.contains(&name.to_owned()), "{name}");
        }
        assert_eq!(page.texts(".rl-record-head .rl-status"), ["Continuous"]);
        let mut titles = page.shell.take_calls().into_iter().filter_map(|call| match call {
            ShellCall::SetTitle(title) => Some(title),
            _ => None,
        });
        assert!(titles.next_back().unwrap().starts_with("Continuous · "));
        assert_eq!(page.texts(".rl-questions:not(.rl-analyses) a").len(), 1, "the groups only");
        drop(page);
        // An address that demands a comparison.
        let view = Some(AnalysisView::Compare(Some(Id::parse("r0").unwrap())));
        let page = Page::open_at(record("r1").with_analysis(view), service).await;
        let sentence = "This plan replicates continuously in one execution, so there is no other to compare with.";
        assert_eq!(page.texts(".rl-triage .rl-notice-what"), [sentence]);
        assert!(page.requests.borrow().iter().all(|url| !url.contains("r0")));
    }
}

#[wasm_bindgen_test]
async fn an_execution_that_is_much_longer_and_more_silent_than_its_predecessors_is_probably_stuck() {
    const SCHEDULED: &str = r#""replicaType":"SCHEDULED""#;
    let run = |id: usize| {
        let (start, end) = (ago(3.0 * DAY), ago(3.0 * DAY - 20.0 * MINUTE));
        format!(r#"{{"id":"e{id}","status":"SUCCESS","startTime":"{start}","endTime":"{end}"}}"#)
    };
    let detail = |start: f64| format!(r#"{{"id":"d1","artifactName":"/a","startTime":"{}"}}"#, ago(start));
    let service = |info, start: f64, last: f64, earlier: usize| Service {
        rows: vec![detail(last)],
        earlier: (0..earlier).map(run).collect(),
        ..Service::running(info, start)
    };
    let page = Page::open(service(SCHEDULED, 2.0 * DAY + HOUR, 2.0 * DAY + MINUTE, 3)).await;
    let notice = || page.texts(".rl-notice-text").into_iter().find(|text| text.starts_with("Probably stuck"));
    let notice = notice().unwrap();
    for part in [
        "running for 2 days 1 hr, while earlier executions took about 20 min 0 sec.",
        "The last artifact started 2 days ago.",
        "the scheduler skips the plan until this is cleared.",
    ] {
        assert!(notice.contains(part), "{part} in {notice}");
    }
    drop(page);
    for (service, asks) in [
        // An artifact started a moment ago.
        (service(SCHEDULED, 2.0 * DAY, MINUTE, 3), true),
        // Too few predecessors.
        (service(SCHEDULED, 2.0 * DAY, 2.0 * DAY, 2), true),
        // Less than an hour.
        (service(SCHEDULED, 59.0 * MINUTE, 59.0 * MINUTE, 3), false),
        // Other types are running for other reasons.
        (service(r#""replicaType":"REAL_TIME""#, 2.0 * DAY, 2.0 * DAY, 3), false),
        (service(r#""replicaType":"RUN_ONCE""#, 2.0 * DAY, 2.0 * DAY, 3), false),
        (service(r#""replicaType":null"#, 2.0 * DAY, 2.0 * DAY, 3), false),
    ] {
        let page = Page::open(service).await;
        assert!(page.texts(".rl-notice-text").iter().all(|text| !text.starts_with("Probably")));
        assert_eq!(page.requests.borrow().iter().any(|url| url.contains("record/page/")), asks);
    }
}

#[wasm_bindgen_test]
async fn executions_that_share_a_record_have_no_duration() {
    let info = r#""replicaType":"RUN_ONCE""#;
    let detail = format!(r#"{{"id":"d1","artifactName":"/a","startTime":"{}"}}"#, ago(3.0 * HOUR));
    let page = Page::open(Service { info, rows: vec![detail], ..Service::ended() }).await;
    assert_eq!(page.fact("Duration"), "--");
    let hints = page.texts(".rl-record-head .rl-hint");
    assert!(hints.len() == 1 && hints[0].starts_with("This plan was started more than once"), "{hints:?}");
    drop(page);
    let page = Page::open(Service { info, ..Service::ended() }).await;
    assert_ne!(page.fact("Duration"), "--");
    assert!(page.texts(".rl-record-head .rl-hint").is_empty());
    drop(page);
    // The end is before the start.
    let record = format!(r#""status":"SUCCESS","startTime":"{}","endTime":"{}""#, ago(HOUR), ago(2.0 * HOUR));
    let page = Page::open(Service { info, record, ..Service::ended() }).await;
    assert_eq!(page.fact("Duration"), "--");
    assert!(page.harness.all(".rl-record-head .rl-fact span[title^='Unknown: the start']").len() == 1);
}

#[wasm_bindgen_test]
async fn times_of_different_zones_are_not_compared() {
    let mut harness = Harness::new();
    let network = Network::fake();
    let app = App::new(FakeShell::default().navigation(Route::Record(record("r1"))), config(), Vec::new(), None);
    harness.mount(move || app.view());
    let service = |hour: u32| Service {
        info: r#""replicaType":"RUN_ONCE""#,
        record: format!(
            r#""status":"SUCCESS","startTime":"2026-07-15T{hour}:00:00","endTime":"2026-07-15T{hour}:10:00""#
        ),
        rows: vec![format!(r#"{{"id":"d1","artifactName":"/a","startTime":"2026-07-15T{hour}:05:00"}}"#)],
        ..Service::ended()
    };
    let shows = |selector: &str, time: &str| harness.texts(selector).iter().any(|text| text == time);
    let in_shanghai = service(20);
    let is_loaded = || shows(".rl-details time", "2026-07-15 20:05:00") && shows("dd time", "2026-07-15 20:00:00");
    network.respond_until("+0800", |url| in_shanghai.data(url), "the execution", is_loaded).await;
    app.settings().set_zone(ZoneChoice::Utc);
    let in_utc = service(12);
    let respond = |call: &Call| {
        call.respond(200, &[("X-BKREPO-Time-Zone", "+0000")], &envelope(&in_utc.data(&call.url)));
    };
    // The record arrives before its details.
    let mut later = Vec::new();
    loop {
        let call = network.next().await;
        if call.url.ends_with("/record/r1") {
            respond(&call);
            break;
        }
        later.push(call);
    }
    until("the record", || shows("dd time", "2026-07-15 12:00:00")).await;
    later.iter().for_each(|call| respond(call));
    let is_loaded = || shows(".rl-details time", "2026-07-15 12:05:00");
    network.respond_until("+0000", |url| in_utc.data(url), "the details", is_loaded).await;
    assert_eq!(harness.texts(".rl-record-head .rl-hint"), [""; 0]);
}

#[wasm_bindgen_test]
async fn an_empty_table_is_explained() {
    let none = || Service { rows: Vec::new(), total: 0, ..Service::ended() };
    let counted = r#"{"success":12,"failed":0,"conflict":3}"#;
    let old = format!(r#""status":"SUCCESS","startTime":"{}","endTime":"{}""#, ago(3.0 * DAY), ago(3.0 * DAY));
    let failed = format!(r#""status":"FAILED","startTime":"{}","endTime":"{}""#, ago(HOUR), ago(HOUR));
    for (service, text) in [
        (Service { overview: counted, ..none() }, "counted artifacts but has no details: the plan does not keep them."),
        (Service { overview: counted, record: old, ..none() }, "they were deleted after the retention period, or"),
        (Service { info: r#""replicaType":"EDGE_PULL""#, ..none() }, "An edge node pulled these artifacts"),
        (Service { record: failed, ..none() }, "The execution failed before its first artifact."),
        (Service { rows: Vec::new(), total: 0, ..Service::running("\"a\":0", HOUR) }, "the execution is still running"),
        (none(), "This execution has no artifacts."),
    ] {
        let page = Page::open(service).await;
        let texts = page.empty_state();
        assert!(texts.len() == 1 && texts[0].contains(text), "{text}: {texts:?}");
        assert_eq!(page.counted(), 0, "nothing to count");
    }
    // The totals of the service are all there is, and they link to nothing.
    let page = Page::open(Service { overview: counted, ..none() }).await;
    assert_eq!(page.totals(), ["12 Succeeded", "0 Failed", "of which 3 already existed"]);
    assert!(page.harness.all(".rl-overview a").is_empty());
    drop(page);
    // Nothing is known, so nothing is claimed.
    let page = Page::open(none()).await;
    assert!(page.totals().is_empty());
}

#[wasm_bindgen_test]
async fn a_failure_without_a_message_says_so() {
    for reason in [r#""""#, r#""\n""#, "null"] {
        let row = format!(r#"{{"id":"d1","artifactName":"/a","status":"FAILED","errorReason":{reason}}}"#);
        let record = format!(r#""status":"FAILED","errorReason":{reason},"startTime":"{}""#, ago(HOUR));
        let page = Page::open(Service { rows: vec![row], record, counts: (1, 0), ..Service::ended() }).await;
        assert_eq!(page.texts(".rl-error-row .rl-error bdi"), ["(no error message)"], "{reason}");
        assert_eq!(page.texts(".rl-reason p bdi"), ["(no error message)"], "{reason}");
    }
    let page = Page::open(Service::ended()).await;
    assert!(page.texts(".rl-error-row").is_empty());
}

#[wasm_bindgen_test]
async fn a_federation_row_without_content_is_an_operation_and_no_transfer() {
    let rows: Vec<String> = [r#""artifactName":"/gone""#, r#""artifactName":"/copied","size":5,"sha256":"ab""#]
        .iter()
        .zip(["d1", "d2"])
        .map(|(fields, id)| format!(r#"{{"id":"{id}","status":"SUCCESS",{fields}}}"#))
        .collect();
    for (info, tags) in
        [(r#""replicaType":"FEDERATION""#, &["Operation on this path"][..]), (r#""replicaType":"REAL_TIME""#, &[])]
    {
        let service = Service { rows: rows.clone(), total: 2, ..Service::running(info, DAY) };
        let page = Page::open(service).await;
        assert_eq!(page.texts("table .rl-name .rl-tag"), tags, "{info}");
        let size = |text: &String| text.replace(['\u{a0}', '\u{202f}'], " ");
        let sizes: Vec<_> = page.texts("tbody td.rl-number").iter().map(size).collect();
        assert!(sizes.contains(&"--".to_owned()) && sizes.contains(&"5 bytes".to_owned()), "{sizes:?}");
        assert_eq!(page.texts("tbody .rl-status"), ["Success", "Success"]);
        assert_eq!(page.harness.all("tbody td span[title='No conflict recorded.']").len(), 2);
    }
}

#[wasm_bindgen_test]
async fn filters_for_the_older_format_are_offered_where_it_occurs_or_the_address_has_one() {
    let names = |page: &Page| -> Vec<String> {
        page.harness.all(".rl-field").iter().filter_map(|field| field.get_attribute("data-name")).collect()
    };
    let page = Page::open(Service::ended()).await;
    assert_eq!(names(&page), ["artifactName", "version", "repoName", "clusterName"]);
    drop(page);
    let historical = r#"{"id":"d1","pathConstraint":{"path":"/a"}}"#.to_owned();
    let page = Page::open(Service { rows: vec![historical], ..Service::ended() }).await;
    assert_eq!(names(&page).len(), 6);
    drop(page);
    let filter = DetailFilter::default().with(replica_log::model::filter::FilterField::Path, "/a");
    let page = Page::open_at(record("r1").with_filter(filter), Service::ended()).await;
    assert_eq!(names(&page), ["artifactName", "version", "repoName", "clusterName", "path"]);
}

#[wasm_bindgen_test]
async fn an_unknown_execution_is_reported_once() {
    let page = Page::new(record("r1"), Service { rows: Vec::new(), total: 0, ..Service::ended() });
    until("the notice", || {
        while let Some(call) = page.network.try_next() {
            if call.url.ends_with("/record/r1") {
                call.respond(400, &[], r#"{"code":250310,"message":"gone","data":null,"traceId":"t"}"#);
            } else {
                page.respond(&call);
            }
        }
        page.harness.all(".rl-failure[data-kind=NotFound]").len() == 1
    })
    .await;
    turn().await;
    assert_eq!(page.harness.all(".rl-failure").len(), 1);
    assert!(page.harness.all(".rl-overview, .rl-filters, table, .rl-empty").is_empty());
}
