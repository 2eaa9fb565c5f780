//! Every page in every state, before axe-core: in each language, at three widths, in both themes.

use crate::iframe::{Around, tell};
use replica_log_e2e::{
    AllowedErrors, Endpoint, Fault, FaultAnswer, Key, Setup, Tab, TestResult, browser_test, examples,
};
use serde_json::json;
use std::time::Duration;

const WIDTHS: [u32; 3] = [360, 768, 1440];
const THEMES: [&str; 2] = ["light", "dark"];

/// Gives the page a theme: by its own choice, or, where somebody else chooses, as if they had; and ends what moves.
const DRESS: &str = "const list = document.querySelector('select[data-name=theme]'); \
    if (list) { list.value = arguments[0]; list.dispatchEvent(new Event('change', { bubbles: true })); } \
    else document.querySelectorAll('.rl').forEach(e => e.dataset.theme = arguments[0]); \
    document.getAnimations().forEach(a => a.effect.getTiming().iterations === Infinity ? a.pause() : a.finish());";

/// What was found so far.
#[derive(Default)]
struct Found(Vec<String>);

impl Found {
    /// Looks at what the tab shows.
    async fn look(&mut self, tab: &Tab, state: &str, widths: &[u32], themes: &[&str]) -> TestResult {
        for width in widths {
            tab.resize(*width, 900).await?;
            for theme in themes {
                tab.driver().execute(DRESS, vec![json!(theme)]).await?;
                let found = tab.axe_violations().await?;
                self.0.extend(found.into_iter().map(|line| format!("{state}, {width}, {theme}: {line}")));
            }
        }
        tab.resize(1440, 900).await?;
        Ok(())
    }

    /// In all widths and themes.
    async fn all(&mut self, tab: &Tab, state: &str) -> TestResult {
        self.look(tab, state, &WIDTHS, &THEMES).await
    }

    /// Fails if anything was found.
    fn end(self) {
        assert!(self.0.is_empty(), "{} violations:\n{}", self.0.len(), self.0.join("\n"));
    }
}

fn setup(language: &str) -> Setup {
    let mut setup = Setup::running(Duration::from_secs(600));
    setup.options.shortcuts = true;
    Setup { language: language.into(), allowed_errors: AllowedErrors::Any, ..setup }
}

/// Holds back every answer of an endpoint.
fn hold(tab: &Tab, endpoint: Endpoint) {
    tab.demo().faults().add(Fault::new(endpoint, FaultAnswer::Genuine).delay(Duration::from_secs(3600)));
}

async fn home_and_history(tab: &Tab, found: &mut Found) -> TestResult {
    tab.open("").await?;
    found.all(tab, "home").await?;
    tab.press(Key::Enter).await?;
    tab.wait_for_count(".rl-refused", 1).await?;
    found.all(tab, "home, refused").await?;
    tab.open("projects/1").await?;
    found.all(tab, "nowhere").await?;
    for (state, place) in [
        ("task", format!("tasks/{}?planName=nightly-release&pageSize=10", examples::NIGHTLY_TASK)),
        ("task that never ran", format!("tasks/{}", examples::EMPTY_TASK)),
        ("task, nothing matches", format!("tasks/{}?status=FAILED", examples::EDGE_TASK)),
        ("task that nobody knows", "tasks/0123456789abcdef0123456789abcdef".to_owned()),
    ] {
        tab.open(&place).await?;
        tab.wait_until_idle().await?;
        found.all(tab, state).await?;
    }
    hold(tab, Endpoint::RecordPage);
    tab.open(&format!("tasks/{}", examples::NIGHTLY_TASK)).await?;
    tab.wait_for_count(".rl-card .rl-skeleton", 1).await?;
    found.all(tab, "task, loading").await?;
    tab.demo().faults().clear();
    tab.open(&format!("tasks/{}?history=all&pageSize=10", examples::NIGHTLY_TASK)).await?;
    tab.wait_for_count(".rl-chart", 1).await?;
    found.all(tab, "trend").await?;
    tab.click(".rl-numbers-switch button").await?;
    tab.wait_for_count(".rl-numbers table", 1).await?;
    found.all(tab, "trend in numbers").await?;
    tab.open("").await?;
    tab.wait_for_count("[data-name=recent]", 1).await?;
    found.all(tab, "home, opened lately").await
}

async fn record(tab: &Tab, found: &mut Found) -> TestResult {
    let failed = format!("records/{}?planName=nightly-release", examples::nightly_failed());
    let rows = tab.service_data(&format!("detail/page/{}?status=FAILED", examples::nightly_failed())).await?;
    let id = rows.pointer("/records/0/id").and_then(serde_json::Value::as_str).unwrap().to_owned();
    for (state, place) in [
        ("record", format!("{failed}&pageSize=10")),
        ("record, an open row", format!("{failed}&status=FAILED&pageSize=5&open={id}")),
        ("record, nothing matches", format!("{failed}&artifactName=nothing")),
        ("record, historical", format!("records/{}?pageSize=10", examples::MIXED_RECORD)),
        ("record, running", format!("records/{}?pageSize=10", examples::RUNNING_RECORD)),
        ("record of tomorrow", format!("records/{}", examples::TOMORROW_RECORD)),
        ("by error", format!("{failed}&pageSize=5&triage=error")),
        ("by cluster", format!("{failed}&pageSize=5&triage=cluster")),
        ("by repository", format!("{failed}&pageSize=5&triage=repository")),
        ("against the run before", format!("{failed}&pageSize=5&triage=before&group=new")),
    ] {
        tab.open(&place).await?;
        tab.wait_until_idle().await?;
        if place.contains("triage=") {
            let toggle = ".rl-triage .rl-toggle button[aria-expanded=false]";
            tab.wait_until("groups", &format!("document.querySelector('{toggle}')")).await?;
            tab.click(toggle).await?;
            tab.wait_until("an open group", "document.querySelector('.rl-triage .rl-members li')").await?;
        }
        found.all(tab, state).await?;
    }
    tab.open(&format!("{failed}&pageSize=5")).await?;
    tab.wait_until_idle().await?;
    tab.click(".rl-filters .rl-more").await?;
    found.all(tab, "record, all filters").await
}

async fn dialogs(tab: &Tab, found: &mut Found) -> TestResult {
    tab.open(&format!("records/{}?pageSize=5", examples::nightly_failed())).await?;
    tab.wait_until_idle().await?;
    for name in ["columns", "keys", "raw", "export"] {
        let opener = if name == "keys" { ".rl-help".to_owned() } else { format!("button[data-name={name}]") };
        tab.click(&opener).await?;
        tab.wait_for_count(&format!("dialog[data-name={name}][open]"), 1).await?;
        found.all(tab, &format!("dialog {name}")).await?;
        match name {
            "raw" => {
                tab.click("dialog[data-name=raw] [data-main]").await?;
                tab.wait_for_count("dialog[data-name=raw] pre", 1).await?;
                found.all(tab, "raw list, read").await?;
            }
            "export" => {
                tab.evaluate("(window.showSaveFilePicker = undefined, null)").await?;
                let slow = Fault::new(Endpoint::DetailPage, FaultAnswer::Genuine).when("pageNumber=2&pageSize=500");
                tab.demo().faults().add(slow.delay(Duration::from_secs(3600)).times(1));
                tab.click("dialog [data-format=csv]").await?;
                tab.wait_for_count("dialog .rl-reading progress", 1).await?;
                found.all(tab, "export, reading").await?;
                tab.click("dialog .rl-reading button").await?;
                tab.wait_for_count("dialog .rl-notice", 1).await?;
                found.all(tab, "export, stopped").await?;
                tab.click("dialog .rl-notice button").await?;
                tab.wait_for_count("dialog a[download]", 1).await?;
                found.all(tab, "export, done").await?;
            }
            _ => {}
        }
        tab.press(Key::Escape).await?;
        tab.wait_for_none("dialog[open]").await?;
    }
    Ok(())
}

async fn trouble(tab: &Tab, found: &mut Found) -> TestResult {
    let place = format!("records/{}?pageSize=5", examples::ODD_RECORD);
    for answer in [
        FaultAnswer::Status(401),
        FaultAnswer::Status(403),
        FaultAnswer::Status(440),
        FaultAnswer::Status(429),
        FaultAnswer::Status(500),
        FaultAnswer::Status(502),
        FaultAnswer::NotJson,
        FaultAnswer::Cut,
    ] {
        tab.demo().faults().clear();
        let state = format!("record, {answer:?}");
        tab.fault(Endpoint::DetailPage, answer);
        tab.open(&place).await?;
        tab.wait_for_count(".rl-failure", 1).await?;
        // They differ in their words.
        found.look(tab, &state, &[360, 1440], &["light"]).await?;
    }
    found.all(tab, "record, failed").await?;
    tab.demo().faults().clear();
    // Of the page's own realm: what a driver sets is not seen by the page in every browser.
    tab.interceptor()
        .inject_script("{ const { now } = Date; window.passed = 0; Date.now = () => now() + window.passed; }");
    tab.open(&place).await?;
    tab.wait_until_idle().await?;
    tab.fault(Endpoint::DetailPage, FaultAnswer::Status(500));
    tab.click(".rl-refresh").await?;
    tab.wait_for_count(".rl-stale", 1).await?;
    found.all(tab, "record, stale").await?;
    tab.demo().faults().clear();
    // A new release.
    tab.interceptor().rewrite_pages("data-js=\"./replica-log-", "data-js=\"./next-");
    tab.evaluate("(window.passed = 3600000)").await?;
    tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))").await?;
    tab.wait_for_count(".rl-release button", 2).await?;
    found.all(tab, "a new release").await?;
    tab.interceptor().stop_rewriting();
    tab.evaluate("dispatchEvent(Object.assign(new Event('replica-log-broken'), { message: 'panicked' }))").await?;
    tab.wait_for_count(".rl-broken", 1).await?;
    found.all(tab, "broken").await?;
    Ok(())
}

fn every_page(language: &str) -> TestResult {
    browser_test(setup(language), async |tab| {
        tab.demo().clock().stop();
        let mut found = Found::default();
        home_and_history(tab, &mut found).await?;
        record(tab, &mut found).await?;
        dialogs(tab, &mut found).await?;
        trouble(tab, &mut found).await?;
        found.end();
        Ok(())
    })
}

#[test]
fn axe_finds_no_violation_on_any_page_in_english() -> TestResult {
    every_page("en-US")
}

#[test]
fn axe_finds_no_violation_on_any_page_in_chinese() -> TestResult {
    every_page("zh-CN")
}

#[test]
fn axe_finds_no_violation_on_any_page_in_japanese() -> TestResult {
    every_page("ja")
}

#[test]
fn axe_finds_no_violation_in_an_iframe_or_in_configuration_errors() -> TestResult {
    let around = Around::new()?;
    let mut setup = around.setup(&[&around.origin]);
    setup.allowed_errors = AllowedErrors::Any;
    browser_test(setup, async |tab| {
        let mut found = Found::default();
        around.open(tab, &format!("embed/records/{}?pageSize=5", examples::ODD_RECORD)).await?;
        tab.driver().enter_frame(0).await?;
        for language in ["en-US", "zh-CN", "ja"] {
            tell(tab, "syncLocale", json!({ "locale": language })).await?;
            tab.wait_for_value("the language", "document.querySelector('.rl').lang", language).await?;
            tab.wait_for_count("table tbody", 5).await?;
            for theme in THEMES {
                tell(tab, "syncTheme", json!({ "theme": theme })).await?;
                tab.wait_for_value("the theme", "document.querySelector('.rl').dataset.theme", theme).await?;
                tab.inject_axe().await?;
                tab.driver().enter_default_frame().await?;
                let lines = tab.axe_violations().await?;
                tab.driver().enter_frame(0).await?;
                found.0.extend(lines.into_iter().map(|line| format!("framed, {language}, {theme}: {line}")));
            }
        }
        found.end();
        Ok(())
    })?;
    let mistaken = json!({ "theme": "blue", "timeZone": "Mars/Olympus" });
    browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::with_config(mistaken) }, async |tab| {
        let mut found = Found::default();
        tab.open("").await?;
        tab.wait_for_count(".rl-mistake", 2).await?;
        found.all(tab, "mistakes").await?;
        found.end();
        Ok(())
    })
}
