//! Whole pages, where the matter is what the service said, and when.

use replica_log::app::App;
use replica_log::i18n::intl;
use replica_log::model::config::Config;
use replica_log::model::route::Route;
use replica_log::navigation::HistoryMode;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlFormElement, HtmlInputElement};

use crate::fake_shell::{FakeShell, Told, record, task};
use crate::harness::{Harness, turn, until};
use crate::input::types;
use crate::network::{Network, envelope};
use crate::query::config;

/// The app at a place.
struct Shown {
    stage: Harness,
    network: Network,
    shell: FakeShell,
}

impl Shown {
    fn at(place: Route, config: Config) -> Self {
        let mut stage = Harness::new();
        let (network, shell) = (Network::fake(), FakeShell::default());
        let nav = shell.nav(place);
        stage.mount(move || App::new(nav, config, Vec::new(), None).view());
        Self { stage, network, shell }
    }

    /// The page of a task with one execution.
    async fn task(record: &str, config: Config) -> Self {
        let shown = Self::at(Route::Task(task("k1")), config);
        shown.answers(2, |_| page(record)).await;
        until("a row", || shown.stage.all(".rl-history .rl-row-link").len() == 1).await;
        shown
    }

    /// The page of an execution with one detail, which stands open.
    async fn record(record: &str, detail: &str, config: Config) -> Self {
        let place = self::record("r1").toggled("d1");
        let shown = Self::at(Route::Record(place), config);
        let info = format!(r#"{{"replicaObjectType":"REPOSITORY","record":{record}}}"#);
        shown
            .answers(3, |url| match url {
                url if url.contains("/detail/") => page(detail),
                url if url.contains("/overview/") => "null".to_owned(),
                _ => info.clone(),
            })
            .await;
        until("the execution and its detail", || {
            !shown.stage.all(".rl-record-head dd").is_empty() && !shown.stage.all(".rl-whole-row").is_empty()
        })
        .await;
        shown
    }

    /// Answers the next questions, in Berlin's time.
    async fn answers(&self, questions: usize, data: impl Fn(&str) -> String) {
        let now = intl::offset("Europe/Berlin", js_sys::Date::now()).unwrap();
        for _ in 0..questions {
            let call = self.network.next().await;
            call.responds(200, &[("X-BKREPO-Time-Zone", &now.to_string())], &envelope(&data(&call.url)));
        }
    }

    /// The value beside a name.
    fn fact(&self, within: &str, name: &str) -> String {
        let facts = self.stage.all(&format!("{within} .rl-fact"));
        let text = |fact: &Element, part: &str| fact.query_selector(part).unwrap().unwrap().text_content().unwrap();
        let fact = facts.iter().find(|fact| text(fact, "dt") == name).unwrap_or_else(|| panic!("{name}"));
        text(fact, "dd").trim().to_owned()
    }

    fn titles(&self, selector: &str) -> Vec<String> {
        self.stage.all(selector).iter().filter_map(|element| element.get_attribute("title")).collect()
    }
}

fn page(row: &str) -> String {
    format!(r#"{{"pageNumber":1,"pageSize":20,"totalRecords":1,"totalPages":1,"records":[{row}]}}"#)
}

/// What the one row of a history says under a heading.
async fn cell(fields: &str, class: &str) -> Vec<String> {
    let record = format!(r#"{{"id":"r1","startTime":"2026-07-15T12:00",{fields}}}"#);
    let shown = Shown::task(&record, config()).await;
    shown.stage.texts(&format!(".rl-history tbody {class}")).iter().map(|text| text.trim().to_owned()).collect()
}

#[wasm_bindgen_test]
async fn the_replicated_size_is_shown_only_if_the_service_sends_it() {
    for (bytes, said) in [
        (r#""replicatedBytes":1000,"totalBytes":2000"#, "1.00 kB of 2.00 kB"),
        (r#""replicatedBytes":0,"totalBytes":2000"#, "0 bytes of 2.00 kB"),
        (r#""replicatedBytes":null,"totalBytes":2000"#, "-- of 2.00 kB"),
        (r#""replicatedBytes":1000,"totalBytes":null"#, "1.00 kB"),
    ] {
        let fields = format!(r#""status":"RUNNING",{bytes}"#);
        let cells = cell(&fields, ".rl-number").await;
        assert_eq!(
            cells.last().map(|cell| cell.replace(['\u{a0}', '\u{202f}'], " ")).as_deref(),
            Some(said),
            "{bytes}"
        );
        let record = format!(r#"{{"id":"r1","startTime":"2026-07-15T12:00",{fields}}}"#);
        let shown = Shown::record(&record, r#"{"id":"d1"}"#, config()).await;
        let fact = shown.fact(".rl-record-head", "Replicated");
        assert_eq!(fact.replace(['\u{a0}', '\u{202f}'], " "), said, "{bytes}");
    }
}

#[wasm_bindgen_test]
async fn a_missing_count_is_not_shown_as_zero() {
    for (overview, said) in [
        (r#"{"success":0,"failed":0,"conflict":0}"#, "0"),
        (r#"{"success":null,"failed":2,"conflict":null}"#, "-- · 2 failed"),
        (r#"{"success":3,"failed":null,"conflict":1}"#, "3 · 1 conflict"),
        (r#"{"success":3,"failed":0,"conflict":2}"#, "3 · 2 conflicts"),
        ("null", "--"),
    ] {
        let fields = format!(r#""status":"SUCCESS","replicaOverview":{overview}"#);
        assert_eq!(cell(&fields, ".rl-artifacts").await, [said], "{overview}");
    }
}

#[wasm_bindgen_test]
async fn a_time_is_labelled_with_the_offset_at_that_time() {
    let config = || Config { time_zone: Some("Europe/Berlin".to_owned()), ..config() };
    for (time, offset) in [("2026-01-15T12:00", "+01:00"), ("2026-07-15T12:00", "+02:00")] {
        let record = format!(r#"{{"id":"r1","startTime":"{time}","endTime":"{time}","status":"SUCCESS"}}"#);
        let zone = format!("Europe/Berlin {offset}");
        let title = format!("{time} {zone}");
        let shown = Shown::task(&record, config()).await;
        assert_eq!(shown.titles(".rl-history time, .rl-history .rl-ago"), [&*title, &*title]);
        drop(shown);
        let shown = Shown::record(&record, &record.replace("r1", "d1"), config()).await;
        for within in [".rl-record-head", ".rl-whole-row"] {
            assert_eq!(shown.titles(&format!("{within} time")), [&*title, &*title], "{within}");
            assert_eq!(shown.fact(within, "Time zone"), zone, "{within}");
        }
    }
}

fn opens(shown: &Shown, id: &str) -> HtmlInputElement {
    let input: HtmlInputElement = shown.stage.find(".rl-open input");
    types(&input, id);
    shown.stage.find::<HtmlFormElement>(".rl-open").request_submit().unwrap();
    input
}

#[wasm_bindgen_test]
async fn typing_another_id_cancels_the_lookup_before() {
    for next in ["5f0c", "", ".."] {
        let shown = Shown::at(Route::Home, config());
        let input = opens(&shown, "609b573d53ccce752bf9b860");
        let call = shown.network.next().await;
        if next.is_empty() || next == ".." {
            // It is sent, and refused.
            input.set_value(next);
            shown.stage.find::<HtmlFormElement>(".rl-open").request_submit().unwrap();
        } else {
            types(&input, next);
        }
        assert!(call.aborted(), "{next:?}");
        call.answers("{}");
        turn().await;
        let moved = shown.shell.told().into_iter().any(|told| matches!(told, Told::Show(_, HistoryMode::Push)));
        assert!(!moved, "{next:?}");
        assert_eq!(shown.stage.all(".rl-refused").len(), usize::from(next != "5f0c"), "{next:?}");
    }
}

#[wasm_bindgen_test]
async fn a_found_id_is_opened() {
    let shown = Shown::at(Route::Home, config());
    opens(&shown, "609b573d53ccce752bf9b860");
    let call = shown.network.next().await;
    assert!(call.url.ends_with("/record/609b573d53ccce752bf9b860"));
    call.answers("{}");
    let address = "records/609b573d53ccce752bf9b860".to_owned();
    until("the execution", || shown.shell.told().contains(&Told::Show(address.clone(), HistoryMode::Push))).await;
}

#[wasm_bindgen_test]
async fn signing_in_refetches_all_failed_queries_of_mounted_pages() {
    let mut stage = Harness::new();
    let network = Network::fake();
    let nav = FakeShell::default().nav(Route::Record(record("r1")));
    stage.mount(move || App::new(nav, config(), Vec::new(), None).view());
    let refuse = async || {
        for _ in 0..3 {
            network.next().await.responds(401, &[], "");
        }
        until("three failures", || stage.all(".rl-failure:not([data-busy])").len() == 3).await;
        turn().await;
    };
    refuse().await;
    nav.signed_in();
    refuse().await;
    assert_eq!(network.count(), 6);
    nav.signed_in();
    stage.unmount();
    turn().await;
    assert_eq!(network.count(), 6);
}
