//! Whole pages: which requests they send, and how they show the responses.

use replica_log::app::App;
use replica_log::i18n::intl;
use replica_log::model::config::Config;
use replica_log::model::route::Route;
use replica_log::model::zone::ZoneChoice;
use replica_log::navigation::HistoryMode;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlFormElement, HtmlInputElement};

use crate::fake_shell::{FakeShell, ShellCall, record, task};
use crate::harness::{Harness, turn, until};
use crate::input::type_text;
use crate::network::{Network, envelope};
use crate::query::config;

/// The app at a route.
struct MountedApp {
    harness: Harness,
    network: Network,
    shell: FakeShell,
    app: App,
}

impl MountedApp {
    fn at(route: Route, config: Config) -> Self {
        let mut harness = Harness::new();
        let (network, shell) = (Network::fake(), FakeShell::default());
        let navigation = shell.navigation(route);
        let app = App::new(navigation, config, Vec::new(), None);
        harness.mount(move || app.view());
        Self { harness, network, shell, app }
    }

    /// The page of a task with one execution.
    async fn task(record: &str, config: Config) -> Self {
        let app = Self::at(Route::Task(task("k1")), config);
        app.respond_to(2, |_| page(record)).await;
        until("a row", || app.harness.all(".rl-history .rl-row-link").len() == 1).await;
        app
    }

    /// The page of an execution with one detail, whose row is expanded.
    async fn record(record: &str, detail: &str, config: Config) -> Self {
        let route = self::record("r1").with_detail_toggled("d1");
        let app = Self::at(Route::Record(route), config);
        let info = format!(r#"{{"replicaObjectType":"REPOSITORY","record":{record}}}"#);
        app.respond_to(3, |url| match url {
            url if url.contains("/detail/") => page(detail),
            url if url.contains("/overview/") => "null".to_owned(),
            _ => info.clone(),
        })
        .await;
        until("the execution and its detail", || {
            !app.harness.all(".rl-record-head dd").is_empty() && !app.harness.all(".rl-whole-row").is_empty()
        })
        .await;
        app
    }

    /// Responds to the next requests, with times in Berlin's zone.
    async fn respond_to(&self, requests: usize, data: impl Fn(&str) -> String) {
        let now = intl::offset("Europe/Berlin", js_sys::Date::now()).unwrap();
        for _ in 0..requests {
            let call = self.network.next().await;
            call.respond(200, &[("X-BKREPO-Time-Zone", &now.to_string())], &envelope(&data(&call.url)));
        }
    }

    /// The value of a named fact.
    fn fact(&self, within: &str, name: &str) -> String {
        let facts = self.harness.all(&format!("{within} .rl-fact"));
        let text = |fact: &Element, part: &str| fact.query_selector(part).unwrap().unwrap().text_content().unwrap();
        let fact = facts.iter().find(|fact| text(fact, "dt") == name).unwrap_or_else(|| panic!("{name}"));
        text(fact, "dd").trim().to_owned()
    }

    fn titles(&self, selector: &str) -> Vec<String> {
        self.harness.all(selector).iter().filter_map(|element| element.get_attribute("title")).collect()
    }
}

fn page(row: &str) -> String {
    format!(r#"{{"pageNumber":1,"pageSize":20,"totalRecords":1,"totalPages":1,"records":[{row}]}}"#)
}

/// The cells of a class in a history with one row.
async fn cell(fields: &str, class: &str) -> Vec<String> {
    let record = format!(r#"{{"id":"r1","startTime":"2026-07-15T12:00",{fields}}}"#);
    let app = MountedApp::task(&record, config()).await;
    app.harness.texts(&format!(".rl-history tbody {class}")).iter().map(|text| text.trim().to_owned()).collect()
}

#[wasm_bindgen_test]
async fn the_replicated_bytes_are_shown_only_if_the_service_sends_them() {
    for (bytes, text) in [
        (r#""replicatedBytes":1000,"totalBytes":2000"#, "1.00 kB of 2.00 kB"),
        (r#""replicatedBytes":0,"totalBytes":2000"#, "0 bytes of 2.00 kB"),
        (r#""replicatedBytes":null,"totalBytes":2000"#, "-- of 2.00 kB"),
        (r#""replicatedBytes":1000,"totalBytes":null"#, "1.00 kB"),
    ] {
        let fields = format!(r#""status":"RUNNING",{bytes}"#);
        let cells = cell(&fields, ".rl-number").await;
        assert_eq!(
            cells.last().map(|cell| cell.replace(['\u{a0}', '\u{202f}'], " ")).as_deref(),
            Some(text),
            "{bytes}"
        );
        let record = format!(r#"{{"id":"r1","startTime":"2026-07-15T12:00",{fields}}}"#);
        let app = MountedApp::record(&record, r#"{"id":"d1"}"#, config()).await;
        let fact = app.fact(".rl-record-head", "Replicated");
        assert_eq!(fact.replace(['\u{a0}', '\u{202f}'], " "), text, "{bytes}");
    }
}

#[wasm_bindgen_test]
async fn a_missing_count_is_not_shown_as_zero() {
    for (overview, text) in [
        (r#"{"success":0,"failed":0,"conflict":0}"#, "0 succeeded"),
        (r#"{"success":null,"failed":2,"conflict":null}"#, "-- succeeded · 2 failed"),
        (r#"{"success":12099,"failed":null,"conflict":1}"#, "12,099 succeeded · of which 1 already existed"),
        (r#"{"success":3,"failed":1,"conflict":2}"#, "3 succeeded · 1 failed · of which 2 already existed"),
        ("null", "--"),
    ] {
        let fields = format!(r#""status":"SUCCESS","replicaOverview":{overview}"#);
        assert_eq!(cell(&fields, ".rl-artifacts").await, [text], "{overview}");
    }
}

#[wasm_bindgen_test]
async fn a_time_is_labelled_with_the_offset_of_its_zone_at_that_time() {
    let config = || Config { time_zone: Some("Europe/Berlin".to_owned()), ..config() };
    for (time, offset) in [("2026-01-15T12:00", "+01:00"), ("2026-07-15T12:00", "+02:00")] {
        let record = format!(r#"{{"id":"r1","startTime":"{time}","endTime":"{time}","status":"SUCCESS"}}"#);
        let zone = format!("Europe/Berlin {offset}");
        let title = format!("{time} {zone}");
        let app = MountedApp::task(&record, config()).await;
        assert_eq!(app.titles(".rl-history time, .rl-history .rl-ago"), [&*title, &*title]);
        drop(app);
        let app = MountedApp::record(&record, &record.replace("r1", "d1"), config()).await;
        for within in [".rl-record-head", ".rl-whole-row"] {
            assert_eq!(app.titles(&format!("{within} time")), [&*title, &*title], "{within}");
            assert_eq!(app.fact(within, "Time zone"), zone, "{within}");
        }
    }
}

/// The gateway of the BK-Repo console replaces the requested zone by that of the user's profile: all responses have times
/// of +08:00, and are the same after another choice.
#[wasm_bindgen_test]
async fn times_of_another_zone_are_shown_in_the_chosen_zone() {
    let record =
        r#"{"id":"r1","startTime":"2026-07-15T20:00:08.8","endTime":"2026-07-15T20:01:08.8","status":"SUCCESS"}"#;
    let config = || Config { time_zone: Some("Europe/Berlin".to_owned()), ..config() };
    let choices = [
        (ZoneChoice::Own, "Europe/Berlin", "2026-07-15 14:00:08", "2026-07-15T14:00:08.8 Europe/Berlin +02:00"),
        (ZoneChoice::Utc, "UTC", "2026-07-15 12:00:08", "2026-07-15T12:00:08.8 UTC"),
        (ZoneChoice::Own, "Europe/Berlin", "2026-07-15 14:00:08", "2026-07-15T14:00:08.8 Europe/Berlin +02:00"),
    ];
    let hint = "Converted from UTC+08:00, the service's current offset, for all dates.";

    let app = MountedApp::at(Route::Task(task("k1")), config());
    for (choice, zone, start, title) in choices {
        app.app.settings().set_zone(choice);
        let shows = || app.harness.texts(".rl-history .rl-row-link") == [start];
        app.network.respond_until("+0800", |_| page(record), start, shows).await;
        assert_eq!(app.titles(".rl-history .rl-ago"), [title]);
        assert_eq!(app.titles(".rl-history time"), [title.replace(":00:08", ":01:08")]);
        until(zone, || app.harness.texts(".rl-zone").iter().any(|name| name.starts_with(zone))).await;
        assert_eq!(app.titles(".rl-zone"), [hint]);
        until("the strip", || app.titles(".rl-strip a").iter().any(|label| label.starts_with(start))).await;
    }
    drop(app);

    let route = self::record("r1").with_detail_toggled("d1");
    let app = MountedApp::at(Route::Record(route), config());
    let (detail, info) = (record.replace("r1", "d1"), format!(r#"{{"record":{record}}}"#));
    let data = |url: &str| match url {
        url if url.contains("/detail/") => page(&detail),
        url if url.contains("/overview/") => "null".to_owned(),
        _ => info.clone(),
    };
    for (choice, zone, start, title) in choices {
        app.app.settings().set_zone(choice);
        let shows = || {
            let first = |selector: &str| app.harness.texts(selector).into_iter().next().unwrap_or_default();
            [".rl-record-head time", ".rl-details td time", ".rl-whole-row time"]
                .map(first)
                .iter()
                .all(|time| time == start)
        };
        app.network.respond_until("+0800", data, start, shows).await;
        for within in [".rl-record-head", ".rl-whole-row"] {
            assert_eq!(app.titles(&format!("{within} time"))[0], title, "{within}");
            assert!(app.fact(within, "Time zone").starts_with(zone), "{within}");
        }
        assert_eq!(app.fact(".rl-record-head", "Duration").replace(['\u{a0}', '\u{202f}'], " "), "1 min 0 sec");
        assert_eq!(app.titles(".rl-record-head dd > span"), [hint]);
    }
}

fn opens(app: &MountedApp, id: &str) -> HtmlInputElement {
    let input: HtmlInputElement = app.harness.find(".rl-open input");
    type_text(&input, id);
    app.harness.find::<HtmlFormElement>(".rl-open").request_submit().unwrap();
    input
}

#[wasm_bindgen_test]
async fn a_lookup_is_aborted_when_another_id_is_typed() {
    for next in ["5f0c", "", ".."] {
        let app = MountedApp::at(Route::Home, config());
        let input = opens(&app, "609b573d53ccce752bf9b860");
        let call = app.network.next().await;
        if next.is_empty() || next == ".." {
            // The invalid id is submitted and rejected.
            input.set_value(next);
            app.harness.find::<HtmlFormElement>(".rl-open").request_submit().unwrap();
        } else {
            type_text(&input, next);
        }
        assert!(call.aborted(), "{next:?}");
        call.respond_with_data("{}");
        turn().await;
        let moved =
            app.shell.take_calls().into_iter().any(|call| matches!(call, ShellCall::Show(_, HistoryMode::Push)));
        assert!(!moved, "{next:?}");
        assert_eq!(app.harness.all(".rl-refused").len(), usize::from(next != "5f0c"), "{next:?}");
    }
}

#[wasm_bindgen_test]
async fn the_page_of_a_known_id_is_opened() {
    let app = MountedApp::at(Route::Home, config());
    opens(&app, "609b573d53ccce752bf9b860");
    let call = app.network.next().await;
    assert!(call.url.ends_with("/record/609b573d53ccce752bf9b860"));
    call.respond_with_data("{}");
    let address = "records/609b573d53ccce752bf9b860".to_owned();
    until("the execution", || app.shell.take_calls().contains(&ShellCall::Show(address.clone(), HistoryMode::Push)))
        .await;
}

#[wasm_bindgen_test]
async fn failed_requests_are_sent_again_with_each_retry_until_the_page_is_unmounted() {
    let mut harness = Harness::new();
    let network = Network::fake();
    let navigation = FakeShell::default().navigation(Route::Record(record("r1")));
    harness.mount(move || App::new(navigation, config(), Vec::new(), None).view());
    let reject = async || {
        for _ in 0..3 {
            network.next().await.respond(401, &[], "");
        }
        until("the error", || harness.all(".rl-failure:not([data-busy])").len() == 1).await;
        turn().await;
    };
    reject().await;
    navigation.retry();
    reject().await;
    assert_eq!(network.count(), 6);
    navigation.retry();
    harness.unmount();
    turn().await;
    assert_eq!(network.count(), 6);
}
