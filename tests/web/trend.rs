//! The trend of a task: failed refreshes, changes of the time zone, and the range inputs.

use std::rc::Rc;

use replica_log::app::App;
use replica_log::model::config::Theme;
use replica_log::model::route::{Route, TaskRoute, TrendView};
use replica_log::model::trend::{AddressRange, Range};
use replica_log::model::zone::ZoneChoice;
use replica_log::navigation::Navigation;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::fake_shell::{FakeShell, task};
use crate::harness::{Harness, turn, until};
use crate::input::commit_change;
use crate::network::{Call, Network, envelope};
use crate::query::config;

const FIGURES: &str = ".rl-figures > span:first-child";
const REFRESH: &str = ".rl-runs .rl-again";
const FAILURE: &str = ".rl-runs .rl-failure";

/// A task page that shows the trend.
struct TrendPage {
    harness: Harness,
    network: Network,
    navigation: Navigation,
    app: App,
}

impl TrendPage {
    fn new() -> Self {
        Self::at(TrendView::default())
    }

    fn at(trend: TrendView) -> Self {
        let mut harness = Harness::new();
        let network = Network::fake();
        let route = TaskRoute { trend: Some(trend), ..task("k1") };
        let navigation = FakeShell::default().navigation(Route::Task(route));
        let app = App::new(navigation, config(), Vec::new(), None);
        harness.mount(move || app.view());
        Self { harness, network, navigation, app }
    }

    /// The next request for the whole history.
    async fn next_request(&self) -> Rc<Call> {
        self.network.next_with("/record/list/").await
    }

    async fn refresh(&self) -> Rc<Call> {
        self.harness.find::<HtmlElement>(REFRESH).click();
        self.next_request().await
    }

    /// Waits until a number of elements match a selector.
    async fn wait_for(&self, selector: &str, count: usize) {
        until(selector, || self.harness.all(selector).len() == count).await;
    }

    fn field(&self, name: &str) -> HtmlInputElement {
        self.harness.find(&format!(".rl-range [data-name={name}]"))
    }

    async fn type_into(&self, name: &str, text: &str) {
        let field = self.field(name);
        field.set_value(text);
        commit_change(&field);
        turn().await;
    }

    /// The range of the current route.
    fn range(&self) -> Option<(String, String)> {
        match self.navigation.route() {
            Route::Task(TaskRoute { trend, .. }) => trend?.range.map(AddressRange::texts),
            _ => None,
        }
    }

    /// The values of the two inputs, and whether each is marked as invalid.
    fn fields(&self) -> [(String, bool); 2] {
        ["from", "to"].map(|name| {
            let field = self.field(name);
            (field.value(), field.get_attribute("aria-invalid").as_deref() == Some("true"))
        })
    }
}

/// The response with executions on days of September, each with its status.
fn runs(runs: &[(&str, &str)]) -> String {
    let run = |(day, status): &(&str, &str)| {
        format!(
            r#"{{"id":"r{day}","status":"{status}","startTime":"2026-09-{day}T01:00:00","endTime":"2026-09-{day}T01:01:00"}}"#
        )
    };
    format!("[{}]", runs.iter().map(run).collect::<Vec<_>>().join(","))
}

#[wasm_bindgen_test]
async fn a_failed_refresh_keeps_the_trend_and_shows_its_age() {
    let page = TrendPage::new();
    let first = page.next_request().await;
    page.wait_for(".rl-runs .rl-skeleton", 1).await;
    first.respond_with_data(&runs(&[("02", "SUCCESS"), ("01", "FAILED")]));
    page.wait_for(".rl-chart", 1).await;
    page.harness.find::<HtmlElement>(".rl-numbers-switch button").click();
    page.wait_for(".rl-numbers tbody tr", 2).await;
    let chart = page.harness.find::<Element>(".rl-chart");
    let row = page.harness.find::<Element>(".rl-numbers tbody tr:first-child");
    // During the refetch only the busy state of the button changes.
    let again = page.refresh().await;
    turn().await;
    assert_eq!(page.harness.find::<Element>(REFRESH).get_attribute("data-busy").as_deref(), Some("true"));
    assert_eq!(
        (page.harness.all(".rl-runs .rl-skeleton").len(), chart.is_connected(), row.is_connected()),
        (0, true, true)
    );
    again.respond(403, &[], "");
    page.wait_for(FAILURE, 1).await;
    assert!(chart.is_connected() && row.is_connected());
    assert!(page.harness.text(".rl-runs .rl-stale > p").starts_with("Refresh failed."));
    assert_eq!(page.harness.text(FIGURES), "2 executions");
    // An unchanged history renders nothing again; a changed one does, and the table stays open.
    page.refresh().await.respond_with_data(&runs(&[("02", "SUCCESS"), ("01", "FAILED")]));
    page.wait_for(FAILURE, 0).await;
    assert!(chart.is_connected() && row.is_connected());
    page.refresh().await.respond_with_data(&runs(&[("03", "SUCCESS"), ("02", "SUCCESS"), ("01", "FAILED")]));
    until("the new execution", || page.harness.text(FIGURES) == "3 executions").await;
    page.wait_for(".rl-numbers tbody tr", 3).await;
}

#[wasm_bindgen_test]
async fn a_failed_first_fetch_shows_only_the_error_and_can_be_retried() {
    let page = TrendPage::new();
    page.next_request().await.respond(403, &[], "");
    page.wait_for(FAILURE, 1).await;
    assert_eq!((page.harness.all(".rl-runs .rl-skeleton").len(), page.harness.all(".rl-stale").len()), (0, 0));
    page.refresh().await.respond_with_data(&runs(&[("01", "SUCCESS")]));
    page.wait_for(".rl-chart", 1).await;
    page.wait_for(FAILURE, 0).await;
}

#[wasm_bindgen_test]
async fn a_change_of_the_time_zone_drops_the_trend_of_the_old_zone() {
    let page = TrendPage::new();
    page.next_request().await.respond_with_data(&runs(&[("01", "SUCCESS")]));
    page.wait_for(".rl-chart", 1).await;
    page.app.settings().set_zone(ZoneChoice::Utc);
    let again = page.next_request().await;
    page.wait_for(".rl-chart", 0).await;
    page.wait_for(".rl-runs .rl-skeleton", 1).await;
    again.respond(403, &[], "");
    page.wait_for(FAILURE, 1).await;
    assert_eq!((page.harness.all(".rl-chart").len(), page.harness.all(".rl-stale").len()), (0, 0));
}

#[wasm_bindgen_test]
async fn the_trend_of_a_response_in_another_zone_is_in_the_chosen_zone() {
    let page = TrendPage::new();
    page.next_request().await;
    page.app.settings().set_zone(ZoneChoice::Utc);
    // One o'clock in Shanghai is five o'clock of the day before in UTC.
    let data = runs(&[("02", "SUCCESS"), ("01", "FAILED")]);
    page.next_request().await.respond(200, &[("X-BKREPO-Time-Zone", "+0800")], &envelope(&data));
    page.wait_for(".rl-point", 1).await;
    assert_eq!(page.harness.text(".rl-point"), "2026-09-01 17:00:00 · Success · 1 min 0 sec");
    let texts = page.fields().map(|(text, _)| text);
    assert_eq!(texts, ["2026-08-31T17:00", "2026-09-01T17:01"]);
    page.harness.find::<HtmlElement>(".rl-numbers-switch button").click();
    page.wait_for(".rl-numbers tbody tr", 2).await;
    assert_eq!(page.harness.texts(".rl-numbers tbody th"), ["2026-09-01", "2026-08-31"]);
}

#[wasm_bindgen_test]
async fn a_change_of_another_setting_does_not_refetch_the_trend() {
    let page = TrendPage::new();
    page.next_request().await.respond_with_data(&runs(&[("01", "SUCCESS")]));
    page.wait_for(".rl-chart", 1).await;
    let (chart, requests) = (page.harness.find::<Element>(".rl-chart"), page.network.count());
    page.app.settings().set_theme(Theme::Dark);
    turn().await;
    assert_eq!((page.network.count(), chart.is_connected()), (requests, true));
}

#[wasm_bindgen_test]
async fn a_range_is_applied_when_both_inputs_are_valid_in_either_order() {
    let range = Range::parse("2026-09-01T00:00", "2026-09-05T00:00");
    let before = Some(("2026-09-01T00:00".to_owned(), "2026-09-05T00:00".to_owned()));
    let later = ("2026-10-01T00:00", "2026-10-05T00:00");
    let earlier = ("2026-08-01T00:00", "2026-08-05T00:00");
    for (first, second) in [(("from", later.0), ("to", later.1)), (("to", earlier.1), ("from", earlier.0))] {
        let page = TrendPage::at(TrendView {
            range: range.map(|range| AddressRange::new(range, |_| None)),
            ..TrendView::default()
        });
        page.next_request().await.respond_with_data(&runs(&[("02", "SUCCESS")]));
        page.wait_for(".rl-chart", 1).await;
        page.type_into(first.0, first.1).await;
        // Not a range yet: the route and the typed text stay, and the input is marked as invalid.
        assert_eq!(page.range(), before);
        assert_eq!(page.field(first.0).value(), first.1);
        assert_eq!(page.fields().map(|(_, invalid)| invalid), [first.0 == "from", first.0 == "to"]);
        page.type_into(second.0, second.1).await;
        let wanted = if first.0 == "from" { later } else { earlier };
        assert_eq!(page.range(), Some((wanted.0.to_owned(), wanted.1.to_owned())));
        until("the inputs", || page.fields() == [(wanted.0.to_owned(), false), (wanted.1.to_owned(), false)]).await;
    }
}

#[wasm_bindgen_test]
async fn an_unknown_status_is_shown_as_received() {
    let page = TrendPage::new();
    page.next_request().await.respond_with_data(&runs(&[("02", "PAUSED <b>"), ("01", "SUCCESS")]));
    page.wait_for(".rl-point", 1).await;
    assert_eq!(page.harness.text(".rl-point"), "2026-09-02 01:00:00 · PAUSED <b> · 1 min 0 sec");
}

#[wasm_bindgen_test]
async fn an_end_before_the_start_is_no_duration() {
    let page = TrendPage::new();
    let run = |day: u32, from: &str, to: &str| {
        format!(
            r#"{{"id":"r{day}","status":"SUCCESS","startTime":"2026-09-0{day}T{from}","endTime":"2026-09-0{day}T{to}"}}"#
        )
    };
    let history =
        [run(4, "09:00", "08:00"), run(3, "08:00", "08:05"), run(2, "08:00", "08:03"), run(1, "08:00", "08:01")];
    let history = history.join(",");
    page.next_request().await.respond_with_data(&format!("[{history}]"));
    page.wait_for(".rl-point", 1).await;
    assert_eq!(page.harness.text(".rl-point"), "2026-09-04 09:00:00 · Success · --");
    let median = page.harness.text(".rl-figures [data-kind=median]").replace(['\u{a0}', '\u{202f}'], " ");
    assert_eq!(median, "Median: 3 min 0 sec");
}

#[wasm_bindgen_test]
async fn the_label_of_the_section_follows_its_content() {
    let page = TrendPage::new();
    page.next_request().await.respond_with_data(&runs(&[("01", "SUCCESS")]));
    let label = || page.harness.find::<Element>(".rl-runs").get_attribute("aria-label").unwrap();
    assert_eq!(label(), "Trend");
    page.navigation.sync_from_host(Route::Task(task("k1")));
    until("the strip's name", || label() == "Durations of the latest executions, oldest first").await;
}
