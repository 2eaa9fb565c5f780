//! axe-core on every page in every state: in English at three widths and in both themes; in the other locales, which differ in
//! their words alone, once.

use crate::iframe::{ParentPage, post_message};
use replica_log_e2e::{
    AllowedErrors, Endpoint, Fault, FaultResponse, Key, Setup, Tab, TestResult, browser_test, examples,
};
use serde_json::json;
use std::time::Duration;

const THEMES: [&str; 2] = ["light", "dark"];

/// A width of the window, and a theme.
type Look = (u32, &'static str);

/// Each width and each theme, for the layouts and the colours; the most frequent width in both themes.
const ALL_LOOKS: &[Look] = &[(360, "dark"), (768, "light"), (1440, "light"), (1440, "dark")];

/// Sets the theme, by the page's own select or (where the configuration or the host decides) by its attribute, and
/// finishes all animations, because axe-core measures colours.
const SET_THEME: &str = "const list = document.querySelector('select[data-name=theme]'); \
    if (list) { list.value = arguments[0]; list.dispatchEvent(new Event('change', { bubbles: true })); } \
    else document.querySelectorAll('.rl').forEach(e => e.dataset.theme = arguments[0]); \
    document.getAnimations().forEach(a => a.effect.getTiming().iterations === Infinity ? a.pause() : a.finish());";

/// The violations found so far, and the looks of each state.
struct Violations(Vec<String>, &'static [Look]);

impl Violations {
    /// Runs axe-core in these looks.
    async fn check(&mut self, tab: &Tab, state: &str, looks: &[Look]) -> TestResult {
        for (width, theme) in looks {
            tab.resize(*width, 900).await?;
            tab.driver().execute(SET_THEME, vec![json!(theme)]).await?;
            let found = tab.axe_violations().await?;
            self.0.extend(found.into_iter().map(|line| format!("{state}, {width}, {theme}: {line}")));
        }
        tab.resize(1440, 900).await?;
        Ok(())
    }

    /// Runs axe-core in all looks.
    async fn check_all(&mut self, tab: &Tab, state: &str) -> TestResult {
        self.check(tab, state, self.1).await
    }

    /// Fails if there was any violation.
    fn assert_none(self) {
        assert!(self.0.is_empty(), "{} violations:\n{}", self.0.len(), self.0.join("\n"));
    }
}

fn setup(language: &str) -> Setup {
    let mut setup = Setup::running(Duration::from_secs(600));
    setup.options.shortcuts = true;
    Setup { language: language.into(), allowed_errors: AllowedErrors::Any, ..setup }
}

/// Delays every response of an endpoint by an hour.
fn delay_responses(tab: &Tab, endpoint: Endpoint) {
    tab.demo().faults().add(Fault::new(endpoint, FaultResponse::Genuine).delay(Duration::from_secs(3600)));
}

async fn home_and_history(tab: &Tab, violations: &mut Violations) -> TestResult {
    tab.open("").await?;
    violations.check_all(tab, "home").await?;
    tab.press(Key::Enter).await?;
    tab.wait_for_count(".rl-refused", 1).await?;
    violations.check_all(tab, "home, refused").await?;
    tab.open("nowhere/1").await?;
    violations.check_all(tab, "not found").await?;
    for (state, path) in [
        ("task", format!("tasks/{}?planName=nightly-release&pageSize=10", examples::NIGHTLY_TASK)),
        ("task that never ran", format!("tasks/{}", examples::EMPTY_TASK)),
        ("task, nothing matches", format!("tasks/{}?status=FAILED", examples::EDGE_TASK)),
        ("plans", format!("projects/{}/plans?pageSize=10", examples::PROJECT)),
        ("plans, nothing matches", format!("projects/{}/plans?name=nothing", examples::PROJECT)),
        ("no plans", "projects/nowhere/plans".to_owned()),
        ("no latest execution", format!("tasks/{}?execution=latest", examples::EMPTY_TASK)),
        ("unknown task", "tasks/0123456789abcdef0123456789abcdef".to_owned()),
    ] {
        tab.open(&path).await?;
        tab.wait_until_idle().await?;
        violations.check_all(tab, state).await?;
    }
    tab.open(&format!("tasks/{}?pageSize=5", examples::NIGHTLY_TASK)).await?;
    tab.click(".rl-plan-toggle").await?;
    tab.wait_until("the settings", "document.querySelector('.rl-plan-facts dd')").await?;
    violations.check_all(tab, "plan settings").await?;
    tab.click(".rl-plan-toggle").await?;
    delay_responses(tab, Endpoint::RecordPage);
    tab.open(&format!("tasks/{}", examples::NIGHTLY_TASK)).await?;
    tab.wait_for_count(".rl-card .rl-skeleton", 1).await?;
    violations.check_all(tab, "task, loading").await?;
    tab.demo().faults().clear();
    tab.open(&format!("tasks/{}?history=all&pageSize=10", examples::NIGHTLY_TASK)).await?;
    tab.wait_for_count(".rl-chart", 1).await?;
    violations.check_all(tab, "trend").await?;
    tab.click(".rl-numbers-switch button").await?;
    tab.wait_for_count(".rl-numbers table", 1).await?;
    violations.check_all(tab, "trend as a table").await?;
    tab.open("").await?;
    tab.wait_for_count("[data-name=recent]", 1).await?;
    violations.check_all(tab, "home, recently opened").await
}

async fn record(tab: &Tab, violations: &mut Violations) -> TestResult {
    let failed = format!("records/{}?planName=nightly-release", examples::nightly_failed());
    let rows = tab.service_data(&format!("detail/page/{}?status=FAILED", examples::nightly_failed())).await?;
    let id = rows.pointer("/records/0/id").and_then(serde_json::Value::as_str).unwrap().to_owned();
    for (state, path) in [
        ("record", format!("{failed}&pageSize=10")),
        ("record, an open row", format!("{failed}&status=FAILED&pageSize=5&open={id}")),
        ("record, nothing matches", format!("{failed}&artifactName=nothing")),
        ("record, historical", format!("records/{}?pageSize=10", examples::MIXED_RECORD)),
        ("record, running", format!("records/{}?pageSize=10", examples::RUNNING_RECORD)),
        ("record with unknown enum values", format!("records/{}", examples::TOMORROW_RECORD)),
        ("by error", format!("{failed}&pageSize=5&triage=error")),
        ("by cluster", format!("{failed}&pageSize=5&triage=cluster")),
        ("by repository", format!("{failed}&pageSize=5&triage=repository")),
        ("against the run before", format!("{failed}&pageSize=5&triage=before&group=new")),
        ("all artifacts of two runs", format!("{failed}&pageSize=5&triage=changes&group=content")),
    ] {
        tab.open(&path).await?;
        tab.wait_until_idle().await?;
        if path.contains("triage=") {
            let toggle = ".rl-triage .rl-toggle button[aria-expanded=false]";
            tab.wait_until("groups", &format!("document.querySelector('{toggle}')")).await?;
            tab.click(toggle).await?;
            tab.wait_until("an open group", "document.querySelector('.rl-triage .rl-members li')").await?;
            tab.wait_for_none(".rl-triage .rl-reading").await?;
        }
        violations.check_all(tab, state).await?;
    }
    tab.open(&format!("{failed}&pageSize=5&triage=matrix")).await?;
    tab.wait_until("the matrix", "document.querySelector('.rl-matrix td a')").await?;
    tab.wait_for_none(".rl-triage .rl-reading").await?;
    violations.check_all(tab, "matrix").await?;
    tab.click(".rl-triage .rl-choice a[href*='triage=durations']").await?;
    tab.wait_for_count(".rl-findings", 1).await?;
    violations.check_all(tab, "durations").await?;
    tab.open(&format!("{failed}&pageSize=5")).await?;
    tab.wait_until_idle().await?;
    tab.click(".rl-filters .rl-more").await?;
    violations.check_all(tab, "record, all filters").await
}

async fn dialogs(tab: &Tab, violations: &mut Violations) -> TestResult {
    tab.open(&format!("records/{}?pageSize=5", examples::nightly_failed())).await?;
    tab.wait_until_idle().await?;
    for name in ["columns", "keys", "raw", "export"] {
        let opener = if name == "keys" { ".rl-help".to_owned() } else { format!("button[data-name={name}]") };
        tab.click(&opener).await?;
        tab.wait_for_count(&format!("dialog[data-name={name}][open]"), 1).await?;
        violations.check_all(tab, &format!("dialog {name}")).await?;
        match name {
            "raw" => {
                tab.click("dialog[data-name=raw] [data-main]").await?;
                tab.wait_for_count("dialog[data-name=raw] pre", 1).await?;
                violations.check_all(tab, "raw list, read").await?;
            }
            "export" => {
                tab.evaluate("(window.showSaveFilePicker = undefined, null)").await?;
                let slow = Fault::new(Endpoint::DetailPage, FaultResponse::Genuine).when("pageNumber=2&pageSize=500");
                tab.demo().faults().add(slow.delay(Duration::from_secs(3600)).times(1));
                tab.click("dialog [data-format=csv]").await?;
                tab.wait_for_count("dialog .rl-reading progress", 1).await?;
                violations.check_all(tab, "export, reading").await?;
                tab.click("dialog .rl-reading button").await?;
                tab.wait_for_count("dialog .rl-notice", 1).await?;
                violations.check_all(tab, "export, stopped").await?;
                tab.click("dialog .rl-notice button").await?;
                tab.wait_for_count("dialog a[download]", 1).await?;
                violations.check_all(tab, "export, done").await?;
            }
            _ => {}
        }
        tab.press(Key::Escape).await?;
        tab.wait_for_none("dialog[open]").await?;
    }
    Ok(())
}

async fn error_states(tab: &Tab, violations: &mut Violations) -> TestResult {
    let path = format!("records/{}?pageSize=5", examples::ODD_RECORD);
    for answer in [
        FaultResponse::Gateway(401),
        FaultResponse::Status(403),
        FaultResponse::Status(440),
        FaultResponse::Status(429),
        FaultResponse::Status(500),
        FaultResponse::Status(502),
        FaultResponse::NotJson,
        FaultResponse::Cut,
    ] {
        tab.demo().faults().clear();
        let state = format!("record, {answer:?}");
        tab.fault(Endpoint::DetailPage, answer);
        tab.open(&path).await?;
        tab.wait_for_count(".rl-failure", 1).await?;
        // The errors differ only in their text.
        violations.check(tab, &state, &[(360, "dark"), (1440, "light")]).await?;
    }
    violations.check_all(tab, "record, failed").await?;
    tab.demo().faults().clear();
    // In the page's own realm: what geckodriver's sandbox sets is not visible to the page.
    tab.interceptor()
        .inject_script("{ const { now } = Date; window.passed = 0; Date.now = () => now() + window.passed; }");
    tab.open(&path).await?;
    tab.wait_until_idle().await?;
    tab.demo().faults().add(Tab::fault_of_rows(FaultResponse::Status(500)));
    tab.click(".rl-refresh").await?;
    tab.wait_for_count(".rl-stale", 1).await?;
    violations.check_all(tab, "record, stale").await?;
    tab.demo().faults().clear();
    // The banner of a new release.
    tab.interceptor().rewrite_pages("data-js=\"./replica-log-", "data-js=\"./next-");
    tab.evaluate("(window.passed = 3600000)").await?;
    tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))").await?;
    tab.wait_for_count(".rl-release button", 2).await?;
    violations.check_all(tab, "a new release").await?;
    tab.interceptor().stop_rewriting();
    tab.evaluate("dispatchEvent(Object.assign(new Event('replica-log-broken'), { message: 'panicked' }))").await?;
    tab.wait_for_count(".rl-broken", 1).await?;
    violations.check_all(tab, "broken").await?;
    Ok(())
}

fn every_page(language: &str, looks: &'static [Look]) -> TestResult {
    browser_test(setup(language), async |tab| {
        tab.demo().clock().freeze();
        let mut violations = Violations(Vec::new(), looks);
        home_and_history(tab, &mut violations).await?;
        record(tab, &mut violations).await?;
        dialogs(tab, &mut violations).await?;
        error_states(tab, &mut violations).await?;
        violations.assert_none();
        Ok(())
    })
}

#[test]
fn axe_finds_no_violation_on_any_page_in_english() -> TestResult {
    every_page("en-US", ALL_LOOKS)
}

// In one browser, because words do not depend on it.
#[test]
#[ignore = "needs Chromium"]
fn axe_finds_no_violation_on_any_page_in_chinese() -> TestResult {
    every_page("zh-CN", &[(360, "dark")])
}

#[test]
#[ignore = "needs Chromium"]
fn axe_finds_no_violation_on_any_page_in_japanese() -> TestResult {
    every_page("ja", &[(1440, "light")])
}

#[test]
fn axe_finds_no_violation_in_an_iframe_or_in_configuration_errors() -> TestResult {
    let parent = ParentPage::new()?;
    let mut setup = parent.setup(&[&parent.origin]);
    setup.allowed_errors = AllowedErrors::Any;
    browser_test(setup, async |tab| {
        let mut violations = Violations(Vec::new(), ALL_LOOKS);
        parent.open(tab, &format!("embed/records/{}?pageSize=5", examples::ODD_RECORD)).await?;
        tab.driver().enter_frame(0).await?;
        for language in ["en-US", "zh-CN", "ja"] {
            post_message(tab, "syncLocale", json!({ "locale": language })).await?;
            tab.wait_for_value("the language", "document.querySelector('.rl').lang", language).await?;
            tab.wait_for_count("table tbody", 5).await?;
            for theme in THEMES {
                post_message(tab, "syncTheme", json!({ "theme": theme })).await?;
                tab.wait_for_value("the theme", "document.querySelector('.rl').dataset.theme", theme).await?;
                tab.inject_axe().await?;
                tab.driver().enter_default_frame().await?;
                let lines = tab.axe_violations().await?;
                tab.driver().enter_frame(0).await?;
                violations.0.extend(lines.into_iter().map(|line| format!("framed, {language}, {theme}: {line}")));
            }
        }
        violations.assert_none();
        Ok(())
    })?;
    let invalid = json!({ "theme": "blue", "timeZone": "Mars/Olympus" });
    browser_test(Setup { allowed_errors: AllowedErrors::Any, ..Setup::with_config(invalid) }, async |tab| {
        let mut violations = Violations(Vec::new(), ALL_LOOKS);
        tab.open("").await?;
        tab.wait_for_count(".rl-mistake", 2).await?;
        violations.check_all(tab, "configuration errors").await?;
        violations.assert_none();
        Ok(())
    })
}
