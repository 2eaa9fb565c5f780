//! The whole history of a task, through refreshes that fail and ranges that are typed.

use std::rc::Rc;

use replica_log::app::App;
use replica_log::model::config::Theme;
use replica_log::model::route::{Route, TaskRoute, TrendView};
use replica_log::model::trend::Range;
use replica_log::model::zone::ZoneChoice;
use replica_log::navigation::Navigation;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::fake_shell::{FakeShell, task};
use crate::harness::{Harness, turn, until};
use crate::input::leaves;
use crate::network::{Call, Network};
use crate::query::config;

const FIGURES: &str = ".rl-figures > span:first-child";
const REFRESH: &str = ".rl-runs .rl-again";
const FAILURE: &str = ".rl-runs .rl-failure";

/// The page of a task that shows its trend.
struct Page {
    stage: Harness,
    network: Network,
    nav: Navigation,
    app: App,
}

impl Page {
    fn new() -> Self {
        Self::at(TrendView::default())
    }

    fn at(trend: Trend) -> Self {
        let mut stage = Harness::new();
        let network = Network::fake();
        let place = TaskRoute { trend: Some(trend), ..task("k1") };
        let nav = FakeShell::default().nav(Route::Task(place));
        let app = App::new(nav, config(), Vec::new(), None);
        stage.mount(move || app.view());
        Self { stage, network, nav, app }
    }

    /// The next request for the whole history.
    async fn asks(&self) -> Rc<Call> {
        self.network.next_with("/record/list/").await
    }

    async fn refreshes(&self) -> Rc<Call> {
        self.stage.find::<HtmlElement>(REFRESH).click();
        self.asks().await
    }

    /// Waits until there is as much as that of something.
    async fn has(&self, selector: &str, count: usize) {
        until(selector, || self.stage.all(selector).len() == count).await;
    }

    fn field(&self, name: &str) -> HtmlInputElement {
        self.stage.find(&format!(".rl-range [data-name={name}]"))
    }

    async fn types(&self, name: &str, text: &str) {
        let field = self.field(name);
        field.set_value(text);
        leaves(&field);
        turn().await;
    }

    /// The range of the place.
    fn range(&self) -> Option<(String, String)> {
        match self.nav.route() {
            Route::Task(TaskRoute { trend, .. }) => trend?.range.map(Range::texts),
            _ => None,
        }
    }

    /// What stands in the two fields, and which of them are refused.
    fn fields(&self) -> [(String, bool); 2] {
        ["from", "to"].map(|name| {
            let field = self.field(name);
            (field.value(), field.get_attribute("aria-invalid").as_deref() == Some("true"))
        })
    }
}

/// Executions on days of September, each with its state.
fn runs(runs: &[(&str, &str)]) -> String {
    let run = |(day, status): &(&str, &str)| {
        format!(
            r#"{{"id":"r{day}","status":"{status}","startTime":"2026-09-{day}T01:00:00","endTime":"2026-09-{day}T01:01:00"}}"#
        )
    };
    format!("[{}]", runs.iter().map(run).collect::<Vec<_>>().join(","))
}

#[wasm_bindgen_test]
async fn a_refresh_of_the_trend_that_fails_leaves_what_was_read_with_its_age() {
    let page = Page::new();
    let first = page.asks().await;
    page.has(".rl-runs .rl-skeleton", 1).await;
    first.answers(&runs(&[("02", "SUCCESS"), ("01", "FAILED")]));
    page.has(".rl-chart", 1).await;
    page.stage.find::<HtmlElement>(".rl-numbers-switch button").click();
    page.has(".rl-numbers tbody tr", 2).await;
    let chart = page.stage.find::<Element>(".rl-chart");
    let row = page.stage.find::<Element>(".rl-numbers tbody tr:first-child");
    // While it is read, nothing changes but the sign of it.
    let again = page.refreshes().await;
    turn().await;
    assert_eq!(page.stage.find::<Element>(REFRESH).get_attribute("data-busy").as_deref(), Some("true"));
    assert_eq!(
        (page.stage.all(".rl-runs .rl-skeleton").len(), chart.is_connected(), row.is_connected()),
        (0, true, true)
    );
    again.responds(403, &[], "");
    page.has(FAILURE, 1).await;
    assert!(chart.is_connected() && row.is_connected());
    assert!(page.stage.text(".rl-runs .rl-stale > p").starts_with("This could not be refreshed."));
    assert_eq!(page.stage.text(FIGURES), "2 executions");
    // The same again is no change; more is one, and the numbers stay unfolded.
    page.refreshes().await.answers(&runs(&[("02", "SUCCESS"), ("01", "FAILED")]));
    page.has(FAILURE, 0).await;
    assert!(chart.is_connected() && row.is_connected());
    page.refreshes().await.answers(&runs(&[("03", "SUCCESS"), ("02", "SUCCESS"), ("01", "FAILED")]));
    until("the new execution", || page.stage.text(FIGURES) == "3 executions").await;
    page.has(".rl-numbers tbody tr", 3).await;
}

#[wasm_bindgen_test]
async fn a_trend_that_was_never_read_is_a_failure_alone_and_is_read_when_asked_for() {
    let page = Page::new();
    page.asks().await.responds(403, &[], "");
    page.has(FAILURE, 1).await;
    assert_eq!((page.stage.all(".rl-runs .rl-skeleton").len(), page.stage.all(".rl-stale").len()), (0, 0));
    page.refreshes().await.answers(&runs(&[("01", "SUCCESS")]));
    page.has(".rl-chart", 1).await;
    page.has(FAILURE, 0).await;
}

#[wasm_bindgen_test]
async fn what_was_read_on_another_clock_is_not_shown_in_its_place() {
    let page = Page::new();
    page.asks().await.answers(&runs(&[("01", "SUCCESS")]));
    page.has(".rl-chart", 1).await;
    page.app.settings().set_zone(ZoneChoice::Utc);
    let again = page.asks().await;
    page.has(".rl-chart", 0).await;
    page.has(".rl-runs .rl-skeleton", 1).await;
    again.responds(403, &[], "");
    page.has(FAILURE, 1).await;
    assert_eq!((page.stage.all(".rl-chart").len(), page.stage.all(".rl-stale").len()), (0, 0));
}

#[wasm_bindgen_test]
async fn what_has_nothing_to_do_with_the_clock_does_not_read_the_trend_anew() {
    let page = Page::new();
    page.asks().await.answers(&runs(&[("01", "SUCCESS")]));
    page.has(".rl-chart", 1).await;
    let (chart, asked) = (page.stage.find::<Element>(".rl-chart"), page.network.count());
    page.app.settings().set_theme(Theme::Dark);
    turn().await;
    assert_eq!((page.network.count(), chart.is_connected()), (asked, true));
}

#[wasm_bindgen_test]
async fn two_times_make_a_range_whichever_is_typed_first() {
    let range = Range::parse("2026-09-01T00:00", "2026-09-05T00:00");
    let was = Some(("2026-09-01T00:00".to_owned(), "2026-09-05T00:00".to_owned()));
    let later = ("2026-10-01T00:00", "2026-10-05T00:00");
    let earlier = ("2026-08-01T00:00", "2026-08-05T00:00");
    for (first, second) in [(("from", later.0), ("to", later.1)), (("to", earlier.1), ("from", earlier.0))] {
        let page = Page::at(TrendView { range, per: None });
        page.asks().await.answers(&runs(&[("02", "SUCCESS")]));
        page.has(".rl-chart", 1).await;
        page.types(first.0, first.1).await;
        // No range yet: the place stays, so does what was typed, and it is said which field is the reason.
        assert_eq!(page.range(), was);
        assert_eq!(page.field(first.0).value(), first.1);
        assert_eq!(page.fields().map(|(_, refused)| refused), [first.0 == "from", first.0 == "to"]);
        page.types(second.0, second.1).await;
        let wanted = if first.0 == "from" { later } else { earlier };
        assert_eq!(page.range(), Some((wanted.0.to_owned(), wanted.1.to_owned())));
        until("the fields", || page.fields() == [(wanted.0.to_owned(), false), (wanted.1.to_owned(), false)]).await;
    }
}

#[wasm_bindgen_test]
async fn a_run_in_a_state_that_nobody_knows_says_it_as_it_came() {
    let page = Page::new();
    page.asks().await.answers(&runs(&[("02", "PAUSED <b>"), ("01", "SUCCESS")]));
    page.has(".rl-point", 1).await;
    assert_eq!(page.stage.text(".rl-point"), "2026-09-02 01:00:00 · PAUSED <b> · 1 min 0 sec");
}

#[wasm_bindgen_test]
async fn the_section_is_called_what_it_shows() {
    let page = Page::new();
    page.asks().await.answers(&runs(&[("01", "SUCCESS")]));
    let label = || page.stage.find::<Element>(".rl-runs").get_attribute("aria-label").unwrap();
    assert_eq!(label(), "Trend");
    page.nav.sync_from_host(Route::Task(task("k1")));
    until("the strip's name", || label() == "Durations of the latest executions, oldest first").await;
}
